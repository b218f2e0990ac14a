"""Plain text: any character set, columns kept by spaces, wrapped lines, page breaks lost or kept, conversion remains."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator

from gapcheck.intake.blocks import Kind, Source
from gapcheck.intake.readers import clean, labels
from gapcheck.intake.readers.charset import decode
from gapcheck.intake.readers.flow import Layout, blocks
from gapcheck.intake.readers.lines import Line, guess_pages, is_wrapped, mark_contents, mark_furniture, mark_series

_SUPERSCRIPTS = "¹²³⁰⁴⁵⁶⁷⁸⁹"
_NOTE_LINE = re.compile(rf"(?:<sup>\s*[\d*†‡]{{1,3}}\s*</sup>|[{_SUPERSCRIPTS}]{{1,3}}\s|\[\^[\w-]{{1,20}}\]:\s)")
_RULE = re.compile(r"(?:[-*_=—–]\s?){3,}$")


def read(data: bytes, file: str, *, charset: str | None = None) -> Source:
    """A text document as blocks. Raises GapcheckError where `data` is no text in the given or any character set."""
    text, notes = decode(data, file, charset)
    return from_text(text, file, notes)


def from_text(text: str, file: str, notes: tuple[str, ...] = ()) -> Source:
    """The same from text already decoded."""
    lines = list(_lines(text))
    wrapped = is_wrapped(lines)
    layout = Layout(wrapped=wrapped, known=clean.vocabulary(text) if wrapped else frozenset())
    feeds = "\f" in text
    pages = _by_page(lines) if feeds else guess_pages(lines) if layout.wrapped else [lines]
    if not feeds and len(pages) > 1:
        for number, page in enumerate(pages, start=1):
            for line in page:
                line.page = number
    if len(pages) > 1:
        mark_furniture(pages)
    mark_contents(lines)
    if wrapped:
        mark_series(lines)
    _mark_notes(lines, pages if len(pages) > 1 else [], text)
    pieces = list(_split_notes(lines, text))
    layout.edges = _edges(pieces)
    remains = "the text bears remains of a conversion (bookmarks, footnote references)"
    if clean.REMAINS.search(text):
        notes = (*notes, remains)
    return Source(
        file=file, format="txt", text=text, blocks=blocks(pieces, layout), pages=max(line.page for line in lines) if len(pages) > 1 else 0,
        notes=notes,
    )  # fmt: skip


def _lines(text: str) -> Iterator[Line]:
    page, blank, at = 1 if "\f" in text else 0, 0, 0
    for number, raw in enumerate(text.split("\n"), start=1):
        start = at
        for part in raw.split("\f"):
            if start > at:
                page += 1
            inner = part.strip()
            if inner:
                left = len(part) - len(part.lstrip())
                indent = len(part[:left].expandtabs(8))
                begin = start + left
                yield Line(
                    text=inner, start=begin, end=begin + len(inner), page=page, number=number, left=indent,
                    right=indent + len(inner), gap=blank,
                )  # fmt: skip
                blank = 0
            elif part is raw:
                blank += 1
            start += len(part) + 1
        at += len(raw) + 1


def _by_page(lines: list[Line]) -> list[list[Line]]:
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    return list(pages.values())


def _edges(lines: list[Line]) -> dict[int, float]:
    """The right edge of the text a page: few lines are longer; a page of few lines takes the document's width."""
    widths: dict[int, list[float]] = {}
    for line in lines:
        if line.kind is Kind.PARAGRAPH:
            widths.setdefault(line.page, []).append(line.right)
    everything = sorted(right for rights in widths.values() for right in rights)
    common = everything[int(len(everything) * 0.9)] if everything else 0.0
    return {
        page: sorted(rights)[int(len(rights) * 0.88)] if len(rights) >= 15 else max(common, statistics.median(rights))
        for page, rights in widths.items()
    }


MOST_LINES = 400
"""A page of more lines is no page: its feeds mean something else."""
MISSED = 15
"""So many notes in a row may have been missed (a page of them without any text) before the count is lost."""


def _mark_notes(lines: list[Line], pages: list[list[Line]], text: str) -> None:
    """Footnotes: a paragraph opened by a superscript mark; at a page's foot, lines numbered on from the last note."""
    for at, line in enumerate(lines):
        if line.kind is not Kind.PARAGRAPH:
            continue
        if _NOTE_LINE.match(line.text):
            line.kind, line.opens = Kind.FOOTNOTE, True
        elif _RULE.match(line.text) and line.text[0] not in "=":
            line.kind = Kind.FURNITURE
        elif at and lines[at - 1].kind is Kind.FOOTNOTE and line.gap < 1 and line.page == lines[at - 1].page:
            line.kind = Kind.FOOTNOTE
    ends: list[int] = []
    for page in pages:
        ends = _foot(page, ends)


def _foot(page: list[Line], ends: list[int]) -> list[int]:
    """Marks the notes at the foot of one page, counting on from one of `ends` or from 1; returns where counts end now:
    a chapter may have begun to count anew, or a lone figure looked as if."""
    body = [line for line in page if line.kind is Kind.PARAGRAPH]
    if len(body) > MOST_LINES:
        return ends
    marks = [(at, number) for at, line in enumerate(body) if (number := _note_number(line.text, body)) is not None]
    for place, (at, number) in enumerate(marks):
        if (at < len(body) * 0.25 and len(body) > 8) or not (
            number in (1, -1) or any(end < number <= end + MISSED for end in ends)
        ):
            continue
        chain, want = [at], number + 1
        for later, following in marks[place + 1 :]:
            if following in (want, -1):
                chain.append(later)
                want = following + 1 if following > 0 else want
        tail = body[at:]
        if len(tail) > 6 * len(chain) + 2 or len(tail) > 0.6 * len(body) + 3:
            continue
        for behind, line in enumerate(tail):
            if line.gap >= 1 and behind and at + behind not in chain:
                break
            line.kind = Kind.FOOTNOTE
        for mark in chain:
            body[mark].opens = True
        return [want - 1, *ends[:2]] if number > 0 else ends
    return ends


_FOOT_MARK = re.compile(r"(?:(\d{1,3})(?:\t.*|\s{2,}\S.*)?|[*†‡]{1,3}(?:\s+\S.*)?)$")
_FOOT_LINE = re.compile(r"(\d{1,3}) \S")


def _note_number(text: str, body: list[Line]) -> int | None:
    """The number a line offers as a note's mark, -1 for a star, None for no mark.

    A number followed by one space only is a mark where the page refers to it: a figure glued to a word.
    """
    match = _FOOT_MARK.match(text[:400])
    if match:
        bullet = labels.split(text[:40])[0] and not text[:1].isdigit() and not text.startswith("*")
        return None if bullet else int(match[1]) if match[1] else -1
    match = _FOOT_LINE.match(text)
    if match:
        glued = re.compile(rf"(?:[^\W\d_]{{2}}|[^\W\d_][.,;:”’\")\]]{{1,2}}){match[1]}(?![\d.]\d|\d)")
        if any(glued.search(line.text) for line in body):
            return int(match[1])
    return None


def _split_notes(lines: list[Line], text: str) -> Iterator[Line]:
    """Lines with the bodies of inline notes (`[2: …]`) taken apart, where the text refers to them (`[footnoteRef:2]`)."""
    notes = clean.inline_notes(text)
    place, inside = 0, 0
    for line in lines:
        at, first = line.start, True
        while at < line.end:
            while place < len(notes) and notes[place][1] <= at:
                place += 1
            begin, end = notes[place] if place < len(notes) else (line.end, line.end)
            is_note = begin <= at
            stop = min(end if is_note else begin, line.end)
            piece = text[at:stop]
            start = at + len(piece) - len(piece.lstrip())
            inner = piece.strip()
            if inner:
                yield Line(
                    text=inner, start=start, end=start + len(inner), page=line.page, number=line.number,
                    left=line.left, right=line.left + len(inner), gap=line.gap if first else 0.0,
                    kind=Kind.FOOTNOTE if is_note else line.kind, opens=begin == at if is_note else line.opens,
                    carries=is_note or (not first and not is_note and inside > 0),
                )  # fmt: skip
                first, inside = False, inside + (not is_note)
            at = max(stop, at + 1)
        inside = 0
