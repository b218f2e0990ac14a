"""A grade stands beside a closing sentence that goes with another grade.

## What it checks

The closing sentences of each evaluation ("the Committee considers that the recommendation has been partially
implemented") against what the grade over it means on the body's scale; grades may be letters (A to F), older ones with a
figure (B1, C2), or words. One grade over two closing sentences is looked at sentence by sentence, so that one which does
not go with it is seen.

## Why it matters

The grade is what is counted and compared; the sentence is what the State reads. Where they differ, one of them is a slip,
and the next cycle starts from the wrong one.

## What to do

Draw the body's attention to it. In a report, quote both, and rest no comparison on this grade alone.

## What it cannot see

Which of the two is meant. An evaluation whose text closes without a judgement, and judgements in words that neither the
body's scale nor the lexicon has.

## Examples

```yaml
- name: not implemented by its grade, partially by its words
  requests: {7.a: Repair the dykes.}
  document: {procedure: CMW}
  evaluations:
    evaluations: [{covers: [7.a], grade: C, text: The Committee considers that the recommendation was partially implemented.}]
  finds: [{requests: [7.a], quote: partially implemented, message: B}]
```

```yaml
- name: grade and words agree
  requests: {7.a: Repair the dykes.}
  document: {procedure: CMW}
  evaluations:
    evaluations: [{covers: [7.a], grade: B, text: The Committee considers that the recommendation was partially implemented.}]
  finds: []
```
"""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.analysis.evaluations import Closing, closings, grade_class, points_for
from gapcheck.analysis.naming import listing
from gapcheck.model import Case, Evaluation, Gap, Severity, quote

CODE = "EVA001"
NAME = "grade-against-wording"
SEVERITY = Severity.WARNING


def check(case: Case) -> Iterator[Gap]:
    for document in case.evaluations:
        language = document.document.language
        for evaluation in document.evaluations:
            meant = grade_class(case, evaluation.grade, language)
            found = closings(case, evaluation, language)
            against = [closing for closing in found if meant and meant not in closing.classes]
            if against:
                yield _gap(case, evaluation, found, against)


def _gap(case: Case, evaluation: Evaluation, found: tuple[Closing, ...], against: list[Closing]) -> Gap:
    first = against[0]
    where = listing(evaluation.covers)
    other = points_for(case, first.classes)
    goes = f", which goes with {' or '.join(other)}" if other else ""
    several = len(found) > len(against)
    lead = f"The grade of {where} is {evaluation.grade}"
    message = (
        f"{lead}, over {len(found)} closing sentences that differ; one says “{first.phrase}”{goes}."
        if several
        else f"{lead}; the text closes with “{first.phrase}”{goes}."
    )
    return Gap(
        requests=case.recommendations.leaves_of(evaluation.covers),
        quotes=(
            quote(evaluation, "grade"),
            *(quote(evaluation, "text", closing.start, closing.end) for closing in found),
        ),
        message=message,
        ask=f"Please clarify which assessment of {where} is meant: the grade {evaluation.grade}, or “{first.phrase}”.",
        detail={
            "where": where,
            "grade": evaluation.grade,
            "goes_with": list(other),
            "phrase": first.phrase,
            "closings": len(found) if several else 1,
        },
    )
