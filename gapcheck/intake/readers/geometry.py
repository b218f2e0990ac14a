"""Where the lines of a PDF page stand: their edges, sizes and weights, put into reading order by position."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

_BREAK = re.compile(r"[^\r\n\ufffe]*(?:\r\n|\r|\n|\ufffe(?:\r\n)?|$)")
_BOLD_NAME = re.compile(rb"bold|black|heavy|semibold|demi", re.IGNORECASE)
_SPACES = re.compile(r"(?<=\S)[ \u00a0\t]+(?=\S)")
_FORCED_BOLD = 1 << 18  # PDF 32000, table 123
WIDE = 1.1
"""A gap within a line wider than this many times its height parts two columns, or a label from its text."""


@dataclass(slots=True)
class Piece:
    """A run of text on one line of a page, edges in points from the page's top left corner."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    bold: bool = False
    row: int = 0
    upright: bool = True

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def pieces(page: Any, raw: Any) -> list[Piece]:
    """The runs of text of one page in the order the file draws them. `page` is a pypdfium2 page, `raw` its C interface.

    Characters are asked for at the ends of a line, and where a line is wider than its text, at its spaces.
    """
    textpage = page.get_textpage()
    try:
        return list(_Lines(textpage.raw, raw, _characters(textpage, raw), page.get_height()).runs())
    finally:
        textpage.close()


def _characters(textpage: Any, raw: Any) -> str:
    """The text of a page, one character for each that the C interface counts."""
    text: str = textpage.get_text_range()
    count = textpage.count_chars()
    if len(text) == count:
        return text
    codes = (raw.FPDFText_GetUnicode(textpage.raw, at) for at in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " " for code in codes)


Box = tuple[float, float, float, float]
"""Left, right, top, bottom."""


class _Lines:
    """The lines of one page, by the C interface: `handle` its text page, `text` what it holds, one place a character."""

    def __init__(self, handle: Any, raw: Any, text: str, height: float) -> None:
        self.handle, self.raw, self.text, self.height = handle, raw, text, height
        self.rectangle = raw.FS_RECTF()

    def edges(self, at: int) -> Box:
        box = self.rectangle
        self.raw.FPDFText_GetLooseCharBox(self.handle, at, ctypes.byref(box))
        return box.left, box.right, self.height - box.top, self.height - box.bottom

    def runs(self) -> Iterator[Piece]:
        """The runs of text: a line each, parted at gaps where it is wider than its characters."""
        found: list[tuple[int, int, Piece]] = []
        for match in _BREAK.finditer(self.text):
            inner = match.group().strip()
            if inner:
                start = match.start() + match.group().index(inner[0])
                found.append((start, start + len(inner), self._line(start, start + len(inner))))
        widths = [(p.right - p.left) / (end - start) / p.size for start, end, p in found if p.upright]
        usual = 1.12 * (median(widths) if widths else 0.5)
        for start, end, piece in found:
            if not piece.upright or not _SPACES.search(piece.text):
                yield piece
                continue
            wide = (piece.right - piece.left) / (end - start) / piece.size > usual or end - start < 45
            yield from self._parted(start, end, piece, end if wide else min(start + 10, end))

    def _line(self, start: int, end: int) -> Piece:
        first, last = self.edges(start), self.edges(end - 1)
        middle = _typical(self.text, start, end)
        inner = self.edges(middle)
        size = self._size(middle, inner)
        upright = last[1] >= first[0] and abs(last[3] - first[3]) <= 4 * size
        return Piece(
            text=self.text[start:end].replace("\ufffe", "-"), left=first[0], right=(last if upright else first)[1],
            top=inner[2], bottom=inner[3], size=size, upright=upright, bold=self._bold(start) and self._bold(end - 1),
        )  # fmt: skip

    def _parted(self, start: int, end: int, whole: Piece, stop: int) -> Iterator[Piece]:
        """`whole`, parted at the gaps up to `stop` that are too wide for a space."""
        begin, left = start, whole.left
        gaps = []
        for match in _SPACES.finditer(self.text, start, stop):
            before, after = match.start() - 1, match.end()
            if after < end and before >= start:
                gaps.append((before, after, self.edges(before)[1], self.edges(after)[0]))
        usual = median(following - right for *_, right, following in gaps) if len(gaps) > 3 else 0.0
        for before, after, right, following in gaps:
            if following - right > max(WIDE * whole.size, 2.2 * usual):  # a justified line is wide at every space
                yield replace(whole, text=self.text[begin : before + 1], left=left, right=right,
                              bold=self._bold(begin) and self._bold(before))  # fmt: skip
                begin, left = after, following
        if begin == start:
            yield whole
        else:
            text = self.text[begin:end].replace("\ufffe", "-")
            yield replace(whole, text=text, left=left, bold=self._bold(begin) and self._bold(end - 1))

    def _size(self, at: int, box: Box) -> float:
        """The height of the type in points: its font's size times the scale it is drawn at."""
        matrix = self.raw.FS_MATRIX()
        size = float(self.raw.FPDFText_GetFontSize(self.handle, at))
        if size > 0 and self.raw.FPDFText_GetMatrix(self.handle, at, ctypes.byref(matrix)):
            size *= (matrix.b**2 + matrix.d**2) ** 0.5 or 1.0
        return max(size if size > 0 else box[3] - box[2], 1.0)

    def _bold(self, at: int) -> bool:
        if self.raw.FPDFText_GetFontWeight(self.handle, at) >= 600:
            return True
        name = ctypes.create_string_buffer(96)
        flags = ctypes.c_int()
        self.raw.FPDFText_GetFontInfo(self.handle, at, name, 96, ctypes.byref(flags))
        return bool(flags.value & _FORCED_BOLD) or bool(_BOLD_NAME.search(name.value))


def _typical(text: str, start: int, end: int) -> int:
    """A letter near the middle of a line, else its first character: never a raised figure or a space set small."""
    middle = start + (end - start) // 2
    return next((at for at in (*range(middle, end), *range(middle, start, -1)) if text[at].isalpha()), start)


def in_order(found: Sequence[Piece]) -> list[Piece]:
    """The pieces of a page as a reader meets them: by their top edge, side by side from the left, columns one by one."""
    if 2 * sum(piece.upright for piece in found) <= len(found):  # a page turned on its side: as the file draws it
        for number, piece in enumerate(found):
            piece.row, piece.left, piece.right, piece.top, piece.bottom = number, 0.0, 0.0, 20.0 * number, 20.0 * number
        return list(found)
    gutter = _gutter(found)
    if gutter:
        crossing = [piece for piece in found if piece.left < gutter < piece.right]
        top = min((p.top for p in found if p not in crossing), default=0)
        above = [piece for piece in crossing if piece.middle < top]
        below = [piece for piece in crossing if piece.middle >= top]
        left = [piece for piece in found if piece.right <= gutter]
        right = [piece for piece in found if piece.left >= gutter]
        if not any(_within(piece, left + right) for piece in below):
            ordered: list[Piece] = []
            for part in (above, left, right, below):
                ordered += _rows(part, ordered[-1].row + 1 if ordered else 0)
            return ordered
    return _rows(found, 0)


def _within(piece: Piece, others: Sequence[Piece]) -> bool:
    return any(other.top > piece.bottom for other in others)


def _rows(found: Sequence[Piece], number: int) -> list[Piece]:
    """Pieces by visual rows from the top, each row from the left; numbers the rows on from `number`."""
    ordered: list[Piece] = []
    row: list[Piece] = []
    for piece in sorted(found, key=lambda piece: (piece.middle, piece.left)):
        if row and piece.middle - row[0].middle > 0.5 * min(piece.bottom - piece.top, row[0].bottom - row[0].top):
            ordered += sorted(row, key=lambda piece: piece.left)
            row, number = [], number + 1
        piece.row = number
        row.append(piece)
    return ordered + sorted(row, key=lambda piece: piece.left)


def _gutter(found: Sequence[Piece]) -> float:
    """The middle of the white band between two columns of prose, 0.0 where the page has one column."""
    prose = [piece for piece in found if len(piece.text) > 18]
    if not 16 <= len(prose) <= 1000:
        return 0.0
    low, high = min(piece.left for piece in prose), max(piece.right for piece in prose)
    for share in (0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65):
        line = low + share * (high - low)
        left = [piece for piece in prose if piece.right <= line]
        right = [piece for piece in prose if piece.left >= line]
        crossing = len(prose) - len(left) - len(right)
        if max(len(left), len(right)) < 8 or min(len(left), len(right)) < 3 or crossing > 0.15 * len(prose):
            continue
        filled = [(max(p.right for p in side) - min(p.left for p in side)) for side in (left, right)]
        if all(
            median(p.right - p.left for p in side) > 0.7 * width
            for side, width in zip((left, right), filled, strict=True)
        ):
            return line
    return 0.0
