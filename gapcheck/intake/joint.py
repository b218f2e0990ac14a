"""Replies in which several answer: requests quoted one after the other, a position on each by each, then who did what.

A group of requests is what is quoted or headed until an answer follows; every answer in the group answers all of it,
unless a label at its head names some. What a heading names as responder speaks until the next heading of a request.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from gapcheck.intake import pairing, positions
from gapcheck.intake.claimed import Joined, named, settle
from gapcheck.intake.conserve import Ledger
from gapcheck.intake.draft import Record, known_ids, marker_and_rest
from gapcheck.intake.labels import kind_of
from gapcheck.intake.listing import Listing
from gapcheck.intake.mended import in_order, whole
from gapcheck.intake.profile import Profile
from gapcheck.intake.ranges import expand
from gapcheck.intake.replies import Draft, Replies
from gapcheck.intake.responders import Claim, claims
from gapcheck.intake.segment import Marked
from gapcheck.text.spans import sentences

OPENING = 2
"""A position stands in the first two sentences of an answer."""
LISTED = "summary of positions"
_LEADING = re.compile(
    r"\(?(?:[ivx]{1,5}|[a-h])\)?(?:\s?(?:[-–,/&]|\band\b|\bto\b)\s?(?:\d{1,3}\)?\s?)?\(?(?:[ivx]{1,5}|[a-h])\b\)?)+\)?(?=[\s.:]|$)"
)
"""The rest of a range whose first part was read as the label: "4a)" and then "i-iii) …"."""
_AT_HEAD = re.compile(
    r"\(?\d{1,3}\s?\(?[a-z]\b\)?(?:\s?[ivx]{1,5}\b\)?)?(?:\s?(?:[-–,/&]|\band\b)\s?(?:\d{1,3}\s?)?\(?(?:[a-z]|[ivx]{1,5})\b\)?)+[.):]*\s+(?=[A-Z“\"])"
)


class Joint(Replies):
    """Drafts responses from `context`, `quote`, `position`, `answer`, `responder` and `listing` units. `known` are the ids
    of the requests, in order."""

    def __init__(self, ledger: Ledger, profile: Profile, language: str, known: Sequence[str]) -> None:
        super().__init__(ledger, profile, language)
        self.known = list(known)
        self.listing = Listing(language, self.known)
        self.head: Joined | None = None
        self.by = self.section = ""
        self.pending: list[str] = []  # quoted since the last position
        self.before = ""  # the role of the passage before

    def read(self, marked: Sequence[Marked]) -> list[Draft]:
        for one in whole(marked, self.language):
            handler = getattr(self, f"_{one.role}", None)
            if handler is not None:
                handler(one)
                self.before = one.role
        for one in self.waiting:
            self.ledger.skip_unit("headings without an answer", one.unit)
        listed = Joined(claims=self.listing.claims(), answered=True)
        if listed.claims:
            listed.named = "; ".join(dict.fromkeys(claim.refs for claim in listed.claims))
            if self.listing.page:
                listed.record["page"] = self.listing.page
            self.drafts.insert(0, listed)
        kept = [
            draft for draft in self.drafts if draft.record.get("text") or (isinstance(draft, Joined) and draft.claims)
        ]
        empty = [draft.record for draft in self.drafts if not any(draft is other for other in kept)]
        if empty:
            self.ledger.withdraw(empty, "requests restated without an answer")
        for number, draft in enumerate(kept, 1):
            draft.record["id"] = f"r{number}"
        return kept

    # -- what a response stands under

    def _context(self, one: Marked) -> None:
        refs = one.captures.get("label") or one.captures.get("labels") or self._refers(one)
        if self.before == "context" and not refs:  # the rest of a heading that runs over two lines
            self.waiting.append(one)
            return
        if self.before == "responder":
            self.section = self.by
        elif self.before != "context":
            self.by = self.section
        self.within = refs
        self.head = None
        self.pending = []
        self.waiting.append(one)

    def _refers(self, one: Marked) -> str:
        """The requests a label names, the rest of a range at the head of the text included."""
        label = one.unit.label
        if label is None or kind_of(label) not in ("number", "compound"):
            return ""
        more = _LEADING.match(one.unit.text)
        return f"{label.printed} {more.group()}" if more else label.printed

    def _responder(self, one: Marked) -> None:
        self.by = " ".join(one.captures.get("by", one.unit.text).split()).removeprefix("The ").removeprefix("the ")
        self.waiting.append(one)

    # -- the request restated

    def _quote(self, one: Marked) -> None:
        refs = self._refers(one)
        head = self.head
        if head is None or head.answered or self._parts(head, refs):
            self.head = None
            head = self.head = self._join(one)
            self.pending = []
        letter = kind_of(one.unit.label) in ("letter", "upper") and not head.quotes and bool(self.within)
        if letter and one.unit.label is not None:
            refs = self._below(one.unit.label.key)
        if refs:
            head.refs.append(refs)
            self.pending.append(refs)
        self._quoted(head, one)

    def _parts(self, head: Joined, refs: str) -> bool:
        """Whether a passage restated opens a group of its own: behind a position, where no label or another item's says
        that it belongs to the one before."""
        if not head.claims:
            return False
        here, there = (expand(text, self.known).ids[:1] for text in (refs, "; ".join(head.refs)))
        return not here or not there or here[0].partition(".")[0] != there[0].partition(".")[0]

    def _inner(self, named: Sequence[str]) -> list[str]:
        """The references without those that only sum up others ("i-iii" above "i")."""
        sets = [set(expand(refs, self.known).ids) for refs in named]
        return [refs for refs, ids in zip(named, sets, strict=True) if not any(other and other < ids for other in sets)]

    def _below(self, key: str) -> str:
        """A letter under a heading of the item it belongs to."""
        found = expand(self.within, self.known).ids
        return f"{found[0]}.{key}" if len(found) == 1 and f"{found[0]}.{key}" in self.known else ""

    def _quoted(self, draft: Draft, one: Marked) -> None:
        mark, rest, text = marker_and_rest(one)
        self.ledger.skip("labels of quoted requests", [one.unit.mark])
        self.ledger.skip("cue words", [mark])
        if text:
            draft.quotes = ["\n".join([*draft.quotes, text])]
            before = draft.record.get("quoted", "")
            draft.record["quoted"] = f"{before}\n{text}" if before else text
            self.ledger.give(draft.record, "quoted", "responses", rest)

    # -- positions and answers

    def _position(self, one: Marked) -> None:
        if self.head is None or self.head.answered:
            self._answer(one)
            return
        label = one.unit.label
        text = f"{label.printed} {one.unit.text}" if label else one.unit.text
        found = claims(text, self.language)
        refs = "; ".join(self._inner(self.pending))
        self.head.claims += [claim if claim.refs else _with(claim, refs) for claim in found]
        self._said(self.head, one)
        self.head.answered = len(sentences(one.unit.text, self.language)) > len({claim.words for claim in found})
        if found:
            self.pending = []

    def _answer(self, one: Marked) -> None:
        if one.captures.get("label"):  # number and answer in one paragraph
            self.within, self.head, self.pending, self.by = one.captures["label"], None, [], self.section
        refs = self._labelled(one)
        by = " ".join(one.captures.get("by", "").split())
        draft = self.drafts[-1] if self.drafts else None
        same = (
            isinstance(draft, Joined) and self.head is not None and draft.by in (by or self.by, "") and not self.waiting
        )
        if refs or by or not same or not isinstance(draft, Joined):
            draft = self._join(one, refs=refs, by=by or self.by)
        fresh = not draft.answered and not draft.claims
        self._said(draft, one)
        if fresh:
            draft.claims += claims(marker_and_rest(one)[2], self.language, opening=OPENING)

    def _labelled(self, one: Marked) -> str:
        """The requests the head of an answer names by their labels."""
        refs = self._refers(one) if kind_of(one.unit.label) == "compound" else ""
        match = _AT_HEAD.match(one.unit.text) if one.unit.label is None else None
        refs = refs or (match.group().strip() if match else "")
        found = expand(refs, self.known) if refs else None
        return refs if found and found.ids and not found.unknown else ""

    def _join(self, one: Marked, refs: str = "", by: str = "") -> Joined:
        """A new response of the group; the first of the group itself where it has said nothing yet."""
        head = self.head
        if (
            head is not None
            and not head.record.get("text")
            and not head.claims
            and not refs
            and head is self.drafts[-1]
        ):
            self._headings(head)
            head.by = head.by or by
            return head
        draft = Joined(within=self.within, head=head, refs=[refs] if refs else [], by=by)
        if head is not None:
            head.answered = True
        if one.unit.page:
            draft.record["page"] = one.unit.page
        self._headings(draft)
        self.drafts.append(draft)
        if head is None:
            self.head = draft
        return draft

    def _headings(self, draft: Joined) -> None:
        for other in self.waiting:
            mark, _, text = marker_and_rest(other)
            printed = f"{other.unit.label.printed} {other.unit.text}" if other.unit.label else other.unit.text
            status = positions.status(text, self.language) if other.role == "context" and mark is not None else None
            if status is not None:
                draft.claims.append(Claim(status.position, status.words))
            self._headed(draft, printed, [other.unit.mark, *other.unit.pieces])
        self.waiting = []

    def _listing(self, one: Marked) -> None:
        self.listing.take(one)
        self.ledger.skip_unit(LISTED, one.unit)


def responses(
    marked: Sequence[Marked], profile: Profile, ledger: Ledger, language: str, against: Mapping[str, Any] | None
) -> list[Record]:
    """The responses of a reply, tied to `against` where it is at hand, each with its positions and who takes them."""
    known = known_ids(against.get("recommendations", ()), against.get("parts", ())) if against else []
    if against:
        marked = in_order(marked, pairing.Asked(against))
    drafts = Joint(ledger, profile, language, known).read(marked)
    named(drafts)
    records = pairing.tie(drafts, against, language) if against else pairing.untied(drafts, language)
    return settle(drafts, records, known or [name for record in records for name in record["answers"]])


def _with(claim: Claim, refs: str) -> Claim:
    return Claim(claim.position, claim.words, claim.by, refs)
