"""The runs of content words of a request: what stands between function words, verbs of asking and generic words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from gapcheck.text.lexicon import entries
from gapcheck.text.roles import BREAK, CONTENT, VERB, classes_of
from gapcheck.text.spans import base_language
from gapcheck.text.tokens import Token, tokens, word_list

JOINING = frozenset(("and", "or", "et", "ou", "y", "o"))
ASIDE = re.compile(r"\(((?:[^()]|\([^()]*\))*)\)")
"""What stands in brackets, one pair within included."""


def _asides(text: str, language: str) -> list[tuple[int, int]]:
    """Brackets that say nothing of what is asked: a cited paragraph, an acronym, the States that asked."""
    function = word_list(language, "aspect_function")
    out = []
    for aside in ASIDE.finditer(text):
        inner = [word for word in re.findall(r"\w+", aside.group(1)) if word.lower() not in function]
        if (
            aside.group(1).lower().startswith(tuple(f"{word} " for word in word_list(language, "aside_openers")))
            or all(word[:1].isupper() or word[:1].isdigit() for word in inner[:1] + inner[-1:])
            or re.search(r"\d", aside[1])
        ):
            out.append(aside.span())
    return out


def _runs(text: str, stream: Sequence[Token], classes: Sequence[str], language: str) -> list[tuple[int, int]]:
    """Runs of content words: pairs of token numbers, the second exclusive."""
    links = {tuple(entry.split()) for entry in _links(language)}
    asides = _asides(text, language)
    hidden = [any(start <= token.start < end for start, end in asides) for token in stream]
    gerunds = tuple(word_list(language, "aspect_gerunds"))
    found, at = [], 0
    while at < len(stream):
        if classes[at] != CONTENT or hidden[at]:
            at += 1
            continue
        end, skip = at + 1, 0
        while end < len(stream):
            if BREAK.search(text[stream[end - 1].end : stream[end].start]):
                break
            if classes[end] == CONTENT:
                if gerunds and stream[end].text.endswith(gerunds) and classes[end + 1 : end + 2] == [CONTENT]:
                    skip = 1
                    break
                end += 1
            elif end - at > 1 and end + 1 < len(stream) and classes[end + 1] in (CONTENT, VERB) and any(
                stream[end - 1].text.endswith(ending) and stream[end].text.lower() == word for ending, word in links
            ):  # fmt: skip
                end += 2
            else:
                break
        found.append((at, end))
        at = end + skip
    return found


@lru_cache(maxsize=32)
def _links(language: str) -> tuple[str, ...]:
    return entries(base_language(language), "aspect_links")


@lru_cache(maxsize=2048)
def shape(text: str, language: str) -> tuple[tuple[Token, ...], tuple[str, ...], tuple[tuple[int, int], ...]]:
    """The words of a request, what each does, and the runs of content words: pairs of word numbers, the end exclusive."""
    stream = tokens(text, language)
    classes = classes_of(text, stream, language)
    return stream, tuple(classes), tuple(_runs(text, stream, classes, language))
