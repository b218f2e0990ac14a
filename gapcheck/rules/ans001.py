"""A request has no response at all.

## What it checks

Every request (a sub-item, or a recommendation without sub-items) has at least one response tied to it. A response
that consists of a position only ("accepted") counts as a response: see ANS010.

## Why it matters

A committee asks for each sub-item separately because each is a separate obligation. A reply that answers the
recommendation as a whole and leaves one sub-item out leaves that obligation without an account.

## What to do

Ask the delegation for the missing answer, naming the sub-item. If the answer stands elsewhere in the reply, tie it:
add the request's id to `answers` of that response.

## What it cannot see

An answer that the import could not tie to its request. Such answers are marked `review` in the record.

## Examples

```yaml
- name: of two sub-items one is answered
  requests: {1.a: Train labour inspectors., 1.b: Fund the shelters.}
  responses: [{answers: [1.a], text: Twelve inspectors were trained in 2024.}]
  finds: [{requests: [1.b]}]
```

```yaml
- name: a response to the whole recommendation answers its sub-items
  requests: {1.a: Train labour inspectors., 1.b: Fund the shelters.}
  responses: [{answers: ["1"], text: Inspectors were trained and the shelters were funded.}]
  finds: []
```
"""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.analysis.naming import item
from gapcheck.model import Case, Gap, Severity, Status, quote

CODE = "ANS001"
NAME = "unanswered-sub-item"
SEVERITY = Severity.ERROR


def check(case: Case) -> Iterator[Gap]:
    if case.reply is None:
        return
    for request in case.requests:
        if case.answers[request.id]:
            continue
        yield Gap(
            requests=(request.id,),
            quotes=(quote(request, "text"),),
            message=f"The reply has no response to {item(request.id)}.",
            ask=f"Please provide the information requested in {item(request.id)}, on which the reply is silent.",
            settles=Status.UNANSWERED,
        )
