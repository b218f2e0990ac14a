"""A table that came as running text: each cell a paragraph or several, the heads of the columns at its beginning.

A number opens a row. What follows is told by what it says: a source, a position, short lines of themes, sentences of
comments. The cells are put together again, so that the rows read as those of a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gapcheck.intake import positions
from gapcheck.intake.blocks import Kind
from gapcheck.intake.labels import kind_of
from gapcheck.intake.profile import Profile
from gapcheck.intake.units import Piece, Unit

HEAD = 8
"""Words of the head of a column at most."""
STATUS = 6
"""Words of a position in a cell of its own."""
ASIDE = 99
"""The cell of what belongs to no column, the source of a position."""


def rows(units: Sequence[Unit], profile: Profile, language: str) -> list[Unit]:
    """The units with the cells of such a table put together; as they are where the document has a real table, or no
    run of lines that names its columns."""
    start, place = _heads(units, profile)
    if not place or any(unit.cell >= 0 for unit in units):
        return list(units)
    return list(_Unroller(units, profile, language, start, place).run())


def _heads(units: Sequence[Unit], profile: Profile) -> tuple[int, dict[str, int]]:
    """Where the heads of the columns begin, and column → number of its cell."""
    columns = dict(profile.columns)
    for start, _ in enumerate(units):
        found: dict[str, int] = {}
        for unit in units[start : start + 2 * len(columns)]:
            name = next((name for name, find in columns.items() if find.match(unit.text)), "")
            if unit.label or not name or name in found or len(unit.text.split()) > HEAD:
                break
            found[name] = len(found)
        if len(found) >= 2 and "request" in found and "position" in found:
            return start, found
    return 0, {}


class _Unroller:
    def __init__(
        self, units: Sequence[Unit], profile: Profile, language: str, start: int, place: dict[str, int]
    ) -> None:
        self.units, self.language, self.start, self.place = units, language, start, place
        self.columns = dict(profile.columns)
        self.row = 0
        self.at = ""

    def run(self) -> Iterator[Unit]:
        yield from self.units[: self.start]
        cells = len(self.place)
        for number, unit in enumerate(self.units[self.start : self.start + cells]):
            yield replace(unit, kind=Kind.TABLE_ROW, cell=number, cells=cells, row=0, heading=False)
        open_: Unit | None = None
        for unit in self.units[self.start + cells :]:
            if unit.skip:
                yield unit
                continue
            cell = self._cell(unit)
            here = replace(unit, kind=Kind.TABLE_ROW, cell=cell, cells=cells, row=self.row, heading=False)
            if open_ is not None and (open_.cell, open_.row) == (cell, self.row):
                open_ = _joined(open_, here)
                continue
            if open_ is not None:
                yield open_
            open_ = _joined(None, here) if unit.label and cell != self.place["request"] else here
        if open_ is not None:
            yield open_

    def _cell(self, unit: Unit) -> int:
        """The cell a passage belongs to; opens a row where it begins one."""
        source = self.columns.get("source")
        if kind_of(unit.label) == "number":
            self.row, self.at = self.row + 1, "request"
        elif source is not None and source.match(unit.text):
            return ASIDE
        elif self.at == "request" and self._status(unit):
            self.at = "position"
        elif self.at in ("position", "themes") and unit.heading and unit.label is None and self._opens_group(unit):
            self.row, self.at = self.row + 1, "heading"
        elif self.at == "position" and "themes" in self.place:
            self.at = "themes"
        elif self.at == "themes" and "comments" in self.place and unit.text.endswith(".") and unit.label is None:
            self.at = "comments"
        elif not self.at:
            self.row += 1
        return self.place.get(self.at, 0)

    def _status(self, unit: Unit) -> bool:
        short = len(unit.text.split()) <= STATUS
        return short and unit.label is None and positions.status(unit.text, self.language) is not None

    def _opens_group(self, unit: Unit) -> bool:
        """A heading of the rows below it: it names its column, and what follows ("Theme: A12 …")."""
        head, colon, rest = unit.text.partition(":")
        themes = self.columns.get("themes")
        return bool(colon and rest.strip()) and themes is not None and themes.match(head) is not None


def _joined(before: Unit | None, unit: Unit) -> Unit:
    """A cell with one more line, its own bullet included."""
    text = f"{unit.label.printed} {unit.text}" if unit.label else unit.text
    pieces: list[Piece] = [*([unit.mark] if unit.mark else []), *unit.pieces]
    if before is None:
        return replace(unit, text=text, pieces=pieces, label=None, mark=None)
    return replace(before, text=f"{before.text}\n{text}", pieces=[*before.pieces, *pieces])
