"""How much a word of a request weighs: the more, the fewer requests of the case have it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from gapcheck.text.tokens import tokens

WEAK = 0.3
"""What a word weighs that names only who or what is concerned ("persons", "evidence"), or that stands everywhere."""
COMMON = 0.34
"""A word that stands in more than this share of a case's requests tells them apart no longer (six requests or more)."""


class Rarity:
    """In how many texts of a case's requests (`size`) each key stands; `common` keys stand in so many requests, what
    stands above them included, that they weigh no more than a weak word."""

    def __init__(self, counts: Mapping[str, int], size: int, common: frozenset[str] = frozenset()) -> None:
        self.size = size
        self._unseen = self._of(1)
        self.common = common
        self._weights = {name: WEAK if name in common else self._of(count) for name, count in counts.items()}

    def weight(self, name: str) -> float:
        return self._weights.get(name, self._unseen)

    def _of(self, count: int) -> float:
        return math.log(1 + self.size / count) / math.log(1 + max(self.size, 1))


def widespread(counts: Mapping[str, int], size: int) -> frozenset[str]:
    """The keys that stand in so many of `size` requests that they tell them apart no longer."""
    return frozenset(name for name, count in counts.items() if size >= 6 and count / size > COMMON)


def rarity(texts: Iterable[str], language: str) -> Rarity:
    """How rare each word is among the texts of a case's requests."""
    counts: Counter[str] = Counter()
    size = 0
    for text in texts:
        size += 1
        counts.update({token.key for token in tokens(text, language)})
    return Rarity(counts, size, widespread(counts, size))
