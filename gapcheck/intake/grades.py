"""The grades of a follow-up evaluation: one by one, what each covers, and the header's summary line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gapcheck.intake.conserve import Ledger
from gapcheck.intake.draft import Record, marker_and_rest
from gapcheck.intake.outline import grown
from gapcheck.intake.profile import Profile
from gapcheck.intake.ranges import expand
from gapcheck.intake.segment import Marked

_GRADES = re.compile(r"\[\s*([^\]\[]{1,40}?)\s*\]")
_SUMMED = re.compile(r"(\d{1,3}(?:\.\d{1,3})?(?:\s*\([a-z]\))*)[^\d\[\]]{0,20}?((?:\s*\[[^\]\[]{1,40}\])+)")


def summary(text: str) -> dict[str, list[str]]:
    """The header's line of grades taken apart: "16 [C] [B], 36 [C]" → {"16": ["C", "B"], "36": ["C"]}."""
    found: dict[str, list[str]] = {}
    for match in _SUMMED.finditer(text):
        name = ".".join(re.findall(r"\d+(?:\.\d+)?|[a-z]", match[1]))
        found.setdefault(name, []).extend(_GRADES.findall(match[2]))
    return found


def evaluations(marked: Sequence[Marked], known: Sequence[str], ledger: Ledger, profile: Profile) -> Record:
    """The grades of a follow-up evaluation: {"evaluations": […], "summary": {…}, "summary_text": …}."""
    out: list[Record] = []
    head: Record = {}
    item = graded = ""
    for one in marked:
        unit = one.unit
        if one.role == "item":
            item = one.captures.get("label") or (unit.label.key if unit.label else "")
            item = next(iter(expand(item).ids), item)
        elif one.role == "summary":
            mark, rest, text = marker_and_rest(one)
            ledger.skip("cue words", [unit.mark, mark])
            head["summary_text"] = text
            head["summary"] = summary(text)
            ledger.give(head, "summary_text", "evaluations", rest)
        elif one.role == "grade" and (one.first or graded != item):
            graded = item
            out.append(_graded(one, item, known, ledger, len(out) + 1))
        elif one.role == "grade":
            ledger.give(out[-1], "text", "evaluations", [unit.mark, *unit.pieces])
            out[-1]["text"] = grown(out[-1].get("text", ""), unit)
    for record in out:
        record["grade"] = record["grade"] or verdict(record.get("text", ""), profile)
        if not record["grade"]:
            del record["grade"]
            record["review"] = "; ".join(
                [*([record["review"]] if "review" in record else []), "no grade could be told"]
            )
    return {**head, "evaluations": out}


def verdict(text: str, profile: Profile) -> str:
    """The grade that the last sentence with a verdict in it gives; "" where none does."""
    for sentence in reversed(re.split(r"(?<=[.;!?])\s+", text)):
        for pattern, grade in profile.verdicts:
            if pattern.search(sentence):
                return grade
    return ""


def _graded(one: Marked, item: str, known: Sequence[str], ledger: Ledger, number: int) -> Record:
    named = one.captures.get("covers", "")
    covers = expand(named, known, within=item) if named else None
    ids = covers.ids if covers else [item] if item in known else []
    record: Record = {"id": f"e{number}", "covers": ids, "grade": " ".join(one.captures.get("grade", "").split())}
    if one.unit.page:
        record["page"] = one.unit.page
    notes = [
        *(covers.notes if covers else []),
        *(f"{name} is no request of this document" for name in (covers.unknown if covers else [])),
    ]
    if not ids:
        notes.append("no request could be told for this grade")
    if notes:
        record["review"] = "; ".join(notes)
    mark, rest, text = marker_and_rest(one)
    ledger.skip("grades and what they cover", [one.unit.mark, mark])
    if text:
        record["text"] = text
        ledger.give(record, "text", "evaluations", rest)
    return record
