"""One row a finding, for spreadsheets; nothing in a cell can act as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from gapcheck.outputs import Data, Manuals

COLUMNS = (
    "case", "requests", "status", "code", "name", "severity", "message", "quote", "ask",
    "responses", "file", "line", "page", "fingerprint", "verdict", "by", "on", "why",
)  # fmt: skip
NOWHERE = {"quote": "", "file": "", "line": "", "page": ""}


def stream(data: Data, manuals: Manuals) -> Iterator[str]:
    yield lines([list(COLUMNS)])
    for problem in data["problems"]:
        row = ["", "", "", problem["code"], "", "error", problem["message"], problem["found"], problem["expected"], ""]
        yield lines([[*row, problem["file"], str(problem["line"] or ""), *[""] * 6]])
    for case in data["cases"]:
        yield lines(rows(case))


def lines(table: Iterable[list[str]], end: str = "\n") -> str:
    """Rows as CSV; no cell can act as a formula."""
    out = io.StringIO()
    csv.writer(out, lineterminator=end).writerows([neutral(cell) for cell in row] for row in table)
    return out.getvalue()


def rows(case: Data) -> Iterator[list[str]]:
    """The findings of one case, a row each, in the order of `COLUMNS`."""
    statuses = {request["id"]: request["status"] or "" for request in case["requests"]}
    for finding in case["findings"]:
        first = finding["evidence"][0] if finding["evidence"] else NOWHERE
        yield [
            case["id"],
            " ".join(finding["requests"]),
            "; ".join(statuses[name] for name in finding["requests"] if statuses.get(name)),
            finding["code"],
            finding["name"],
            finding["severity"],
            finding["message"],
            first["quote"],
            finding["ask"],
            " ".join(finding["responses"]),
            first["file"],
            str(first["line"] or ""),
            str(first["page"] or ""),
            finding["fingerprint"],
            *((finding["verdict"] or {}).get(name, "") for name in ("verdict", "by", "on", "why")),
        ]


def neutral(cell: str) -> str:
    """The cell with an apostrophe before a character that spreadsheets take as the start of a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
