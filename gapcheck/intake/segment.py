"""Units and a profile's cues to roles: what each passage is in the document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from gapcheck.intake import closing, ending
from gapcheck.intake.labels import kind_of
from gapcheck.intake.positions import said, status
from gapcheck.intake.profile import Cue, Profile
from gapcheck.intake.units import Unit, ended, inline_items, split

CONTINUED = {
    "item": "request", "lead": "request", "context": "quote", "topic": "answer", "closing": "answer", "reference": "skip:reply",
    "summary": "skip:preamble", "group": "skip:narrative", "position": "answer", "title": "skip:preamble",
}  # fmt: skip
"""The role of what follows a role, where the cue does not say; else the role itself goes on."""
HEADINGS = 2
"""Headings that may stand between one and what it heads: a part, a chapter."""
TITLE = 14
"""Words of a heading at most."""
LAST = "last"
"""`set: {label: last}`: the passage goes under the number that was printed last."""
Likeness = Callable[[str], float]


class Restated(Protocol):
    """The requests a reply speaks of."""

    def quoted(self, text: str) -> float:
        """How much of a passage stands in any one of them (0–100)."""

    def is_leaf(self, label: str) -> bool:
        """Whether a label names one without sub-items."""

    def ends(self, text: str) -> int:
        """Where one of them, restated word for word at the head of a passage that goes on, ends; 0 where none does."""


@dataclass(slots=True)
class Marked:
    """A unit and its role. `first` tells that a cue opened it; `marker` is how many characters of its text are the
    cue's own words; `captures` what the cue read."""

    unit: Unit
    role: str
    first: bool = False
    marker: int = 0
    skip: str = ""
    captures: dict[str, str] = field(default_factory=dict)


def segment(
    units: Sequence[Unit],
    profile: Profile,
    like: Likeness | None = None,
    language: str = "en",
    asked: Restated | None = None,
) -> list[Marked]:
    """The role of every unit, in order. `like` tells how much a text resembles a known request (0–100), `asked` what is
    restated of which."""
    replies = "responses" in profile.gives
    ready = _cut(units, profile, asked if replies else None)
    ready = ending.moved(ready, profile.ending) if profile.ending else ready
    marked = _Segmenter(ready, profile, like or (lambda text: 0.0), language, asked).run()
    return closing.closed(marked) if replies else marked


def _cut(units: Sequence[Unit], profile: Profile, asked: Restated | None = None) -> list[Unit]:
    """Cuts units where a cue may stand inside a paragraph, behind a request restated at its head, and inline
    enumerations where the profile reads them."""
    out: list[Unit] = []
    for unit in units:
        places: set[int] = set()
        if not unit.skip:
            for cue in profile.cues:
                if cue.inside and cue.when and (not cue.label or {"none", *_kinds(unit)} & cue.label):
                    places.update(m.start() for m in cue.when.finditer(unit.text) if _opens(unit.text, m.start()))
            if asked and (end := asked.ends(unit.text)):
                places.add(end)
        out.extend(split(unit, sorted(places)))
    if not profile.inline:
        return out
    return [part for unit in out for part in (split(unit, inline_items(unit.text)) if not unit.skip else [unit])]


def _opens(text: str, at: int) -> bool:
    """A cue inside a paragraph stands behind the end of a sentence."""
    before = text[max(at - 40, 0) : at].rstrip()
    return at > 0 and bool(before) and before[-1] in '.;:!?)]”"»'


class _Segmenter:
    def __init__(
        self, units: Sequence[Unit], profile: Profile, like: Likeness, language: str, asked: Restated | None
    ) -> None:
        self.units, self.profile, self.like, self.language, self.asked = units, profile, like, language, asked
        self.state = profile.start
        self.previous = ""
        self.number = 0
        self.label = ""
        self.ends = max((n for n, unit in enumerate(units) if not unit.skip), default=-1)

    def run(self) -> list[Marked]:
        out = []
        for place, unit in enumerate(self.units):
            if unit.skip:
                out.append(Marked(unit, "skip", skip=unit.skip))
                continue
            if unit.label and kind_of(unit.label) == "number":
                self.label = unit.label.key
            marked = self._cued(place, unit) or self._plain(unit)
            self.previous = marked.role
            out.append(marked)
        return out

    def _plain(self, unit: Unit) -> Marked:
        role, _, name = self.state.partition(":")
        return Marked(unit, role, skip=name)

    def _cued(self, place: int, unit: Unit) -> Marked | None:
        for cue in self.profile.cues:
            captures = self._fits(cue, place, unit)
            if captures is None:
                continue
            if cue.then != "same":
                self.state = cue.then or CONTINUED.get(cue.role, cue.role if cue.role != "skip" else self.state)
            marker = int(captures.pop("_marker", 0))
            captures.update(cue.fixed)
            if captures.get("label") == LAST:
                captures["label"] = self.label
            if (
                unit.label
                and kind_of(unit.label) == "number"
                and cue.role in ("context", "quote", "item", "lead", "part")
            ):
                self.number = int(unit.label.parts[0].rpartition(".")[2])
            return Marked(unit, cue.role, True, 0 if cue.keep else marker, cue.skip, captures)
        return None

    def _fits(self, cue: Cue, place: int, unit: Unit, *, shallow: bool = False) -> dict[str, str] | None:
        """What the cue reads in the unit; None where a condition does not hold."""
        if (
            cue.states
            and self.state.partition(":")[0] not in cue.states
            and self.state not in cue.states
            and not shallow
        ):
            return None
        if not _shaped(cue, unit):
            return None
        captures: dict[str, str] = {}
        if cue.when:
            match = cue.when.match(unit.text)
            if match is None:
                return None
            captures = {key: value for key, value in match.groupdict().items() if value}
            captures["_marker"] = str(match.end())
        if cue.contains:
            match = cue.contains.search(unit.text)
            if match is None:
                return None
            captures.update({key: value for key, value in match.groupdict().items() if value})
        if cue.ends and not cue.ends.search(unit.text[-120:]):
            return None
        if cue.stance and not self._takes(unit.text, int(captures["_marker"]) if "label" in captures else 0):
            return None
        if shallow:
            return captures
        if cue.after and self.previous not in cue.after:
            return None
        if cue.last and place != self.ends:
            return None
        if cue.next and not self._next_number(unit):
            return None
        if cue.before and not self._followed(cue, place):
            return None
        if cue.like and self.like(unit.text) < cue.like:
            return None
        if cue.leaf and not (self.asked and unit.label and self.asked.is_leaf(unit.label.key)):
            return None
        if cue.quotes and not (self.asked and self.asked.quoted(unit.text) >= cue.quotes):
            return None
        return captures

    def _takes(self, text: str, behind: int) -> bool:
        """Whether a passage takes a position: anywhere, or at its head, behind the label that opens it."""
        return bool(said(text, self.language) or status(text[behind:], self.language))

    def _next_number(self, unit: Unit) -> bool:
        if unit.label is None or kind_of(unit.label) != "number":
            return False
        value = int(unit.label.parts[0].rpartition(".")[2])
        return self.number <= value <= self.number + 3

    def _followed(self, cue: Cue, place: int) -> bool:
        """Whether a passage of one of the cue's roles comes next, behind further headings."""
        over = 0
        for after in range(place + 1, len(self.units)):
            unit = self.units[after]
            if unit.skip:
                continue
            if any(other.role in cue.before and self._may_be(other, after, unit) for other in self.profile.cues):
                return True
            over += 1
            if over > HEADINGS or len(unit.text.split()) > TITLE or ended(unit.text):
                return False
        return False

    def _may_be(self, cue: Cue, place: int, unit: Unit) -> bool:
        """Whether a cue fits by the passage's own words and shape, whatever stands around it."""
        if cue.when is None and cue.ends is None and not cue.quotes and not cue.like:
            return False
        if self._fits(cue, place, unit, shallow=True) is None:
            return False
        alike = not cue.like or self.like(unit.text) >= cue.like
        return alike and (not cue.quotes or bool(self.asked and self.asked.quoted(unit.text) >= cue.quotes))


def _kinds(unit: Unit) -> set[str]:
    """What a label may be called: its kind, and of a number whether it is whole or dotted."""
    kind = kind_of(unit.label)
    if kind != "number" or unit.label is None:
        return {kind}
    return {kind, "dotted" if "." in unit.label.parts[0] else "whole"}


def _shaped(cue: Cue, unit: Unit) -> bool:
    return (
        (not cue.label or bool(_kinds(unit) & cue.label))
        and (not cue.kind or unit.kind.value in cue.kind)
        and (cue.heading is None or cue.heading == unit.heading)
        and (cue.bold is None or cue.bold == unit.bold)
        and (cue.cell is None or cue.cell == unit.cell)
        and (not cue.short or len(unit.text.split()) <= cue.short)
    )
