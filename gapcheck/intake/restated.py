"""How much of a passage stands in another text, whatever else that text says: runs of two words they share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import islice, pairwise

from gapcheck.text.spans import stems


def runs(text: str, language: str = "en") -> frozenset[tuple[str, str]]:
    """The pairs of neighbouring words of a text, by their stems."""
    return frozenset(pairwise(stems(text, language)))


def share(part: frozenset[tuple[str, str]], whole: frozenset[tuple[str, str]]) -> float:
    """How much of `part` stands in `whole` (0–100); 0 where `part` has no two words."""
    return 100.0 * len(part & whole) / len(part) if part else 0.0


SHORTEST = 6
"""Words of a request that are enough to know it by: fewer may open a sentence of the answer."""
OPENING = 2
"""Words under which requests are looked up."""
_WORD = re.compile(r"\w+")
CITED = re.compile(r"\s*\((?i:paragraph\w*|paras?\.?|párrafos?|§+) ?[\d\s,.–-]{1,40}\)[.;]?\s+(?=[\"“«]?[A-ZÀ-ÖØ-Þ])")
"""A citation in brackets and the start of a sentence behind it."""
_BEHIND = re.compile(r"[^\w(]*[.;!?:][\"”’»)\]]*\s+(?=[\"“«]?[A-ZÀ-ÖØ-Þ])")

_BARE = re.compile(r"\s+(?=[A-ZÀ-ÖØ-Þ])")


def opening(texts: Iterable[str]) -> Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Texts as their words, under the first of them, the longest first: what `end` looks up."""
    found: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for text in texts:
        words = tuple(word.casefold() for word in _WORD.findall(text))
        if len(words) >= SHORTEST:
            found.setdefault(words[:OPENING], []).append(words)
    return {key: tuple(sorted(values, key=len, reverse=True)) for key, values in found.items()}


def end(text: str, known: Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]) -> int:
    """Where a known text that stands word for word at the head of `text` ends and another sentence begins; else 0."""
    head = tuple(match.group().casefold() for match in islice(_WORD.finditer(text), OPENING))
    for words in known.get(head, ()):
        matches = list(islice(_WORD.finditer(text), len(words)))
        if tuple(match.group().casefold() for match in matches) == words:
            ways = (way.match(text, matches[-1].end()) for way in (_BEHIND, CITED, _BARE))
            return next((behind.end() for behind in ways if behind), 0)
    return 0
