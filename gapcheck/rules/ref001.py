"""The reply gives the symbol or the date of the recommendation otherwise than adopted.

## What it checks

The symbol and the date under which the reply's heading cites the recommendation (`quoted_symbol`, `quoted_date`),
against the recommendation itself; the same for a follow-up evaluation. In the answers, a symbol beside a date where one
of the two is the recommendation's and the other is not, and a date beside the words "the recommendation" that lies within
two months of the adoption. Leading zeros ("Rec(2023)3" for "Rec(2023)03") and the day of publication are no error.

## Why it matters

A wrong date or symbol files the reply under another document, and later readers look for measures taken since a day that
was never that of the recommendation.

## What to do

Cite the document as adopted, and ask whether the reply was meant for another one.

## What it cannot see

A wrong citation that the record does not hold: the heading of a reply enters by `quoted_symbol` and `quoted_date` only.
A reply that cites an earlier recommendation on purpose is not told from one that confuses two of different years.

## Examples

```yaml
- name: the heading dates the recommendation ten days early
  requests: {1: Count the street dogs.}
  document: {symbol: XY/Rec(2023)07, adopted: "2023-03-21"}
  reply: {quoted_symbol: XY/Rec(2023)07, quoted_date: "2023-03-11"}
  responses: [{answers: ["1"], text: They were counted.}]
  finds: [{message: 11 March 2023}]
```

```yaml
- name: the symbol written without its zero is the same
  requests: {1: Count the street dogs.}
  document: {symbol: XY/Rec(2023)07, adopted: "2023-03-21"}
  reply: {quoted_symbol: XY/Rec(2023)7, quoted_date: "2023-03-21"}
  responses: [{answers: ["1"], text: They were counted.}]
  finds: []
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from gapcheck.analysis.procedure import day, spoken
from gapcheck.model import Case, Document, Gap, Quote, Response, Severity, quote
from gapcheck.text.citations import citations
from gapcheck.text.dates import Dated, dates
from gapcheck.text.lexicon import find

CODE = "REF001"
NAME = "wrong-reference"
SEVERITY = Severity.WARNING
REACH = 62
"""Days on either side of the adoption within which another date of "the recommendation" is taken for a slip."""
BESIDE = 40
"""Characters between a symbol, or the word "recommendation", and the date that is given for it."""


def check(case: Case) -> Iterator[Gap]:
    documents = [case.reply.document] if case.reply else []
    documents += [graded.document for graded in case.evaluations]
    for document in documents:
        yield from _heading(case, document)
    for response in case.responses:
        yield from _answer(case, response)


def _heading(case: Case, document: Document) -> Iterator[Gap]:
    asked = case.recommendations.document
    kind = "reply" if case.reply and document is case.reply.document else "evaluation"
    who = f"The {kind}"
    if document.quoted_symbol and asked.symbol and _plain(document.quoted_symbol) != _plain(asked.symbol):
        yield _gap(
            case,
            f"{who} cites the recommendation as {document.quoted_symbol}; its symbol is {asked.symbol}.",
            (quote(document, "quoted_symbol"), quote(asked, "symbol")),
            detail={"kind": "symbol", "who": kind, "given": document.quoted_symbol, "right": asked.symbol},
        )
    stated, adopted = document.quoted_date, asked.adopted
    if stated and adopted and not _agrees(stated, (adopted, asked.published)):
        yield _gap(
            case,
            f"{who} dates the recommendation {spoken(stated)}; it was adopted on {spoken(adopted)}.",
            (quote(document, "quoted_date"), quote(asked, "adopted")),
            detail={"kind": "date", "who": kind, "given": stated, "right": adopted},
        )


def _answer(case: Case, response: Response) -> Iterator[Gap]:
    """Where an answer itself names the recommendation by symbol or by date."""
    text, asked = response.text, case.recommendations.document
    days = [dated for dated in dates(text, case.language) if dated.kind == "day" and not dated.until]
    if not days or not asked.adopted:
        return
    taken: set[int] = set()
    for symbol in (found for found in citations(text, case.language) if found.kind == "symbol"):
        dated = _behind(symbol.end, days, text)
        if dated is None or not asked.symbol:
            continue
        taken.add(dated.start)
        same, on_day = (
            _plain(symbol.number) == _plain(asked.symbol),
            _agrees(dated.iso, (asked.adopted, asked.published)),
        )
        if same == on_day or not (same or _family(symbol.number) == _family(asked.symbol)):
            continue
        told = f"under {asked.symbol}" if on_day else f"on {spoken(asked.adopted)}"
        yield _gap(
            case,
            f"The reply cites {symbol.number} of {spoken(dated.iso)}; the recommendation was adopted {told}.",
            (
                quote(response, "text", symbol.start, dated.end),
                quote(asked, "symbol") if on_day else quote(asked, "adopted"),
            ),
            response,
            {
                "kind": "day" if on_day else "both",
                "who": "reply",
                "symbol": symbol.number,
                "given": dated.iso,
                "right": asked.symbol if on_day else asked.adopted,
            },
        )
    for word in find(text, case.language, "recommendation_words"):
        dated = _behind(word.end, days, text)
        if dated is None or dated.start in taken or not _slip(dated.iso, asked):
            continue
        taken.add(dated.start)
        yield _gap(
            case,
            f"The reply dates the recommendation {spoken(dated.iso)}; it was adopted on {spoken(asked.adopted)}.",
            (quote(response, "text", word.start, dated.end), quote(asked, "adopted")),
            response,
            {"kind": "date", "who": "reply", "given": dated.iso, "right": asked.adopted},
        )


def _gap(
    case: Case,
    message: str,
    quotes: tuple[Quote, ...],
    response: Response | None = None,
    detail: Mapping[str, object] = MappingProxyType({}),
) -> Gap:
    asked = case.recommendations.document
    known = asked.symbol or asked.title or "the recommendation"
    when = f" of {spoken(asked.adopted)}" if asked.adopted else ""
    return Gap(
        message=message,
        ask=f"Please confirm that the information concerns {known}{when}, and correct the reference.",
        requests=case.answered_by(response) if response else (),
        responses=(response.id,) if response else (),
        quotes=tuple(one for one in quotes if one.text),
        detail=detail,
    )


def _plain(symbol: str) -> str:
    """A symbol for comparison: no spaces, no leading zeros, one letter case."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", re.sub(r"\s+", "", symbol)).upper()


def _family(symbol: str) -> str:
    """What a symbol begins with, up to its first figure: "CP/REC("."""
    return re.split(r"\d", _plain(symbol), maxsplit=1)[0]


def _agrees(stated: str, known: tuple[str, ...]) -> bool:
    """Whether a date is one of those known, as far as it goes."""
    return any(one[: len(stated)] == stated for one in known if one)


def _behind(place: int, days: list[Dated], text: str) -> Dated | None:
    """The date that follows a place at once, in the same sentence."""
    for dated in days:
        between = text[place : dated.start] if dated.start >= place else None
        if between is not None and len(between) <= BESIDE and not re.search(r"[.;:]\s|[“”\"]", between):
            return dated
    return None


def _slip(iso: str, asked: Document) -> bool:
    """A day so close to the adoption, or with day and month changed about, that it is meant for it and is not it."""
    stated, adopted = day(iso), day(asked.adopted)
    if stated is None or adopted is None or _agrees(iso, (asked.adopted, asked.published, asked.reply_due)):
        return False
    swapped = (stated.year, stated.month, stated.day) == (adopted.year, adopted.day, adopted.month)
    return swapped or (abs((stated - adopted).days) <= REACH and stated.year == adopted.year)
