"""Bullets that printing or text extraction lost: a run of lines behind a colon, each ended by a semicolon.

The lines tell it and nothing else does: in a sentence that merely lists things, semicolons also stand inside lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gapcheck.intake.blocks import Kind, Source
from gapcheck.intake.units import Unit, split

LEAST = 2
"""A single semicolon at the end of a line may be chance."""
_LINE_END = re.compile(r";(?:\s+(?:and|or|et|ou|y|e|o))?\s*$")
_OPENS = re.compile(r":\s*$")


def parted(units: Sequence[Unit], source: Source) -> list[Unit]:
    """The units, each such run cut into its members, which have no label."""
    out: list[Unit] = []
    for place, unit in enumerate(units):
        goes_on = place + 1 < len(units) and _bare(units[place + 1]) and bool(_LINE_END.search(unit.text))
        out += split(unit, _places(unit, source, goes_on)) if _may(unit, goes_on) else [unit]
    return out


def _may(unit: Unit, goes_on: bool) -> bool:
    semicolons = unit.text.count(";") + goes_on
    return not unit.skip and unit.kind is Kind.PARAGRAPH and len(unit.pieces) == 1 and semicolons >= LEAST


def _bare(unit: Unit) -> bool:
    return not unit.skip and unit.label is None and unit.text[:1].islower()


def _places(unit: Unit, source: Source, goes_on: bool) -> list[int]:
    """Where the members begin in the unit's text; [] where its lines do not tell of a list. With `goes_on` the next
    passage is a member as well."""
    block = source.blocks[unit.block]
    lines = [line.strip() for line in source.text[block.start : block.end].splitlines() if line.strip()]
    lead = next((place for place, line in enumerate(lines) if _OPENS.search(line)), None)
    if lead is None:
        return _single(unit.text) if goes_on else []
    members: list[str] = []
    begins = True
    for line in lines[lead + 1 :]:
        inner = line.count(";") - bool(_LINE_END.search(line))
        if inner or (begins and not line[:1].islower()):
            return []
        if begins:
            members.append(line)
        begins = bool(_LINE_END.search(line)) or line.endswith(".")
    return _found(unit.text, members) if len(members) + goes_on >= LEAST else []


def _single(text: str) -> list[int]:
    """Where the first member stands whose fellows are paragraphs of their own: behind the last colon, no semicolon
    before its own."""
    colon = text.rfind(": ")
    member = text[colon + 2 :]
    return [colon + 2] if colon >= 0 and member[:1].islower() and member.count(";") == 1 else []


def _found(text: str, members: Sequence[str]) -> list[int]:
    places: list[int] = []
    at = text.find(":") + 1
    for member in members:
        words = " ".join(member.split()[:4]).rstrip("-\u00ad")
        at = text.find(words, at)
        if at < 0:
            return []
        places.append(at)
        at += 1
    return places
