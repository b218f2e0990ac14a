"""Two series of years told of one act: "amended in 2010 and 2013" beside "in 2010 and 2012"."""

from __future__ import annotations

import re
from functools import lru_cache

from gapcheck.model import Document
from gapcheck.text.citations import citations
from gapcheck.text.dates import dates
from gapcheck.text.spans import Span, sentences

LONG = 3
"""Characters of an act's number from which it alone ties two series of years."""
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def differing(document: Document, theirs: str, ours: str, language: str, sure: bool) -> tuple[Span, Span] | None:
    """The sentences of a source and of an answer that tell a series of years each, of one act whose number both cite:
    they share a year, and each has one that the other lacks. Years after the source was written do not count. `sure`
    wants a number that is no chance."""
    their_series = series(theirs, language)
    our_series = series(ours, language) if their_series else ()
    last = _written(document)
    for their_span, their_years in their_series:
        for our_span, our_years in our_series:
            early = {year for year in our_years if year <= last}
            if not (their_years & early and their_years - early and early - their_years):
                continue
            both = _numbers(theirs, language) & _numbers(ours, language)
            if both and not (sure and max(map(len, both)) < LONG):
                return their_span, our_span
    return None


def _written(document: Document) -> int:
    known = YEAR.findall(f"{document.adopted} {document.published} {document.title}")
    return max(map(int, known), default=9999)


def _numbers(text: str, language: str) -> frozenset[str]:
    """The numbers of the acts a text cites."""
    return frozenset(one.number.lower() for one in citations(text, language) if one.is_act and one.number)


@lru_cache(maxsize=1024)
def series(text: str, language: str) -> tuple[tuple[Span, frozenset[int]], ...]:
    """The sentences with two bare years or more, and those years."""
    if len(set(YEAR.findall(text))) < 2:
        return ()
    years = [dated for dated in dates(text, language) if dated.kind == "year"]
    if len({dated.iso for dated in years}) < 2:
        return ()
    found = []
    for sentence in sentences(text, language):
        told = frozenset(int(dated.iso) for dated in years if sentence.start <= dated.start < sentence.end)
        if len(told) > 1:
            found.append((sentence, told))
    return tuple(found)
