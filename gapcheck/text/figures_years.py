"""Which year a figure is for: the date fixed to it, the one a list pairs it with, or the one its sentence carries."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from gapcheck.text.dates import Dated
from gapcheck.text.figures_numbers import group
from gapcheck.text.spans import sentences

if TYPE_CHECKING:
    from gapcheck.text.figures import Figure

REACH = 300
"""How far, in characters, a date may stand from its figure: longer "sentences" are badly cut text, not language."""
LIST = 40
"""How many points of a list may stand between one and the line that introduces them."""


@lru_cache(maxsize=64)
def _starts(text: str, language: str) -> tuple[int, ...]:
    return tuple(sentence.start for sentence in sentences(text, language))


@lru_cache(maxsize=8)
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    ends, inside = group(language, "and_words"), group(language, "in_words")
    return (
        re.compile(rf"(?:{group(language, 'act_date_leads')})\s*$", re.IGNORECASE),
        re.compile(rf"(?:{group(language, 'plan_date_leads')})\s*$", re.IGNORECASE),
        re.compile(rf"\s*(?:,|,?\s*(?:{ends}))\s*(?:(?:{inside})\s+)?", re.IGNORECASE),
        re.compile(group(language, "carry_words"), re.IGNORECASE),
        re.compile(rf"\s*(?:{group(language, 'year_before')})", re.IGNORECASE),
        re.compile(rf"(?:{ends})\s+(?:{inside})\s+$", re.IGNORECASE),
        re.compile(rf"\s*(?:{group(language, 'year_after')})", re.IGNORECASE),
    )


def assign(
    text: str,
    span: tuple[int, int],
    read: Sequence[Figure],
    dated: Sequence[Dated],
    days: Sequence[int],
    language: str,
) -> list[Figure]:
    """The figures of the sentence at `span` with their years. `days` are the places of the dates. Dates of acts ("the Law of 2013") count for nothing."""
    acts, plans, links, carry, earlier, anew, later = _patterns(language)

    def usable(low: int, high: int) -> list[Dated]:
        among = dated[bisect_left(days, low) : bisect_left(days, high)]
        among = [d for d in among if not acts.search(text, max(low, d.start - 90), d.start)]
        free = _unplanned(text, among, plans, links)
        return free or [d for d in among if d.kind == "year"]

    inside = usable(*span)
    if not inside and read:
        near = next(filter(None, (usable(*place) for place in _before(text, span, carry, language))), [])
        inside = _first_group(text, near, links)
        return [_with(figure, inside) for figure in read]
    paired = _paired(text, read, inside, links)
    done: list[Figure] = []
    spent: set[int] = set()
    for at, figure in enumerate(read):
        if paired:
            done.append(_with(figure, [paired[figure.start]] if figure.start in paired else inside))
            continue
        if figure.base >= 0 and done:
            done.append(replace(figure, years=done[-1].years, since=done[-1].since))
            continue
        until = read[at + 1].start if at + 1 < len(read) else span[1]
        chosen = _near(text, figure, inside, spent, until, links, anew)
        if not chosen and done:
            done.append(replace(figure, years=done[-1].years, since=done[-1].since))
        else:
            done.append(_with(figure, chosen))
    return _relative(text, done, earlier, later)


def _unplanned(text: str, among: Sequence[Dated], plans: re.Pattern[str], links: re.Pattern[str]) -> list[Dated]:
    """The dates that are not the years of a plan, nor listed with such a year."""
    found: list[Dated] = []
    planned: Dated | None = None
    for date in among:
        if plans.search(text, max(0, date.start - 90), date.start) or (
            planned and links.fullmatch(text, planned.end, date.start)
        ):
            planned = date
        else:
            found.append(date)
    return found


def _relative(text: str, done: list[Figure], earlier: re.Pattern[str], later: re.Pattern[str]) -> list[Figure]:
    """ "down from 502 a year earlier", "and 31 the year after": the year before that of the figure before, or the next."""
    for at in range(1, len(done)):
        for words, step in ((earlier, -1), (later, 1)):
            match = words.match(text, done[at].end) or words.match(text, done[at].end + 1)
            if match and done[at - 1].years:
                done[at] = replace(done[at], years=(done[at - 1].years[-1] + step,))
    return done


def _before(text: str, span: tuple[int, int], carry: re.Pattern[str], language: str) -> list[tuple[int, int]]:
    """The sentences whose years one without any takes over, nearest first: up to three before it, where it leans on
    them ("in total", "these sessions"); the line above a list, where it is a point of that list; else none."""
    every = sentences(text, language)
    at = bisect_left(_starts(text, language), span[0])
    if carry.search(text, *span):
        return [(one.start, one.end) for one in every[max(0, at - 3) : at]][::-1]
    if not at or not re.match(r"[-•●✓▪*]", text[span[0] : span[0] + 1]):
        return []
    low = max(0, at - LIST)
    while at > low and every[at].text[:1] in "-•●✓▪*":
        at -= 1
    return [(every[at].start, every[at].end)] if every[at].text.endswith(":") else []


def _paired(text: str, read: Sequence[Figure], inside: Sequence[Dated], links: re.Pattern[str]) -> dict[int, Dated]:
    """Figures and years in two lists of equal length, as with "respectively"; {} where there are no such lists."""
    if len(inside) < 2 or len(inside) != len(read):
        return {}
    years = all(links.fullmatch(text, one.end, two.start) for one, two in pairwise(inside))
    values = all(links.fullmatch(text, one.end, two.start) for one, two in pairwise(read))
    if not (years and values):
        return {}
    return {figure.start: date for figure, date in zip(read, inside, strict=True)}


def _near(
    text: str, figure: Figure, inside: Sequence[Dated], spent: set[int], until: int, links: re.Pattern[str],
    anew: re.Pattern[str],
) -> list[Dated]:  # fmt: skip
    """The dates of one figure: just before it, just behind it, the last before it in the sentence, the next behind. A
    date that a clause of its own opens with ("and in 2024, 9") is not that of a figure with a date before it."""
    here = bisect_left(inside, figure.start, key=lambda date: date.start)
    before = [d for d in inside[max(0, here - 9) : here] if d.end > figure.start - REACH and d.start not in spent]
    behind = [d for d in inside[here : here + 9] if d.start < min(until, figure.end + REACH)]
    if before and re.fullmatch(r"\s*[,:|)–-]?\s*(?:\w+\s+){0,1}", text[before[-1].end : figure.start]):
        return _group(text, before, links)
    if (
        behind
        and re.fullmatch(r"[\w\s’'-]{1,70}\(?", text[figure.end : behind[0].start])
        and not (
            before and behind[0].end < until < behind[0].end + 3 and anew.search(text, figure.end, behind[0].start)
        )
    ):
        held = behind[:1]
        for date in behind[1:]:
            if not links.fullmatch(text, held[-1].end, date.start):
                break
            held.append(date)
        spent.update(date.start for date in held)
        return held
    if before:
        return _group(text, before, links)
    return [date for date in behind[:1] if ";" not in text[figure.end : date.start]]


def _first_group(text: str, dates: Sequence[Dated], links: re.Pattern[str]) -> list[Dated]:
    """The first of some dates, with those it is listed with."""
    held = list(dates[:1])
    for date in dates[1:]:
        if not links.fullmatch(text, held[-1].end, date.start):
            break
        held.append(date)
    return held


def _group(text: str, before: Sequence[Dated], links: re.Pattern[str]) -> list[Dated]:
    """The last date before a figure, with those it is listed with ("in 2022, 2023 and 2024")."""
    held = [before[-1]]
    for date in reversed(before[:-1]):
        if not links.fullmatch(text, date.end, held[0].start):
            break
        held.insert(0, date)
    return held


def _with(figure: Figure, chosen: Sequence[Dated]) -> Figure:
    if len(chosen) == 1 and chosen[0].open:
        return replace(figure, since=chosen[0].years[0])
    return replace(figure, years=tuple(sorted({year for date in chosen for year in date.years})))
