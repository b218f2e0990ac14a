"""A quotation against its source: which words of weight were left out, which were put in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from gapcheck.text.lexicon import entries
from gapcheck.text.reuse_words import root, vocabulary
from gapcheck.text.spans import WORD

REFERENCE = re.compile(r"[(\[][^()\[\]]{0,60}\d[^()\[\]]{0,20}[)\]]")
"""A bracket with a number, "(paragraph 46)", is a reference and no part of what is asked."""
EDITORIAL = re.compile(r"\[[^\[\]]{1,40}\]")
"""A word or two in square brackets are the editor's, not the State's."""
ACRONYM = re.compile(r"\s[(\[][\"“']?([A-Z]{2,10})s?[\"”']?[)\]]")
MISPRINT = 85
"""Two words this alike (of 100) are one word misprinted or inflected."""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words of weight, at [start, end) of their text; `size` is their number."""

    start: int
    end: int
    size: int


@lru_cache(maxsize=1 << 14)
def _forms(word: str, language: str) -> frozenset[str]:
    """The ways a word counts as present: whole, without its hyphen, in its parts."""
    lower = word.lower().replace("‑", "-").replace("’", "'")
    parts = [part for part in re.split(r"[-']", lower) if len(part) > 1]
    return frozenset((root(lower.replace("-", ""), language), *(root(part, language) for part in parts), lower))


def vocabulary_of(texts: Iterable[str], language: str) -> set[str]:
    """Every form the words of some texts may take, two neighbours written as one included."""
    known: set[str] = set()
    for text in texts:
        found = [match.group() for match in WORD.finditer(text)]
        for word in found:
            known |= _forms(word, language)
        known |= {root((one + two).lower(), language) for one, two in pairwise(found)}
    return known


def missing(text: str, known: set[str], language: str) -> tuple[Run, ...]:
    """The words of weight in `text` that are not among the `known` forms, neighbours joined into runs.

    Function words carry no weight, except those that change what is asked ("all", "not": lexicon group `weighty`);
    numbers of references and labels carry none, other numbers do.
    """
    words = vocabulary(language)
    weighty = set(entries(language, "weighty"))
    skipped = [match.span() for sort in (REFERENCE, EDITORIAL) for match in sort.finditer(text)]
    skipped += _spelled_out(text, known, language)
    runs: list[Run] = []
    near, numbered = False, True
    for match in WORD.finditer(text):
        word = match.group().lower().replace("’", "'")
        function = word in words.stop or word.rpartition("'")[2] in words.stop
        light = (
            (function and word not in weighty)
            or word in words.labels
            or (numbered and word[0].isdigit())
            or (len(word) == 1 and not word.isdigit())
            or any(low <= match.start() < high for low, high in skipped)
        )
        # the number of a label ("Article 9", "Articles 9 and 10"), or one that opens the text ("3. Fund …")
        numbered = word in words.labels or (numbered and (word[0].isdigit() or function))
        if light:
            near = near and not text[runs[-1].end : match.end()].strip(" \n").startswith((";", "."))
            continue
        if _forms(word, language) & known or _misprint(word, known):
            near = False
            continue
        if near:
            runs[-1] = Run(runs[-1].start, match.end(), runs[-1].size + 1)
        else:
            runs.append(Run(match.start(), match.end(), 1))
        near = True
    return tuple(runs)


def _spelled_out(text: str, known: set[str], language: str) -> list[tuple[int, int]]:
    """Where a known acronym is written out before it: "International Labour Organization (ILO)"."""
    out = []
    for match in ACRONYM.finditer(text):
        letters = match.group(1).lower()
        if not _forms(letters, language) & known:
            continue
        shift = max(0, match.start() - 200)
        before = list(WORD.finditer(text[shift : match.start()]))
        begin = _initials(letters, before, small=False) or _initials(letters, before, small=True)
        if begin:
            out.append((shift + begin.start(), match.start()))
    return out


def _initials(letters: str, before: Sequence[re.Match[str]], *, small: bool) -> re.Match[str] | None:
    """The first of the last words that begin with these letters, small words ("of", "and") counted or not."""
    left = len(letters)
    for word in reversed(before):
        if word.group().islower() and len(word.group()) <= 3 and not small:
            continue
        if word.group()[0].lower() != letters[left - 1]:
            return None
        left -= 1
        if not left:
            return word
    return None


def _misprint(word: str, known: set[str]) -> bool:
    """True for a word that is a known one but for a letter; the first must agree: irregular is not regular."""
    if len(word) < 5:
        return False
    from rapidfuzz.process import extractOne

    return extractOne(word, [other for other in known if other[0] == word[0]], score_cutoff=MISPRINT) is not None


def overlap(text: str, known: set[str], language: str) -> float:
    """The share of the words of weight of `text` that are known; 1.0 for a text without any."""
    words = vocabulary(language)
    held = [
        m.group() for m in WORD.finditer(text) if m.group().lower() not in words.stop and not m.group()[0].isdigit()
    ]
    if not held:
        return 1.0
    return sum(bool(_forms(word, language) & known) for word in held) / len(held)


def shown(text: str, runs: Sequence[Run]) -> list[str]:
    """The runs as words, on one line each."""
    return [" ".join(text[run.start : run.end].split()) for run in runs]
