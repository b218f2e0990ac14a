"""Figures in running text: what was counted, how many, in which year, and of what.

A number is a figure only where something says so: a counted noun behind it, a share, a sum beside words of spending,
a place in a series ("8 in 2023 and 7 in 2024"), a cell of a table. It is none behind "Article" or "aged", before
units of time and measure, nor in a clause that sets a norm ("shall", "may not exceed") or speaks of the future.
How often that is right on texts it was not written on: `benchmarks/figures_accuracy.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from gapcheck.text.dates import Dated, dates
from gapcheck.text.figures_numbers import Number, group, numbers
from gapcheck.text.figures_tables import Cell, cells
from gapcheck.text.figures_years import assign
from gapcheck.text.lexicon import lexicon, phrase_pattern
from gapcheck.text.spans import base_language, sentences, stem, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure at [start, end) of the text. Its parts:

    `value`, and `top`, the upper end of a range (else equal); `kind` "count", "percentage", "fraction" or "money";
    `unit` "%" or the currency as written; `noun` what is counted, as written ("" where only the sentence tells);
    `words` the stems of the clause it stands in, the noun's first; `years` the years it is for, several for a total
    over years, () where the text does not say; `since` the first year of an open total, else 0; `by` the breakdowns
    it gives ("sex", "age"); `base` the place of the figure it is a part of, else -1; `about` the words of estimation
    before it; `quote` the span of the sentence.
    """

    start: int
    end: int
    text: str
    value: float
    top: float
    kind: str
    unit: str = ""
    noun: str = ""
    words: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    since: int = 0
    by: tuple[str, ...] = ()
    base: int = -1
    about: str = ""
    quote: tuple[int, int] = (0, 0)

    @property
    def shown(self) -> str:
        """The value for a person to read: "73", "70–80 %", "over 10"."""
        return f"{self.about} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class _Words:
    labels: re.Pattern[str]
    chain: re.Pattern[str]
    refused_before: re.Pattern[str]
    refused_after: re.Pattern[str]
    units: re.Pattern[str]
    nouns: re.Pattern[str]
    past: re.Pattern[str]
    number_of: re.Pattern[str]
    about: re.Pattern[str]
    part: re.Pattern[str]
    earlier: re.Pattern[str]
    spending: re.Pattern[str]
    not_spending: re.Pattern[str]
    stops: re.Pattern[str]
    links: re.Pattern[str]
    breakdowns: tuple[tuple[str, re.Pattern[str]], ...]


@lru_cache(maxsize=8)
def _words(language: str) -> _Words:
    def any_of(name: str, before: str = "", after: str = "") -> re.Pattern[str]:
        return re.compile(rf"{before}(?:{group(language, name)}){after}", re.IGNORECASE)

    ends = group(language, "and_words")
    parts = lexicon(language).get("breakdowns") or {}
    return _Words(
        labels=any_of("number_labels", after=r"[\s:(#№]*$"),
        chain=re.compile(rf"[\s(),;–-]*(?:{ends}|{group(language, 'range_words')})?[\s()–-]*", re.IGNORECASE),
        refused_before=any_of("figure_refused_before"),
        refused_after=any_of("figure_refused_after"),
        units=any_of("units_refused"),
        nouns=any_of("count_nouns"),
        past=any_of("past_words"),
        number_of=any_of("number_of"),
        about=any_of("about_words", after=r"\s*$"),
        part=any_of("part_words"),
        earlier=any_of("year_before"),
        spending=any_of("money_words"),
        not_spending=any_of("money_refused"),
        stops=re.compile(rf"[^\w\s’'-]|\n|(?:{group(language, 'noun_stops')})", re.IGNORECASE),
        links=re.compile(rf"\s*(?:,|,?\s+(?:{ends}))\s+", re.IGNORECASE),
        breakdowns=tuple(
            (str(name), re.compile("|".join(phrase_pattern(str(term)) for term in terms), re.IGNORECASE))
            for name, terms in parts.items()
        ),
    )


@lru_cache(maxsize=4096)
def figures(text: str, language: str = "en") -> tuple[Figure, ...]:
    """The figures of `text`, left to right; () for a language without number words in its lexicon."""
    language = base_language(language)
    if not lexicon(language).get("number_signs"):
        return ()
    dated = dates(text, language)
    blank = list(text)
    for date in dated:
        blank[date.start : date.end] = "\x00" * (date.end - date.start)
    table = cells(text, language)
    free = "".join(blank)
    found = [_from_cell(cell, text, language) for cell in table]
    covered = {place for cell in table for place in range(*cell.table)}
    every = [number for number in numbers(free, language) if number.start not in covered]
    for sentence in sentences(text, language):
        inside = [number for number in every if sentence.start <= number.start < sentence.end]
        if inside:
            read = list(_sentence(text, free, sentence.start, sentence.end, inside, language))
            found += assign(text, free, (sentence.start, sentence.end), read, dated, language)
    return tuple(sorted(found, key=lambda figure: figure.start))


def _from_cell(cell: Cell, text: str, language: str) -> Figure:
    return Figure(
        start=cell.start, end=cell.end, text=text[cell.start : cell.end], value=cell.value, top=cell.value,
        kind=cell.kind, unit=cell.unit, noun=cell.label, words=stems_of(cell.label, language),
        years=cell.years, by=breakdowns(cell.label, language), quote=cell.row,
    )  # fmt: skip


def stems_of(text: str, language: str) -> tuple[str, ...]:
    """The stems of the words of three letters or more, each once, in order."""
    return tuple(dict.fromkeys(stem(word.text, language) for word in words(text) if len(word.text) > 2))


def breakdowns(text: str, language: str) -> tuple[str, ...]:
    """The kinds of breakdown a text names or shows ("sex" for "of whom 9 were women"), in the lexicon's order."""
    return tuple(name for name, pattern in _words(base_language(language)).breakdowns if pattern.search(text))


def _sentence(text: str, free: str, start: int, end: int, inside: list[Number], language: str) -> Iterator[Figure]:
    """The figures of one sentence, without their years. Numbers without a noun take that of a figure beside them."""
    marks = _words(language)
    names = _names(free, inside, marks)
    nouns = [("" if at in names else _noun(free, number, end, marks)) for at, number in enumerate(inside)]
    kept: dict[int, Figure] = {}
    for at, number in enumerate(inside):
        if at in names or _refused(free, start, end, number, marks):
            continue
        last = kept[max(kept)] if kept else None
        noun = nouns[at] or _listed(free, inside, nouns, at, marks)
        if not (noun if number.kind in ("count", "zero") else True):
            noun = _series(free, start, end, number, last, marks)
        if not _stands(free, start, end, number, noun, marks):
            continue
        base = last.start if last and _is_part(free, last.end, number, end, marks) else -1
        about = marks.about.search(free, max(start, number.start - 24), number.start)
        left = max((kept[max(kept)].end if kept else start), start)
        right = inside[at + 1].start if at + 1 < len(inside) else end
        clause = text[left:right]
        shared = last.words if last and (base >= 0 or noun == last.noun) else ()
        yield (
            kept.setdefault(at, Figure(
                start=number.start, end=number.end, text=text[number.start : number.end], value=number.value,
                top=number.top, kind="count" if number.kind == "zero" else number.kind, unit=number.unit, noun=noun,
                words=tuple(dict.fromkeys((*stems_of(f"{noun} {clause}", language), *shared))),
                by=breakdowns(clause if base >= 0 or not noun else f"{noun} {text[number.end:right]}", language),
                base=base, about=about.group().strip() if about else "", quote=(start, end),
            ))
        )  # fmt: skip


def _names(free: str, inside: list[Number], marks: _Words) -> set[int]:
    """The numbers that name something ("Article 12", "paragraphs 3, 4 and 5"): a label before, or such a number."""
    found: set[int] = set()
    for at, number in enumerate(inside):
        if marks.labels.search(free, max(0, number.start - 40), number.start):
            found.add(at)
        elif at - 1 in found and marks.chain.fullmatch(free, inside[at - 1].end, number.start):
            gap = free[inside[at - 1].end : number.start]
            if "," not in gap or not marks.nouns.match(free, number.end + 1):
                found.add(at)
    return found


def _noun(free: str, number: Number, end: int, marks: _Words) -> str:
    """The noun behind a number, with its adjectives; "" where none follows or what follows is a unit of measure."""
    stop = marks.stops.search(free, number.end, min(end, number.end + 90))
    phrase = free[number.end : stop.start() if stop else min(end, number.end + 90)]
    if phrase[:1] not in (" ", "\u00a0", "\u202f") or not phrase.strip():
        return ""
    phrase = " ".join(phrase.split()[:5])
    known = marks.nouns.search(phrase)
    unit = marks.units.match(phrase)
    if unit and not (known and known.start() > unit.end()):
        return ""
    if known:
        return phrase
    several = re.search(r"(?<![\w’'-])[a-zéèêàç-]{3,}[sx](?!\w)", phrase)
    return phrase if several and not marks.units.search(phrase) and number.kind != "zero" else ""


def _listed(free: str, inside: list[Number], nouns: list[str], at: int, marks: _Words) -> str:
    """The noun at the end of a list of numbers: "14, 18 and 21 scholarships"."""
    while at + 1 < len(inside) and marks.links.fullmatch(free, inside[at].end, inside[at + 1].start):
        at += 1
        if nouns[at]:
            return nouns[at]
    return ""


def _series(free: str, start: int, end: int, number: Number, last: Figure | None, marks: _Words) -> str:
    """The noun of a number that has none: that of the figure before it in a series, a part or a comparison, or what
    "the number of …" or a label before it names."""
    if number.kind == "zero":
        return ""
    before, after = free[start : number.start], free[number.end : end]
    year_follows = re.match(r"\s*(?:\(|\w{1,4}\s+)\x00", after) or re.match(r"\s*\(\s*\x00", after)
    year_leads = re.search(r"\x00\s*[,:(–-]?\s*$", before)
    counted = marks.number_of.search(before)
    if last and last.kind == "count":
        next_words = [word.start() for word in re.finditer(r"(?<=\s)\w", after[:40])][:2] if after[:1].isspace() else []
        done = any(marks.past.match(after, place) for place in next_words)
        if year_follows or year_leads or done or marks.earlier.match(after.lstrip()) or _is_part(free, last.end, number, end, marks):
            return last.noun
    if counted:
        return re.split(r"\x00|[,;]", before[counted.end() :])[0].strip()[:80]
    label = re.search(r"([^\W\d_][\w\s’'-]{2,60}?)\s*:\s*$", before)
    if label and (year_follows or marks.nouns.search(label[1])):
        return label[1].strip()
    bracket = re.search(r"([^\W\d_][\w’'-]+)\s*\(\s*$", before)
    return bracket[1] if bracket and marks.nouns.fullmatch(bracket[1]) and after[:1] == ")" else ""


def _is_part(free: str, at: int, number: Number, end: int, marks: _Words) -> bool:
    """True where the words between a figure and the next number, or just behind it, make it a part of the first."""
    return bool(
        marks.part.search(free, at, number.start)
        or re.match(r"\s*", free[number.end :]) and marks.part.match(free, number.end + 1, min(end, number.end + 30))
    )  # fmt: skip


def _refused(free: str, start: int, end: int, number: Number, marks: _Words) -> bool:
    """True in a clause that sets a norm, an age or a plan, and for what is counted per unit."""
    edges = [m.end() for m in re.finditer(r"[,;:(]\s|\s[–—-]\s|\n", free[start : number.start])]
    clause = start + (edges[-1] if edges else 0)
    if marks.refused_before.search(free, max(clause, number.start - 90), number.start):
        return True
    tail = re.search(r"[,;:]\s|\n", free[number.end : end])
    stop = min(number.end + 60, number.end + tail.start() if tail else end)
    if marks.refused_after.search(free, number.end, stop):
        return True
    return not number.unit and bool(marks.units.match(free, number.end + 1)) and not marks.nouns.search(free, number.end, stop)


def _stands(free: str, start: int, end: int, number: Number, noun: str, marks: _Words) -> bool:
    sentence = free[start:end]
    if number.kind in ("percentage", "fraction"):
        return number.kind == "percentage" or bool(re.match(r"\s+(?:of|de|des|d[’'])(?!\s*\x00)", free[number.end :]))
    if number.kind == "money":
        return bool(marks.spending.search(sentence)) and not marks.not_spending.search(sentence)
    if number.kind == "zero":
        return bool(noun) and bool(marks.past.search(free, number.end, end)) and "\x00" in sentence
    if not noun or (number.spelled and number.value <= 1):
        return False
    if marks.nouns.search(noun):
        return True
    return bool(marks.past.search(sentence) or "\x00" in sentence)


__all__ = ["Dated", "Figure", "breakdowns", "figures", "replace", "stems_of"]
