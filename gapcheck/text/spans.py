"""Spans, sentences and words with their places in the text. All offsets are character offsets, end exclusive."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import sentencex
import Stemmer

WORD = re.compile(r"[^\W_]+(?:[’'‑-][^\W_]+)*")
STEMMERS = {
    "en": "english", "fr": "french", "es": "spanish", "de": "german", "it": "italian", "pt": "portuguese",
    "ru": "russian", "nl": "dutch", "sv": "swedish", "da": "danish", "no": "norwegian", "fi": "finnish",
    "ro": "romanian", "hu": "hungarian", "tr": "turkish", "ar": "arabic", "el": "greek", "pl": "polish",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """`text` stands at [start, end) of the text it was taken from."""

    start: int
    end: int
    text: str


def base_language(language: str) -> str:
    """ "en" for "en-GB"; "en" for ""."""
    return (language or "en").split("-")[0].lower()


@lru_cache(maxsize=8192)
def sentences(text: str, language: str = "en") -> tuple[Span, ...]:
    """The sentences of `text` in order, white space trimmed, none empty; a line break in a list ends one too."""
    found = []
    for start, end in _boundaries(text, base_language(language)):
        for piece in re.finditer(r"\S.*?(?=\s*(?:\n\s*\n|\n\s*[-•●✓▪*]\s|\Z))", text[start:end], re.DOTALL):
            found.append(Span(start + piece.start(), start + piece.end(), piece.group()))
    return tuple(found)


_SHORT = re.compile(r"(?<!\w)(?:recs?|paras?|arts?|nos?|nrs?|núms?|párrs?|secs?|figs?|pp?)\.\s*$", re.IGNORECASE)


def _boundaries(text: str, language: str) -> list[tuple[int, int]]:
    places, at = [], 0
    for piece in sentencex.segment(language, text):
        start = text.find(piece, at)
        if start < 0:  # the segmenter changed the text: keep the rest whole
            break
        at = start + len(piece)
        if places and piece[:1].isdigit() and _SHORT.search(text, places[-1][0], places[-1][1]):
            places[-1] = (places[-1][0], at)  # "See Rec. 71": the segmenter takes the shortened word for an end
        else:
            places.append((start, at))
    if text[at:].strip():
        places.append((at, len(text)))
    return places


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[Span, ...]:
    """The words of `text`, as written; a hyphenated word and one with an apostrophe are one word."""
    return tuple(Span(match.start(), match.end(), match.group()) for match in WORD.finditer(text))


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


def _american(word: str) -> str:
    for pattern, replacement in _SPELLING:
        word = pattern.sub(replacement, word)
    return word


@lru_cache(maxsize=8192)
def stems(text: str, language: str = "en") -> tuple[str, ...]:
    """The stems of the words of `text`, in order."""
    return tuple(stem(word.text, language) for word in words(text))
