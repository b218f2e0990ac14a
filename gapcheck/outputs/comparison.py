"""Two runs side by side, as text, JSON or a Markdown report."""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from gapcheck.analysis.compare import AnswerChange, Comparison, GapChange, RequestChange
from gapcheck.model import CaseRun

REQUESTS = (
    ("new", "New requests"),
    ("gone", "Requests gone"),
    ("reworded", "Requests re-worded"),
    ("moved", "Requests repeated under another number"),
    ("repeated", "Requests unchanged"),
)
ANSWERS = (
    ("unchanged", "Answered word for word as before"),
    ("changed", "Answered anew"),
    ("new", "Answered for the first time"),
    ("gone", "No longer answered"),
)
GAPS = (
    ("opened", "Gaps opened"),
    ("closed", "Gaps closed"),
    ("open", "Gaps still open"),
    ("dropped", "Gaps left behind with requests that are gone"),
)
LENGTH = 120


def render(comparisons: Sequence[Comparison], format_: str) -> str:
    """All comparisons in one format, ending in a line break."""
    return FORMATS[format_](comparisons)


def _name(result: CaseRun) -> str:
    documents = [result.case.recommendations.document, *([result.case.reply.document] if result.case.reply else [])]
    return " and ".join(document.symbol or document.id for document in documents)


def _short(text: str) -> str:
    return textwrap.shorten(text, LENGTH, placeholder=" …")


def _request(change: RequestChange) -> str:
    node = change.new or change.old
    assert node is not None
    moved = f"{change.old.id} → " if change.old and change.new and change.old.id != change.new.id else ""
    before = f" (before: {_short(change.old.text)})" if change.old and change.change == "reworded" else ""
    return f"{moved}{node.id}: {_short(node.text)}{before}"


def _answer(change: AnswerChange) -> str:
    return f"{change.request}: {_short(change.new_text or change.old_text)}"


def _gap(change: GapChange) -> str:
    finding = change.finding
    return f"{', '.join(finding.requests) or 'case'} {finding.code} {finding.name}: {_short(finding.message)}"


def _groups(comparison: Comparison) -> Iterable[tuple[str, list[str]]]:
    for name, title in REQUESTS:
        yield title, [_request(change) for change in comparison.requests if change.change == name]
    for name, title in ANSWERS:
        yield title, [_answer(change) for change in comparison.answers if change.change == name]
    for name, title in GAPS:
        yield title, [_gap(change) for change in comparison.gaps if change.change == name]


def _text(comparisons: Sequence[Comparison]) -> str:
    lines = []
    for one in comparisons:
        lines.append(f"{_name(one.old)}  →  {_name(one.new)}")
        for title, rows in _groups(one):
            if rows:
                lines.append(f"\n{title}: {len(rows)}")
                lines += [f"  {row}" for row in rows]
        lines.append("")
    return "\n".join(lines) + "\n"


def _markdown(comparisons: Sequence[Comparison]) -> str:
    lines = []
    for one in comparisons:
        lines.append(f"# {_plain(_name(one.old))} → {_plain(_name(one.new))}\n")
        lines += ["| what | number |", "|---|---|"]
        lines += [f"| {title} | {len(rows)} |" for title, rows in _groups(one)]
        for title, rows in _groups(one):
            if rows:
                lines.append(f"\n## {title}\n")
                lines += [f"- {_plain(row)}" for row in rows]
        lines.append("")
    return "\n".join(lines)


def _plain(text: str) -> str:
    """The text with what Markdown would take as markup escaped."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>#|~" else char for char in text)


def _json(comparisons: Sequence[Comparison]) -> str:
    return json.dumps({"comparisons": [_data(one) for one in comparisons]}, ensure_ascii=False, indent=1) + "\n"


def _data(one: Comparison) -> dict[str, Any]:
    return {
        "old": one.old.case.id,
        "new": one.new.case.id,
        "requests": [
            {
                "change": change.change,
                "old": change.old.id if change.old else None,
                "new": change.new.id if change.new else None,
                "old_text": change.old.text if change.old else None,
                "new_text": change.new.text if change.new else None,
                "similarity": round(change.similarity / 100, 3),
            }
            for change in one.requests
        ],
        "answers": [{"change": change.change, "request": change.request} for change in one.answers],
        "gaps": [
            {
                "change": change.change,
                "code": change.finding.code,
                "requests": list(change.finding.requests),
                "fingerprint": change.finding.fingerprint,
                "message": change.finding.message,
            }
            for change in one.gaps
        ],
        "summary": {
            "requests": Counter(change.change for change in one.requests),
            "answers": Counter(change.change for change in one.answers),
            "gaps": Counter(change.change for change in one.gaps),
        },
    }


FORMATS = {"text": _text, "json": _json, "markdown": _markdown}
