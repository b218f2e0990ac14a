"""The summary line of an evaluation gives other grades than its body.

## What it checks

For each recommendation: the grades in the summary line of the document's header against the grades in its body, in
their order and number. A summary that lists each different grade once, where the body repeats one, is a note.

## Why it matters

The summary line is what is copied into tables and press releases. A grade that stands only there, or only in the body, is
counted wrongly from then on.

## What to do

Draw the body's attention to it, and count the grades of the body until it is settled.

## What it cannot see

Which of the two is meant, and documents whose record has no `summary`.

## Examples

```yaml
- name: the summary has a better grade than the body
  requests: {7.a: Repair the dykes., 7.b: Train dyke wardens.}
  evaluations:
    summary: {"7": [A, C]}
    evaluations: [{covers: [7.a], grade: B, text: Some dykes., }, {covers: [7.b], grade: C, text: No wardens.}]
  finds: [{requests: [7.a, 7.b], message: "[A] [C]"}]
```

```yaml
- name: the same grades in the same order
  requests: {7.a: Repair the dykes., 7.b: Train dyke wardens.}
  evaluations:
    summary: {"7": [B, C]}
    evaluations: [{covers: [7.a], grade: B, text: Some dykes.}, {covers: [7.b], grade: C, text: No wardens.}]
  finds: []
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gapcheck.analysis.evaluations import graded
from gapcheck.model import Case, Evaluation, Evaluations, Gap, Quote, Severity, quote

CODE = "EVA002"
NAME = "grade-summary-mismatch"
SEVERITY = Severity.WARNING


def check(case: Case) -> Iterator[Gap]:
    for document in case.evaluations:
        if not document.summary:
            continue
        body = graded(case, document)
        for item in dict.fromkeys((*document.summary, *body)):
            evaluations = [evaluation for evaluation in body.get(item, ()) if evaluation.grade]
            listed = document.summary.get(item, ())
            found = [evaluation.grade for evaluation in evaluations]
            if [_plain(grade) for grade in listed] != [_plain(grade) for grade in found]:
                yield _gap(case, document, item, listed, evaluations)


def _gap(case: Case, document: Evaluations, item: str, listed: Sequence[str], evaluations: Sequence[Evaluation]) -> Gap:
    found = [evaluation.grade for evaluation in evaluations]
    once = list(dict.fromkeys(_plain(grade) for grade in found)) == [_plain(grade) for grade in listed]
    if not listed:
        message = f"The summary line gives no grade for {item}; the body gives {_shown(found)}."
    elif not found:
        message = f"The summary line gives {item} {_shown(listed)}; the body has no graded evaluation of it."
    elif sorted(map(_plain, listed)) == sorted(map(_plain, found)):
        message = f"The summary line gives the grades of {item} in another order, {_shown(listed)}, than the body, {_shown(found)}."
    else:
        message = f"The summary line gives {item} {_shown(listed)}; the body gives {_shown(found)}."
    return Gap(
        requests=case.recommendations.leaves_of((item,)),
        quotes=(*_summary(document, item), *(quote(evaluation, "grade") for evaluation in evaluations)),
        message=message,
        ask=f"Please confirm the grades of {item}.",
        severity=Severity.NOTE if once else None,
        detail={"item": item, "summary": list(listed), "body": found},
    )


def _plain(grade: str) -> str:
    return re.sub(r"[^\w ]", "", grade).strip().lower()


def _shown(grades: Sequence[str]) -> str:
    return " ".join(f"[{grade.strip('[] ')}]" for grade in grades)


def _summary(document: Evaluations, item: str) -> tuple[Quote, ...]:
    """The part of the summary line that speaks of one item."""
    match = re.search(rf"(?<![\w.]){re.escape(item)}(?![\w.])(?:\s*\[[^\]]*\])*", document.summary_text)
    return (quote(document, "summary_text", match.start(), match.end()),) if match else ()
