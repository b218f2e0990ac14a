"""An answer repeats the reply of the previous cycle.

## What it checks

Each answer is compared, sentence by sentence, with every answer of the reply recorded as `previous`: word for word,
edited or translated anew (the method of REP001). One finding for each answer, with the share of it that stood in the
previous reply and what changed since.

## Why it matters

A follow-up reply reports what was done since the recommendation. Text that the monitoring body had before it when it
made the recommendation tells it nothing new.

## What to do

Read what is left of the answer without the repeated part. Ask for measures taken, and results obtained, in the
reporting period. A figure that changed between the two versions is news: compare it.

## What it cannot see

Whether the measure itself goes on; a law that is still in force is rightly described again. Sentences whose year and
figures were brought up to date: they are taken for what they are, new figures. A previous reply in another language.

## Examples

```yaml
- name: most of the answer stood in the previous reply
  requests: {3: Reduce the number of children in institutions.}
  responses:
    - answers: ["3"]
      text: >-
        The Foster Care Office trains families in four weekend courses and pays them a monthly allowance. A child below
        three years of age may not be placed in an institution except with its mother.
  previous:
    - answers: ["9"]
      text: >-
        The Foster Care Office trains families in four weekend courses and pays them a monthly allowance. A child below
        three years of age may not be placed in an institution, except with its mother.
  finds: [{requests: ["3"], responses: [r1], message: All of the answer to item 3}]
```

```yaml
- name: new figures in an old form are news
  requests: {3: Reduce the number of children in institutions.}
  responses: [{answers: ["3"], text: "In 2024, 112 children left institutions for foster families in the northern districts."}]
  previous: [{answers: ["3"], text: "In 2021, 87 children left institutions for foster families in the northern districts."}]
  finds: []
```
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gapcheck.analysis.repeated_words import answer_name, opening
from gapcheck.analysis.repeats import Pair, Place, Repeat, detail, repeated_from_previous
from gapcheck.model import Case, Gap, Response, Severity

CODE = "REP002"
NAME = "repeated-from-previous-reply"
SEVERITY = Severity.WARNING
FEW = 0.2
"""An answer of which less than this stood in the previous reply gives a note."""
KINDS = {"word for word": "word for word", "edited": "with small changes", "translated": "in other words"}


def check(case: Case) -> Iterator[Gap]:
    for response in case.responses:
        found = [repeat for repeat in repeated_from_previous(case) if response.id in {r.id for r in repeat.responses}]
        if not found:
            continue
        whole = _of(response, found)
        first = _own(whole, response)[0]
        share, name = first.coverage, answer_name(case, response)
        percent = "All" if share > 0.995 else f"{max(1, round(100 * share))} %"
        changes = "; ".join(f"“{before}” became “{now}”" for now, before in whole.figures[:4])
        yield Gap(
            requests=case.answered_by(response),
            responses=(response.id,),
            quotes=tuple(place.quote for place in whole.places),
            message=f"{percent} of {name} stood {KINDS[whole.kind]} in the previous reply."
            + (f" Changed since: {changes}." if changes else ""),
            ask=f"The information beginning “{opening(first.quote.text)}” was already provided in the previous reply. "
            "Please indicate the measures taken since then, and their results.",
            severity=None if share >= FEW else Severity.NOTE,
            detail=detail(whole),
        )


def _own(repeat: Repeat, response: Response) -> list[Place]:
    return [place for place in repeat.places if not place.before and place.response.id == response.id]


def _of(response: Response, found: list[Repeat]) -> Repeat:
    """What one answer shares with the previous reply, taken together; each of its places carries the whole share."""
    share = min(1.0, sum(_own(repeat, response)[0].coverage for repeat in found))
    pairs: list[Pair] = []
    places: list[Place] = []
    for repeat in found:
        mine = [pair for pair in repeat.pairs if pair.left.response.id == response.id]
        met = {pair.right.response.id for pair in mine}
        pairs += mine
        places += [replace(place, coverage=share) for place in _own(repeat, response)]
        places += [place for place in repeat.places if place.before and place.response.id in met]
    longest = max(found, key=lambda repeat: repeat.words)
    return Repeat(
        kind=longest.kind, places=tuple(places), pairs=tuple(pairs), words=sum(repeat.words for repeat in found)
    )
