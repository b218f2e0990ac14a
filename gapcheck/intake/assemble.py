"""Marked units to an import: the records, the account of every character, what to review."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gapcheck.errors import GapcheckError, Problem
from gapcheck.intake import draft as drafting
from gapcheck.intake import grades, joint, metadata, pairing, stances
from gapcheck.intake.blocks import Source
from gapcheck.intake.conserve import Account, Ledger, vanished
from gapcheck.intake.matrix import Rows
from gapcheck.intake.outline import shown
from gapcheck.intake.profile import Profile
from gapcheck.intake.ranges import expand
from gapcheck.intake.replies import Replies
from gapcheck.intake.segment import Marked
from gapcheck.intake.statements import evidence
from gapcheck.intake.units import Unit
from gapcheck.intake.voices import Voices
from gapcheck.text.spans import count_words

Record = dict[str, Any]
LIST_OF = {
    "recommendations": "recommendations",
    "responses": "responses",
    "evaluations": "evaluations",
    "evidence": "statements",
}


_LINKS = {"responses": "replies_to", "evaluations": "evaluates", "evidence": "about"}


class NothingFound(GapcheckError):
    """The profile told nothing of the kind in the document."""


@dataclass(frozen=True, slots=True)
class Review:
    """One thing a person should look at: the record and what is unsure about it."""

    record: str
    note: str


@dataclass(frozen=True, slots=True)
class Reference:
    """What an evaluation says about where the reply stands: the item, the reply's symbol and its paragraphs."""

    item: str
    symbol: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """An import, nothing written yet. `drafts` are records in the schemas' fields, one a kind; `outline` is a tree to
    show; `roles` tells for every unit what it was taken for (for `--dry-run`)."""

    file: str
    profile: str
    profile_name: str
    drafts: tuple[Record, ...]
    account: Account
    reviews: tuple[Review, ...] = ()
    references: tuple[Reference, ...] = ()
    outline: str = ""
    roles: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    lost: tuple[Problem, ...] = field(default=())
    completes: bool = False
    """Whether its records complete those of another document of the same review."""
    absorbed: tuple[str, ...] = ()
    """Replies on record whose positions all went into the one drafted here."""

    def of(self, kind: str) -> Record | None:
        """The draft of one kind."""
        return next((one for one in self.drafts if one["document"]["kind"] == kind), None)


class Assembly:
    """One import under way."""

    def __init__(
        self,
        source: Source,
        found: Sequence[Unit],
        profile: Profile,
        marked: Sequence[Marked],
        against: Mapping[str, Any] | None,
        kind: str,
    ) -> None:
        self.source, self.units, self.profile, self.marked = source, found, profile, marked
        self.against, self.kind = against, kind
        self.ledger = Ledger(source)
        before = next(
            (place for place, one in enumerate(marked) if one.role not in ("skip", "summary", "title", "group")),
            len(marked),
        )
        self.documents = {kind: metadata.document(source, found, profile, kind, before) for kind in profile.gives}
        self.language = next(iter(self.documents.values()))["language"]
        self.references: list[Reference] = []

    def run(self, allow_loss: bool) -> Imported:
        self._skips()
        bodies: dict[str, Record] = {}
        lost: tuple[Problem, ...] = ()
        outline = ""
        if "recommendations" in self.profile.gives:
            requests = drafting.Requests(self.profile, self.ledger)
            requests.read(self.marked)
            items, parts = requests.records()
            bodies["recommendations"] = {"recommendations": items, **({"parts": parts} if parts else {})}
            if "responses" in self.profile.gives:
                bodies["responses"] = {"responses": stances.of_leads(requests.leads, self.language)}
            if self.profile.columns:
                table = Rows(self.profile, self.ledger, self.language).read(self.marked)
                bodies["recommendations"]["recommendations"] = [*items, *table.items]
                bodies["responses"] = {"responses": table.responses}
            lost = vanished(self.source, requests.roots)
            outline = shown([node for node in requests.roots if node.id] + [node for node, _ in requests.parts])
            chosen = drafting.chosen(parts, items, self.profile)
            if chosen:
                self.documents["recommendations"]["follow_up"] = chosen
        own = bodies.get("recommendations") or self.against or {}
        known = drafting.known_ids(own.get("recommendations", ()), own.get("parts", ()))
        if "evaluations" in self.profile.gives:
            bodies["evaluations"] = grades.evaluations(self.marked, known, self.ledger, self.profile)
        if "evidence" in self.profile.gives and not self.profile.voices:
            bodies["evidence"] = evidence(self.marked, self.ledger, self.language, self.profile.kind, self.against)
        if self.profile.voices:
            told, rejoinders = Voices(self.profile, self.ledger, self.language, own).read(self.marked)
            bodies["responses"], bodies["evidence"] = {"responses": told}, {"statements": rejoinders}
            length = sum(
                count_words(one.get("text", "")) for one in told
            )  # not of the document, which holds both sides
            self.documents["responses"]["words"] = length
        elif self.profile.joint and "responses" in self.profile.gives:
            told = joint.responses(self.marked, self.profile, self.ledger, self.language, self.against)
            bodies["responses"] = {"responses": told}
        elif "responses" in self.profile.gives and not bodies.get("responses", {}).get("responses"):
            replies = Replies(self.ledger, self.profile, self.language).read(self.marked)
            tied = (
                pairing.tie(replies, self.against, self.language)
                if self.against
                else pairing.untied(replies, self.language)
            )
            if self.profile.positions:
                tied = stances.settle(replies, tied, self.ledger, self.language)
            bodies["responses"] = {"responses": tied}
        drafts = self._drafts(bodies)
        if lost and not allow_loss:
            raise GapcheckError(
                list(lost),
                "Choose another --profile, mend the document's numbering, or accept the loss with --allow-loss.",
            )
        return Imported(
            file=self.source.file,
            profile=self.profile.id,
            profile_name=self.profile.name,
            drafts=drafts,
            account=self.ledger.account(),
            reviews=tuple(_reviews(drafts)),
            references=tuple(self.references),
            outline=outline or _listed(drafts),
            roles=tuple((one.skip or one.role, " ".join(one.unit.text.split())[:80]) for one in self.marked),
            notes=self.source.notes,
            lost=lost,
            completes=self.profile.completes,
        )

    def _skips(self) -> None:
        """Names what belongs to no record, and reads where the reply is said to stand."""
        item = ""
        for one in self.marked:
            if one.role == "item":
                item = one.captures.get("label", "") or (one.unit.label.key if one.unit.label else "")
            if one.role in ("skip", "title"):
                self.ledger.skip_unit(one.skip or one.role, one.unit)
            elif one.role == "reference":
                self.ledger.skip_unit("references to the reply", one.unit)
                self._refers(item, one.unit.text)

    def _refers(self, item: str, text: str) -> None:
        symbol = metadata.SYMBOL.search(text)
        after = text[symbol.end() :] if symbol else text
        told = re.search(r"(?:paragraphs?|paras?\.?|paragraphes?|párrafos?)\s+([\d\s,–\-a-zà]+)", after)
        if told:
            self.references.append(Reference(item, symbol.group() if symbol else "", tuple(expand(told[1]).ids)))

    def _drafts(self, bodies: Mapping[str, Record]) -> tuple[Record, ...]:
        """The records with their documents; refuses a document in which nothing of its kind was found."""
        out = []
        against = (self.against or {}).get("document", {})
        for kind, body in bodies.items():
            if not body.get(LIST_OF[kind]) and not body.get("acts"):
                continue
            document = dict(self.documents[kind])
            link = _LINKS.get(kind)
            if link and against.get("id"):
                document[link] = against["id"]
            if not document.get("state") and against.get("state"):
                document["state"] = against["state"]
            out.append({"document": {"id": draft_id(document, self.source.file), **document}, **body})
        if not out or (self.kind and all(one["document"]["kind"] != self.kind for one in out)):
            wanted = self.kind or " or ".join(self.profile.gives)
            raise NothingFound(
                [
                    Problem(
                        file=self.source.file, message=f"holds no {wanted} that the profile {self.profile.id} can tell"
                    )
                ],
                "Look at its outline with --dry-run, and choose another --profile.",
            )
        own = next((one["document"]["id"] for one in out if one["document"]["kind"] == "recommendations"), "")
        for one in out:
            link = _LINKS.get(one["document"]["kind"])
            if own and link and not one["document"].get(link):
                one["document"][link] = own
            if one["document"]["kind"] == "responses" and own:
                one["document"]["replies_to"] = own
        return tuple({**one, "document": metadata.ordered(one["document"])} for one in out)


def draft_id(document: Mapping[str, Any], file: str) -> str:
    """A file name's stem for a record: State, symbol and kind where they are known, else the document's own name."""
    symbol = document.get("symbol") or document.get("quoted_symbol", "")
    words = symbol if symbol else Path(file).stem
    slug = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") or "document"
    tail = {"responses": "reply", "evaluations": "evaluation", "evidence": "evidence"}.get(document["kind"], "")
    return f"{slug}-{tail}" if tail and not slug.endswith(tail) else slug


def _reviews(drafts: Sequence[Record]) -> list[Review]:
    found: list[Review] = []

    def walk(value: Any) -> None:
        if isinstance(value, Mapping):
            if value.get("review"):
                found.append(Review(str(value.get("id", "")), str(value["review"])))
            for inner in value.values():
                walk(inner)
        elif isinstance(value, (list, tuple)):
            for inner in value:
                walk(inner)

    walk(list(drafts))
    return found


def _listed(drafts: Sequence[Record]) -> str:
    """An outline of responses, evaluations or statements: what each is tied to and how it begins."""
    lines = []
    for one in drafts:
        for record in one.get(LIST_OF[one["document"]["kind"]], ()):
            tied = record.get("answers") or record.get("covers") or ([record["group"]] if "group" in record else [])
            words = " ".join((record.get("quoted") or record.get("heading") or record.get("text", "")).split())
            lines.append(
                f"{record['id']} → {', '.join(tied) or 'nothing'}  {words[:70]}{'…' if len(words) > 70 else ''}"
            )
    return "\n".join(lines)
