"""The whole of an import: a document to record drafts, with the account of every character and what to review."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gapcheck.errors import GapcheckError, Problem
from gapcheck.intake import draft as drafting
from gapcheck.intake import metadata, pairing
from gapcheck.intake.blocks import Source
from gapcheck.intake.conserve import Account, Ledger, vanished
from gapcheck.intake.outline import shown
from gapcheck.intake.profile import KINDS, Profile, named, profiles
from gapcheck.intake.ranges import expand
from gapcheck.intake.replies import Replies
from gapcheck.intake.segment import Marked, segment
from gapcheck.intake.statements import evidence
from gapcheck.intake.units import Unit, units

Record = dict[str, Any]
SINGULAR = {
    "recommendation": "recommendations",
    "response": "responses",
    "reply": "responses",
    "evaluation": "evaluations",
}
LIST_OF = {
    "recommendations": "recommendations",
    "responses": "responses",
    "evaluations": "evaluations",
    "evidence": "statements",
}
SURE = 6
"""Points of a profile's signs from which its name alone is enough; below, the general profile is used."""


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

    def of(self, kind: str) -> Record | None:
        """The draft of one kind."""
        return next((one for one in self.drafts if one["document"]["kind"] == kind), None)


def import_document(
    path: str | Path,
    as_kind: str | None = None,
    profile: str | None = None,
    against: Mapping[str, Any] | None = None,
    *,
    allow_loss: bool = False,
    read: Callable[[str | Path], Source] | None = None,
) -> Imported:
    """Drafts the records of one document.

    `as_kind` ("recommendations", "response", "evaluation", "evidence") narrows the choice of profile; `profile` names
    one; `against` is the recommendations record a reply, an evaluation or evidence is tied to. Raises GapcheckError
    where the document cannot be read, holds nothing of the kind, or an item would vanish (unless `allow_loss`).
    """
    source = (read or _reader())(path)
    return import_source(source, as_kind, profile, against, allow_loss=allow_loss)


def _reader() -> Callable[[str | Path], Source]:
    from gapcheck.intake.readers import read

    return read


def import_source(
    source: Source,
    as_kind: str | None = None,
    profile: str | None = None,
    against: Mapping[str, Any] | None = None,
    *,
    allow_loss: bool = False,
) -> Imported:
    """As `import_document`, for a document already read."""
    kind = _kind(as_kind)
    found = units(source.blocks)
    chosen = named(profile) if profile else choose(source, found, kind)
    if kind and kind not in chosen.gives:
        raise GapcheckError(
            [
                Problem(
                    file=source.file, message=f"the profile {chosen.id} gives {' and '.join(chosen.gives)}, not {kind}"
                )
            ],
            "Leave out --as, or choose another --profile.",
        )
    asked = pairing.Asked(against) if against else None
    marked = segment(found, chosen, asked.likeness if asked else None)
    return _Drafting(source, found, chosen, marked, against, kind).run(allow_loss)


def import_pair(recommendations: str | Path, reply: str | Path, **options: Any) -> tuple[Imported, Imported]:
    """Drafts a body's document and the State's reply to it, the second tied to the first."""
    first = import_document(recommendations, as_kind="recommendations", **options)
    return first, import_document(reply, as_kind="response", against=first.of("recommendations"), **options)


def choose(source: Source, found: Sequence[Unit], kind: str = "") -> Profile:
    """The profile whose signs the text shows most of; the general one of the kind where none is sure."""
    text = "\n".join(f"{unit.label.printed} {unit.text}" if unit.label else unit.text for unit in found)
    fitting = [one for one in profiles() if not kind or kind in one.gives]
    scored = sorted(
        ((one.score(text), one) for one in fitting if not one.id.startswith("general-")), key=lambda pair: -pair[0]
    )
    if scored and scored[0][0] >= SURE:
        return scored[0][1]
    general = {"responses": "general-reply", "evidence": "general-evidence"}.get(kind, "general-recommendations")
    if not kind and named("general-reply").score(text) >= SURE:
        general = "general-reply"
    return named(general)


def _kind(as_kind: str | None) -> str:
    if not as_kind:
        return ""
    kind = SINGULAR.get(as_kind, as_kind)
    if kind not in KINDS:
        raise GapcheckError(
            f"There is no kind of document {as_kind!r}.", "Choose recommendations, response, evaluation or evidence."
        )
    return kind


class _Drafting:
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
            lost = vanished(self.source, requests.roots)
            outline = shown([node for node in requests.roots if node.id] + [node for node, _ in requests.parts])
        own = bodies.get("recommendations") or self.against or {}
        known = drafting.known_ids(own.get("recommendations", ()), own.get("parts", ()))
        if "evaluations" in self.profile.gives:
            bodies["evaluations"] = drafting.evaluations(self.marked, known, self.ledger, self.profile)
        if "evidence" in self.profile.gives:
            bodies["evidence"] = evidence(self.marked, self.ledger, self.language, self.profile.kind)
        if "responses" in self.profile.gives:
            replies = Replies(self.ledger).read(self.marked)
            tied = (
                pairing.tie(replies, self.against, self.language)
                if self.against
                else pairing.untied(replies, self.language)
            )
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
            link = {"responses": "replies_to", "evaluations": "evaluates", "evidence": "about"}.get(kind)
            if link and against.get("id"):
                document[link] = against["id"]
            if not document.get("state") and against.get("state"):
                document["state"] = against["state"]
            out.append({"document": {"id": draft_id(document, self.source.file), **document}, **body})
        if not out or (self.kind and all(one["document"]["kind"] != self.kind for one in out)):
            wanted = self.kind or " or ".join(self.profile.gives)
            raise GapcheckError(
                [
                    Problem(
                        file=self.source.file, message=f"holds no {wanted} that the profile {self.profile.id} can tell"
                    )
                ],
                "Look at its outline with --dry-run, and choose another --profile.",
            )
        own = next((one["document"]["id"] for one in out if one["document"]["kind"] == "recommendations"), "")
        for one in out:
            if one["document"]["kind"] == "evaluations" and own:
                one["document"]["evaluates"] = own
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
