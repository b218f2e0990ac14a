"""Marked units to evidence: statements under group headings, and the legal acts a document lists."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from gapcheck.intake.conserve import Ledger
from gapcheck.intake.draft import Record, marker_and_rest
from gapcheck.intake.outline import grown
from gapcheck.intake.segment import Marked
from gapcheck.intake.ties import tied
from gapcheck.intake.units import Piece, ended
from gapcheck.text.citations import citations
from gapcheck.text.dates import dates
from gapcheck.text.tokens import word_list

_NUMBER = re.compile(r"(?:#\s?|\b(?:No|Nr|Núm|№)\.?\s?|\bn[°º]\s?)(\d(?:[\w/.-]*\w)?)", re.IGNORECASE)
_ACT = r"(?:Decision|Order|Decree|Resolution|Ordinance|Regulation|Décret|Arrêté|Décision|Decreto|Orden|Resolución|Decisión)"
_NAME = r"((?:[A-Z][\w-]+(?: of(?: the)?| and| de(?: la)?| du)? ?){1,6}?)"
_ISSUER = re.compile(
    rf"(?:\bby (?:the |an? )?|^(?:The )?){_NAME}(?:[’']s) {_ACT}"
    rf"|{_ACT} (?:#|No\.? ?)?\d*\w* of the ((?:[A-Z][\w-]+(?: of(?: the)?| and)? ?){{1,6}})"
)
_DATED = re.compile(rf"^(?:The )?(?:[\w’']+ ){{0,3}}{_ACT} (?:(?:#|No\.? ?)\w+ )?(?:of|dated|du|de|del) ")
_APPROVED = re.compile(r",? \(?(?:as )?(?:approved|adopted|enacted|established) by ")
_BRACKETED = re.compile(r",?\s*\(")


_SENTENCE = 8
"""A paragraph of fewer words is a caption or a remnant, no fact."""


def evidence(
    marked: Sequence[Marked], ledger: Ledger, language: str, kind: str, against: Mapping[str, Any] | None = None
) -> Record:
    """{"statements": […], "acts": […]}; a group's heading is said in each of its statements. A paragraph of the body
    (role "fact") is a statement of its own. `against` is the recommendations record statements are tied to."""
    statements: list[Record] = []
    acts: list[Record] = []
    group = ""
    headed = any(one.role == "group" for one in marked)  # what stands before the first heading is front matter
    body = max((place for place, one in enumerate(marked) if one.skip == "contents"), default=-1)
    for place, one in enumerate(marked):
        unit = one.unit
        if one.role == "group":
            group = one.captures.get("title", "") or unit.text.rstrip(" :")
            ledger.skip_unit("headings", unit)
        elif one.role == "fact" and (place < body or (headed and not group) or len(unit.text.split()) < _SENTENCE):
            ledger.skip_unit("narrative", unit)
        elif one.role == "fact" and _broken(statements, marked, place, language):
            ledger.give(statements[-1], "text", "evidence", unit.pieces)
            statements[-1]["text"] = grown(statements[-1]["text"], unit)
        elif one.role == "fact":
            statements.append(_statement(one, group, "fact", ledger, len(statements) + 1))
        elif one.role == "statement" and (unit.label is not None or one.first or not statements):
            statements.append(_statement(one, group, kind, ledger, len(statements) + 1))
        elif one.role == "statement":
            ledger.give(statements[-1], "text", "evidence", unit.pieces)
            statements[-1]["text"] = grown(statements[-1]["text"], unit)
        elif one.role == "act" and unit.label is not None:
            acts.append(_act(one, ledger, language, len(acts) + 1))
        elif one.role == "act":
            ledger.skip_unit("narrative", unit)
    _numbered(statements)
    if against:
        tied(statements, against, language)
    acts += narrated(statements, acts, language)
    return {key: value for key, value in (("statements", statements), ("acts", acts)) if value}


def _broken(statements: Sequence[Record], marked: Sequence[Marked], place: int, language: str) -> bool:
    """Whether a paragraph goes on with the sentence that a page break or a note cut in the fact before it."""
    before = next((one for one in reversed(marked[:place]) if not _between(one)), None)
    if not statements or before is None or before.role != "fact" or ended(before.unit.text):
        return False
    last, text = before.unit.text.split()[-1].lower(), marked[place].unit.text
    return not text[:1].isupper() or last[-1:] in ",-–" or last in word_list(language, "aspect_function")


def _between(one: Marked) -> bool:
    """Whether a passage may stand within a sentence of others: page furniture, a note."""
    if one.role == "fact":
        return len(one.unit.text.split()) < _SENTENCE
    return one.role == "skip" and bool(one.unit.skip)


def _numbered(statements: Sequence[Record]) -> None:
    """Facts are counted apart, so that the ids of recommendations do not depend on them."""
    counts = {"s": 0, "f": 0}
    mixed = len({one["kind"] for one in statements}) > 1
    for one in statements:
        letter = "f" if mixed and one["kind"] == "fact" else "s"
        counts[letter] += 1
        one["id"] = f"{letter}{counts[letter]}"


def _statement(one: Marked, group: str, kind: str, ledger: Ledger, number: int) -> Record:
    unit = one.unit
    mark, rest, text = marker_and_rest(one)
    record: Record = {"id": f"s{number}", "kind": kind}
    if unit.label is not None:
        record["label"] = unit.label.printed
        ledger.give(record, "label", "evidence", [unit.mark])
    if group:
        record["group"] = group
    record["text"] = text
    ledger.skip("cue words", [mark])
    ledger.give(record, "text", "evidence", rest)
    if unit.page:
        record["page"] = unit.page
    return record


def _act(one: Marked, ledger: Ledger, language: str, number: int) -> Record:
    """Title, number, date and issuer of one listed act: the date behind its leading noun, else the first in brackets.
    Its title ends before how it was approved and before that date."""
    unit = one.unit
    text = unit.text.rstrip(" ;,.")
    found = dates(text, language)
    opening = _DATED.match(text)
    own = next((date for date in found if opening and date.start <= opening.end() + 4 <= date.end + 4), None)
    bracketed = next((date for date in found if text[: date.start].rstrip().endswith("(")), None)
    dated = own or bracketed
    ends = [match.start() for match in (_APPROVED.search(text),) if match]
    if bracketed is not None:
        ends.append(_BRACKETED.search(text, text.rindex("(", 0, bracketed.start) - 2).start())  # type: ignore[union-attr]
    title = text[: min(ends)] if ends and min(ends) > 0 else text
    record: Record = {"id": f"a{number}", "title": title}
    if numbered := _NUMBER.search(text):
        record["number"] = numbered[1]
    if dated is not None:
        record["date"] = dated.iso
    if issued := _ISSUER.search(text):
        record["issuer"] = next(group for group in issued.groups() if group).strip()
    first = unit.pieces[0]
    lead = len(ledger.text(first)) - len(ledger.text(first).lstrip())
    cut = first.start + lead + len(title)
    ledger.skip("labels", [unit.mark])
    ledger.give(record, "title", "evidence", [Piece(first.block, first.start, cut)])
    ledger.skip("particulars of acts", [Piece(first.block, cut, first.end)])
    return record


def narrated(statements: Sequence[Record], acts: Sequence[Record], language: str) -> list[Record]:
    """The acts that facts cite by number and date together and that are not among `acts`, each once."""
    known = {(_plain(act.get("number", "")), act.get("date", "")) for act in acts}
    found: list[Record] = []
    for one in statements:
        if one["kind"] != "fact":
            continue
        for cited in citations(one["text"], language):
            key = (_plain(cited.number), cited.date)
            if not (cited.is_act and cited.number and len(cited.date) == 10) or key in known:
                continue
            known.add(key)
            record: Record = {"id": f"a{len(acts) + len(found) + 1}", "title": cited.title or cited.text}
            record.update(number=cited.number, date=cited.date)
            if cited.issuer:
                record["issuer"] = cited.issuer
            found.append(record)
    return found


def _plain(number: str) -> str:
    return number.lower().lstrip("0")
