"""The matrix: a row an item, a cell a request. Long runs of items without sub-items share rows of ten."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from gapcheck.report import view
from gapcheck.report.shadow import is_open

DENSE = 12  # items without sub-items in a run, from which they share rows
TEN = 10


def matrix(items: Sequence[view.Item]) -> tuple[tuple[view.Row, ...], bool]:
    """The rows, and whether some of them are shared."""
    rows: list[view.Row] = []
    dense = False
    for flat, group in groupby(items, key=lambda item: len(item.requests) == 1 and item.requests[0].id == item.id):
        run = list(group)
        if not flat or len(run) < DENSE:
            rows += [_row(item) for item in run]
            continue
        dense = True
        for at in range(0, len(run), TEN):
            rows.append(_shared(run[at : at + TEN]))
    return tuple(rows), dense


def _row(item: view.Item) -> view.Row:
    return view.Row(
        label=item.label,
        title=item.title,
        anchor=item.anchor,
        cells=tuple(_cell(request) for request in item.requests),
    )


def _shared(items: Sequence[view.Item]) -> view.Row:
    first, last = items[0].label, items[-1].label
    return view.Row(
        label=first if first == last else f"{first}–{last}",
        title="",
        anchor=items[0].anchor,
        cells=tuple(_cell(request) for item in items for request in item.requests),
    )


def _cell(request: view.Request) -> view.Cell:
    return view.Cell(
        letter=request.letter,
        anchor=request.anchor,
        request=request.label,
        status=request.status,
        status_label=request.status_label,
        grade=" ".join(dict.fromkeys(grade.grade for grade in request.grades)),
        title=request.title,
        open=is_open(request),
    )
