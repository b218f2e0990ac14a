"""The words of a text as they are compared: in parts, by their keys, with their sentence and the name they belong to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from gapcheck.text.lexicon import entries
from gapcheck.text.spans import WORD, Span, base_language, sentences, stem

MOST_WORDS = 1 << 16
"""So many different words are remembered at once."""
PARTS = re.compile(r"[^-‑]+")


class Token(NamedTuple):
    """One word or part of a hyphenated word: `key` is what it is compared by, `name` the number of the capitalised
    name of an institution it belongs to (0 for none), `sentence` the number of its sentence."""

    start: int
    end: int
    text: str
    key: str
    sentence: int = 0
    name: int = 0


def word_list(language: str, group: str) -> frozenset[str]:
    """The single words of a group whose entries hold several words each."""
    return _word_list(base_language(language), group)


@lru_cache(maxsize=128)
def _word_list(language: str, group: str) -> frozenset[str]:
    return frozenset(word for entry in entries(language, group) for word in entry.split())


class _Keys(dict[str, str]):
    """The keys of the words of one language, each worked out once."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.apart = {
            word: f"={group[0]}" for group in map(str.split, entries(language, "stem_apart")) for word in group
        }

    def __missing__(self, word: str) -> str:
        if len(self) > MOST_WORDS:
            self.clear()
        if len(word) > 2 and word[-1] == "s" and word[:-1].isupper():  # the plural of an acronym
            found = stem(word[:-1], self.language)
        else:
            found = self.apart.get(word.lower()) or stem(word, self.language)
        self[word] = found
        return found


@lru_cache(maxsize=32)
def keys_of(language: str) -> Mapping[str, str]:
    """The key of any word, by the word, of a base language."""
    return _Keys(language)


def key(word: str, language: str) -> str:
    """The stem of a word, but for words that a stemmer throws together with others of another meaning."""
    return keys_of(base_language(language))[word]


def pieces(word: Span, language: str) -> list[Span]:
    """The parts of one written word: without an elided article, a hyphenated word in parts unless the first is a
    prefix ("co-operation" is one word, "face-to-face" is three)."""
    start, text = word.start, word.text
    if text.isalnum():
        return [word]
    elisions = word_list(language, "elisions")
    while elisions and (cut := re.match(r"(\w+)[’']", text)) and cut.group(1).lower() in elisions:
        start, text = start + cut.end(), text[cut.end() :]
    parts = list(PARTS.finditer(text))
    prefixes = word_list(language, "prefixes")
    found: list[Span] = []
    at = 0
    while at < len(parts):
        last = at
        while last + 1 < len(parts) and parts[last].group().lower() in prefixes:
            last += 1
        found.append(Span(start + parts[at].start(), start + parts[last].end(),
                          "".join(part.group() for part in parts[at : last + 1])))  # fmt: skip
        at = last + 1
    return found


@lru_cache(maxsize=1024)
def tokens(text: str, language: str) -> tuple[Token, ...]:
    """The words of `text` as they are compared."""
    language = base_language(language)
    keys, make = keys_of(language), partial(tuple.__new__, Token)  # half the time of naming each field
    bounds = iter((*(sentence.end for sentence in sentences(text, language)[:-1]), len(text) + 1))
    found: list[Token] = []
    bound, number = next(bounds), 0
    for match in WORD.finditer(text):
        start, word = match.start(), match.group()
        while start >= bound:
            bound, number = next(bounds), number + 1
        if word.isalnum():
            found.append(make((start, match.end(), word, keys[word], number, 0)))
            continue
        for begin, end, piece in pieces(Span(start, match.end(), word), language):
            found.append(make((begin, end, piece, keys[piece], number, 0)))
    return _named(text, found, language)


def _named(text: str, found: Sequence[Token], language: str) -> tuple[Token, ...]:
    """Numbers the capitalised runs that name an institution: "Ministry of Internal Affairs" speaks of nothing internal."""
    institution = word_list(language, "institution")
    function = word_list(language, "aspect_function")
    out, at, number = list(found), 0, 0
    while at < len(found):
        if not found[at].text[0].isupper():
            at += 1
            continue
        last, ahead = at, at + 1
        while ahead < len(found):
            gap = text[found[ahead - 1].end : found[ahead].start]
            if gap.strip("\n \t-‑") or found[ahead - 1].text.endswith(("'s", "’s")):
                break
            if found[ahead].text[0].isupper():
                last = ahead
            elif found[ahead].text not in function:
                break
            ahead += 1
        run = found[at : last + 1]
        if last > at and any(token.text in institution for token in run):
            number += 1
            for place in range(at, last + 1):
                token = found[place]
                out[place] = Token(token.start, token.end, token.text, token.key, token.sentence, number)
        at = last + 1
    return tuple(out)
