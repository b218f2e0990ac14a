"""Verdict files: reading what people said of findings, and adding to it without losing a word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from gapcheck.errors import GapcheckError
from gapcheck.model import Verdict
from gapcheck.records import schema
from gapcheck.records.places import origin
from gapcheck.records.yamlfile import Loaded, read

_FIELDS = ("fingerprint", "verdict", "by", "on", "why", "note", "code")


def verdicts(loaded: Loaded) -> tuple[Verdict, ...]:
    """The verdicts of a sound, valid file, in its order."""
    return tuple(
        Verdict(
            **{name: item[name] for name in _FIELDS if name in item},
            requests=tuple(item.get("requests", ())),
            origin=origin(loaded, ("verdicts", number)),
        )
        for number, item in enumerate(loaded.data["verdicts"])
    )


def as_data(verdict: Verdict) -> dict[str, Any]:
    """A verdict as its record, empty fields left out."""
    found: dict[str, Any] = {name: getattr(verdict, name) for name in _FIELDS if getattr(verdict, name)}
    if verdict.requests:
        found["requests"] = list(verdict.requests)
    return found


def record(path: Path, given: Iterable[Verdict], drop: Iterable[str] = ()) -> None:
    """Adds verdicts to a file, or replaces those of the same fingerprint; `drop` are fingerprints to remove.

    Comments and the order of the file are kept; the file is made where there is none, and written in one step.
    Raises GapcheckError where the file that is there has errors: it is left as it is.
    """
    from gapcheck.records.files import held

    with held(path.parent):
        _record(path, given, drop)


def _record(path: Path, given: Iterable[Verdict], drop: Iterable[str]) -> None:
    from gapcheck.records.writer import dump, update, write

    new = [as_data(verdict) for verdict in given]
    gone = set(drop)
    if not path.exists():
        kept = [item for item in new if item["fingerprint"] not in gone]
        write({path: dump("verdicts", {"verdicts": kept})})
        return
    loaded = read(path)
    problems = list(loaded.problems) or schema.check("verdicts", loaded)
    if problems:
        raise GapcheckError(problems, "Mend the file of verdicts first; nothing was written.")
    by_mark: dict[str, Mapping[str, Any]] = {item["fingerprint"]: item for item in loaded.data["verdicts"]}
    by_mark.update({item["fingerprint"]: item for item in new})
    data = {"verdicts": [item for mark, item in by_mark.items() if mark not in gone]}
    write({path: update("verdicts", loaded.text, data, keep_extra=False)}, force=True)
