"""Ranks texts for a text: BM25, deterministic, no model.

A rank says which of several requests a passage reads most like an answer to. It never says that a request is
unanswered: no absolute score told right from wrong on the documents this was tried on.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import nsmallest
from typing import NamedTuple

from gapcheck.text.tokens import tokens, word_list

SATURATION = 1.2
LENGTH = 0.75
BEST = 3
"""k1 and b of BM25 at their customary values (Robertson and Zaragoza 2009); `BEST` documents are enough to tell a clear first from the next."""


class Ranked(NamedTuple):
    """`place` is the place of the document in the index; `shared` the keys it has in common with the query."""

    place: int
    score: float
    shared: tuple[str, ...]


class Index:
    """Documents to rank, as texts. Their order is kept; equal scores are ranked in that order."""

    def __init__(self, texts: Sequence[str], language: str) -> None:
        self.language = language
        self.keys = [Counter(self._keys(text)) for text in texts]
        sizes = [max(counts.total(), 1) for counts in self.keys]
        mean, total = sum(sizes) / max(len(sizes), 1), len(sizes)
        self.postings: dict[str, list[tuple[int, float]]] = {}
        for place, counts in enumerate(self.keys):
            longer = SATURATION * (1 - LENGTH + LENGTH * sizes[place] / mean)
            for name, count in counts.items():
                self.postings.setdefault(name, []).append((place, count * (SATURATION + 1) / (count + longer)))
        self.rarity = {
            name: math.log(1 + (total - len(places) + 0.5) / (len(places) + 0.5)) for name, places in self.postings.items()
        }  # fmt: skip

    def _keys(self, text: str) -> list[str]:
        empty = word_list(self.language, "aspect_function") | word_list(self.language, "aspect_generic")
        return [token.key for token in tokens(text, self.language) if token.text.lower() not in empty]

    def rank(self, query: str, places: Iterable[int] = ()) -> tuple[Ranked, ...]:
        """The `BEST` documents that share a word with the query and, of `places`, the best of those that do: best first.
        A word of the query counts once, however often a long answer says it."""
        wanted = sorted(set(self._keys(query)))
        scores: dict[int, float] = {}
        for name in wanted:
            rarity = self.rarity.get(name, 0.0)
            for place, weight in self.postings.get(name, ()):
                scores[place] = scores.get(place, 0.0) + rarity * weight

        def order(place: int) -> tuple[float, int]:
            return -scores[place], place

        own = nsmallest(1, (place for place in places if place in scores), key=order)
        chosen = dict.fromkeys((*nsmallest(BEST, scores, key=order), *own))
        return tuple(
            Ranked(place, scores[place], tuple(name for name in wanted if name in self.keys[place])) for place in chosen
        )
