"""Markdown: structure by markdown-it, words by the source itself, so that nothing the grammar drops is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gapcheck.intake.blocks import Block, Kind, Source
from gapcheck.intake.readers import clean, labels
from gapcheck.intake.readers.charset import decode
from gapcheck.intake.readers.flow import note
from gapcheck.intake.readers.lines import WRAPPED_WIDTH, Line, guess_pages, is_wrapped, mark_contents, mark_furniture
from gapcheck.intake.readers.text import from_text
from gapcheck.intake.readers.writer import finish

if TYPE_CHECKING:
    from markdown_it.token import Token

_NOTE = re.compile(r"\s*(?:\[\^([\w-]{1,20})\]:\s|<sup>\s*([\d*†‡]{1,3})\s*</sup>\s?|([¹²³⁰⁴-⁹]{1,3})\s)")
_COMMENT = re.compile(r"\s*<!--.*?-->\s*$", re.DOTALL)
Spans = Sequence[tuple[int, int]]
LONGEST = 50_000
"""markdown-it takes a time that grows with the square of a paragraph full of marks: 20 s for a megabyte of "["."""
DEEPEST = 40
"""Lists and quotations nested deeper are read as text; markdown-it's own limit is 20 for most rules."""


def read(data: bytes, file: str, *, charset: str | None = None) -> Source:
    """A Markdown document as blocks; raw HTML in it is text. Raises GapcheckError where `data` is no text."""
    text, notes = decode(data, file, charset)
    text = text.replace("\f", "\n")
    if any(len(paragraph) > LONGEST for paragraph in re.split(r"\n\s*\n", text)):
        plain = "its paragraphs are too long for Markdown: read as plain text"
        return replace(from_text(text, file, (*notes, plain)), format="md")
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    notes_within = clean.inline_notes(text)
    named, wrapped = _named(text, starts)
    kept, last = [], 0
    for start, end in notes_within:
        kept += [text[last:start], re.sub(r"[^\n]", " ", text[start:end])]
        last = end
    body = "".join([*kept, text[last:]]).split("\n")
    for number in named:
        body[number] = ""
    reader = _Reader(text, starts, named, wrapped, notes_within)
    reader.walk(_parser().parse("\n".join(body)))
    return Source(file=file, format="md", text=text, blocks=finish(reader.sorted()), notes=notes)


def _parser() -> Any:
    from markdown_it import MarkdownIt

    # `reference`: "[C]: Paragraph 36 (a)" is a grade, no link definition. `code`: a tab is an indent, no program.
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST}).enable("table")
    return parser.disable(["reference", "code", "html_block", "html_inline", "autolink"])


def _named(text: str, starts: Sequence[int]) -> tuple[dict[int, Kind], bool]:
    """The lines that are page furniture or contents, by number from 0 (what a converted PDF left in the Markdown), and
    whether lines are wrapped; where they are not, each is a paragraph, whatever Markdown says."""
    lines, blank = [], 0
    for number, raw in enumerate(text.split("\n")):
        inner = raw.strip()
        if inner:
            start = starts[number] + raw.index(inner[0])
            lines.append(
                Line(text=inner, start=start, end=start + len(inner), number=number, right=len(inner), gap=blank)
            )
            blank = 0
        else:
            blank += 1
    pages = guess_pages(lines)
    if len(pages) > 2:
        mark_furniture(pages)
    mark_contents(lines)
    named: dict[int, Kind] = {line.number: line.kind for line in lines if line.kind in (Kind.FURNITURE, Kind.CONTENTS)}
    return named, is_wrapped(lines) or not any(line.right > WRAPPED_WIDTH for line in lines)


class _Reader:
    def __init__(self, text: str, starts: Sequence[int], named: dict[int, Kind], wrapped: bool, notes: Spans) -> None:
        self.text, self.starts, self.wrapped, self.notes = text, starts, wrapped, notes
        self.blocks: list[Block] = []
        self.taken = bytearray(len(starts))
        for start, end in notes:
            mark, body = note(text[start:end])
            self.blocks.append(
                Block(text=body, kind=Kind.FOOTNOTE, label=mark, start=start, end=end, spans=((start, end),))
            )
        for number, kind in named.items():
            self._block(number, number + 1, clean.reading(self._raw(number, number + 1)), kind)

    def _raw(self, first: int, behind: int) -> str:
        return self.text[self.starts[first] : self.starts[behind]]

    def _block(self, first: int, behind: int, text: str, kind: Kind, **fields: Any) -> None:
        """Lines [first, behind), less those already read, as one block."""
        spans = []
        for number in range(first, min(behind, len(self.starts) - 1)):
            inner = self._raw(number, number + 1).strip()
            if inner and not self.taken[number]:
                start = self.text.index(inner, self.starts[number])
                spans += clean.without_spans(self.text, start, start + len(inner), self.notes)
                self.taken[number] = 1
        if spans:
            self.blocks.append(Block(
                text=text, kind=kind, line=first + 1, start=spans[0][0], end=spans[-1][1], spans=tuple(spans), **fields
            ))  # fmt: skip

    def walk(self, tokens: Sequence[Token]) -> None:
        """Reads all tokens; a list item's label goes to the first text in it."""
        items: list[list[str]] = []  # the label of each open item, emptied once used
        heading = 0
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if token.type == "list_item_open":
                items.append([f"{token.info}{token.markup}" if token.info else token.markup])
            elif token.type == "list_item_close":
                items.pop()
            elif token.type == "heading_open":
                heading = int(token.tag[1:])
            elif token.type == "heading_close":
                heading = 0
            elif token.type == "table_open":
                at = self._table(tokens, at)
                continue
            elif token.type == "inline" and token.map:
                label = items[-1].pop() if items and items[-1] else ""
                self._inline(token, label, heading)
            elif token.type in ("fence", "code_block") and token.map:
                self._block(token.map[0], token.map[1], clean.reading(token.content), Kind.PARAGRAPH)
            at += 1

    def _inline(self, token: Token, label: str, heading: int) -> None:
        first, behind = token.map or (0, 0)
        raw, bold = _reading(token.children or [])
        if len(label) > 4:  # "2005. In 2014": a year at the end of a sentence, no item
            raw, label = f"{label} {raw}", ""
        found = _NOTE.match(raw)
        if found or _COMMENT.match(raw):
            mark = next((group for group in found.groups() if group), "") if found else ""
            text = note(raw[found.end() :])[1] if found else clean.reading(raw)
            self._block(first, behind, text, Kind.FOOTNOTE if found else Kind.FURNITURE, label=note(mark + " x")[0])
            return
        for begin, stop, piece in _items(raw, first, behind, self.wrapped or bold):
            inner, rest = labels.split(piece)
            own = label if begin == first else ""
            if inner and (not own or labels.is_bullet(own)):
                own, piece = inner, rest
            kind = Kind.HEADING if heading else Kind.LIST_ITEM if own else Kind.PARAGRAPH
            text = clean.without_stars(clean.reading(piece))
            indent = len(self._raw(begin, begin + 1)) - len(self._raw(begin, begin + 1).lstrip())
            self._block(begin, stop, text, kind, label=own, level=heading, bold=bold, indent=float(indent))

    def _table(self, tokens: Sequence[Token], at: int) -> int:
        cells: list[str] = []
        while tokens[at].type != "table_close":
            token = tokens[at]
            if token.type == "tr_open":
                cells, row = [], token.map
            elif token.type == "inline":
                cells.append(clean.without_stars(clean.reading(_reading(token.children or [])[0])))
            elif token.type == "tr_close" and row:
                self._block(row[0], row[1], " | ".join(filter(None, cells)), Kind.TABLE_ROW, cells=tuple(cells))
            at += 1
        return at + 1

    def sorted(self) -> list[Block]:
        """The blocks in the order of the text; rules, fences and what else marks without saying are furniture."""
        for number in range(len(self.starts) - 1):
            if not self.taken[number] and self._raw(number, number + 1).strip():
                self._block(number, number + 1, "", Kind.FURNITURE)
        return sorted(self.blocks, key=lambda block: block.start)


def _items(raw: str, first: int, behind: int, wrapped: bool) -> Iterator[tuple[int, int, str]]:
    """(first line, line behind, text) of the parts of a paragraph: lines that start with a label of their own, such as
    "(a)", which Markdown takes for more of the paragraph."""
    lines = raw.split("\n")
    if len(lines) != behind - first:
        yield first, behind, " ".join(lines)
        return
    begin, whole = 0, lines[0]
    for number, line in enumerate(lines[1:], start=1):
        label = labels.split(line[:200])[0]
        ended = whole.rstrip()[-1:] in ".;:" or whole.rstrip().endswith((" and", " or"))
        goes_on = wrapped or (not ended and line[:1].islower())
        if (label and (ended or not wrapped) and not labels.is_bullet(label)) or not goes_on:
            yield first + begin, first + number, whole
            begin, whole = number, line
        else:
            whole = clean.join(whole, line, frozenset())
    yield first + begin, behind, whole


def _reading(children: Sequence[Token]) -> tuple[str, bool]:
    """(text, all of it bold) of inline tokens; line breaks stay."""
    parts: list[str] = []
    strong, bold, plain = 0, False, False
    for child in children:
        if child.type == "strong_open":
            strong += 1
        elif child.type == "strong_close":
            strong -= 1
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type in ("text", "code_inline", "image"):
            parts.append(child.content)
            bold, plain = (
                bold or bool(strong and child.content.strip()),
                plain or bool(not strong and any(map(str.isalnum, child.content))),
            )
    return "".join(parts), bold and not plain
