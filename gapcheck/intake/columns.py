"""Tables of requests and answers: the row that names the columns, and the columns that hold neither.

What a column holds is told by its head (`columns.yaml`); "by when" and "by whom" are no part of an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from itertools import groupby

import yaml

from gapcheck.intake.units import Unit

SHORT = 8
"""Words of the head of a column at most."""


@lru_cache(maxsize=1)
def _heads() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of the heads of columns that are read, and of those that are not."""
    data = yaml.safe_load((resources.files("gapcheck.intake") / "columns.yaml").read_text("utf-8"))
    told, aside = (
        re.compile(rf"\W*(?:{'|'.join(data[name].values())})\W*", re.IGNORECASE) for name in ("told", "aside")
    )
    return told, aside


def read(units: Sequence[Unit]) -> list[Unit]:
    """The units with the heads of tables, and the cells below the heads of columns beside the matter, named as skips."""
    return list(_read(units))


def _read(units: Sequence[Unit]) -> Iterator[Unit]:
    cells, beside = 0, frozenset[int]()
    for _, group in groupby(units, key=lambda unit: (unit.block, unit.cell >= 0, unit.skip)):
        row = list(group)
        if row[0].skip or row[0].cell < 0:
            cells = cells if row[0].skip else 0
            yield from row
            continue
        found = _beside(row)
        if found is not None:
            cells, beside = row[0].cells, found
            yield from (replace(unit, skip="headings") for unit in row)
        elif row[0].cells == cells:
            yield from (replace(unit, skip="other columns") if unit.cell in beside else unit for unit in row)
        else:
            cells = 0
            yield from row


def _beside(row: Sequence[Unit]) -> frozenset[int] | None:
    """The columns beside the matter where the row names columns and at least one holds the matter; None for others."""
    told, aside = _heads()
    if len(row) < 2 or any(len(unit.text.split()) > SHORT or unit.label for unit in row):
        return None
    beside = frozenset(unit.cell for unit in row if aside.fullmatch(unit.text))
    matter = [unit for unit in row if unit.cell not in beside and told.fullmatch(unit.text)]
    return beside if beside and matter and len(matter) + len(beside) >= len(row) - 1 else None
