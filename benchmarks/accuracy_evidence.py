"""What an import makes of a source of evidence, against gold made by reading (tests/gold/*-evidence.json): which of its
passages became statements of the right kind, and which requests they were tied to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gapcheck.model import Case, Statement

_MARKS = re.compile(r"[\"'“”‘’«»*]")


@dataclass(frozen=True, kw_only=True)
class Ties:
    """Pairs of a passage's first words and a request: expected and `met` or `missed`; found and `right`, `neutral`
    (the gold calls it fair) or `false`. `lost` passages of the gold that are no statement of their kind, of `passages`."""

    passages: int
    lost: tuple[str, ...]
    met: tuple[tuple[str, str], ...]
    missed: tuple[tuple[str, str], ...]
    neutral: tuple[tuple[str, str], ...]
    false: tuple[tuple[str, str], ...]

    @property
    def precision(self) -> float:
        """Of the ties that count either way, how many are right; 1 where there is none."""
        return len(self.met) / (len(self.met) + len(self.false)) if self.met or self.false else 1.0

    @property
    def recall(self) -> float:
        """Of the ties expected, how many are there; 1 where none is expected."""
        return len(self.met) / (len(self.met) + len(self.missed)) if self.met or self.missed else 1.0


def compare_ties(gold: Mapping[str, Any], cases: Iterable[Case]) -> Ties:
    """The statements of every source of evidence of the cases against the gold."""
    statements = [one for case in cases for evidence in case.evidence for one in evidence.statements]
    rows: Sequence[Mapping[str, Any]] = gold["statements"]
    known = {id(one): row for row in rows for one in statements if _is(row, one)}
    found = {(_first(one.text), name) for one in statements for name in one.about}
    wanted = {(_first(row["start"]), name) for row in rows for name in row["about"]}
    fair = {(_first(row["start"]), name) for row in rows for name in row["fair"]}
    held = {_first(row["start"]) for row in known.values()}
    met = {(start, name) for start, name in wanted if any(_same(start, place) and name == n for place, n in found)}
    right = {(place, n) for place, n in found if any(_same(start, place) and name == n for start, name in wanted)}
    neutral = {
        (place, n) for place, n in found - right if any(_same(start, place) and name == n for start, name in fair)
    }
    return Ties(
        passages=len(rows), lost=tuple(row["start"] for row in rows if _first(row["start"]) not in held),
        met=tuple(sorted(met)), missed=tuple(sorted(wanted - met)), neutral=tuple(sorted(neutral)),
        false=tuple(sorted(found - right - neutral)),
    )  # fmt: skip


def print_ties(name: str, ties: Ties, *, listed: bool) -> None:
    """The numbers; with `listed` every passage lost, tie missed and tie that is wrong."""
    found = len(ties.met) + len(ties.neutral) + len(ties.false)
    print(f"\n## {name}: evidence")
    print(f"passages read as statements: {ties.passages - len(ties.lost)} of {ties.passages}")
    print(
        f"ties to requests: {len(ties.met) + len(ties.missed)} expected, {len(ties.met)} met; {found} found, "
        f"{len(ties.neutral)} neither way, {len(ties.false)} false; "
        f"precision {ties.precision:.2f}, recall {ties.recall:.2f}"
    )
    if listed:
        for start in ties.lost:
            print(f"  lost   {start} …")
        for title, pairs in (("missed", ties.missed), ("false", ties.false)):
            for start, request in pairs:
                print(f"  {title:<7}{request}: {start} …")


def _is(row: Mapping[str, Any], statement: Statement) -> bool:
    return row["kind"] == statement.kind and _same(_first(row["start"]), _first(statement.text))


def _first(text: str) -> str:
    return " ".join(_MARKS.sub("", text).split()[:6])


def _same(start: str, place: str) -> bool:
    """Whether a passage begins with the gold's words, of which there may be fewer."""
    return place.startswith(start)
