"""Phrases by their keys, and what says the same: synonyms, cut into the parts that have them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from gapcheck.text.lexicon import lexicon
from gapcheck.text.spans import base_language, words
from gapcheck.text.tokens import keys_of, pieces, word_list

Keys = tuple[str, ...]


@lru_cache(maxsize=2048)
def phrase_keys(phrase: str, language: str) -> Keys:
    """The keys of a phrase without its function words; all of them where it has no others."""
    return _phrase_keys(phrase, language, word_list(language, "aspect_function"))


@lru_cache(maxsize=2048)
def term_keys(phrase: str, language: str) -> Keys:
    """The same for a term that a person wrote: "before the interview" is more than "interview"."""
    telling = word_list(language, "term_function")
    whole = _phrase_keys(phrase, language, word_list(language, "aspect_function") - telling)
    return whole if len(whole) > 1 else phrase_keys(phrase, language)


def _phrase_keys(phrase: str, language: str, function: frozenset[str]) -> Keys:
    language = base_language(language)
    known = keys_of(language)
    parts = [piece for word in words(phrase) for piece in pieces(word, language)]
    keys = [known[piece.text] for piece in parts if piece.text.lower() not in function]
    return tuple(keys or [known[piece.text] for piece in parts])


@lru_cache(maxsize=32)
def _synonyms(language: str) -> Mapping[Keys, frozenset[Keys]]:
    found: dict[Keys, set[Keys]] = {}
    for group in lexicon(language).get("synonyms", ()):
        phrases = [phrase_keys(str(phrase), language) for phrase in group]
        for phrase in phrases:
            found.setdefault(phrase, set()).update(phrases)
    return {phrase: frozenset(others) for phrase, others in found.items()}


@lru_cache(maxsize=32)
def _heads(language: str) -> frozenset[str]:
    """The first keys of the phrases of more than one word that have synonyms."""
    return frozenset(phrase[0] for phrase in _synonyms(language) if len(phrase) > 1)


def known_phrases(language: str) -> frozenset[Keys]:
    """The phrases of more than one word that have synonyms."""
    return frozenset(phrase for phrase in _synonyms(base_language(language)) if len(phrase) > 1)


def alternatives(keys: Keys, language: str) -> frozenset[Keys]:
    """A phrase and everything that says the same, as keys."""
    return _alternatives(keys, base_language(language))


@lru_cache(maxsize=1 << 14)
def _alternatives(keys: Keys, language: str) -> frozenset[Keys]:
    return _synonyms(language).get(keys, frozenset()) | {keys}


@lru_cache(maxsize=2048)
def slots(keys: Keys, language: str) -> tuple[frozenset[Keys], ...]:
    """A phrase cut into the parts that have synonyms of their own, longest first ("non-governmental organisation" is
    one part), each with its alternatives."""
    language = base_language(language)
    known, heads = _synonyms(language), _heads(language)
    found: list[frozenset[Keys]] = []
    at = 0
    while at < len(keys):
        size = 1
        if keys[at] in heads:
            size = next((size for size in range(min(4, len(keys) - at), 1, -1) if keys[at : at + size] in known), 1)
        found.append(_alternatives(keys[at : at + size], language))
        at += size
    return tuple(found)


def names(keys: Keys, language: str) -> list[str]:
    """The parts of a phrase (see `slots`), each under the one name that all its synonyms have."""
    named, heads = _named_parts(language), _heads(language)
    found: list[str] = []
    at = 0
    while at < len(keys):
        name, size = named.get(keys[at : at + 1], keys[at]), 1
        if keys[at] in heads:
            for longer in range(min(4, len(keys) - at), 1, -1):
                if keys[at : at + longer] in named:
                    name, size = named[keys[at : at + longer]], longer
                    break
        found.append(name)
        at += size
    return found


@lru_cache(maxsize=32)
def _named_parts(language: str) -> Mapping[Keys, str]:
    """The name of each phrase that has synonyms."""
    return {part: "+".join(min(same)) for part, same in _synonyms(language).items()}


@lru_cache(maxsize=32)
def shared_names(language: str) -> frozenset[str]:
    """The names that stand for several words."""
    return frozenset(_named_parts(base_language(language)).values())
