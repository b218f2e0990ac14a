"""A measurable outcome is asked for, and no figure is given for it.

## What it checks

What a request asks to be counted is read from `statistics` in its record; where the record names none, from the
request's own words ("disaggregated data on …", "the number of …, per year"); where it has none, from its verbs:
investigate, prosecute, train, inspect, identify, compensate, fund and their like, each of which has a figure that would
show it. Where the verb is about a profession or a group ("train nurses", "identify victims"), a figure of other people,
or of the sessions held for them, does not count. The verbs of the text above a list count where the answer gives a
figure for another of them. The figure is looked for in all answers to the request and in those its pointers lead to. A
reply that says that such figures are not collected is told apart. A figure that the record or the request asks for
leaves the request partly answered. One that only a verb of the request implies is a note; it leaves the request partly
answered where at least one full year lay between request and reply, so that there was something to count.

## Why it matters

Whether more cases are investigated or more inspectors trained can be told from numbers only. Committees ask for them
in almost every list of issues, and a reply without them leaves the effect of every measure open.

## What to do

Ask for the number, for each year of the reporting period. If the figure stands in the answer in other words, add those
words to `terms` of the statistic in the record.

## What it cannot see

A figure in an annex that was not imported, or one said in words that neither the record nor the lexicon knows. A figure
for something near may be taken for the one asked for.

## Examples

```yaml
- name: statistics are asked for in so many words and none are given
  requests: {1.a: "Provide statistics, disaggregated by sex, on complaints of ill-treatment in prisons."}
  responses: [{answers: [1.a], text: The Ombudsman examines complaints of ill-treatment with care.}]
  finds: [{requests: [1.a], severity: warning, ask: "2023 and 2024"}]
  status: {1.a: partly answered}
```

```yaml
- name: a figure is given
  requests: {1.a: "Provide statistics, disaggregated by sex, on complaints of ill-treatment in prisons."}
  responses: [{answers: [1.a], text: "In 2023, 41 complaints of ill-treatment in prisons were filed, 9 of them by women; in 2024, 38 complaints, 7 of them by women."}]
  finds: []
```
"""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.analysis.naming import called, listing
from gapcheck.analysis.statistics import Row, responses_to, rows
from gapcheck.analysis.statistics_asked import full_years
from gapcheck.model import Case, Gap, Severity, Status, quote

CODE = "STA001"
NAME = "missing-statistics"
SEVERITY = Severity.WARNING


def check(case: Case) -> Iterator[Gap]:
    implied: dict[str, list[Row]] = {}
    for row in rows(case):
        if row.given:
            continue
        if row.asked.source in ("implied", "lead"):
            implied.setdefault(row.asked.request, []).append(row)
        else:
            yield _gap(case, [row], Status.PARTLY_ANSWERED, None)
    for found in implied.values():
        own = [row for row in found if row.asked.source == "implied"]
        yield _gap(case, found, Status.PARTLY_ANSWERED if own and full_years(case) else None, Severity.NOTE)


def _gap(case: Case, found: list[Row], settles: Status | None, severity: Severity | None) -> Gap:
    request = found[0].asked.request
    node = case.recommendations.by_id[request]
    names = "; ".join(row.asked.indicator for row in found)
    refused = found[0].declined
    years = listing(found[0].asked.years)
    by = "" if names.startswith("“") else listing(found[0].asked.by)
    said = f"The reply to {called(case, request)} says that it has no such figures: {names}." if refused else (
        f"The reply to {called(case, request)} gives no figure for: {names}.")  # fmt: skip
    what = "the figures asked for:" if names.startswith("“") else "figures on:"
    ask = (
        f"Please provide{f', for {years},' if years else ''} {what} {names}{f', disaggregated by {by}' if by else ''}."
    )
    if refused:
        ask += " If they are not collected, please state what steps are taken to collect them."
    marks = [quote(node, "text", row.asked.start, row.asked.end) for row in found if row.asked.end] or [
        quote(node, "text")
    ]
    return Gap(
        requests=(request,),
        responses=tuple(response.id for response in responses_to(case, request)),
        quotes=(*marks, *refused),
        message=said,
        ask=ask,
        settles=settles,
        severity=severity,
        detail={
            **found[0].detail,
            "indicators": [row.asked.indicator for row in found],
            "asked_years": list(found[0].asked.years),
        },
    )
