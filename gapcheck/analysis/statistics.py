"""Statistics asked for and statistics given: for every request its indicators, by year, each given or missing.

What is asked is read from the record's `statistics:`, else from the request's words: explicit ("disaggregated data
on …", "per year"), else implied by its verb (investigate, train, inspect: what would a figure be?). What is given is
read from all the answers to the request.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from gapcheck.analysis.answers import points, trail
from gapcheck.model import Case, Quote, Request, Response, quote
from gapcheck.text.dates import dates
from gapcheck.text.figures import Figure, figures
from gapcheck.text.figures_words import breakdowns, stems_of
from gapcheck.text.lexicon import alternation, entries, find, lexicon, pattern
from gapcheck.text.mentions import mentions
from gapcheck.text.spans import base_language, sentences, stem

HALF = 183
"""A year belongs to the reporting period where at least half of it lies inside: a reply due two years after a June
recommendation is asked for two full years of figures, not for three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One figure a request asks for. `source` is "record", "explicit" or "implied"; `key` the outcome's name in the
    lexicon where implied; `years` the years expected (() where a figure of any year will do); `by` the breakdowns;
    `terms` what recognises it in a record; `start`, `end` where the request's text says it (0, 0 for a record)."""

    request: str
    indicator: str
    source: str
    years: tuple[int, ...] = ()
    by: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    key: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A figure in an answer: `quote` is its sentence."""

    figure: Figure
    response: Response

    @property
    def quote(self) -> Quote:
        start, end = self.figure.quote
        return quote(self.response, "text", start, end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One indicator of one request: the figures given by year, those without a year, the years missing, the
    breakdowns missing, and where the reply says that it has no such figures."""

    asked: Asked
    given: tuple[Given, ...]
    years: Mapping[int, tuple[Given, ...]]
    undated: tuple[Given, ...]
    missing: tuple[int, ...]
    missing_by: tuple[str, ...]
    declined: tuple[Quote, ...]

    @property
    def detail(self) -> dict[str, object]:
        """Plain data for a report: {"indicator", "years": {"2022": "73"}, "missing": [2024], "by": [...]}."""
        shown = {str(year): ", ".join(dict.fromkeys(g.figure.shown for g in held)) for year, held in self.years.items()}
        return {
            "indicator": self.asked.indicator,
            "years": shown,
            "undated": [g.figure.shown for g in self.undated],
            "missing": list(self.missing),
            "by": list(self.asked.by),
            "missing_by": list(self.missing_by),
            "source": self.asked.source,
            "declined": bool(self.declined),
        }


@lru_cache(maxsize=8)
def reporting_years(case: Case) -> tuple[int, ...]:
    """The years a reply can be asked figures for: those that had ended when it was received and that lie at least by
    half in the period, which is the document's own, else runs from the recommendation's adoption to the receipt. Where
    there is none (a reply after some months), the last year that ended before the receipt or, if that is before the
    period, the year of the receipt; () where a date is not known."""
    document = case.reply.document if case.reply else None
    first = (document.period_from if document else "") or case.recommendations.document.adopted
    last = (document.period_to or document.received) if document else ""
    last = last or case.recommendations.document.reply_due
    start, end = _day(first, "-01-01"), _day(last, "-12-31")
    if not (start and end) or end < start or end.year - start.year > 30:
        return ()
    full = []
    for year in range(start.year, end.year + 1):
        inside = (min(end, date(year, 12, 31)) - max(start, date(year, 1, 1))).days + 1
        if inside >= HALF and date(year, 12, 31) <= end:
            full.append(year)
    return tuple(full) or (end.year - 1 if end.year - 1 >= start.year else end.year,)


def _day(iso: str, rest: str) -> date | None:
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", iso):
        return None
    whole = iso + rest[:3] * (len(iso) == 4) + "-28" * (len(iso) < 10)
    try:
        return date.fromisoformat(whole[:10])
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def asked(case: Case, request: str) -> tuple[Asked, ...]:
    """The statistics one request asks for; the record's own where it names any, else those its text asks for, else
    those its verbs imply."""
    node = case.recommendations.by_id[request]
    if node.statistics:
        return tuple(
            Asked(request=request, indicator=item.indicator, source="record", years=item.years, by=item.by, terms=item.terms)
            for item in node.statistics
        )  # fmt: skip
    return tuple(_explicit(case, node)) or tuple(_implied(case, node))


def _explicit(case: Case, node: Request) -> Iterator[Asked]:
    language = case.recommendations.document.language
    nots = find(node.text, language, "statistics_asked_not")
    marks = [
        span for span in find(node.text, language, "statistics_asked")
        if not any(no.start < span.end and span.start < no.end for no in nots)
    ]  # fmt: skip
    for at, mark in enumerate(marks):
        stop = re.search(r"[;:]|\.(?=\s|$)", node.text[mark.end :])
        end = mark.end + stop.start() if stop else len(node.text)
        nearer = min([end, *(other.start for other in marks[at + 1 :])])
        phrase = _indicator(node.text[mark.end : nearer], language)
        if not phrase and at + 1 < len(marks) and nearer < end:
            continue  # "disaggregated data, including on the number of …": the next says what
        opening = max((m.end() for m in re.finditer(r"[;.]\s", node.text[: mark.start])), default=0)
        named = dates(node.text[opening:end], language)
        years = reporting_years(case)
        if named and years:
            years = tuple(range(named[0].years[0], years[-1] + 1)) if named[0].open else named[0].years
        yield Asked(
            request=node.id, indicator=phrase or " ".join(node.text.split())[:90], source="explicit", years=years,
            by=_asked_breakdowns(node.text[mark.start :], language), start=mark.start, end=mark.end + len(phrase),
        )  # fmt: skip


def _indicator(text: str, language: str) -> str:
    """What is counted: the words behind "statistics", up to the breakdown, the years or an enumeration's end."""
    links = re.compile(rf"[\s,]*(?:(?:{alternation(entries(language, 'statistics_links'))})[\s,]+)+", re.IGNORECASE)  # fmt: skip
    split = find(text, language, "broken_down")
    if split and len(text[: split[0].start].strip(" ,")) < 4:  # "statistics, disaggregated by sex, on complaints"
        about = [span for span in find(text, language, "statistics_about") if span.start > split[0].start]
        text = text[about[0].end :] if about else ""
    for group in ("broken_down", "per_year", "statistics_stop"):
        found = find(text, language, group)
        text = text[: found[0].start] if found else text
    for day in dates(text, language)[:1]:
        before = re.sub(r"\W*\b\w+\W*$", "", text[: day.start])
        text = before if len(before) > 12 else text[day.end :]
    opening = links.match(text + " ")
    phrase = text[opening.end() :] if opening else text
    return re.sub(r"[\s,(]+(?:and|et|including|y compris|on)?[\s,(]*$", "", " ".join(phrase.split()))[:140]


def _asked_breakdowns(text: str, language: str) -> tuple[str, ...]:
    """The breakdowns a request names behind "disaggregated by" and its like."""
    found = find(text, language, "broken_down")
    if not found:
        return ()
    stop = re.search(r"[;.](?=\s|$)", text[found[0].start :])
    return breakdowns(text[found[0].start :][: stop.start() if stop else None], language)


def _implied(case: Case, node: Request) -> Iterator[Asked]:
    language = base_language(case.recommendations.document.language)
    for key, entry in (lexicon(language).get("outcomes") or {}).items():
        match = _phrases(language, key, "asked").search(node.text)
        if match:
            yield Asked(
                request=node.id, indicator=str(entry["indicator"]), source="implied", years=reporting_years(case),
                key=str(key), start=match.start(), end=match.end(),
            )  # fmt: skip


@lru_cache(maxsize=128)
def _phrases(language: str, key: str, part: str) -> re.Pattern[str]:
    entry = (lexicon(language).get("outcomes") or {}).get(key) or {}
    return re.compile(alternation(str(phrase) for phrase in entry.get(part, ())), re.IGNORECASE)


@lru_cache(maxsize=4096)
def responses_to(case: Case, request: str) -> tuple[Response, ...]:
    """The responses to a request and those its pointers lead to, each once."""
    own = case.answers[request]
    further = [other for one in own if points(case, one) for other in trail(case, one).reached]
    return tuple({response.id: response for response in (*own, *further) if response.text}.values())


@lru_cache(maxsize=8192)
def given(case: Case, wanted: Asked) -> tuple[Given, ...]:
    """The figures in the answers to a request that are for what it asks."""
    amounts = bool(pattern(case.recommendations.document.language, "amount_words").search(wanted.indicator))
    return tuple(
        Given(figure=figure, response=response)
        for response in responses_to(case, wanted.request)
        for figure in figures(response.text, case.language)
        if (figure.kind != "amount" or amounts) and _for(case, wanted, figure, response)
    )


def _for(case: Case, wanted: Asked, figure: Figure, response: Response) -> bool:
    """Whether a figure is for an indicator: its sentence holds a term of the record, or a word of the implied
    outcome, or at least half of the words of what the request asks in so many words."""
    language = case.language
    passage = f"{figure.noun} {response.text[slice(*figure.quote)]}"
    if wanted.source == "implied":
        return bool(_phrases(base_language(language), wanted.key, "terms").search(passage))
    if wanted.terms:
        return bool(mentions(wanted.terms, passage, language))
    if base_language(language) != base_language(case.recommendations.document.language):
        return True
    noise = {stem(word, language) for entry in entries(language, "statistics_noise") for word in entry.split()}
    wants = {word for word in stems_of(wanted.indicator, language) if word not in noise and len(word) > 3}
    held = {*figure.words, *stems_of(passage, language)}
    return len(wants & held) * 2 >= len(wants)


@lru_cache(maxsize=4096)
def declined(case: Case, request: str) -> tuple[Quote, ...]:
    """The sentences of the answers that say that such figures are not held."""
    return tuple(
        quote(response, "text", sentence.start, sentence.end)
        for response in responses_to(case, request)
        for sentence in sentences(response.text, case.language)
        if pattern(case.language, "figures_declined").search(sentence.text)
    )


def has_breakdown(name: str, held: tuple[Given, ...], case: Case) -> bool:
    """Whether one of the figures is broken down by `name` ("sex"): the lexicon's words for it, else its own."""
    kinds = breakdowns(name, case.language) or ((name,) if name in lexicon(case.language).get("breakdowns", {}) else ())
    for one in held:
        if kinds and set(kinds) & set(one.figure.by):
            return True
        if not kinds and mentions((name,), one.quote.text, case.language):
            return True
    return False


@lru_cache(maxsize=8)
def grid(case: Case) -> tuple[Row, ...]:
    """Every statistic asked for, by request in document order: the years it is given for and those it is not."""
    return tuple(_row(case, wanted) for request in case.requests for wanted in asked(case, request.id))


def _row(case: Case, wanted: Asked) -> Row:
    held = given(case, wanted)
    by_year: dict[int, list[Given]] = {}
    for one in held:
        years = one.figure.years or tuple(year for year in wanted.years if 0 < one.figure.since <= year)
        for year in years:
            by_year.setdefault(year, []).append(one)
    return Row(
        asked=wanted,
        given=held,
        years={year: tuple(by_year[year]) for year in sorted(by_year)},
        undated=tuple(one for one in held if not one.figure.years and not one.figure.since),
        missing=tuple(year for year in wanted.years if year not in by_year),
        missing_by=tuple(name for name in wanted.by if held and not has_breakdown(name, held, case)),
        declined=declined(case, wanted.request),
    )


def rows(case: Case, *sources: str) -> Iterator[Row]:
    """The rows of requests that have an answer in words; of the sources named, all without any."""
    for row in grid(case):
        if responses_to(case, row.asked.request) and (not sources or row.asked.source in sources):
            yield row


def called(case: Case, request: str) -> str:
    """How a request is named to a reader: its label, or its id where the source has a bullet."""
    label = case.recommendations.by_id[request].label.strip()
    return label.rstrip(".") if any(char.isalnum() for char in label) and len(label) > 2 else request


def listing(items: Iterable[object]) -> str:
    """ "2022, 2023 and 2024"."""
    names = [str(item) for item in items]
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
