"""An evaluated recommendation has a sub-item that no evaluation covers.

## What it checks

For each document that evaluates a reply: every recommendation it takes up, and whether each of its sub-items is covered
by one of the evaluations (`covers`; a parent covers all below it). A recommendation the document does not take up at all
is not looked at.

## Why it matters

A sub-item without a grade drops out of the follow-up: nobody said whether it was carried out, and it is asked no more.

## What to do

Ask the body for its assessment of the sub-item, and look up what the reply said of it.

## What it cannot see

A sub-item that the body assesses in passing under another one, without naming it.

## Examples

```yaml
- name: of three sub-items one is left out
  requests: {7.a: Repair the dykes., 7.b: Train dyke wardens., 7.c: Publish the tide tables.}
  evaluations:
    evaluations: [{covers: [7.a, 7.b], grade: B, text: Some dykes and some wardens.}]
  finds: [{requests: [7.c]}]
```

```yaml
- name: an evaluation of the whole covers its sub-items
  requests: {7.a: Repair the dykes., 7.b: Train dyke wardens., 8: Dredge the canal.}
  evaluations:
    evaluations: [{covers: ["7"], grade: B, text: Some dykes and some wardens.}]
  finds: []
```
"""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.analysis.evaluations import graded
from gapcheck.model import Case, Gap, Severity, quote

CODE = "EVA003"
NAME = "ungraded-sub-item"
SEVERITY = Severity.WARNING


def check(case: Case) -> Iterator[Gap]:
    asked = case.recommendations
    for document in case.evaluations:
        covered = set(asked.leaves_of(tuple(name for one in document.evaluations for name in one.covers)))
        name = document.document.symbol or document.document.title or "the evaluation"
        for item in graded(case, document):
            missing = tuple(leaf for leaf in asked.leaves_of((item,)) if leaf not in covered)
            if not missing:
                continue
            listed = missing[0] if len(missing) == 1 else ", ".join(missing[:-1]) + " and " + missing[-1]
            yield Gap(
                requests=missing,
                quotes=tuple(quote(asked.by_id[leaf], "text") for leaf in missing if asked.by_id[leaf].text),
                message=f"No evaluation covers {listed}, although {item} is evaluated in {name}.",
                ask=f"Please give the assessment of {listed}.",
                detail={"item": item, "evaluation": name},
            )
