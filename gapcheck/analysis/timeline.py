"""Dated acts, decisions, measures and events in the answers to each request, each before or after the recommendation."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from gapcheck.analysis.kept import per_case
from gapcheck.analysis.statistics import responses_to
from gapcheck.model import Case, Quote, Response, quote
from gapcheck.text.dates import Dated, dates
from gapcheck.text.figures import figures
from gapcheck.text.figures_numbers import group
from gapcheck.text.lexicon import says
from gapcheck.text.spans import Span, sentences

TITLE = re.compile(r"[«“\"]\s*([^«»“”\"]{4,120}?)\s*[»”\"]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A date in an answer. `iso` and `until` as in `Dated`; `kind` "act" (the date of a law, decision or plan),
    "event", "period" or "statistic year" (the year of a figure); `later` True where it reaches the day of the
    recommendation or beyond; `label` the act's title or the words around the date; `quote` its sentence."""

    request: str
    response: Response
    iso: str
    until: str
    kind: str
    label: str
    later: bool
    start: int
    end: int
    quote: Quote


@per_case
def events(case: Case, request: str) -> tuple[Event, ...]:
    """Every date in the answers to one request, and in those its pointers lead to, in the order of the reply."""
    told = (event for response in responses_to(case, request) for event in _told(case)[response.id])
    return tuple(event if event.request == request else replace(event, request=request) for event in told)


@per_case
def timeline(case: Case) -> tuple[Event, ...]:
    """All dates of all answers by day, each date of a response once; for the drawing in a report."""
    seen: dict[tuple[str, int], Event] = {}
    for request in case.requests:
        for event in events(case, request.id):
            seen.setdefault((event.response.id, event.start), event)
    return tuple(sorted(seen.values(), key=lambda event: (event.iso, event.until, event.response.id, event.start)))


@per_case
def _told(case: Case) -> dict[str, tuple[Event, ...]]:
    """The dates of each response, by sentence, as events of the first request it answers."""
    found = {}
    for response in case.responses:
        request = next(iter(case.answered_by(response)), "")
        dated = dates(response.text, case.language)
        found[response.id] = tuple(
            _event(case, request, response, sentence, date)
            for sentence in sentences(response.text, case.language)
            for date in dated
            if sentence.start <= date.start < sentence.end
        )
    return found


@lru_cache(maxsize=8)
def _act(language: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:{group(language, 'act_date_leads')}|{group(language, 'plan_date_leads')}|[»”\"],?\s*(?:{group(language, 'title_date_leads')}))\s*[«“\"(]?\s*$",
        re.IGNORECASE,
    )


def _event(case: Case, request: str, response: Response, sentence: Span, dated: Dated) -> Event:
    text, language = response.text, case.language
    lead = text[max(sentence.start, dated.start - 90) : dated.start]
    act = bool(_act(language).search(lead)) or _in_title(sentence, dated)
    counted = any(
        figure.quote[0] <= dated.start < figure.quote[1] and set(figure.years) & set(dated.years)
        for figure in figures(text, language)
        if figure.kind != "amount"
    )
    kind = "act" if act else "statistic year" if counted and dated.kind != "day" else "event"
    if kind == "event" and dated.kind == "period":
        kind = "period"
    return Event(
        request=request, response=response, iso=dated.iso, until=dated.until, kind=kind,
        label=_label(sentence, dated, act), later=_later(case, dated, kind), start=dated.start, end=dated.end,
        quote=quote(response, "text", sentence.start, sentence.end),
    )  # fmt: skip


def _in_title(sentence: Span, dated: Dated) -> bool:
    """True for the years within a quoted title: "Strategy for 2020-2030"."""
    place = dated.start - sentence.start
    return any(match.start() < place < match.end() for match in TITLE.finditer(sentence.text))


def _later(case: Case, dated: Dated, kind: str) -> bool:
    """Whether a date reaches the recommendation. A year or month that it falls in counts as later, in the State's
    favour; a plan and what has gone on "since 2016" date from their beginning."""
    adopted = case.recommendations.document.adopted
    if dated.open or (kind == "act" and dated.until):
        begun = Dated(start=0, end=0, text="", iso=dated.iso)
        return begun.last >= adopted
    return dated.last >= adopted


def _label(sentence: Span, dated: Dated, act: bool) -> str:
    place = dated.start - sentence.start
    titles = [match for match in TITLE.finditer(sentence.text) if -160 < match.start() - place < 100]
    if act and titles:
        return " ".join(min(titles, key=lambda match: abs(match.start() - place))[1].split())
    stop = place + dated.end - dated.start
    before = [word.start() for word in re.finditer(r"\S+", sentence.text[:place])][-9:]
    behind = [word.end() for word in re.finditer(r"\S+", sentence.text[stop:])][: 12 - min(9, len(before))]
    words = sentence.text[min([place, *before]) : stop + max([0, *behind])]
    return " ".join(words.split()).strip(" ,;:.–-")[:140]


def done(case: Case, response: Response) -> tuple[Span, ...]:
    """The sentences that report something done, in the past or perfect tense of their main clause."""
    return _done(response.text, case.language)


@lru_cache(maxsize=1024)
def _done(text: str, language: str) -> tuple[Span, ...]:
    return tuple(
        sentence
        for sentence in sentences(text, language)
        if says(sentence.text, language, "done") and not says(sentence.text, language, "intention")
    )
