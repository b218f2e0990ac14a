"""Where a reply ends: what stands behind its last answer under a heading of its own is no part of that answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

import yaml

from gapcheck.intake.units import Unit

if TYPE_CHECKING:
    from gapcheck.intake.segment import Marked

SKIP = "closing remarks"
_TYING = ("context", "quote", "part", "topic", "responder")
"""What opens an answer: behind the last of these nothing is answered anew."""
_LEADERS = re.compile(r"[\s.…·_]*\d{0,4}$")


@lru_cache(maxsize=1)
def _headings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """(sure, listed)"""
    text = (resources.files("gapcheck.intake") / "closing.yaml").read_text("utf-8")
    loaded = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    one, two = (re.compile(rf"(?:{'|'.join(loaded[key].values())})\W*$", re.I) for key in ("sure", "listed"))
    return one, two


def closed(marked: Sequence[Marked]) -> list[Marked]:
    """The units with those from a closing heading on skipped."""
    opened = max((place for place, one in enumerate(marked) if _opens(one)), default=-1)
    answered = next((place for place, one in enumerate(marked) if place > opened and one.role == "answer"), None)
    if opened < 0 or answered is None:
        return list(marked)
    chapters = {_LEADERS.sub("", one.unit.text).lower() for one in marked if one.unit.skip == "contents"}
    for place in range(answered + 1, len(marked)):
        if marked[place].role != "skip" and _ends(marked[place].unit, chapters):
            rest = [one if one.role == "skip" else replace(one, role="skip", skip=SKIP) for one in marked[place:]]
            return [*marked[:place], *rest]
    return list(marked)


def _opens(one: Marked) -> bool:
    return one.first and (one.role in _TYING or any(key in one.captures for key in ("label", "labels", "below")))


def _ends(unit: Unit, chapters: set[str]) -> bool:
    sure, listed = _headings()
    text = unit.text.strip(" *")
    return unit.heading and bool(sure.match(text) or (listed.match(text) and text.lower() in chapters))
