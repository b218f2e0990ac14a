"""One indicator and one year have two values.

## What it checks

Figures for one single year, in the answers of the reply, in the previous reply and in the evidence on record: two that
count the same thing, in nearly the same words around it, for the same year, with different values. Within the reply at
least seven in ten of the words of matter around the two must be common, against other sources at least five in ten, as
those are written by other hands. Parts ("of whom 9"), estimates ("about 200"), totals over years and sentences about
one day are left out; a dated event with two numbers of participants is REP004.

## Why it matters

Where a State gives two numbers for one thing, neither can be relied on. Where another source gives another number, the
difference is the question.

## What to do

Read both passages. Ask which value is right, and how each was counted.

## What it cannot see

The same indicator under another name. Two things that are counted in nearly the same words ("victims sheltered",
"victims sheltered abroad") may be taken for one.

## Examples

```yaml
- name: two answers give two numbers of convictions for one year
  requests: {1.a: Prosecute smuggling., 1.b: Report on smuggling.}
  responses:
    - {answers: [1.a], text: "In 2023, courts convicted 14 persons of smuggling."}
    - {answers: [1.b], text: "In 2023, the courts convicted 19 persons of smuggling."}
  finds: [{requests: [1.a, 1.b], responses: [r1, r2], message: "14", ask: "2023"}]
```

```yaml
- name: two years are two values
  requests: {1.a: Prosecute smuggling., 1.b: Report on smuggling.}
  responses:
    - {answers: [1.a], text: "In 2023, courts convicted 14 persons of smuggling."}
    - {answers: [1.b], text: "In 2024, the courts convicted 19 persons of smuggling."}
  finds: []
```
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from gapcheck.model import Case, Gap, Response, Severity, Statement, quote
from gapcheck.text.dates import dates
from gapcheck.text.figures import Figure, figures
from gapcheck.text.figures_words import stems_of
from gapcheck.text.spans import spelled

CODE = "STA005"
NAME = "conflicting-figures"
SEVERITY = Severity.WARNING
WITHIN, ACROSS = 0.7, 0.5
"""Shares of common words, measured on reply passages that speak of one series and of two: see tests/rules/sta005.yaml."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    figure: Figure
    record: Response | Statement
    source: str
    noun: frozenset[str]
    around: frozenset[str]


def check(case: Case) -> Iterator[Gap]:
    by_year: dict[tuple[int, str], list[Reading]] = {}
    for reading in _readings(case):
        by_year.setdefault((reading.figure.years[0], reading.figure.kind), []).append(reading)
    for (year, _), held in sorted(by_year.items(), key=lambda item: item[0]):
        for one, other in combinations(held[:400], 2):
            if one.source == "this reply" and _conflict(one, other):
                yield _gap(case, year, one, other)


def _readings(case: Case) -> Iterator[Reading]:
    """The figures that can be compared, the reply's first."""
    for response in case.responses:
        yield from _of(response, response.text, "this reply", case.language)
    if case.previous:
        for response in case.previous.responses:
            yield from _of(response, response.text, "the previous reply", case.previous.document.language)
    for evidence in case.evidence:
        name = evidence.document.symbol or evidence.document.title or evidence.document.id
        for statement in evidence.statements:
            yield from _of(statement, statement.text, name, evidence.document.language)


def _of(record: Response | Statement, text: str, source: str, language: str) -> Iterator[Reading]:
    days = [date.start for date in dates(text, language) if date.kind == "day"]
    for figure in figures(text, language):
        if figure.kind not in ("count", "money") or len(figure.years) != 1 or figure.base >= 0 or figure.about:
            continue
        start, end = figure.quote
        if any(start <= day < end for day in days):
            continue
        noun = frozenset(stems_of(figure.noun, language))
        other = frozenset(stems_of(" ".join(str(year) for year in figure.years) + " " + figure.text, language))
        around = frozenset(word for word in figure.words if word.isalpha()) - _plain(language) - other
        yield Reading(figure=figure, record=record, source=source, noun=noun & around or noun, around=around)


@lru_cache(maxsize=8)
def _plain(language: str) -> frozenset[str]:
    """Words that carry no matter, as stems."""
    from gapcheck.text.lexicon import entries

    listed = " ".join((*entries(language, "stopwords"), *entries(language, "noun_stops")))
    return frozenset(stems_of(" ".join(spelled(listed)), language))


def _conflict(one: Reading, other: Reading) -> bool:
    same_place = one.record is other.record and one.figure.quote == other.figure.quote
    if same_place or one.figure.value == other.figure.value or set(one.figure.by) != set(other.figure.by):
        return False
    if not one.noun & other.noun and one.figure.kind == "count":
        return False
    common, both = one.around & other.around, one.around | other.around
    needed = WITHIN if other.source == "this reply" else ACROSS
    return len(common - one.noun) >= 1 and len(common) >= 2 and len(common) >= needed * len(both)


def _gap(case: Case, year: int, one: Reading, other: Reading) -> Gap:
    places = [reading.record for reading in (one, other)]
    here = [place for place in places if isinstance(place, Response) and place in case.responses]
    requests = tuple(dict.fromkeys(name for place in here for name in case.answered_by(place)))
    where = "elsewhere in the reply" if other.source == "this reply" else f"in {other.source}"
    what = one.figure.noun or other.figure.noun
    counted = f" ({what})" if what else ""
    return Gap(
        requests=tuple(request.id for request in case.requests if request.id in requests),
        responses=tuple(dict.fromkeys(place.id for place in here)),
        quotes=tuple(quote(reading.record, "text", *reading.figure.quote) for reading in (one, other)),
        message=f"For {year} the reply gives {one.figure.text}{counted}, and {where} it is {other.figure.text}.",
        ask=f"Please clarify which figure is correct for {year}, {one.figure.text} or {other.figure.text}{counted}, and how each was counted.",
        detail={
            "indicator": what,
            "year": year,
            "values": [one.figure.text, other.figure.text],
            "sources": [one.source, other.source],
        },
    )
