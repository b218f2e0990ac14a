"""The text reads like an answer to another request.

## What it checks

Every answer is used as a search query over all requests of the case (BM25: words that few requests have weigh most, a
word counts once). The finding needs three things together: none of the aspects of its own request occurs in any answer to
it (ANS002), an aspect of another request does, and that other request scores at least twice as high with at least two more
words in common. It must stand out among the others too: where two of them fit nearly alike, the answer speaks in
general. And at least two of the words in common must stand in few requests (a twentieth, two at least): else what makes
the two alike is the vocabulary of the field.

## Why it matters

In a long reply an answer slips to the neighbouring request, or one office's contribution is pasted under the wrong
heading. The request then looks answered.

## What to do

Compare the two requests. If the answer was tied to the wrong one at import, correct `answers` in the record; if the
reply itself is misplaced, ask for the missing answer.

## What it cannot see

A rank is a hint: on real replies no score told right from wrong, so this finding is a note and never decides a status.
Short answers, refusals and answers in another language than the request are passed over.

## Examples

```yaml
- name: the answer speaks of the neighbouring request
  requests:
    7: Inspect the fire exits of night clubs every year.
    8: Train paramedics in the treatment of burns.
  responses:
    - {answers: ["7"], text: "The paramedics of all nine regions were trained in the treatment of burns in spring 2024, and their course is now repeated each year."}
    - {answers: ["8"], text: "Courses were held."}
  finds: [{requests: ["7"], severity: note, message: "8"}]
```

```yaml
- name: an answer to its own request
  requests:
    7: Inspect the fire exits of night clubs every year.
    8: Train paramedics in the treatment of burns.
  responses:
    - {answers: ["7"], text: "The fire exits of all 212 night clubs were inspected in 2024, some of them by paramedics."}
    - {answers: ["8"], text: "Paramedics were trained in burns."}
  finds: []
```
"""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.analysis.answers import aspects, substance
from gapcheck.analysis.refusals import is_declined
from gapcheck.model import Case, Gap, Response, Severity, quote
from gapcheck.text.aspects import Touch
from gapcheck.text.rank import Index, Ranked
from gapcheck.text.spans import base_language, spelled, words

CODE = "ANS005"
NAME = "off-topic-answer"
SEVERITY = Severity.NOTE
MARGIN = 2.0
MORE_WORDS = 2
STANDS_OUT = 1.1
"""Times the score of the next request; below it the answer is near to several, and to none of them in particular."""
FEW = 0.05
"""Share of the requests (two at least) that may hold a word which tells them from others; more hold the field's vocabulary."""
SHORTEST = 12
"""Words below which an answer is too short to be ranked."""


def check(case: Case) -> Iterator[Gap]:
    asked = case.recommendations.document.language
    if len(case.requests) < 2 or base_language(asked) != base_language(case.language):
        return
    places = {request.id: place for place, request in enumerate(case.requests)}
    index = Index([request.text for request in case.requests], asked)
    few = max(2, FEW * len(case.requests))
    for response in case.responses:
        own = case.answered_by(response)
        if not own or not substance(case, response) or len(spelled(response.text)) < SHORTEST:
            continue
        if any(is_declined(case, case.recommendations.by_id[name]) for name in own):
            continue
        if any(_touches(case, name, other) for name in own for other in case.answers[name]) or not any(
            aspects(case, name) for name in own
        ):
            continue
        ranked = index.rank(response.text, (places[name] for name in own))
        if not ranked:
            continue
        best = ranked[0]
        other = case.requests[best.place]
        mine = next((each for each in ranked if case.requests[each.place].id in own), Ranked(-1, 0.0, ()))
        next_best = ranked[1].score if len(ranked) > 1 else 0.0
        if (
            other.id in own
            or best.score < STANDS_OUT * next_best
            or not _clearly(best, mine)
            or sum(len(index.postings[name]) <= few for name in best.shared) < MORE_WORDS
            or not _touches(case, other.id, response, firm=True)
        ):
            continue
        shown = response.text[: max(span.end for span in words(response.text)[:60])]
        yield Gap(
            requests=own,
            responses=(response.id,),
            quotes=(quote(response, "text", 0, len(shown)), quote(other, "text")),
            message=f"The answer to {' and '.join(own[:3])} reads more like an answer to {other.id}.",
            ask=f"Please provide an answer to {' and '.join(own[:3])}; what stands there speaks of the matter of {other.id}.",
            detail={"reads_like": other.id, "score": round(best.score, 2), "own_score": round(mine.score, 2)},
        )


def _clearly(best: Ranked, mine: Ranked) -> bool:
    return best.score >= MARGIN * mine.score and len(best.shared) >= len(mine.shared) + MORE_WORDS


def _touches(case: Case, request: str, response: Response, firm: bool = False) -> bool:
    wanted = [aspect for aspect in aspects(case, request) if aspect.firm or not firm]
    return any(aspect.touch(response.text, case.language) is not Touch.MISSING for aspect in wanted)
