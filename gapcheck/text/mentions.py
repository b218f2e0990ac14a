"""Whether a text speaks of something: stems, spelling variants and synonyms, in any order, within a few words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from gapcheck.text.lexicon import entries, lexicon, phrase_pattern
from gapcheck.text.openings import folded
from gapcheck.text.spans import WORD, Span, base_language, sentences, stem, words

WINDOW = 8
"""Words that may stand among those of one phrase: "internal and cross-border forms of trafficking" has five."""
SYNTAX = re.compile(r"[*…\[(]|^re:")
MOST_WORDS = 1 << 16
"""So many different words are remembered at once."""
PARTS = re.compile(r"[^-‑]+")


class Token(NamedTuple):
    """One word or part of a hyphenated word: `key` is what it is compared by, `name` the number of the capitalised
    name of an institution it belongs to (0 for none), `sentence` the number of its sentence."""

    start: int
    end: int
    text: str
    key: str
    sentence: int = 0
    name: int = 0


Keys = tuple[str, ...]


def word_list(language: str, group: str) -> frozenset[str]:
    """The single words of a group whose entries hold several words each."""
    return _word_list(base_language(language), group)


@lru_cache(maxsize=128)
def _word_list(language: str, group: str) -> frozenset[str]:
    return frozenset(word for entry in entries(language, group) for word in entry.split())


class _Keys(dict[str, str]):
    """The keys of the words of one language, each worked out once."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.apart = {
            word: f"={group[0]}" for group in map(str.split, entries(language, "stem_apart")) for word in group
        }

    def __missing__(self, word: str) -> str:
        if len(self) > MOST_WORDS:
            self.clear()
        if len(word) > 2 and word[-1] == "s" and word[:-1].isupper():  # the plural of an acronym
            found = stem(word[:-1], self.language)
        else:
            found = self.apart.get(word.lower()) or stem(word, self.language)
        self[word] = found
        return found


@lru_cache(maxsize=32)
def _keys(language: str) -> _Keys:
    return _Keys(language)


def key(word: str, language: str) -> str:
    """The stem of a word, but for words that a stemmer throws together with others of another meaning."""
    return _keys(base_language(language))[word]


def _pieces(word: Span, language: str) -> list[Span]:
    """The parts of one written word: without an elided article, a hyphenated word in parts unless the first is a
    prefix ("co-operation" is one word, "face-to-face" is three)."""
    start, text = word.start, word.text
    if text.isalnum():
        return [word]
    elisions = word_list(language, "elisions")
    while elisions and (cut := re.match(r"(\w+)[’']", text)) and cut.group(1).lower() in elisions:
        start, text = start + cut.end(), text[cut.end() :]
    parts = list(PARTS.finditer(text))
    prefixes = word_list(language, "prefixes")
    found: list[Span] = []
    at = 0
    while at < len(parts):
        last = at
        while last + 1 < len(parts) and parts[last].group().lower() in prefixes:
            last += 1
        found.append(Span(start + parts[at].start(), start + parts[last].end(),
                          "".join(part.group() for part in parts[at : last + 1])))  # fmt: skip
        at = last + 1
    return found


@lru_cache(maxsize=1024)
def tokens(text: str, language: str) -> tuple[Token, ...]:
    """The words of `text` as they are compared."""
    language = base_language(language)
    keys, make = _keys(language), partial(tuple.__new__, Token)  # half the time of naming each field
    bounds = iter((*(sentence.end for sentence in sentences(text, language)[:-1]), len(text) + 1))
    found: list[Token] = []
    bound, number = next(bounds), 0
    for match in WORD.finditer(text):
        start, word = match.start(), match.group()
        while start >= bound:
            bound, number = next(bounds), number + 1
        if word.isalnum():
            found.append(make((start, match.end(), word, keys[word], number, 0)))
            continue
        for begin, end, piece in _pieces(Span(start, match.end(), word), language):
            found.append(make((begin, end, piece, keys[piece], number, 0)))
    return _named(text, found, language)


def _named(text: str, found: Sequence[Token], language: str) -> tuple[Token, ...]:
    """Numbers the capitalised runs that name an institution: "Ministry of Internal Affairs" speaks of nothing internal."""
    institution = word_list(language, "institution")
    function = word_list(language, "aspect_function")
    out, at, number = list(found), 0, 0
    while at < len(found):
        if not found[at].text[0].isupper():
            at += 1
            continue
        last, ahead = at, at + 1
        while ahead < len(found):
            gap = text[found[ahead - 1].end : found[ahead].start]
            if gap.strip("\n \t-‑") or found[ahead - 1].text.endswith(("'s", "’s")):
                break
            if found[ahead].text[0].isupper():
                last = ahead
            elif found[ahead].text not in function:
                break
            ahead += 1
        run = found[at : last + 1]
        if last > at and any(token.text in institution for token in run):
            number += 1
            for place in range(at, last + 1):
                token = found[place]
                out[place] = Token(token.start, token.end, token.text, token.key, token.sentence, number)
        at = last + 1
    return tuple(out)


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


@lru_cache(maxsize=2048)
def phrase_keys(phrase: str, language: str) -> Keys:
    """The keys of a phrase without its function words; all of them where it has no others."""
    return _phrase_keys(phrase, language, word_list(language, "aspect_function"))


@lru_cache(maxsize=2048)
def term_keys(phrase: str, language: str) -> Keys:
    """The same for a term that a person wrote: "before the interview" is more than "interview"."""
    telling = word_list(language, "term_function")
    whole = _phrase_keys(phrase, language, word_list(language, "aspect_function") - telling)
    return whole if len(whole) > 1 else phrase_keys(phrase, language)


def _phrase_keys(phrase: str, language: str, function: frozenset[str]) -> Keys:
    language = base_language(language)
    known = _keys(language)
    pieces = [piece for word in words(phrase) for piece in _pieces(word, language)]
    keys = [known[piece.text] for piece in pieces if piece.text.lower() not in function]
    return tuple(keys or [known[piece.text] for piece in pieces])


@lru_cache(maxsize=32)
def _synonyms(language: str) -> Mapping[Keys, frozenset[Keys]]:
    found: dict[Keys, set[Keys]] = {}
    for group in lexicon(language).get("synonyms", ()):
        phrases = [phrase_keys(str(phrase), language) for phrase in group]
        for phrase in phrases:
            found.setdefault(phrase, set()).update(phrases)
    return {phrase: frozenset(others) for phrase, others in found.items()}


@lru_cache(maxsize=32)
def _heads(language: str) -> frozenset[str]:
    """The first keys of the phrases of more than one word that have synonyms."""
    return frozenset(phrase[0] for phrase in _synonyms(language) if len(phrase) > 1)


def known_phrases(language: str) -> frozenset[Keys]:
    """The phrases of more than one word that have synonyms."""
    return frozenset(phrase for phrase in _synonyms(base_language(language)) if len(phrase) > 1)


def alternatives(keys: Keys, language: str) -> frozenset[Keys]:
    """A phrase and everything that says the same, as keys."""
    return _alternatives(keys, base_language(language))


@lru_cache(maxsize=1 << 14)
def _alternatives(keys: Keys, language: str) -> frozenset[Keys]:
    return _synonyms(language).get(keys, frozenset()) | {keys}


@lru_cache(maxsize=2048)
def slots(keys: Keys, language: str) -> tuple[frozenset[Keys], ...]:
    """A phrase cut into the parts that have synonyms of their own, longest first ("non-governmental organisation" is
    one part), each with its alternatives."""
    language = base_language(language)
    known, heads = _synonyms(language), _heads(language)
    found: list[frozenset[Keys]] = []
    at = 0
    while at < len(keys):
        size = 1
        if keys[at] in heads:
            size = next((size for size in range(min(4, len(keys) - at), 1, -1) if keys[at : at + size] in known), 1)
        found.append(_alternatives(keys[at : at + size], language))
        at += size
    return tuple(found)


def names(keys: Keys, language: str) -> list[str]:
    """The parts of a phrase (see `slots`), each under the one name that all its synonyms have."""
    named, heads = _named_parts(language), _heads(language)
    found: list[str] = []
    at = 0
    while at < len(keys):
        name, size = named.get(keys[at : at + 1], keys[at]), 1
        if keys[at] in heads:
            for longer in range(min(4, len(keys) - at), 1, -1):
                if keys[at : at + longer] in named:
                    name, size = named[keys[at : at + longer]], longer
                    break
        found.append(name)
        at += size
    return found


@lru_cache(maxsize=32)
def _named_parts(language: str) -> Mapping[Keys, str]:
    """The name of each phrase that has synonyms."""
    return {part: "+".join(min(same)) for part, same in _synonyms(language).items()}


@lru_cache(maxsize=32)
def shared_names(language: str) -> frozenset[str]:
    """The names that stand for several words."""
    return frozenset(_named_parts(base_language(language)).values())


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
