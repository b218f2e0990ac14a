"""Reports for people: Markdown, HTML and DOCX from one view of the facts. Same input, same bytes.

`render` is all a command needs; `FORMATS` and `AUDIENCES` are what it may be asked for.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gapcheck.errors import GapcheckError, Problem
from gapcheck.model import CaseRun
from gapcheck.report.view import Options, View

if TYPE_CHECKING:
    from gapcheck.report.locale import Locale

FORMATS = ("md", "html", "docx")
AUDIENCES = ("full", "staff", "ngo", "public")


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cyclic garbage: a report makes much and drops nothing before it is done, and looking
    through it all takes a fifth of the time of a long one."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@_uncollected()
def render(
    case_runs: Sequence[CaseRun],
    *,
    format: str,
    audience: str = "full",
    language: str = "en",
    templates_dir: Path | None = None,
    budget: int = 0,
    manuals: Mapping[str, tuple[str, str]] | None = None,
    version: str = "",
    existing: bytes | None = None,
) -> bytes:
    """The report of one or several checked cases as a file's bytes.

    `manuals` maps a rule's code to its name and manual page; `budget` is the number of words a shadow report may
    have (0: the limit of the body's procedure); `existing` is the file of an earlier run, whose own text is kept.
    Raises GapcheckError for an unknown format, audience or language and for a broken template.
    """
    from gapcheck.report.facts import facts
    from gapcheck.report.locale import locale

    for value, known, option in ((format, FORMATS, "--format"), (audience, AUDIENCES, "--audience")):
        if value not in known:
            problem = Problem(file="", message=f"no such {option[2:]}", found=value, expected=", ".join(known))
            raise GapcheckError([problem], hint=f"Use {option} {known[0]}.")
    t = locale(language)
    many = len(case_runs) > 1
    own: Mapping[str, str] = {}
    if existing and audience == "ngo":
        from gapcheck.report.shadow import own_texts

        own = own_texts(existing, format)
    views = [
        facts(
            run,
            language=language,
            audience=audience,
            prefix=f"{run.case.id}-" if many else "",
            manuals=manuals,
            version=version,
            own=own,
        )
        for run in case_runs
    ]
    if audience == "ngo":
        views = [_fitted(run, view, budget, t, templates_dir) for run, view in zip(case_runs, views, strict=True)]
    options = Options(audience=audience, templates_dir=templates_dir, version=version)
    if format == "md":
        from gapcheck.report.markdown import markdown

        return markdown(views, t, options).encode("utf-8")
    if format == "docx":
        from gapcheck.report.docx import docx

        return docx(views, t, options)
    from gapcheck.report.html import html

    return html(views, t, options).encode("utf-8")


def _fitted(run: CaseRun, whole: View, budget: int, t: Locale, templates_dir: Path | None) -> View:
    """The view within its limit of words, measured on the finished Markdown."""
    from gapcheck.report.markdown import markdown
    from gapcheck.report.shadow import fit, length, limit_of

    limit, words = limit_of(run, budget, t)
    options = Options(audience="ngo", templates_dir=templates_dir)
    return fit(replace(whole, budget=words), limit, lambda view: length(markdown([view], t, options)))
