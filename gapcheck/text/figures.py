"""Figures in running text: what was counted, how many, in which year, and of what.

A number is a figure only where something says so: a counted noun behind it, a share, a sum beside words of spending,
a place in a series ("8 in 2023 and 7 in 2024"), a cell of a table. It is none behind "Article" or "aged", before
units of time and measure, nor in a clause that sets a norm ("shall", "may not exceed") or speaks of the future.
How often that is right on texts it was not written on: `benchmarks/figures_accuracy.py`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gapcheck.text.dates import dates
from gapcheck.text.figures_numbers import Number, numbers
from gapcheck.text.figures_tables import Cell, cells
from gapcheck.text.figures_words import FigureWords, breakdowns, figure_words, stems_of
from gapcheck.text.figures_years import assign
from gapcheck.text.lexicon import lexicon
from gapcheck.text.spans import base_language, sentences

EDGE = re.compile(r"[,;:(]\s|\s[–—-]\s|\n")
LABEL = re.compile(r"([^\W\d_][\w\s’'-]{2,60}?)\s*:\s*$")
SHORT = re.compile(r"\s*[^\W\d_]{1,4}(?:\s+|['’])(?:[^\W\d_]{1,7}(?:\s+|['’])){0,3}\x00")
"""Small words between a number and its year: "268 à la fin de 2023"."""
REACH = 300
"""How far, in characters, a figure leans on another: longer "sentences" are badly cut text, not language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure at [start, end) of the text. Its parts:

    `value`, and `top`, the upper end of a range (else equal); `kind` "count", "percentage", "fraction", "money" or
    "amount" (a sum set by law or paid to one person: no outcome);
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


@lru_cache(maxsize=1024)
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
    covered = {place for span in {cell.table for cell in table} for place in range(*span)}
    every = [number for number in numbers(free, language) if number.start not in covered]
    starts, days = [number.start for number in every], [date.start for date in dated]
    for sentence in sentences(text, language):
        inside = every[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        if inside:
            read = list(_sentence(text, free, sentence.start, sentence.end, inside, language))
            found += assign(text, (sentence.start, sentence.end), read, dated, days, language)
    return tuple(sorted(found, key=lambda figure: figure.start))


def _from_cell(cell: Cell, text: str, language: str) -> Figure:
    return Figure(
        start=cell.start, end=cell.end, text=text[cell.start : cell.end], value=cell.value, top=cell.value,
        kind=cell.kind, unit=cell.unit, noun=cell.label, words=stems_of(cell.label, language),
        years=cell.years, by=breakdowns(cell.label, language), quote=cell.row,
    )  # fmt: skip


def _sentence(text: str, free: str, start: int, end: int, inside: list[Number], language: str) -> Iterator[Figure]:
    """The figures of one sentence, without their years. Numbers without a noun take that of a figure beside them."""
    marks = figure_words(language)
    names = _names(free, inside, marks)
    nouns = [("" if at in names else _noun(free, number, end, marks)) for at, number in enumerate(inside)]
    last: Figure | None = None
    dated = "\x00" in free[start:end]
    told = (dated, dated or bool(marks.past.search(free, start, end)))
    for at, number in enumerate(inside):
        if at in names or _alone(free, number) or _refused(free, start, end, number, marks):
            continue
        if last and number.start - last.end > REACH:
            last = None
        noun = nouns[at] or _listed(free, inside, nouns, at, marks)
        if not (noun if number.kind in ("count", "zero") else True):
            noun = _series(free, start, end, number, last, marks)
        if not _stands(free, end, number, noun, marks, told):
            continue
        base = last.start if last and _is_part(free, last.end, number, end, marks) else -1
        about = marks.about.search(free, max(start, number.start - 24), number.start)
        left = max(last.end if last else start, number.start - REACH)
        right = min(inside[at + 1].start if at + 1 < len(inside) else end, number.end + REACH)
        clause = text[left:right]
        shared = last.words if last and (base >= 0 or noun == last.noun) else ()
        last = Figure(
            start=number.start, end=number.end, text=text[number.start : number.end], value=number.value,
            top=number.top, kind=_kind(free, end, number, marks), unit=number.unit, noun=noun,
            words=tuple(dict.fromkeys((*stems_of(f"{noun} {clause}", language), *shared))),
            by=breakdowns(clause if base >= 0 or not noun else f"{noun} {text[number.end:right]}", language),
            base=base, about=about.group().strip() if about else "", quote=(start, end),
        )  # fmt: skip
        yield last


def _alone(free: str, number: Number) -> bool:
    """True for a number alone on its line: a page number."""
    before, after = free[max(0, number.start - 20) : number.start].rstrip(" "), free[number.end : number.end + 20]
    return before[-1:] in ("\n", "\f") and after.lstrip(" ")[:1] in ("\n", "\f", "")


def _names(free: str, inside: list[Number], marks: FigureWords) -> set[int]:
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


def _noun(free: str, number: Number, end: int, marks: FigureWords) -> str:
    """The noun behind a number, with its adjectives; "" where none follows or what follows is a unit of measure."""
    whole = marks.out_of.match(free, number.end, min(end, number.end + 60))  # "eleven of the city's 140 buses"
    at = whole.end() - 1 if whole and number.kind == "count" else number.end
    stop = marks.stops.search(free, at, min(end, at + 90))
    phrase = free[at : stop.start() if stop else min(end, at + 90)]
    if phrase[:1] not in (" ", "\u00a0", "\u202f") or not phrase.strip():
        return ""
    phrase = " ".join(phrase.split()[:5])
    known = marks.nouns.search(phrase)
    unit = marks.units.match(phrase)
    if unit and not (known and known.start() > unit.end()):
        return ""
    if known and (known.group()[:1].islower() or known.group().isupper()):  # "142 Call Center" is a name
        return phrase
    several = re.search(r"(?<![\w’'-])[a-zéèêàç-]{3,}[sx](?!\w)", phrase)
    return phrase if several and not marks.units.search(phrase) and number.kind != "zero" else ""


def _listed(free: str, inside: list[Number], nouns: list[str], at: int, marks: FigureWords) -> str:
    """The noun at the end of a list of numbers: "14, 18 and 21 scholarships"."""
    while at + 1 < len(inside) and marks.links.fullmatch(free, inside[at].end, inside[at + 1].start):
        at += 1
        if nouns[at]:
            return nouns[at]
    return ""


def _series(free: str, start: int, end: int, number: Number, last: Figure | None, marks: FigureWords) -> str:
    """The noun of a number that has none: that of the figure before it in a series, a part or a comparison, or what
    "the number of …" or a label before it names."""
    if number.kind == "zero":
        return ""
    before, after = (
        free[max(start, number.start - REACH) : number.start],
        free[number.end : min(end, number.end + REACH)],
    )
    year_follows = re.match(r"\s*(?:\(|\w{1,4}\s+)\x00", after) or re.match(r"\s*\(\s*\x00", after)
    year_follows = year_follows or SHORT.match(after)
    year_leads = re.search(r"\x00\s*[,:(–-]?\s*$", before)
    counted = marks.number_of.search(before)
    if last and last.kind == "count":
        next_words = [word.start() for word in re.finditer(r"(?<=\s)\w", after[:40])][:2] if after[:1].isspace() else []
        done = any(marks.past.match(after, place) for place in next_words)
        if (
            year_follows
            or year_leads
            or done
            or marks.earlier.match(after.lstrip())
            or marks.later.match(after.lstrip())
            or _is_part(free, last.end, number, end, marks)
        ):
            return last.noun
    if counted:
        return " ".join(re.split(r"\x00|[,;]", before[counted.end() :])[0].split()[:6])
    label = LABEL.search(before) if before.rstrip().endswith(":") else None
    if label and (year_follows or marks.nouns.search(label[1])):
        return label[1].strip()
    bracket = re.search(r"([^\W\d_][\w’'-]+)\s*\(\s*$", before)
    return bracket[1] if bracket and marks.nouns.fullmatch(bracket[1]) and after[:1] == ")" else ""


def _is_part(free: str, at: int, number: Number, end: int, marks: FigureWords) -> bool:
    """True where the words between a figure and the next number, or just behind it, make it a part of the first."""
    after = min(end, number.end + 30)
    return bool(marks.part.search(free, at, number.start) or marks.part.match(free, number.end + 1, after))


def _refused(free: str, start: int, end: int, number: Number, marks: FigureWords) -> bool:
    """True in a clause that sets a norm, an age or a plan, and for what is counted per unit."""
    start = max(start, number.start - 90)
    edges = [edge.end() for edge in EDGE.finditer(free, start, number.start)]
    if marks.refused_before.search(free, edges[-1] if edges else start, number.start):
        return True
    tail = EDGE.search(free, number.end, min(end, number.end + 60))
    stop = tail.start() if tail else min(end, number.end + 60)
    if marks.refused_after.search(free, number.end, stop):
        return True
    return (
        not number.unit
        and bool(marks.units.match(free, number.end + 1))
        and not marks.nouns.search(free, number.end, stop)
    )


def _kind(free: str, end: int, number: Number, marks: FigureWords) -> str:
    if number.kind != "money":
        return "count" if number.kind == "zero" else number.kind
    near = (max(0, number.start - REACH), min(end, number.end + REACH))
    return "money" if marks.spending.search(free, *near) and not marks.not_spending.search(free, *near) else "amount"


def _stands(free: str, end: int, number: Number, noun: str, marks: FigureWords, told: tuple[bool, bool]) -> bool:
    """The last word on a number; `told` says whether its sentence holds a date, and a date or a past tense."""
    if number.kind in ("percentage", "fraction"):
        behind = marks.about_behind.match(free, number.end)
        return number.kind == "percentage" or bool(behind or marks.share_of.match(free, number.end))
    if number.kind == "money":
        return True
    if number.kind == "zero":
        return bool(noun) and bool(marks.past.search(free, number.start, min(end, number.end + 60))) and told[0]
    if not noun or (number.spelled and number.value <= 1):
        return False
    if marks.nouns.search(noun):
        return True
    return told[1]
