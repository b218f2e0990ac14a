"""A summary of positions at the head of a reply: a table by responder, or names of requests under or beside a status.

A status that stands at mid height beside its rows comes in the middle of them once the page is read line by line; then
the numbers tell, which begin anew with every status.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gapcheck.intake import positions, responders
from gapcheck.intake.positions import Taken
from gapcheck.intake.ranges import expand
from gapcheck.intake.responders import REFS, Claim, remark
from gapcheck.intake.segment import Marked

SHORT = 8
"""A status beside a list has no more words."""
_NAMED = re.compile(rf"\b[Rr]ec(?:ommendation)?s?\.?\s+(?P<refs>{REFS})\.?\s*(?:\((?P<remark>[^()]{{8,200}})\))?")
_FIRST = re.compile(rf"\W*(?:[Rr]ec(?:ommendation)?s?\.?\s+)?(?P<refs>{REFS})")


@dataclass(slots=True)
class _Named:
    """Requests named by one entry, and what its remark in brackets says of some who answer."""

    refs: str
    remark: str = ""
    status: Taken | None = None


class Listing:
    """Collects the passages of a summary and reads them as a whole."""

    def __init__(self, language: str, known: Sequence[str]) -> None:
        self.language = language
        self.known = list(known)
        self.place = {name: number for number, name in enumerate(known)}
        self.lines: list[str] = []
        self.rows: dict[int, list[str]] = {}
        self.page = 0

    def take(self, one: Marked) -> None:
        """One passage: a cell of a table, a row written with bars, a line."""
        unit = one.unit
        self.page = self.page or unit.page
        text = f"{unit.label.printed} {unit.text}" if unit.label else unit.text
        if unit.cell >= 0:
            row = self.rows.setdefault(unit.block, [])
            row += [""] * (unit.cell - len(row)) + [text]
        elif " | " in text:
            self.rows[unit.block] = [cell.strip() for cell in text.strip("| ").split(" | ")]
        else:
            self.lines.append(text)

    def claims(self) -> list[Claim]:
        """Every position of the summary on the requests it names."""
        return [*self._of_rows(), *self._of_lines()]

    # -- a table: the requests in the first column, a responder each in the others

    def _of_rows(self) -> list[Claim]:
        out: list[Claim] = []
        heads: list[str] = []
        for cells in self.rows.values():
            told = [positions.status(cell, self.language) for cell in cells[1:]]
            refs = _FIRST.match(cells[0])
            if not any(told) or refs is None:
                heads = heads or ([*cells[1:]] if not any(told) else [])
                continue
            for column, taken in enumerate(told):
                if taken is not None:
                    head = heads[column] if column < len(heads) else ""
                    by = next(
                        iter(responders.names(head, self.language)), head if head[:1].isupper() and _alone(told) else ""
                    )
                    out.append(Claim(taken.position, taken.words, by, refs["refs"].strip(" ,;–-")))
        return out

    # -- lines: statuses, and the requests that go with them

    def _of_lines(self) -> list[Claim]:
        entries, marks = self._entries()
        if not entries or not marks:
            return []
        if marks[0][0] == 0:
            self._under(entries, marks)
        else:
            self._beside(entries, marks)
        out: list[Claim] = []
        for entry in entries:
            if entry.status is not None:
                out.append(Claim(entry.status.position, entry.status.words, "", entry.refs))
                out += [
                    Claim(one.position, one.words, one.by, entry.refs) for one in remark(entry.remark, self.language)
                ]
        return out

    def _entries(self) -> tuple[list[_Named], list[tuple[int, Taken]]]:
        """The entries, and the statuses with the number of entries before each."""
        marks: list[tuple[int, Taken]] = []
        entries: list[_Named] = []
        text = ""
        for line in [*self.lines, ""]:
            taken = positions.status(line, self.language) if len(line.split()) <= SHORT else None
            if taken is None and line:
                text += f" {line}"
                continue
            if text.count("(") > text.count(")") + 1 and taken is None:
                continue
            entries += [_Named(m["refs"].strip(" .,;"), m["remark"] or "") for m in _NAMED.finditer(text)]
            text = ""
            if taken is not None:
                marks.append((len(entries), taken))
        return entries, marks

    def _under(self, entries: Sequence[_Named], marks: Sequence[tuple[int, Taken]]) -> None:
        """Each status heads the entries that follow it."""
        for number, (start, taken) in enumerate(marks):
            until = marks[number + 1][0] if number + 1 < len(marks) else len(entries)
            for entry in entries[start:until]:
                entry.status = taken

    def _beside(self, entries: Sequence[_Named], marks: Sequence[tuple[int, Taken]]) -> None:
        """Each status goes with the run of ascending numbers in the midst of which it stands."""
        starts = [0]
        before = -1
        for number, entry in enumerate(entries):
            here = min(
                (self.place[name] for name in expand(entry.refs, self.known).ids if name in self.place), default=-1
            )
            if 0 <= here < before:
                starts.append(number)
            before = here if here >= 0 else before
        bounds = list(zip(starts, [*starts[1:], len(entries)], strict=True))
        for start, end in bounds:
            taken = next((taken for place, taken in marks if start <= place < end), None)
            for entry in entries[start:end]:
                entry.status = taken


def _alone(told: Sequence[Taken | None]) -> bool:
    """Whether more than one column states positions: then even a plain heading names a responder."""
    return sum(one is not None for one in told) > 1
