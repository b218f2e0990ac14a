"""Ranks texts for a text: BM25, deterministic, no model.

A rank says which of several requests a passage reads most like an answer to. It never says that a request is
unanswered: no absolute score told right from wrong on the documents this was tried on.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gapcheck.text.mentions import tokens, word_list

SATURATION = 1.2
LENGTH = 0.75
"""k1 and b of BM25 at their customary values (Robertson and Zaragoza 2009)."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """`place` is the place of the document in the index; `shared` the keys it has in common with the query."""

    place: int
    score: float
    shared: tuple[str, ...]


class Index:
    """Documents to rank, as texts. Their order is kept; equal scores are ranked in that order."""

    def __init__(self, texts: Sequence[str], language: str) -> None:
        self.language = language
        self.counts = [Counter(self._keys(text)) for text in texts]
        self.sizes = [max(counts.total(), 1) for counts in self.counts]
        self.mean = sum(self.sizes) / max(len(self.sizes), 1)
        holding = Counter(name for counts in self.counts for name in counts)
        total = len(self.counts)
        self.rarity = {
            name: math.log(1 + (total - count + 0.5) / (count + 0.5)) for name, count in holding.items()
        }  # fmt: skip

    def _keys(self, text: str) -> list[str]:
        empty = word_list(self.language, "aspect_function") | word_list(self.language, "aspect_generic")
        return [token.key for token in tokens(text, self.language) if token.text.lower() not in empty]

    def rank(self, query: str) -> tuple[Ranked, ...]:
        """Every document, best first. A word of the query counts once, however often a long answer says it."""
        wanted = sorted(set(self._keys(query)))
        scored = []
        for place, counts in enumerate(self.counts):
            shared = tuple(name for name in wanted if name in counts)
            longer = 1 - LENGTH + LENGTH * self.sizes[place] / self.mean
            score = sum(
                self.rarity[name] * counts[name] * (SATURATION + 1) / (counts[name] + SATURATION * longer)
                for name in shared
            )
            scored.append(Ranked(place, score, shared))
        return tuple(sorted(scored, key=lambda ranked: (-ranked.score, ranked.place)))
