"""No answer speaks of a part of the reporting period.

## What it checks

The years of the reporting period (the reply's own, else from the adoption of the recommendation to the receipt of the
reply) against all dates in all answers. A year counts as spoken of where a date, a year of figures or a period in an
answer falls in it; "since 2019" covers what follows. Plans and strategies that reach beyond the receipt of the reply,
or over more than four years, do not cover the years they name. A year of which less than three months belong to the
period is not asked about, and a period of less than a year neither, unless the reply itself states it.

## Why it matters

A reply accounts for a period. A year in which nothing is reported may have been without measures, or the reply may have
been written before it and not brought up to date.

## What to do

Ask what was done in the missing year, for each request.

## What it cannot see

Measures without a date ("recently"), and whether what is told of a year answers anything: MEA001 and STA002 look at each
request.

## Examples

```yaml
- name: nothing is told of the second year
  requests: {1: Count the street dogs.}
  document: {adopted: "2021-02-01"}
  reply: {received: "2023-12-20"}
  responses: [{answers: ["1"], text: "In March 2021, 400 dogs were counted, and 380 in June 2023."}]
  finds: [{message: "2022"}]
```

```yaml
- name: an open period covers what follows
  requests: {1: Count the street dogs.}
  document: {adopted: "2021-02-01"}
  reply: {received: "2023-12-20"}
  responses: [{answers: ["1"], text: "Since 2020 the dogs are counted every month."}]
  finds: []
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gapcheck.analysis.procedure import day
from gapcheck.model import Case, Gap, Quote, Severity, quote
from gapcheck.text.dates import Dated, dates

CODE = "REF005"
NAME = "period-uncovered"
SEVERITY = Severity.NOTE
INSIDE, SHORTEST = 90, 365
"""Days of a year that must belong to the period, and days of a period that the reply does not state itself."""
LONGEST = 4
"""Years after which a period named in an answer is a plan's, not an account."""


def check(case: Case) -> Iterator[Gap]:
    period = _period(case)
    if period is None or not any(response.text for response in case.responses):
        return
    first, last = period
    wanted = [year for year in range(first.year, last.year + 1) if _days(year, first, last) >= INSIDE]
    covered: set[int] = set()
    for response in case.responses:
        for dated in dates(response.text, case.language):
            covered |= _covers(dated, last)
    missing = [year for year in wanted if year not in covered]
    if not missing or case.reply is None:
        return
    years = _listed(missing)
    yield Gap(
        quotes=_quotes(case),
        message=f"No answer names a date in {years}; the reporting period runs from {first.year} to {last.year}.",
        ask=f"Please describe the measures taken, and give the figures, for {years}.",
        detail={"missing": missing, "from": first.isoformat(), "to": last.isoformat()},
    )


def _period(case: Case) -> tuple[date, date] | None:
    if case.reply is None:
        return None
    document = case.reply.document
    stated = bool(document.period_from and document.period_to)
    first = _whole(document.period_from, "-01-01") or day(case.recommendations.document.adopted)
    last = _whole(document.period_to, "-12-31") or day(document.received)
    if (
        first is None
        or last is None
        or (last - first).days < (0 if stated else SHORTEST)
        or last.year - first.year > 20
    ):
        return None
    return first, last


def _whole(iso: str, rest: str) -> date | None:
    """A day; of a bare year its first or last."""
    return day(iso + rest if len(iso) == 4 else iso)


def _days(year: int, first: date, last: date) -> int:
    return (min(last, date(year, 12, 31)) - max(first, date(year, 1, 1))).days + 1


def _covers(dated: Dated, last: date) -> set[int]:
    start, end = int(dated.iso[:4]), int((dated.until or dated.iso)[:4])
    if dated.open:
        return set(range(start, last.year + 1)) if last.year - start < 60 else set()
    if end - start + 1 > LONGEST or (end > start and end > last.year):
        return set()
    return set(range(start, end + 1))


def _listed(years: list[int]) -> str:
    words = [str(year) for year in years]
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def _quotes(case: Case) -> tuple[Quote, ...]:
    if case.reply is None:
        return ()
    document = case.reply.document
    if document.period_from and document.period_to:
        return quote(document, "period_from"), quote(document, "period_to")
    return quote(case.recommendations.document, "adopted"), quote(document, "received")
