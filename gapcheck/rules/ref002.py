"""One act stands under two numbers or two dates.

## What it checks

The acts that the reply cites (laws, decrees, decisions, orders, regulations), with number, date, title and issuer, against
each other, against the previous reply, and against the acts that evidence lists. Two citations are taken for one act
where their titles agree in their rarest words and in most of the others, or where day and issuer are the same and the
shorter title stands in the longer. A finding is made where exactly one of number and date then differs.

## Why it matters

A reader who looks an act up under a wrong number finds another one, or none. Two numbers for one regulation may also mean
that it was adopted anew, which the reply then leaves out.

## What to do

Ask for the act's correct number and date, and for its text.

## What it cannot see

Which of the two is right. Two citations that differ in number and date both are taken for two acts, and so are plans and
protocols of different dates; an act amended or replaced, where the sentence says so, is left out. Titles translated with
quite other words do not meet.

## Examples

```yaml
- name: a fund's regulation under two numbers, one day
  requests: {1: Fund the lighthouse keepers.}
  responses:
    - answers: ["1"]
      text: The Regulation on the Lighthouse Fund was approved by Decision No. 14 of the Cabinet dated 3 May 2011.
  evidence: {statements: [], acts: [{title: Regulations on the Lighthouse Fund, number: "9", date: "2011-05-03", issuer: Cabinet}]}
  finds: [{requests: ["1"], message: No. 9, ask: Lighthouse Fund}]
```

```yaml
- name: two decisions of one day are two acts
  requests: {1: Fund the lighthouse keepers.}
  responses:
    - answers: ["1"]
      text: The Regulation on the Lighthouse Fund was approved by Decision No. 14 of the Cabinet dated 3 May 2011.
  evidence: {statements: [], acts: [{title: Rules on the Sale of Herring, number: "9", date: "2011-05-03", issuer: Cabinet}]}
  finds: []
```
"""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.analysis.citations import Cited, conflicts
from gapcheck.analysis.procedure import spoken
from gapcheck.model import Case, Gap, Severity

CODE = "REF002"
NAME = "conflicting-citation"
SEVERITY = Severity.WARNING


def check(case: Case) -> Iterator[Gap]:
    for conflict in conflicts(case):
        first, other = conflict.first, conflict.other
        responses = [cited.response for cited in (first, other) if cited.response and cited.voice == "reply"]
        requests = dict.fromkeys(name for response in responses for name in case.answered_by(response))
        name = max((first.title, other.title), key=len)
        yield Gap(
            requests=tuple(requests),
            responses=tuple(dict.fromkeys(response.id for response in responses)),
            quotes=(first.quote, other.quote),
            message=f"What reads like one act, “{name}”, stands {_how(first, conflict.field)} in the reply, and {_how(other, conflict.field)} "
            f"{_where(other)}.",
            ask=f"Please give the correct number and date of “{name}”, and its text"
            + (", and say whether it was adopted anew." if conflict.successive else "."),
            severity=Severity.NOTE if conflict.successive else None,
            detail={
                "field": conflict.field,
                "title": name,
                "voice": other.voice,
                "source": other.document.title or other.document.symbol or other.document.id,
                "successive": conflict.successive,
                "values": [getattr(first, conflict.field), getattr(other, conflict.field)],
            },
        )


def _how(cited: Cited, field: str) -> str:
    return f"under No. {cited.number}" if field == "number" else f"with the date {spoken(cited.date)}"


def _where(cited: Cited) -> str:
    if cited.voice == "reply":
        return "elsewhere in the same reply"
    if cited.voice == "previous":
        return "in the previous reply"
    return f"in {cited.document.title or cited.document.symbol or cited.document.id}"
