"""A passage stands in two answers of one reply, or twice in one.

## What it checks

Every sentence of the reply is compared with every other one that shares rare words with it: by the weight of the
content they share, whatever the order of the words, and with more trust where their neighbours match in the same order.
So a passage is found whether it was copied, edited or translated a second time. A passage that stands in three answers
is one finding with three places. What changed is marked word by word; a changed figure or name is said first.

Restated requests, positions, titles in quotation marks and the names of authorities do not make a repeat. A sentence
that serves many answers is REP005, a single dated event told twice is REP004.

## Why it matters

Each request asks for its own account. Where one text answers two requests, at least one of them may have received
no account of its own; and where two versions of one text differ in a figure, the reader cannot know which is right.

## What to do

Read both places side by side. Ask what was done under the second request in particular. Where a figure or a name
differs, ask which is right.

## What it cannot see

Whether the repetition is justified: one measure can serve two requests. A passage retold with no word in common. Single
sentences of fewer than eight words. Repeats of a passage in a table or an annex that is not part of the record.
Measured on invented passages in nine fields, English and French (benchmarks/reuse_accuracy.py): copies and edited copies
are all found; of second translations 87 % on the part held out while the thresholds were chosen, 62 % where nearly every
word was replaced; no false alarm among parallel provisions, series and statements on one subject.

## Examples

```yaml
- name: one account, translated twice, answers two requests
  requests: {1.a: Let detainees see a doctor., 4.b: Record injuries found on admission.}
  responses:
    - answers: [1.a]
      text: >-
        Every newcomer is examined by a nurse within a day of arrival. Where injuries are noted, the prison governor
        sends a copy of the medical record to the public prosecutor without delay.
    - answers: [4.b]
      text: >-
        Within a day of arrival a nurse examines each newcomer. If injuries are noted, a copy of the medical record is
        sent promptly to the public prosecutor by the governor of the prison.
  finds: [{requests: [1.a, 4.b], responses: [r1, r2], message: in other words}]
```

```yaml
- name: parallel provisions are no repeat
  requests: {1.a: Register searches., 1.b: Register restraints.}
  responses:
    - answers: [1.a]
      text: Article 41 of the Prison Code obliges the governor to keep a register of searches and to show it on request.
    - answers: [1.b]
      text: Article 42 of the Prison Code obliges the governor to keep a register of restraints and to show it on request.
  finds: []
```
"""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.analysis.repeated_events import repeated_events
from gapcheck.analysis.repeated_words import answer_name, answers_to, listed, opening
from gapcheck.analysis.repeats import Repeat, detail, repeats
from gapcheck.model import Case, Gap, Severity

CODE = "REP001"
NAME = "repeated-text"
SEVERITY = Severity.WARNING
FEW, HALF = 0.1, 0.5
SHORT = 25
"""A repeat of fewer words, without a changed figure, is a note."""
KINDS = {"word for word": "word for word", "edited": "with small changes", "translated": "in other words"}


def check(case: Case) -> Iterator[Gap]:
    told = {(place.response.id, place.start) for event in repeated_events(case) for place in event.places}
    for repeat in repeats(case):
        spots = {(side.response.id, side.start) for pair in repeat.pairs for side in (pair.left, pair.right)}
        if spots <= told:
            continue
        asked = case.recommendations.leaves_of(
            tuple(name for response in repeat.responses for name in case.answered_by(response))
        )
        yield Gap(
            requests=asked,
            responses=tuple(response.id for response in repeat.responses),
            quotes=tuple(place.quote for place in repeat.places),
            message=_message(case, repeat) + _changes(repeat),
            ask=_ask(case, repeat),
            severity=None if repeat.words >= SHORT or repeat.figures else Severity.NOTE,
            detail=detail(repeat),
        )


def _message(case: Case, repeat: Repeat) -> str:
    how, answers = KINDS[repeat.kind], repeat.responses
    if len(answers) == 1:
        name = answer_name(case, answers[0])
        return f"{name[0].upper()}{name[1:]} says the same thing {_times(len(repeat.places))}, {how} ({repeat.words} words)."
    if len(answers) == 2:
        shares = {place.response.id: place.coverage for place in repeat.places}
        first, second = answers if shares[answers[1].id] >= shares[answers[0].id] else answers[::-1]
        name, other = answer_name(case, second), answer_name(case, first)
        if case.answered_by(first) and case.answered_by(first) == case.answered_by(second):
            other = f"another answer to the same request ({first.id})"
        if len(repeat.pairs) == 1 and shares[second.id] < FEW:
            return f"One sentence of {name} ({repeat.words} words) stands {how} in {other}."
        return f"{_share(shares[second.id])} of {name} stands {how} in {other}."
    asked = listed(answers_to(case, answers))
    message = f"A passage of {repeat.words} words stands {how} in the answers to {asked}"
    most = {place.response.id: place for place in repeat.places if place.coverage >= HALF}
    parts = [f"{_share(place.coverage).lower()} of {answer_name(case, place.response)}" for place in most.values()]
    return message + (f"; it makes up {' and '.join(parts[:3])}." if parts else ".")


def _share(share: float) -> str:
    return "All" if share > 0.995 else f"{max(1, round(100 * share))} %"


def _times(count: int) -> str:
    return "twice" if count == 2 else f"{count} times"


def _changes(repeat: Repeat) -> str:
    """The changed figures and names, as a sentence; "" where there are none."""
    some = [f"“{old}” against “{new}”" for old, new in (*repeat.figures, *repeat.names)]
    return f" The versions differ: {'; '.join(some[:4])}." if some else ""


def _ask(case: Case, repeat: Repeat) -> str:
    first, last = repeat.places[0], repeat.places[-1]
    text = f"“{opening(first.quote.text)}”"
    asked = answers_to(case, repeat.responses)
    if len(repeat.responses) == 1 or len(asked) < 2:
        ask = f"Please clarify whether the accounts given on {listed(asked)} ({text}) concern the same measures."
    else:
        earlier = answers_to(case, [first.response])
        later = tuple(name for name in asked if name not in earlier) or answers_to(case, [last.response])
        ask = (
            f"The same information ({text}) is given in reply to {listed(asked)}. Please indicate which measures were taken"
            f" specifically with regard to {listed(later)}."
        )
    if repeat.figures:
        old, new = repeat.figures[0]
        ask += f" Please also clarify whether the figure is {old} or {new}."
    return ask
