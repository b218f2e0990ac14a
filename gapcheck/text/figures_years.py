"""Which year a figure is for: the date fixed to it, the one a list pairs it with, or the one its sentence carries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from gapcheck.text.dates import Dated
from gapcheck.text.figures_numbers import group
from gapcheck.text.spans import sentences

if TYPE_CHECKING:
    from gapcheck.text.figures import Figure


@lru_cache(maxsize=8)
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    ends = group(language, "and_words")
    return (
        re.compile(rf"(?:{group(language, 'act_date_leads')})\s*$", re.IGNORECASE),
        re.compile(rf"\s*(?:,|,?\s*(?:{ends}))\s*(?:(?:in|en)\s+)?", re.IGNORECASE),
        re.compile(rf"\s*(?:{group(language, 'carry_words')})", re.IGNORECASE),
        re.compile(rf"\s*(?:{group(language, 'year_before')})", re.IGNORECASE),
    )


def assign(
    text: str, free: str, span: tuple[int, int], read: Sequence[Figure], dated: Sequence[Dated], language: str
) -> list[Figure]:
    """The figures of the sentence at `span` with their years. Dates of acts ("the Law of 2013") count for nothing."""
    acts, links, carry, earlier = _patterns(language)

    def usable(low: int, high: int) -> list[Dated]:
        return [d for d in dated if low <= d.start < high and not acts.search(text, max(low, d.start - 90), d.start)]

    inside = usable(*span)
    if not inside and read:
        inside = usable(*_before(text, free, span, carry, language))
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
        chosen = _near(text, figure, inside, spent, until, links)
        if not chosen and done:
            done.append(replace(figure, years=done[-1].years, since=done[-1].since))
        else:
            done.append(_with(figure, chosen))
    return _relative(text, done, span, earlier)


def _relative(text: str, done: list[Figure], span: tuple[int, int], earlier: re.Pattern[str]) -> list[Figure]:
    """ "down from 502 a year earlier": the year before that of the figure before."""
    for at in range(1, len(done)):
        match = earlier.match(text, done[at].end) or earlier.match(text, done[at].end + 1)
        if match and done[at - 1].years:
            done[at] = replace(done[at], years=(done[at - 1].years[-1] - 1,))
    return done


def _before(
    text: str, free: str, span: tuple[int, int], carry: re.Pattern[str], language: str
) -> tuple[int, int]:  # fmt: skip
    """The span of the text whose years a sentence without any takes over: the sentence before, where this one leans on
    it ("in total", "of these"); the line above a list, where this one is a point of that list; nothing otherwise."""
    every = [(s.start, s.end) for s in sentences(text, language)]
    at = every.index(span) if span in every else 0
    if not at:
        return (0, 0)
    if carry.match(text, span[0]):
        return every[at - 1]
    if not re.match(r"[-•●✓▪*]", text[span[0] : span[0] + 1]):
        return (0, 0)
    while at and re.match(r"[-•●✓▪*]", text[every[at][0] : every[at][0] + 1]):
        at -= 1
    return every[at] if text[slice(*every[at])].rstrip().endswith(":") else (0, 0)


def _paired(text: str, read: Sequence[Figure], inside: Sequence[Dated], links: re.Pattern[str]) -> dict[int, Dated]:
    """Figures and years in two lists of equal length, as with "respectively"; {} where there are no such lists."""
    if len(inside) < 2 or len(inside) != len(read):
        return {}
    years = all(links.fullmatch(text, one.end, two.start) for one, two in zip(inside, inside[1:], strict=False))
    values = all(links.fullmatch(text, one.end, two.start) for one, two in zip(read, read[1:], strict=False))
    if not (years and values):
        return {}
    return {figure.start: date for figure, date in zip(read, inside, strict=True)}


def _near(
    text: str, figure: Figure, inside: Sequence[Dated], spent: set[int], until: int, links: re.Pattern[str]
) -> list[Dated]:
    """The dates of one figure: just before it, just behind it, the last before it in the sentence, the next behind."""
    before = [date for date in inside if date.end <= figure.start and date.start not in spent]
    behind = [date for date in inside if figure.end <= date.start < until]
    if before and re.fullmatch(r"\s*[,:|)–-]?\s*(?:\w+\s+){0,1}", text[before[-1].end : figure.start]):
        return _group(text, before, links)
    if behind and re.fullmatch(r"[\w\s’'-]{1,70}\(?", text[figure.end : behind[0].start]):
        held = behind[:1]
        for date in behind[1:]:
            if not links.fullmatch(text, held[-1].end, date.start):
                break
            held.append(date)
        spent.update(date.start for date in held)
        return held
    if before:
        return _group(text, before, links)
    return behind[:1]


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
