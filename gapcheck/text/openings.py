"""The words with which a match of a phrase can begin, so that a text is searched by its words and not letter by letter.

A lexicon group holds dozens of phrases and an answer hundreds of words, few of which open any phrase. Looking each word
up costs a fraction of trying every phrase at every letter, and phrases that no text opens are never compiled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

RUN = re.compile(r"\w+")
LEFT, RIGHT = r"(?<!\w)", r"(?!\w)"
OPENING = re.compile(r"\(\?(?:P<\w+>|[a-z-]*:)")
BOUNDS = (LEFT, r"(?<![\w", "\\b")
AROUND = ("(?<!", "(?<=", "(?!", "(?=")


class Head(NamedTuple):
    """How a match can begin: with the word `text` (`whole`), or with a word that begins so."""

    text: str
    whole: bool


def openings(pattern: str) -> frozenset[Head] | None:
    """How the matches of a regular expression can begin, lower-cased: every way, perhaps some that cannot be. None where
    the expression does not say: it begins with any character, inside a word, or with nothing."""
    going, done, _ = _either(pattern, 0, False)
    heads = frozenset(Head(text.lower(), whole) for text, whole in (*done, *(Head(text, False) for text in going)))
    return None if any(not text for text, _ in heads) else heads


Read = tuple[set[str], set[Head], int]
"""What a piece of an expression can begin with, as far as it goes on or is settled, and where the piece ends."""


def _either(pattern: str, at: int, bound: bool) -> Read:
    """Alternatives up to a closing bracket or the end; `bound` where a word is known to begin here."""
    going, done, at = _run(pattern, at, bound)
    while at < len(pattern) and pattern[at] == "|":
        more, sure, at = _run(pattern, at + 1, bound)
        going, done = going | more, done | sure
    return going, done, at


def _run(pattern: str, at: int, bound: bool) -> Read:
    """One alternative."""
    going, done = {""}, set[Head]()
    while going and at < len(pattern) and pattern[at] not in "|)":
        if pattern.startswith(RIGHT, at):
            return set(), done | {Head(text, True) for text in going}, _end(pattern, at)
        if pattern.startswith((*AROUND, "\\b"), at):
            bound = bound or pattern.startswith(BOUNDS, at)
            at = at + 2 if pattern[at] == "\\" else _skip(pattern, at)
            continue
        before = going
        if pattern[at] == "(":
            opening = OPENING.match(pattern, at)
            inner, sure, close = _either(pattern, opening.end() if opening else at + 1, bound)
            done |= {Head(text + more, whole) for text in before for more, whole in sure}
            going, at = {text + more for text in before for more in inner}, close + 1
        elif not bound:
            return set(), {Head("", False)}, _end(pattern, at)
        else:
            at, letter = _letter(pattern, at)
            going = {text + letter for text in before} if letter.isalnum() else set()
            if not letter.isalnum():
                done |= {Head(text, letter == " ") for text in before}
        at, going, more_done = _repeated(pattern, at, before, going)
        done |= more_done
    return going, done, _end(pattern, at)


def _repeated(pattern: str, at: int, before: set[str], going: set[str]) -> tuple[int, set[str], set[Head]]:
    """What the sign behind a piece makes of it: left out, or said again and anything may follow."""
    sign = pattern[at : at + 1]
    if not sign or sign not in "?*+{":
        return at, going, set()
    done = {Head(text, False) for text in going} if sign != "?" else set[Head]()
    going = going if sign == "?" else set()
    at = pattern.index("}", at) + 1 if sign == "{" else at + 1
    at += pattern[at : at + 1] == "?"
    return at, going | before if sign in "?*{" else going, done


def _letter(pattern: str, at: int) -> tuple[int, str]:
    """The end of one sign and what it stands for: a letter, a space for what no word holds, "" for anything."""
    if pattern[at] == "[":
        return pattern.index("]", at + 2) + 1, ""
    if pattern[at] == "\\":
        return at + 2, "" if pattern[at + 1] in "wdDS" else " "
    sign = pattern[at]
    return at + 1, sign if sign.isalnum() else "" if sign in ".^$_" else " "


def _first(pattern: str) -> bool:
    """Whether an expression in brackets matches at the beginning of a text or not at all."""
    return pattern.startswith("(?:^") and _end(pattern, 3) == len(pattern) - 1


def _skip(pattern: str, at: int) -> int:
    """Where a bracket closes."""
    depth = 0
    while True:
        if pattern[at] == "\\":
            at += 1
        elif pattern[at] == "[":
            at = pattern.index("]", at + 2)
        else:
            depth += (pattern[at] == "(") - (pattern[at] == ")")
        at += 1
        if not depth:
            return at


def _end(pattern: str, at: int) -> int:
    """Where the alternative that `at` stands in ends."""
    while at < len(pattern) and pattern[at] not in "|)":
        if pattern[at] == "(":
            at = _skip(pattern, at)
        elif pattern[at] == "[":
            at = pattern.index("]", at + 2) + 1
        else:
            at += 2 if pattern[at] == "\\" else 1
    return at


@lru_cache(maxsize=2048)
def folded(text: str) -> str:
    """A text in which every letter that a pattern takes for an ASCII one, whatever its case, is that one."""
    return text.lower().replace("ſ", "s").replace("ı", "i")


@lru_cache(maxsize=2048)
def starts(lowered: str) -> Mapping[str, Sequence[int]]:
    """The runs of letters and digits of a text, each with the places where it starts."""
    found: dict[str, list[int]] = {}
    for match in RUN.finditer(lowered):
        found.setdefault(match.group(), []).append(match.start())
    return found


class Openings:
    """Several numbered patterns by the words they open with; `others` are those that `openings` cannot tell."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self.others: list[int] = []
        self._first: list[int] = []
        self._words: dict[str, list[int]] = {}
        self._stems: dict[str, list[int]] = {}
        for number, pattern in enumerate(patterns):
            heads = openings(pattern)
            if heads is None:
                (self._first if _first(pattern) else self.others).append(number)
            for text, whole in heads or ():
                (self._words if whole else self._stems).setdefault(text, []).append(number)

    def places(self, lowered: str) -> dict[int, set[int]]:
        """The number of each pattern that may begin in a lower-case text, and where."""
        found = {number: {0} for number in self._first}
        there = starts(lowered)
        words = [(word, self._words[word]) for word in there.keys() & self._words.keys()]
        for stem, numbers in self._stems.items():
            if stem in lowered:
                words += [(word, numbers) for word in there if word.startswith(stem)]
        for word, numbers in words:
            for number in numbers:
                found.setdefault(number, set()).update(there[word])
        return found


class Opened:
    """A regular expression, letter case aside, that is compiled and tried only where a text has a word it may begin with."""

    def __init__(self, source: str, flags: re.RegexFlag = re.IGNORECASE) -> None:
        self.source, self.flags = source, flags
        heads = openings(source)
        self._any = heads is None
        self._words = {head.text for head in heads or () if head.whole}
        self._stems = tuple(head.text for head in heads or () if not head.whole)
        self._compiled: re.Pattern[str] | None = None

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """The matches in [start, end) of `text`."""
        part = text if end is None and not start else text[start:end]
        if not self._may(part):
            return iter(())
        if self._compiled is None:
            self._compiled = re.compile(self.source, self.flags)
        return self._compiled.finditer(text, start, len(text) if end is None else end)

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        return next(self.finditer(text, start, end), None)

    def _may(self, text: str) -> bool:
        if self._any:
            return True
        low = folded(text)
        if len(low) != len(text) or not self._words.isdisjoint(starts(low)):
            return True
        return any(stem in low for stem in self._stems)
