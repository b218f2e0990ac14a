"""Dates in running text: days, months, years and periods, read with the month names of the language.

A bare number of four digits is a year only where something beside it says so: a preposition ("in 2022"), a month,
a dash to another year, a list of years, or a bracket. Behind "Law No.", "Article", "page" it never is, nor in
front of what it counts ("2000 euros").
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from gapcheck.text.lexicon import alternation, entries, lexicon
from gapcheck.text.openings import Opened, at_digits, folded, runs
from gapcheck.text.spans import base_language

FOUR = re.compile(r"(?:19|20)\d\d")
"""What every date holds."""
YEARS = (1900, 2100)
"""Four digits outside this span are no year: treaty bodies speak of the present."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date as it stands at [start, end) of the text.

    `iso` is YYYY, YYYY-MM or YYYY-MM-DD (of the first day or year where there are several); `until` the same of the
    last, "" where there is one only; an open period ("since 2016") has `until` "" and `open` True. `kind` is "day",
    "month", "year" or "period" (two ends of years or months, or open).
    """

    start: int
    end: int
    text: str
    iso: str
    until: str = ""
    kind: str = "day"
    open: bool = False

    @property
    def years(self) -> tuple[int, ...]:
        """Every year touched; of an open period its first."""
        first, last = int(self.iso[:4]), int((self.until or self.iso)[:4])
        return tuple(range(first, last + 1)) if last - first <= 30 else (first, last)

    @property
    def first(self) -> str:
        """The first day, as YYYY-MM-DD."""
        return self.iso + "-01" * (2 - self.iso.count("-"))

    @property
    def last(self) -> str:
        """The last day, as YYYY-MM-DD."""
        iso = self.until or self.iso
        if len(iso) == 4:
            iso += "-12"
        return iso if len(iso) == 10 else f"{iso}-{monthrange(int(iso[:4]), int(iso[5:7]))[1]:02d}"


@dataclass(frozen=True, slots=True)
class _Grammar:
    day_first: re.Pattern[str]
    month_first: Opened
    dotted: re.Pattern[str]
    iso: re.Pattern[str]
    month: Opened
    year: re.Pattern[str]
    joined: re.Pattern[str]
    between: Opened
    months: Mapping[str, int]
    leads: re.Pattern[str]
    weak: re.Pattern[str]
    followers: re.Pattern[str]
    opens: re.Pattern[str]
    bars: Opened
    counted: re.Pattern[str]
    links: re.Pattern[str]


def _any(language: str, group: str) -> str:
    return alternation(entries(language, group))


@lru_cache(maxsize=8)
def _grammar(language: str) -> _Grammar:
    names = {str(name).lower(): number for name, number in (lexicon(language).get("months") or {}).items()}
    month = "(" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + r")\.?(?!\w)"
    ends = _any(language, "and_words")
    link = rf"(?:\s*[-–—/]\s*|\s+(?:{_any(language, 'range_words')})\s+)"
    both = rf"(?:{link}|\s+(?:{ends})\s+)"
    mark = r"(?:st|nd|rd|th|er|re|º|°|\.)?"
    no_digit, year = r"(?<![\d.,/№#-])", r"((?:19|20)\d\d)"
    clean = r"(?![\d/]|[.,]\d)"
    of = r"\s*(?:,|\bof\b|\bde\b|\bdel\b)?\s*"
    flags = re.IGNORECASE
    return _Grammar(
        day_first=re.compile(
            rf"(?<![\d.,/])(\d{{1,2}}){mark}(?:\s+(?:de\s+)?{month})?(?:{both}(\d{{1,2}}){mark})?{of}\b{month}{of}{year}(?!\d)", flags
        ),
        month_first=Opened(
            rf"\b{month}\s+(\d{{1,2}}){mark}(?:{both}(?:{month}\s+)?(\d{{1,2}}){mark})?\s*,?\s+(?:of\s+)?{year}(?!\d)"
        ),
        dotted=re.compile(rf"(?<![\d.,/-])(\d{{1,2}})([./])(\d{{1,2}})\2{year}(?!\d)"),
        iso=re.compile(rf"(?<![\d.,/-]){year}-(\d\d)-(\d\d)(?!\d)"),
        month=Opened(rf"\b{month}(?:{link}{month})?{of}{year}(?!\d)(?:{link}{month}{of}{year}(?!\d))?"),
        year=re.compile(rf"{no_digit}{year}{clean}"),
        joined=re.compile(rf"{no_digit}{year}{link}((?:19|20)?\d\d)(?!\d|[.,]\d)", flags),
        between=Opened(rf"(?:{_any(language, 'between_words')})\s+{year}\s+(?:{ends})\s+{year}{clean}"),
        months=names,
        leads=re.compile(rf"(?:{_any(language, 'year_leads')})\s*$", flags),
        weak=re.compile(rf"(?:{_any(language, 'year_leads_weak')})\s*$", flags),
        followers=re.compile(rf"\s*(?:[^\w\s]|$|[A-Z]|(?i:{_any(language, 'year_followers')}))"),
        opens=re.compile(rf"(?:{_any(language, 'since_words')})\s*$", flags),
        bars=Opened(rf"(?:{_any(language, 'number_labels')}|{_any(language, 'quantity_leads')})\s*[:#№]?\s*$"),
        counted=re.compile(rf"\s*(?:{_any(language, 'year_refused')})", flags),
        links=re.compile(rf"\s*(?:,|;|/|–|-|,?\s*(?:{ends}))\s*", flags),
    )  # fmt: skip


@lru_cache(maxsize=2048)
def dates(text: str, language: str = "en") -> tuple[Dated, ...]:
    """Every date in `text`, left to right, not overlapping; () where the language has no month names."""
    language = base_language(language)
    if not FOUR.search(text) or not lexicon(language).get("months"):
        return ()
    grammar = _grammar(language)
    taken: list[Dated] = []
    free = list(text)

    def take(found: Iterator[Dated]) -> None:
        for dated in found:
            taken.append(dated)
            free[dated.start : dated.end] = "\x00" * (dated.end - dated.start)

    if grammar.months.keys().isdisjoint(runs(folded(text))):  # the patterns with names of months are slow ones
        take(_numeric_days(text, grammar))
    else:
        take(_days(text, grammar))
        take(_months("".join(free), text, grammar))
    take(_periods("".join(free), text, grammar))
    take(_years("".join(free), text, grammar))
    return tuple(sorted(taken, key=lambda dated: dated.start))


def _iso(year: str | int, month: int, day: int | str = 0) -> str:
    """The date in ISO 8601, "" where there is no such day."""
    number = int(day or 0)
    if not 1 <= month <= 12 or number > monthrange(int(year), month)[1]:
        return ""
    return f"{int(year)}-{month:02d}" + (f"-{number:02d}" if day else "")


def _dated(match: re.Match[str], first: str, until: str = "") -> Iterator[Dated]:
    if first:
        until = until if until > first else ""
        yield Dated(start=match.start(), end=match.end(), text=match.group(), iso=first, until=until, kind="day")


def _days(text: str, grammar: _Grammar) -> Iterator[Dated]:
    number = grammar.months
    for match in at_digits(grammar.day_first, text):
        day, month, last_day, last_month, year = match.groups()
        last = number[last_month.lower()]
        if month and not last_day:
            continue
        first = _iso(year, number[month.lower()] if month else last, day)
        yield from _dated(match, first, _iso(year, last, last_day) if last_day else "")
    for match in grammar.month_first.finditer(text):
        month, day, last_month, last_day, year = match.groups()
        until = _iso(year, number[(last_month or month).lower()], last_day) if last_day else ""
        yield from _dated(match, _iso(year, number[month.lower()], day), until)
    yield from _numeric_days(text, grammar)


def _numeric_days(text: str, grammar: _Grammar) -> Iterator[Dated]:
    for match in at_digits(grammar.dotted, text):
        yield from _dated(match, _iso(match[4], int(match[3]), match[1]))
    for match in at_digits(grammar.iso, text):
        yield from _dated(match, _iso(match[1], int(match[2]), match[3]))


def _months(free: str, text: str, grammar: _Grammar) -> Iterator[Dated]:
    for match in grammar.month.finditer(free):
        one, two, year, three, later = match.groups()
        first = _iso(year, grammar.months[one.lower()])
        until = _iso(later or year, grammar.months[(three or two or one).lower()])
        open_end = bool(grammar.opens.search(text, max(0, match.start() - 40), match.start()))
        span = until > first
        yield Dated(start=match.start(), end=match.end(), text=text[match.start() : match.end()], iso=first,
                    until=until if span else "", kind="period" if span or open_end else "month",
                    open=open_end and not span)  # fmt: skip


def _barred(text: str, start: int, end: int, grammar: _Grammar) -> bool:
    """True where what stands around four digits says that they are no year."""
    return bool(grammar.bars.search(text, max(0, start - 40), start) or grammar.counted.match(text, end))


def _periods(free: str, text: str, grammar: _Grammar) -> Iterator[Dated]:
    for match in (*grammar.between.finditer(free), *at_digits(grammar.joined, free)):
        first, last = match.groups()
        last = last if len(last) == 4 else first[:2] + last
        start = match.start(1)
        if int(first) < int(last) <= int(first) + 60 and not _barred(text, start, match.end(), grammar):
            yield Dated(start=start, end=match.end(), text=text[start : match.end()], iso=first, until=last,
                        kind="period")  # fmt: skip


def _years(free: str, text: str, grammar: _Grammar) -> Iterator[Dated]:
    """Years with a word, a bracket or a clause's edge before them that tells them from a quantity, and years listed
    beside such a year, on either side of it."""
    found = [match for match in at_digits(grammar.year, free) if not _barred(text, *match.span(), grammar)]
    sure = [_led(text, match, grammar) for match in found]
    pairs = [
        later.start() - one.end() < 16 and bool(grammar.links.fullmatch(free, one.end(), later.start()))
        for one, later in pairwise(found)
    ]
    for at, pair in enumerate(pairs):
        sure[at + 1] = sure[at + 1] or (pair and sure[at])
    for match, holds in zip(found, sure, strict=True):
        if holds:
            open_end = bool(grammar.opens.search(text, max(0, match.start() - 40), match.start()))
            yield Dated(start=match.start(), end=match.end(), text=match.group(), iso=match.group(1),
                        kind="period" if open_end else "year", open=open_end)  # fmt: skip


def _led(text: str, match: re.Match[str], grammar: _Grammar) -> bool:
    """True where what stands before four digits, and for weak words also what follows, says that they are a year."""
    before = text[max(0, match.start() - 40) : match.start()]
    if re.search(r"\w\($", before):  # a symbol: "Rec(2022)21"
        return False
    if grammar.leads.search(before) or re.search(r"[(\[:;|\t–-]\s*$", before):
        return True
    edge = not before.strip() or before.rstrip(" ")[-1] in ",.\n•✓"
    return bool((edge or grammar.weak.search(before)) and grammar.followers.match(text, match.end()))
