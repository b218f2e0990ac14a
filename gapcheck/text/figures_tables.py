"""Figures in tables written as text: rows of cells parted by bars or tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gapcheck.text.dates import dates
from gapcheck.text.figures_numbers import numbers

ROW = re.compile(r"^.*(?:\||\t).*$", re.MULTILINE)
CELL = re.compile(r"[^|\t\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A number at [start, end), the words of its column and its row in `label`; `row` and `table` are spans."""

    start: int
    end: int
    value: float
    kind: str
    unit: str
    label: str
    years: tuple[int, ...]
    row: tuple[int, int]
    table: tuple[int, int]


def cells(text: str, language: str) -> tuple[Cell, ...]:
    """The numbers in the cells of every table of two rows or more; a row of one cell is none."""
    found: list[Cell] = []
    for table in _tables(text):
        found += _read(text, table, language)
    return tuple(found)


def _tables(text: str) -> Iterator[list[tuple[int, int]]]:
    """Runs of neighbouring lines with cells, each as the spans of its lines."""
    run: list[tuple[int, int]] = []
    for match in ROW.finditer(text):
        if run and match.start() - run[-1][1] > 1:
            if len(run) > 1:
                yield run
            run = []
        run.append(match.span())
    if len(run) > 1:
        yield run


def _row(text: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    return [match.span() for match in CELL.finditer(text, *span) if match.group().strip()]


def _read(text: str, rows: list[tuple[int, int]], language: str) -> Iterator[Cell]:
    head = _row(text, rows[0])
    body = [row for row in rows[1:] if not re.fullmatch(r"[\s|:+-]*", text[slice(*row)])]
    for row in body:
        places = _row(text, row)
        label = text[slice(*places[0])].strip() if places else ""
        for column, (start, end) in enumerate(places[1:], start=1):
            shift = len(head) - len(places)  # a head without a cell above the labels
            title = text[slice(*head[column + shift])].strip() if 0 <= column + shift < len(head) else ""
            inside = [number for number in numbers(text[start:end], language) if number.kind != "zero"]
            if len(inside) != 1 or text[start:end].strip() != text[start + inside[0].start : start + inside[0].end]:
                continue
            number = inside[0]
            years = tuple(year for part in (title, label) for date in dates(part, language) for year in date.years)
            yield Cell(
                start=start + number.start, end=start + number.end, value=number.value, kind=number.kind,
                unit=number.unit, label=" ".join(part for part in (title, label) if not dates(part, language)),
                years=years, row=row, table=(rows[0][0], rows[-1][1]),
            )  # fmt: skip
