"""Everything dated in the answers precedes the recommendation.

## What it checks

All dates in all answers to a request, and in those its pointers lead to: acts, events, periods, years of figures. Where
there is at least one and each lies before the day the recommendation was adopted, the answer shows no measure taken on
it. A year or month in which that day falls counts as after it; a plan for several years and what has gone on "since
2016" count from their beginning. An answer without any date is left alone, and so is one in which an undated sentence
reports something done that bears on the request ("inspectors have been trained"). Of an answer to several requests the sentences that speak of this one are
read, where there are such. Where the request asks for figures in so many words and all that
is dated are figures, they stop short: STA001 or STA002 names what lacks.

## Why it matters

A body that recommends a change has read the law in force. An answer that describes that law reports what the
recommendation found lacking, not what was done about it.

## What to do

Ask which measures were taken after the recommendation, with their dates.

## What it cannot see

A recent measure told in the present tense and without a date ("the ministry keeps a register").

## Examples

```yaml
- name: the answer rests on a decree of 2009
  requests: {1.a: Improve the identification of victims.}
  responses: [{answers: [1.a], text: "Under Decree No. 5 of 3 September 2009, the police identify victims."}]
  finds: [{requests: [1.a], message: 3 September 2009, ask: after 16 June 2023}]
  status: {1.a: earlier measures only}
```

```yaml
- name: a figure for 2024 is later
  requests: {1.a: Improve the identification of victims.}
  responses: [{answers: [1.a], text: "Under Decree No. 5 of 3 September 2009, the police identify victims. In 2024, they identified 12 victims."}]
  finds: []
```
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from gapcheck.analysis.joint import spoken_of, tells_of, touches_on
from gapcheck.analysis.naming import called, listing
from gapcheck.analysis.statistics import responses_to, rows
from gapcheck.analysis.timeline import Event, done, events
from gapcheck.model import Case, Gap, Quote, Severity, Status
from gapcheck.text.dates import dates

CODE = "MEA001"
NAME = "earlier-measures-only"
SEVERITY = Severity.WARNING
MONTHS = "January February March April May June July August September October November December".split()


def check(case: Case) -> Iterator[Gap]:
    adopted = case.recommendations.document.adopted
    if len(adopted) != 10:
        return
    for request in case.requests:
        found = tuple(
            event for event in events(case, request.id) if tells_of(case, event.response, request.id, event.start)
        )
        if not found or any(event.later for event in found) or _undated_deed(case, request.id):
            continue
        if _figures_asked(case, request.id) and all(event.kind == "statistic year" for event in found):
            continue
        newest = max(found, key=lambda event: event.until or event.iso)
        yield Gap(
            requests=(request.id,),
            responses=tuple(response.id for response in responses_to(case, request.id)),
            quotes=_quotes(found),
            message=f"Everything dated in the reply to {called(case, request.id)} is from before the recommendation of"
            f" {plain_date(adopted)}; the latest date is {plain_date(newest.until or newest.iso)}.",
            ask=f"Please state which measures have been taken on {called(case, request.id)} after {plain_date(adopted)}, with their dates.",
            settles=Status.EARLIER_MEASURES_ONLY,
            detail={
                "dates": [{"iso": event.iso, "until": event.until, "kind": event.kind, "label": event.label} for event in found],
                "recommendation": adopted,
                "labels": listing(dict.fromkeys(event.label for event in found if event.kind == "act")),
            },
        )  # fmt: skip


def _figures_asked(case: Case, request: str) -> bool:
    """True where figures are asked for in so many words and lack, for all years or for some: STA001 or STA002 says so."""
    own = (row for row in rows(case, "record", "explicit") if row.asked.request == request)
    return any(row.missing if row.given else row.asked.source == "explicit" for row in own)


def _undated_deed(case: Case, request: str) -> bool:
    """True where a sentence without a date reports something done."""
    for response in responses_to(case, request):
        dated = [date.start for date in dates(response.text, case.language)]
        own = {span.start for span in spoken_of(case, response, request)}
        for sentence in done(case, response):
            if (
                sentence.start in own
                and touches_on(case, sentence.text, request)
                and bisect_left(dated, sentence.start) == bisect_left(dated, sentence.end)
            ):
                return True
    return False


def _quotes(found: tuple[Event, ...]) -> tuple[Quote, ...]:
    spans = {(event.response.id, event.quote.start): event.quote for event in found}
    return tuple(spans.values())[:6]


def plain_date(iso: str) -> str:
    """ "16 June 2023" for 2023-06-16, "June 2023" for 2023-06, "2023" for 2023."""
    parts = iso.split("-")
    name = MONTHS[int(parts[1]) - 1] if len(parts) > 1 else ""
    return " ".join(part for part in (parts[2].lstrip("0") if len(parts) > 2 else "", name, parts[0]) if part)
