"""Tables that lost their grid: rows of a page whose parts stand under each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gapcheck.intake.blocks import Kind
from gapcheck.intake.readers.lines import Line

MOST_BETWEEN = 8
"""Rows of one part (a cell over several lines) that may stand between two rows of several parts."""


def mark(page: Sequence[Line], tolerance: float) -> None:
    """Marks the lines of tables: the first line of a row gets the texts of its `cells`, the others carry on with it.

    A table is two or more rows with parts at the same two or more left edges (`tolerance` apart at most) and, between
    them, lines that keep within one column.
    """
    rows = list(_rows(page))
    several = [at for at, row in enumerate(rows) if len(row) > 1]
    done = -1
    for place, at in enumerate(several):
        if at <= done or place + 1 >= len(several):
            continue
        columns = [line.left for line in rows[at]]
        last = at
        for later in several[place + 1 :]:
            if later - last > MOST_BETWEEN or not _aligned(columns, rows[later], tolerance):
                break
            if not all(_fits(line, columns, tolerance) for row in rows[last + 1 : later] for line in row):
                break
            columns = _merged(columns, rows[later], tolerance)
            last = later
        if last == at:
            continue
        while last + 1 < len(rows) and rows[last + 1][0].gap < 1 and len(rows[last + 1]) == 1:
            if rows[last + 1][0].left < columns[1] - tolerance or not _fits(rows[last + 1][0], columns, tolerance):
                break
            last += 1
        _fill(rows[at : last + 1], columns, tolerance)
        done = last


def _rows(page: Sequence[Line]) -> Iterator[list[Line]]:
    row: list[Line] = []
    for line in page:
        if line.kind is not Kind.PARAGRAPH:
            continue
        if row and line.row != row[0].row:
            yield row
            row = []
        row.append(line)
    if row:
        yield row


def _aligned(columns: Sequence[float], row: Sequence[Line], tolerance: float) -> bool:
    hits = sum(any(abs(line.left - edge) <= tolerance for edge in columns) for line in row)
    return hits >= 2


def _merged(columns: Sequence[float], row: Sequence[Line], tolerance: float) -> list[float]:
    new = [line.left for line in row if all(abs(line.left - edge) > 3 * tolerance for edge in columns)]
    return sorted([*columns, *new])


def _fits(line: Line, columns: Sequence[float], tolerance: float) -> bool:
    column = _column(line, columns, tolerance)
    return column >= 0 and (column + 1 == len(columns) or line.right <= columns[column + 1] + tolerance)


def _column(line: Line, columns: Sequence[float], tolerance: float) -> int:
    return sum(edge <= line.left + tolerance for edge in columns) - 1


def _fill(rows: Sequence[Sequence[Line]], columns: Sequence[float], tolerance: float) -> None:
    """Joins the visual rows of a table into its rows: a new one starts after a gap, or where every column starts anew."""
    groups: list[list[Line]] = []
    filled: set[int] = set()
    gaps = any(row[0].gap >= 1 for row in rows[1:])
    for row in rows:
        own = {_column(line, columns, tolerance) for line in row}
        fresh = max(line.gap for line in row) >= 1 if gaps else 0 in own and (len(own) > 1 or not own < filled)
        if not groups or fresh:
            groups.append([])
            filled = set()
        groups[-1] += row
        filled |= own
    for group in groups:
        cells: list[list[str]] = [[] for _ in columns]
        for line in group:
            cells[max(_column(line, columns, tolerance), 0)].append(line.text)
            line.kind, line.carries = Kind.TABLE_ROW, True
        group[0].carries = False
        group[0].cells = tuple("\n".join(cell) for cell in cells)
