"""Statistics asked for and statistics given: for every request its indicators, by year, each given or missing.

What is asked is read from the record's `statistics:`, else from the request's words: explicit ("disaggregated data
on …", "per year"), else implied by its verb (investigate, train, inspect: what would a figure be?). What is given is
read from all the answers to the request.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gapcheck.analysis.answers import points, trail
from gapcheck.analysis.kept import per_case
from gapcheck.analysis.statistics_asked import Asked, above, asked, noise_stems, outcome_phrases, reporting_years
from gapcheck.model import Case, Quote, Response, quote
from gapcheck.text.figures import Figure, figures
from gapcheck.text.figures_words import breakdowns, stems_of
from gapcheck.text.lexicon import find, lexicon, says
from gapcheck.text.mentions import mentions
from gapcheck.text.spans import base_language, sentences


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
    breakdowns missing, and, where none is given, the sentences that say that there are none."""

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


@per_case
def responses_to(case: Case, request: str) -> tuple[Response, ...]:
    """The responses to a request and those its pointers lead to, each once."""
    own = case.answers[request]
    further = [other for one in own if points(case, one) for other in trail(case, one).reached]
    return tuple({response.id: response for response in (*own, *further) if response.text}.values())


@per_case
def given(case: Case, wanted: Asked) -> tuple[Given, ...]:
    """The figures in the answers to a request that are for what it asks."""
    language = case.recommendations.document.language
    amounts = says(wanted.indicator, language, "amount_words")
    shares = wanted.source == "explicit" or says(wanted.indicator, language, "rate_words")
    return tuple(
        Given(figure=figure, response=response)
        for response in responses_to(case, wanted.request)
        for figure in figures(response.text, case.language)
        if (figure.kind != "amount" or amounts)
        and (figure.kind not in ("percentage", "fraction") or shares)
        and _for(case, wanted, figure, response)
    )


def _for(case: Case, wanted: Asked, figure: Figure, response: Response) -> bool:
    """Whether a figure is for an indicator: its sentence holds a term of the record, or a word of the implied
    outcome, or at least half of the words of what the request asks in so many words."""
    language = case.language
    passage = f"{figure.noun} {response.text[slice(*figure.quote)]}"
    if wanted.key:
        named = outcome_phrases(base_language(language), wanted.key, "terms").search(passage)
        return bool(named) and _same_group(case, wanted, figure, passage)
    if wanted.terms:
        return bool(mentions(wanted.terms, passage, language)) and _same_people(case, wanted, figure, passage)
    if base_language(language) != base_language(case.recommendations.document.language):
        return True
    noise = noise_stems(base_language(language))
    wants = {word for word in stems_of(wanted.indicator, language) if word not in noise and len(word) > 3}
    held = {*figure.words, *stems_of(passage, language)}
    return len(wants & held) * 2 >= len(wants)


def _same_people(case: Case, wanted: Asked, figure: Figure, passage: str) -> bool:
    """False where an indicator counts people of a profession and a figure counts something else."""
    opening = " ".join(wanted.indicator.split()[:4])
    asked_of = {span.text.lower() for span in find(opening, case.recommendations.document.language, "professions")}
    if not asked_of or base_language(case.language) != base_language(case.recommendations.document.language):
        return True
    anyone = bool(find(figure.noun, case.language, "anyone")) or not figure.noun
    return bool(mentions(tuple(sorted(asked_of)), passage if anyone else figure.noun, case.language))


def _same_group(case: Case, wanted: Asked, figure: Figure, passage: str) -> bool:
    """False where a verb is about some people and a figure counts others, or the events held for them."""
    language = case.language
    if not wanted.people or base_language(language) != base_language(case.recommendations.document.language):
        return True
    noun = figure.noun
    if mentions(wanted.people, noun or passage, language):
        return True
    if find(noun, language, "training_events"):
        return False
    if find(noun, language, "anyone"):
        return bool(mentions(wanted.people, passage, language))
    other = find(noun, language, "professions") or find(noun, language, "groups_of_persons")
    return not other or bool(mentions(wanted.people, passage, language))


@per_case
def declined(case: Case, request: str) -> tuple[Quote, ...]:
    """The sentences of the answers that say that such figures are not held."""
    return tuple(
        quote(response, "text", sentence.start, sentence.end)
        for response in responses_to(case, request)
        for sentence in sentences(response.text, case.language)
        if says(sentence.text, case.language, "figures_declined")
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


@per_case
def grid(case: Case) -> tuple[Row, ...]:
    """Every statistic asked for, by request in document order: the years it is given for and those it is not."""
    found = []
    for request in case.requests:
        found += [_row(case, wanted) for wanted in asked(case, request.id)]
        if not case.answers[request.id]:
            continue
        leads = [_row(case, wanted) for wanted in above(case, request.id)]
        found += leads if any(row.given for row in leads) else ()
    return tuple(found)


def _row(case: Case, wanted: Asked) -> Row:
    held = given(case, wanted)
    amounts = all(one.figure.kind == "amount" for one in held)
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
        missing=() if held and amounts else tuple(year for year in wanted.years if year not in by_year),
        missing_by=tuple(name for name in wanted.by if held and not has_breakdown(name, held, case)),
        declined=() if held else declined(case, wanted.request),
    )


def rows(case: Case, *sources: str) -> Iterator[Row]:
    """The rows of requests that have an answer in words; of the sources named, all without any."""
    for row in grid(case):
        if responses_to(case, row.asked.request) and (not sources or row.asked.source in sources):
            yield row


__all__ = [
    "Asked", "Given", "Row", "asked", "declined", "given", "grid", "reporting_years", "responses_to", "rows",
]  # fmt: skip
