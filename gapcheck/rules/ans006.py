"""A response is tied to no request.

## What it checks

Every response names in `answers` at least one request, item or lettered part of the recommendations. One that names
none is reported, with the request it reads most like where the search rank is clear (see ANS005). Introductory and
closing remarks, which stand before the first or after the last tied response, are reported as notes.

## Why it matters

Either the reply reports on something nobody asked, or an answer lost its request in the import. In the second case a
request looks unanswered that is not.

## What to do

Read it. If it answers a request, add the request's id to `answers`. If it is a general remark, accept the finding.

## What it cannot see

An answer tied to the wrong request (ANS005). An id in `answers` that does not exist is a record error, not this finding.

## Examples

```yaml
- name: a response in the middle of the reply belongs to nothing
  requests: {1: Plant trees along the motorways., 2: Ban lead in fishing weights.}
  responses:
    - {answers: ["1"], text: Trees were planted.}
    - {answers: [], text: The new opera house was opened in May 2024.}
    - {answers: ["2"], text: Lead was banned.}
  finds: [{requests: [], responses: [r2], severity: warning}]
```

```yaml
- name: every response is tied
  requests: {1: Plant trees along the motorways., 2: Ban lead in fishing weights.}
  responses: [{answers: ["1", "2"], text: Trees were planted and lead was banned.}]
  finds: []
```
"""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.model import Case, Gap, Response, Severity, quote
from gapcheck.text.rank import Index
from gapcheck.text.spans import base_language, words

CODE = "ANS006"
NAME = "answer-to-nothing"
SEVERITY = Severity.WARNING
MARGIN = 1.5
LEAST_SHARED = 3


def check(case: Case) -> Iterator[Gap]:
    tied = [bool(_known(case, response)) for response in case.responses]
    if all(tied):
        return
    first = tied.index(True) if any(tied) else 0
    last = len(tied) - 1 - tied[::-1].index(True) if any(tied) else len(tied)
    index = Index([request.text for request in case.requests], case.recommendations.document.language)
    for place, response in enumerate(case.responses):
        if tied[place] or not response.text.strip():
            continue
        inside = first < place < last
        likely = _likely(case, index, response)
        hint = f" It reads most like an answer to {likely}." if likely else ""
        yield Gap(
            responses=(response.id,),
            quotes=(quote(response, "text", 0, words(response.text)[:40][-1].end if words(response.text) else None),),
            message=("A response is tied to no request." if inside else _remark(place < first)) + hint,
            ask=f"Please indicate which recommendation the passage on page {response.page} answers."
            if response.page
            else "Please indicate which recommendation this passage answers.",
            severity=Severity.WARNING if inside else Severity.NOTE,
            detail={
                "place": "inside" if inside else "opening" if place < first else "closing",
                "page": response.page,
                **({"reads_like": likely} if likely else {}),
            },
        )


def _known(case: Case, response: Response) -> tuple[str, ...]:
    return tuple(name for name in response.answers if name in case.recommendations.by_id)


def _remark(opening: bool) -> str:
    return f"The reply {'opens' if opening else 'closes'} with a passage that is tied to no request."


def _likely(case: Case, index: Index, response: Response) -> str:
    """The request this reads like, where the rank is clear."""
    if base_language(case.recommendations.document.language) != base_language(case.language):
        return ""
    ranked = index.rank(response.text)
    if not ranked or len(ranked[0].shared) < LEAST_SHARED:
        return ""
    clear = len(ranked) == 1 or ranked[0].score >= MARGIN * ranked[1].score
    return case.requests[ranked[0].place].id if clear else ""
