"""The ties between records: which belong together as a case, and which ties are broken, missing or ambiguous."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from gapcheck.model import Document
from gapcheck.records.index import Entry, named, problem_at
from gapcheck.records.schema import MOST

TARGETS = {
    "responses": (("replies_to", "recommendations"), ("previous", "responses")),
    "evaluations": (("evaluates", "recommendations"),),
    "evidence": (("about", "recommendations"),),
    "recommendations": (("follows", "recommendations"),),
}
"""For each kind, the fields of its document that name another one, and the kind that one must have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One case before it is read: the entries of which it consists."""

    id: str
    recommendations: Entry
    reply: Entry | None = None
    previous: Entry | None = None
    earlier: tuple[Entry, ...] = ()
    evaluations: tuple[Entry, ...] = ()
    evidence: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A case that is not checked because one of `files` has errors."""

    id: str
    files: tuple[str, ...]


class Dossiers:
    """Entries by kind and id. `check` adds the problems of ties to the entries; `plans` says what the cases are."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self.by_kind: dict[str, dict[str, Entry]] = defaultdict(dict)
        self.of_state: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            if entry.document is None:
                continue
            self._enter(entry, entry.document)
        for entry in self.by_kind["recommendations"].values():
            if entry.document and entry.document.state:
                self.of_state[entry.document.state].append(entry)
        self.previous_of = {
            entry.document.previous for entry in self.by_kind["responses"].values() if entry.document
        }  # fmt: skip

    def _enter(self, entry: Entry, document: Document) -> None:
        known = self.by_kind[entry.kind]
        other = known.get(document.id)
        if other is None:
            known[document.id] = entry
            return
        right, wrong = (entry, other) if entry.file.stem == document.id != other.file.stem else (other, entry)
        known[document.id] = right
        for one, two in ((wrong, right), (right, wrong)):
            if one is wrong or one.file.stem == two.file.stem:
                one.blame("REC003", ("document", "id"), f"two documents of kind {one.kind} have the same id",
                          f'"{document.id}", also in {two.file.name}', "an id of its own")  # fmt: skip

    def check(self) -> None:
        """Adds to each entry what is wrong with its ties; an entry that has errors of its own is not looked at."""
        sound = [entry for entry in self.entries if entry.sound and entry.document]
        for entry in sound:
            self._documents(entry)
        for entry in sound:
            if entry.sound and entry.named:
                self._requests(entry)
        for entry in sound:
            if entry.sound and entry.kind == "responses" and entry.document and not entry.document.previous:
                self._several_previous(entry, entry.document)
        cases = self.case_ids()
        for entry in self.entries:
            if entry.kind == "verdicts" and entry.file.folder and entry.file.stem not in cases:
                near = [case for case in cases if case.startswith(f"{entry.file.stem}--")]
                near = near or get_close_matches(entry.file.stem, cases, n=1, cutoff=0.5)
                entry.blame(
                    "REC013", (), "no case has the name of this file", f'"{entry.file.stem}"', " or ".join(near)
                )

    def _documents(self, entry: Entry) -> None:
        document = entry.document
        assert document is not None
        for tie, kind in TARGETS[entry.kind]:
            name = getattr(document, tie)
            if name:
                self._tie(entry, document, tie, kind, name)
        if entry.kind == "responses" and not document.replies_to and document.id not in self.previous_of:
            self._missing(entry, "replies_to")
        if entry.kind == "evaluations" and not document.evaluates:
            self._missing(entry, "evaluates")
        if entry.kind == "evidence" and not document.about and not document.state:
            entry.blame("REC012", ("document",), "this evidence says neither which State nor which recommendations it is about",
                        expected="`state` or `about`")  # fmt: skip

    def _several_previous(self, entry: Entry, document: Document) -> None:
        asked = self.by_kind["recommendations"].get(document.replies_to)
        before = self._sound_replies(asked.document.follows) if asked and asked.document else []
        if len(before) > 1 and asked and asked.document and asked.document.follows:
            ids = ", ".join(one.id for one in before)
            entry.blame("REC009", ("document",), "there are several replies in the cycle before",
                        f"{ids} reply to {asked.document.follows}", "`previous`, naming the one to compare with")  # fmt: skip

    def _missing(self, entry: Entry, tie: str) -> None:
        choices = ", ".join(sorted(self.by_kind["recommendations"])[:8])
        expected = f"`{tie}` with the id of the recommendations" + (f": {choices}" if choices else "")
        entry.blame("REC012", ("document",), f"the field `{tie}` is missing", expected=expected)

    def _tie(self, entry: Entry, document: Document, tie: str, kind: str, name: str) -> None:
        place = ("document", tie)
        target = self.by_kind[kind].get(name)
        if target is None:
            elsewhere = next((other for other, known in self.by_kind.items() if name in known and other != kind), "")
            near = get_close_matches(name, list(self.by_kind[kind]), n=1, cutoff=0.5)
            message = f"no document of kind {kind} has this id"
            found = f'"{name}"' + (f", a document of kind {elsewhere}" if elsewhere else "")
            expected = near[0] if near else f"the id of a file in {kind}/"
            entry.blame("REC005", place, message, found, expected)
        elif target is entry:
            entry.blame("REC005", place, "the document names itself", f'"{name}"', "another document")
        elif target.document and target.document.state and document.state not in ("", target.document.state):
            entry.blame("REC014", place, "the two documents are about different States",
                        f"{document.state} here, {target.document.state} in {target.file.name}", "the same State")  # fmt: skip

    def _requests(self, entry: Entry) -> None:
        document = entry.document
        assert document is not None
        asked = document.replies_to or document.evaluates or document.about
        targets = [self.by_kind["recommendations"][asked]] if asked else self.of_state[document.state]
        known = [target for target in targets if target.own]
        if len(known) < len(targets) or (not asked and entry.kind != "evidence"):
            return  # what is asked has errors itself, or is not on record
        unknown = {name for name in entry.named if not any(name in target.own for target in known)}
        shared = {name for name in entry.named if sum(name in target.own for target in known) > 1}
        if unknown or shared:
            self._blame_requests(entry, unknown, shared, known)

    def _blame_requests(self, entry: Entry, unknown: set[str], shared: set[str], known: Sequence[Entry]) -> None:
        ids = sorted({name for target in known for name in target.own})
        where = known[0].file.name if len(known) == 1 else "the recommendations to this State"
        loaded = entry.load()
        for place, name in named(entry.kind, loaded.data):
            if len(entry.problems) >= MOST:
                return
            if name in unknown:
                near = ", ".join(get_close_matches(name, ids[:2000], n=3, cutoff=0.5)) or f"an id of {where}"
                entry.problems.append(
                    problem_at(loaded, "REC004", place, f"there is no such request in {where}", f'"{name}"', near)
                )
            elif name in shared:
                files = ", ".join(target.file.name for target in known if name in target.own)
                entry.problems.append(
                    problem_at(loaded, "REC009", place, "several documents have a request of this id",
                               f'"{name}" in {files}', "`about` in `document`, naming the one that is meant")
                )  # fmt: skip

    @cached_property
    def replies(self) -> Mapping[str, list[Entry]]:
        """The replies to each recommendations document, those with errors included."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.by_kind["responses"].values():
            if entry.document and entry.document.replies_to:
                found[entry.document.replies_to].append(entry)
        return found

    def _sound_replies(self, name: str) -> list[Entry]:
        return [reply for reply in self.replies.get(name, []) if reply.sound]

    def _named_cases(self) -> Iterable[tuple[str, Entry, Entry | None]]:
        """Case id, recommendations, reply. Where one of several replies is sound, its case is named as if it were the
        only one: its verdicts must not be lost because another file is broken."""
        for name, entry in self.by_kind["recommendations"].items():
            answers: Sequence[Entry | None] = self.replies.get(name) or [None]
            sound = self._sound_replies(name)
            for reply in answers:
                alone = reply is None or len(answers) == 1 or sound == [reply]
                yield name if reply is None or alone else f"{name}--{reply.id}", entry, reply

    def case_ids(self) -> list[str]:
        """The ids of all cases, those withheld included."""
        return [name for name, _, _ in self._named_cases()]

    def plans(self) -> tuple[tuple[Plan, ...], tuple[Withheld, ...]]:
        """The cases that can be read, in the order of their recommendations' files; and those that cannot."""
        plans, withheld = [], []
        graded, seen = self._by_target("evaluations", "evaluates"), self._by_target("evidence", "about")
        for name, entry, reply in self._named_cases():
            broken = [part.file.name for part in (entry, reply) if part is not None and not part.sound]
            if broken:
                withheld.append(Withheld(id=name, files=tuple(broken)))
                continue
            document = entry.document
            assert document is not None
            whole = [one for one in seen[""] if one.document and one.document.state == document.state]
            plans.append(
                Plan(
                    id=name,
                    recommendations=entry,
                    reply=reply,
                    previous=self._previous(document, reply),
                    earlier=self._earlier(entry, document),
                    evaluations=tuple(graded[document.id]),
                    evidence=(*seen[document.id], *whole),
                )
            )
        return tuple(plans), tuple(withheld)

    def _by_target(self, kind: str, tie: str) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.by_kind[kind].values():
            if entry.sound and entry.document:
                found[getattr(entry.document, tie)].append(entry)
        return found

    def _previous(self, document: Document, reply: Entry | None) -> Entry | None:
        if reply is None or reply.document is None:
            return None
        if reply.document.previous:
            found = self.by_kind["responses"].get(reply.document.previous)
            return found if found and found.sound else None
        before = self._sound_replies(document.follows) if document.follows else []
        return before[0] if len(before) == 1 else None

    def _earlier(self, entry: Entry, document: Document) -> tuple[Entry, ...]:
        found = []
        for other in self.of_state[document.state] if document.state else []:
            if other is entry or not other.sound or other.document is None:
                continue
            if document.adopted and other.document.adopted and other.document.adopted < document.adopted:
                found.append(other)
        named_one = self.by_kind["recommendations"].get(document.follows)
        if named_one and named_one.sound and named_one not in found:
            found.append(named_one)
        return tuple(sorted(found, key=lambda one: (one.document.adopted if one.document else "", one.id)))
