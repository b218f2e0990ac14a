"""What a request asks was asked before, by this body or another.

## What it checks

Each request, and each recommendation above it in its own words, against the requests of earlier recommendations to the
same State, against the recommendations of other sources on record (assessments, reports of organisations), and against the
sentences in which their facts tell what somebody asked ("the Committee urged …"). Two ask for the same where the words that carry them agree, the rare ones counting most, or where the record itself ties the earlier
one to this request (`about`). All sources of one request stand in one finding, the oldest first.

## Why it matters

A request that comes a second time was not carried out the first time, or not found to be. Since when it has been asked,
and by whom, is the first thing a committee wants to know of it.

## What to do

Ask what was done about the earlier request, and why it was not enough. Read both wordings: what was added or dropped
shows what the body thinks was done.

## What it cannot see

The same request in quite other words, or in another language. That two bodies ask for it says nothing about whether it
was carried out in between.

## Examples

```yaml
- name: asked for five years ago
  requests: {4: Appoint harbour pilots for night tides and train the harbour pilots in ice navigation.}
  earlier: {9: Train harbour pilots in ice navigation., 10: Repaint the lighthouse.}
  responses: [{answers: ["4"], text: Pilots are appointed.}]
  finds: [{requests: ["4"], message: 12 October 2018}]
```

```yaml
- name: asked by somebody whom a report quotes
  requests: {4: Train the harbour pilots in ice navigation.}
  responses: [{answers: ["4"], text: Pilots are appointed.}]
  evidence: {statements: [{text: Winters are hard. The seamen's union recommended that harbour pilots be trained in ice navigation.}]}
  finds: [{requests: ["4"], quote: "The seamen's union recommended that harbour pilots be trained in ice navigation."}]
```

```yaml
- name: another matter of the same people
  requests: {4: Appoint harbour pilots for night tides.}
  earlier: {9: Pay harbour pilots a pension after thirty years.}
  responses: [{answers: ["4"], text: Pilots are appointed.}]
  finds: []
```
"""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.analysis.naming import item
from gapcheck.analysis.procedure import spoken
from gapcheck.analysis.recurrence import Earlier, asked_in, recurring
from gapcheck.model import Case, Gap, Severity, quote

CODE = "EVA004"
NAME = "recurring-request"
SEVERITY = Severity.NOTE
TOLD = 4
"""So many sources are named in the sentence; all of them are quoted."""


def check(case: Case) -> Iterator[Gap]:
    for node in asked_in(case):
        found = recurring(case, node.id)
        if not found:
            continue
        since = next((one.since for one in found if one.since), "")
        told = _told(found)
        yield Gap(
            requests=case.recommendations.leaves_of((node.id,)),
            quotes=(quote(node, "text"), *(one.quote for one in found)),
            message=f"What {item(node.id)} asks was asked before. By whom and when: {told}.",
            ask=f"Please describe what was done on {item(node.id)} since it was first asked"
            + (f" ({spoken(since)})" if since else "")
            + ", and what has kept it from being carried out.",
            detail={
                "since": since,
                "by": list(dict.fromkeys(one.by for one in found)),
                "sources": [
                    {
                        "document": one.document.id,
                        "by": one.by,
                        "symbol": one.document.symbol,
                        "since": one.since,
                        "label": one.label,
                    }
                    for one in found
                ],
            },
        )


def _told(found: tuple[Earlier, ...]) -> str:
    """The sources in a sentence: by whom, when, and under which number."""
    grouped: dict[tuple[str, str, str], list[str]] = {}
    for one in found:
        grouped.setdefault((one.by, one.document.symbol, one.since), []).append(one.label)
    parts = []
    for (by, symbol, since), labels in list(grouped.items())[:TOLD]:
        where = ", ".join(label for label in labels if label)
        place = ", ".join(part for part in (symbol, where) if part)
        parts.append(by + (f", {spoken(since)}" if since else "") + (f" ({place})" if place else ""))
    more = len(grouped) - len(parts)
    return "; ".join(parts) + (f"; and {more} more" if more else "")
