"""The reply is longer than the body's limit.

## What it checks

The words of the reply (`words` of its document, else the words of its answers) against the limit which the body's
procedure sets for a document of its kind: a periodic report or replies to a list of issues where the title says so, else
a follow-up reply, else an addendum. An excess below one word in twenty gives nothing, since counts of a whole file take
in running heads and notes that the body may not count. A limit that could not be confirmed with the body's own page is said to be so, and
the finding is a note.

## Why it matters

A document over its limit is returned for shortening, or its translation is not guaranteed; members of the body may then
never read its end.

## What to do

Ask the State to shorten the document, or put its answers in annexes. Repeated passages (REP001) are the place to begin.

## What it cannot see

Whether the secretariat accepted the document as it is. Annexes that the record counts in, or leaves out.

## Examples

```yaml
- name: an addendum over its limit
  requests: {1: Count the street dogs.}
  document: {procedure: UPR}
  reply: {words: 4100}
  responses: [{answers: ["1"], text: They were counted.}]
  finds: [{message: "1,425 words over", severity: note}]
```

```yaml
- name: within the limit
  requests: {1: Count the street dogs.}
  document: {procedure: UPR}
  reply: {words: 2600}
  responses: [{answers: ["1"], text: They were counted.}]
  finds: []
```
"""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.analysis.procedure import length
from gapcheck.model import Case, Gap, Quote, Severity, quote

CODE = "REF004"
NAME = "over-length"
SEVERITY = Severity.WARNING
MARGIN = 0.05
"""Share of the limit by which a count of a whole file may exceed a count of its text alone."""


def check(case: Case) -> Iterator[Gap]:
    found = length(case)
    if found is None or found.over <= MARGIN * found.limit.words or case.reply is None:
        return
    limit = found.limit
    doubt = "" if limit.confirmed else " The limit could not be confirmed with the body's own page."
    least = "at least " if found.least else ""
    yield Gap(
        quotes=_quotes(case),
        message=f"The reply has {least}{found.words:,} words, {least}{found.over:,} words over the limit of {limit.words:,} "
        f"for a document of the kind “{limit.document}” ({limit.source}).{doubt}",
        ask=f"Please shorten the document to {limit.words:,} words, or move what is not asked for to an annex.",
        severity=None if limit.confirmed else Severity.NOTE,
        detail={
            "words": found.words,
            "least": found.least,
            "limit": limit.words,
            "document": limit.document,
            "source": limit.source,
            "confirmed": limit.confirmed,
        },
    )


def _quotes(case: Case) -> tuple[Quote, ...]:
    if case.reply is None:
        return ()
    document = case.reply.document
    name = next((field for field in ("symbol", "title", "id") if getattr(document, field)), "id")
    return (quote(document, name),)
