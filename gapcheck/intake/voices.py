"""Three voices in one document: what is asked, what those asked say to it, and what the asker says to that.

Passages of comments are cut by sentence. A sentence is the voice its words tell (`voices` of the profile), else the one
before it; it is about the requests it names, else about those its speaker took a position on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gapcheck.intake.claimed import stances_of
from gapcheck.intake.conserve import Ledger
from gapcheck.intake.draft import Record, marker_and_rest
from gapcheck.intake.profile import Profile
from gapcheck.intake.ranges import expand
from gapcheck.intake.responders import REFS, Claim, canonical, claims, names
from gapcheck.intake.segment import Marked
from gapcheck.intake.units import Piece, Unit, split
from gapcheck.text.spans import sentences

SUBJECT = 160
"""Characters of a sentence in which its speaker is named."""
_NAMED = re.compile(rf"\b[Rr]ec(?:ommendation)?s?\.?\s+(?P<refs>{REFS})")
_SHORT = re.compile(r"(?:^|[,;]\s+|\band\s+)\W*([A-Z]{2,8})(?:[’']s)?\s+(?=[a-z])")


@dataclass(slots=True, eq=False)
class _Said:
    """One response or rejoinder under way."""

    record: Record
    by: str = ""
    ids: tuple[str, ...] = ()
    claims: list[Claim] = field(default_factory=list)
    unit: int = -1


class Voices:
    """Drafts responses and rejoinders from `comment`, `answer` and `rejoinder` units of a document that holds the
    requests as well."""

    def __init__(self, profile: Profile, ledger: Ledger, language: str, recommendations: Mapping[str, Any]) -> None:
        self.profile, self.ledger, self.language = profile, ledger, language
        self.patterns = dict(profile.voices)
        self.items = [item["id"] for item in recommendations.get("recommendations", ())]
        self.known = list(_ids(recommendations.get("recommendations", ())))
        self.responses: list[_Said] = []
        self.rejoinders: list[_Said] = []
        self.bodies: list[str] = []
        self.item = ""
        self.voice, self.by = "plain", ""
        self.ids: tuple[str, ...] = ()

    def read(self, marked: Sequence[Marked]) -> tuple[list[Record], list[Record]]:
        """The responses, and the rejoinders as statements of evidence."""
        told = [one.unit.text for one in marked if one.role == "comment"]
        told += [one.captures["by"] for one in marked if one.captures.get("by")]
        self.bodies = [name for text in told for name in names(text, self.language)]
        for number, one in enumerate(marked):
            if one.role == "item":
                name = one.captures.get("label") or (one.unit.label.key if one.unit.label else "")
                self.item = name if name in self.known else self.item
            elif one.role == "comment":
                self._comment(number, one)
            elif one.role == "answer":
                self._answer(number, one)
            elif one.role == "rejoinder":
                self._rejoinder(number, one)
        return self._responses(), [said.record for said in self.rejoinders]

    # -- passages with one voice

    def _answer(self, number: int, one: Marked) -> None:
        named = one.captures.get("label", "")
        self.item = named if named in self.known else self.item
        ids = (self.item,) if self.item else ()
        mark, rest, text = marker_and_rest(one)
        if one.first or not self.responses or self.responses[-1].ids != ids:
            self._open(self.responses, "r", one.unit, canonical(one.captures.get("by", ""), self.bodies), ids)
            self.responses[-1].claims = claims(text, self.language, opening=2)
        self.ledger.skip("cue words", [mark])
        self._add(self.responses[-1], number, one.unit, text, rest)

    def _rejoinder(self, number: int, one: Marked) -> None:
        mark, rest, text = marker_and_rest(one)
        ids = (self.item,) if self.item else ()
        if one.first or not self.rejoinders:
            self._open(self.rejoinders, "s", one.unit, "", ids)
        self.ledger.skip("cue words", [mark])
        self._add(self.rejoinders[-1], number, one.unit, text, rest)

    # -- passages with several

    def _comment(self, number: int, one: Marked) -> None:
        spans = sentences(one.unit.text, self.language)
        parts = split(one.unit, [span.start for span in spans[1:]]) if len(one.unit.pieces) == 1 else [one.unit]
        named = False
        for part in parts:
            before = self.voice
            self.voice = self._voice(part.text)
            if self.voice == "plain":
                self.ledger.skip_unit("narrative", part)
                continue
            if self.voice == "other":
                self._speaker(part.text)
            refs = [name for match in _NAMED.finditer(part.text) for name in expand(match["refs"], self.known).ids]
            if refs:
                self.ids, named = tuple(dict.fromkeys(refs)), True
            elif not named and (self.voice == "other" or before == "plain"):
                self.ids = self._own()
            self._say(number, part)

    def _voice(self, text: str) -> str:
        """The voice whose words come first in the sentence; the one before where it has none."""
        found = [(match.start(), name) for name in ("auditor", "other") if (match := self.patterns[name].search(text))]
        if found:
            return min(found)[1]
        return "plain" if self.voice == "plain" or self.patterns["plain"].search(text) else self.voice

    def _speaker(self, text: str) -> None:
        head = text[:SUBJECT]
        stop = self.patterns["other"].search(head)
        head = head[: stop.end()] if stop else head
        short = _SHORT.search(head)
        found = names(head, self.language)
        name = canonical(found[-1], self.bodies) if found else short[1] if short else ""
        self.by = name or self.by

    def _own(self) -> tuple[str, ...]:
        """What the speaker has taken a position on; all there is where there is no more than one."""
        if len(self.items) == 1:
            return (self.items[0],)
        taken = [name for said in self.responses if said.by == self.by and said.claims for name in said.ids]
        return tuple(dict.fromkeys(taken)) or self.ids

    def _say(self, number: int, part: Unit) -> None:
        sort = self.rejoinders if self.voice == "auditor" else self.responses
        by = "" if self.voice == "auditor" else self.by
        last = next((said for said in reversed(sort) if said.by == by and said.ids == self.ids), None)
        fits = last is not None and (self.voice == "other" or (last is sort[-1] and number - last.unit <= 1))
        if not fits or last is None:
            last = self._open(sort, "s" if self.voice == "auditor" else "r", part, by, self.ids)
        if self.voice == "other":
            last.claims += claims(part.text, self.language)
        text = part.text
        self._add(last, number, part, text, part.pieces)

    # -- the records

    def _open(self, sort: list[_Said], letter: str, unit: Unit, by: str, ids: tuple[str, ...]) -> _Said:
        record: Record = {"id": f"{letter}{len(sort) + 1}"}
        if sort is self.rejoinders:
            record |= {"about": list(ids), "kind": "rejoinder"}
        if unit.page:
            record["page"] = unit.page
        sort.append(_Said(record, by, ids))
        return sort[-1]

    def _add(self, said: _Said, number: int, unit: Unit, text: str, pieces: Sequence[Piece]) -> None:
        """The passage behind what was said before: in one paragraph with it where it stood in one."""
        before = said.record.get("text", "")
        if unit.label is not None and unit.mark is not None and text == unit.text:
            text, pieces = f"{unit.label.printed} {text}", [unit.mark, *pieces]
        joined = f"{before} {text}" if before and said.unit == number else f"{before}\n\n{text}" if before else text
        said.record["text"] = joined
        said.unit = number
        self.ledger.give(said.record, "text", "evidence" if said in self.rejoinders else "responses", pieces)

    def _responses(self) -> list[Record]:
        out = []
        for said in self.responses:
            ids = list(said.ids)
            record = said.record
            known = [*self.bodies]
            stances = [
                one for claim in said.claims for one in stances_of(claim, {"answers": ids}, self.known, known, said.by)
            ]
            stances = [one for place, one in enumerate(stances) if one not in stances[:place]]
            text = record.pop("text")
            record |= {"answers": ids, **({"by": said.by} if said.by else {})}
            if stances:
                record["positions"] = stances
            record["text"] = text
            if not ids:
                record["review"] = "no request could be told for this answer"
            out.append(record)
        return out


def _ids(items: Sequence[Mapping[str, Any]]) -> list[str]:
    return [name for item in items for name in (item["id"], *_ids(item.get("sub_items", ())))]
