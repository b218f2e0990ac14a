"""The newest figure in the answer is older than the recommendation.

## What it checks

The years of all figures in the answers to a request, of a joint answer those in the sentences that speak of it. Where the newest is before the year of the recommendation, and no
figure is given without a year, the answer shows nothing of what came after. The years of laws, decisions and plans are
not years of figures, and a sum set by law is none.

## Why it matters

A recommendation asks for change from its date. Figures from before it describe what the body had seen when it asked.

## What to do

Ask for the same figures for the years since.

## What it cannot see

A figure whose year is not said ("at present 42 inspectors"): where there is one, the rule stays silent.

## Examples

```yaml
- name: the newest figure is two years older than the recommendation
  requests: {1.a: Train labour inspectors.}
  responses: [{answers: [1.a], text: "In 2020, 14 inspectors were trained, and in 2021, 17 inspectors."}]
  finds: [{requests: [1.a], message: "2021", ask: since 2023}]
```

```yaml
- name: a figure of the year of the recommendation
  requests: {1.a: Train labour inspectors.}
  responses: [{answers: [1.a], text: "In 2021, 14 inspectors were trained, and in 2023, 17 inspectors."}]
  finds: []
```
"""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.analysis.joint import tells_of
from gapcheck.analysis.naming import called
from gapcheck.analysis.statistics import responses_to
from gapcheck.model import Case, Gap, Severity, quote
from gapcheck.text.figures import figures

CODE = "STA006"
NAME = "stale-statistics"
SEVERITY = Severity.WARNING


def check(case: Case) -> Iterator[Gap]:
    adopted = case.recommendations.document.adopted[:4]
    if not adopted.isdigit():
        return
    for request in case.requests:
        found = [
            (figure, response)
            for response in responses_to(case, request.id)
            for figure in figures(response.text, case.language)
            if figure.kind != "amount" and tells_of(case, response, request.id, figure.quote[0])
        ]
        newest = max((year for figure, _ in found for year in figure.years), default=0)
        if not newest or newest >= int(adopted) or any(not figure.years for figure, _ in found):
            continue
        figure, response = next(pair for pair in found if newest in pair[0].years)
        yield Gap(
            requests=(request.id,),
            responses=(response.id,),
            quotes=(quote(response, "text", *figure.quote),),
            message=f"The newest figure in the reply to {called(case, request.id)} is for {newest}, before the recommendation of {adopted}.",
            ask=f"Please provide, for each year since {adopted}, the figures given up to {newest}"
            f"{f' ({figure.noun})' if figure.noun else ''}.",
            detail={"newest": newest, "recommendation": int(adopted), "noun": figure.noun},
        )
