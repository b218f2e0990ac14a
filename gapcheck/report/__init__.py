"""Reports for people: Markdown, HTML and DOCX from one view of the facts. Same input, same bytes.

`render` is all a command needs; `FORMATS` and `AUDIENCES` are what it may be asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from gapcheck.errors import GapcheckError, Problem
from gapcheck.model import CaseRun

FORMATS = ("md", "html", "docx")
AUDIENCES = ("full", "staff", "ngo", "public")


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
    views = [
        facts(
            run,
            language=language,
            audience=audience,
            prefix=f"{run.case.id}-" if many else "",
            manuals=manuals,
            version=version,
        )
        for run in case_runs
    ]
    if format == "md":
        from gapcheck.report.markdown import markdown

        return markdown(views, t, audience=audience, templates_dir=templates_dir, version=version).encode("utf-8")
    if format == "docx":
        from gapcheck.report.docx import docx

        return docx(views, t, audience=audience, templates_dir=templates_dir, version=version)
    from gapcheck.report.html import html

    return html(views, t, audience=audience, templates_dir=templates_dir, version=version).encode("utf-8")
