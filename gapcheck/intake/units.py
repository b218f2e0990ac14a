"""Blocks to units: one label and one text each, the smallest things a profile speaks about.

Every unit knows the pieces of blocks it is made of, so that no character is lost between the source and a record.
Offsets count in `full(block)`: the block's label, a tab, its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from gapcheck.intake.blocks import Block, Kind
from gapcheck.intake.labels import Label, Reading, printed_label, read_label, readings

SKIPPED = {Kind.FURNITURE: "furniture", Kind.CONTENTS: "contents", Kind.FOOTNOTE: "footnotes"}
"""Blocks a reader has already named: they are no part of what a document asks or answers."""
_LEADERS = re.compile(r"(?:\.{4,}|…{2,}|(?:\. ){4,})\s*\d{0,4}\s*$")
_RULE = re.compile(r"[-_=*\s]{3,}")
_ENDED = re.compile(r"[.;:!?…)\]»”\"'’][\s*]*$")


class Piece(NamedTuple):
    """[start, end) of `full(blocks[block])`."""

    block: int
    start: int
    end: int


@dataclass(slots=True)
class Unit:
    """`text` is what `pieces` say, joined by a space; `mark` the piece of its label; `skip` the name of a skip or "".

    `printed` is the label the reader gave; `heading` tells that it looks like one; `cell` and `cells` place it in a table row (-1 and 0 outside),
    `row` numbers the rows of a table that came as running text.
    """

    text: str
    pieces: list[Piece]
    label: Label | None = None
    mark: Piece | None = None
    kind: Kind = Kind.PARAGRAPH
    skip: str = ""
    heading: bool = False
    bold: bool = False
    level: int = 0
    indent: float = 0.0
    page: int = 0
    cell: int = -1
    cells: int = 0
    row: int = -1
    printed: str = ""
    captures: dict[str, str] = field(default_factory=dict)

    @property
    def block(self) -> int:
        return (self.pieces[0] if self.pieces else self.mark or Piece(0, 0, 0)).block


def full(block: Block) -> str:
    """The block's label and text as one string."""
    return f"{block.label}\t{block.text}" if block.label else block.text


def units(blocks: Sequence[Block]) -> list[Unit]:
    """The units of a document in reading order: labels read, lone labels joined to what follows them."""
    found: list[Unit] = []
    for number, block in enumerate(blocks):
        found.extend(_of_block(number, block))
    return _headings(_lone_labels(found))


def _of_block(number: int, block: Block) -> Iterator[Unit]:
    text = full(block)
    if not text.strip():
        return
    skip = SKIPPED.get(block.kind, "")
    if not skip and _LEADERS.search(text):
        skip = "contents"
    if not skip and _RULE.fullmatch(text):
        skip = "furniture"
    base = Unit("", [], None, None, block.kind, skip, False, block.bold, block.level, block.indent, block.page)
    base.printed = block.label
    if block.kind is Kind.TABLE_ROW and len(block.cells) > 1 and not skip:
        yield from _cells(number, block, base)
        return
    yield _labelled(number, text, 0, len(text), base)


def _cells(number: int, block: Block, base: Unit) -> Iterator[Unit]:
    text, at = full(block), 0
    for cell, content in enumerate(block.cells):
        start, end = _found(content, text, at)
        if start < 0:
            continue
        at = end
        unit = _labelled(
            number, text, start, at, replace(base, pieces=[], captures={}, cell=cell, cells=len(block.cells))
        )
        if "\n" in content and content.endswith(unit.text[-1:]) and len(content) == end - start:
            unit.text = content[len(content) - len(unit.text) :]  # a cell keeps its lines
        yield unit
    if not at:
        yield _labelled(number, text, 0, len(text), base)


def _found(content: str, text: str, at: int) -> tuple[int, int]:
    """Where a cell stands in its row, however its lines were joined; (-1, -1) where it does not."""
    if not content:
        return -1, -1
    start = text.find(content, at)
    if start >= 0:
        return start, start + len(content)
    start = text.find(" ".join(content.split()), at)
    if start >= 0:
        return start, start + len(" ".join(content.split()))
    match = re.compile(r"\s*".join(re.escape(word) for word in content.split())).search(text, at)
    return match.span() if match else (-1, -1)


def _labelled(number: int, text: str, start: int, end: int, base: Unit) -> Unit:
    found = None if base.skip else _label(text[start:end], base.printed if start == 0 else "")
    unit = replace(base, captures={})
    if found:
        unit.label, behind = found
        unit.mark = Piece(number, start, start + behind)
        start += behind
    unit.text = text[start:end].strip()
    if unit.text:
        start = text.index(unit.text, start)
        unit.pieces = [Piece(number, start, start + len(unit.text))]
    else:
        unit.pieces = []
    return unit


def _label(text: str, printed: str) -> tuple[Label, int] | None:
    if not printed:
        return read_label(text)
    label, more = printed_label(printed, text[len(printed) + 1 :])
    return label, len(printed) + 1 + more


def _lone_labels(found: list[Unit]) -> list[Unit]:
    """A number or letter alone on its line is the label of what follows."""
    out: list[Unit] = []
    waiting: Unit | None = None
    for unit in found:
        if waiting is not None and not unit.skip:
            if unit.text and unit.label is None and unit.cell < 0 and not _page_number(waiting, unit):
                unit.label, unit.mark, waiting = waiting.label, waiting.mark, None
            else:
                if _page_number(waiting, unit):
                    waiting.skip = "furniture"
                out.append(waiting)
                waiting = None
        if not unit.skip and unit.label and not unit.label.bullet and not unit.text and unit.cell < 0:
            waiting = unit
            continue
        out.append(unit)
    return [*out, waiting] if waiting else out


def _page_number(lone: Unit, after: Unit) -> bool:
    """A bare number in front of a list item or in the middle of a sentence is no label."""
    bare = lone.label is not None and lone.label.printed.isdigit()
    return bare and (after.label is not None or after.text[:1].islower())


def _headings(found: list[Unit]) -> list[Unit]:
    """Marks what looks like a heading: the reader says so, or it is short, begins like one and does not end a sentence."""
    for number, unit in enumerate(found):
        if unit.skip:
            continue
        if unit.kind is Kind.HEADING:
            unit.heading = True
        elif unit.kind is Kind.PARAGRAPH and unit.cell < 0 and _titled(unit):
            after = next((other for other in found[number + 1 :] if not other.skip), None)
            unit.heading = after is None or unit.bold or after.label is not None or not after.text[:1].islower()
    return found


def _titled(unit: Unit) -> bool:
    text = unit.text.rstrip("* ")
    short = len(text.split()) <= (24 if unit.bold else 14)
    bullet = unit.label is not None and unit.label.bullet
    return short and not bullet and text[:1].isupper() and not text.endswith((".", ";", ",", "!", "?", ":"))


def ended(text: str) -> bool:
    """Whether `text` ends where a sentence, a list item or a quotation may end."""
    return bool(_ENDED.search(text[-12:]))


def joint(before: str, after: str) -> str:
    """What stands between two pieces of one text: a space where a page or line break cut a sentence, else a break."""
    if not before or not after:
        return ""
    if not ended(before) and (after[:1].islower() or after[:1].isdigit() or before.endswith((",", "-", "–"))):
        return " "
    return "\n\n"


def split(unit: Unit, places: Sequence[int]) -> list[Unit]:
    """The unit cut at offsets of its text into several, each with the label it begins with. The unit must have one piece."""
    if len(unit.pieces) != 1 or not places:
        return [unit]
    number, start, _ = unit.pieces[0]
    out = []
    for here, (first, last) in enumerate(pairwise([0, *places, len(unit.text)])):
        part = replace(unit, captures={}, text=unit.text[first:last].strip())
        if here:
            part.label = part.mark = None
            found = read_label(unit.text[first:last])
            if found:
                part.label, behind = found
                part.mark = Piece(number, start + first, start + first + behind)
                first += behind
                part.text = unit.text[first:last].strip()
        begin = start + first + len(unit.text[first:last]) - len(unit.text[first:last].lstrip())
        part.pieces = [Piece(number, begin, begin + len(part.text))] if part.text else []
        out.append(part)
    return out


_REFERRED = re.compile(
    r"(?:\d[.)]?|\b(?:paragraphs?|articles?|sections?|rules?|items?|points?|art\.|paras?\.?|párrafos?|paragraphes?))\s*$",
    re.I,
)
_INLINE = re.compile(r"\s\((?P<label>[a-z]{1,2}|[ivx]{1,5}|\d{1,2})\)\s(?=\S+\s\S)")
_BETWEEN = re.compile(r"(?:[;:,]|\b(?:and|or|et|ou|y|e|o))$")


def inline_items(text: str) -> list[int]:
    """Where the members of an inline enumeration begin ("(a) …; (b) …; and (c) …"); [] unless two follow in order
    and the first is an a, an i or a 1."""
    places: list[int] = []
    last: tuple[Reading, ...] = ()
    for match in _INLINE.finditer(text):
        here = readings(match["label"])
        wanted = {(reading.scheme, reading.value + 1) for reading in last} or {(r.scheme, 1) for r in here}
        kept = tuple(reading for reading in here if (reading.scheme, reading.value) in wanted)
        before = text[max(match.start() - 40, 0) : match.start()].rstrip()
        stands = _BETWEEN.search(before) if last else not _REFERRED.search(before)
        if kept and stands:
            places.append(match.start("label") - 1)
            last = kept
    return places if len(places) > 1 else []
