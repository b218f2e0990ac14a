"""What a government says it makes of a request: accepted, noted, declined…, with its own words.

The words are data (`positions.yaml`, by language); nothing here knows a body or a procedure. A position is read from
the head of an answer, from its first sentences, and from sentences that name requests by number ("accepts the
recommendations 1–5, 14–\\n16").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from gapcheck.model import Position
from gapcheck.text.spans import base_language, sentences

OPENING = 2
"""A position stands in the first two sentences of an answer; later ones speak of measures."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A position, the source's words for it, and where they stand in the text."""

    position: Position
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A position on requests named by number: `refs` as printed; `rest` tells that the passage says more than that."""

    taken: Taken
    refs: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Words:
    """The compiled words of one language."""

    heads: tuple[tuple[Position, re.Pattern[str]], ...]
    said: tuple[tuple[Position, re.Pattern[str]], ...]
    parts: re.Pattern[str]
    named: re.Pattern[str]


_JOINING = r"(?:and|et|y|e|to|à|au|al|a|hasta|as well as|ainsi que|así como|through|also|&)"
_NUMBER = r"(?>\d{1,3}(?:\.\d{1,3})*)(?!\d)"
_NUMBERS = (
    rf"\(?{_NUMBER}(?!\s*(?:%|per cent))(?>(?:\s?\([a-z]\))*)"
    rf"(?>(?:(?>(?:[\s,;/()–—−‐-]|\.(?!\d)|\b{_JOINING}\b)+){_NUMBER}(?>(?:\s?\([a-z]\))*))*)\)?"
)
"""One or more numbers of requests with whatever stands between them, misprinted punctuation and line breaks included."""

_LISTED = (
    rf"(?>(?:[\s(:]+(?:numbers?|nos?\.?|n[°º]s?\.?|núms?\.?))?(?:[\s(]*+{_NUMBER}[\s.,;:/()–—−‐-]*+"
    rf"(?:\b{_JOINING}\b)?)*+)"
)
"""The numbers that may stand between a word for requests and what is said of them, however many."""
_CLAUSE = r"(?:[^.;]|\.(?=\s{0,2}\d))"
"""A character of one clause: the full stop inside "6.12" ends none."""


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    text = (resources.files("gapcheck.intake") / "positions.yaml").read_text("utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded: dict[str, Any] = yaml.load(text, Loader=loader)
    return loaded


@lru_cache(maxsize=8)
def _words(language: str) -> _Words:
    data = _data().get(base_language(language)) or _data()["en"]

    def compiled(text: str) -> re.Pattern[str]:
        text = text.replace("{object}[^.;]", "{object}" + _LISTED + "[^.;]").replace("[^.;]", _CLAUSE)
        return re.compile(text.replace("{object}", data["object"]).replace(" ", r"\s+"), re.IGNORECASE)

    return _Words(
        tuple((Position(name), compiled(rf"\W{{0,3}}(?:{text})(?![\w’'-])")) for name, text in data["heads"].items()),
        tuple((Position(name), compiled(text)) for name, text in data["said"].items()),
        compiled(data["parts"]),
        compiled(
            rf"{data['object']}(?:[^.;:\d]{{0,120}}:\s*|[\s:(]+(?:(?:numbers?|nos?\.?|n[°º]s?|núms?\.?|{data['within']})[\s:]+)?)(?P<refs>{_NUMBERS})"
        ),
    )


def status(text: str, language: str = "en") -> Taken | None:
    """The position a short text states by its first words: a table cell, a status line, the head of an answer."""
    for position, pattern in _words(language).heads:
        match = pattern.match(text)
        if match and _closed(text, match.end()):
            start = match.end() - len(match.group().lstrip(' \t\n:–—-."“«('))
            return Taken(position, " ".join(text[start : match.end()].split()), start, match.end())
    return None


def _closed(text: str, at: int) -> bool:
    """A status ends its line, its clause or the text: "Noted." and "Accepted – …", not "Support for families …"."""
    after = text[at:].lstrip(" \t*")
    return not after or after[0] in ".,;:–—-\n()[]|"


def said(text: str, language: str = "en") -> list[Taken]:
    """Every position a text takes in its sentences, from left to right; where two readings overlap, the one that
    comes first in the word list."""
    found: list[Taken] = []
    for position, pattern in _words(language).said:
        for match in pattern.finditer(text):
            if all(match.end() <= one.start or match.start() >= one.end for one in found):
                words = " ".join(match.group().split())
                found.append(Taken(position, words, match.start(), match.end()))
    return sorted(found, key=lambda one: one.start)


def taken(text: str, language: str = "en") -> Taken | None:
    """The position an answer takes at its head or in its first sentences; accepted in part where it takes different
    ones on different parts of the request."""
    head = status(text, language)
    spans = sentences(text, language)[: OPENING + 1]
    until = spans[-1].end if spans else len(text)
    opening = text[:until]
    if head is not None and head.position is not Position.ACCEPTED and head.position is not Position.SUPPORTED:
        return head
    found = said(opening, language)
    split = _split(opening, language)
    if split:
        first = head or (found[0] if found else None)
        start = first.start if first else 0
        return Taken(Position.IN_PART, " ".join(opening[start:until].split())[:200], start, until)
    if head is not None:
        return head
    divided = _divided(text, language)
    if divided is not None:
        return divided
    if len(spans) > OPENING:
        found = [one for one in found if one.start < spans[OPENING - 1].end]
    return _strongest(found)


def _divided(text: str, language: str) -> Taken | None:
    """Accepted in part where one paragraph opens by accepting what is recommended, and a later one by refusing it."""
    heads = [said(_first(part, language), language) for part in text.split("\n") if part.strip()]
    taken_ = [one for found in heads for one in found]
    yes = [one for one in taken_ if one.position in _YES]
    refused = [one for one in taken_ if one.position is Position.DECLINED]
    if not yes or not refused or len([found for found in heads if found]) < 2:
        return None
    return Taken(Position.IN_PART, f"{yes[0].words} … {refused[0].words}", yes[0].start, yes[0].end)


def _first(text: str, language: str) -> str:
    spans = sentences(text, language)
    return spans[0].text if spans else text


_MIXED = (Position.NOTED, Position.DECLINED, Position.DEFERRED)
_YES = (Position.ACCEPTED, Position.SUPPORTED)


def _split(text: str, language: str) -> bool:
    """Whether a text accepts one part of a request and not another."""
    words = _words(language)
    if not words.parts.search(text):
        return False
    kinds = set()
    for clause in re.split(r"[.;,]|\b(?:and|but|while|et|mais|y|pero|e)\b", text):
        for position, pattern in (*words.heads, *words.said):
            bare = re.search(pattern.pattern.replace(r"\W{0,3}", r"\b", 1), clause, re.IGNORECASE)
            if bare:
                kinds.add(position)
                break
    return any(one in kinds for one in _MIXED) and any(one in kinds for one in _YES)


def _strongest(found: list[Taken]) -> Taken | None:
    """Of several positions in one opening the plainest: a decision put off or a part, a refusal, a note, then support."""
    order = list(Position)
    rank = {
        Position.DEFERRED: 0, Position.IN_PART: 1, Position.IN_PRINCIPLE: 2, Position.NOT_THIS_GOVERNMENT: 3,
        Position.DECLINED: 4, Position.NOTED: 5, Position.SUPPORTED: 6, Position.ACCEPTED: 7,
    }  # fmt: skip
    return min(found, key=lambda one: (rank[one.position], one.start, order.index(one.position)), default=None)


def lead(text: str, language: str = "en") -> Taken | None:
    """The position in the sentence that opens a list of requests; None where it takes none."""
    return _strongest(said(text, language))


def listed(text: str, language: str = "en") -> list[Listed]:
    """The positions a passage takes on requests it names by number, from left to right. Numbers before which no
    position is taken belong to the one behind them ("Recommendations 2 and 3 are accepted")."""
    positions = said(text, language)
    out = []
    for match in _words(language).named.finditer(text):
        before = [one for one in positions if one.start <= match.start("refs")]
        behind = [one for one in positions if one.start >= match.start() and one.end >= match.end("refs")]
        around = [one for one in behind if one.start <= match.start()]
        chosen = around[0] if around else before[-1] if before else behind[0] if behind else None
        if chosen is not None:
            out.append(Listed(chosen, match["refs"].rstrip(" .,;\n"), match.start("refs"), match.end("refs")))
    return out


def says_more(text: str, found: list[Listed]) -> bool:
    """Whether a passage holds words beyond its positions and the numbers they are on."""
    rest = text
    for one in sorted(found, key=lambda one: -one.start):
        rest = rest[: one.start] + " " + rest[one.end :]
    rest = rest[found[-1].taken.end :] if found and found[-1].taken.end < len(rest) else ""
    last = max(one.end for one in found) if found else 0
    return len(re.findall(r"[^\W\d_]{2,}", text[last:])) > 4
