"""Marked units to responses: what the reply quotes, what it answers, and under which heading it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gapcheck.intake import positions
from gapcheck.intake.conserve import Ledger
from gapcheck.intake.draft import Record, marker_and_rest
from gapcheck.intake.labels import kind_of
from gapcheck.intake.outline import grown
from gapcheck.intake.profile import Profile
from gapcheck.intake.segment import Marked
from gapcheck.intake.units import ended

SAID = {"text", "position", "positions"}
"""A response that has none of these says nothing: the request it restates has no answer."""


@dataclass(slots=True, eq=False)
class Draft:
    """One response before it is tied: `quotes` the passages of the request it restates, `within` the label of the
    item or part it stands under, `named` references to requests that its own headings give."""

    record: Record = field(default_factory=dict)
    quotes: list[str] = field(default_factory=list)
    within: str = ""
    named: str = ""
    answered: bool = False
    listed: positions.Taken | None = None
    """The position it takes on requests named by number, in a passage of its own."""
    passage: Marked | None = None
    """That passage, where it says more than the position."""
    notes: list[str] = field(default_factory=list)


class Replies:
    """Drafts responses from `context`, `part`, `quote`, `answer`, `topic`, `closing` and `position` units."""

    def __init__(self, ledger: Ledger, profile: Profile, language: str = "en") -> None:
        self.ledger, self.profile, self.language = ledger, profile, language
        self.drafts: list[Draft] = []
        self.within = ""
        self.waiting: list[Marked] = []
        """Headings read since the last response: they belong to the next one."""

    def read(self, marked: Sequence[Marked]) -> list[Draft]:
        """Takes every unit in order; gives the responses."""
        for one in _rejoined(marked):
            handler = getattr(self, f"_{one.role}", None)
            if handler is not None:
                handler(one)
        for one in self.waiting:
            self.ledger.skip_unit("headings without an answer", one.unit)
        kept = [draft for draft in self.drafts if draft.listed or SAID & set(draft.record)]
        said = {id(draft) for draft in kept}
        empty = [draft.record for draft in self.drafts if id(draft) not in said]
        if empty:
            self.ledger.withdraw(empty, "requests restated without an answer")
        for number, draft in enumerate(kept):
            draft.record["id"] = f"r{number + 1}"
        return kept

    # -- what a response stands under

    def _context(self, one: Marked) -> None:
        if one.first:
            number = one.captures.get("labels", "").strip()
            number = number if number.isdigit() else ""
            self.within = one.captures.get("label") or number or (one.unit.label.key if one.unit.label else self.within)
            self.waiting = [other for other in self.waiting if not self._lost(other)]
        self.waiting.append(one)

    def _lost(self, one: Marked) -> bool:
        self.ledger.skip_unit("headings without an answer", one.unit)
        return True

    def _part(self, one: Marked) -> None:
        """A lettered part restated: its text is quoted by the first response below it."""
        if one.first:
            self.within = (one.captures.get("label") or (one.unit.label.key if one.unit.label else "")).upper()
        draft = self._new(one)
        self._quoted(draft, one)

    # -- the request restated

    def _quote(self, one: Marked) -> None:
        """Passages restated one after the other share the answer that follows, unless a number or heading parts them."""
        draft = self.drafts[-1] if self.drafts else None
        number = kind_of(one.unit.label) in ("number", "compound") or bool(one.captures.get("label"))
        if draft is None or draft.answered or self.waiting or (one.first and number):
            draft = self._new(one)
        self._quoted(draft, one)

    def _quoted(self, draft: Draft, one: Marked) -> None:
        mark, rest, text = marker_and_rest(one)
        unit = one.unit
        if one.first and unit.label is not None and kind_of(unit.label) not in ("bullet", "none"):
            draft.named = draft.named or one.captures.get("label", "")
            if not draft.named and one.role == "quote":
                self.within = unit.label.key
                draft.within = self.within
        elif one.first and one.captures.get("label") and not draft.quotes and not draft.named:
            self.within = draft.within = one.captures["label"]
        self.ledger.skip("labels of quoted requests", [unit.mark])
        self.ledger.skip("cue words", [mark])
        if text:
            draft.quotes.append(text)
            before = draft.record.get("quoted", "")
            draft.record["quoted"] = f"{before}\n{text}" if before else text
            self.ledger.give(draft.record, "quoted", "responses", rest)

    # -- the answer

    def _answer(self, one: Marked) -> None:
        draft = self.drafts[-1] if self.drafts else None
        if draft is None or self.waiting or draft.listed or (one.first and draft.answered):
            draft = self._new(one)
            if one.first and not one.captures.get("label") and not draft.record.get("heading"):
                draft.notes.append("an answer without the request restated before it")
        self._said(draft, one)

    def _topic(self, one: Marked) -> None:
        """An answer under a heading of its own; the heading may stand at the head of its paragraph."""
        if not one.first:
            self._answer(one)
            return
        last = self.drafts[-1] if self.drafts else None
        draft = last if last is not None and not last.answered and not self.waiting else self._new(one)
        mark, rest, text = marker_and_rest(one)
        title = one.captures.get("title", "")
        if mark is not None and title and self.ledger.text(mark).strip().startswith(title):
            end = self.ledger.text(mark).index(title) + len(title)
            head, tail = mark._replace(end=mark.start + end), mark._replace(start=mark.start + end)
            self.ledger.skip("labels", [one.unit.mark])
            self._headed(draft, title, [head])
            self.ledger.skip("cue words", [tail])
            draft.record["text"] = text
            self.ledger.give(draft.record, "text", "responses", rest)
            draft.answered = True
        else:
            self._headed(draft, grown("", one.unit), [one.unit.mark, *one.unit.pieces])

    def _closing(self, one: Marked) -> None:
        self._said(self._new(one), one)

    def _position(self, one: Marked) -> None:
        """A passage that takes positions on requests by number: a response for each; an answer in its own right where
        it says more of them than that."""
        text = one.unit.text
        found = positions.listed(text, self.language) if one.first else []
        if not found and (self.waiting or self.drafts):
            self._answer(one)
        elif not found:
            self.ledger.skip_unit("narrative", one.unit)
        if not found:
            return
        more = positions.says_more(text, found)
        for each in found:
            draft = self._new(one)
            draft.named, draft.listed, draft.answered = each.refs, each.taken, True
            draft.passage = one if more else None
        if not more:
            self.ledger.skip_unit("positions by list", one.unit)

    def _said(self, draft: Draft, one: Marked) -> None:
        mark, rest, text = marker_and_rest(one)
        unit = one.unit
        if one.captures.get("below"):
            draft.named = f"{self.within} {one.captures['below']}".strip()
        draft.named = draft.named or one.captures.get("label", "")
        draft.answered = True
        if unit.label is not None and kind_of(unit.label) == "number":
            own = one.captures.get("label") == unit.label.key
            if self.profile.numbered and not own:
                draft.record.setdefault("paragraphs", []).append(int(unit.label.parts[0].rpartition(".")[2]))
            if self.profile.numbered or own:
                self.ledger.skip("labels" if own else "paragraph numbers", [unit.mark])
                unit = replace(unit, label=None, mark=None)
        if one.first or unit.label is None:
            self.ledger.skip("cue words", [mark])
        if mark is not None:
            self.ledger.skip("labels", [unit.mark])
            whole, pieces = text, rest
            before = draft.record.get("text", "")
            draft.record["text"] = f"{before}\n\n{whole}" if before and whole else before or whole
            self.ledger.give(draft.record, "text", "responses", pieces)
        else:
            draft.record["text"] = grown(draft.record.get("text", ""), unit)
            self.ledger.give(draft.record, "text", "responses", [unit.mark, *unit.pieces])
        if not draft.record["text"]:
            del draft.record["text"]

    # -- a new response

    def _new(self, one: Marked) -> Draft:
        draft = Draft(within=self.within)
        draft.record["id"] = f"r{len(self.drafts) + 1}"
        if one.unit.page:
            draft.record["page"] = one.unit.page
        for other in self.waiting:
            self._headed(draft, grown("", other.unit), [other.unit.mark, *other.unit.pieces])
            draft.named = draft.named or other.captures.get("labels", "")
        self.waiting = []
        self.drafts.append(draft)
        return draft

    def _headed(self, draft: Draft, text: str, pieces: Sequence[object]) -> None:
        before = draft.record.get("heading", "")
        draft.record["heading"] = f"{before}\n{text}" if before else text
        self.ledger.give(draft.record, "heading", "responses", pieces)  # type: ignore[arg-type]


_JOINED = re.compile(r"(?:[,;–-]|\b(?:and|et|y|e|to|à|al?))$")


def _goes_on(one: Marked) -> bool:
    """Whether a passage may be the rest of a list of numbers."""
    return one.role != "skip" and (one.unit.text or (one.unit.label.printed if one.unit.label else ""))[:1].isdigit()


def _rejoined(marked: Sequence[Marked]) -> list[Marked]:
    """A list of numbers that a line break cut ("… 14 and" / "16–18") as one passage."""
    out: list[Marked] = []
    for one in marked:
        before = out[-1] if out else None
        if (
            before is not None
            and before.role == "position"
            and not ended(before.unit.text)
            and (
                _goes_on(one)
                if _JOINED.search(before.unit.text)
                else one.role == "position" and not one.first and one.unit.label is None
            )
        ):
            unit = one.unit
            text = " ".join(filter(None, (before.unit.text, unit.label.printed if unit.label else "", unit.text)))
            mark = [unit.mark] if unit.mark else []
            whole = replace(before.unit, text=text, pieces=[*before.unit.pieces, *mark, *unit.pieces])
            out[-1] = replace(before, unit=whole)
        else:
            out.append(one if one.role != "position" or one.first else replace(one, role="answer"))
    return out
