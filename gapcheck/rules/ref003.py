"""The reply came after the day it was due.

## What it checks

The day the reply was received against the day it was due, as the recommendation sets it; where the recommendation sets
none, against its adoption and the months which the body's procedure gives. The second is a note, since a body may set
another day. A reply in time, or early, gives nothing.

## Why it matters

Committees examine a reply at a session; one that comes late waits for the next, and some scales have a grade for it.

## What to do

Note it in the report beside the dates, and ask for the reasons where the delay is long.

## What it cannot see

An extension that the body granted, unless it was entered as `reply_due`. Without both dates nothing is said.

## Examples

```yaml
- name: received 69 days late
  requests: {1: Count the street dogs.}
  document: {reply_due: "2024-05-01"}
  reply: {received: "2024-07-09"}
  responses: [{answers: ["1"], text: They were counted.}]
  finds: [{message: 2 months and 8 days after}]
```

```yaml
- name: received on the day
  requests: {1: Count the street dogs.}
  document: {reply_due: "2024-05-01"}
  reply: {received: "2024-05-01"}
  responses: [{answers: ["1"], text: They were counted.}]
  finds: []
```
"""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.analysis.procedure import deadline, spoken
from gapcheck.model import Case, Gap, Severity, quote

CODE = "REF003"
NAME = "late-reply"
SEVERITY = Severity.WARNING


def check(case: Case) -> Iterator[Gap]:
    found = deadline(case)
    if found is None or found.days <= 0 or case.reply is None:
        return
    months = case.procedure.reply_months if case.procedure else 0
    due = f"the day it was due ({spoken(found.due)})"
    if found.computed:
        due = f"{spoken(found.due)}, which is {months} months after the adoption, the time the procedure gives"
    asked = case.recommendations.document
    yield Gap(
        quotes=(
            quote(case.reply.document, "received"),
            quote(asked, "adopted" if found.computed else "reply_due"),
        ),
        message=f"The reply was received on {spoken(found.received)}, {found.span} after {due}.",
        ask=f"Please give the reasons for the delay of {found.span}, and say what prevents a reply in time.",
        severity=Severity.NOTE if found.computed else None,
        detail={
            "due": found.due,
            "received": found.received,
            "days": found.days,
            "computed": found.computed,
            "months": months,
        },
    )
