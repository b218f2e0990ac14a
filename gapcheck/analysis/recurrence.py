"""Requests that were made before: by the same body in an earlier cycle, by another body, or by a source of evidence.

Two requests are taken for one where the words that carry them agree, each weighed by its rarity among all that was ever
asked in the case: an agreement in "victims" and "trafficking" proves nothing where every request speaks of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from math import fsum, log

from gapcheck.analysis.kept import per_case
from gapcheck.model import Case, Document, Quote, Request, Statement, quote
from gapcheck.text.dates import dates
from gapcheck.text.lexicon import find
from gapcheck.text.mentions import akin
from gapcheck.text.scope import quoted
from gapcheck.text.spans import base_language, sentences, stem
from gapcheck.text.synonyms import names, shared_names
from gapcheck.text.tokens import tokens, word_list

ALIKE, SHARED = 0.47, 3
"""Agreement, and number of words agreeing, at which two requests ask for the same. Chosen on the 163 recommendations of
one universal periodic review, one half taken as earlier: of 14 pairs above it none was of two matters, of 5 pairs just
below one was."""
DEEDS, DOING = 0.3, 2
"""Less agreement is enough where so many of the words are deeds ("investigate and prosecute")."""
MATTERS = 2
"""So many words must be what the deeds are done to, where a sentence only reports what somebody asked."""
SHORT = 0.75
"""Two words are enough where they are nearly all there is ("ratify … disappearance")."""
ASIDE = re.compile(r"\([^()]*\)(?=\W*$)")
"""What closes a request in brackets: the paragraph it cites, the States that made it."""
NOTE = re.compile(r"(?<=[^\W\d_]{3}[.!?])\d{1,3}(?=\s+[“\"‘(]?[^\W\d_])")
"""The number of a note behind a full stop, where a sentence ends that the segmenter does not see."""
COMMON = 0.3
"""A word in more than this share of all requests carries none of them."""
FEW = 12
"""Of fewer requests no share says that a word is common."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """An earlier request that asks for what a request asks: `since` ISO 8601 or a prefix ("" unknown), `by` the body or
    the document, `label` where it stands there, `score` the agreement, `shared` the words it rests on."""

    document: Document
    quote: Quote
    since: str
    by: str
    label: str
    score: float
    shared: tuple[str, ...]
    tied: bool = False


@dataclass(frozen=True, slots=True)
class _Source:
    """An earlier request: a record, or one sentence of a statement that tells what somebody asked."""

    document: Document
    record: Request | Statement
    keys: frozenset[str]
    about: tuple[str, ...] = ()
    start: int = 0
    end: int | None = None


class _Pool:
    """All earlier requests, found by their words, and what these are worth among all requests there are."""

    def __init__(self, sources: Sequence[_Source], own: Sequence[frozenset[str]]) -> None:
        self.sources = sources
        counts = Counter(chain.from_iterable([*own, *(source.keys for source in sources)]))
        size = len(own) + len(sources)
        most = COMMON * size if size >= FEW else size
        self.weights = {name: 0.0 if count > most else log(1 + size / count) for name, count in counts.items()}
        self.whole = [self.weigh(source.keys) for source in sources]
        self.holding: dict[str, list[int]] = {}
        self.tied: dict[str, list[int]] = {}
        for place, source in enumerate(sources):
            for name in source.keys:
                if self.weights[name]:
                    self.holding.setdefault(name, []).append(place)
            for request in source.about:
                self.tied.setdefault(request, []).append(place)

    def near(self, own: frozenset[str], request: str) -> list[int]:
        """The places of the sources that are tied to a request or share words with it that carry, in order."""
        counts = Counter(place for name in own for place in self.holding.get(name, ()))
        return sorted(
            {place for place, count in counts.items() if count >= SHARED - 1}.union(self.tied.get(request, ()))
        )

    def weigh(self, names: Iterable[str]) -> float:
        return fsum(self.weights[name] for name in names)


@lru_cache(maxsize=16)
def idle(language: str) -> frozenset[str]:
    """The stems that carry nothing of a request; a deed carries, and so does its noun ("identify", "identification")."""
    groups = ("aspect_function", "aspect_generic", "aspect_weak", "aspect_verbs", "citation_common")
    words = frozenset[str]().union(*(word_list(language, group) for group in groups))
    found = frozenset(stem(word, language) for word in words)
    deeds: dict[str, list[str]] = {}
    for deed in _deeds(language):
        deeds.setdefault(deed[:5], []).append(deed)
    return frozenset(
        name for name in found if not any(name == deed or akin(name, deed) for deed in deeds.get(name[:5], ()))
    )


@lru_cache(maxsize=4096)
def matter(text: str, language: str) -> frozenset[str]:
    """The words of a text that carry its meaning, as they are compared; a word or phrase with synonyms under one name
    for all of them. Verbs of asking ("ensure", "develop") carry nothing, verbs of deeds ("investigate", "train") do."""
    language = base_language(language)
    text = ASIDE.sub(" ", text)
    small, several = idle(language), shared_names(language)
    return frozenset(
        name
        for name in names(tuple(token.key for token in tokens(text, language)), language)
        if name in several or not (name in small or name.isdigit() or len(name) < 3)
    )


@per_case
def _pool(case: Case) -> _Pool:
    language = base_language(case.recommendations.document.language)
    sources: list[_Source] = []
    for earlier in case.earlier:
        if base_language(earlier.document.language) == language:
            sources += [
                _Source(earlier.document, request, matter(request.text, language)) for request in earlier.requests
            ]
    for evidence in case.evidence:
        if base_language(evidence.document.language) == language:
            sources += [
                _Source(evidence.document, one, matter(one.text, language), case.recommendations.leaves_of(one.about))
                for one in evidence.statements
                if one.kind == "recommendation"
            ]
            sources += [
                told for one in evidence.statements if one.kind == "fact" for told in _told(evidence.document, one)
            ]
    return _Pool(sources, [matter(node.text, language) for node in asked_in(case)])


def _told(document: Document, statement: Statement) -> Iterator[_Source]:
    """The sentences of a statement that tell what somebody asked of the authorities, by what stands behind that verb."""
    language, text = base_language(document.language), statement.text
    spots = find(text, language, "reported_request")
    for sentence in sentences(text, language) if spots else ():
        cuts = [
            sentence.start,
            *(mark.end() for mark in NOTE.finditer(text, sentence.start, sentence.end)),
            sentence.end,
        ]
        for start, end in pairwise(cuts):
            spot = next((spot for spot in spots if start <= spot.start < end), None)
            if spot and not quoted(spot.start - start, spot.end - start, text[start:end]):
                start += len(text[start:end]) - len(text[start:end].lstrip())
                yield _Source(document, statement, matter(text[spot.end : end], language), (), start, end)


@per_case
def asked_in(case: Case) -> tuple[Request, ...]:
    """Every request and everything above one that has words of its own."""
    return tuple(
        node
        for item in (*case.recommendations.items, *case.recommendations.parts)
        if item.part in ("", "proposals")
        for node in item.walk()
        if node.text
    )


@per_case
def recurring(case: Case, name: str) -> tuple[Earlier, ...]:
    """What was asked before of what a request, or the recommendation above it, asks in its own words; the oldest
    first, those without a date last."""
    pool, language = _pool(case), case.recommendations.document.language
    own = matter(case.recommendations.by_id[name].text, language)
    whole = pool.weigh(own) if pool.sources else 0.0
    found = []
    for place in pool.near(own, name):
        source, shared = pool.sources[place], own & pool.sources[place].keys
        weight = pool.weigh(shared)
        score = weight / (whole * pool.whole[place]) ** 0.5 if weight else 0.0
        tied = name in source.about
        carrying = [key for key in sorted(shared) if pool.weights[key] > 0]
        if not tied and not _alike(score, carrying, language, MATTERS if source.end else 0):
            continue
        found.append(
            Earlier(
                document=source.document,
                quote=quote(source.record, "text", source.start, source.end),
                since=date_of(source.document),
                by=source_name(source.document),
                label=_label(source),
                score=score,
                shared=tuple(carrying),
                tied=tied,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.since or "9999", one.document.id)))  # else in document order


def _alike(score: float, shared: list[str], language: str, matters: int) -> bool:
    """Whether two requests ask for the same; `matters` words must be no deeds where less agreement is enough."""
    if len(shared) < SHARED:
        return len(shared) == SHARED - 1 and score >= SHORT
    done = len(_deeds(base_language(language)) & set(shared))
    return score >= ALIKE or (score >= DEEDS and done >= DOING and len(shared) - done >= matters)


@lru_cache(maxsize=16)
def _deeds(language: str) -> frozenset[str]:
    return frozenset(stem(word, language) for word in word_list(language, "request_deeds"))


def source_name(document: Document) -> str:
    """Who speaks in a document: its body, up to the first semicolon, else its title without the date at its end, its
    symbol or its id."""
    body, title = document.body.split(";")[0].strip(), document.title
    if not body and (named := dates(title, document.language)) and named[-1].end == len(title):
        title = title[: named[-1].start].rstrip(" ,–-")
    return body or title or document.symbol or document.id


def date_of(document: Document) -> str:
    """When a document was adopted, published or received; else the newest date that its title names."""
    known = document.adopted or document.published or document.received
    if known:
        return known
    named = dates(document.title, document.language)
    return max((dated.iso for dated in named), default="")


def _label(source: _Source) -> str:
    if isinstance(source.record, Request):
        return source.record.id
    return re.sub(r"[^\w.]+$", "", source.record.label)
