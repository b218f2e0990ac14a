"""Positions that lists and lead sentences give, set against the answers in words: each request keeps what was said of it.

A request that a list accepts and that has an answer of its own carries the position there; what has none stays with the
list, as a response without text. Two lists that name one request are a conflict a person must look at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gapcheck.intake import positions
from gapcheck.intake.conserve import Ledger
from gapcheck.intake.draft import Record
from gapcheck.intake.outline import Node
from gapcheck.intake.positions import Taken
from gapcheck.intake.replies import Draft
from gapcheck.intake.segment import Marked

ORDER = (
    "id answers see page paragraphs heading quoted position position_words positions by text review suspect"
).split()


def of_leads(leads: Sequence[tuple[Marked, Sequence[Node]]], language: str) -> list[Record]:
    """A response without text for each list of requests whose lead sentence takes a position on all of them."""
    found: list[Record] = []
    for one, nodes in leads:
        taken = positions.lead(one.unit.text, language)
        if taken is None or not nodes:
            continue
        record: Record = {"id": f"r{len(found) + 1}", "answers": [node.id for node in nodes]}
        if one.unit.page:
            record["page"] = one.unit.page
        label = one.unit.label.key if one.unit.label else ""
        if label.isdigit():
            record["paragraphs"] = [int(label)]
        found.append({**record, "position": taken.position.value, "position_words": taken.words})
    return found


def settle(drafts: Sequence[Draft], records: Sequence[Record], ledger: Ledger, language: str) -> list[Record]:
    """The tied responses with their positions, numbered anew; a list whose requests all have answers of their own is
    no response."""
    lists = [(draft, record) for draft, record in zip(drafts, records, strict=True) if draft.listed]
    own = [record for draft, record in zip(drafts, records, strict=True) if not draft.listed]
    by_list: dict[str, list[Taken]] = {}
    for draft, record in lists:
        assert draft.listed is not None
        for name in record["answers"]:
            by_list.setdefault(name, []).append(draft.listed)
    for record in own:
        _own(record, by_list, language)
    worded = {name for record in own if record.get("text") for name in record["answers"]}
    kept = {id(record) for record in own}
    for draft, record in lists:
        if _by_list(draft, record, by_list, worded, ledger):
            kept.add(id(record))
    _passages(lists, kept, ledger)
    out = [ordered(record) for record in records if id(record) in kept]
    for number, record in enumerate(out, 1):
        record["id"] = f"r{number}"
    return out


def _own(record: Record, by_list: Mapping[str, Sequence[Taken]], language: str) -> None:
    """The position of an answer in words: its own, else the lists'."""
    said = positions.taken(record.get("text", ""), language) or _of_heading(record.get("heading", ""), language)
    listed = {name: _distinct(by_list.get(name, ())) for name in record["answers"]}
    told = {one.position for found in listed.values() for one in found}
    if said is not None:
        record["position"], record["position_words"] = said.position.value, said.words
        for name, found in listed.items():
            for one in found:
                if one.position is not said.position:
                    record.setdefault("positions", []).append(_stance(name, one))
                    _review(record, f"a list says {one.position.value} for {name}, the answer {said.position.value}")
    elif len(told) == 1 and all(listed.values()):
        first = next(iter(listed.values()))[0]
        record["position"], record["position_words"] = first.position.value, first.words
    elif told:
        record["positions"] = [_stance(name, one) for name, found in listed.items() for one in found]
        if len(told) > 1:
            _review(record, "the lists take different positions on the requests it answers")
    if said is None:
        for name, found in listed.items():
            if len(found) > 1:
                _review(record, _conflict(name, found))


def _of_heading(heading: str, language: str) -> Taken | None:
    """A position behind a heading's number: "Recommendation 8.4 – Accepted"."""
    for part in heading.replace("\n", ":").replace("–", ":").replace("—", ":").split(":")[1:]:
        found = positions.status(part.strip(), language)
        if found is not None:
            return found
    return None


def _by_list(
    draft: Draft, record: Record, by_list: Mapping[str, Sequence[Taken]], worded: set[str], ledger: Ledger
) -> bool:
    """The response of a list: the requests without words of their own. False where none is left."""
    assert draft.listed is not None
    conflicts = [name for name in record["answers"] if len(_distinct(by_list[name])) > 1 and name not in worded]
    named = record["answers"]
    record["answers"] = [name for name in named if name not in worded]
    if named and not record["answers"]:
        return False
    record["position"], record["position_words"] = draft.listed.position.value, draft.listed.words
    for name in conflicts:
        _review(record, _conflict(name, _distinct(by_list[name])))
    return True


def _passages(lists: Sequence[tuple[Draft, Record]], kept: set[int], ledger: Ledger) -> None:
    """What a list's passage says beyond its positions: the text of the first response left of it, else skipped."""
    done: list[Marked] = []
    for draft, _ in lists:
        if draft.passage is None or any(one is draft.passage for one in done):
            continue
        done.append(draft.passage)
        unit = draft.passage.unit
        left = [record for one, record in lists if one.passage is draft.passage and id(record) in kept]
        if not left:
            ledger.skip_unit("positions by list", unit)
            continue
        ledger.skip("paragraph numbers", [unit.mark])
        left[0]["text"] = unit.text
        ledger.give(left[0], "text", "responses", unit.pieces)


def _distinct(found: Sequence[Taken]) -> list[Taken]:
    return list({one.position: one for one in found}.values())


def _stance(name: str, taken: Taken) -> dict[str, Any]:
    return {"request": name, "position": taken.position.value, "words": taken.words}


def _conflict(name: str, found: Sequence[Taken]) -> str:
    return f"{name} is named under " + " and under ".join(one.position.value for one in found)


def _review(record: Record, note: str) -> None:
    before = record.get("review", "")
    if note not in before:
        record["review"] = f"{before}; {note}" if before else note


def ordered(record: Record) -> Record:
    """The same record, its keys in the order people read them."""
    values = dict(record)
    record.clear()
    record.update({key: values[key] for key in ORDER if values.get(key) not in (None, "", [])})
    record.setdefault("answers", values.get("answers", []))
    return record
