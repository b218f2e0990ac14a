"""Spans, sentences and words with their places in the text. All offsets are character offsets, end exclusive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial
from itertools import pairwise
from typing import NamedTuple

import sentencex
import Stemmer

WORD = re.compile(r"[^\W_]+(?:[’'‑-][^\W_]+)*")
STEMMERS = {
    "en": "english", "fr": "french", "es": "spanish", "de": "german", "it": "italian", "pt": "portuguese",
    "ru": "russian", "nl": "dutch", "sv": "swedish", "da": "danish", "no": "norwegian", "fi": "finnish",
    "ro": "romanian", "hu": "hungarian", "tr": "turkish", "ar": "arabic", "el": "greek", "pl": "polish",
}  # fmt: skip


class Span(NamedTuple):
    """`text` stands at [start, end) of the text it was taken from. A tuple: a case has tens of thousands of them."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=64)
def base_language(language: str) -> str:
    """ "en" for "en-GB"; "en" for ""."""
    return (language or "en").split("-")[0].lower()


@lru_cache(maxsize=2048)
def sentences(text: str, language: str = "en") -> tuple[Span, ...]:
    """The sentences of `text` in order, white space trimmed, none empty; a line break in a list ends one too."""
    found = []
    for start, end in _boundaries(text, base_language(language)):
        whole = text[start:end]
        if "\n" not in whole.strip():
            start += len(whole) - len(whole.lstrip())
            found += [Span(start, start + len(kept), kept) for kept in (whole.strip(),) if kept]
            continue
        for piece in _LINES.finditer(whole):
            found.append(Span(start + piece.start(), start + piece.end(), piece.group()))
    return tuple(found)


_LINES = re.compile(r"\S.*?(?=\s*(?:\n\s*\n|\n\s*[-•●✓▪*]\s|\Z))", re.DOTALL)
LONG = 1500
"""No sentence of an official text is longer (1,463 characters is the longest seen): what is, the segmenter kept in one
piece for a list mark or a reference such as "4a)" in it."""
_SHORT = re.compile(r"(?<!\w)(?:recs?|paras?|arts?|nos?|nrs?|núms?|párrs?|secs?|figs?|pp?)\.\s*$", re.IGNORECASE)
_MARK = r"(?:[-•●✓▪◦*]|\(\w{1,4}\))\s"
_ITEM = re.compile(rf"\s*(?:{_MARK}\s*)+")
_NEXT_ITEM = re.compile(rf"\n(?=\s*{_MARK})")
_STOP = re.compile(r"[.!?][”’\"')\]]{0,2}\s+(?=[^\W\d_])")


def _boundaries(text: str, language: str) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = []
    for start, end in _segments(text, 0, language):
        if places and text[start].isdigit() and _SHORT.search(text, places[-1][0], places[-1][1]):
            places[-1] = (places[-1][0], end)  # "See Rec. 71": the segmenter takes the shortened word for an end
        elif _ITEM.match(text, start, end):
            places += _items(text, start, end, language)
        else:
            places.append((start, end))
    return places


def _segments(text: str, first: int, language: str) -> Iterator[tuple[int, int]]:
    """What the segmenter takes for sentences of `text`, as places moved by `first`. A piece it altered is passed over:
    its words stand together up to the next piece that is found. A piece over `LONG` is cut at the stop nearest to its
    middle, and both halves are read anew."""
    at = 0
    for piece in (*sentencex.segment(language, text), ""):
        start = text.find(piece, at) if piece else len(text)
        if start < 0:
            continue
        for low, high in ((at, start), (start, start + len(piece))):
            if not text[low:high].strip():
                continue
            stops = [stop.end() for stop in _STOP.finditer(text, low, high)] if high - low > LONG else []
            if stops:
                cut = min(stops, key=lambda stop: abs(2 * stop - low - high))
                yield from _segments(text[low:cut], first + low, language)
                yield from _segments(text[cut:high], first + cut, language)
            else:
                yield first + low, first + high
        at = start + len(piece)


def _items(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    """The sentences of list items, each with its mark: the segmenter leaves everything behind a mark in one piece."""
    cuts = [start, *(cut.end() for cut in _NEXT_ITEM.finditer(text, start, end)), end]
    for low, high in pairwise(cuts):
        mark = _ITEM.match(text, low, high)
        opening = mark.end() if mark and mark.end() < high else low
        for first, last in _segments(text[opening:high], opening, language):
            yield (low if first == opening else first), last


@lru_cache(maxsize=2048)
def words(text: str) -> tuple[Span, ...]:
    """The words of `text`, as written; a hyphenated word and one with an apostrophe are one word."""
    make = partial(tuple.__new__, Span)  # half the time of naming each field
    return tuple([make((match.start(), match.end(), match.group())) for match in WORD.finditer(text)])


def spelled(text: str) -> list[str]:
    """The same words without their places."""
    return WORD.findall(text)


def count_words(text: str) -> int:
    """The number of words as a word processor counts them: runs of non-space with a letter or digit in them."""
    return sum(any(char.isalnum() for char in run) for run in text.split())


@lru_cache(maxsize=1 << 16)
def stem(word: str, language: str = "en") -> str:
    """The stem of one word, lower-cased, spelling variants folded (labour/labor, -ise/-ize); the word itself where
    the language has no stemmer."""
    folded = word.lower().replace("’", "'").removesuffix("'s")
    language = base_language(language)
    if language == "en":
        folded = _american(folded)
    name = STEMMERS.get(language)
    return _stemmer(name).stemWord(folded) if name else folded


@lru_cache(maxsize=8)
def _stemmer(name: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(name)


_SPELLING = (
    (re.compile(r"^(lab|behavi|col|fav|hon|hum|neighb|rum|harb|endeav|sav|vap|vig|arm|rig|parl|cand|clam|flav|glam|od|splend|sucr|tum|val)our"), r"\1or"),
    (re.compile(r"(?<=[a-z]{3})is(e|es|ed|ing|ation|ations|er|ers)$"), r"iz\1"),
    (re.compile(r"(?<=[a-z]{3})ys(e|es|ed|ing)$"), r"yz\1"),
    (re.compile(r"programme"), "program"),
    (re.compile(r"^(cent|theat|met|fib)re(s?)$"), r"\1er\2"),
    (re.compile(r"^(de|of)fence"), r"\1fense"),
    (re.compile(r"ll(ed|ing|er|ers)$"), r"l\1"),
)  # fmt: skip
_SPELLED = re.compile("|".join(pattern.pattern for pattern, _ in _SPELLING))


def _american(word: str) -> str:
    if not _SPELLED.search(word):
        return word
    for pattern, replacement in _SPELLING:
        word = pattern.sub(replacement, word)
    return word


@lru_cache(maxsize=2048)
def stems(text: str, language: str = "en") -> tuple[str, ...]:
    """The stems of the words of `text`, in order."""
    return tuple(stem(word, language) for word in spelled(text))
