"""Blocks of formats that know their own structure, written one after another into a linear text of the reader's own."""

from __future__ import annotations

import re
from dataclasses import replace

from gapcheck.intake.blocks import Block, Kind, Source
from gapcheck.intake.readers import clean, labels
from gapcheck.intake.readers.flow import continues_text as _continues
from gapcheck.intake.readers.flow import note
from gapcheck.intake.readers.lines import Line, mark_contents
from gapcheck.intake.readers.looks import headings, levels

_RAISED_START = re.compile(r"\s*(?:<sup>\s*[\d*†‡]{1,3}\s*</sup>|[¹²³⁰⁴-⁹]{1,3})\s*\S")


MOST_CUTS = 50
"""No paragraph runs over more pages than this."""


class Writer:
    """Collects blocks. Hard line breaks in a text are "\\n": a line that starts with a list label becomes a block."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._blocks: list[Block] = []
        self._raw: list[str] = []
        self._at = 0
        self._referred: frozenset[str] = frozenset()

    def add(self, raw: str, *, kind: Kind = Kind.PARAGRAPH, label: str = "", level: int = 0, bold: bool = False,
            style: str = "") -> None:  # fmt: skip
        """One paragraph, heading, list item, note or piece of furniture; nothing where `raw` and `label` are blank.

        `level` is the depth of a heading (from 1) or of the lists a paragraph stands in (from 0).
        """
        if kind is Kind.PARAGRAPH and not label and _RAISED_START.match(raw):
            kind = Kind.FOOTNOTE
        indent = 0.0 if kind is Kind.HEADING else 20.0 * level
        if kind is Kind.FOOTNOTE:
            mark, text = note(raw)
            self._write(text, kind, label or mark, level, bold, style, indent)
            return
        if kind in (Kind.FURNITURE, Kind.CONTENTS):
            self._write(clean.reading(raw), kind, "", level, bold, style, indent)
            return
        self._referred |= clean.references(raw)
        holes = clean.inline_notes(raw, self._referred) if self._referred else []
        notes = [raw[start:end] for start, end in holes]
        if holes:
            raw = " ".join(raw[start:end] for start, end in clean.without_spans(raw, 0, len(raw), holes))
        for number, piece in enumerate(_split(raw)):
            own = label if not number else ""
            inner, rest = labels.split(piece)
            if inner and (not own or labels.is_bullet(own)):
                own, piece = inner, rest
            text = clean.without_stars(clean.reading(piece))
            becomes = Kind.LIST_ITEM if own and kind is Kind.PARAGRAPH else kind
            self._write(text, becomes, own, level, bold, style, indent, f"{own} {piece}")
        for body in notes:
            self.add(body, kind=Kind.FOOTNOTE)

    def row(self, cells: list[str], *, bold: bool = False) -> None:
        """One row of a table: the raw text of every cell, "" where a merged cell reaches over."""
        done = tuple("\n".join(filter(None, map(clean.reading, cell.split("\n")))) for cell in cells)
        text = " | ".join(" ".join(cell.split("\n")) for cell in done if cell)
        printed = "\t".join(cell.replace("\n", " ") for cell in done).strip()
        if printed:
            self._append(printed, Block(text=text, kind=Kind.TABLE_ROW, cells=done, bold=bold))

    def _write(self, text: str, kind: Kind, label: str, level: int, bold: bool, style: str, indent: float,
               raw: str = "") -> None:  # fmt: skip
        printed = f"{label} {text}".strip()
        if printed:
            self._append(printed, Block(text=text, kind=kind, label=label, level=level, bold=bold, style=style,
                                        indent=indent), raw)  # fmt: skip

    def _append(self, printed: str, block: Block, raw: str = "") -> None:
        span = (self._at, self._at + len(printed))
        self._blocks.append(replace(block, start=span[0], end=span[1], spans=(span,), line=len(self._blocks) + 1))
        self._parts.append(printed + "\n")
        self._raw.append(raw.strip() or printed)
        self._at = span[1] + 1

    def lines(self) -> list[str]:
        """What was written so far, a line a block."""
        return [part.rstrip("\n") for part in self._parts]

    def source(
        self, file: str, format_: str, *, notes: tuple[str, ...] = (), title: str = "", language: str = ""
    ) -> Source:
        """The document read, its cut paragraphs joined and its unmarked headings found."""
        return Source(
            file=file, format=format_, text="".join(self._parts), blocks=finish(self._contents()), notes=notes,
            title=title, language=language,
        )  # fmt: skip

    def _contents(self) -> list[Block]:
        """The blocks with those of a contents page named."""
        lines = [
            Line(
                text=raw,
                start=block.start,
                end=block.end,
                number=at,
                kind=block.kind if not block.content else Kind.PARAGRAPH,
            )
            for at, (block, raw) in enumerate(zip(self._blocks, self._raw, strict=True))
            if block.kind is not Kind.TABLE_ROW
        ]
        mark_contents(lines)
        named = {line.number for line in lines if line.kind is Kind.CONTENTS}
        return [
            replace(block, kind=Kind.CONTENTS, text=self._parts[at].strip(), label="") if at in named else block
            for at, block in enumerate(self._blocks)
        ]


def _split(raw: str) -> list[str]:
    pieces: list[str] = []
    for line in raw.split("\n"):
        if pieces and not labels.split(line[:200])[0]:
            pieces[-1] = f"{pieces[-1]} {line}"
        else:
            pieces.append(line)
    return [piece for number, piece in enumerate(pieces) if piece.strip() or not number]


def finish(found: list[Block]) -> tuple[Block, ...]:
    """Joins a sentence that a page break cut into two paragraphs, and tells headings that only look like ones."""
    found = _numbered_notes(found)
    joined: list[Block] = []
    last = -1
    cut = False
    for block in found:
        if not block.content:
            cut = True
            joined.append(block)
            continue
        before = joined[last] if last >= 0 else None
        if before is not None and len(before.spans) < MOST_CUTS and _continues(before, block, cut):
            joined[last] = replace(
                before, text=f"{before.text} {block.text}", spans=(*before.spans, *block.spans), end=block.end
            )
        else:
            last = len(joined)
            joined.append(block)
        cut = False
    return tuple(levels(headings(joined, 0.0)))


_NUMBERED = re.compile(r"(\d{1,3}) (?=\S)")


def _numbered_notes(found: list[Block]) -> list[Block]:
    """Footnotes that a conversion left among the paragraphs: "5 Title …" where the text refers to "[5]", counting up."""
    referred = {int(number) for block in found for number in re.findall(r"\[(\d{1,3})\]", block.text)}
    last, places = 0, {}
    for at, block in enumerate(found):
        match = _NUMBERED.match(block.text) if block.kind is Kind.PARAGRAPH and not block.label else None
        if match and int(match[1]) in referred and 0 < int(match[1]) - last <= 3:
            last = int(match[1])
            places[at] = match
    if len(places) < 3:
        return found
    return [
        replace(block, kind=Kind.FOOTNOTE, label=places[at][1], text=block.text[places[at].end() :])
        if at in places
        else block
        for at, block in enumerate(found)
    ]
