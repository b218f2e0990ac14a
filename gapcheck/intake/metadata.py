"""What a document says about itself: symbol, title, body, State, language, dates, session, treaty, length.

Only what stands in the document is filled in; a date without a day is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from gapcheck.intake.blocks import Kind, Source
from gapcheck.intake.draft import Record
from gapcheck.intake.facts import SYMBOL, fill, folded, general, goes_on, state_of, states, title_of, value_of
from gapcheck.intake.profile import Profile
from gapcheck.intake.treaties import treaty_of
from gapcheck.intake.units import Unit
from gapcheck.text.dates import dates
from gapcheck.text.spans import count_words

__all__ = ["SYMBOL", "document", "guess_language", "ordered", "words"]

HEAD = 6000
"""Title pages and preambles of the shared documents end within 6,000 characters."""
FRONT = 1500
"""Characters in which the title of a document stands."""
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
    every = "\n".join(unit.text for unit in units)
    head = _head(units, source)
    opening = _head(units[:before], source)
    places = {"head": head, "all": every, "opening": opening, "front": opening[:FRONT]}
    language = source.language or guess_language(every)
    found: Record = {"kind": kind, **dict(profile.fixed)}
    fill(found, profile.facts, kind, places, language)
    if "symbol" not in found:
        found |= {"symbol": symbol} if (symbol := _running(units, profile)) else {}
    fill(found, general(), kind, places, language)
    if not found.get("title"):
        found["title"] = _title(units[:before], str(found.get("body", "")))
    found["title"] = title_of(str(found["title"]))
    if kind == "evidence" and not (found.get("published") or found.get("adopted")):
        found["title"] = _dated(str(found["title"]), opening, language)
    symbols = [str(found.get(name, "")) for name in ("symbol", "quoted_symbol")]
    told = treaty_of(symbols, str(found["title"]), str(found.get("body", "")), head, language)
    found["treaty"] = told or found.get("treaty")
    if not found.get("state"):
        found["state"] = state_of(found.get("title", "")) or _alone(units) or state_of(_BRACKETED.sub("", head))
    found |= {"language": language, "wording": "verbatim", "words": words(source), "source": _source(source)}
    return ordered(found)


def _dated(title: str, opening: str, language: str) -> str:
    """A title with the month or year that stands alone on a line of the title page: since when a source speaks."""
    for line in opening[:FRONT].splitlines():
        found = dates(line, language) if title and len(line) <= 20 else ()
        if [one.kind for one in found] in (["month"], ["year"]) and found[0].text == line.strip(" ()."):
            return title if dates(title, language) else f"{title}, {line.strip(' ().')}"
    return title


def _running(units: Sequence[Unit], profile: Profile) -> str:
    """The symbol that stands only in the running head of the first page; "" where none does."""
    heads = "\n".join(unit.text for unit in [unit for unit in units[:40] if unit.skip == "furniture"][:4])
    facts = [fact for fact in profile.facts if fact.field == "symbol"]
    return next((str(value) for fact in facts if (value := value_of(fact, heads, "en"))), "")


_BRACKETED = re.compile(r"\([^()]{0,200}\)")
"""A State in brackets is not the one a document is about: "(Norway)" behind a recommendation."""


def _alone(units: Sequence[Unit]) -> str:
    """The State whose name stands alone on a line of the title page."""
    for unit in [unit for unit in units if not unit.skip][:40]:
        if len(unit.text) <= 80 and unit.cell < 0:
            name = state_of(unit.text)
            pattern, _ = states()
            if name and not pattern.sub("", folded(unit.text)).strip(" *.,()"):
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


def _head(units: Sequence[Unit], source: Source) -> str:
    """The first characters of a document, a passage a line; lines of one title are joined."""
    lines: list[str] = []
    length = 0
    last: Unit | None = None
    for unit in units:
        if unit.skip in ("furniture", "contents") or not unit.text:
            continue
        whole = last is not None and last.label is None and unit.label is None and last.cell < 0 and unit.cell < 0
        if last is not None and whole and goes_on(lines[-1], unit.text, _close(last, unit, source)):
            lines[-1] += f" {unit.text}"
        else:
            lines.append(unit.text)
        last, length = unit, length + len(unit.text)
        if length > HEAD:
            break
    return "\n".join(lines)[:HEAD]


WIDE = 60
"""A line of a title this long may go on behind an empty line: title pages are set wide."""


def _close(before: Unit, after: Unit, source: Source) -> bool:
    """Whether two passages stand as lines of one title do: at one edge, the second in the line below."""
    one, two = source.blocks[before.block], source.blocks[after.block]
    if source.format not in ("txt", "pdf"):  # the others mark their paragraphs
        return False
    if not one.line or one.page != two.page or abs(one.indent - two.indent) > 2 or one.bold != two.bold:
        return False
    below = source.text.count("\n", one.end, two.start)
    return below == 1 or (below == 2 and len(before.text) >= WIDE and one.indent > 0)


def _title(preamble: Sequence[Unit], body: str) -> str:
    """The first heading of the preamble, else its first paragraph; the name of the body is no title."""
    plain = [unit for unit in preamble if not unit.skip and len(unit.text) > 8 and unit.label is None][:8]
    plain = [unit for unit in plain if unit.text.strip("* ") != body] or plain
    first = next((unit for unit in plain if unit.kind is Kind.HEADING), plain[0] if plain else None)
    return first.text.strip("* ")[:300] if first else ""


def guess_language(text: str) -> str:
    """ "en", "fr" or "es", by the commonest words; English where nothing tells."""
    seen = Counter(re.findall(r"[^\W\d_]+", text[:40000].lower()))
    scores = {language: sum(seen[word] for word in words) for language, words in _COMMON.items()}
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] else "en"
