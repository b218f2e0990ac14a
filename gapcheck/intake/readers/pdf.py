"""PDF: lines by position, running heads and page numbers by repetition, paragraphs from edges, gaps, sizes and weights."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

from gapcheck.errors import GapcheckError, Problem
from gapcheck.intake.blocks import Kind, Source
from gapcheck.intake.readers import clean, labels, tables
from gapcheck.intake.readers.flow import Layout, blocks
from gapcheck.intake.readers.geometry import WIDE, Piece, in_order, pieces
from gapcheck.intake.readers.lines import Line, mark_contents, mark_furniture, mark_series
from gapcheck.intake.readers.looks import ENDED, lower_start

MOST_PAGES = 5000
"""The longest inquiry reports in one file have about 1,500 pages."""
MOST_TEXT = 30_000_000
"""Twenty times the longest report met."""
_NOTE = re.compile(r"(?:\d{1,3}|[*†‡]{1,3}|[ivx]{1,5})(?:[\s.)]|$|(?=[^\W\d_]))")
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def read(data: bytes, file: str, *, progress: Callable[[int, int], None] | None = None) -> Source:
    """A PDF as blocks. Raises GapcheckError for an encrypted, damaged, endless or scanned one."""
    import pypdfium2
    import pypdfium2.raw as raw

    pdf = _open(data, file, pypdfium2)
    try:
        count = len(pdf)
        if count > MOST_PAGES:
            raise _error(file, "has too many pages", f"{count} pages", "Split the document.")
        pages: list[list[Piece]] = []
        length = 0
        for number in range(count):
            pages.append(_page(pdf, number, raw))
            length += sum(len(piece.text) for piece in pages[-1])
            if length > MOST_TEXT:
                raise _error(file, "holds too much text", f"{length} characters", "Split the document.")
            if progress:
                progress(number + 1, count)
        title = str(pdf.get_metadata_dict().get("Title", "")) if count else ""
    finally:
        pdf.close()
    if not any(piece.text.strip() for page in pages for piece in page):
        raise _error(
            file, "has no text layer: its pages are pictures", f"{count} pages without a character",
            "Run OCR first (e.g. ocrmypdf), then give the result.",
        )  # fmt: skip
    return _source(pages, file, clean.reading(title))


def _open(data: bytes, file: str, pypdfium2: Any) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as cause:
        if "password" in str(cause).lower() or (b"/Encrypt" in data[-4096:] and "security" in str(cause).lower()):
            raise _error(
                file, "is encrypted with a password", "", "Open it with the password and save a copy without one."
            ) from None
        raise _error(
            file, "is damaged or cut off", "", "Fetch the document again, or repair it (e.g. qpdf, or print it to PDF)."
        ) from None


def _error(file: str, message: str, found: str, hint: str) -> GapcheckError:
    return GapcheckError([Problem(file=file, message=message, found=found)], hint)


def _page(pdf: Any, number: int, raw: Any) -> list[Piece]:
    import pypdfium2

    try:
        page = pdf[number]
    except pypdfium2.PdfiumError:
        return []  # a page the file promises and does not hold
    try:
        return in_order(pieces(page, raw))
    finally:
        page.close()


def _source(pages: Sequence[Sequence[Piece]], file: str, title: str) -> Source:
    body = _body_size(pages)
    leading = _leading(pages)
    lines: list[list[Line]] = []
    parts: list[str] = []
    at = 0
    for number, page in enumerate(pages, start=1):
        found: list[Line] = []
        above: Piece | None = None
        for piece in _joined(page):
            text = _HIDDEN.sub("", piece.text).strip()
            if text:
                found.append(_line(text, at, number, piece, above, leading))
                parts.append(text + "\n")
                at += len(text) + 1
                above = piece
        lines.append(found)
        parts.append("\f")
        at += 1
    text = "".join(parts)
    empty = [str(number) for number, page in enumerate(lines, start=1) if not page]
    mark_furniture([page for page in lines if page])
    everything = [line for page in lines for line in page]
    mark_contents(everything)
    mark_series(everything)
    for read_page in lines:
        _mark_notes(read_page, body)
        tables.mark(read_page, 0.4 * body)
    layout = Layout(wrapped=True, edges=_edges(lines), size=body, known=clean.vocabulary(text), points=body / 2)
    notes = (f"no text on page {', '.join(empty)}",) if empty and len(empty) < len(lines) else ()
    return Source(
        file=file, format="pdf", text=text, blocks=blocks(everything, layout), pages=len(pages), title=title,
        notes=notes,
    )  # fmt: skip


def _joined(page: Sequence[Piece]) -> list[Piece]:
    """Pieces of one row as one, where the row starts with a label, or a short mark with a figure and prose behind it."""
    found: list[Piece] = []
    parts = Counter(piece.row for piece in page)
    for piece in page:
        first = found[-1] if found and found[-1].row == piece.row and piece.left >= found[-1].left else None
        near = first is not None and piece.left - first.right < WIDE * min(first.size, piece.size)
        if first and near:  # one line in two types: a raised note mark, a word in italics
            space = " " if piece.left - first.right > 0.15 * first.size else ""
            big = max(first, piece, key=lambda part: (len(part.text), part.size))
            found[-1] = Piece(
                text=f"{first.text}{space}{piece.text}", left=first.left, right=piece.right, top=big.top,
                bottom=big.bottom, size=big.size, bold=first.bold and piece.bold, row=first.row,
            )  # fmt: skip
        elif (
            first
            and parts[piece.row] < 3
            and any(map(str.isalpha, piece.text))
            and (_is_label(first.text) or (_is_mark(first.text) and len(piece.text) > 18))
        ):
            found[-1] = Piece(
                text=f"{first.text}\t{piece.text}", left=first.left, right=piece.right, top=first.top,
                bottom=max(first.bottom, piece.bottom), size=piece.size, bold=piece.bold, row=first.row,
            )  # fmt: skip
        else:
            found.append(piece)
    return found


def _is_label(text: str) -> bool:
    label, rest = labels.split(text + "\t")
    return (bool(label) and not rest) or (text.isdigit() and len(text) <= 3)


def _is_mark(text: str) -> bool:
    return len(text) <= 12 and text[-1:].isdigit() and not text[:1].isdigit() and "\t" not in text


def _line(text: str, at: int, page: int, piece: Piece, above: Piece | None, leading: dict[float, float]) -> Line:
    usual = leading.get(round(piece.size), 1.25 * piece.size)
    step = piece.bottom - above.bottom if above else 0.0
    return Line(
        text=text, start=at, end=at + len(text), page=page, left=piece.left, right=piece.right, row=piece.row,
        gap=max(1.0, step / usual - 1) if step > 1.22 * usual else 0.0, size=piece.size, bold=piece.bold,
    )  # fmt: skip


def _body_size(pages: Sequence[Sequence[Piece]]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for piece in page:
            sizes[round(piece.size * 2) / 2] += len(piece.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=10.0)


CLOSE = 1.3
"""Lines of one paragraph stand at most this many times their size apart where nothing tells how far."""
FEW = 40
"""So few lines of a size may all be paragraphs of one line, whose steps tell nothing."""


def _leading(pages: Sequence[Sequence[Piece]]) -> dict[float, float]:
    """The usual step from line to line of each size of type: between lines that one sentence runs over, where there
    are any."""
    steps: dict[float, list[float]] = {}
    sure: dict[float, list[float]] = {}
    for page in pages:
        for above, below in itertools.pairwise(page):
            step = below.bottom - above.bottom
            if abs(above.size - below.size) < 0.5 and 0.8 * below.size < step < 2.2 * below.size:
                steps.setdefault(round(below.size), []).append(step)
                if lower_start(below.text) and not ENDED.search(above.text.rstrip()[-12:]):
                    sure.setdefault(round(below.size), []).append(step)
    out = {}
    for size, found in steps.items():
        told = sorted(sure.get(size, ()))
        usual = sorted(found)[len(found) // 3]
        out[size] = told[len(told) // 3] if told else min(usual, CLOSE * size) if len(found) < FEW else usual
    return out


def _edges(pages: Sequence[Sequence[Line]]) -> dict[int, float]:
    common = sorted(line.right for page in pages for line in page if line.kind is Kind.PARAGRAPH)
    usual = common[int(len(common) * 0.9)] if common else 0.0
    edges = {}
    for number, page in enumerate(pages, start=1):
        rights = sorted(line.right for line in page if line.kind is Kind.PARAGRAPH)
        edges[number] = rights[int(len(rights) * 0.9)] if len(rights) >= 12 else max(usual, median(rights or [0.0]))
    return edges


def _mark_notes(page: Sequence[Line], body: float) -> None:
    """Footnotes: in the last run of small lines, from the first that starts with a mark; a few lines may follow it."""
    content = [line for line in page if line.kind is Kind.PARAGRAPH]
    end = len(content)
    while end and end > len(content) - 5 and content[end - 1].size >= 0.93 * body:
        end -= 1
    start = end
    while start and content[start - 1].size < 0.93 * body:
        start -= 1
    small = content[start:end]
    first = next((at for at, line in enumerate(small) if _NOTE.match(line.text)), None)
    if first is None or (not start and len(small) > 12):
        return
    while first and start and abs(small[first - 1].size - small[first].size) < 0.03 * body:
        first -= 1  # the rest of a note of the page before
    for line in small[first:]:
        line.kind = Kind.FOOTNOTE
        line.opens = bool(_NOTE.match(line.text))
        line.carries = not line.opens
