"""What a shadow report holds: the gaps in order of weight, within a limit of words, and the text its authors wrote.

An author writes under the heading "Our own text on 5.b" in the file of an earlier run; the text is read from that
file and set in the new one, also where the request itself no longer fits.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from gapcheck.errors import GapcheckError
from gapcheck.model import CaseRun, Status
from gapcheck.report import view
from gapcheck.report.dossier import status_key
from gapcheck.report.locale import LANGUAGES, Locale, locale
from gapcheck.report.naming import rest
from gapcheck.text.spans import count_words

ORDER = [status_key(status) for status in Status]
SEVERITIES = ("error", "warning", "note")


def is_open(request: view.Request) -> bool:
    """True for a request with gaps that nobody disputed, or with its authors' own text."""
    return bool(_standing(request) or request.own or request.status not in ("answered", "no-reply"))


def _standing(request: view.Request) -> list[view.Finding]:
    return [finding for finding in request.findings if not finding.disputed]


def weighed(items: Sequence[view.Item]) -> tuple[view.Request, ...]:
    """The requests with gaps or with own text, most serious first: by status, then by the gravest finding."""
    found = [request for item in items for request in item.requests if is_open(request)]
    return tuple(sorted(found, key=_weight))


def _weight(request: view.Request) -> tuple[int, int, int]:
    place = ORDER.index(request.status) if request.status in ORDER else len(ORDER)
    found = _standing(request)
    gravest = min((SEVERITIES.index(finding.severity) for finding in found), default=len(SEVERITIES))
    return place, gravest, -len(found)


def spread(requests: Sequence[view.Request], most: int) -> tuple[view.Request, ...]:
    """At most so many of the requests, in their order, a share of every status: first one of each, then a second…"""
    kept: set[str] = set()
    by_status = {status: [one for one in requests if one.status == status] for status in ORDER}
    for place in range(len(requests)):
        for held in by_status.values():
            if place < len(held) and len(kept) < most:
                kept.add(held[place].id)
    return tuple(request for request in requests if request.id in kept)


def limit_of(run: CaseRun, budget: int, t: Locale) -> tuple[int, str]:
    """The limit in words and, in words, where it comes from: the caller's, else the body's for an NGO; 0 for none."""
    if budget:
        return budget, t("budget_given", budget)
    for limit in run.case.procedure.limits if run.case.procedure else ():
        if limit.document == "ngo":
            note = "" if limit.confirmed else t("unconfirmed")
            return limit.words, t("budget_body", limit.words, source=limit.source + note)
    return 0, t("budget_none")


def fit(whole: view.View, limit: int, words: Callable[[view.View], int]) -> view.View:
    """The view with as many of its selected requests, most serious first, as `words` (the length of the finished
    report) allows; the others are left out by name. Without a limit nothing is left out."""

    def cut(keep: int) -> view.View:
        left = whole.selected[keep:]
        return replace(whole, selected=whole.selected[:keep], left_out=left, rest=rest(left, whole.items))

    if not limit or words(whole) <= limit:
        return whole
    low, high = 0, len(whole.selected) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if words(cut(middle)) <= limit else (low, middle - 1)
    return cut(low)


def length(text: str) -> int:
    """Words as a word processor counts them."""
    return count_words(text)


def own_texts(existing: bytes, format: str) -> Mapping[str, str]:
    """Request id → what its authors wrote in the file of an earlier run, as Markdown. Raises GapcheckError for a file
    that is not of this format."""
    text = existing.decode("utf-8", "replace") if format == "md" else _as_markdown(existing, format)
    heads = "|".join(re.escape(locale(language)("own_text_on", request="")) for language in LANGUAGES)
    spaces = {" ".join(locale(language)("own_space").split()) for language in LANGUAGES}
    found: dict[str, str] = {}
    for part in re.split(r"(?m)^(?=#{1,6} )", text):
        title, _, body = part.partition("\n")
        match = re.match(rf"#+ (?:{heads})(\S+)", title.replace("\\", ""))
        kept = body.strip()
        if match and kept and " ".join(kept.replace("\\", "").split()) not in spaces:
            found[match.group(1)] = kept
    return found


def _as_markdown(existing: bytes, format: str) -> str:
    import pypandoc

    command = [pypandoc.get_pandoc_path(), "+RTS", "-M512M", "-RTS", "--sandbox", "-f", format, "-t", "gfm-raw_html", "--wrap=none"]  # fmt: skip
    done = subprocess.run(command, input=existing, capture_output=True, check=False)
    if done.returncode:
        raise GapcheckError(
            "the earlier report cannot be read, so its own text cannot be kept",
            hint="Move the old file away, or write the new report to another folder.",
        )
    return re.sub(r"(?m)^\[\^\d+\]: .*$", "", done.stdout.decode("utf-8", "replace"))  # foot notes come last
