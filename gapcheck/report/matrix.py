"""The matrix: a row an item, a cell a request. Long runs of items without sub-items are told in tens."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from gapcheck.report import view
from gapcheck.report.shadow import is_open

DENSE = 12  # items without sub-items in a run, from which they are told together
TEN = 10


def _flat(item: view.Item) -> bool:
    return len(item.requests) == 1 and item.requests[0].id == item.id


def in_tens(items: Sequence[view.Item]) -> tuple[view.Item, ...]:
    """The items; a long run of items without sub-items becomes items of ten requests, named "115.1–115.10"."""
    out: list[view.Item] = []
    for flat, group in groupby(items, key=_flat):
        run = list(group)
        if not flat or len(run) < DENSE:
            out += run
            continue
        out += [_joined(run[at : at + TEN]) for at in range(0, len(run), TEN)]
    return tuple(out)


def _joined(items: Sequence[view.Item]) -> view.Item:
    first, last = items[0], items[-1]
    label = first.label if first is last else f"{first.label}–{last.label}"
    requests = tuple(request for item in items for request in item.requests)
    return view.Item(id=label, label=label, anchor=f"{first.anchor}-to", title="", text="", requests=requests)


def matrix(items: Sequence[view.Item]) -> tuple[view.Row, ...]:
    """A row for each item."""
    return tuple(
        view.Row(
            label=item.label,
            title=item.title,
            anchor=item.anchor,
            cells=tuple(_cell(request) for request in item.requests),
        )
        for item in items
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
