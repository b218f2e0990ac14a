"""Findings against gold made by reading: what is met, missed, right, false. Pure functions, used by accuracy.py.

Gold entries and findings are both taken apart into claims: one for each aspect (ANS002), indicator (STA001) and event
(REP004), one for each request where a code speaks of requests one by one, one for the whole group elsewhere. A claim is
met by one of the same code that names the same request and, where both say what it is about, shares the greater part of
its words. Which of REP001 and REP005 names a group of places is a convention: either meets the other. An aspect that
ANS003 quotes as what was passed over is met as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from Stemmer import Stemmer

from gapcheck.model import Finding, Request

ONE_BY_ONE = ("ANS001", "ANS004", "ANS005", "ANS009", "ANS010", "MEA001", "MEA002")
ABOUT_WORDS = 0.5  # half of the shorter phrase: the gold's phrases are ours, the findings' are the document's
SAME_GROUP = 0.3  # of all requests of both: a rule may see two thirds of a group, or one pair more
FAMILY = {"REP005": "REP001"}
_STEMMER = Stemmer("english")
_SMALL = frozenset(
    "a an and any at before by for from in into is it of on or other some than that the their to with".split()
)


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One thing said of some requests: `about` it (an aspect, an indicator), the `day` of an event, the `text` shown."""

    code: str
    requests: frozenset[str]
    about: str = ""
    day: str = ""
    start: tuple[str, ...] = ()
    text: str = ""
    counts: bool = True


@dataclass(frozen=True, kw_only=True)
class Result:
    """All claims of one document: expected and met or missed; found and right, neither (`neutral`), or false."""

    met: tuple[Claim, ...]
    missed: tuple[Claim, ...]
    right: tuple[Claim, ...]
    neutral: tuple[Claim, ...]
    false: tuple[Claim, ...]


def wanted(entries: Iterable[Mapping[str, Any]], ids: Sequence[str]) -> list[Claim]:
    """The claims of gold entries; their requests as the record spells them, a request with sub-items as these."""
    out = []
    for entry in entries:
        found = [leaf for name in entry.get("requests", ()) for leaf in resolve(name, ids)]
        for group in _groups(entry["code"], found):
            out.append(
                Claim(
                    code=entry["code"],
                    requests=group,
                    about=entry.get("aspect") or entry.get("indicator", ""),
                    day=entry.get("date", ""),
                    start=tuple(entry.get("start_words", ())),
                    text=entry.get("note", ""),
                )
            )
    return out


def claims(findings: Iterable[Finding]) -> list[Claim]:
    """The claims of findings. Those that only help to meet another code's gold do not count themselves."""
    out = []
    for finding in findings:
        detail: Mapping[str, Any] = finding.detail
        shown = " | ".join(quote.text for quote in finding.quotes)

        def claim(group: Iterable[str], finding: Finding = finding, shown: str = shown, **more: Any) -> Claim:
            fields: dict[str, Any] = {"code": finding.code, "text": f"{finding.message} [{shown}]", **more}
            return Claim(requests=frozenset(group), **fields)

        if finding.code == "ANS002":
            out += [claim(finding.requests, about=aspect) for aspect in detail["aspects"]]
        elif finding.code == "STA001":
            out += [claim(finding.requests, about=name) for name in detail["indicators"]]
        elif finding.code == "REP004":
            out += [claim(finding.requests, day=event["date"]) for event in detail["events"]]
        else:
            whole = detail.get("together", finding.requests) if finding.code == "ANS003" else finding.requests
            out += [claim(group) for group in _groups(finding.code, list(whole))]
        if finding.code == "ANS003":
            out += [
                claim([quote.record.id], code="ANS002", about=quote.text, counts=False)
                for quote in finding.quotes
                if isinstance(quote.record, Request)
            ]
    return out


def resolve(name: str, ids: Sequence[str]) -> list[str]:
    """The requests a gold id means: spelled alike but for dots and brackets, or below it; itself where there is none."""
    plain = {identity: _plain(identity) for identity in ids}
    return [identity for identity in ids if plain[identity] == _plain(name) or identity.startswith(f"{name}.")] or [
        name
    ]


def compare(gold: Mapping[str, Any], findings: Iterable[Finding], ids: Sequence[str]) -> Result:
    """Gold against findings. What is expected comes first; what is also fair counts neither way, nor does a second
    claim of something already met; all else is false."""
    expected, fair, traps = (wanted(gold.get(kind, ()), ids) for kind in ("expected", "also_fair", "traps"))
    found = claims(findings)
    right, met = _pairs(expected, found, fair)
    left = [number for number in range(len(found)) if number not in right and found[number].counts]
    neutral: list[Claim] = []
    false: list[Claim] = []
    for number in left:
        claim = found[number]
        trapped = any(_fit(trap, claim) and _begins(trap, claim) for trap in traps if trap.start or trap.about)
        allowed = any(_fit(other, claim) for other in (*fair, *expected))
        (neutral if allowed and not trapped else false).append(claim)
    return Result(
        met=tuple(claim for number, claim in enumerate(expected) if number in met),
        missed=tuple(claim for number, claim in enumerate(expected) if number not in met),
        right=tuple(found[number] for number in sorted(right) if found[number].counts),
        neutral=tuple(neutral),
        false=tuple(false),
    )


def _pairs(expected: Sequence[Claim], found: Sequence[Claim], fair: Sequence[Claim] = ()) -> tuple[set[int], set[int]]:
    """The numbers of the found claims that are right and of the expected ones that are met: the best fits first, each
    once; then what one claim says of two expected ones, where it names both. A repeat that fits something fair better
    than what is expected meets neither: a passage told twice in one answer is not the one that two answers share."""
    nearer = [
        max((_fit(other, have) for other in fair), default=0.0) if have.code in (*FAMILY, *FAMILY.values()) else 0.0
        for have in found
    ]
    scored = sorted(
        (
            (-_fit(want, have), place, number)
            for number, have in enumerate(found)
            for place, want in enumerate(expected)
        ),
    )
    right: set[int] = set()
    met: set[int] = set()
    for score, place, number in scored:
        if score < 0 and -score >= nearer[number] and place not in met and number not in right:
            met.add(place)
            right.add(number)
    for score, place, number in scored:
        if place in met or not score:
            continue
        have, want = found[number], expected[place]
        if (want.about and shared(want.about, have.about) >= ABOUT_WORDS) or (
            want.code in ("REP001", "REP005") and want.requests <= have.requests
        ):
            met.add(place)
            right.add(number)
    return right, met


def _fit(want: Claim, have: Claim) -> float:
    """How well a claim fits a gold entry, 0 where it does not."""
    if FAMILY.get(want.code, want.code) != FAMILY.get(have.code, have.code):
        return 0
    same = 0.5 if want.code == have.code else 0.0
    if want.requests or have.requests:
        common = len(want.requests & have.requests) / len(want.requests | have.requests)
        inside = want.code in (*FAMILY.values(), "ANS008") and (
            want.requests <= have.requests or have.requests <= want.requests
        )
        if not common or (common < SAME_GROUP and not inside):
            return 0
    else:
        common = 1.0
    if want.day or have.day:
        return 2 + common if want.day == have.day else 0
    if want.code == "ANS002":
        words = shared(want.about, have.about)
        return words + common if words >= ABOUT_WORDS else 0
    if want.code == "STA001":
        return common + shared(want.about, have.about)
    return common + same + (1.0 if want.start and _begins(want, have) else 0)


def _begins(want: Claim, have: Claim) -> bool:
    return not want.start or any(start.lower() in have.text.lower() for start in want.start)


def shared(first: str, second: str) -> float:
    """The share of the shorter phrase's stems that the other has too."""
    one, other = _stems(first), _stems(second)
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _stems(phrase: str) -> frozenset[str]:
    words = re.findall(r"\w+", phrase.lower())
    return frozenset(_STEMMER.stemWord(word) for word in words if word not in _SMALL)


def _groups(code: str, requests: Sequence[str]) -> list[frozenset[str]]:
    if code in ONE_BY_ONE and requests:
        return [frozenset([request]) for request in requests]
    return [frozenset(requests)]


def _plain(identity: str) -> str:
    return re.sub(r"[^0-9a-z]", "", identity.lower())
