"""For a terminal: grouped by case and request, the passage under each finding. Colour only on a terminal."""

from __future__ import annotations

import os
import sys
import textwrap
from collections import Counter
from itertools import groupby

from gapcheck.errors import Problem
from gapcheck.model import CaseRun, Finding, Quote, Run, Severity, Status
from gapcheck.outputs import Manuals

COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}
WIDTH, QUOTES_SHOWN, QUOTE_LENGTH = 100, 2, 160


def render(run: Run, manuals: Manuals) -> str:
    paint = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    parts = [_problem(problem, paint) for problem in run.problems]
    parts += [_case(result, paint) for result in run.cases]
    return "\n".join(part for part in parts if part) + ("\n" if parts else "")


def _mark(text: str, colour: str, paint: bool) -> str:
    return f"\033[{colour}m{text}\033[0m" if paint else text


def _problem(problem: Problem, paint: bool) -> str:
    return f"{_mark('error', COLOURS[Severity.ERROR], paint)} {problem.code} {problem}"


def _case(result: CaseRun, paint: bool) -> str:
    case, asked = result.case, result.case.recommendations.document
    reply = f"reply {case.reply.document.symbol or case.reply.document.id}" if case.reply else "no reply on record"
    head = f"{case.id}: {asked.state} {asked.symbol or asked.title}, {reply} ({case.wording} wording)"
    lines = [_mark(head, "1", paint), summary(result), ""]
    for requests, group in groupby(result.findings, key=lambda finding: finding.requests):
        lines.append(_mark(", ".join(requests) or "The case as a whole", "1", paint))
        for finding in group:
            lines += finding_lines(finding, paint)
        lines.append("")
    return "\n".join(lines)


def summary(result: CaseRun) -> str:
    """ "25 requests: 3 unanswered, 2 declined, 20 answered; 41 findings." """
    counts = Counter(outcome.status for outcome in result.outcomes)
    total = len(result.outcomes)
    statuses = ", ".join(f"{counts[status]} {status.value}" for status in Status if counts[status])
    number = len(result.findings)
    found = f"{number} finding{'' if number == 1 else 's'}"
    return f"{total} request{'' if total == 1 else 's'}: {statuses or 'not assessed without a reply'}; {found}."


def finding_lines(finding: Finding, paint: bool = False) -> list[str]:
    """One finding as lines: severity, code and name; the message; the first passages with their places."""
    severity = _mark(f"{finding.severity.value:<7}", COLOURS[finding.severity], paint)
    verdict = f" [{finding.verdict.verdict} by {finding.verdict.by or 'unnamed'}]" if finding.verdict else ""
    lines = [f"  {severity} {finding.code} {finding.name}{verdict}"]
    lines += textwrap.wrap(finding.message, WIDTH, initial_indent="    ", subsequent_indent="    ")
    for quote in finding.quotes[:QUOTES_SHOWN]:
        lines.append(f"      {_place(quote)}")
        lines += textwrap.wrap(
            textwrap.shorten(quote.text, QUOTE_LENGTH, placeholder=" …"),
            WIDTH,
            initial_indent="      | ",
            subsequent_indent="      | ",
        )
    if len(finding.quotes) > QUOTES_SHOWN:
        lines.append(f"      and {len(finding.quotes) - QUOTES_SHOWN} more passages")
    return lines


def _place(quote: Quote) -> str:
    line = quote.record.origin.line(quote.field, quote.start)
    page = getattr(quote.record, "page", 0)
    where = f"{quote.record.origin.file}:{line}" if line else quote.record.origin.file
    return f"{where + ': ' if where else ''}{quote.record.id}{f', page {page}' if page else ''}"
