"""What every reader gives, whatever the format: blocks in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """`furniture` (running heads, page numbers), `contents` (a contents page) and `footnote` are named skips."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list item"
    TABLE_ROW = "table row"
    FOOTNOTE = "footnote"
    FURNITURE = "furniture"
    CONTENTS = "contents"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph, heading, list item or table row of a document.

    `text` is clean reading text (one space between words, hyphenation mended, no list label); `label` the list
    label or bullet as printed ("(a)", "115.18", "-", "●", "" for none); `level` the nesting depth of a heading (1…)
    or list item (0…); `bold` tells that all of it is emphasised; `cells` the cells of a table row;
    `indent` the left edge in units of the source (columns of text, points of PDF, 0 where the format has none);
    `page` from 1, 0 unknown; `spans` are the character spans of `Source.text` this block was read from, more than one
    where page furniture or a footnote cuts it, and `start` and `end` their hull, so that every character can be
    accounted for.
    """

    text: str
    kind: Kind = Kind.PARAGRAPH
    label: str = ""
    level: int = 0
    bold: bool = False
    style: str = ""
    cells: tuple[str, ...] = ()
    indent: float = 0.0
    page: int = 0
    line: int = 0
    start: int = 0
    end: int = 0
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def content(self) -> bool:
        """True for what a reader of the document reads: neither furniture nor contents page nor footnote."""
        return self.kind not in (Kind.FURNITURE, Kind.CONTENTS, Kind.FOOTNOTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document as read: `text` is all of its text in reading order, `blocks` partition its non-space characters.

    `format` is "docx", "pdf", "html", "md" or "txt"; `sha256` of the file; `notes` say in plain words what the
    reader met (tracked changes accepted, conversion remains, character set).
    """

    file: str
    format: str
    text: str
    blocks: tuple[Block, ...]
    sha256: str = ""
    pages: int = 0
    language: str = ""
    title: str = ""
    notes: tuple[str, ...] = ()


def check(source: Source) -> None:
    """Proves that the blocks partition the text: every non-space character lies in exactly one block's spans.

    Raises ValueError naming the first character that is lost, read twice or out of bounds.
    """
    covered = bytearray(len(source.text))
    for number, block in enumerate(source.blocks):
        spans = block.spans or ((block.start, block.end),)
        if (spans[0][0], spans[-1][1]) != (block.start, block.end):
            raise ValueError(f"block {number}: start and end are not the hull of its spans")
        for start, end in spans:
            if not 0 <= start <= end <= len(source.text):
                raise ValueError(f"block {number}: span {start}-{end} lies outside the text")
            if any(covered[start:end]):
                raise ValueError(f"block {number}: span {start}-{end} is read twice")
            covered[start:end] = b"\x01" * (end - start)
    for place, char in enumerate(source.text):
        if not covered[place] and not char.isspace():
            raise ValueError(f"character {place} ({char!r}) lies in no block")
