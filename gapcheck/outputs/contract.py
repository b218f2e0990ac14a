"""The JSON contract (schemas/output.schema.json) as plain data: every output for machines is made from it alone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from gapcheck.errors import Problem
from gapcheck.model import CaseRun, Finding, Outcome, Quote, Run, Status, Verdict

if TYPE_CHECKING:
    from gapcheck.analysis.statistics import Row


def as_data(run: Run) -> dict[str, Any]:
    """The run as plain data, in the order of the contract."""
    return {
        "gapcheck": run.version,
        "cases": [case_data(result) for result in run.cases],
        "problems": [problem_data(problem) for problem in run.problems],
    }


def case_data(result: CaseRun) -> dict[str, Any]:
    # the language tools load only where a case is worked out, not where its kept result is shown
    from gapcheck.analysis.statistics import grid

    case, asked = result.case, result.case.recommendations.document
    replied = case.reply.document if case.reply else None
    counts = Counter(outcome.status for outcome in result.outcomes if outcome.status)
    return {
        "id": case.id,
        "state": asked.state or (replied.state if replied else ""),
        "recommendations": asked.symbol or asked.id,
        "reply": (replied.symbol or replied.id) if replied else None,
        "wording": case.wording,
        "summary": {status.value: counts[status] for status in Status if counts[status]},
        "requests": [request_data(result, outcome) for outcome in result.outcomes],
        "findings": [finding_data(finding) for finding in result.findings],
        "statistics": [statistic_data(row) for row in grid(case)] if case.reply else [],
        "stale_verdicts": [verdict_data(verdict) for verdict in result.stale],
    }


def request_data(result: CaseRun, outcome: Outcome) -> dict[str, Any]:
    return {
        "id": outcome.request,
        "status": outcome.status.value if outcome.status else None,
        "because": outcome.because,
        "codes": list(outcome.codes),
        "answers": [response.id for response in result.case.answers[outcome.request]],
        "text": result.case.recommendations.by_id[outcome.request].text,
    }


def finding_data(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "requests": list(finding.requests),
        "responses": list(finding.responses),
        "message": finding.message,
        "ask": finding.ask,
        "fingerprint": finding.fingerprint,
        "verdict": verdict_data(finding.verdict) if finding.verdict else None,
        "settles": finding.settles.value if finding.settles else None,
        "evidence": [quote_data(quote) for quote in finding.quotes],
    }


def statistic_data(row: Row) -> dict[str, Any]:
    return {"request": row.asked.request, **row.detail}


def quote_data(quote: Quote) -> dict[str, Any]:
    return {
        "record": quote.record.id,
        "field": quote.field,
        "start": quote.start,
        "end": quote.end,
        "quote": quote.text,
        "page": getattr(quote.record, "page", 0) or None,
        "file": quote.record.origin.file,
        "line": quote.record.origin.line(quote.field, quote.start) or None,
    }


def verdict_data(verdict: Verdict) -> dict[str, Any]:
    told = {"on": verdict.on, "note": verdict.note, "code": verdict.code, "requests": list(verdict.requests)}
    return {
        "fingerprint": verdict.fingerprint,
        "verdict": verdict.verdict,
        "by": verdict.by,
        "why": verdict.why,
        **{name: value for name, value in told.items() if value},
    }


def problem_data(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": "error",
        "message": problem.message,
        "file": problem.file,
        "line": problem.line or None,
        "column": problem.column or None,
        "field": problem.field,
        "found": problem.found,
        "expected": problem.expected,
    }
