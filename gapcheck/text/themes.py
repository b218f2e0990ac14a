"""What all requests of a case are about, and one answer never speaks of.

A word that stands in a third of the requests tells them apart no longer, so it is no aspect (text/aspects.py). Where a
request names it and nothing that is answered to it does, the answer passes over the very subject of the case.
"""

from __future__ import annotations

from functools import lru_cache

from gapcheck.text.aspects import Part, Phrase
from gapcheck.text.clauses import unasked
from gapcheck.text.rarity import WEAK
from gapcheck.text.runs import shape
from gapcheck.text.synonyms import slots
from gapcheck.text.tokens import word_list


@lru_cache(maxsize=2048)
def themes(text: str, language: str, common: frozenset[str]) -> tuple[Phrase, ...]:
    """The phrases of a request that hold a word of `common` (keys of words), each word once: only that word counts for
    whether an answer speaks of it, its neighbours are shown."""
    weak = word_list(language, "aspect_weak")
    stream, _, runs = shape(text, language)
    idle = unasked(text, language)
    found: dict[str, Phrase] = {}
    for start, end in runs:
        for token in stream[start:end]:
            if any(first <= token.start < last for first, last in idle):
                continue
            if token.key in common and token.text.lower() not in weak and token.key not in found:
                first, last = stream[start].start, stream[end - 1].end
                part = Part(slots((token.key,), language)[0], WEAK)
                found[token.key] = Phrase(first, last, text[first:last], (part,), WEAK, firm=True)
    return tuple(found.values())
