"""The answer is a pointer to another answer.

## What it checks

Sentences that do nothing but send the reader elsewhere ("See recommendation 71", "Refer to (1) above"). Each pointer is
followed, over further pointers, and judged by where it leads: whether the target exists, whether anything is answered
there, whether the trail comes back to where it began, and which aspects of this request the target mentions. Where the
target mentions them all the finding is a note. A pointer beside an answer of its own is reported only where it leads
nowhere. "As previously stated, …" followed by an answer is no pointer.

## Why it matters

A pointer is fair where two requests ask the same. Where they differ it answers the part they share and passes over the
rest, and the reader must go and see.

## What to do

Read the target with this request in hand. Ask for what the target does not say.

## What it cannot see

Pointers to other documents (an annex, an earlier report). Whether the target, where it mentions an aspect, answers it.

## Examples

```yaml
- name: the target says nothing of what this request adds
  requests: {71: Improve the housing of Sami families., 72: Improve the housing of Sami families in the reindeer districts.}
  responses:
    - {answers: ["71"], text: "The housing programme for Sami families built 90 flats in 2024."}
    - {answers: ["72"], text: See recommendation 71.}
  finds: [{requests: ["72"], quote: See recommendation 71, message: reindeer}]
  status: {"72": pointer only}
```

```yaml
- name: an answer that begins with a reference is no pointer
  requests: {71: Improve the housing of Sami families., 72: Fund Sami newspapers.}
  responses:
    - {answers: ["71"], text: "The housing programme for Sami families built 90 flats in 2024."}
    - {answers: ["72"], text: "As previously stated, two Sami newspapers are funded from the press budget."}
  finds: []
```
"""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.analysis.answers import Trail, aspects, full_text, pointers, points, substance, trail
from gapcheck.model import Case, Gap, Quote, Response, Severity, Status, quote
from gapcheck.text.aspects import Touch

CODE = "ANS009"
NAME = "pointer-answer"
SEVERITY = Severity.WARNING
MOST = 4


def check(case: Case) -> Iterator[Gap]:
    for response in case.responses:
        if not points(case, response):
            continue
        path = trail(case, response)
        for name in case.answered_by(response):
            own = any(substance(case, answer) for answer in case.answers[name])
            if own:
                if path.unknown or path.circle:
                    yield _beside(case, response, name, path)
                continue
            told, missing = _judged(case, name, path)
            lost = bool(missing) or not path.reached
            yield Gap(
                requests=(name,),
                responses=(response.id, *(target.id for target in path.reached)),
                quotes=_quotes(case, response, name),
                message=f"The answer to {name} is only a pointer{_where(path)}{told}.",
                ask=_ask(case, name, path, missing),
                settles=Status.POINTER_ONLY,
                severity=Severity.WARNING if lost else Severity.NOTE,
                detail={
                    "targets": list(path.targets),
                    "unknown": list(path.unknown),
                    "circle": path.circle,
                    "missing": missing,
                },
            )


def _beside(case: Case, response: Response, name: str, path: Trail) -> Gap:
    told = "comes back to itself" if path.circle else f"leads to {_list(path.unknown)}, which is not among the requests"
    return Gap(
        requests=(name,),
        responses=(response.id,),
        quotes=_quotes(case, response, name),
        message=f"A pointer in the answer to {name} {told}.",
        ask=f"Please indicate where the information referred to in the answer to {name} is to be found.",
        severity=Severity.NOTE,
        detail={"beside": True, "unknown": list(path.unknown), "circle": path.circle},
    )


def _where(path: Trail) -> str:
    return f" to {_list(path.targets)}" if path.targets else ""


def _judged(case: Case, name: str, path: Trail) -> tuple[str, list[str]]:
    """What the trail is worth, as the rest of a sentence, and the aspects its end does not mention."""
    if not path.reached:
        if path.circle:
            return ", and it comes back to itself", []
        if path.targets:
            return ", where nothing is answered either", []
        if path.unknown:
            return f" to {_list(path.unknown)}, which is not among the requests", []
        return ", and what it points to was not found in the reply", []
    text = "\n\n".join(response.text for response in path.reached)
    touches = [(aspect, aspect.touch(text, case.language)) for aspect in aspects(case, name)]
    missing = [aspect for aspect, touch in touches if touch is Touch.MISSING]
    if not missing:
        return (", where what it names is mentioned" if touches else ""), []
    names = [aspect.name for aspect in sorted(missing, key=lambda aspect: not aspect.firm)[:MOST]]
    if len(missing) == len(touches):
        return f", where nothing of what it names is mentioned ({_marked(names)})", names
    asked = " ".join(full_text(case.recommendations.by_id[target]) for target in path.targets)
    firm = [aspect.name for aspect in missing if aspect.firm or aspect.touch(asked, case.language) is Touch.MISSING][
        :MOST
    ]
    return (f", where {_marked(firm)} {'is' if len(firm) == 1 else 'are'} not mentioned", firm) if firm else (
        ", where what it names is mentioned in part", [])  # fmt: skip


def _ask(case: Case, name: str, path: Trail, missing: list[str]) -> str:
    label = name
    if missing:
        return f"Please provide information on {_marked(missing)} ({label}), which the answer referred to does not mention."
    if path.reached:
        return f"Please confirm that the answer to {_list(path.targets)} is meant to cover all that {label} asks."
    return f"Please answer {label}; the reference given in place of an answer leads to none."


def _quotes(case: Case, response: Response, name: str) -> tuple[Quote, ...]:
    found = tuple(quote(response, "text", span.start, span.end) for span in pointers(case, response))
    return found or (quote(case.recommendations.by_id[name], "text"),)


def _marked(names: list[str]) -> str:
    return ", ".join(f"“{' '.join(name.split())}”" for name in names)


def _list(names: tuple[str, ...]) -> str:
    shown = names[:6]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
