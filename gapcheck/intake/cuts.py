"""Units that hold more than one item, cut where the next label stands in the middle of the line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gapcheck.intake.labels import readings, spell
from gapcheck.intake.units import Unit, split


def parted(units: Sequence[Unit]) -> list[Unit]:
    """Cuts units in which the next item of the list begins in the middle of the line ("…; 115.2 Ratify …")."""
    out: list[Unit] = []
    for number, unit in enumerate(units):
        pieces = [unit]
        while (place := _next_inside(pieces[-1], units, number)) is not None:
            pieces[-1:] = split(pieces[-1], [place])
        out += pieces
    return out


def _next_inside(unit: Unit, units: Sequence[Unit], number: int) -> int | None:
    """Where the label that follows the unit's own stands in its text, unless it opens one of the next units."""
    if unit.label is None or len(unit.label.parts) != 1 or len(unit.pieces) != 1:
        return None
    for reading in readings(unit.label.parts[0]):
        wanted = spell(reading.scheme, reading.value + 1, reading.stem)
        style = unit.label.style
        if any(
            u.label is not None and u.label.parts == (wanted,) and u.label.style == style
            for u in units[number + 1 : number + 40]
        ):
            continue
        shape = re.escape(style).replace("X", "x")
        letters = wanted.upper() if "X" in style else wanted
        printed = re.sub("n+|x", re.escape(letters).replace("\\", r"\\"), shape, count=1)
        begins = r"\w" if style.startswith("(") else r"[A-Z“\"«]"  # a bracketed label needs no capital behind it
        match = re.search(rf"[.;:)]\s+(?:and\s+|et\s+|y\s+)?({printed}\.?)\s+(?={begins})", unit.text)
        if match:
            return match.start(1)
    return None
