"""The reply declines what is asked.

## What it checks
Five kinds of refusal: a position of "declined" or "not for this government"; the government's own words ("is not
planning to", "does not accept this recommendation"); what the request wants abolished stays ("will retain", "has its
place", works that "will be finished"); the law, a list or a register that does not provide for what is asked; and grounds
for leaving things as they are: what is there is adequate or proven, the present text is kept, it would be premature to do
what is asked, a lack of means allows for less. Such grounds count where the sentence speaks of little but the matter of
the request, no sentence promises more, and no other reports something done about it. A refusing sentence counts where it shares a word
of matter with the request or speaks of "this recommendation", "such an act"; or where it names what stands above the
request's list, two of its words at least, and no part of the list in particular: it then refuses every part. Quoted speech, conditions ("an employer
who does not accept"), "is not limited to", reasons for refusing a single application, asides about another matter
("while it would not be …"), and the past ("until 2019 the law did not provide") do not count. The status becomes
*declined* where the refusal is the core of the answer: a position, or a refusal by the government that opens the
answer or stands in a short one. A law that does not provide for what is asked is a refusal of the request beside the
position "noted", or where the request asks to change the law and the answer announces no change; elsewhere it leaves
the request partly answered.

## Why it matters

A refusal is a clear answer, and bodies grade it apart from silence. A refusal in passing, inside an answer that claims
agreement, is easily read over.

## What to do

Ask for the reasons, and whether another way to the same end is being considered.

## What it cannot see

A refusal in other words than those of the lexicon, and a polite deferral without end (see MEA002). "Noted" is no refusal
by itself.

## Examples

```yaml
- name: the government says it will not
  requests: {5: Repeal the offence of blasphemy}
  responses: [{answers: ["5"], position: noted, text: "The Government is currently not planning to repeal the offence of blasphemy."}]
  finds: [{requests: ["5"], quote: not planning}]
  status: {"5": declined}
```

```yaml
- name: the refusal of a single application is no refusal of the request
  requests: {5: Make the registration of trade unions easier}
  responses: [{answers: ["5"], text: "Trade unions register online. Registration may be refused only where the statutes are missing."}]
  finds: []
```
"""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.analysis.naming import item, listing
from gapcheck.analysis.refusals import Kind, Refusal, refusals
from gapcheck.model import Case, Gap, Severity, Status, quote

CODE = "ANS004"
NAME = "declined"
SEVERITY = Severity.WARNING


def check(case: Case) -> Iterator[Gap]:
    for names, found in _groups(case):
        leading = next((refusal for refusal in found if refusal.core), found[0])
        spans = [(refusal.response, refusal.span) for refusal in found if refusal.span is not None]
        what = listing(item(name) for name in names)
        yield Gap(
            requests=names,
            responses=tuple(dict.fromkeys(refusal.response.id for refusal in found)),
            quotes=tuple(quote(response, "text", span.start, span.end) for response, span in spans)
            or (quote(case.recommendations.by_id[names[0]], "text"),),
            message=_message(what, leading),
            ask=_ask(what, leading),
            settles=_settles(leading),
            detail={
                "kinds": sorted({refusal.kind.value for refusal in found}),
                "kind": leading.kind.value,
                "by": leading.by,
                "core": leading.core,
            },
        )


def _groups(case: Case) -> list[tuple[tuple[str, ...], tuple[Refusal, ...]]]:
    """Each request that is refused with its refusals; the parts of a recommendation that is refused as a whole together."""
    groups: dict[object, tuple[list[str], tuple[Refusal, ...]]] = {}
    for request in case.requests:
        found = refusals(case, request)
        if found:
            whole = all(refusal.whole for refusal in found)
            alike = tuple((one.response.id, one.kind, one.span) for one in found) if whole else request.id
            groups.setdefault(alike, ([], found))[0].append(request.id)
    return [(tuple(names), found) for names, found in groups.values()]


def _settles(refusal: Refusal) -> Status | None:
    if refusal.core:
        return Status.DECLINED
    return Status.PARTLY_ANSWERED if refusal.kind in (Kind.LAW, Kind.KEPT) else None


def _message(what: str, refusal: Refusal) -> str:
    who = refusal.by or "The reply"
    if refusal.kind is Kind.POSITION:
        return f"{who} declines {what}."
    if refusal.kind is Kind.LAW:
        return f"The reply to {what} says that what is asked is not provided for."
    if refusal.kind is Kind.ENOUGH:
        return f"The reply to {what} gives grounds for leaving things as they are."
    if refusal.kind is Kind.KEPT:
        return f"The reply to {what} says that what the request wants ended stays."
    return f"The reply says that what {what} asks will not be done{'' if refusal.core else ', at least in part'}."


def _ask(name: str, refusal: Refusal) -> str:
    if refusal.kind is Kind.LAW:
        return (
            f"Please indicate whether it is intended to amend the law so as to provide for what is asked in {name}, "
            "and what those concerned can rely on in the meantime."
        )
    if refusal.kind is Kind.ENOUGH:
        return f"Please indicate what this finding rests on, and whether what {name} asks will be examined again."
    if refusal.kind is Kind.KEPT:
        return f"Please explain how keeping it is compatible with {name}, and whether its end is being considered."
    return (
        f"Please give the reasons for not acting on {name}, and indicate whether the position is being reviewed or "
        "the same end is pursued by other means."
    )
