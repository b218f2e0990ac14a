"""What a request points at though it is no noun: the answer to an indirect question ("who may be vulnerable", "by which
entity"), what something is to be ("proportionate to the danger"), and the members of "short, medium and long term".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from gapcheck.text.clauses import ASIDE
from gapcheck.text.lexicon import pattern
from gapcheck.text.roles import BREAK, CONTENT, FUNCTION, GENERIC, NUMBER, VERB, verb_stems
from gapcheck.text.runs import JOINING, shape
from gapcheck.text.spans import stem
from gapcheck.text.tokens import Token, word_list

CLAUSE = 14
"""So many words of an indirect question are read at most."""
SERIES = 3
"""So many words before one noun are a series."""


class Pointed(NamedTuple):
    """`words` are the numbers of the words that count, in a phrase that stands at [start, end) of the text; `asks` tells
    that it is a question, whose words must come together in an answer; `how` that it asks how or why."""

    start: int
    end: int
    words: tuple[int, ...]
    asks: bool = False
    how: bool = False


@lru_cache(maxsize=2048)
def pointed(text: str, language: str) -> tuple[Pointed, ...]:
    """The phrases, in the order of the text, none overlapping another."""
    stream, classes, _ = shape(text, language)
    found: list[Pointed] = []
    for one in sorted([*_questions(text, stream, classes, language), *_series(text, stream, classes, language),
                       *_predicates(text, stream, classes, language)], key=lambda one: (one.start, not one.asks)):  # fmt: skip
        if not found or one.start >= found[-1].end:
            found.append(one)
    return tuple(found)


def _questions(text: str, stream: Sequence[Token], classes: Sequence[str], language: str) -> Iterator[Pointed]:
    always, pronouns = word_list(language, "question_words"), word_list(language, "question_pronouns")
    at = 0
    while at < len(stream):
        word = stream[at].text.lower()
        first = at
        if word in pronouns:
            if (
                at
                and classes[at - 1] == FUNCTION
                and stream[at - 1].text.lower() in word_list(language, "question_links")
            ):
                first = at - 1
            if not _free(
                text, stream, classes, first, language, first < at or word in word_list(language, "question_things")
            ):
                at += 1
                continue
        elif word not in always:
            at += 1
            continue
        aside = ASIDE.match(text, stream[at].end)
        while aside and at + 1 < len(stream) and stream[at + 1].start < aside.end():
            at += 1
        end = _end(text, stream, classes, at, language)
        kept = tuple(place for place in range(at + 1, end) if classes[place] in (CONTENT, GENERIC, VERB))
        if kept:
            yield Pointed(
                stream[first].start,
                stream[kept[-1]].end,
                kept,
                asks=True,
                how=word in always and word not in word_list(language, "question_or_not"),
            )
        at = end


def _end(text: str, stream: Sequence[Token], classes: Sequence[str], at: int, language: str) -> int:
    """Where a question that opens at `at` ends: at a mark, at another question or verb behind a conjunction, at what it
    is asked for ("to ensure"), or where the clause that holds it goes on ("whether …, should be")."""
    others = word_list(language, "question_words") | word_list(language, "question_pronouns")
    modals = word_list(language, "aspect_modals")
    told, end = 0, at + 1
    while end < min(len(stream), at + CLAUSE) and not BREAK.search(text[stream[end - 1].end : stream[end].start]):
        word, after = stream[end].text.lower(), end + 1
        told += word in modals
        verb = after < len(stream) and classes[after] == VERB
        if told > 1 or (word in JOINING and (verb or (after < len(stream) and stream[after].text.lower() in others))):
            break
        if verb and classes[end] == FUNCTION and end - at > 1 and word in word_list(language, "aspect_verb_openers"):
            break
        end += 1
    return end


def _free(text: str, stream: Sequence[Token], classes: Sequence[str], at: int, language: str, linked: bool) -> bool:
    """True where a pronoun at `at` asks: a noun before it would make it relate ("the bodies which …"), and so may one
    before a conjunction, unless a small word stands between (`linked`: "and by whom")."""
    gap = text[stream[at - 1].end : stream[at].start] if at else ":"
    if at == 0 or BREAK.search(gap):
        return bool(re.search(r"[.;:•●]", gap))
    if stream[at - 1].text.lower() in word_list(language, "question_openers"):
        return True
    return (linked and stream[at - 1].text.lower() in JOINING) or classes[at - 1] == VERB


def _series(text: str, stream: Sequence[Token], classes: Sequence[str], language: str) -> Iterator[Pointed]:
    """Three words or more before one noun that says nothing by itself, with commas and a conjunction between them; none
    whose members are named behind it ("…, including")."""
    endings, weak = tuple(word_list(language, "aspect_noun_endings")), word_list(language, "aspect_weak")
    if word_list(language, "aspect_head") != {"last"}:
        return
    at = 0
    while at < len(stream):
        words = [at]
        place = at
        while place + 1 < len(stream) and classes[place] in (CONTENT, GENERIC):
            gap = text[stream[place].end : stream[place + 1].start]
            after = place + 1
            if stream[after].text.lower() in JOINING and after + 1 < len(stream) and gap.strip() in ("", ","):
                after += 1
            elif gap.strip() != ",":
                break
            if classes[after] not in (CONTENT, GENERIC):
                break
            words.append(after)
            place = after
        head = words[-1] + 1
        if (
            len(words) >= SERIES
            and stream[words[-1] - 1].text.lower() in JOINING
            and head < len(stream)
            and (classes[head] == GENERIC or stream[head].text.lower() in weak)
            and not BREAK.search(text[stream[words[-1]].end : stream[head].start])
            and not pattern(language, "members").match(text[stream[head].end : stream[head].end + 40])
            and not any(stream[word].text.lower().endswith(endings) for word in words)
        ):
            yield Pointed(stream[words[0]].start, stream[head].end, tuple(words))
            at = head
        at += 1


def _predicates(text: str, stream: Sequence[Token], classes: Sequence[str], language: str) -> Iterator[Pointed]:
    """What something is to be: an adjective behind "be", or a participle with an adverb of its own kind."""
    copulas, participles = word_list(language, "copulas"), tuple(word_list(language, "copula_participles"))
    adverbs = tuple(word_list(language, "aspect_adverb_endings"))
    gerunds = tuple(word_list(language, "aspect_gerunds"))
    pronouns = word_list(language, "question_pronouns") | word_list(language, "relatives")
    verbs = verb_stems(language) | {stem(word, language) for word in word_list(language, "irregular_participles")}
    for at in range(1, len(stream) - 1):
        if stream[at].text.lower() not in copulas:
            continue
        place = at + 1
        while (
            place < len(stream)
            and classes[place] == GENERIC
            and adverbs
            and stream[place].text.lower().endswith(adverbs)
        ):
            place += 1
        if (
            place >= len(stream)
            or classes[place] != CONTENT
            or BREAK.search(text[stream[at].end : stream[place].start])
        ):
            continue
        done = participles and stream[place].text.lower().endswith(participles)
        if (done and place == at + 1) or (gerunds and stream[place].text.lower().endswith(gerunds)):
            continue
        if place + 1 < len(stream) and classes[place + 1] in (CONTENT, NUMBER):
            continue
        if stream[at - 1].text.lower() in pronouns or stem(stream[place].text, language) in verbs:
            continue
        yield Pointed(stream[at + 1].start, stream[place].end, tuple(range(at + 1, place + 1)))
