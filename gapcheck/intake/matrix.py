"""Tables whose rows are records: a request, the position on it, its themes, the persons it affects.

The head of the table says what each column holds (`columns` of the profile); a row with one cell is a heading that goes
for the rows below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape

from gapcheck.intake import positions
from gapcheck.intake.conserve import Ledger
from gapcheck.intake.draft import Record
from gapcheck.intake.profile import Profile
from gapcheck.intake.segment import Marked
from gapcheck.intake.units import Piece, Unit

_GLYPH = re.compile(r"^[-–—•*·\s]+")


@dataclass(slots=True)
class Table:
    """The records of a table's rows: `items` and `responses`, drafts in the schemas' fields."""

    items: list[Record] = field(default_factory=list)
    responses: list[Record] = field(default_factory=list)


class Rows:
    """Reads `row` units."""

    def __init__(self, profile: Profile, ledger: Ledger, language: str) -> None:
        self.columns, self.ledger, self.language = dict(profile.columns), ledger, language
        self.place: dict[int, str] = {}
        self.theme: list[str] = []
        self.persons: list[str] = []
        self.items: dict[str, Record] = {}
        self.stances: dict[tuple[str, str], list[str]] = {}

    def read(self, marked: Sequence[Marked]) -> Table:
        """Every row in order; what stands in no known column is skipped under that name."""
        rows: dict[tuple[int, int], list[Unit]] = {}
        for one in marked:
            if one.role == "row":
                rows.setdefault(_row_of(one.unit), []).append(one.unit)
        for cells in rows.values():
            texts = {unit.text for unit in cells}
            if self._heads(cells):
                continue
            if len(cells) == 1 or len(texts) == 1:
                self._heading(cells)
            else:
                self._row(cells)
        return Table(list(self.items.values()), self._responses())

    def _heads(self, cells: Sequence[Unit]) -> bool:
        """A head names the columns; one that comes again on the next page is only skipped."""
        found: dict[int, str] = {}
        for unit in cells:
            name = next((name for name, find in self.columns.items() if find.match(unit.text)), "")
            if name and name not in found.values() and len(unit.text.split()) <= 12:
                found[unit.cell] = name
        if len(found) < 2 or "request" not in found.values() or any(unit.label for unit in cells):
            return False
        self.place = found
        for unit in cells:
            self.ledger.skip_unit("table heads", unit)
        return True

    def _heading(self, cells: Sequence[Unit]) -> None:
        text = cells[0].text
        for unit in cells:
            self.ledger.skip_unit("themes of rows", unit)
        name, _, rest = text.partition(":")
        affected = self.columns.get("affected")
        if affected is not None and affected.match(name) and rest.strip():
            self.persons = _listed(rest)
        else:
            self.persons = []
            self.theme = [" ".join((rest if rest.strip() and len(name.split()) <= 4 else text).split())]

    def _row(self, cells: Sequence[Unit]) -> None:
        by_name: dict[str, Unit] = {}
        for unit in cells:
            name = self.place.get(unit.cell, "")
            if name and name not in by_name:
                by_name[name] = unit
            else:
                self.ledger.skip_unit("other columns", unit)
        asked = by_name.pop("request", None)
        if asked is None or asked.label is None:
            for unit in (*([asked] if asked else []), *by_name.values()):
                self.ledger.skip_unit("rows without a number", unit)
            return
        item = self._item(asked)
        self._themes(item, by_name.get("themes"), by_name.get("affected"))
        if "position" in by_name:
            self._position(item["id"], by_name["position"])
        for name, unit in by_name.items():
            if name == "comments":
                self.ledger.skip_unit("comments in the table", unit)
            elif name not in ("themes", "affected", "position"):
                self.ledger.skip_unit("other columns", unit)

    def _item(self, unit: Unit) -> Record:
        assert unit.label is not None
        text, own, source = _parted(unit, self.columns.get("source"))
        name = unit.label.key
        known = self.items.get(name)
        if known is None:
            known = self.items[name] = {"id": name, "label": unit.label.printed, "text": text}
            if unit.page:
                known["page"] = unit.page
            self.ledger.give(known, "label", "recommendations", [unit.mark])
            self.ledger.give(known, "text", "recommendations", own)
        elif "".join(known["text"].split()) == "".join(text.split()):
            self.ledger.skip("rows of one request again", [unit.mark, *own])
        else:
            known["text"] += f"\n{text}"
            self.ledger.skip("labels", [unit.mark])
            self.ledger.give(known, "text", "recommendations", own)
        self.ledger.skip("sources of positions", source)
        return known

    def _themes(self, item: Record, themes: Unit | None, persons: Unit | None) -> None:
        named: list[str] = []
        who: list[str] = []
        if themes is not None:
            parts = self._sections(themes.text)
            named, who = _listed(parts.get("", "")), _listed(parts.get("affected", ""))
            self.ledger.count("recommendations: themes and affected persons", [themes.mark, *themes.pieces])
        if persons is not None:
            who += _listed(persons.text)
            self.ledger.count("recommendations: themes and affected persons", [persons.mark, *persons.pieces])
        for key, found in (("themes", named or self.theme), ("affected", who or self.persons)):
            kept = item.get(key, [])
            kept += [one for one in found if one not in kept]
            if kept:
                item[key] = kept

    def _sections(self, text: str) -> dict[str, str]:
        """A cell's lines under the headings in it ("Affected persons:"), those before the first under ""."""
        found: dict[str, str] = {}
        at = ""
        for line in text.split("\n"):
            name = next((key for key in ("affected", "goals") if key in self.columns and self._titled(key, line)), None)
            at = at if name is None else name
            rest = line.partition(":")[2] if name is not None else line
            found[at] = f"{found.get(at, '')}\n{rest}"
        return found

    def _titled(self, key: str, line: str) -> bool:
        head, colon, _ = line.partition(":")
        match = self.columns[key].match(head.strip())
        return match is not None and bool(colon) and not head.strip()[match.end() :].strip()

    def _position(self, name: str, unit: Unit) -> None:
        taken = positions.status(unit.text, self.language)
        if taken is None:
            self.ledger.skip_unit("cells without a position", unit)
            return
        self.ledger.count("responses: positions", [unit.mark, *unit.pieces])
        names = self.stances.setdefault((taken.position.value, " ".join(unit.text.split())), [])
        if name not in names:
            names.append(name)

    def _responses(self) -> list[Record]:
        out: list[Record] = []
        for (position, words), names in self.stances.items():
            record: Record = {
                "id": f"r{len(out) + 1}", "answers": names, "position": position, "position_words": words,
            }  # fmt: skip
            twice = [n for n in names if any(n in other["answers"] and other["position"] != position for other in out)]
            if twice:
                record["review"] = "; ".join(f"{name} has two positions in the table" for name in twice)
            out.append(record)
        return out


def _row_of(unit: Unit) -> tuple[int, int]:
    """What the cells of one row share: its number where the table came as running text, else its block."""
    return (unit.row, -1) if unit.row >= 0 else (-1, unit.block)


def _listed(text: str) -> list[str]:
    """The members of a cell: a line each, or parted by semicolons, bullets taken off."""
    found = [
        _GLYPH.sub("", " ".join(part.split())).strip(" .")
        for line in unescape(text).split("\n")
        for part in line.split(";")
    ]
    return list(dict.fromkeys(one for one in found if one))


def _parted(unit: Unit, source: re.Pattern[str] | None) -> tuple[str, list[Piece], list[Piece]]:
    """A request's own text, the pieces of it, and those of the note on the source behind it."""
    match = source.search(unit.text) if source else None
    if match is None or len(unit.pieces) != 1:
        return unit.text.strip(), list(unit.pieces), []
    piece = unit.pieces[0]
    cut = piece.end - len(unit.text) + match.start()
    return unit.text[: match.start()].strip(), [piece._replace(end=cut)], [piece._replace(start=cut)]
