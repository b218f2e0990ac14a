"""Lists in which only numbers count: which labels are members, which are text, and numbers printed in two pieces."""

from __future__ import annotations

import re
from dataclasses import replace

from gapcheck.intake.units import Unit


def counts(unit: Unit, above: str) -> bool:
    """Whether a label is a number of the list itself: "12.4" that a line break put in front is none below paragraph 8."""
    if unit.label is None:
        return True
    name = unit.label.key
    return name[:1].isdigit() and len(unit.label.parts) == 1 and (not above or name.startswith(f"{above}."))


def unlabelled(unit: Unit) -> Unit:
    """The unit with its label as a part of its text."""
    if unit.label is None:
        return unit
    text = f"{unit.label.printed} {unit.text}".rstrip()
    return replace(unit, label=None, mark=None, text=text, pieces=[*([unit.mark] if unit.mark else []), *unit.pieces])


def spaced(unit: Unit, above: str) -> Unit:
    """A number printed in two pieces below its paragraph ("120. 4 …") as one label."""
    match = _SECOND.match(unit.text) if unit.label and above and unit.label.key == above else None
    if match is None or unit.label is None or unit.mark is None or len(unit.pieces) != 1:
        return unit
    piece = unit.pieces[0]
    cut = piece.end - len(unit.text) + match.end()
    label = replace(
        unit.label, printed=f"{unit.label.printed} {match[1]}", parts=(f"{above}.{int(match[1])}",), style="n.n"
    )
    mark = unit.mark._replace(end=cut)
    return replace(unit, label=label, mark=mark, text=unit.text[match.end() :], pieces=[piece._replace(start=cut)])


_SECOND = re.compile(r"(\d{1,3})\.?\s+(?=[A-Z\u00c0-\u00de])")
