"""The answer breaks off.

## What it checks

The end of each answer. It breaks off where there is no mark that ends a sentence and the last word cannot end one
("and the"), where it ends in a comma, a dash or an open bracket, or where it announces a list with a colon and nothing
follows. A list item or a heading without a full stop does not break off. Prose that merely lacks its full stop, in a
reply whose answers nearly all have theirs, is a note and settles nothing: mostly the full stop was forgotten.

## Why it matters

What followed was lost, in the reply or in its conversion. The part that is missing may be the part that was asked for.

## What to do

Look at the source. If the text goes on there, complete the record; if it does not, ask for the rest.

## What it cannot see

A text that breaks off after a whole sentence, or after a word that could end one. Breaks in the middle of an answer.

## Examples

```yaml
- name: an answer that ends in a function word
  requests: {1: Report on the inspections of slaughterhouses.}
  responses: [{answers: ["1"], text: "In 2024 the agency inspected 64 slaughterhouses, of which nine were closed and the"}]
  finds: [{requests: ["1"], quote: and the}]
```

```yaml
- name: a forgotten full stop is no break
  requests: {1: Report on the inspections of slaughterhouses.}
  responses: [{answers: ["1"], text: "In 2024 the agency inspected 64 slaughterhouses, of which nine were closed"}]
  finds: []
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gapcheck.analysis.answers import substance
from gapcheck.model import Case, Gap, Severity, Status, quote
from gapcheck.text.spans import spelled, words
from gapcheck.text.tokens import word_list

CODE = "ANS007"
NAME = "truncated-answer"
SEVERITY = Severity.WARNING
ENDED = re.compile(r"[.!?;…][”\"»’')\]]{0,3}\s?\d{0,2}\W{0,3}$|[.!?;…]$")
ITEM = re.compile(r"(?:\W|\d+[.)]|\(?[a-z]{1,3}[.)]|o\s)")
SHOWN = 12
MANY, HABIT, PROSE = 5, 0.8, 10
"""Of at least so many answers such a share must end in a full stop before its lack says anything; and what prose is."""


def check(case: Case) -> Iterator[Gap]:
    ends = [bool(ENDED.search(response.text.rstrip())) for response in case.responses if response.text.strip()]
    tidy = len(ends) >= MANY and sum(ends) >= HABIT * len(ends)
    for response in case.responses:
        why = broken(response.text, case.language) if substance(case, response) else ""
        bare = not why and tidy and substance(case, response) and unended(response.text)
        if not why and not bare:
            continue
        spans = words(response.text)
        names = case.answered_by(response)
        yield Gap(
            requests=names,
            responses=(response.id,),
            quotes=(quote(response, "text", spans[-SHOWN:][0].start, len(response.text)),),
            message=f"The answer{' to ' + ' and '.join(names[:3]) if names else ''} breaks off: {why}."
            if why
            else f"The answer{' to ' + ' and '.join(names[:3]) if names else ''} ends without a full stop; it may go on.",
            ask=f"Please provide the rest of the answer{' to ' + ' and '.join(names[:3]) if names else ''}, "
            f"which ends with “… {' '.join(response.text.split()[-5:])}”.",
            settles=Status.PARTLY_ANSWERED if why else None,
            severity=Severity.WARNING if why else Severity.NOTE,
        )


def unended(text: str) -> bool:
    """True where the last line is prose (ten words, no list item) without a mark that ends a sentence."""
    last = text.rstrip().rsplit("\n", 1)[-1].strip()
    return len(spelled(last)) >= PROSE and last[:1].isalnum() and not ENDED.search(last) and not ITEM.match(last)


def broken(text: str, language: str) -> str:
    """Why a text breaks off, in plain words; "" where it does not."""
    text = text.rstrip()
    last = text.rsplit("\n", 1)[-1]
    spans = words(last)
    if not spans or ENDED.search(text):
        return ""
    if text.endswith(":"):
        return "it announces a list that does not follow"
    if text.endswith((",", "-", "–", "—", "(", "[")):
        return "it ends in the middle of a sentence"
    if len(spelled(text)) < 4:
        return ""
    if last.count("(") > last.count(")") or last.count("“") > last.count("”"):
        return "it ends within a bracket or quotation that is not closed"
    word = spans[-1].text
    if last.endswith(word) and word in word_list(language, "breaks_off"):
        return f"it ends with the word “{word}”"
    return ""
