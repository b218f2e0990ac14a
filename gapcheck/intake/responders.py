"""Who takes which position on what, where several answer: "accepted in full by the northern and in part by the southern
government", "the Board does not accept 2a) i and iii".

Words are data (`responders.yaml`, `positions.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from gapcheck.intake import positions
from gapcheck.intake.positions import Taken
from gapcheck.model import Position
from gapcheck.text.spans import base_language, sentences

FAR = 4000
"""Characters of a passage in which positions are looked for: the longest such passage met has 900."""
LONGEST = 140
"""Characters of a clause's subject at most."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One position: its words, who takes it ("" whoever answers), and the requests as the text names them ("" none)."""

    position: Position
    words: str
    by: str = ""
    refs: str = ""


@dataclass(frozen=True, slots=True)
class _Words:
    names: re.Pattern[str]
    noun: re.Pattern[str]
    by: re.Pattern[str]
    clauses: re.Pattern[str]
    anaphors: re.Pattern[str]
    subject: re.Pattern[str]
    full: re.Pattern[str]
    shared: re.Pattern[str]
    resumed: str
    remark: str
    recommendation: str


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((resources.files("gapcheck.intake") / "responders.yaml").read_text("utf-8"))
    return loaded


@lru_cache(maxsize=8)
def _words(language: str) -> _Words:
    data = _data().get(base_language(language)) or _data()["en"]
    capital = r"[A-Z][\w&’'.-]*"
    within = rf"(?:{capital}|of|for|and|the|&)"
    name = rf"(?:{capital}(?: {within}){{0,7}}? )?(?:{data['nouns']})\b(?: (?:of|for) (?:the )?{capital}(?:(?: and| of|,(?= [A-Z][\w’'-]*(?: and| of)))? {capital}){{0,6}})?"
    return _Words(
        re.compile(name.replace(" ", r"\s+")),
        re.compile(rf"\b(?:{data['nouns']})\b"),
        re.compile(rf"\b{data['by']}\s+(?=(?:the\s+)?[A-Z])"),
        re.compile(
            rf"(?:[,;]\s*)?\b(?:and|but|while|whereas)\s+(?=(?:the\s+)?[A-Z0-9][^.;]{{1,{LONGEST}}}?\b(?:{data['verbs']})\b)"
        ),
        re.compile(rf"^\W*{data['anaphors'].replace(' ', chr(92) + 's+')}", re.IGNORECASE),
        re.compile(rf"\W*(?:(?i:{data['alone']})|(?:[Tt]he\s+)?{name.replace(' ', chr(92) + 's+')})\s+(?=[a-z])"),
        re.compile(rf"\s*{data['full']}".replace(" ", r"\s+")),
        re.compile(rf",?\s+{data['shared']}".replace(" ", r"\s+")),
        data["resumed"],
        data["remark"],
        data["recommendation"],
    )


_LETTER = r"(?:(?<=[\d(])[a-z]\b|\b[a-z](?=\s?[)–/-])|(?<=[–/-])\s?[a-z]\b|\b[ivx]{1,5}\b)"
REFS = rf"\(?\d{{1,3}}(?:\.\d{{1,3}})?(?:(?:[\s.,;&()/–-]|\b(?:and|to)\b){{0,8}}(?:\d{{1,3}}\b|\d{{1,3}}(?=[a-z]\b)|{_LETTER}))*\)?"
"""Requests named by number, however spelled: "12) a-c", "4a) i and iii", "3 (b) to (d)"."""
_SPACE = re.compile(r"\s+")


def names(text: str, language: str = "en") -> list[str]:
    """The bodies a text names, in order, without articles; each conjunct on its own."""
    words = _words(language)
    found: list[str] = []
    for piece in re.split(r",\s*(?:and\s+)?(?:the\s+)?|\s+(?:and|or)\s+the\s+", text):
        halves = re.split(r"\s+and\s+", piece)
        for half in halves if len(halves) > 1 and all(words.noun.search(half) for half in halves) else [piece]:
            found += [
                _SPACE.sub(" ", match.group()).strip(" .,").removeprefix("The ") for match in words.names.finditer(half)
            ]
    return [name for place, name in enumerate(found) if name not in found[:place]]


def is_body(word: str, language: str = "en") -> bool:
    """Whether a word is what a body that answers is called ("Government", "Board")."""
    return bool(_words(language).noun.fullmatch(word))


def canonical(name: str, known: Iterable[str]) -> str:
    """The longest of the known names that `name` shortens: the same words with initials ("NB Council"), or the one
    body called so ("the Agency"); "" for a government or State named by no more than that."""
    fuller = [other for other in known if other != name and _shortens(name, other)]
    if len(fuller) == 1 or (fuller and len(name.split()) > 1):
        return max(fuller, key=len)
    return name if len(name.split()) > 1 or name.isupper() else ""


def _shortens(name: str, other: str) -> bool:
    short, long = name.split(), other.split()
    if len(short) == 1:
        return (short[0] in (long[0], long[-1]) and len(long) > 1) or _initials(long) == short[0]
    return short[-1] == long[-1] and short[0].isupper() and _initials(long[:-1]) == short[0]


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words if word[0].isupper())


def claims(text: str, language: str = "en", *, opening: int = 0) -> list[Claim]:
    """The positions a passage takes, each once for every body that takes it. With `opening` only its first sentences
    are read."""
    words = _words(language)
    spans = sentences(text[:FAR], language)
    out: list[Claim] = []
    for span in spans[:opening] if opening else spans:
        for clause in _clauses(span.text, words, language):
            out += _of_clause(clause, words, language)
    return out


def remark(text: str, language: str = "en") -> list[Claim]:
    """The positions of a remark in brackets behind a request ("accepted in principle by the Harbour Board")."""
    return claims(f"{_words(language).remark} {text}", language) if text else []


def _clauses(sentence: str, words: _Words, language: str) -> list[str]:
    """A sentence cut where a second subject takes a position of its own: not where subjects are only joined."""
    out: list[str] = []
    begin = 0
    for match in words.clauses.finditer(sentence):
        if _found(words.anaphors.sub(words.recommendation, sentence[begin : match.start()]), words, language):
            out.append(sentence[begin : match.start()])
            begin = match.end()
    first, *others = words.shared.split(sentence[begin:])
    return [*out, first, *(f"{words.resumed} {other}" for other in others)]


def _found(plain: str, words: _Words, language: str) -> list[Taken]:
    return positions.said(plain, language) or _of_status(plain, words, language) or _of_refs(plain, language)


def _of_clause(clause: str, words: _Words, language: str) -> list[Claim]:
    plain = words.anaphors.sub(words.recommendation, clause)
    found = _found(plain, words, language) or _of_status(clause, words, language)
    out = []
    for place, taken in enumerate(found):
        until = found[place + 1].start if place + 1 < len(found) else len(plain)
        behind = plain[taken.end : until]
        by = words.by.match(behind.lstrip()) or words.by.search(behind)
        told = (
            names(behind[by.end() :] if by else plain[: taken.start], language)
            if by
            else _subject(plain, taken, language)
        )
        refs = _named(plain, taken, until, first=place == 0)
        full = words.full.match(behind)
        wording = _own_words(taken.words + (f" {' '.join(full.group().split())}" if full else ""), clause)
        out += [Claim(taken.position, wording, name, refs) for name in told or [""]]
    return out


def _own_words(wording: str, clause: str) -> str:
    """The words as the source has them: without those put in for a pronoun or a number at their head."""
    said, kept = " ".join(clause.split()), wording.split()
    while len(kept) > 1 and " ".join(kept) not in said:
        kept = kept[1:]
    return " ".join(kept)


def _subject(text: str, taken: Taken, language: str) -> list[str]:
    """Those named before the position; an abbreviation where it is the subject."""
    before = text[: taken.start]
    short = re.search(r"(?:^|[,;]\s|\band\s)\W*([A-Z]{2,8})\s+(?:\w+ly\s+|also\s+)?$", before)
    return names(before, language)[-6:] or ([short[1]] if short else [])


def _of_status(text: str, words: _Words, language: str) -> list[Taken]:
    """ "Accepted.", "Agreed in part: …", and the same behind a bare subject ("We agree.")."""
    subject = words.subject.match(text)
    at = subject.end() if subject else 0
    taken = positions.status(text[at:], language)
    return [Taken(taken.position, taken.words, taken.start + at, taken.end + at)] if taken else []


def _of_refs(text: str, language: str) -> list[Taken]:
    """ "2a) i and iii are accepted in full": the number stands for the word."""
    match = re.match(rf"\W*{REFS}\s+(?=(?:is|are|has|have)\b)", text)
    if match is None or not match.group().strip():
        return []
    word = "this recommendation "
    shift = match.end() - len(word)
    return [
        Taken(one.position, one.words, max(one.start + shift, 0), one.end + shift)
        for one in positions.said(word + text[match.end() :], language)
    ]


def _named(text: str, taken: Taken, until: int, *, first: bool) -> str:
    """The requests a clause names by number: behind the word for a request, or at its head."""
    match = re.match(rf"\W*({REFS})\s+(?=(?:is|are|has|have)\b)", text)
    if match:
        return match[1]
    numbered = re.compile(rf"\b[Rr]ec(?:ommendation)?s?\.?\s+({REFS})")
    match = numbered.search(text, taken.start, until) or (numbered.search(text, 0, taken.start) if first else None)
    return match[1].rstrip(" .,") if match else ""
