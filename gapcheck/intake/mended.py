"""Passages of a reply put right before they are read: sentences that a line break cut, answers read before their heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gapcheck.intake.pairing import Asked
from gapcheck.intake.responders import is_body
from gapcheck.intake.segment import Marked

MOST = 4
"""A sentence is not cut more often."""
_CUT = re.compile(r"(?:,|\b(?:the|and|of|by|in|a|an))$")


def whole(marked: Sequence[Marked], language: str) -> list[Marked]:
    """Position sentences that a line break cut in the midst of those who take it, made whole."""
    out: list[Marked] = []
    for one in marked:
        last = next((number for number in range(len(out) - 1, -1, -1) if out[number].role != "skip"), None)
        if (
            last is not None
            and one.role != "skip"
            and out[last].role == "position"
            and _broken(out[last].unit.text, language)
        ):
            before, unit = out[last].unit, one.unit
            if unit.label is None and len(before.pieces) + len(unit.pieces) <= MOST:
                whole = replace(before, text=f"{before.text} {unit.text}", pieces=[*before.pieces, *unit.pieces])
                out[last] = replace(out[last], unit=whole)
                continue
        out.append(one)
    return out


def _broken(text: str, language: str) -> bool:
    """Whether a sentence stops in the midst of a name: behind an article, or behind "by" and half a body's name."""
    tail = re.search(r"\bby\b([^.]*)$", text)
    return bool(_CUT.search(text)) or (
        tail is not None and not is_body(tail[1].split()[-1] if tail[1].split() else "", language)
    )


def in_order(marked: Sequence[Marked], asked: Asked) -> list[Marked]:
    """The passages of a page whose heading was read behind its answer, put right: a heading and the request restated
    end the page, and the answer above them fits that request better than the one before."""
    out = list(marked)
    pages: dict[int, list[int]] = {}
    for place, one in enumerate(out):
        if one.role != "skip" and one.unit.page:
            pages.setdefault(one.unit.page, []).append(place)
    before = ""
    for places in pages.values():
        first = next((number for number, place in enumerate(places) if out[place].role == "context"), None)
        names = [out[place].captures.get("label", "") for place in places if out[place].role == "context"]
        if first and len(names) == 1 and before and _late(out, places, first):
            answer = " ".join(out[place].unit.text for place in places[:first])
            if asked.fits(answer, names[0]) > 1.5 * asked.fits(answer, before):
                moved = [*places[first:], *places[:first]]
                for place, one in zip(places, [out[place] for place in moved], strict=True):
                    out[place] = one
        before = next((name for name in reversed(names) if name), before)
    return out


def _late(marked: Sequence[Marked], places: Sequence[int], first: int) -> bool:
    """Whether a page holds whole answers and behind them a heading with a restated request only."""
    roles = [marked[place].role for place in places]
    opens = marked[places[0]].unit.text[:1].isupper()
    return (
        opens and set(roles[:first]) == {"answer"} and set(roles[first:]) <= {"context", "quote"} and "quote" in roles
    )
