"""One row a finding, for spreadsheets; nothing in a cell can act as a formula."""

from __future__ import annotations

import csv
import io

from gapcheck.model import Run
from gapcheck.outputs import Manuals

COLUMNS = (
    "case", "requests", "status", "code", "name", "severity", "message", "quote", "ask",
    "responses", "file", "line", "page", "fingerprint", "verdict",
)  # fmt: skip


def render(run: Run, manuals: Manuals) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for problem in run.problems:
        row = ["", "", "", problem.code, "", "error", problem.message, problem.found, problem.expected, ""]
        writer.writerow([neutral(cell) for cell in [*row, problem.file, str(problem.line or ""), "", "", ""]])
    for result in run.cases:
        statuses = {outcome.request: outcome.status for outcome in result.outcomes}
        for finding in result.findings:
            first = finding.quotes[0] if finding.quotes else None
            row = [
                result.case.id,
                " ".join(finding.requests),
                "; ".join(str(status) for name in finding.requests if (status := statuses.get(name))),
                finding.code,
                finding.name,
                finding.severity.value,
                finding.message,
                first.text if first else "",
                finding.ask,
                " ".join(finding.responses),
                first.record.origin.file if first else "",
                str(first.record.origin.line(first.field, first.start) or "") if first else "",
                str(getattr(first.record, "page", 0) or "") if first else "",
                finding.fingerprint,
                finding.verdict.verdict if finding.verdict else "",
            ]
            writer.writerow([neutral(cell) for cell in row])
    return out.getvalue()


def neutral(cell: str) -> str:
    """The cell with an apostrophe before a character that spreadsheets take as the start of a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
