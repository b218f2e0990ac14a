"""Whether a text speaks of a derived aspect: its words or their synonyms, an acronym or what it is short for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from gapcheck.text.aspects import Part, Phrase, Touch
from gapcheck.text.mentions import occurrences
from gapcheck.text.rarity import WEAK
from gapcheck.text.tokens import tokens, word_list


def touched(phrase: Phrase, text: str, language: str) -> Touch:
    """Whether `text` speaks of a derived aspect. MISSING needs more than half of the phrase's weight to occur nowhere
    in the text (an institution's name is no occurrence, unless it holds the rest of the phrase as well), or for a question that no
    sentence of the text holds half of it."""
    stream = tokens(text, language)
    whole = sum(part.weight for part in phrase.parts)
    gone, held = 0.0, []
    near: dict[int, float] = defaultdict(float)  # the weight that each sentence holds
    for part in phrase.parts:
        spots = occurrences(part.choices, text, language)
        if len(phrase.parts) > 1:
            spots = tuple(
                spot for spot in spots if spot[1] - spot[0] > 1 or not stream[spot[0]].name
            ) or _in_full_names(phrase, spots, text, language)
        if not spots and (_spelled_out(phrase, part, text, language) or _akin(phrase, part, text, language)):
            continue
        if spots:
            held.append({stream[start].sentence for start, _ in spots})
            for sentence in held[-1]:
                near[sentence] += part.weight
        else:
            gone += part.weight
    if gone > whole / 2 + 1e-9 or (phrase.whole and max(near.values(), default=0.0) < whole / 2 - 1e-9):
        return Touch.MISSING
    together = not gone and set.intersection(*held) if held else set()
    return Touch.PRESENT if together or (not gone and len(held) == 1) else Touch.UNSURE


def speaking(phrases: Iterable[Phrase], text: str, language: str) -> frozenset[int]:
    """The numbers of the sentences of `text` that hold a weighty part of any of the phrases."""
    stream = tokens(text, language)
    choices = {part.choices for phrase in phrases for part in phrase.parts if part.weight > WEAK}
    return frozenset(stream[start].sentence for each in choices for start, _ in occurrences(each, text, language))


ROOT = 4
"""Two words of one root share so many letters at least, but for `TAIL` of each."""
TAIL = 2


def _akin(phrase: Phrase, part: Part, text: str, language: str) -> bool:
    """True where the only word of a phrase shares its root with a word of the text: "closure", "was closed"."""
    if len(phrase.parts) > 1 or phrase.whole:
        return False
    own = {token.key for token in tokens(phrase.text, language)}
    names = {keys[0] for keys in part.choices if len(keys) == 1 and keys[0] in own}
    return any(_root(name, other) for name in names for other in _opened(text, language).get(name[:ROOT], ()))


def _root(one: str, other: str) -> bool:
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return shared >= ROOT and max(len(one), len(other)) - shared <= TAIL and min(len(one), len(other)) - shared < TAIL


@lru_cache(maxsize=1024)
def _opened(text: str, language: str) -> dict[str, frozenset[str]]:
    """The words of a text by their first letters."""
    found: dict[str, set[str]] = defaultdict(set)
    empty = word_list(language, "aspect_generic") | word_list(language, "aspect_function")
    for token in tokens(text, language):
        if token.text.lower() not in empty:
            found[token.key[:ROOT]].add(token.key)
    return {opening: frozenset(keys) for opening, keys in found.items()}


ACRONYM = re.compile(r"\b[A-Z]{3,8}\b")


def _spelled_out(phrase: Phrase, part: Part, text: str, language: str) -> bool:
    """True where a part is an acronym and the text spells it out: "ILO", "International Labour Organisation"."""
    names = {keys[0] for keys in part.choices if len(keys) == 1}
    return any(word.lower() in names and word in initials(text, language) for word in ACRONYM.findall(phrase.text))


@lru_cache(maxsize=1024)
def initials(text: str, language: str) -> frozenset[str]:
    """What the capitalised runs of a text are short for, small words left out: three to eight initials in a row."""
    function = word_list(language, "aspect_function")
    found: set[str] = set()
    run = ""
    last = 0
    for token in (*tokens(text, language), None):
        if token is not None and not text[last : token.start].strip(" \n-‑&") and token.text in function:
            last = token.end
            continue
        if token is None or not token.text[:1].isupper() or text[last : token.start].strip(" \n-‑&"):
            found.update(run[at : at + size] for size in range(3, 9) for at in range(len(run) - size + 1))
            run = ""
        if token is not None:
            run += token.text[0] if token.text[:1].isupper() else ""
            last = token.end
    return frozenset(found)


def _in_full_names(
    phrase: Phrase, spots: tuple[tuple[int, int], ...], text: str, language: str
) -> tuple[tuple[int, int], ...]:
    stream = tokens(text, language)
    others = [{stream[start].name for start, _ in occurrences(part.choices, text, language)} for part in phrase.parts]
    return tuple(spot for spot in spots if sum(stream[spot[0]].name in names for names in others) > 1)
