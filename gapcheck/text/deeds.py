"""What a request asks to be done ("review", "train", "prosecute"), and whether a text has a word of it.

The verbs of asking are no aspects (text/aspects.py): most of them fit any request. Some name a deed that cannot be
answered without a word for it. They are the `deeds` of the lexicon, each with the words that ask for it and, far more
broadly, the words that tell of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from gapcheck.text.lexicon import alternation, lexicon, pattern
from gapcheck.text.openings import Opened
from gapcheck.text.spans import Span, sentences, words
from gapcheck.text.tokens import word_list

LONGEST = 9
"""So many words of a deed and its object are shown at most."""
MANNERS = ("unannounced", "for life", "in private", "named standard")
"""The deeds of the lexicon that are none, but a manner: their words make no aspects by themselves."""
STOP = re.compile(r"[,;:.()\[\]\"“”«»•●–—]|\s-\s|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed asked for: `text` stands at [start, end) of the request; `kind` is its name in the lexicon."""

    kind: str
    start: int
    end: int
    text: str


@lru_cache(maxsize=8)
def _patterns(language: str) -> Mapping[str, tuple[Opened, Opened]]:
    return {
        str(kind): (
            Opened(alternation(map(str, both.get("asked", ())))),
            Opened(alternation(map(str, both.get("told", ())))),
        )
        for kind, both in lexicon(language).get("deeds", {}).items()
    }


@lru_cache(maxsize=2048)
def deeds(text: str, language: str) -> tuple[Deed, ...]:
    """The deeds a request asks for with their objects, each kind once, in the order of the text. A capitalised word
    within a sentence is part of a name ("the Training Agency")."""
    found = []
    for kind, (asked, _) in _patterns(language).items():
        for match in asked.finditer(text):
            if match.group()[:1].isupper() and not _opens(text, match.start()):
                continue
            end = _object(text, match, language)
            start = match.start() if end > match.end() else _qualified(text, match, language)
            found.append(Deed(kind, start, end, text[start:end]))
            break
    return tuple(sorted(found, key=lambda deed: deed.start))


def manners(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Where a request says how or by when: what is told of it in any words, or not at all."""
    return tuple(match.span() for kind in MANNERS for match in _patterns(language)[kind][0].finditer(text))


def told(deed: Deed, text: str, language: str, near: frozenset[int] = frozenset()) -> bool:
    """True where `text` has a word that tells of the deed, done or not; where `near` holds numbers of sentences, in one
    of them."""
    found = _patterns(language)[deed.kind][1]
    if not near:
        return found.search(text) is not None
    spans = sentences(text, language)
    return any(found.search(spans[number].text) for number in near)


def _opens(text: str, place: int) -> bool:
    before = text[:place].rstrip()
    return not before or not (before[-1].isalnum() or before[-1] in "'’&,")


def _qualified(text: str, match: re.Match[str], language: str) -> int:
    """Where the words before a deed without an object begin that say which one: "annual clinical review"."""
    function, start = word_list(language, "aspect_function"), match.start()
    for before in reversed(words(text[: match.start()])[-2:]):
        if text[before.end : start].strip() or before.text.lower() in function:
            break
        start = before.start
    return start


def _object(text: str, match: re.Match[str], language: str) -> int:
    """Where the deed's object ends: at a mark, a conjunction, or after `LONGEST` words; no function word at the end."""
    stop = STOP.search(text, match.end())
    rest = text[match.end() : stop.start() if stop else len(text)]
    other = pattern(language, "deed_stops").search(rest)
    spans: tuple[Span, ...] = tuple(words(rest[: other.start()] if other else rest))[: LONGEST - 1]
    function = word_list(language, "aspect_function")
    while spans and spans[-1].text.lower() in function:
        spans = spans[:-1]
    return match.end() + (spans[-1].end if spans else 0)
