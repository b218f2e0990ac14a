"""The sentences of the answers as sets of words, each word weighed by its rarity in the case.

Sets decide which sentences are read in full: of some thousand pairs of sentences a handful share words that carry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from math import fsum, log

from gapcheck.analysis.kept import per_case
from gapcheck.model import Case, Response
from gapcheck.text.spans import Span, base_language, sentences
from gapcheck.text.synonyms import names
from gapcheck.text.tokens import key, tokens, word_list

COMMON = 0.12
"""A word in more than this share of all sentences carries little, and so does a generic one ("measure", "support")."""
FEW = 30
"""Below so many sentences no share says that a word is common."""
LITTLE = 0.3
ALIKE = 6
"""Two words of one root ("registered", "registration") agree in so many letters."""


class Rarity:
    """What words are worth, from their counts in a number of sentences; `generic` ones carry nothing anywhere."""

    def __init__(self, counts: Mapping[str, int], size: int, generic: frozenset[str]) -> None:
        most = COMMON * size if size >= FEW else float("inf")
        self.light = generic.union(name for name, count in counts.items() if count > most)
        self._worth = {
            name: log(1 + size / count) * (LITTLE if name in self.light else 1.0) for name, count in counts.items()
        }
        self._unknown = log(1 + size)

    def carries(self, name: str) -> bool:
        return name not in self.light

    def weigh(self, found: Iterable[str]) -> float:
        """The weight of words together, the same in whatever order they come."""
        return fsum(self._worth.get(name) or self._unknown * (LITTLE if name in self.light else 1.0) for name in found)


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """One sentence of an answer or of another text (`response` None), with the names of its words."""

    span: Span
    names: frozenset[str]
    response: Response | None = None


@per_case
def answers_of(case: Case) -> Mapping[str, Sequence[Sentence]]:
    """The sentences of every answer by the response's id."""
    return {
        response.id: sentences_of(response.text, base_language(case.language), response) for response in case.responses
    }


@per_case
def rarity_of(case: Case) -> Rarity:
    """What words are worth among the sentences of the answers; the State and the subject, which every sentence may
    name, carry nothing."""
    language = base_language(case.language)
    pool = [sentence.names for told in answers_of(case).values() for sentence in told]
    titles = [case.recommendations.document.title, *([case.reply.document.title] if case.reply else [])]
    generic = frozenset(key(word, language) for word in word_list(language, "aspect_generic"))
    named = (names_of(title, language) for title in titles)
    return Rarity(Counter(chain.from_iterable(pool)), max(len(pool), 1), generic.union(*named))


@per_case
def _holding(case: Case) -> Mapping[str, Sequence[Sentence]]:
    """The sentences of the answers that hold each word that carries."""
    rarity = rarity_of(case)
    found: dict[str, list[Sentence]] = {}
    for told in answers_of(case).values():
        for sentence in told:
            for name in sentence.names - rarity.light:
                found.setdefault(name, []).append(sentence)
    return found


def sharing(case: Case, wanted: frozenset[str], least: int) -> list[Sentence]:
    """The sentences of all answers that share `least` words that carry with some others, in document order."""
    holding = _holding(case)
    counts: dict[int, int] = {}
    found: dict[int, Sentence] = {}
    for name in wanted:
        for sentence in holding.get(name, ()):
            place = id(sentence)
            counts[place] = counts.get(place, 0) + 1
            if counts[place] == least:
                found[place] = sentence
    order = {response.id: place for place, response in enumerate(case.responses)}
    return sorted(found.values(), key=lambda one: (order[one.response.id if one.response else ""], one.span.start))


def sentences_of(text: str, language: str, response: Response | None = None) -> list[Sentence]:
    """The sentences of a text with their words."""
    cut = zip(sentences(text, language), by_sentence(text, language), strict=True)
    return [Sentence(span, found, response) for span, found in cut]


def names_of(text: str, language: str) -> frozenset[str]:
    """The words of a text as they are compared, synonyms under one name, without function words and figures."""
    return frozenset[str]().union(*by_sentence(text, language))


def by_sentence(text: str, language: str) -> list[frozenset[str]]:
    """The same for each of its sentences."""
    known = _told(language)
    kept: list[list[str]] = [[] for _ in sentences(text, language)]
    for token in tokens(text, language):
        if known[token.text]:
            kept[token.sentence].append(token.key)
    return [frozenset(names(tuple(keys), language)) for keys in kept]


class _Told(dict[str, bool]):
    """Whether a word as it is written says anything by itself; asked of each word once."""

    def __init__(self, idle: frozenset[str]) -> None:
        self.idle = idle

    def __missing__(self, word: str) -> bool:
        self[word] = told = len(word) > 2 and not word.isdigit() and word.lower() not in self.idle
        return told


@lru_cache(maxsize=16)
def _told(language: str) -> _Told:
    return _Told(word_list(language, "aspect_function"))
