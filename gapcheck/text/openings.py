"""A text searched by the words with which a match can begin, and not letter by letter.

A lexicon group holds dozens of phrases and an answer hundreds of words, few of which open any phrase. Looking each word
up costs a fraction of trying every phrase at every letter, and phrases that no text opens are never compiled.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache

from gapcheck.text.heads import Head, Needed, anchored, needed, openings

RUN = re.compile(r"\w+")
DIGITS = re.compile(r"\d+")


@lru_cache(maxsize=2048)
def folded(text: str) -> str:
    """A text in which every letter that a pattern takes for an ASCII one, whatever its case, is that one."""
    return text.lower().replace("ſ", "s").replace("ı", "i")


@lru_cache(maxsize=2048)
def runs(lowered: str) -> Set[str]:
    """The different runs of letters and digits of a text, in their order."""
    return dict.fromkeys(RUN.findall(lowered)).keys()


def where(head: Head, lowered: str) -> Iterator[int]:
    """The places where a match with this head may begin."""
    at, size = lowered.find(head.text), len(head.text)
    word = head.text.isalnum()
    while at >= 0:
        inside = word and at and (lowered[at - 1].isalnum() or lowered[at - 1] == "_")
        after = lowered[at + size : at + size + 1]
        if not inside and not (head.whole and (after.isalnum() or after == "_")):
            yield at
        at = lowered.find(head.text, at + 1)


class Openings:
    """Several numbered patterns by the words they open with; `others` are those that `openings` cannot tell."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self.others: list[int] = []
        self._first: list[tuple[int, Needed | None]] = []
        self._words: dict[str, list[int]] = {}
        self._beginnings: dict[Head, list[int]] = {}
        for number, pattern in enumerate(patterns):
            heads = openings(pattern)
            if heads is None and anchored(pattern):
                self._first.append((number, needed(pattern)))
            elif heads is None:
                self.others.append(number)
            for head in heads or ():
                if head.whole:
                    self._words.setdefault(head.text, []).append(number)
                else:
                    self._beginnings.setdefault(head, []).append(number)

    def places(self, lowered: str) -> dict[int, set[int]]:
        """The number of each pattern that may begin in a lower-case text, and where."""
        there = runs(lowered)
        found = {number: {0} for number, wanted in self._first if not wanted or wanted.held(lowered, there)}
        heads = [(Head(word, True), self._words[word]) for word in there & self._words.keys()]
        heads += [(head, numbers) for head, numbers in self._beginnings.items() if head.text in lowered]
        for head, numbers in heads:
            for at in where(head, lowered):
                for number in numbers:
                    found.setdefault(number, set()).add(at)
        return found


class Opened:
    """A regular expression, letter case aside, that is compiled and tried only where a text has a word it may begin with."""

    def __init__(self, source: str, flags: re.RegexFlag = re.IGNORECASE) -> None:
        self.source, self.flags = source, flags
        self._openings = Openings([source])
        self._compiled: re.Pattern[str] | None = None
        self._last: tuple[str, Sequence[int] | None] = "", ()

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """The matches in [start, end) of `text`."""
        if self._last[0] is not text:
            self._last = text, self._places(text)
        places = self._last[1]
        end = len(text) if end is None else end
        if places is None:
            yield from self._pattern().finditer(text, start, end)
            return
        for at in places[bisect_left(places, start) : bisect_left(places, end)]:
            if at >= start and (match := self._pattern().match(text, at, end)):
                yield match
                start = match.end()

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        return next(self.finditer(text, start, end), None)

    def _pattern(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = re.compile(self.source, self.flags)
        return self._compiled

    def _places(self, text: str) -> Sequence[int] | None:
        """Where a match may begin, in order; None where it may anywhere."""
        low = folded(text)
        if self._openings.others or len(low) != len(text):
            return None
        return sorted(self._openings.places(low).get(0, ()))


def at_digits(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern that begins with the first digit of a number."""
    end = 0
    for digits in DIGITS.finditer(text):
        if digits.start() >= end and (match := pattern.match(text, digits.start())):
            yield match
            end = match.end()
