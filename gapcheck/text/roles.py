"""What each word does in a request: function word, verb of asking, generic word, number, or content.

There is no tagger: word lists of the lexicon, the place of a word and its neighbours decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from gapcheck.text.spans import stem
from gapcheck.text.synonyms import known_phrases
from gapcheck.text.tokens import Token, word_list

# What a word does in a request.
FUNCTION, VERB, GENERIC, NUMBER, CONTENT = "F", "V", "G", "N", "C"
BREAK = re.compile(r"[,;:.()\[\]\"“”«»/•●▪✓–—]|\s-\s|\n")


@lru_cache(maxsize=64)
def _sorts(language: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Function words, verbs as written, stems of verbs."""
    verbs = frozenset(word.replace("-", "") for word in word_list(language, "aspect_verbs"))
    return word_list(language, "aspect_function"), verbs, frozenset(stem(verb, language) for verb in verbs)


def verb_stems(language: str) -> frozenset[str]:
    """The stems of the verbs of asking."""
    return _sorts(language)[2]


def classes_of(text: str, stream: Sequence[Token], language: str) -> list[str]:
    """What each word does, as one letter."""
    function, verbs, verb_stems = _sorts(language)
    generic = word_list(language, "aspect_generic")
    adverbs = tuple(word_list(language, "aspect_adverb_endings"))
    gerunds = tuple(word_list(language, "aspect_gerunds"))
    no_adverbs = word_list(language, "aspect_not_adverbs")
    modals = word_list(language, "aspect_modals")
    verb_openers = word_list(language, "aspect_verb_openers")
    nominal = word_list(language, "aspect_noun_openers")
    openers = verb_openers | nominal | modals
    commanded = not any(token.text.lower() in modals for token in stream)
    found: list[str] = []
    for number, token in enumerate(stream):
        word = token.text.lower()
        before = stream[number - 1].text.lower() if number else ""
        opens = not number or bool(BREAK.search(text[stream[number - 1].end : token.start])) or before in openers
        opens = opens or found[-1] == VERB or (bool(adverbs) and found[-1] == GENERIC and before.endswith(adverbs))
        if any(char.isdigit() for char in word) or len(word) < 2:
            found.append(NUMBER)
        elif word in function:
            found.append(FUNCTION)
        elif (
            (number == 0 and commanded)
            or before in modals
            or (
                (word in verbs or word.removeprefix("re") in verbs)
                and before not in nominal
                and (opens or not verb_openers)
            )
            or (opens and gerunds and word.endswith(gerunds) and stem(word, language) in verb_stems)
        ):
            found.append(VERB)
        elif word in generic or (adverbs and word.endswith(adverbs) and word not in no_adverbs):
            found.append(GENERIC)
        else:
            found.append(CONTENT)
    for place in _instruments(text, stream, language):
        found[place] = GENERIC if found[place] in (CONTENT, VERB) else found[place]
    return _kept_whole(text, stream, found, language)


def _instruments(text: str, stream: Sequence[Token], language: str) -> list[int]:
    """The words of names such as "Council of Europe Convention on …": a reply calls it "the Convention"."""
    telling, function = word_list(language, "instrument"), word_list(language, "aspect_function")
    found: list[int] = []
    run: list[int] = []
    for place in range(len(stream) + 1):
        token = stream[place] if place < len(stream) else None
        joined = bool(run) and token is not None and not BREAK.search(text[stream[place - 1].end : token.start])
        if token is not None and token.text[:1].isupper() and (joined or not run):
            run.append(place)
        elif not (joined and token is not None and token.text in function):
            if len(run) > 1 and any(stream[number].text in telling for number in run):
                found += [number for number in run if number or stream[number].text in telling]
            run = [place] if token is not None and token.text[:1].isupper() else []
    return found


def _kept_whole(text: str, stream: Sequence[Token], classes: list[str], language: str) -> list[str]:
    """Phrases that have synonyms are content whatever their words are alone ("law enforcement", "civil society")."""
    known = known_phrases(language)
    for first in range(len(stream)):
        for size in (2, 3):
            run = stream[first : first + size]
            gaps = [text[one.end : other.start] for one, other in pairwise(run)]
            if tuple(token.key for token in run) in known and not any(BREAK.search(gap) for gap in gaps):
                classes[first : first + size] = [CONTENT] * size
    return classes
