"""The answer speaks of intentions, and of nothing done.

## What it checks

Sentences of what is planned, considered, discussed or under way, and of what the government will do. Rules in the
future tense ("the plan aims to"), what others intend ("persons who intend to"), what a thing done is for ("was set up,
which will"), standing duties ("is expected to report each quarter"), refusals ("is not planned") and quoted speech do
not count. Of an answer to several requests a sentence counts for those whose matter it is about, unless all of the
answer is intention. Where the answers to a request report nothing done, give no figure, and at least half of what they
say is intention, the status is *intention only*. Elsewhere the rule leaves a note on the sentences. Answers to the same
requests share one finding, which quotes their sentences.

## Why it matters

An intention cannot be assessed, and the same intention often stands in reply after reply. What matters is who does
what by when.

## What to do

Ask for the timetable, the body in charge and what has been done so far. Note the promise for the next cycle.

## What it cannot see

An intention told in the present tense ("the ministry introduces"), and whether a plan was carried out meanwhile.

## Examples

```yaml
- name: nothing but consideration
  requests: {1.a: Ratify the protocol.}
  responses: [{answers: [1.a], text: The ratification of the protocol is being considered by the ministries.}]
  finds: [{requests: [1.a], quote: being considered, severity: warning, ask: timetable}]
  status: {1.a: intention only}
```

```yaml
- name: what is announced was done
  requests: {1.a: Ratify the protocol.}
  responses: [{answers: [1.a], text: Parliament has ratified the protocol.}]
  finds: []
```
"""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.analysis.intentions import intentions, intentions_on, only_intentions
from gapcheck.analysis.naming import called, listing
from gapcheck.model import Case, Gap, Response, Severity, Status, quote
from gapcheck.text.spans import Span

CODE = "MEA002"
NAME = "intention-only"
SEVERITY = Severity.WARNING
SHOWN = 12
"""Sentences that a finding quotes at most; `detail` says how many there are."""


def check(case: Case) -> Iterator[Gap]:
    settled = {request.id for request in case.requests if only_intentions(case, request.id)}
    groups: dict[tuple[tuple[str, ...], bool, str], dict[str, tuple[Response, tuple[Span, ...]]]] = {}
    for response in case.responses:
        every = intentions(response.text, case.language)
        if not every:
            continue
        answered = case.answered_by(response)
        if not answered:
            groups[(), False, response.id] = {response.id: (response, every)}
        spoken: dict[tuple[Span, ...], list[str]] = {}
        for name in answered:
            spoken.setdefault(intentions_on(case, response, name), []).append(name)
        for spans, about in spoken.items():
            for only in (True, False):
                names = tuple(name for name in about if (name in settled) == only)
                if spans and names:
                    groups.setdefault((names, only, ""), {})[response.id] = (response, spans)
    for (names, only, _), found in groups.items():
        yield _gap(case, list(found.values()), names, only)


def _gap(case: Case, found: list[tuple[Response, tuple[Span, ...]]], names: tuple[str, ...], only: bool) -> Gap:
    spans = [(response, span) for response, some in found for span in some]
    what = listing(called(case, name) for name in names) or "no request"
    return Gap(
        requests=names,
        responses=tuple(response.id for response, _ in found),
        quotes=tuple(quote(response, "text", span.start, span.end) for response, span in spans[:SHOWN]),
        message=f"The reply to {what} speaks of intentions and reports nothing done."
        if only
        else f"The reply to {what} announces or considers measures; these sentences do not say that they were taken.",
        ask="Please provide the timetable for the measures announced, the authority in charge, and what has been done so far.",
        settles=Status.INTENTION_ONLY if only else None,
        severity=None if only else Severity.NOTE,
        detail={"sentences": len(spans)},
    )
