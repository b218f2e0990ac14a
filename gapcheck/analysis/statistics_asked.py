"""The statistics a request asks for: those of its record, of its own words, of its verbs; and for which years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any

from gapcheck.analysis.kept import per_case
from gapcheck.model import Case, Request
from gapcheck.text.dates import Dated, dates
from gapcheck.text.figures_words import breakdowns
from gapcheck.text.lexicon import alternation, entries, find, lexicon
from gapcheck.text.openings import Opened
from gapcheck.text.scope import sentence_at
from gapcheck.text.spans import base_language, spelled, stem, words
from gapcheck.text.tokens import word_list

LEAD = 1000
"""Characters of the texts above a request that are read: more is a report around a list, not its opening."""
NEAR = 60
"""Characters behind a verb in which its object is looked for."""
QUOTED = 90
"""Characters shown of a request that asks for figures and does not say of what."""
HALF = 183
"""A year belongs to the reporting period where at least half of it lies inside: a reply due two years after a June
recommendation is asked for two full years of figures, not for three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One figure a request asks for. `source` is "record", "explicit", "implied" (by its verbs)
    or "lead" (by the verbs of the text above it, where its answers have such figures); `key` the outcome's name in the
    lexicon where implied; `years` the years expected (() where a figure of any year will do); `by` the breakdowns;
    `terms` what recognises it in a record; `people` the words of the request for those who would be counted; `start`, `end` where the request's text says it (0, 0 for a record)."""

    request: str
    indicator: str
    source: str
    years: tuple[int, ...] = ()
    by: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    key: str = ""
    people: tuple[str, ...] = ()
    start: int = 0
    end: int = 0


@per_case
def reporting_years(case: Case) -> tuple[int, ...]:
    """The years a reply can be asked figures for: those that had ended when it was received and that lie at least by
    half in the period, which is the document's own, else runs from the recommendation's adoption to the receipt. Where
    there is none (a reply after some months), the last year that ended before the receipt or, if that is before the
    period, the year of the receipt; () where a date is not known."""
    period = _period(case)
    if period is None:
        return ()
    start, end = period
    return full_years(case) or (end.year - 1 if end.year - 1 >= start.year else end.year,)


@per_case
def full_years(case: Case) -> tuple[int, ...]:
    """The years of the reporting period that had ended when the reply was received and lie at least by half in it; ()
    where there is none: a reply after some months has hardly anything to count yet."""
    period = _period(case)
    if period is None:
        return ()
    start, end = period
    full = []
    for year in range(start.year, end.year + 1):
        inside = (min(end, date(year, 12, 31)) - max(start, date(year, 1, 1))).days + 1
        if inside >= HALF and date(year, 12, 31) <= end:
            full.append(year)
    return tuple(full)


def _period(case: Case) -> tuple[date, date] | None:
    """The first and the last day that a reply is to account for."""
    document = case.reply.document if case.reply else None
    first = (document.period_from if document else "") or case.recommendations.document.adopted
    last = (document.period_to or document.received) if document else ""
    last = last or case.recommendations.document.reply_due
    start, end = _day(first, "-01-01"), _day(last, "-12-31")
    return None if not (start and end) or end < start or end.year - start.year > 30 else (start, end)


def _day(iso: str, rest: str) -> date | None:
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", iso):
        return None
    whole = iso + rest[:3] * (len(iso) == 4) + "-28" * (len(iso) < 10)
    try:
        return date.fromisoformat(whole[:10])
    except ValueError:
        return None


@per_case
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


@per_case
def above(case: Case, request: str) -> tuple[Asked, ...]:
    """What the verbs of the texts above a request imply and its own record, words and verbs do not ask for."""
    node = case.recommendations.by_id[request]
    own = {wanted.key for wanted in _implied(case, node)}
    return () if node.statistics else tuple(w for w in _implied(case, node, "lead") if w.key not in own)


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
            together = _together(named, node.text[opening:end], language)
            years = tuple(range(named[0].years[0], years[-1] + 1)) if named[0].open else together
        yield Asked(
            request=node.id, indicator=phrase or _quoted(node.text, language), source="explicit", years=years,
            by=_asked_breakdowns(node.text[mark.start :], language), start=mark.start, end=mark.end + len(phrase),
        )  # fmt: skip


def _together(named: Sequence[Dated], text: str, language: str) -> tuple[int, ...]:
    """The years of the first date and of those listed with it: "for 2022, 2023 and 2024"."""
    joined = re.compile(rf"\s*(?:,|,?\s*(?:{alternation(entries(language, 'and_words'))}))\s*", re.IGNORECASE)
    years = list(named[0].years)
    for one, other in pairwise(named):
        if not joined.fullmatch(text, one.end, other.start):
            break
        years += other.years
    return tuple(sorted(set(years)))


def _indicator(text: str, language: str) -> str:
    """What is counted: the words behind "statistics", up to the breakdown, the years or an enumeration's end."""
    links = re.compile(
        rf"[\s,]*(?:(?:{alternation(entries(language, 'statistics_links'))})(?:[\s,]+|(?<=['’])))+", re.IGNORECASE
    )
    for group in ("broken_down", "per_year"):  # "statistics, disaggregated by sex, on complaints"
        split = find(text, language, group)
        if split and not _told(text[: split[0].start], language):
            about = [span for span in find(text, language, "statistics_about") if span.start > split[0].start]
            text = text[about[0].end :] if about else ""
    for group in ("broken_down", "per_year", "statistics_stop"):
        found = find(text, language, group)
        text = text[: found[0].start] if found else text
    for day in dates(text, language)[:1]:
        before = re.sub(r"\W*\b\w+\W*$", "", text[: day.start])
        text = before if _told(before, language) else text[day.end :]
    opening = links.match(text + " ")
    phrase = text[opening.end() :] if opening else text
    return _whole(" ".join(phrase.split()), language)[:140]


def _told(text: str, language: str) -> bool:
    """Whether the words say what is counted: one of them at least is no function word and no word for figures."""
    noise, idle = noise_stems(language), word_list(language, "stopwords")
    return any(word.lower() not in idle and stem(word, language) not in noise for word in spelled(text))


@lru_cache(maxsize=8)
def noise_stems(language: str) -> frozenset[str]:
    """The stems of the words that say that figures are meant, and not which."""
    return frozenset(stem(word, language) for word in word_list(language, "statistics_noise"))


def _whole(phrase: str, language: str) -> str:
    """A phrase without the function words that it breaks off with ("violence in schools that can be")."""
    found, idle = list(words(phrase)), word_list(language, "stopwords")
    while found and found[-1].text.lower() in idle:
        found.pop()
    if not found:
        return ""
    rest = phrase[found[-1].end :]
    closing = re.match(r"[^\w\s]*[)”»\"]", rest)
    return phrase[: found[-1].end] + (closing.group() if closing else "")


def _quoted(text: str, language: str) -> str:
    """A request that does not say what is counted, in its own words, between quotation marks."""
    shown = " ".join(text.split())
    cut = shown if len(shown) <= QUOTED else shown[:QUOTED].rsplit(" ", 1)[0]
    return f"“{_whole(cut, language)}{'…' if len(shown) > QUOTED else ''}”"


def _asked_breakdowns(text: str, language: str) -> tuple[str, ...]:
    """The breakdowns a request names behind "disaggregated by" and its like."""
    found = find(text, language, "broken_down")
    if not found:
        return ()
    stop = re.search(r"[;.](?=\s|$)", text[found[0].start :])
    return breakdowns(text[found[0].start :][: stop.start() if stop else None], language)


def _implied(case: Case, node: Request, source: str = "implied") -> Iterator[Asked]:
    text = node.text if source == "implied" else " ".join(node.lead)[-LEAD:]
    language = base_language(case.recommendations.document.language)
    for key, entry, match in _outcomes(text, language):
        people = _people(text, match, str(entry.get("people", "")), language)
        named = f" ({', '.join(people)})" if people else ""
        yield Asked(
            request=node.id, indicator=f"{entry['indicator']}{named}", source=source, years=reporting_years(case),
            by=_all_types(text, language), key=key, people=people, start=match.start() if source == "implied" else 0,
            end=match.end() if source == "implied" else 0,
        )  # fmt: skip


@lru_cache(maxsize=1024)
def _outcomes(text: str, language: str) -> tuple[tuple[str, Mapping[str, Any], re.Match[str]], ...]:
    """The outcomes that a text's verbs imply, each with its entry in the lexicon and where it is said. Siblings share
    the text above them."""
    every = (lexicon(language).get("outcomes") or {}).items()
    found = (
        (str(key), entry, _of_persons(outcome_phrases(language, key, "asked").finditer(text), text, entry, language))
        for key, entry in every
    )
    return tuple((key, entry, match) for key, entry, match in found if match)


def _of_persons(
    matches: Iterator[re.Match[str]], text: str, entry: Mapping[str, Any], language: str
) -> re.Match[str] | None:
    """The first of the matches, for an outcome that befalls persons (`only`) the first with persons in its sentence: to
    identify victims is one, to identify risks is none."""
    groups = str(entry.get("only", "")).split()
    for match in matches:
        sentence = sentence_at(match.start(), text, language).text
        if not groups or any(find(sentence, language, group) for group in groups):
            return match
    return None


def _all_types(text: str, language: str) -> tuple[str, ...]:
    """The breakdown that "all types of exploitation" wants of every figure."""
    named = (span.text + _word(text, span.end) for span in find(text, language, "all_types"))
    return tuple(dict.fromkeys(name for phrase in named for name in breakdowns(phrase, language)))


def _word(text: str, place: int) -> str:
    found = re.compile(r"\s*\w+").match(text, place)
    return found.group() if found else ""


def _people(text: str, match: re.Match[str], group: str, language: str) -> tuple[str, ...]:
    """Those a verb is about, from a group of the lexicon: all professions of its clause ("train judges and police
    officers"), or the first group of persons behind it, by the last word of its name ("identify child victims")."""
    if not group:
        return ()
    stop = re.search(r"[;:.]", text[match.end() :])
    end = match.end() + stop.start() if stop else len(text)
    if group == "professions":
        about = find(text[match.end() : end], language, "statistics_about")
        clause = text[match.start() : match.end() + about[0].start if about else end]
        return tuple(dict.fromkeys(span.text.lower() for span in find(clause, language, group)))
    clause = text[match.end() : min(end, match.end() + NEAR)]
    found = find(clause, language, group)
    for at, one in enumerate(found):
        if at + 1 == len(found) or clause[one.end : found[at + 1].start].strip():
            return (one.text.lower(),)
    return ()


@lru_cache(maxsize=128)
def outcome_phrases(language: str, key: str, part: str) -> Opened:
    """The words of one outcome: `part` "asked" (how a request asks for it) or "terms" (what shows a figure for it)."""
    entry = (lexicon(language).get("outcomes") or {}).get(key) or {}
    return Opened(alternation(str(phrase) for phrase in entry.get(part, ())))
