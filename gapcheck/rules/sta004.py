"""A percentage is given without the numbers it is a percentage of.

## What it checks

Every share in an answer ("70–80 %", "a third of applicants"): whether a count stands in its sentence, or, of
the same things, in the one before or after it. Shares that set a norm ("at least 40 % of candidates", "up to half of the
salary") are none.

## Why it matters

A share of an unknown number says nothing about size: half of the cases may be two or two thousand. And it cannot be
compared with last cycle's.

## What to do

Ask for the number and the total behind the share, for each year.

## What it cannot see

Whether the count beside it is its base. A share of the whole population needs none and is reported all the same.

## Examples

```yaml
- name: a range of shares and no number
  requests: {1.a: Identify victims of forced labour.}
  responses: [{answers: [1.a], text: About 60–70 % of cases are found by patrols.}]
  finds: [{responses: [r1], quote: "60–70 %", severity: warning}]
```

```yaml
- name: the total stands in the same sentence
  requests: {1.a: Identify victims of forced labour.}
  responses: [{answers: [1.a], text: "Of the 48 victims identified in 2024, 60 % were found by patrols."}]
  finds: []
```
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from gapcheck.analysis.naming import listing
from gapcheck.model import Case, Gap, Response, Severity, quote
from gapcheck.text.figures import Figure, figures
from gapcheck.text.figures_words import figure_words, stems_of
from gapcheck.text.lexicon import pattern
from gapcheck.text.spans import base_language, sentences, stem
from gapcheck.text.tokens import word_list

CODE = "STA004"
NAME = "rate-without-base"
SEVERITY = Severity.WARNING
NEAR = 60
"""Characters behind a share in which it says what it is of."""


def check(case: Case) -> Iterator[Gap]:
    for response in case.responses:
        if not case.answered_by(response):
            continue  # an answer to nothing is the matter of ANS006
        for start, shares in _baseless(case, response).items():
            span = shares[0].quote
            shown = listing(dict.fromkeys(share.shown for share in shares))
            yield Gap(
                requests=case.answered_by(response),
                responses=(response.id,),
                quotes=(quote(response, "text", start, span[1]),),
                message=f"The reply gives {shown} without the number it is a share of.",
                ask=f"Please provide, for each year, the numbers behind the share of {shown}: the part and the total.",
                detail={"shares": [share.shown for share in shares]},
            )


def _baseless(case: Case, response: Response) -> dict[int, list[Figure]]:
    """The shares of an answer without a count in or beside their sentence, by the sentence's start."""
    found = figures(response.text, case.language)
    starts = [sentence.start for sentence in sentences(response.text, case.language)]
    counted: dict[int, set[str]] = {}
    for figure in found:
        if figure.kind == "count" and figure.value > 0:
            counted.setdefault(figure.quote[0], set()).update(_things(figure.noun, case.language))
    out: dict[int, list[Figure]] = {}
    for share in found:
        if share.kind not in ("percentage", "fraction"):
            continue
        start = share.quote[0]
        at = starts.index(start) if start in starts else -2
        beside = set(starts[max(0, at - 1) : at + 2]) & counted.keys() if at >= 0 else set()
        if beside and _leans(response.text, share, case.language):
            continue
        of = _share_of(response.text, share, case.language)
        if start not in counted and not any(counted[place] & of for place in beside):
            out.setdefault(start, []).append(share)
    return out


def _leans(text: str, share: Figure, language: str) -> bool:
    """True where the sentence of a share leans on the ones before it ("of these"); "of the nurses" names its own."""
    told = figure_words(base_language(language)).share_of.match(text, share.end)
    carry = pattern(language, "carry_words")
    named = told and _share_of(text, share, language)
    return any(
        not (named and told and share.end <= match.start() < told.end())
        or bool(carry.fullmatch(match.group().split()[-1]))
        for match in carry.finditer(text, *share.quote)
    )


def _things(noun: str, language: str) -> set[str]:
    """The stems of what a figure counts: its noun with the words before it, without what follows ("12 nurses in …")."""
    known = figure_words(base_language(language)).nouns.search(noun)
    phrase = noun[: known.end()] if known else " ".join(noun.split()[:2])
    return set(stems_of(phrase, language)) - _idle(base_language(language))


def _share_of(text: str, share: Figure, language: str) -> set[str]:
    """The stems of what a share is of where it says so ("a third of the nurses"), else of its clause."""
    told = figure_words(base_language(language)).share_of.match(text, share.end)
    words = stems_of(" ".join(text[told.end() : told.end() + NEAR].split()[:4]), language) if told else share.words
    return set(words) - _idle(base_language(language))


@lru_cache(maxsize=8)
def _idle(language: str) -> frozenset[str]:
    return frozenset(stem(word, language) for word in word_list(language, "aspect_function"))
