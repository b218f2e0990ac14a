"""The phrases that carry a request's meaning: what an answer to it must touch.

There is no tagger. Function words, verbs of asking and generic words (lists in the lexicon) cut the text into runs of
content words; what is rare among the requests of the case weighs more than what every request says.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from gapcheck.text.clauses import bodies, unasked
from gapcheck.text.lexicon import pattern
from gapcheck.text.pointed import Pointed, pointed
from gapcheck.text.rarity import WEAK, Rarity
from gapcheck.text.roles import BREAK, FUNCTION, GENERIC, NUMBER, VERB, verb_stems
from gapcheck.text.runs import JOINING, shape
from gapcheck.text.synonyms import Keys, slots
from gapcheck.text.tokens import Token, word_list

LEAST = 0.65
"""A phrase lighter than this carries no meaning of its own."""
NEAR = 60
"""Signs between an umbrella term and what names its members."""
LISTED = 0.5
"""The same for a member of an enumeration, which the body took the trouble to name."""

TELLING = 5
"""A single word that only its place makes an aspect has so many letters at least: "testimony", not "door"."""

MARK = re.compile(r"[,.;:()]")


class Touch(Enum):
    """Whether an answer speaks of an aspect; UNSURE where its words are there, but not together."""

    PRESENT = "present"
    UNSURE = "unsure"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a phrase: its alternatives (the word and its synonyms) and its weight."""

    choices: frozenset[Keys]
    weight: float


@dataclass(frozen=True, slots=True)
class Phrase:
    """An aspect derived from the text of a request: `text` stands at [start, end) of it; `firm` tells that it is
    more than a single word in running text (several words, a member of an enumeration); `score` orders phrases, the most
    specific first; `whole` tells that half of its weight must come together in a sentence of the answer."""

    start: int
    end: int
    text: str
    parts: tuple[Part, ...]
    score: float
    firm: bool = False
    whole: bool = False


def derive(text: str, language: str, rare: Rarity) -> tuple[Phrase, ...]:
    """The phrases that carry the meaning of a request, the most specific first; () for a language whose lexicon does
    not tell function words."""
    if not word_list(language, "aspect_function"):
        return ()
    stream, classes, runs = shape(text, language)
    inside = Counter(token.key for start, end in runs for token in stream[start:end])
    found: dict[frozenset[frozenset[Keys]], Phrase] = {}
    idle = unasked(text, language)
    aimed, named = pointed(text, language), bodies(text, language)
    for phrase in _aimed(text, stream, classes, aimed, idle, rare, language):
        found.setdefault(frozenset(part.choices for part in phrase.parts), phrase)
    for number, run in enumerate(runs):
        place = stream[run[0]].start
        within = bisect_right(idle, (place, len(text))) - 1
        if any(one.start <= place < one.end for one in aimed) or (within >= 0 and place < idle[within][1]):
            continue
        parts = _parts(stream, classes, run, inside, rare, language)
        made = _of_run(text, stream, classes, runs, number, parts, language)
        if made and any(first <= place < last for first, last in named):
            made = replace(made, firm=False)
        if made:
            found.setdefault(frozenset(part.choices for part in parts), made)
    return tuple(sorted(found.values(), key=lambda phrase: (-round(phrase.score, 3), phrase.start)))


def _of_run(
    text: str, stream: Sequence[Token], classes: Sequence[str], runs: Sequence[tuple[int, int]], number: int,
    parts: tuple[Part, ...], language: str,
) -> Phrase | None:  # fmt: skip
    """What a run of content words makes, if it weighs enough and is no adjective or participle by itself."""
    run = runs[number]
    last, single = stream[run[1] - 1], run[1] - run[0] == 1
    listed = _listed(text, stream, classes, runs, number)
    start, end = _shown(text, stream, classes, runs, number, language)
    if _umbrella(text, end, language) or _relates(stream, run[0], text[start:end], language):
        return None
    qualifies = end > last.end
    group = (
        listed
        and single
        and not _qualified(stream, classes, run[1])
        and last.text.lower() in word_list(language, "aspect_groups")
    )
    score = LISTED if group else sum(part.weight for part in parts)
    light = score < (LISTED if listed or qualifies else LEAST) or all(part.weight <= WEAK for part in parts)
    participles = tuple(word_list(language, "aspect_participles"))
    if (light and not group) or (len(parts) == 1 and participles and last.text.endswith(participles)):
        return None
    headed = single and _heads(text, stream, run[0], language)
    if single and not (qualifies or group or headed or _noun(last.text, language)):
        return None
    firm = (
        listed
        or qualifies
        or not single
        or (run[0] > 0 and stream[run[0]].text[:1].isupper() and not _begins(text, stream[run[0]].start))
        or (headed and word_list(language, "aspect_head") != {"first"})
        or (
            len(last.text) >= TELLING
            and word_list(language, "aspect_head") != {"first"}
            and (
                _governed(stream, classes, run[0], language)
                or _object(stream, classes, run[0], word_list(language, "aspect_owners"))
            )
        )
    )
    return Phrase(start, end, text[start:end], parts, score + 0.3 * listed + 0.2 * (len(parts) > 1), firm)


def _aimed(
    text: str, stream: Sequence[Token], classes: Sequence[str], aimed: Sequence[Pointed],
    idle: Sequence[tuple[int, int]], rare: Rarity, language: str,
) -> Iterator[Phrase]:  # fmt: skip
    """The phrases that are no runs of nouns: generic words and verbs of asking weigh in them where no other is there."""
    weak, verbs = word_list(language, "aspect_weak"), verb_stems(language)
    for one in aimed:
        if any(first <= one.start < last for first, last in idle):
            continue
        own = [
            place for place in one.words
            if classes[place] != GENERIC and stream[place].text.lower() not in weak and stream[place].key not in verbs
        ]  # fmt: skip
        parts = tuple(
            Part(slots((stream[place].key,), language)[0],
                 rare.weight(stream[place].key) if place in own or not own else WEAK)
            for place in one.words
        )  # fmt: skip
        score = sum(part.weight for part in parts)
        empty = one.how and not own
        if score >= LISTED and not empty:
            yield Phrase(one.start, one.end, text[one.start : one.end], parts, score, firm=True, whole=one.asks)


def _qualified(stream: Sequence[Token], classes: Sequence[str], at: int) -> bool:
    """True where what stands at `at` says which ones are meant: "children with disabilities"."""
    return at + 1 < len(stream) and classes[at] == FUNCTION and stream[at].text.lower() not in JOINING


def _parts(
    stream: Sequence[Token], classes: Sequence[str], run: tuple[int, int], inside: Mapping[str, int], rare: Rarity,
    language: str,
) -> tuple[Part, ...]:  # fmt: skip
    weak = word_list(language, "aspect_weak")
    function = word_list(language, "aspect_function")
    kept = [token for token in stream[run[0] : run[1]] if token.text.lower() not in function]
    cut = slots(tuple(token.key for token in kept), language)
    parts, at = [], 0
    for choices in cut:
        size = _size(choices, [token.key for token in kept], at)
        own = kept[at : at + size]
        at += size
        weight = max(rare.weight(token.key) for token in own)
        weight /= math.sqrt(min(inside[token.key] for token in own))
        if all(token.text.lower() in weak or _verbal(kept, token, language) for token in own):
            weight = min(weight, WEAK)
        parts.append(Part(choices, weight))
    return tuple(parts)


def _verbal(kept: Sequence[Token], token: Token, language: str) -> bool:
    """True for a participle behind the noun it tells of: "persons held", "personnes placées"."""
    word = token.text.lower()
    if token is kept[0] or word in word_list(language, "aspect_verbal_nouns"):
        return False
    weak = word_list(language, "aspect_weak")
    behind = word_list(language, "aspect_head") == {"first"} or (
        token is kept[-1] and all(other.text.lower() in weak for other in kept[:-1])
    )
    endings = tuple(word_list(language, "aspect_verbal_endings"))
    return behind and bool(endings) and (word.endswith(endings) or word in word_list(language, "irregular_participles"))


def _size(choices: frozenset[Keys], keys: Sequence[str], at: int) -> int:
    fitting = [len(choice) for choice in choices if tuple(keys[at : at + len(choice)]) == choice]
    return max(fitting, default=1)


def _listed(
    text: str, stream: Sequence[Token], classes: Sequence[str], runs: Sequence[tuple[int, int]], number: int
) -> bool:
    """True where only a comma or a conjunction stands between this run and a neighbour."""

    def joined(left: int, right: int) -> bool:
        between = range(runs[left][1], runs[right][0])
        gap = text[stream[runs[left][1] - 1].end : stream[runs[right][0]].start]
        return (
            len(between) <= 3
            and not re.search(r"[.;:]", gap)
            and all(classes[place] in (FUNCTION, GENERIC) for place in between)
            and ("," in gap or any(stream[place].text.lower() in JOINING for place in between))
        )

    return (number > 0 and joined(number - 1, number)) or (number + 1 < len(runs) and joined(number, number + 1))


def _begins(text: str, place: int) -> bool:
    """True where a sentence begins at `place`."""
    return text[:place].rstrip()[-1:] in ("", ".", ":", "?", "!", "•")


def _object(stream: Sequence[Token], classes: Sequence[str], first: int, owners: frozenset[str]) -> bool:
    """True where a run is what a verb of asking asks for: "train the signallers", "reduce their debts"."""
    at = first - 1
    while (
        at > 0
        and first - at <= 3
        and (classes[at] in (GENERIC, NUMBER) or len(stream[at].text) <= 3 or stream[at].text.lower() in owners)
    ):
        at -= 1
    return at >= 0 and classes[at] == VERB


def _governed(stream: Sequence[Token], classes: Sequence[str], first: int, language: str) -> bool:
    """True where a run is the object of a noun of doing: "reliance on informers", "access to counsel"."""
    return (
        first > 1
        and classes[first - 2] == GENERIC
        and stream[first - 1].text.lower() in word_list(language, "aspect_governing")
        and stream[first - 2].text.endswith(tuple(word_list(language, "aspect_deed_endings")))
    )


def _relates(stream: Sequence[Token], at: int, shown: str, language: str) -> bool:
    """True where a run says what those do who are meant ("those who are busy rowing")."""
    before = [token.text.lower() for token in stream[max(0, at - 2) : at]]
    gerunds = tuple(word_list(language, "aspect_gerunds"))
    return (
        len(before) == 2
        and bool(gerunds)
        and shown.endswith(gerunds)
        and before[0] in word_list(language, "question_pronouns") | word_list(language, "relatives")
        and before[1] in word_list(language, "copulas")
    )


def _umbrella(text: str, end: int, language: str) -> bool:
    """True where the members of what ends at `end` are named within a few words: "posts in the fleet, in particular …"."""
    members = pattern(language, "particulars").search(text, end, end + NEAR)
    if members is None:
        return False
    between = text[end : members.start()].rstrip().removesuffix(",")
    return not MARK.search(between) and not JOINING & set(between.lower().split())


def _heads(text: str, stream: Sequence[Token], at: int, language: str) -> bool:
    """True where a word stands between an article and a small word that ties what is meant to it: "a trend of decline"."""
    articles, ties = word_list(language, "articles"), word_list(language, "institution_of")
    return (
        0 < at < len(stream) - 1
        and stream[at - 1].text.lower() in articles
        and stream[at + 1].text.lower() in ties
        and not BREAK.search(text[stream[at].end : stream[at + 1].start])
    )


def _noun(word: str, language: str) -> bool:
    return word[:1].isupper() or word.endswith(tuple(word_list(language, "aspect_noun_endings")))


def _shown(
    text: str, stream: Sequence[Token], classes: Sequence[str], runs: Sequence[tuple[int, int]], number: int,
    language: str,
) -> tuple[int, int]:  # fmt: skip
    """The phrase as a reader should see it: with the generic noun it qualifies ("financial resources") and with the
    weak head it hangs on ("children in street situations")."""
    first, last = runs[number]
    weak, adverbs = word_list(language, "aspect_weak"), tuple(word_list(language, "aspect_adverb_endings"))
    at = last
    while at < len(stream) and classes[at] == GENERIC and not BREAK.search(text[stream[at - 1].end : stream[at].start]):
        at += 1
    if at > last and number + 1 < len(runs) and runs[number + 1][0] == at:
        at = last if BREAK.search(text[stream[at - 1].end : stream[at].start]) else runs[number + 1][1]
    if word_list(language, "aspect_head") != {"first"} and at > last and not stream[at - 1].text.endswith(adverbs):
        last = at
    if number and (left := runs[number - 1])[1] - left[0] == 1 and stream[left[0]].text.lower() in weak:
        between = classes[left[1] : first]
        gap = text[stream[left[0]].start : stream[first].start]
        if between == (FUNCTION,) and not BREAK.search(gap) and stream[left[1]].text.lower() not in JOINING:
            first = left[0]
    while first and stream[first].text[:1].isupper() and classes[first - 1] == GENERIC and (
        stream[first - 1].text[:1].isupper() and not text[stream[first - 1].end : stream[first].start].strip()
    ):  # fmt: skip
        first -= 1
    begin = stream[first].start
    while begin > 1 and text[begin - 1] in "-‑" and text[begin - 2].isalnum():
        begin = re.search(r"\w+\W$", text[:begin]).start()  # type: ignore[union-attr]
    return begin, stream[last - 1].end
