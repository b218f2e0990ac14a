"""Labels that stand at the end of their item ("… every quarter. (Recommendation 2)") are moved to its head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gapcheck.intake.labels import ENDING, Label
from gapcheck.intake.units import Piece, Unit, split

REACH = 40
"""No item seen has more list items than this between its lead and the label at its end."""


def moved(units: Sequence[Unit], pattern: re.Pattern[str]) -> list[Unit]:
    """The units with every label that `pattern` finds at the end of a passage (its group `label`) put on the first
    passage of the item; a passage that is nothing but a label is gone."""
    units = [part for unit in units for part in _cut(unit, pattern)]
    out = list(units)
    gone: set[int] = set()
    for place, unit in enumerate(units):
        match = None if unit.skip else next(iter(_at_end(pattern, unit.text)), None)
        if match is None or not unit.pieces:
            continue
        text = unit.text[: match.start()].rstrip()
        first = _head(out, gone, place, bool(text))
        if first is None or (out[first].label is not None and out[first].label.style == ENDING):  # type: ignore[union-attr]
            continue
        last = unit.pieces[-1]
        cut = last.end - (len(unit.text) - match.start())
        label = Label(unit.text[match.start() :].strip(), (match["label"],), ENDING)
        if text:
            out[place] = replace(unit, text=text, pieces=[*unit.pieces[:-1], last._replace(end=cut)])
        else:
            gone.add(place)
        head = out[first]
        own = [head.mark] if head.mark else []  # the number of its paragraph stays in the text
        words = f"{head.label.printed} {head.text}" if head.label else head.text
        out[first] = replace(
            head, label=label, mark=Piece(last.block, cut, last.end), text=words, pieces=[*own, *head.pieces]
        )
    return [unit for place, unit in enumerate(out) if place not in gone]


def _cut(unit: Unit, pattern: re.Pattern[str]) -> list[Unit]:
    """A paragraph that runs several items together, cut behind each label."""
    inner = re.compile(pattern.pattern.removesuffix("$"))
    ends = [] if unit.skip else [m.end() for m in inner.finditer(unit.text) if unit.text[m.end() :][:1].isupper()]
    return split(unit, ends)


def _at_end(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    tail = max(len(text) - 80, 0)
    return [match for match in pattern.finditer(text, tail) if not text[match.end() :].strip(" .*")]


def _head(units: Sequence[Unit], gone: set[int], place: int, own: bool) -> int | None:
    """The first passage of the item that ends at `place`: behind list items, the passage with the colon; before a
    passage that is nothing but a label or goes on in lower case, the one it goes on from."""
    at = place
    while at > max(place - REACH, -1):
        unit = units[at]
        opens = unit.label is None or (unit.label.parts and unit.label.parts[0].isdigit())
        goes_on = (at == place and not own) or (unit.text[:1].islower() and not unit.heading)
        if not unit.skip and at not in gone and opens and not goes_on:
            return at
        at -= 1
        while at >= 0 and (units[at].skip or at in gone):
            at -= 1
        if at < 0:
            return None
    return None
