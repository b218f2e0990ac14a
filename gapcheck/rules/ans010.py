"""A position is given, and no text.

## What it checks

Requests all of whose responses give a position only: accepted or noted in a list, or with a sentence that accepts the
recommendation, or says that it is implemented or that its implementation is going on, and nothing else. A sentence that
serves at least four answers word for word and names the matter of none counts as no text. Declined requests are left to
ANS004.

## Why it matters

A position is a promise. It tells what a government intends to be held to, and nothing of what it did.

## What to do

Ask what has been done since, by whom, and by when the rest will be done.

## What it cannot see

Text that stands elsewhere in the reply, in a general part on the theme.

## Examples

```yaml
- name: accepted in a list
  requests: {1: Ban the dumping of ballast water., 2: Protect the seagrass meadows.}
  responses: [{answers: ["1", "2"], position: accepted}]
  finds: [{requests: ["1", "2"], message: accepted}]
  status: {"1": position only, "2": position only}
```

```yaml
- name: a position with an answer
  requests: {1: Ban the dumping of ballast water.}
  responses: [{answers: ["1"], position: accepted, text: "The recommendation is accepted. Dumping ballast water within twelve miles has been an offence since 2024."}]
  finds: []
```
"""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.analysis.answers import is_position_only, points, positions, substance
from gapcheck.analysis.refusals import is_declined
from gapcheck.model import Case, Gap, Response, Severity, Status, quote

CODE = "ANS010"
NAME = "position-only"
SEVERITY = Severity.NOTE


def check(case: Case) -> Iterator[Gap]:
    by_id = case.recommendations.by_id
    for response in case.responses:
        if not is_position_only(case, response):
            continue
        names = tuple(name for name in case.answered_by(response) if _bare(case, name))
        if not names:
            continue
        first = quote(response, "text") if response.text.strip() else quote(by_id[names[0]], "text")
        yield Gap(
            requests=names,
            responses=(response.id,),
            quotes=(first,),
            message=_message(response, names),
            ask=f"Please describe the measures taken to give effect to {_list(case, names)}, and the results so far.",
            settles=Status.POSITION_ONLY,
            detail={"positions": _held(response, names)},
        )


def _bare(case: Case, name: str) -> bool:
    """True where no response to the request says more than a position."""
    answers = case.answers[name]
    if any(substance(case, answer) or points(case, answer) for answer in answers):
        return False
    return not is_declined(case, case.recommendations.by_id[name])


def _held(response: Response, names: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(str(position) for name in names for position in positions(response, name)))


def _message(response: Response, names: tuple[str, ...]) -> str:
    held = _held(response, names)
    stance = f" ({', '.join(held)})" if held else ""
    if len(names) == 1:
        return f"The reply gives a position on {names[0]}{stance} and says nothing of what was done."
    return f"The reply gives a position on {len(names)} requests together{stance} and says nothing of what was done."


def _list(case: Case, names: tuple[str, ...]) -> str:
    labels = list(names)
    if len(labels) > 4:
        return f"{labels[0]} and the {len(labels) - 1} other recommendations answered together with it"
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]}"
