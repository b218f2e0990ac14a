"""What a document says about itself: symbol, title, body, State, language, dates, session, treaty, length.

Only what stands in the document is filled in; a date without a day is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources

import yaml

from gapcheck.intake.blocks import Kind, Source
from gapcheck.intake.draft import Record
from gapcheck.intake.profile import Fact, Profile
from gapcheck.intake.units import Unit
from gapcheck.text.dates import dates
from gapcheck.text.spans import count_words

HEAD = 6000
"""Title pages and preambles of the shared documents end within 6,000 characters."""
SYMBOL = re.compile(r"(?<![\w/])[A-Z]{1,8}(?:/[A-Z0-9][A-Za-z0-9.()-]*[A-Za-z0-9)]|/\d|/[A-Z])+(?:\d+)?(?![\w/])")
_COMMON = {
    "en": {"the", "of", "and", "to", "that", "for", "with", "on", "by", "is"},
    "fr": {"le", "la", "les", "des", "et", "de", "du", "que", "pour", "dans", "est", "aux"},
    "es": {"el", "la", "los", "las", "de", "del", "y", "que", "para", "en", "por", "una"},
}
_ORDER = (
    "id kind symbol title body state language wording adopted published reply_due received period session treaty procedure"
    " replies_to previous evaluates follows about quoted_symbol quoted_date follow_up words source"
).split()


def document(source: Source, units: Sequence[Unit], profile: Profile, kind: str, before: int) -> Record:
    """The `document` of a record of `kind`, without its id. The first `before` units are its title and preamble."""
    head = _head(units)
    every = "\n".join(unit.text for unit in units)
    language = source.language or guess_language(every)
    found: Record = {"kind": kind, **dict(profile.fixed)}
    for fact in profile.facts:
        if fact.kinds and kind not in fact.kinds:
            continue
        value = _value(fact, head if fact.place == "head" else every, language)
        if value and fact.field not in found:
            found[fact.field] = value
    if "symbol" not in found:
        found |= {"symbol": symbol} if (symbol := _running(units, profile)) else {}
    found.setdefault("title", _title(units[:before], str(found.get("body", ""))))
    if not found.get("state"):
        found["state"] = state_of(found.get("title", "")) or _alone(units) or state_of(_BRACKETED.sub("", head))
    found |= {"language": language, "wording": "verbatim", "words": words(source), "source": _source(source)}
    return ordered(found)


def _running(units: Sequence[Unit], profile: Profile) -> str:
    """The symbol that stands only in the running head of the first page; "" where none does."""
    heads = "\n".join(unit.text for unit in [unit for unit in units[:40] if unit.skip == "furniture"][:4])
    facts = [fact for fact in profile.facts if fact.field == "symbol"]
    return next((value for fact in facts if (value := _value(fact, heads, "en"))), "")


_BRACKETED = re.compile(r"\([^()]{0,200}\)")
"""A State in brackets is not the one a document is about: "(Norway)" behind a recommendation."""


def _alone(units: Sequence[Unit]) -> str:
    """The State whose name stands alone on a line of the title page."""
    for unit in [unit for unit in units if not unit.skip][:40]:
        if len(unit.text) <= 80 and unit.cell < 0:
            name = state_of(unit.text)
            pattern, _ = _states()
            if name and not pattern.sub("", _folded(unit.text)).strip(" *.,()"):
                return name
    return ""


def ordered(found: Mapping[str, object]) -> Record:
    """The fields that are filled, in the order people read them."""
    return {key: found[key] for key in _ORDER if found.get(key)}


def _source(source: Source) -> Record:
    name = source.file.replace("\\", "/").rpartition("/")[2]
    found = {"file": name, "sha256": source.sha256, "pages": source.pages}
    return {key: value for key, value in found.items() if value}


def words(source: Source) -> int:
    """The length of the document in words: footnotes count, page furniture and the contents page do not."""
    skipped = (Kind.FURNITURE, Kind.CONTENTS)
    return sum(count_words(f"{block.label} {block.text}") for block in source.blocks if block.kind not in skipped)


def _head(units: Sequence[Unit]) -> str:
    text = ""
    for unit in units:
        if unit.skip in ("furniture", "contents"):
            continue
        text += unit.text + "\n"
        if len(text) > HEAD:
            break
    return text[:HEAD]


def _title(preamble: Sequence[Unit], body: str) -> str:
    """The first heading of the preamble, else its first paragraph; the name of the body is no title."""
    plain = [unit for unit in preamble if not unit.skip and len(unit.text) > 8 and unit.label is None][:8]
    plain = [unit for unit in plain if unit.text.strip("* ") != body] or plain
    first = next((unit for unit in plain if unit.kind is Kind.HEADING), plain[0] if plain else None)
    return first.text.strip("* ")[:300] if first else ""


def _value(fact: Fact, text: str, language: str) -> str:
    for match in fact.match.finditer(text):
        value = " ".join((match.groupdict().get("value") or match.group()).split()).strip(" ,;:*")
        if fact.value == "date":
            reach = value if "value" in match.groupdict() else value + " " + text[match.end() : match.end() + 80]
            first = next(iter(dates(" ".join(reach.split()), language)), None)
            value = first.iso if first is not None and len(first.iso) == 10 and not first.until else ""
        elif fact.value == "state":
            value = state_of(value)
        elif fact.value == "symbol":
            symbol = SYMBOL.search(value)
            value = symbol.group() if symbol else ""
        if value:
            return value
    return ""


@lru_cache(maxsize=1)
def _states() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """One pattern for every State's names, the longest first, and name → code."""
    text = (resources.files("gapcheck.intake") / "states.yaml").read_text("utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    codes = {_folded(name): code for code, names in yaml.load(text, Loader=loader).items() for name in names}
    names = sorted(codes, key=lambda name: (-len(name), name))
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(name) for name in names) + r")(?!\w)"), codes


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("’", "'")).lower()


def state_of(text: str) -> str:
    """The State `text` names most often, the first of those on a par; "" where it names none."""
    pattern, codes = _states()
    found = Counter(codes[match.group()] for match in pattern.finditer(_folded(text)))
    return found.most_common(1)[0][0] if found else ""


def guess_language(text: str) -> str:
    """ "en", "fr" or "es", by the commonest words; English where nothing tells."""
    seen = Counter(re.findall(r"[^\W\d_]+", text[:40000].lower()))
    scores = {language: sum(seen[word] for word in words) for language, words in _COMMON.items()}
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] else "en"
