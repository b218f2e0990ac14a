"""Workflow commands of GitHub Actions: one annotation a finding, at its file and line."""

from __future__ import annotations

from gapcheck.model import Run, Severity
from gapcheck.outputs import Manuals

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(run: Run, manuals: Manuals) -> str:
    lines = []
    for problem in run.problems:
        place = {"file": problem.file, "line": problem.line, "col": problem.column, "title": problem.code}
        lines.append(_command("error", place, str(problem)))
    for result in run.cases:
        for finding in result.findings:
            origin = finding.quotes[0].record.origin if finding.quotes else None
            line = origin.line(finding.quotes[0].field, finding.quotes[0].start) if origin else 0
            title = f"{finding.code} {finding.name} [{', '.join(finding.requests)}]"
            disputed = finding.verdict is not None and finding.verdict.verdict == "disputed"
            level = "notice" if disputed else LEVELS[finding.severity]
            marked = f"(disputed by {finding.verdict.by}) " if disputed and finding.verdict else ""
            place = {"file": origin.file if origin else "", "line": line, "title": title}
            lines.append(_command(level, place, f"{marked}{finding.message} {finding.ask}".strip()))
    return "".join(f"{line}\n" for line in lines)


def _command(level: str, place: dict[str, object], message: str) -> str:
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in place.items() if value)
    return f"::{level}{' ' + properties if properties else ''}::{_message(message)}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
