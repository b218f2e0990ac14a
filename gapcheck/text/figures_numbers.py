"""Numbers in running text with their values: digits, words, ranges, shares and sums, before anyone asks what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gapcheck.text.lexicon import alternation, entries, lexicon, phrase_pattern
from gapcheck.text.openings import Opened, at_digits

CURRENCY = 30
"""So many letters before a number may name the currency it is in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number at [start, end). `top` is the upper end of a range, else `value`; `kind` is "count", "percentage",
    "fraction", "money" or "zero" (a word such as "no" before a noun); `unit` the currency as written, or "%"."""

    start: int
    end: int
    value: float
    top: float
    kind: str = "count"
    unit: str = ""
    spelled: bool = False


@dataclass(frozen=True, slots=True)
class _Patterns:
    digits: re.Pattern[str]
    before: re.Pattern[str]
    spelled: Opened
    fractions: Opened
    zeros: Opened
    marker: re.Pattern[str]
    thousands: str
    decimal: str


def group(language: str, name: str) -> str:
    """One alternation of the phrases of a group, as text; a pattern that never matches for an empty group."""
    return alternation(entries(language, name))


@lru_cache(maxsize=8)
def _patterns(language: str) -> _Patterns:
    signs = lexicon(language).get("number_signs") or {}
    thousands, decimal = str(signs.get("thousands", ", ")), str(signs.get("decimal", "."))
    separators = "[" + re.escape(thousands) + "\u00a0\u202f]"
    number = rf"\d{{1,3}}(?:{separators}\d{{3}})+(?![\d])(?:{re.escape(decimal)}\d+)?|\d+(?:{re.escape(decimal)}\d+)?"
    money, share = group(language, "currencies"), group(language, "percent_words")
    joints = group(language, "number_joints")
    size = "|".join(map(re.escape, sorted(lexicon(language).get("magnitudes") or {"\x00": 1}, key=len, reverse=True)))
    word = "|".join(sorted(map(re.escape, entries(language, "number_words")), key=len, reverse=True)) or "(?!)"
    fractions = "|".join(phrase_pattern(str(name)) for name in lexicon(language).get("fractions") or {}) or "(?!)"
    return _Patterns(
        digits=re.compile(
            rf"(?<![\w./§№#–+±−×-])(?<!\S [+±−×] )(?<!\d,)(?P<low>{number})(?P<low_share>\s?%)?"
            rf"(?:\s?[-–—]\s?(?P<high>{number})|\s+(?:{group(language, 'range_words')})\s+(?P<to>{number})(?=\s*(?:{share})))?"
            rf"(?:\s+(?P<size>{size})\b)?(?:\s?(?P<share>{share})|\s?(?:d[’'])?(?P<after>(?:(?-i:[A-Z])\w+\s)?(?:{money})))?"
            r"(?:(?<=%)\d{1,2})?(?![\w/]|[-–]\w|[.,]\d)",
            re.IGNORECASE,
        ),
        before=re.compile(rf"({money})\s?\Z", re.IGNORECASE),
        spelled=Opened(rf"(?<![\w-])(?:{word})(?:(?:[\s-]|\s+(?:{joints})\s+|-(?:{joints})-)(?:{word}))*(?![\w-])"
                           rf"(?P<share>\s+(?:{share}))?"),
        fractions=Opened(fractions),
        zeros=Opened(group(language, "zero_words")),
        marker=re.compile(r"[ \t]*(?:\d{1,3}(?:\.\d{1,2})*[.)]|\(\d{1,3}\))(?=\s)", re.MULTILINE),
        thousands=thousands + "\u00a0\u202f",
        decimal=decimal,
    )  # fmt: skip


def numbers(text: str, language: str) -> tuple[Number, ...]:
    """Every number in `text`, left to right; numbers fused with letters, slashes or dots ("24/7", "2nd", "12.3.1")
    and list markers at the start of a line are none, nor are terms of a sum ("+5 %"). Dates should be blanked
    out before (keep their length)."""
    patterns = _patterns(language)
    markers = {place for found in re.finditer(r"(?m)^", text) for place in _marker(text, found.start(), patterns)}
    found: list[Number] = []
    busy: set[int] = set()
    for reader in (_fractions, _digits, _spelled, _zeros):
        for number in reader(text, language, patterns):
            span = range(number.start, number.end)
            if number.start not in markers and not busy.intersection(span):
                found.append(number)
                busy.update(span)
    return tuple(sorted(found, key=lambda number: number.start))


def _marker(text: str, start: int, patterns: _Patterns) -> range:
    match = patterns.marker.match(text, start)
    return range(match.start(), match.end()) if match else range(0)


def _value(written: str, patterns: _Patterns) -> float:
    bare = written.translate({ord(sign): None for sign in patterns.thousands})
    return float(bare.replace(patterns.decimal, "."))


def _digits(text: str, language: str, patterns: _Patterns) -> Iterator[Number]:
    last = 0
    for match in at_digits(patterns.digits, text):
        currency = patterns.before.search(text, max(last, match.start() - CURRENCY), match.start())
        last = match.end()
        if len(match["low"]) > 15 or len(match["high"] or match["to"] or "") > 15:
            continue
        scale = float((lexicon(language).get("magnitudes") or {}).get((match["size"] or "").lower(), 1))
        low = _value(match["low"], patterns)
        high = _value(match["high"] or match["to"], patterns) if match["high"] or match["to"] else low
        if high < low:  # "532-1" is the name of something
            continue
        share = match["share"] or match["low_share"]
        unit = "%" if share else (currency[1] if currency else match["after"] or "").strip()
        kind = "percentage" if share else "money" if unit else "count"
        start = currency.start() if currency else match.start()
        yield Number(start=start, end=match.end(), value=low * scale, top=high * scale, kind=kind, unit=unit)


def _spelled(text: str, language: str, patterns: _Patterns) -> Iterator[Number]:
    from text_to_num import text2num

    for match in patterns.spelled.finditer(text):
        words = match.group().removesuffix(match["share"] or "")
        try:
            value = float(text2num(words.lower(), language))
        except (ValueError, KeyError, NotImplementedError):
            continue
        share = bool(match["share"])
        yield Number(start=match.start(), end=match.end(), value=value, top=value, spelled=True,
                     kind="percentage" if share else "count", unit="%" if share else "")  # fmt: skip


def _fractions(text: str, language: str, patterns: _Patterns) -> Iterator[Number]:
    values = {str(name).lower(): float(share) for name, share in (lexicon(language).get("fractions") or {}).items()}
    for match in patterns.fractions.finditer(text):
        value = values.get(" ".join(match.group().lower().replace("-", " ").split()))
        if value is not None:
            yield Number(start=match.start(), end=match.end(), value=value, top=value, kind="fraction", unit="%",
                         spelled=True)  # fmt: skip


def _zeros(text: str, language: str, patterns: _Patterns) -> Iterator[Number]:
    for match in patterns.zeros.finditer(text):
        yield Number(start=match.start(), end=match.end(), value=0.0, top=0.0, kind="zero", spelled=True)
