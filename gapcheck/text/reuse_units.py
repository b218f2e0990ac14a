"""Sentences made ready for comparison: their content, their figures, the dates and numbers that identify them.

What two sentences must share to say the same thing is not their words but their content: stems, without function
words, generic verbs of official prose folded together (lexicon group `alike`). Names and quoted titles are part of
it but weigh little: two sentences about one ministry are not yet the same sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
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
    known = vocabulary(language)
    found = list(TOKEN.finditer(text))
    quoted, spans = [False] * len(found), iter((*titles(text), (len(text) + 1, len(text) + 1)))
    low, high = next(spans)
    for at, match in enumerate(found):
        while match.start() >= high:
            low, high = next(spans)
        quoted[at] = low < match.start() < high
    named = _names(text, found, quoted, known)
    out, at = [], 0
    while at < len(found):
        size = 1
        kind = "title" if quoted[at] else "name" if named[at] else ""
        while kind and at + size < len(found) and (quoted if kind == "title" else named)[at + size]:
            size += 1
        run = found[at : at + size]
        read = [_read(match.group(), language) for match in run]
        part = min(1.0, NAME_SHARE / max(1, sum(means for _, means, _ in read))) if kind else 1.0
        alone = not kind or (kind == "name" and size == 1)
        for match, (form, means, digit) in zip(run, read, strict=True):
            start, end = match.span()
            digit = digit and not JOINED.match(text, end)
            own = alone and means > 0 and not digit
            out.append(Token(start, end, form, part * means, own, digit, kind == "name" and not digit))
        at += size
    return tuple(out)


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


def _names(text: str, found: Sequence[re.Match[str]], quoted: Sequence[bool], known: Words) -> list[bool]:
    """Which words stand in a run of capitalised words; a function word between two of them belongs to it."""
    if not known.capitals:
        return [False] * len(found)
    large = [text[match.start()].isupper() and not quoted[at] for at, match in enumerate(found)]
    for at, match in enumerate(found):
        if not large[at] or (at + 1 < len(found) and large[at + 1]):
            continue
        gap = text[max(0, match.start() - 2) : match.start()]
        before = gap.strip(' “"«(-–•')
        if at == 0 or (before and before[-1] in ".!?:;\n") or "\n" in gap:
            large[at] = False
    out = list(large)
    for at in range(1, len(found) - 1):
        if large[at - 1] and not large[at] and not quoted[at]:
            end = at
            while end < len(found) and end - at < 3 and found[end].group().lower() in known.stop:
                end += 1
            between = text[found[at - 1].end() : found[min(end, len(found) - 1)].start()]
            if end < len(found) and large[end] and not re.search(r"[.;:(\n]", between):
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
        inside = words[first:at]
        marks, figures, labels = _numbers(body, words, range(first, at), days, language)
        content: dict[str, float] = {}
        for token in inside:
            share = MARK_SHARE * token.share if token.start in days or token.form in labels else token.share
            if share and share > content.get(token.form, 0):
                content[token.form] = share
        yield Sentence(
            text=number,
            place=place,
            start=span.start,
            end=span.end,
            forms=tuple(token.form for token in inside),
            content=content,
            own=frozenset(token.form for token in inside if token.own),
            marks=frozenset(marks),
            figures=frozenset(figures),
            names=frozenset(token.form for token in inside if token.name and token.share),
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
