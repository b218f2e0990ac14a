"""Sentences made ready for comparison: their content, their figures, the dates and numbers that identify them.

What two sentences must share to say the same thing is not their words but their content: stems, without function
words, generic verbs of official prose folded together (lexicon group `alike`). Names and quoted titles are part of
it but weigh little: two sentences about one ministry are not yet the same sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import NamedTuple

from gapcheck.text.dates import Dated, dates
from gapcheck.text.reuse_words import Words, fold, vocabulary
from gapcheck.text.spans import sentences

TOKEN = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*|[^\W\d_]+(?:[’'][^\W\d_]+)*")
QUOTED = re.compile(r"“[^“”]{1,400}”|«[^«»]{1,400}»|„[^„“”]{1,400}[“”]|\"[^\"\n]{1,400}\"")
JOINED = re.compile(r"[-‑][^\W\d_]")
"""What follows a number that counts nothing by itself: "two-day", "24-hour"."""
TITLE_WORDS = 35
"""A quoted run longer than this is a quoted provision, not the title of an act or a training."""
NAME_SHARE = 2.0
"""A name or a quoted title counts as this many words, however long it is."""
MARK_SHARE = 0.33
"""The weight of a word of a date and of an article's number: they identify (`marks`), they do not speak."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text to compare: `key` names it, `skip` are spans that must not count (a restated request, a heading)."""

    key: str
    text: str
    skip: tuple[tuple[int, int], ...] = ()


class Token(NamedTuple):
    """`form` is the folded word (a stem, a plain number); `share` its weight in (0, 1], 0 for a function word."""

    start: int
    end: int
    form: str
    share: float
    own: bool
    figure: bool
    name: bool


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """One sentence, number `place` of text number `text`, at [start, end) of it.

    `forms` is every word folded, in order; `content` maps the stems that carry meaning to their share; `own` are the
    stems outside names and titles; `marks` the years, days and provision numbers that identify what is spoken of
    ("year 2023", "label 12"); `figures` the other numbers; `names` capitalised words inside the sentence.
    """

    text: int
    place: int
    start: int
    end: int
    forms: tuple[str, ...]
    content: dict[str, float]
    own: frozenset[str]
    marks: frozenset[str]
    figures: frozenset[str]
    names: frozenset[str]

    @property
    def lone(self) -> bool:
        """True where the sentence says enough to be recognised on its own: six words, three of them content."""
        return sum(not form[0].isdigit() for form in self.forms) >= 6 and len(self.own) >= 3


def same_name(one: str, two: str) -> bool:
    """True for one name in two spellings or forms (Türkiye and Turkey are two, Child and Children one)."""
    if one == two or one[:4] == two[:4]:
        return True
    from rapidfuzz.fuzz import ratio

    return ratio(one, two) >= 75


def titles(text: str) -> tuple[tuple[int, int], ...]:
    """The spans in quotation marks that are short enough to be a title."""
    return tuple(
        match.span() for match in QUOTED.finditer(text) if len(TOKEN.findall(match.group())) <= TITLE_WORDS
    )  # fmt: skip


@lru_cache(maxsize=1024)
def tokens(text: str, language: str) -> tuple[Token, ...]:
    """The words and numbers of `text`, each with its share of meaning."""
    found = list(TOKEN.finditer(text))
    words, starts = [match.group() for match in found], [match.start() for match in found]
    kinds = _kinds(text, words, starts, vocabulary(language))
    make = partial(tuple.__new__, Token)  # half the time of naming each field
    out: list[Token] = []
    for at, word in enumerate(words):
        start, kind = starts[at], kinds[at]
        form, means, digit = _read(word, language)
        if digit and JOINED.match(text, start + len(word)):
            digit = False
        if kind:
            if not at or kinds[at - 1] != kind:
                size = next((end for end in range(at + 1, len(words)) if kinds[end] != kind), len(words)) - at
                total = sum(_read(one, language)[1] for one in words[at : at + size])
                part = min(1.0, NAME_SHARE / max(1, total))
            own = kind == NAME and size == 1 and means > 0 and not digit
            share = part * means
        else:
            own, share = means > 0 and not digit, means
        out.append(make((start, start + len(word), form, share, own, digit, kind == NAME and not digit)))
    return tuple(out)


NAME, TITLE = 1, 2


def _kinds(text: str, words: Sequence[str], starts: Sequence[int], known: Words) -> list[int]:
    """For each word `TITLE` within a quoted title, `NAME` in a run of capitalised words, else 0."""
    quoted = [False] * len(words)
    for low, high in titles(text):
        first, last = bisect_right(starts, low), bisect_left(starts, high)
        quoted[first:last] = [True] * (last - first)
    named = _names(text, words, starts, quoted, known)
    return [TITLE if title else NAME if name else 0 for title, name in zip(quoted, named, strict=True)]


@lru_cache(maxsize=1 << 16)
def _read(word: str, language: str) -> tuple[str, float, bool]:
    """A word folded, its share before names are discounted, and whether it is a number."""
    known = vocabulary(language)
    return fold(word, language), _means(word, known), word[0].isdigit() or word.lower() in known.numbers


def _means(word: str, known: Words) -> float:
    lower = word.lower().replace("’", "'")
    return (
        0.0
        if lower in known.stop or lower.rpartition("'")[2] in known.stop or (len(word) == 1 and not word.isdigit())
        else 1.0
    )


def _names(
    text: str, words: Sequence[str], starts: Sequence[int], quoted: Sequence[bool], known: Words
) -> Sequence[bool]:
    """Which words stand in a run of capitalised words; a function word between two of them belongs to it."""
    if not known.capitals:
        return [False] * len(words)
    large = [word[0].isupper() for word in words]
    for at in [at for at, capital in enumerate(large) if capital]:
        if quoted[at]:
            large[at] = False
        elif at + 1 == len(words) or not large[at + 1] or quoted[at + 1]:
            gap = text[max(0, starts[at] - 2) : starts[at]]
            before = gap.strip(' “"«(-–•')
            if at == 0 or (before and before[-1] in ".!?:;\n") or "\n" in gap:
                large[at] = False
    out = list(large)
    for at in range(1, len(words) - 1):
        if large[at - 1] and not large[at] and not quoted[at]:
            end = at
            while end < len(words) and end - at < 3 and words[end].lower() in known.stop:
                end += 1
            if end < len(words) and large[end]:
                between = text[starts[at - 1] + len(words[at - 1]) : starts[end]]
                if not re.search(r"[.;:(\n]", between):
                    out[at:end] = [True] * (end - at)
    return out


def cut(text: Text, number: int, language: str) -> Iterator[Sentence]:
    """The sentences of one text, without those that stand in a span to skip."""
    body = text.text
    words = tokens(body, language)
    days = {place: dated for dated in dates(body, language) for place in range(dated.start, dated.end)}
    at, place = 0, 0
    for span in sentences(body, language):
        while at < len(words) and words[at].start < span.start:
            at += 1
        first = at
        while at < len(words) and words[at].end <= span.end:
            at += 1
        if first == at or any(low < span.end and span.start < high for low, high in text.skip):
            continue
        marks, figures, labels = _numbers(body, words, range(first, at), days, language)
        content: dict[str, float] = {}
        own, names = set(), set()
        for token in words[first:at]:
            form, share = token.form, token.share
            if not share:
                continue
            if token.own:
                own.add(form)
            if token.name:
                names.add(form)
            if token.start in days or form in labels:
                share *= MARK_SHARE
            if share > content.get(form, 0):
                content[form] = share
        yield Sentence(
            text=number,
            place=place,
            start=span.start,
            end=span.end,
            forms=tuple([token.form for token in words[first:at]]),
            content=content,
            own=frozenset(own),
            marks=frozenset(marks),
            figures=frozenset(figures),
            names=frozenset(names),
        )
        place += 1


def _numbers(
    body: str, words: Sequence[Token], within: range, days: Mapping[int, Dated], language: str
) -> tuple[set[str], set[str], set[str]]:
    """The marks, the figures and the label numbers among some words."""
    marks: set[str] = set()
    figures: set[str] = set()
    labels: set[str] = set()
    for at in within:
        token = words[at]
        if not token.figure:
            continue
        dated = days.get(token.start)
        if dated is not None:
            marks.update(f"year {year}" for year in dated.years)
            if dated.kind == "day":
                marks.add(f"day {dated.iso[5:]}")
        elif _labelled(body, words, at, vocabulary(language)):
            marks.add(f"label {token.form}")
            labels.add(token.form)
        else:
            figures.add(token.form)
    return marks, figures, labels


def _labelled(text: str, words: Sequence[Token], at: int, known: Words) -> bool:
    """True where a number is an article's, an order's, a paragraph's: a label stands before it, or before the number
    or the conjunction before it; or it has the form of one (4.3.22)."""
    if words[at].form.count(".") > 1:
        return True
    for back in range(1, 5):
        if at - back < 0:
            return False
        before = words[at - back]
        word = text[before.start : before.end].lower().replace("’", "'").rpartition("'")[2]
        if word in known.labels:
            return True
        if not before.figure and word not in known.stop:
            return False
    return False
