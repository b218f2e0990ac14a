"""Figures are asked for by sex, age, region or the like, and are given without.

## What it checks

The breakdowns a request asks for, in its record (`by`) or in its own words ("disaggregated by sex and age"), against
the figures given for it. A breakdown is there where one of the figures is for a part of it ("of whom 9 were women",
"12 children", "in rural districts"). Where no figure is given at all, STA001 says so.
Where a figure is only implied by a verb, "all types of exploitation" in the request or above it wants the figure for
each type; the finding is then a note.

## Why it matters

A total hides who is left out. Treaty bodies ask for disaggregated data because equality cannot be checked without it.

## What to do

Ask for the same figures in the breakdown requested. If the reply uses other words for it ("schoolgirls"), say so in a
verdict.

## What it cannot see

A breakdown in an annex or a chart; one that is complete only in part (women given, men to be subtracted) counts as
there.

## Examples

```yaml
- name: asked by sex and given as a total
  requests: {1.a: "Provide data on persons convicted of smuggling, disaggregated by sex."}
  responses: [{answers: [1.a], text: "In 2023, 14 persons were convicted of smuggling, and in 2024, 9 persons."}]
  finds: [{requests: [1.a], message: "by sex", ask: "disaggregated by sex"}]
```

```yaml
- name: the part of women is given
  requests: {1.a: "Provide data on persons convicted of smuggling, disaggregated by sex."}
  responses: [{answers: [1.a], text: "In 2023, 14 persons were convicted of smuggling, of whom 3 were women, and in 2024, 9 persons."}]
  finds: []
```
"""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.analysis.naming import called, listing
from gapcheck.analysis.statistics import rows
from gapcheck.model import Case, Gap, Severity, Status

CODE = "STA003"
NAME = "missing-disaggregation"
SEVERITY = Severity.WARNING


def check(case: Case) -> Iterator[Gap]:
    for row in rows(case):
        if not row.missing_by:
            continue
        by = listing(row.missing_by)
        implied = row.asked.source in ("implied", "lead")
        quotes = {(one.quote.record.id, one.quote.start): one.quote for one in row.given}
        years = listing(sorted(row.years))
        yield Gap(
            requests=(row.asked.request,),
            responses=tuple(dict.fromkeys(one.response.id for one in row.given)),
            quotes=tuple(quotes.values())[:6],
            message=f"The reply to {called(case, row.asked.request)} gives figures for {row.asked.indicator} but not by {by}.",
            ask=f"Please provide the figures on {row.asked.indicator}{f' for {years}' if years else ''}, disaggregated by {by}.",
            settles=None if implied else Status.PARTLY_ANSWERED,
            severity=Severity.NOTE if implied else None,
            detail=row.detail,
        )
