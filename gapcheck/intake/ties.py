"""Which requests a passage of evidence is about, told by its words, its heading, and what the State answered.

Three things speak for a tie: the words of the request itself; the heading the passage stands under; and a sentence of an
answer that speaks of the same, down to the article it cites. Words are weighed by their rarity in all that was asked,
answered and told. Where it is not plain the passage is left untied, for a wrong tie puts a stranger's words beside an
answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from math import fsum, log, sqrt
from typing import Any

from gapcheck.analysis.recurrence import ASIDE, idle
from gapcheck.analysis.weighed import by_sentence
from gapcheck.intake.draft import Record
from gapcheck.text.citations import citations
from gapcheck.text.spans import base_language, sentences

ENOUGH = 0.7
"""What the likeness to a request, the likeness to a sentence of its answers and half of what the heading says must come
to. Chosen, with the numbers below, on one assessment beside 22 requests; the held-out figures are of another document."""
ALONE, PLAIN = 0.3, 0.25
"""Likeness to a request from which it is enough alone; the same where one sentence shares many words with it."""
NEARLY = 0.85
"""A passage is about the request it fits best, and about those it fits this share as well."""
HEADING = 0.5
SOME, MANY = 2, 3
"""So many words that carry must be shared with a request, or with a sentence of its answers and one with the request;
so many where one sentence of the passage is compared alone."""
COMMON = 0.25
"""A word in more than this share of the requests is the subject of them all and tells none."""
FEW = 8
"""Of fewer requests no share says that a word is their subject."""
LITTLE = 0.3
MOST, SHARE = 3, 12
"""A passage that fits more requests than this, and more than one in twelve, is about the whole and tied to none."""
ACT = "act no."
HELD = 200
"""A word in more sentences of the answers than this leads to none of them: in a long reply that is most pairs."""
SHORT = 0.5
"""A sentence lighter than this share of the middle one counts as if it weighed as much: two words are soon alike."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A text by sentences, each as the names of its words and the numbers of what it cites."""

    sentences: tuple[frozenset[str], ...]

    @property
    def names(self) -> frozenset[str]:
        return frozenset[str]().union(*self.sentences)


@dataclass(frozen=True, slots=True, eq=False)
class _Sentence:
    """A sentence of an answer to some requests."""

    names: frozenset[str]
    requests: tuple[str, ...]


def tied(
    statements: Sequence[Record], record: Mapping[str, Any], language: str, replies: Sequence[Mapping[str, Any]] = ()
) -> None:
    """Gives `about` to each statement without one whose requests are plain; `replies` are the records that answer them.
    Another language than theirs ties nothing."""
    language = base_language(language)
    if base_language(record.get("document", {}).get("language", language)) != language:
        return
    bearing = _Bearing(record, [said(one["text"], language) for one in statements], language, replies)
    for one, told in zip(statements, bearing.told, strict=True):
        near = [] if one.get("about") else bearing.on(told, said(one.get("group", ""), language).names)
        if near:
            entries = list(one.items())
            one.clear()
            one.update([entries[0], ("about", near), *entries[1:]])


@lru_cache(maxsize=4096)
def said(text: str, language: str) -> _Said:
    """The sentences of a text as they are compared."""
    if not text:
        return _Said(())
    cited = [(one.start, f"{ACT if one.is_act else one.kind} {one.number.lower()}")
             for one in citations(text, language) if one.number]  # fmt: skip
    return _Said(
        tuple(
            names.union(number for start, number in cited if span.start <= start < span.end)
            for span, names in zip(sentences(text, language), by_sentence(text, language), strict=True)
        )
    )


class _Bearing:
    """The requests of one record, and the sentences of the answers to them, ready to be compared with what is told."""

    def __init__(
        self, record: Mapping[str, Any], told: Sequence[_Said], language: str, replies: Sequence[Mapping[str, Any]]
    ) -> None:
        self.told = told
        self.asked = {name: found for name, text in leaves(record)
                      if (found := said(ASIDE.sub(" ", text), language).names)}  # fmt: skip
        self.answered = list(_answered(replies, self.asked, language))
        pool = [names for one in told for names in one.sentences]
        pool += [one.names for one in self.answered] + list(self.asked.values())
        counts = Counter(chain.from_iterable(pool))
        among = Counter(name for names in self.asked.values() for name in names)
        most = COMMON * len(self.asked) if len(self.asked) >= FEW else len(self.asked)
        self.light = idle(language).union(
            (name for name, count in among.items() if count > most),
            said(record.get("document", {}).get("title", ""), language).names,
        )
        self.rare = {name: log(1 + len(self.asked) / count) for name, count in among.items() if name not in self.light}
        self.unasked = log(1 + len(self.asked))
        self.squares = {
            name: (log(1 + len(pool) / count) * (LITTLE if name in self.light else 1.0)) ** 2
            for name, count in counts.items()
        }
        self.own = {name: self._weigh(names) for name, names in self.asked.items()}
        heavy = [self._weigh(one.names) for one in self.answered]
        self.least = SHORT * sorted(heavy)[len(heavy) // 2] if heavy else 0.0
        self.heavy = {id(one): max(weight, self.least) for one, weight in zip(self.answered, heavy, strict=True)}
        self.wanting: dict[str, list[str]] = {}
        for request, names in self.asked.items():
            for name in names - self.light:
                self.wanting.setdefault(name, []).append(request)
        held: dict[str, list[_Sentence]] = {}
        for one in self.answered:
            for name in one.names - self.light:
                held.setdefault(name, []).append(one)
        self.holding = {name: places for name, places in held.items() if len(places) <= HELD}

    def on(self, told: _Said, heading: frozenset[str]) -> list[str]:
        """The requests a passage is about, in their order; none where it is not plain."""
        names = told.names
        whole, (answers, cited) = self._weigh(names), self._answers(told)
        headed = fsum(self.rare.get(name, self.unasked) for name in heading - self.light)
        fits: dict[str, float] = {}
        plain: list[str] = []
        counts = Counter(request for name in names - self.light for request in self.wanting.get(name, ()))
        for request, carrying in counts.items():
            wanted = self.asked[request]
            likeness = self._weigh(wanted & names) / sqrt(self.own[request] * whole)
            if carrying >= SOME or request in answers:
                title = fsum(self.rare.get(name, 0.0) for name in heading & wanted) / headed if headed else 0.0
                fits[request] = likeness + answers.get(request, 0.0) + HEADING * title
            if (carrying >= SOME and likeness >= ALONE) or (carrying >= MANY and self._plain(request, told)):
                plain.append(request)
        for request, alike in cited.items():
            fits[request] = max(fits.get(request, 0.0), alike)
        least = max(ENOUGH, NEARLY * max(fits.values(), default=0.0))
        near = [request for request in self.asked if fits.get(request, 0.0) >= least or request in plain]
        return near if len(near) <= max(MOST, len(self.asked) // SHARE) else []

    def _plain(self, request: str, told: _Said) -> bool:
        """Whether one sentence of a passage shares many words with a request and is like it."""
        wanted = self.asked[request]
        return any(
            len(shared) >= MANY
            and len(shared - self.light) >= MANY
            and self._weigh(shared) >= PLAIN * sqrt(self.own[request] * self._weigh(names))
            for names in told.sentences
            if (shared := wanted & names)
        )

    def _answers(self, told: _Said) -> tuple[Mapping[str, float], Mapping[str, float]]:
        """For each request how much the passage and an answer to it are alike, by their likest sentences; and the same
        of those that cite one act by its number."""
        found: dict[str, float] = {}
        cited: dict[str, float] = {}
        for names in told.sentences:
            counts: Counter[int] = Counter()
            near: dict[int, _Sentence] = {}
            for name in names - self.light:
                for one in self.holding.get(name, ()):
                    counts[id(one)] += 1
                    if counts[id(one)] == SOME:
                        near[id(one)] = one
            own = max(self._weigh(names), self.least)
            for one in near.values():
                shared = names & one.names
                alike = self._weigh(shared) / sqrt(own * self.heavy[id(one)])
                both = any(name.startswith(ACT) for name in shared)
                for request in one.requests:
                    found[request] = max(found.get(request, 0.0), alike)
                    cited[request] = max(cited.get(request, 0.0), alike if both else 0.0)
        return found, cited

    def _weigh(self, names: Iterable[str]) -> float:
        return fsum(map(self.squares.__getitem__, names))


def leaves(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every request without sub-items of the recommendations proper, with its text."""

    def walk(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        if not item.get("sub_items"):
            yield item["id"], item.get("text", "")
        for child in item.get("sub_items", ()):
            yield from walk(child)

    for item in record.get("recommendations", ()):
        yield from walk(item)


def _answered(replies: Iterable[Mapping[str, Any]], asked: Iterable[str], language: str) -> Iterator[_Sentence]:
    """The sentences of the answers in the language of the requests."""
    names = list(asked)
    for reply in replies:
        if base_language(reply["document"].get("language", language)) != language:
            continue
        for response in reply.get("responses", ()):
            answers = [str(name) for name in response.get("answers", ())]
            own = tuple(name for name in names if any(name == one or name.startswith(f"{one}.") for one in answers))
            for found in said(response.get("text", ""), language).sentences if own else ():
                yield _Sentence(found, own)
