"""Import never loses a word: every non-space character of the source is counted in exactly one place.

A `Ledger` is told, while records are drafted, which piece of which block went into which field or named skip. The
account counts them against the source's own text and checks that every field says what its pieces say.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import LCSseq

from gapcheck.errors import GapcheckError, Problem
from gapcheck.intake.blocks import Source
from gapcheck.intake.labels import readings
from gapcheck.intake.outline import Node
from gapcheck.intake.units import Piece, Unit, full

UNASSIGNED = "unassigned"
LAYOUT = "layout marks"
DROPPED = "note marks and conversion remains"
LONGEST = 8000
"""Characters compared at once: the comparison is quadratic. The longest paragraph met has 4,000."""
_SPACE = re.compile(r"\s+")
_UNSEEN = re.compile(r"[\s\u200b\u200c\u200d\ufeff]+")
"""What no reader sees and a label may take with it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the account. `sort` is "field", "skip" or "unassigned"."""

    sort: str
    name: str
    characters: int


@dataclass(frozen=True, slots=True)
class Account:
    """Where every character went. `passages` are the beginnings of what stands nowhere."""

    rows: tuple[Row, ...]
    total: int
    passages: tuple[str, ...] = ()

    @property
    def unassigned(self) -> int:
        return sum(row.characters for row in self.rows if row.sort == UNASSIGNED)

    def table(self) -> str:
        """The account as lines of text: characters, share, where."""
        wide = len(f"{self.total:,}")
        lines = [
            f"{row.characters:>{wide},}  {row.characters / max(self.total, 1):6.1%}  {row.sort}: {row.name}"
            for row in self.rows
        ]
        return "\n".join([*lines, f"{self.total:>{wide},}  100.0%  all characters of the source but spaces"])


class Ledger:
    """Collects claims on pieces of a source; `account` settles them."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.full = [full(block) for block in source.blocks]
        self.claims: list[tuple[str, str, Piece]] = []
        self.fields: dict[tuple[int, str], tuple[MutableMapping[str, Any], str, list[Piece]]] = {}

    def give(self, record: MutableMapping[str, Any], field: str, kind: str, pieces: Iterable[Piece | None]) -> None:
        """Says that `record[field]` holds the text of `pieces`, after what it was given before."""
        entry = self.fields.setdefault((id(record), field), (record, field, []))
        for piece in pieces:
            if piece is not None and piece.end > piece.start:
                entry[2].append(piece)
                self.claims.append(("field", f"{kind}: {field}", piece))

    def count(self, name: str, pieces: Iterable[Piece | None]) -> None:
        """Says that `pieces` went into a field that is a list or one of a few words, and holds no text."""
        self.claims += [("field", name, piece) for piece in pieces if piece is not None and piece.end > piece.start]

    def skip(self, name: str, pieces: Iterable[Piece | None]) -> None:
        """Says that `pieces` belong to no record, and why."""
        self.claims += [("skip", name, piece) for piece in pieces if piece is not None and piece.end > piece.start]

    def skip_unit(self, name: str, unit: Unit) -> None:
        self.skip(name, [unit.mark, *unit.pieces])

    def withdraw(self, records: Iterable[MutableMapping[str, Any]], name: str) -> None:
        """Says that `records` are none after all: what they were given is skipped under `name`."""
        gone = {id(record) for record in records}
        given = {piece for key, (_, _, pieces) in self.fields.items() if key[0] in gone for piece in pieces}
        self.fields = {key: entry for key, entry in self.fields.items() if key[0] not in gone}
        self.claims = [("skip", name, claim[2]) if claim[2] in given else claim for claim in self.claims]

    def text(self, piece: Piece) -> str:
        return self.full[piece.block][piece.start : piece.end]

    def account(self) -> Account:
        """The account. Raises GapcheckError where a character is counted twice or a field says something else."""
        for record, field, pieces in self.fields.values():
            said = _UNSEEN.sub("", str(record.get(field, "")))
            if said != _UNSEEN.sub("", "".join(self.text(piece) for piece in pieces)):
                raise _fault(
                    self.source,
                    f"the field {field} of {record.get('id', 'a record')} does not say what its source says",
                )
        counts: Counter[tuple[str, str]] = Counter()
        passages: list[str] = []
        by_block: dict[int, list[tuple[str, str, Piece]]] = {}
        for claim in self.claims:
            by_block.setdefault(claim[2].block, []).append(claim)
        covered = 0
        for number, segment in enumerate(_segments(self.source)):
            covered += _count(segment)
            self._settle(
                number, segment, sorted(by_block.get(number, []), key=lambda claim: claim[2].start), counts, passages
            )
        total = _count(self.source.text)
        if total - covered > 0:
            counts[(UNASSIGNED, "between the blocks")] += total - covered
        order = {"field": 0, "skip": 1, UNASSIGNED: 2}
        rows = [Row(sort, name, number) for (sort, name), number in counts.items() if number]
        rows.sort(key=lambda row: (order[row.sort], -row.characters, row.name))
        return Account(tuple(rows), total, tuple(passages))

    def _settle(
        self,
        number: int,
        segment: str,
        claims: Sequence[tuple[str, str, Piece]],
        counts: Counter[tuple[str, str]],
        passages: list[str],
    ) -> None:
        text = self.full[number]
        met, left = _matched(segment, text)
        counts[("skip", LAYOUT)] += left[0]
        counts[("skip", DROPPED)] += left[1]
        at = 0
        for sort, name, piece in claims:
            if piece.start < at:
                raise _fault(self.source, f"a passage is counted twice: {self.text(piece)[:60]!r}")
            self._free(text, met, at, piece.start, counts, passages)
            counts[(sort, name)] += sum(met[piece.start : piece.end])
            at = piece.end
        self._free(text, met, at, len(text), counts, passages)

    @staticmethod
    def _free(
        text: str, met: Sequence[int], start: int, end: int, counts: Counter[tuple[str, str]], passages: list[str]
    ) -> None:
        number = sum(met[start:end])
        if number and not any(char.isalnum() for char in text[start:end]):
            counts[("skip", LAYOUT)] += number  # what parts the cells of a table row
        elif number:
            counts[(UNASSIGNED, "in no record")] += number
            passages.append(" ".join(text[start:end].split())[:80])


def _segments(source: Source) -> list[str]:
    """Each block's own part of the source's text: what a paragraph that runs over a page break encloses (the page's
    footnotes and number) is not its own."""
    spans = sorted({(block.start, block.end) for block in source.blocks})
    starts = [start for start, _ in spans]
    out = []
    for block in source.blocks:
        parts, at = [], block.start
        for start, end in spans[bisect_right(starts, block.start) : bisect_left(starts, block.end)]:
            if start >= at:
                parts.append(source.text[at:start])
            at = max(at, min(end, block.end))
        out.append(" ".join([*parts, source.text[at : block.end]]))
    return out


def _count(text: str) -> int:
    return len(_SPACE.sub("", text))


def _matched(segment: str, text: str) -> tuple[list[int], tuple[int, int]]:
    """For each character of `text` 1 where it stands in the source's `segment`, and how many marks and how many
    letters and digits of the segment the reader left out."""
    met = [0] * len(text)
    said = _SPACE.sub("", unicodedata.normalize("NFC", segment))
    wanted = [place for place, char in enumerate(text) if not char.isspace()]
    kept = "".join(text[place] for place in wanted)
    if said == kept:
        return [0 if char.isspace() else 1 for char in text], (0, 0)
    marks = letters = 0
    for first, last, start, end in _steps(said, kept):
        here, there = said[first:last], kept[start:end]
        alike = min(len(here), len(there))
        if here != there:  # a raised figure, another dash or quotation mark: the same in another form
            alike = alike if all(_alike(one, two) for one, two in zip(here, there, strict=False)) else 0
        for place in wanted[start : start + alike]:
            met[place] = 1
        rest = here[alike:]
        letters += sum(char.isalnum() for char in rest)
        marks += sum(not char.isalnum() for char in rest)
    return met, (marks, letters)


def _alike(one: str, two: str) -> bool:
    return unicodedata.normalize("NFKC", one) == two or (one.isalnum() == two.isalnum() and not one.isalpha())


def _steps(said: str, kept: str) -> Iterator[tuple[int, int, int, int]]:
    """Runs of the source's characters against runs of the reader's, equal or not: (start, end) of each."""
    for at in range(0, max(len(said), len(kept)), LONGEST):
        first = start = 0
        left, right = said[at : at + LONGEST], kept[at : at + LONGEST]
        for change in LCSseq.opcodes(left, right):
            if change.tag == "equal":
                if (first, start) != (change.src_start, change.dest_start):
                    yield first + at, change.src_start + at, start + at, change.dest_start + at
                yield change.src_start + at, change.src_end + at, change.dest_start + at, change.dest_end + at
                first, start = change.src_end, change.dest_end
        if (first, start) != (len(left), len(right)):
            yield first + at, len(left) + at, start + at, len(right) + at


def _fault(source: Source, message: str) -> GapcheckError:
    return GapcheckError(
        [Problem(file=source.file, message=f"was not imported: {message}")],
        "This is a fault in gapcheck: please report it.",
    )


def vanished(source: Source, roots: Sequence[Node]) -> tuple[Problem, ...]:
    """The labels a list passes over although the source has them between its neighbours: items that would vanish."""
    found = []
    for root in roots:
        for node in root.walk():
            for name in node.missing:
                if _printed_between(source, node, name.rpartition(".")[2]):
                    found.append(
                        Problem(
                            file=source.file,
                            field=name,
                            message=f"the source has a label for {name}, but no item of the draft is {name}",
                            found=f"{node.label} as the next item",
                            expected=name,
                        )
                    )
    return tuple(found)


def _printed_between(source: Source, node: Node, component: str) -> bool:
    if node.parent is None or node.mark is None:
        return False
    siblings = node.parent.children
    place = siblings.index(node)
    before = siblings[place - 1].mark if place else None
    if before is None or not readings(component):
        return False
    text = source.text[source.blocks[before.block].start : source.blocks[node.mark.block].start]
    label = re.escape(component)
    return bool(re.search(rf"(?:\({label}\)\s|(?:^|[\s;])(?:{label}\)|{label}\.)\s+[A-Z])", text, re.MULTILINE))
