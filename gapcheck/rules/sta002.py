"""A series of figures stops short of, or skips a year of, the reporting period.

## What it checks

For every figure asked for (by `statistics` in the record, by the request's own words, or by its verb): whether it is
given for each year the reply can be asked for. Where the document names no period, these are the years that lie at
least by half between the recommendation's adoption and the reply, and had ended when the reply was received: for a
recommendation of June 2023 and a reply of June 2025, 2023 and 2024. A total over several years counts for each of them.
For a figure that only a verb implies, one year at least must be there, and the finding is a note. A figure asked for in
so many words and given without a year is told as such. Years before what is counted began ("the helpline opened in
2024") are not asked for. The sum of a budget over several years makes no series, nor do figures that only a pointer leads
to or, where a verb implies them, the attendance of one dated event.

## Why it matters

A series that ends before the recommendation, or that leaves out a year, cannot show what changed after it. The year
left out may be the one that matters.

## What to do

Ask for the missing years, in the same breakdown as those given.

## What it cannot see

A year written as "last year" or "the year under review", and figures in a chart.

## Examples

```yaml
- name: the series stops a year before the reply
  requests: {1.a: "Provide data on persons convicted of smuggling, per year."}
  responses: [{answers: [1.a], text: "In 2022, 12 persons were convicted of smuggling, and in 2023, 14 persons."}]
  finds: [{requests: [1.a], message: "2024", ask: "2024"}]
  status: {1.a: partly answered}
```

```yaml
- name: every year of the period is there
  requests: {1.a: "Provide data on persons convicted of smuggling, per year."}
  responses: [{answers: [1.a], text: "In 2023, 14 persons were convicted of smuggling, and in 2024, 9 persons."}]
  finds: []
```
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gapcheck.analysis.naming import called, listing
from gapcheck.analysis.series import begun, of_series
from gapcheck.analysis.statistics import Row, rows
from gapcheck.model import Case, Gap, Quote, Severity, Status

CODE = "STA002"
NAME = "missing-years"
SEVERITY = Severity.WARNING


def check(case: Case) -> Iterator[Gap]:
    for row in rows(case):
        held = of_series(case, row)
        since = begun(case, held) if row.missing else 0
        row = replace(row, missing=tuple(year for year in row.missing if year >= since))
        if not held or not row.missing:
            continue
        implied = row.asked.source in ("implied", "lead")
        if implied and not row.years:
            continue
        yield Gap(
            requests=(row.asked.request,),
            responses=tuple(dict.fromkeys(one.response.id for one in row.given)),
            quotes=_quotes(row),
            message=_message(case, row),
            ask=_ask(row),
            settles=None if implied else Status.PARTLY_ANSWERED,
            severity=Severity.NOTE if implied else None,
            detail=row.detail,
        )


def _quotes(row: Row) -> tuple[Quote, ...]:
    found = {(one.quote.record.id, one.quote.start): one.quote for one in row.given}
    return tuple(found.values())[:6]


def _message(case: Case, row: Row) -> str:
    what, missing = row.asked.indicator, listing(row.missing)
    if not row.years:
        return (
            f"The reply to {called(case, row.asked.request)} gives a figure for {what} without saying for which year."
        )
    return (
        f"The reply to {called(case, row.asked.request)} gives figures for {what} for {listing(row.years)};"
        f" it has none for {missing}."
    )


def _ask(row: Row) -> str:
    by = f", disaggregated by {listing(row.asked.by)}" if row.asked.by else ""
    return f"Please provide, for {listing(row.missing)}, figures on {row.asked.indicator}{by}."
