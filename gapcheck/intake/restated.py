"""How much of a passage stands in another text, whatever else that text says: runs of two words they share."""

from __future__ import annotations

from itertools import pairwise

from gapcheck.text.spans import stems


def runs(text: str, language: str = "en") -> frozenset[tuple[str, str]]:
    """The pairs of neighbouring words of a text, by their stems."""
    return frozenset(pairwise(stems(text, language)))


def share(part: frozenset[tuple[str, str]], whole: frozenset[tuple[str, str]]) -> float:
    """How much of `part` stands in `whole` (0–100); 0 where `part` has no two words."""
    return 100.0 * len(part & whole) / len(part) if part else 0.0
