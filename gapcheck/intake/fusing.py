"""Several documents of one review as one dossier: what a report says in its own list, what the State replied, and what a
table of positions and themes adds, with every disagreement told.

The reply in words leads. A position that only another document gives becomes a response without text; one that says
otherwise becomes a note to review. Themes and affected persons of a table go to the report's own items.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from gapcheck.intake.assemble import Imported, Review
from gapcheck.intake.draft import Record
from gapcheck.intake.ranges import resolve
from gapcheck.model import Position

_FOR = {Position.ACCEPTED.value: "for", Position.SUPPORTED.value: "for", Position.IN_PRINCIPLE.value: "for"}
_AGAINST = {Position.NOTED.value: "against", Position.DECLINED.value: "against"}
SIDES = {**_FOR, **_AGAINST}
"""Positions that say the same in other words; every other one agrees with itself only."""


def fuse(imports: Sequence[Imported], known: Iterable[Mapping[str, Any]] = ()) -> list[Imported]:
    """The imports with the records of one review put together: completing tables into the recommendations they
    complete (those in `known` where none was imported), and every other source of positions into the reply.
    A document whose records went elsewhere keeps its place, without drafts."""
    drafts = [[copy.deepcopy(draft) for draft in one.drafts] for one in imports]
    known = list(known)
    notes: list[list[Review]] = [[] for _ in imports]
    mains = {
        number: draft
        for number, one in enumerate(imports)
        for draft in drafts[number]
        if draft["document"]["kind"] == "recommendations" and not one.completes
    }
    for number, one in enumerate(imports):
        if one.completes:
            drafts[number] = _completed(drafts[number], list(mains.values()), known, notes[number])
    _recalled(imports, drafts, known)
    gone = _replies(imports, drafts, notes)
    held = {record["document"]["id"]: record for record in known if "responses" in record}
    for draft in (draft for found in drafts for draft in found if draft["document"]["kind"] == "responses"):
        if draft["document"]["id"] in held and not bare(draft):
            _kept(draft, held[draft["document"]["id"]])
    return [
        replace(
            one,
            drafts=tuple(drafts[number]),
            reviews=(*one.reviews, *notes[number]),
            absorbed=tuple(name for where, name in gone if where == number and name in held),
        )
        for number, one in enumerate(imports)
    ]


def _completed(
    own: list[Record], mains: Sequence[Record], known: Iterable[Mapping[str, Any]], notes: list[Review]
) -> list[Record]:
    """A table's drafts once its themes went to the recommendations of the same review."""
    table = next((draft for draft in own if draft["document"]["kind"] == "recommendations"), None)
    if table is None:
        return own
    target = _same_review(table["document"], mains)
    rest = [draft for draft in own if draft is not table]
    if target is None:
        found = _same_review(table["document"], [one for one in known if "recommendations" in one])
        if found is None:
            return own
        target = copy.deepcopy(dict(found))
        rest = [target, *rest]
    names = _enriched(target, table, notes)
    for draft in rest:
        if draft["document"]["kind"] == "responses":
            draft["document"]["replies_to"] = target["document"]["id"]
            for response in draft["responses"]:
                response["answers"] = list(dict.fromkeys(names.get(name, name) for name in response["answers"]))
                response["answers"] = [name for name in response["answers"] if name in names.values()]
            draft["responses"] = [response for response in draft["responses"] if response["answers"]]
    return [draft for draft in rest if draft["document"]["kind"] != "responses" or draft["responses"]]


def _same_review(document: Mapping[str, Any], among: Sequence[Mapping[str, Any]]) -> Any:
    """The recommendations a table speaks of: by the symbol it names; where it names none, the only ones of the State."""
    symbol = document.get("quoted_symbol") or document.get("symbol")
    if symbol:
        named = [one for one in among if one["document"].get("symbol") == symbol]
        if named or any(one["document"].get("symbol") for one in among):
            return named[0] if len(named) == 1 else None
    state = document.get("state")
    found = [one for one in among if not state or one["document"].get("state", state) == state]
    return found[0] if len(found) == 1 else None


def _enriched(target: Record, table: Record, notes: list[Review]) -> dict[str, str]:
    """Adds themes and affected persons to the items of `target`; the table's ids by the ids there."""
    items = {item["id"]: item for item in _walk(target)}
    names: dict[str, str] = {}
    for row in table["recommendations"]:
        name = resolve(row["id"], list(items))
        if name not in items:
            notes.append(Review(row["id"], "the table has this request, the report has not"))
            continue
        names[row["id"]] = name
        for key in ("themes", "affected"):
            kept = list(items[name].get(key, ()))
            kept += [one for one in row.get(key, ()) if one not in kept]
            if kept:
                items[name][key] = kept
    missing = [name for name in items if name not in names.values() and not items[name].get("sub_items")]
    if missing and len(missing) <= len(items) // 2:
        notes += [Review(name, "the report has this request, the table has not") for name in missing]
    return names


def _walk(record: Mapping[str, Any]) -> Iterable[Record]:
    todo = [*record.get("recommendations", ())]
    while todo:
        item = todo.pop(0)
        yield item
        todo[:0] = item.get("sub_items", ())


def _recalled(imports: Sequence[Imported], drafts: list[list[Record]], known: Sequence[Mapping[str, Any]]) -> None:
    """Puts the reply on record beside a table or a report that came without one, and the positions that a report itself
    took beside a reply that came after it."""
    fresh = {draft["document"]["id"] for found in drafts for draft in found}
    for number, one in enumerate(imports):
        for draft in list(drafts[number]):
            to = draft["document"].get("replies_to")
            if draft["document"]["kind"] != "responses" or not to:
                continue
            others = [other for found in drafts for other in found if other["document"].get("replies_to") == to]
            held = [r for r in known if "responses" in r and r["document"].get("replies_to") == to]
            held = [record for record in held if record["document"]["id"] not in fresh]
            if len(others) != 1 or len(held) != 1:
                continue
            record = copy.deepcopy(dict(held[0]))
            if _rank(one, draft) > 0 or (bare(record) and not bare(draft)):
                drafts[number].append(record)


POSITION = {"id", "answers", "position", "position_words", "positions", "page", "paragraphs", "review"}


def bare(record: Mapping[str, Any]) -> bool:
    """Whether a reply is no more than positions by number, as the body's own report lists them."""
    return all(set(response) <= POSITION for response in record["responses"])


def _replies(
    imports: Sequence[Imported], drafts: list[list[Record]], notes: list[list[Review]]
) -> list[tuple[int, str]]:
    """Puts the positions of a report and of a table into the reply to the same recommendations; gives the records that
    went into another, with the import they came with."""
    gone: list[tuple[int, str]] = []
    groups: dict[str, list[tuple[int, Record]]] = {}
    for number, found in enumerate(drafts):
        for draft in found:
            to = draft["document"].get("replies_to")
            if draft["document"]["kind"] == "responses" and to:
                groups.setdefault(to, []).append((number, draft))
    for group in groups.values():
        group = [(number, draft) for number, draft in group if draft["responses"]]
        ranked = sorted(group, key=lambda pair: _rank(imports[pair[0]], pair[1]))
        if not ranked:
            continue
        rank = _rank(imports[ranked[0][0]], ranked[0][1])
        main_number, main = ranked[0]
        for number, other in ranked[1:]:
            if _rank(imports[number], other) == rank == 0:
                continue  # two replies in words are two replies
            said = "the table" if imports[number].completes else "the report"
            _added(main, other, said, notes[main_number])
            drafts[number] = [draft for draft in drafts[number] if draft is not other]
            gone.append((number, other["document"]["id"]))
    return gone


def _rank(one: Imported, draft: Record) -> int:
    """0 a reply of its own, 1 positions in the report itself, 2 a table."""
    if draft["document"]["id"] not in {other["document"]["id"] for other in one.drafts}:  # it was on record
        return 1 if bare(draft) else 0
    own = any(other["document"]["kind"] == "recommendations" for other in one.drafts)
    return 2 if one.completes else 1 if own and not any(r.get("text") for r in draft["responses"]) else 0


def _added(main: Record, other: Record, said: str, notes: list[Review]) -> None:
    taken: dict[str, list[tuple[str, Record]]] = {}
    for response in main["responses"]:
        for name, position in stances_of(response):
            taken.setdefault(name, []).append((position, response))
    for response in other["responses"]:
        alone = []
        for name, position in stances_of(response):
            held = taken.get(name, [])
            if not held:
                alone.append(name)
            elif not any(_alike(position, one) for one, _ in held):
                _told(held[0][1], f"{said} says {position} for {name}, the reply {held[0][0]}", notes)
        if alone:
            added = {key: response[key] for key in ("page", "paragraphs") if key in response}
            number = 1 + max((int(r["id"][1:]) for r in main["responses"] if re.fullmatch(r"r\d+", r["id"])), default=0)
            main["responses"].append({
                "id": f"r{number}", "answers": alone, **added,
                "position": response["position"], "position_words": response["position_words"],
            })  # fmt: skip


KEPT = "a position of the record on which this document says nothing"


def _kept(draft: Record, record: Mapping[str, Any]) -> None:
    """Keeps the positions by number that an earlier import put into a reply from another document of the review."""
    taken = {name for response in draft["responses"] for name in response["answers"]}
    for response in record["responses"]:
        names = [name for name in response.get("answers", ()) if name not in taken]
        if names and "position" in response and set(response) <= POSITION:
            number = 1 + max(
                (int(r["id"][1:]) for r in draft["responses"] if re.fullmatch(r"r\d+", r["id"])), default=0
            )
            note = {"review": KEPT} if "review" not in response else {}
            draft["responses"].append({**copy.deepcopy(dict(response)), "id": f"r{number}", "answers": names, **note})


def stances_of(response: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(request, position) of all a response takes a position on."""
    found = [(name, response["position"]) for name in response["answers"]] if "position" in response else []
    found += [(one.get("request", name), one["position"]) for one in response.get("positions", ())
              for name in ([""] if one.get("request") else response["answers"])]  # fmt: skip
    return found


def _alike(one: str, other: str) -> bool:
    return one == other or (SIDES.get(one) is not None and SIDES.get(one) == SIDES.get(other))


def _told(record: Record, note: str, notes: list[Review]) -> None:
    before = record.get("review", "")
    if note not in before:
        record["review"] = f"{before}; {note}" if before else note
        notes.append(Review(record["id"], note))
