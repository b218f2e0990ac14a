"""One dated event is counted in several answers.

## What it checks

Sentences that carry a full date and name an event (a training, a visit, a meeting, a raid). Two of them that share the
date and enough of their content tell the same event, in whatever words. Dates of laws and decisions are left out. The
figures beside the event are compared: those of the sentence, or of the sentence after it that sums it up.

## Why it matters

A list of ten trainings of which four are the same is a list of six. Where the head counts differ, at least one is wrong;
where they agree, participants may have been added up twice.

## What to do

Count each event once. Where the figures differ, ask which is right. Where the event answers two requests, ask what it
dealt with under each.

## What it cannot see

Events without a day ("in the autumn of 2023"). Two events of one kind on one day, told in the same words, are taken for
one. Whether a figure counts the same people: "35 inspectors" and "52 participants" may both be right.

## Examples

```yaml
- name: one seminar with two head counts
  requests: {1: Train inspectors., 2: Cooperate with the border guard.}
  responses:
    - answers: ["1"]
      text: On 14 March 2024 the labour inspectorate held a seminar in Port Alma on signs of debt bondage for 35 inspectors.
    - answers: ["2"]
      text: A seminar on the signs of debt bondage, for 52 inspectors, was held in Port Alma by the labour inspectorate on March 14, 2024.
  finds: [{requests: ["1", "2"], responses: [r1, r2], message: "35", severity: warning}]
```

```yaml
- name: a law cited twice is no event
  requests: {1: Protect witnesses., 2: Pay interpreters.}
  responses:
    - {answers: ["1"], text: "The Act on Witnesses of 3 May 2019 provides for separate rooms during every court session."}
    - {answers: ["2"], text: "Under the Act on Witnesses of 3 May 2019 interpreters are paid for each session."}
  finds: []
```
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from gapcheck.analysis.repeated_events import Event, detail, repeated_events
from gapcheck.analysis.repeated_words import answers_to, listed
from gapcheck.model import Case, Gap, Severity

CODE = "REP004"
NAME = "repeated-event"
SEVERITY = Severity.WARNING


def check(case: Case) -> Iterator[Gap]:
    """One finding for each set of answers whose events agree, one for each event whose figures do not."""
    alike: dict[tuple[str, ...], list[Event]] = defaultdict(list)
    for event in repeated_events(case):
        if event.conflict:
            yield _gap(case, [event])
        else:
            alike[event.answers].append(event)
    for events in alike.values():
        yield _gap(case, events)


def _gap(case: Case, events: Sequence[Event]) -> Gap:
    answers = {place.response.id: place.response for event in events for place in event.places}
    asked = case.recommendations.leaves_of(tuple(name for r in answers.values() for name in case.answered_by(r)))
    named = listed(answers_to(case, answers.values()))
    where = f"in the answers to {named}" if len(answers) > 1 else f"more than once in the answer to {named}"
    days = listed([event.shown for event in events], 8)
    figures = list(dict.fromkeys(", ".join(some) for some in events[0].figures if some))
    if events[0].conflict:
        message = f"The event of {days} is reported {where} with different figures: {' against '.join(figures)}."
        ask = (
            f"Please clarify whether the accounts of the event of {days} given in reply to {named} concern the same"
            f" event, and which of the figures ({' or '.join(figures)}) is correct."
        )
    else:
        many = len(events) > 1
        message = f"{len(events)} dated events are" if many else "One dated event is"
        message += f" reported {where}: {days}."
        ask = (
            f"Please confirm that the event{'s' if many else ''} of {days}, reported {where}, {'are' if many else 'is'} the"
            f" same, and give the number of participants counting each person and each event once."
        )
    return Gap(
        requests=asked,
        responses=tuple(answers),
        quotes=tuple(place.quote for event in events for place in event.places),
        message=message,
        ask=ask,
        severity=None if events[0].conflict else Severity.NOTE,
        detail=detail(events),
    )
