"""Values of metadata out of running text: what a line of metadata finds, as text, date, period, State or symbol.

What documents of any family say about themselves is data (`facts.yaml`), looked for where a profile found nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from gapcheck.intake.profile import Fact, fact, pattern
from gapcheck.text.dates import dates

SYMBOL = re.compile(r"(?<![\w/])[A-Z]{1,8}(?:/[A-Z0-9][A-Za-z0-9.()-]*[A-Za-z0-9)]|/\d|/[A-Z])+(?:\d+)?(?![\w/])")
Value = str | dict[str, str]
NEAR = 30
"""A period stands this close behind the words that announce it."""
SHORTEST = 28
"""Days of a period: a meeting or a visit is shorter."""
_LINK = re.compile(
    r",?\s*(?:[-–—−]|to|until|till|through|and|up to|au|à|jusqu[’']au|et(?: le)?|al?|hasta(?: el)?|y(?: el)?)\s*(?:the|le|el)?\s*",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _general() -> Mapping[str, Any]:
    text = (resources.files("gapcheck.intake") / "facts.yaml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded


@lru_cache(maxsize=1)
def general() -> tuple[Fact, ...]:
    """What any document may say about itself."""
    return tuple(fact(one, _general()["words"]) for one in _general()["metadata"])


@lru_cache(maxsize=1)
def _lines() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What a line of a title that goes on ends with, what opens a title, what ends one."""
    data = _general()
    last = pattern(r"(?:^|[\s’'])(?:{open})$", data["words"])
    return last, pattern(data["opens"], data["words"]), pattern(data["stops"], data["words"])


def goes_on(before: str, after: str, close: bool) -> bool:
    """Whether a line of a title page goes on in the next: that begins small, or this ends with a word such as "of", or
    both stand close as lines of one title do."""
    if not before or not after or len(before) > 400 or before[-1] in ".;:!?*]":
        return False
    last, opens, stops = _lines()
    if stops.match(after):
        return False
    if after[0].islower() or last.search(before[-20:]):
        return True
    title = close and opens.match(before) and len(after) <= 120 and after[-1] not in ".;:"
    return bool(title) and not _is_state(after)


@lru_cache(maxsize=1)
def _asks() -> re.Pattern[str]:
    return re.compile(_general()["asks"])


def asks(text: str) -> bool:
    """Whether a passage asks for something, or speaks of a request."""
    return _asks().search(text) is not None


def title_of(text: str) -> str:
    """A title without what stands behind it in the same passage: when it was adopted, the mark of a footnote."""
    ends = pattern(_general()["ends"], _general()["words"]).search(text)
    return text[: ends.start()].rstrip(" ,") if ends and ends.start() > 8 else text


def _is_state(text: str) -> bool:
    """Whether a line names a State and nothing else."""
    names, _ = states()
    return bool(names.search(folded(text))) and not names.sub("", folded(text)).strip(" *.,()")


def fill(found: dict[str, Any], facts: Sequence[Fact], kind: str, places: Mapping[str, str], language: str) -> None:
    """Adds what `facts` find in the `places` of a document of `kind`; the first value of a field stays."""
    for one in facts:
        if found.get(one.field) or (one.kinds and kind not in one.kinds):
            continue
        value = value_of(one, places[one.place], language)
        if value:
            found[one.field] = value


def value_of(wanted: Fact, text: str, language: str) -> Value:
    """The first value that a line of metadata finds in `text`; "" where it finds none."""
    for passage in _passages(wanted, text):
        for match in wanted.match.finditer(passage):
            value = _read(wanted, match, passage, language)
            if value:
                return value
    return ""


def _passages(wanted: Fact, text: str) -> Iterator[str]:
    if wanted.near is None:
        yield text
    else:
        yield from (line for line in text.split("\n") if wanted.near.search(line))


def _read(wanted: Fact, match: re.Match[str], text: str, language: str) -> Value:
    value = " ".join((match.groupdict().get("value") or match.group()).split()).strip(" ,;:*")
    if wanted.value == "period":
        told = match.group().rstrip(" :")[-1:].isalpha()
        return _period(" ".join(text[match.end() : match.end() + 120].split()), language, told)
    if wanted.value == "date":
        reach = value if "value" in match.groupdict() else value + " " + text[match.end() : match.end() + 80]
        first = next(iter(dates(" ".join(reach.split()), language)), None)
        return first.iso if first is not None and len(first.iso) == 10 and not first.until else ""
    if wanted.value == "state":
        return state_of(value)
    if wanted.value == "symbol":
        symbol = SYMBOL.search(value)
        return symbol.group() if symbol else ""
    return value


def _period(text: str, language: str, told: bool) -> Value:
    """The period at the head of `text`, its first and last day; {} where none stands there. A single year is one where
    words before it have `told` so: in a title it may be anything's."""
    if _YEAR.match(text):
        text = f"{_LEAD.get(language, '')} {text}"
    found = dates(text, language)
    if not found or found[0].start > NEAR or found[0].open:
        return {}
    first = found[0]
    if not first.until and len(found) > 1 and _LINK.fullmatch(text[first.end : found[1].start]):
        return _days(first.first, found[1].last)
    return _days(first.first, first.last) if first.until or (told and first.kind == "year") else {}


_YEAR = re.compile(r"(?:19|20)\d\d\b")
_LEAD = {"en": "in", "fr": "en", "es": "en"}
"""Four digits are told as a year by what stands before them."""


def _days(first: str, last: str) -> Value:
    length = date.fromisoformat(last) - date.fromisoformat(first)
    return {"from": first, "to": last} if length.days >= SHORTEST else {}


@lru_cache(maxsize=1)
def states() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """One pattern for every State's names, the longest first, and name → code."""
    text = (resources.files("gapcheck.intake") / "states.yaml").read_text("utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    codes = {folded(name): code for code, names in yaml.load(text, Loader=loader).items() for name in names}
    names = sorted(codes, key=lambda name: (-len(name), name))
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(name) for name in names) + r")(?!\w)"), codes


def folded(text: str) -> str:
    """The text in one letter case, with one apostrophe and single spaces."""
    return re.sub(r"\s+", " ", text.replace("’", "'")).lower()


def state_of(text: str) -> str:
    """The State `text` names most often, the first of those on a par; "" where it names none. A name in small letters
    is another word: "à sa 28e réunion", "porcelain from china"."""
    pattern, codes = states()
    printed, low = " ".join(text.split()), folded(" ".join(text.split()))
    same = len(printed) == len(low)  # a few letters have no small one of their own length
    found = Counter(
        codes[match.group()] for match in pattern.finditer(low) if not same or not printed[match.start()].islower()
    )
    return found.most_common(1)[0][0] if found else ""
