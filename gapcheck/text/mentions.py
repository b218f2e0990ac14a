"""Whether a text speaks of something: stems, spelling variants and synonyms, in any order, within a few words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from gapcheck.text.lexicon import phrase_pattern
from gapcheck.text.openings import folded
from gapcheck.text.spans import Span
from gapcheck.text.synonyms import Keys, slots, term_keys
from gapcheck.text.tokens import Token, tokens, word_list

WINDOW = 8
"""Words that may stand among those of one phrase: "internal and cross-border forms of trafficking" has five."""
SYNTAX = re.compile(r"[*…\[(]|^re:")


@lru_cache(maxsize=1024)
def _places(text: str, language: str) -> Mapping[str, Sequence[int]]:
    found: dict[str, list[int]] = {}
    for number, token in enumerate(tokens(text, language)):
        found.setdefault(token.key, []).append(number)
    return found


@lru_cache(maxsize=1024)
def _families(text: str, language: str) -> Mapping[str, tuple[str, ...]]:
    """The keys of a text by their first five letters."""
    found: dict[str, list[str]] = {}
    for name in _places(text, language):
        found.setdefault(name[:5], []).append(name)
    return {start: tuple(names) for start, names in found.items()}


def akin(one: str, other: str) -> bool:
    """Two stems of one family ("registr", "regist"), but no name of an agent beside its deed ("prosecutor")."""
    if one == other or one[:5] != other[:5]:
        return False
    common = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        common += 1
    rest = (one[common:], other[common:])
    longest = max(map(len, rest))
    return (
        common >= 5
        and longest <= (2 if common == 5 else 3)
        and not any(end.endswith(("er", "or", "eur")) for end in rest)
    )


@lru_cache(maxsize=4096)
def occurrences(choices: frozenset[Keys], text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Where any of the alternatives stands in `text`: pairs of token numbers, the second exclusive, in order."""
    places, found = _places(text, language), set()
    stream = tokens(text, language)
    function = word_list(language, "aspect_function")
    for phrase in choices:
        if not phrase:
            continue
        starts = list(places.get(phrase[0], ()))
        if len(phrase) == 1:
            near = [name for name in _families(text, language).get(phrase[0][:5], ()) if akin(name, phrase[0])]
            starts += [at for name in near for at in places[name]]
        for start in starts:
            end = start + 1
            for wanted in phrase[1:]:
                while end < min(start + 8, len(stream)) and stream[end].text.lower() in function:
                    end += 1
                if end >= len(stream) or stream[end].key != wanted:
                    break
                end += 1
            else:
                found.add((start, end))
    return tuple(sorted(found))


def mentions(phrase: str | Sequence[str], text: str, language: str) -> tuple[Span, ...]:
    """Every place where `text` speaks of `phrase` (or of any of several phrases): all its words or their synonyms in
    one sentence, with at most `WINDOW` words among them. A phrase with the signs of a lexicon entry (`*`, `…`, `[`,
    `(`, `re:`) is matched as one."""
    found: set[tuple[int, int]] = set()
    for each in [phrase] if isinstance(phrase, str) else phrase:
        if SYNTAX.search(each):
            found.update(match.span() for match in _marked(each, text))
            continue
        places = _together(slots(term_keys(each, language), language), text, language)
        if places:
            stream = tokens(text, language)
            own = places if each[:1].isupper() else _own(places, stream, language)
            found.update((stream[first].start, stream[last - 1].end) for first, last in own)
    return tuple(Span(start, end, text[start:end]) for start, end in sorted(found))


def _own(places: Sequence[tuple[int, int]], stream: Sequence[Token], language: str) -> list[tuple[int, int]]:
    """Without the single words that only say what an institution is for: "refugees" in "High Commissioner for
    Refugees" (in "Refugee Council" the word itself is who acts)."""
    before = word_list(language, "institution_of")
    return [
        (first, last)
        for first, last in places
        if last - first > 1
        or not first
        or not stream[first].name
        or stream[first - 1].name != stream[first].name
        or stream[first - 1].text not in before
    ]


OPENING = re.compile(r"[a-z0-9]+")


def _marked(phrase: str, text: str) -> Iterator[re.Match[str]]:
    """Where a phrase with the signs of a lexicon entry stands; not even compiled where its first letters do not."""
    opening = OPENING.match(phrase.lower())
    if opening and phrase[:3] != "re:" and opening.group() not in folded(text):
        return iter(())
    return _compiled(phrase).finditer(text)


@lru_cache(maxsize=1024)
def _compiled(phrase: str) -> re.Pattern[str]:
    return re.compile(phrase_pattern(phrase), re.IGNORECASE)


def _together(parts: Sequence[frozenset[Keys]], text: str, language: str) -> list[tuple[int, int]]:
    """Where all parts of a phrase stand together: pairs of word numbers, the second exclusive."""
    spots: list[tuple[tuple[int, int], ...]] = []
    for part in parts:
        spots.append(occurrences(part, text, language))
        if not spots[-1]:
            return []
    if not spots:
        return []
    if len(spots) == 1:
        return list(spots[0])
    stream = tokens(text, language)
    rarest = min(range(len(parts)), key=lambda number: len(spots[number]))
    room = WINDOW + sum(max(len(choice) for choice in part) for part in parts)
    found = []
    for anchor in spots[rarest]:
        chosen = [anchor]
        for number, others in enumerate(spots):
            if number == rarest:
                continue
            close = [pair for pair in others if _fits(pair, anchor, stream, room)]
            if not close:
                break
            chosen.append(min(close, key=lambda pair: abs(pair[0] - anchor[0])))
        else:
            first, last = min(start for start, _ in chosen), max(end for _, end in chosen)
            if last - first <= room:
                found.append((first, last))
    return found


def _fits(pair: tuple[int, int], anchor: tuple[int, int], stream: Sequence[Token], room: int) -> bool:
    one, other = stream[pair[0]], stream[anchor[0]]
    if one.sentence != other.sentence or abs(pair[0] - anchor[0]) > room:
        return False
    return one.name == other.name or (not one.name and not other.name)
