"""One sentence serves many answers.

## What it checks

A sentence that stands, in the same or nearly the same words, in three answers or more. It is one finding with all its
places, and it says for which answers the sentence is the whole answer. A sentence that is repeated together with its
neighbours is a passage and belongs to REP001. Positions ("accepted") are no boilerplate.

## Why it matters

A sentence that fits every request answers none in particular. It counts as an answer in the totals of a reply while it
says nothing about the request.

## What to do

Strike the sentence and read what is left of each answer. Where nothing is left, ask for the measures it refers to.

## What it cannot see

Boilerplate that is re-worded each time. Sentences of fewer than six words. A sentence that is in place in every answer,
such as the name of the authority in charge.

## Examples

```yaml
- name: three answers, one sentence
  requests: {1: Train judges., 2: Fund shelters., 3: Ratify the protocol.}
  responses:
    - {answers: ["1"], text: The competent bodies pay constant attention to the matter raised here. Two courses were held.}
    - {answers: ["2"], text: The competent bodies pay constant attention to the matter raised here.}
    - {answers: ["3"], text: The competent bodies pay constant attention to the matter raised here.}
  finds: [{requests: ["1", "2", "3"], responses: [r1, r2, r3], message: whole answer to 2 and 3}]
```

```yaml
- name: two answers are a repeat and not yet boilerplate
  requests: {1: Train judges., 2: Fund shelters.}
  responses:
    - {answers: ["1"], text: The competent bodies pay constant attention to the matter raised here.}
    - {answers: ["2"], text: The competent bodies pay constant attention to the matter raised here.}
  finds: []
```
"""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.analysis.repeated_words import answers_to, listed, opening
from gapcheck.analysis.repeats import boilerplate
from gapcheck.model import Case, Gap, Severity

CODE = "REP005"
NAME = "boilerplate"
SEVERITY = Severity.WARNING
WHOLE = 0.95
"""A sentence that makes up this share of an answer is the answer."""


def check(case: Case) -> Iterator[Gap]:
    for places in boilerplate(case):
        answers = {place.response.id: place.response for place in places}
        asked = case.recommendations.leaves_of(tuple(name for r in answers.values() for name in case.answered_by(r)))
        only = tuple(dict.fromkeys(place.response.id for place in places if place.coverage >= WHOLE))
        bare = answers_to(case, [answers[key] for key in only])
        sentence = opening(places[0].quote.text, 30)
        message = f"One sentence serves {len(answers)} answers: “{sentence}”"
        if bare:
            message += f" It is the whole answer to {listed(bare, 12)}."
        yield Gap(
            requests=asked,
            responses=tuple(answers),
            quotes=tuple(place.quote for place in places),
            message=message,
            ask=f"Please describe, request by request, the measures that the sentence “{sentence}” refers to, with their dates"
            f" and results{', in particular on ' + listed(bare, 12) if bare else ''}.",
            detail={
                "sentence": places[0].quote.text,
                "copies": len(places),
                "places": [[place.response.id, place.start, place.end] for place in places],
                "only": list(only),
            },
        )
