"""For machines and terminals: `stream(data, format)`, one module a format, loaded when it is asked for.

Every format is made from the data of the JSON contract alone (`contract.as_data`), so all of them say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

FORMATS = {
    "text": "text",
    "json": "json",
    "sarif": "sarif",
    "github": "github",
    "junit": "junit",
    "csv": "csv",
}
"""Format name → module of this package with a `stream(data, manuals)` that yields text."""

Data = Mapping[str, Any]
Manuals = Mapping[str, tuple[str, str]]
"""Code → (name, manual page as Markdown), for the formats that carry the rules' help with them."""


def stream(data: Data, format_: str, manuals: Manuals | None = None) -> Iterator[str]:
    """The data of a run in one format, piece by piece, ending in a line break. `data["cases"]` may be any iterable: it
    is gone through once, so that a run of thousands of cases need not be held in memory. Paths are as the user gave
    them, with forward slashes."""
    module = import_module(f"gapcheck.outputs.{FORMATS[format_]}")
    pieces: Iterator[str] = module.stream(data, manuals or {})
    return pieces


def render(data: Data, format_: str, manuals: Manuals | None = None) -> str:
    """All of `stream` as one text."""
    return "".join(stream(data, format_, manuals))


def told(problem: Data) -> str:
    """A record problem in one line: file, line, column, field, what was found and what would be right."""
    where = ":".join(str(problem[name]) for name in ("file", "line", "column") if problem[name])
    text = f"{where}: {problem['field'] + ': ' if problem['field'] else ''}{problem['message']}"
    text += f"; found {problem['found']}" if problem["found"] else ""
    return text + (f"; expected {problem['expected']}" if problem["expected"] else "")


def verdict_told(finding: Data) -> str:
    """A person's word on a finding in one line, "" where there is none: "disputed by Ana on 2026-03-01: Annex 2."."""
    verdict = finding["verdict"]
    if not verdict:
        return ""
    on = f" on {verdict['on']}" if verdict.get("on") else ""
    why = f": {' '.join(verdict['why'].split())}" if verdict["why"] else ""
    return f"{verdict['verdict']} by {verdict['by'] or 'unnamed'}{on}{why}"


def stale_told(verdict: Data) -> str:
    """A verdict whose passage changed, in one line."""
    where = " ".join(part for part in (verdict.get("code"), ", ".join(verdict.get("requests", ()))) if part)
    said = verdict_told({"verdict": verdict})
    return f"Stale verdict{' on ' + where if where else ''}, no longer applied since its passage changed: {said}"


def disputed(finding: Data) -> bool:
    """True where a person disputed the finding."""
    return bool(finding["verdict"]) and finding["verdict"]["verdict"] == "disputed"
