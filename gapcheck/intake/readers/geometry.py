"""Where the lines of a PDF page stand: their edges, sizes and weights, put into reading order by position."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

_BREAK = re.compile(r"[^\r\n\ufffe]*(?:\r\n|\r|\n|\ufffe(?:\r\n)?|$)")
_BOLD_NAME = re.compile(rb"bold|black|heavy|semibold|demi", re.IGNORECASE)
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
        return list(_runs(textpage.raw, raw, _characters(textpage, raw), page.get_height()))
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


def _runs(handle: Any, raw: Any, text: str, height: float) -> Iterator[Piece]:
    lines = []
    for match in _BREAK.finditer(text):
        inner = match.group().strip()
        if inner:
            start = match.start() + match.group().index(inner[0])
            lines.append((start, start + len(inner)))
    box = raw.FS_RECTF()
    pointer = ctypes.byref(box)

    def edges(at: int) -> tuple[float, float, float, float]:
        raw.FPDFText_GetLooseCharBox(handle, at, pointer)
        return box.left, box.right, height - box.top, height - box.bottom

    widths = []
    found: list[
        tuple[
            int,
            int,
            tuple[float, float, float, float],
            tuple[float, float, float, float],
            tuple[float, float, float, float],
            float,
        ]
    ] = []
    for start, end in lines:
        first, last = edges(start), edges(end - 1)
        middle = _typical(text, start, end)
        inner = edges(middle)
        size = _size(handle, raw, middle, inner)
        if last[1] < first[0] or abs(last[3] - first[3]) > 4 * size:
            yield Piece(text=text[start:end], left=first[0], right=first[1], top=first[2], bottom=first[3], size=size,
                        upright=False)  # fmt: skip
            continue
        found.append((start, end, first, last, inner, size))
        widths.append((last[1] - first[0]) / (end - start) / size)
    usual = median(widths) if widths else 0.5
    for (start, end, first, last, inner, size), width in zip(found, widths, strict=True):
        parts = [(start, end)]
        if " " in text[start:end] and (width > 1.12 * usual or end - start < 45 or text[start:end][:6].count(" ")):
            parts = _parted(text, start, end, edges, size, 10 if width <= 1.12 * usual and end - start >= 45 else None)
        bold = _bold(handle, raw, start) and _bold(handle, raw, end - 1)
        for number, (begin, stop) in enumerate(parts):
            head = first if begin == start else edges(begin)
            tail = last if stop == end else edges(stop - 1)
            if number and len(parts) > 1:
                bold = _bold(handle, raw, begin) and _bold(handle, raw, stop - 1)
            yield Piece(
                text=text[begin:stop].replace("\ufffe", "-"), left=head[0], right=tail[1], top=inner[2],
                bottom=inner[3], size=size, bold=bold,
            )  # fmt: skip


def _typical(text: str, start: int, end: int) -> int:
    """A letter near the middle of a line, else its first character: never a raised figure or a space set small."""
    middle = start + (end - start) // 2
    return next((at for at in (*range(middle, end), *range(middle, start, -1)) if text[at].isalpha()), start)


def _parted(text: str, start: int, end: int, edges: Any, size: float, only: int | None) -> list[tuple[int, int]]:
    parts, begin = [], start
    for match in re.finditer(r"(?<=\S)[ \u00a0\t]+(?=\S)", text[start : start + only if only else end]):
        before, after = start + match.start() - 1, start + match.end()
        if edges(after)[0] - edges(before)[1] > WIDE * size:
            parts.append((begin, before + 1))
            begin = after
    return [*parts, (begin, end)]


def _size(handle: Any, raw: Any, at: int, box: tuple[float, float, float, float]) -> float:
    """The height of the type in points: its font's size times the scale it is drawn at."""
    matrix = raw.FS_MATRIX()
    size = raw.FPDFText_GetFontSize(handle, at)
    if size > 0 and raw.FPDFText_GetMatrix(handle, at, ctypes.byref(matrix)):
        scale = (matrix.b**2 + matrix.d**2) ** 0.5
        size *= scale if scale else 1.0
    return max(float(size) if size > 0 else box[3] - box[2], 1.0)


def _bold(handle: Any, raw: Any, at: int) -> bool:
    if raw.FPDFText_GetFontWeight(handle, at) >= 600:
        return True
    buffer = ctypes.create_string_buffer(96)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(handle, at, buffer, 96, ctypes.byref(flags))
    return bool(flags.value & (1 << 18)) or bool(_BOLD_NAME.search(buffer.value))


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
    if len(prose) < 16:
        return 0.0
    low, high = min(piece.left for piece in prose), max(piece.right for piece in prose)
    for share in (0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65):
        line = low + share * (high - low)
        left = [piece for piece in prose if piece.right <= line]
        right = [piece for piece in prose if piece.left >= line]
        crossing = len(prose) - len(left) - len(right)
        if min(len(left), len(right)) < 8 or crossing > 0.15 * len(prose):
            continue
        filled = [(max(p.right for p in side) - min(p.left for p in side)) for side in (left, right)]
        if all(
            median(p.right - p.left for p in side) > 0.7 * width
            for side, width in zip((left, right), filled, strict=True)
        ):
            return line
    return 0.0
