"""Whether the figures given for a request make a series of years, and from which year there can be one."""

from __future__ import annotations

from gapcheck.analysis.statistics import Given, Row
from gapcheck.model import Case
from gapcheck.text.dates import Dated, dates
from gapcheck.text.lexicon import find
from gapcheck.text.spans import sentences

NEAR = 60
"""So many characters may stand between a beginning ("opened", "entered into force") and its date."""


def of_series(case: Case, row: Row) -> tuple[Given, ...]:
    """The figures of a row that a series of years can be asked of: those of the request's own answers, without the sum
    of a budget over several years and, where only a verb implies a figure, without the attendance of one dated event."""
    own = {response.id for response in case.answers[row.asked.request]}
    implied = row.asked.source in ("implied", "lead")
    return tuple(
        one
        for one in row.given
        if one.response.id in own
        and not (one.figure.kind == "money" and len(one.figure.years) > 1)
        and not (implied and _one_event(case, one))
    )


def _one_event(case: Case, one: Given) -> bool:
    """True where the years of a figure are told by days or months only."""
    told = [dated for dated in _told(case, one) if set(dated.years) & set(one.figure.years)]
    return bool(told) and all(dated.kind in ("day", "month") for dated in told)


def _told(case: Case, one: Given) -> list[Dated]:
    start, end = one.figure.quote
    return [dated for dated in dates(one.response.text, case.language) if start <= dated.start < end]


def begun(case: Case, held: tuple[Given, ...]) -> int:
    """The year in which what is counted began, told in the sentence of a figure or in the one before: "in force since 1
    May 2024", "the helpline opened in 2024"; 0 where none is told, or where figures of earlier years are given."""
    found = 0
    for one in held:
        text = one.response.text
        every = sentences(text, case.language)
        at = next((place for place, span in enumerate(every) if span.start == one.figure.quote[0]), -1)
        for span in every[max(0, at - 1) : at + 1]:
            known = [dated for dated in dates(text, case.language) if span.start <= dated.start < span.end]
            for word in find(span.text, case.language, "begun"):
                place = span.start + word.start
                near = [d for d in known if abs(d.start - place) <= NEAR + len(word.text)]
                if near:
                    nearest = min(near, key=lambda dated: abs(dated.start - place))
                    found = max(found, nearest.years[0])
    earliest = min((year for one in held for year in one.figure.years), default=0)
    return found if not earliest or earliest >= found else 0
