"""The words of a language as the search for repeats reads them, from its lexicon: function words, labels, numbers, words
used for one another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from gapcheck.text.lexicon import entries
from gapcheck.text.spans import base_language, stem

THOUSANDS = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f]\d{3})+")
ROOT = 7
"""Stems are cut to this length, so that the forms a stemmer keeps apart (identif-, identifi-) meet."""


@dataclass(frozen=True, slots=True)
class Words:
    """The function words of a language, the words that open a number's label, spelled numbers, words used alike."""

    stop: frozenset[str]
    labels: frozenset[str]
    numbers: dict[str, str]
    alike: dict[str, str]
    capitals: bool


@lru_cache(maxsize=8)
def vocabulary(language: str) -> Words:
    """The words of one language, from its lexicon."""
    alike: dict[str, str] = {}
    for line in entries(language, "alike"):
        group = [root(word, language) for word in line.split()]
        for word in group:
            alike.setdefault(word, group[0])
    labels = {
        re.split(r"[.(\s]", entry)[0].lower() for entry in entries(language, "number_labels") if entry[:3] != "re:"
    }
    return Words(
        stop=frozenset(word.lower() for word in entries(language, "stopwords")),
        labels=frozenset(labels - {""}) | frozenset(label + "s" for label in labels if label),
        numbers={str(word): str(value) for word, _, value in (e.partition(" ") for e in entries(language, "numerals"))},
        alike=alike,
        capitals=base_language(language) not in ("de", "lb"),  # there every noun has a capital
    )


@lru_cache(maxsize=1 << 16)
def root(word: str, language: str) -> str:
    """The stem of `word`, cut to `ROOT` letters."""
    return stem(word, language)[:ROOT]


@lru_cache(maxsize=1 << 16)
def fold(word: str, language: str) -> str:
    """What `word` counts as: a plain number, or the root of its stem, or of the word it is used alike with."""
    if word[0].isdigit():
        return re.sub(r"\D", "", word) if THOUSANDS.fullmatch(word) else word.replace(",", ".").lstrip("0") or "0"
    known = vocabulary(language)
    lower = word.lower().replace("’", "'")
    if "'" in lower:  # l'État, d'une; the possessive of English is the stemmer's business
        head, _, tail = lower.partition("'")
        lower = tail if len(head) <= 2 and len(tail) > 1 else lower
    if lower in known.numbers:
        return known.numbers[lower]
    cut = root(lower, language)
    return known.alike.get(cut, cut)
