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
    """The statements of every source of evidence of the cases against the gold, whose rows name a passage by its kind
    and first words or, in a numbered document, by its label."""
    statements = [one for case in cases for evidence in case.evidence for one in evidence.statements]
    rows: Sequence[Mapping[str, Any]] = gold["statements"]
    held = {_name(row): one for row in rows if (one := _held(row, statements)) is not None}
    known = {id(one): name for name, one in held.items()}
    found = {(known.get(id(one), _first(one.text)), name) for one in statements for name in one.about}
    wanted = {(_name(row), name) for row in rows for name in row["about"]}
    fair = {(_name(row), name) for row in rows for name in row["fair"]}
    met, neutral = wanted & found, (fair - wanted) & found
    return Ties(
        passages=len(rows), lost=tuple(_name(row) for row in rows if _name(row) not in held), met=tuple(sorted(met)),
        missed=tuple(sorted(wanted - met)), neutral=tuple(sorted(neutral)),
        false=tuple(sorted(found - met - neutral)),
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


def _name(row: Mapping[str, Any]) -> str:
    """What a row of the gold is shown as: the passage's first words, or its label with a word on its matter."""
    return f"{row['label']} {row['what']}" if "label" in row else str(row["start"])


def _held(row: Mapping[str, Any], statements: Iterable[Statement]) -> Statement | None:
    """The statement a row means; of several with its label the longest, for headings and notes are numbered too."""
    if "label" in row:
        alike = [one for one in statements if one.label == row["label"]]
        return max(alike, key=lambda one: len(one.text), default=None)
    start = _first(row["start"])
    return next((one for one in statements if row["kind"] == one.kind and _first(one.text).startswith(start)), None)


def _first(text: str) -> str:
    return " ".join(_MARKS.sub("", text).split()[:6])
