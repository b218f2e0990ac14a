"""Three tables of a case for spreadsheets: requests, findings, statistics. As CSV, or as one workbook."""

from __future__ import annotations

import io
from collections.abc import Iterable

from gapcheck.outputs import Data
from gapcheck.outputs.csv import COLUMNS, lines, rows

Table = list[list[str]]


def tables(case: Data) -> dict[str, Table]:
    """Name → rows, the first of them the heads of the columns."""
    return {
        "requests": [["request", "status", "because", "answers", "asked"], *_requests(case)],
        "findings": [list(COLUMNS), *rows(case)],
        "statistics": [*_statistics(case)],
    }


def _requests(case: Data) -> Iterable[list[str]]:
    for one in case["requests"]:
        yield [one["id"], one["status"] or "", one["because"], " ".join(one["answers"]), one["text"]]


def _statistics(case: Data) -> Iterable[list[str]]:
    found = case["statistics"]
    years = sorted({int(year) for one in found for year in one["years"]} | {y for one in found for y in one["missing"]})
    yield ["request", "indicator", "asked by", *map(str, years), "without a year", "not broken down by", "declined"]
    for one in found:
        cells = [one["years"].get(str(year), "missing" if year in one["missing"] else "") for year in years]
        yield [
            one["request"], one["indicator"], one["source"], *cells, ", ".join(one["undated"]),
            ", ".join(one["missing_by"]), "yes" if one["declined"] else "",
        ]  # fmt: skip


def as_csv(table: Table) -> bytes:
    """UTF-8 with a byte order mark, so that office programs read its accents; no cell can act as a formula."""
    return lines(table, "\r\n").encode("utf-8-sig")


def as_xlsx(named: dict[str, Table]) -> bytes:
    """One workbook, a sheet a table, heads frozen and filtered. Raises ImportError where xlsxwriter is not installed
    (`pip install gapcheck[xlsx]`)."""
    import datetime

    import xlsxwriter

    out = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, safe)
    book.set_properties({"created": datetime.datetime(2000, 1, 1)})  # no clock: same input, same bytes
    head, body = book.add_format({"bold": True, "bottom": 1}), book.add_format({"text_wrap": True, "valign": "top"})
    for name, table in named.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(table):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell, body if number else head)
        for column, title in enumerate(table[0]):
            widest = max((len(row[column]) for row in table), default=0)
            sheet.set_column(column, column, min(max(len(title) + 2, widest + 1), 60))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(table) - 1, 0), len(table[0]) - 1)
    book.close()
    return out.getvalue()
