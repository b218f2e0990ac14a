"""Another source says otherwise than the reply.

## What it checks

The facts and rejoinders of the evidence on record against the answers to the requests they are about. A pair is shown
where a sentence of the source sets practice against rule, or denies something ("in practice", "has never", "not a single",
"lack of", "breaches"), a sentence of the answer speaks of the same thing without such words, and one of the words they
share is the request's own; and where both tell a series of years for one act, and the series differ. Where the record
does not say which request a statement is about, the two sentences must agree far more. A sentence that only tells what
somebody asked ("the union urged it not to …") denies nothing.

## Why it matters

A State describes its rules, others describe what they met. Where the two differ, a committee wants to hear both, and the
State should have its say on the other.

## What to do

Read both passages in full, with their dates: a source that is older than the reply may have been overtaken. Put the
other voice to the delegation as a question.

## What it cannot see

Which of the two is right. Differences in other words than those of the lexicon, differing figures (STA005), and sources
in another language than the reply.

## Examples

```yaml
- name: open by law, shut in practice
  requests: {3: Open the reading rooms of prison libraries to all prisoners.}
  responses: [{answers: ["3"], text: The reading rooms of prison libraries are open to all prisoners under Article 12 of the Code.}]
  evidence:
    statements: [{about: ["3"], text: In practice the reading rooms of the libraries had never been unlocked for prisoners on remand.}]
  finds: [{requests: ["3"], responses: [r1], quote: never been unlocked}]
```

```yaml
- name: a source that agrees
  requests: {3: Open the reading rooms of prison libraries to all prisoners.}
  responses: [{answers: ["3"], text: The reading rooms of prison libraries are open to all prisoners under Article 12 of the Code.}]
  evidence: {statements: [{about: ["3"], text: Prisoners were met in the reading rooms of all libraries.}]}
  finds: []
```

```yaml
- name: what was asked is no denial
  requests: {3: Open the reading rooms of prison libraries to all prisoners.}
  responses: [{answers: ["3"], text: The reading rooms of prison libraries are open to all prisoners under Article 12 of the Code.}]
  evidence:
    statements: [{about: ["3"], text: The inspector urged wardens to see that the reading rooms of libraries are not shut to prisoners.}]
  finds: []
```

```yaml
- name: a definition is not contradicted
  requests: {3: Open the reading rooms of prison libraries to all prisoners.}
  responses: [{answers: ["3"], text: Reading rooms of prison libraries means rooms with shelves that prisoners enter.}]
  evidence:
    statements: [{about: ["3"], text: In practice the reading rooms of the libraries had never been unlocked for prisoners on remand.}]
  finds: []
```
"""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.analysis.procedure import spoken
from gapcheck.analysis.recurrence import date_of, source_name
from gapcheck.analysis.repeated_words import listed
from gapcheck.analysis.voices import Otherwise, otherwise
from gapcheck.model import Case, Gap, Severity

CODE = "EVA005"
NAME = "evidence-against-reply"
SEVERITY = Severity.WARNING


def check(case: Case) -> Iterator[Gap]:
    shown: set[tuple[str, str]] = set()
    for request in case.requests:
        for pair in otherwise(case, request.id):
            if pair.statement.about:
                yield _gap(case, (request.id,), pair)
            elif (pair.document.id, pair.statement.id) not in shown:  # the record ties it to no request: told once
                shown.add((pair.document.id, pair.statement.id))
                yield _gap(case, case.answered_by(pair.response), pair)


def _gap(case: Case, names: tuple[str, ...], pair: Otherwise) -> Gap:
    name = listed(names)
    since, by = date_of(pair.document), source_name(pair.document)
    who = f"{by}, {spoken(since)}" if since else by
    before = bool(since) and since < case.recommendations.document.adopted[: len(since)]
    age = " The source is older than the recommendation." if before else ""
    if pair.kind == "years":
        message = f"On {name}, the reply and another source ({who}) name different years for one act."
    elif pair.statement.kind == "rejoinder":
        message = f"On {name}, the reply was answered, and its answer says otherwise ({who})."
    else:
        message = f"On {name}, another source says otherwise than the reply ({who})."
    return Gap(
        requests=names,
        responses=(pair.response.id,),
        quotes=(pair.said, pair.other),
        message=message + age,
        ask=f"Please comment, under {name}, on this statement ({who}): “{_short(pair.other.text)}”",
        detail={
            "kind": pair.kind,
            "rejoinder": pair.statement.kind == "rejoinder",
            "words": list(pair.words),
            "source": pair.document.id,
            "by": by,
            "date": since,
            "before": before,
        },
    )


def _short(text: str) -> str:
    words = text.split()
    short = " ".join(words) if len(words) <= 40 else " ".join(words[:38]) + " …"
    return short if short[-1:] in ".?!…" else f"{short}."
