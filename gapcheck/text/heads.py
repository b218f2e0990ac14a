"""What a match of a regular expression can begin with, read from the expression itself."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import NamedTuple

LEFT, RIGHT = r"(?<!\w)", r"(?!\w)"
OPENING = re.compile(r"\(\?(?:P<\w+>|[a-z-]*:)")
BOUNDS = (LEFT, r"(?<![\w", "\\b")
AROUND = ("(?<!", "(?<=", "(?!", "(?=")


class Head(NamedTuple):
    """How a match can begin: with the word `text` (`whole`), with a word that begins so, or with the sign `text`."""

    text: str
    whole: bool


def openings(pattern: str) -> frozenset[Head] | None:
    """How the matches of a regular expression can begin, lower-cased: every way, perhaps some that cannot be. None where
    the expression does not say: it begins with any character, inside a word, or with nothing."""
    going, done, _ = _either(pattern, 0, False)
    heads = _heads(going, done)
    return None if any(not text for text, _ in heads) else heads


def _heads(going: set[str], done: set[Head]) -> frozenset[Head]:
    return frozenset(Head(text.lower(), whole) for text, whole in (*done, *(Head(text, False) for text in going)))


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
            sign = _sign(pattern, at) if going == {""} and not done else ""
            return set(), {Head(sign, False)}, _end(pattern, at)
        else:
            at, letters = _letters(pattern, at)
            going = {text + letter for text in before for letter in letters} if letters.isalnum() else set()
            if not going:
                done |= {Head(text, letters == " ") for text in before}
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


def _letters(pattern: str, at: int) -> tuple[int, str]:
    """The end of one sign and what it stands for: letters, a space for what no word holds, "" for anything."""
    if pattern[at] == "[":
        end = pattern.index("]", at + 2)
        return end + 1, pattern[at + 1 : end] if pattern[at + 1 : end].isalpha() else ""
    if pattern[at] == "\\":
        return at + 2, "" if pattern[at + 1] in "wdDS" else " "
    sign = pattern[at]
    return at + 1, sign if sign.isalnum() else "" if sign in ".^$_" else " "


def _sign(pattern: str, at: int) -> str:
    """The sign at a place of an expression that stands for itself and is no part of a word; "" where there is none."""
    escaped = pattern[at] == "\\"
    sign, after = pattern[at + escaped], pattern[at + escaped + 1 : at + escaped + 2]
    plain = not (sign.isalnum() or sign.isspace() or sign == "_") and (escaped or sign not in ".[^$")
    return sign if plain and after not in ("?", "*", "{") else ""


def anchored(pattern: str) -> bool:
    """Whether an expression in brackets matches at the beginning of a text or not at all."""
    return pattern.startswith("(?:^") and _end(pattern, 3) == len(pattern) - 1


class Needed(NamedTuple):
    """The words and the beginnings of words of which a text must hold one, or have one for its first word (`leads`)."""

    words: frozenset[str]
    stems: tuple[str, ...]
    leads: bool

    def held(self, lowered: str, there: Set[str]) -> bool:
        """Whether a text with these words, in their order, may have what is needed."""
        if self.leads:
            first = next(iter(there), "")
            return first in self.words or first.startswith(self.stems)
        return not self.words.isdisjoint(there) or any(stem in lowered for stem in self.stems)


def needed(pattern: str) -> Needed | None:
    """What an expression for the beginning of a text needs; None where it does not say."""
    at, leads = 4, pattern.startswith(r"\W*", 4)
    if leads:
        at += 3
    elif pattern[at] in "[(":
        at = pattern.index("]", at + 2) + 1 if pattern[at] == "[" else _skip(pattern, at)
        if pattern[at] != "{":
            return None
        at = pattern.index("}", at) + 1
        at += pattern[at] == "?"
        if not pattern.startswith("\\b", at):
            return None
    heads = _heads(*_either(pattern, at, True)[:2])
    if any(not head.text for head in heads):
        return None
    words = frozenset(head.text for head in heads if head.whole)
    return Needed(words, tuple(head.text for head in heads if not head.whole), leads)


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
