"""One response answers several requests together.

## What it checks

A response tied to two or more requests is read for each of them. Where what sets one request apart from the others
(its aspects, see ANS002) occurs nowhere in the response, nor in another answer to it, the finding names it; a request
with one such aspect only if no sentence holds two words that stand in that request alone.
Where each of them is touched the finding is a note. Where several
authorities answer the same requests together, one after the other, that is one finding. Responses without a text of their own (ANS009, ANS010) and requests
that are declined (ANS004) are left to those rules.

## Why it matters

Joint answers are the usual place where a request disappears: the response looks long, its heading quotes every
request, and its text deals with the easiest one.

## What to do

Read the response once for each request. Ask for a separate answer to the one it does not speak of.

## What it cannot see

A request whose words all stand in its neighbours as well. Whether a request that is touched is answered.

## Examples

```yaml
- name: two requests answered together, one of them not spoken of
  requests: {4.a: Vaccinate prison staff against influenza., 4.b: Publish the waiting times for cataract operations.}
  responses: [{answers: [4.a, 4.b], text: "Prison staff were offered influenza vaccines in October 2024, and 81 per cent took them."}]
  finds: [{requests: [4.b], severity: warning, message: together}]
  status: {4.b: partly answered}
```

```yaml
- name: each of the two is touched
  requests: {4.a: Vaccinate prison staff against influenza., 4.b: Publish the waiting times for cataract operations.}
  responses: [{answers: [4.a, 4.b], text: "Prison staff were offered influenza vaccines. Waiting times for cataract operations are online."}]
  finds: [{requests: [4.a, 4.b], severity: note}]
```
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gapcheck.analysis.answers import aspects, substance
from gapcheck.analysis.refusals import is_declined
from gapcheck.model import Case, Gap, Request, Response, Severity, Status, quote
from gapcheck.text.aspects import Touch
from gapcheck.text.roles import verb_stems
from gapcheck.text.tokens import tokens, word_list

CODE = "ANS003"
NAME = "joint-answer"
SEVERITY = Severity.WARNING
ENOUGH = 2
"""So many aspects of its own, none of which is there, show by themselves that a request was passed over."""
TOGETHER = 2
"""So many words that stand in one request only, generic ones among them, speak of it where they stand in one sentence."""


def check(case: Case) -> Iterator[Gap]:
    by_id = case.recommendations.by_id
    seen: set[tuple[str, ...]] = set()
    for response in case.responses:
        names = case.answered_by(response)
        said = substance(case, response)
        if len(names) < 2 or not said or names in seen:
            continue
        seen.add(names)
        together = [by_id[name] for name in names]
        if all(is_declined(case, request) for request in together):
            continue
        passed = [request for request in together if _passed_over(case, response, request, together)]
        first = quote(response, "text", said[0].start, said[0].end)
        if not passed or len(passed) == len(together):
            yield Gap(
                requests=names,
                responses=(response.id,),
                quotes=(first,),
                message=f"{_list(names)} are answered together, in one response.",
                ask=f"Please answer each of {_list(names)} separately.",
                severity=Severity.NOTE,
            )
            continue
        left = tuple(request.id for request in passed)
        yield Gap(
            requests=left,
            responses=(response.id,),
            quotes=(first, *(quote(request, "text") for request in passed)),
            message=f"{_list(names)} are answered together, and the answer mentions nothing of what sets {_list(left)} apart.",
            ask=f"Please provide a separate answer to {_list(left)}; the joint answer to {_list(names)} does not speak of it.",
            settles=Status.PARTLY_ANSWERED,
            detail={"together": list(names), "passed_over": list(left)},
        )


def _passed_over(case: Case, response: Response, request: Request, together: list[Request]) -> bool:
    """True where nothing that sets this request apart from its neighbours stands in any answer to it."""
    others = [other for other in together if other.id != request.id]
    own = [
        aspect
        for aspect in aspects(case, request.id)
        if all(aspect.touch(other.text, case.language) is Touch.MISSING for other in others)
    ]
    if not own or is_declined(case, request):
        return False
    texts = [answer.text for answer in case.answers[request.id]]
    if any(aspect.touch("\n\n".join(texts), case.language) is not Touch.MISSING for aspect in own):
        return False
    if sum(aspect.firm for aspect in own) >= ENOUGH:
        return True
    language = case.recommendations.document.language
    alone = _words(request.text, language).difference(*(_words(other.text, language) for other in others))
    held = [Counter(number for number, _ in _told(text, case.language, alone)) for text in texts]
    return max((count for counts in held for count in counts.values()), default=0) < TOGETHER


def _words(text: str, language: str) -> frozenset[str]:
    """The words of a request but function words and verbs of asking, generic ones among them."""
    empty, verbs = word_list(language, "aspect_function"), verb_stems(language)
    found = tokens(text, language)
    return frozenset(
        token.key
        for token in found
        if token.text.isalpha() and token.text.lower() not in empty and token.key not in verbs
    )


def _told(text: str, language: str, alone: frozenset[str]) -> frozenset[tuple[int, str]]:
    """Which of the words each sentence of an answer holds."""
    return frozenset((token.sentence, token.key) for token in tokens(text, language) if token.key in alone)


def _list(names: tuple[str, ...]) -> str:
    if len(names) > 6:
        return f"{names[0]} to {names[-1]} ({len(names)} requests)"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
