"""For a terminal: grouped by case and request, the passage under each finding. Colour only on a terminal."""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Iterator
from itertools import groupby

from gapcheck.outputs import Data, Manuals, stale_told, told, verdict_told
from gapcheck.text.labels import runs

COLOURS = {"error": "31", "warning": "33", "note": "36"}
WIDTH, QUOTES_SHOWN, QUOTE_LENGTH = 100, 2, 160


def stream(data: Data, manuals: Manuals) -> Iterator[str]:
    paint = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    for problem in data["problems"]:
        yield f"{_mark('error', COLOURS['error'], paint)} {problem['code']} {told(problem)}\n"
    for case in data["cases"]:
        yield f"{_case(case, paint)}\n"


def _mark(text: str, colour: str, paint: bool) -> str:
    return f"\033[{colour}m{text}\033[0m" if paint else text


def _case(case: Data, paint: bool) -> str:
    reply = f"reply {case['reply']}" if case["reply"] else "no reply on record"
    head = f"{case['id']}: {case['state']} {case['recommendations']}, {reply} ({case['wording']} wording)"
    lines = [_mark(head, "1", paint), summary(case), ""]
    for requests, group in groupby(case["findings"], key=lambda finding: finding["requests"]):
        named = textwrap.wrap(runs(requests) or "The case as a whole", WIDTH)
        lines += [_mark(line, "1", paint) for line in named]
        for finding in group:
            lines += finding_lines(finding, paint)
        lines.append("")
    for verdict in case["stale_verdicts"]:
        lines += textwrap.wrap(stale_told(verdict), WIDTH, subsequent_indent="    ")
    return "\n".join(lines)


def summary(case: Data) -> str:
    """ "25 requests: 3 unanswered, 2 declined, 20 answered; 41 findings." """
    total, number = len(case["requests"]), len(case["findings"])
    statuses = ", ".join(f"{count} {status}" for status, count in case["summary"].items())
    found = f"{number} finding{'' if number == 1 else 's'}"
    return f"{total} request{'' if total == 1 else 's'}: {statuses or 'not assessed without a reply'}; {found}."


def finding_lines(finding: Data, paint: bool = False) -> list[str]:
    """One finding as lines: severity, code and name; the message; the first passages with their places."""
    severity = _mark(f"{finding['severity']:<7}", COLOURS[finding["severity"]], paint)
    verdict = finding["verdict"]
    said = f" [{verdict['verdict']} by {verdict['by'] or 'unnamed'}]" if verdict else ""
    lines = [f"  {severity} {finding['code']} {finding['name']}{said}"]
    lines += textwrap.wrap(finding["message"], WIDTH, initial_indent="    ", subsequent_indent="    ")
    if verdict and (verdict["why"] or verdict.get("note")):
        words = "; ".join(part for part in (verdict_told(finding), verdict.get("note")) if part)
        lines += textwrap.wrap(words[0].upper() + words[1:], WIDTH, initial_indent="    ", subsequent_indent="    ")
    for quote in finding["evidence"][:QUOTES_SHOWN]:
        lines.append(f"      {_place(quote)}")
        shown = textwrap.shorten(quote["quote"], QUOTE_LENGTH, placeholder=" …")
        lines += textwrap.wrap(shown, WIDTH, initial_indent="      | ", subsequent_indent="      | ")
    more = len(finding["evidence"]) - QUOTES_SHOWN
    if more > 0:
        lines.append(f"      and {more} more passage{'' if more == 1 else 's'}")
    return lines


def _place(quote: Data) -> str:
    where = f"{quote['file']}:{quote['line']}" if quote["line"] else quote["file"]
    page = f", page {quote['page']}" if quote["page"] else ""
    return f"{where + ': ' if where else ''}{quote['record']}{page}"
