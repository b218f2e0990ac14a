"""Workflow commands of GitHub Actions: one annotation a finding, at its file and line."""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.outputs import Data, Manuals, disputed, stale_told, told, verdict_told
from gapcheck.text.labels import runs

LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def stream(data: Data, manuals: Manuals) -> Iterator[str]:
    for problem in data["problems"]:
        place = {"file": problem["file"], "line": problem["line"], "col": problem["column"], "title": problem["code"]}
        yield _command("error", place, told(problem))
    for case in data["cases"]:
        for finding in case["findings"]:
            first = finding["evidence"][0] if finding["evidence"] else {"file": "", "line": None}
            title = f"{finding['code']} {finding['name']} [{runs(finding['requests'])}]"
            level = "notice" if disputed(finding) else LEVELS[finding["severity"]]
            marked = f"({verdict_told(finding)}) " if disputed(finding) else ""
            place = {"file": first["file"], "line": first["line"], "title": title}
            yield _command(level, place, f"{marked}{finding['message']} {finding['ask']}".strip())
        for verdict in case["stale_verdicts"]:
            yield _command("notice", {"title": f"Stale verdict in {case['id']}"}, stale_told(verdict))


def _command(level: str, place: dict[str, object], message: str) -> str:
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in place.items() if value)
    return f"::{level}{' ' + properties if properties else ''}::{_message(message)}\n"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
