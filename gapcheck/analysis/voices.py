"""Where a source of evidence says otherwise than the reply: both voices, sentence beside sentence, and nobody judged."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log

from gapcheck.model import Case, Document, Quote, Response, Statement, quote
from gapcheck.text.citations import citations
from gapcheck.text.dates import dates
from gapcheck.text.lexicon import find
from gapcheck.text.mentions import key, slots, tokens, word_list
from gapcheck.text.scope import quoted
from gapcheck.text.spans import Span, base_language, sentences

NEAR, SHARED = 0.17, 2
"""Agreement of two sentences, and number of words agreeing, at which a statement tied to a request by the record
(`about`) and a sentence of the answer speak of one thing. One of the words must be the request's own."""
SURE, MANY = 0.5, 4
"""The same where the record does not tie them."""
COMMON = 0.12
"""A word in more than this share of all sentences carries little, and so does a generic one ("measure", "support")."""
LITTLE = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Otherwise:
    """A statement and the answer it differs from. `kind` is "practice" (the source sets what it saw against a rule, or
    denies it) or "years" (two series of years for one act); `said` is the reply's sentence, `other` the source's."""

    document: Document
    statement: Statement
    response: Response
    said: Quote
    other: Quote
    kind: str
    score: float
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Rarity:
    counts: Mapping[str, int]
    size: int
    generic: frozenset[str]

    def carries(self, name: str) -> bool:
        return name not in self.generic and not (self.size >= 30 and self.counts.get(name, 1) > COMMON * self.size)

    def weigh(self, names: Iterable[str]) -> float:
        return sum(
            log(1 + self.size / self.counts.get(name, 1)) * (1 if self.carries(name) else LITTLE) for name in names
        )


@lru_cache(maxsize=8192)
def _keys(text: str, language: str) -> frozenset[str]:
    """The words of a sentence as they are compared, without function words and figures."""
    idle = word_list(language, "aspect_function")
    kept = tuple(
        token.key
        for token in tokens(text, language)
        if len(token.text) > 2 and not token.text.isdigit() and token.text.lower() not in idle
    )
    return frozenset("+".join(min(part)) for part in slots(kept, language))


@lru_cache(maxsize=8)
def _rarity(case: Case) -> _Rarity:
    language = base_language(case.language)
    texts = [response.text for response in case.responses]
    texts += [statement.text for evidence in case.evidence for statement in evidence.statements]
    pool = [_keys(span.text, language) for text in texts for span in sentences(text, language)]
    titles = [case.recommendations.document.title, *([case.reply.document.title] if case.reply else [])]
    named = (_keys(title, language) for title in titles)  # the State and the subject, which every sentence may name
    generic = frozenset(key(word, language) for word in word_list(language, "aspect_generic")).union(*named)
    return _Rarity(Counter(name for keys in pool for name in keys), max(len(pool), 1), generic)


@lru_cache(maxsize=1024)
def _asked(case: Case, name: str) -> frozenset[str]:
    """The words of a request, and of what a full answer to it must touch."""
    request = case.recommendations.by_id[name]
    language = base_language(case.recommendations.document.language)
    terms = [term for aspect in request.expects for term in (aspect.aspect, *aspect.terms)]
    return frozenset[str]().union(*(_keys(text, language) for text in (request.title, request.text, *terms)))


@lru_cache(maxsize=4096)
def otherwise(case: Case, name: str) -> tuple[Otherwise, ...]:
    """What evidence says otherwise than the answers to one request: one entry a statement, the best matched first in
    the order of the evidence. Nothing where the two are in different languages."""
    language = base_language(case.language)
    answers = [response for response in case.answers.get(name, ()) if response.text]
    found = []
    for evidence in case.evidence:
        if base_language(evidence.document.language) != language or not answers:
            continue
        for statement in evidence.statements:
            if statement.kind not in ("fact", "rejoinder"):
                continue
            tied = name in case.recommendations.leaves_of(statement.about)
            if not tied and statement.about:
                continue
            pair = _years(evidence.document, statement, answers, language) if tied else None
            pair = pair or _practice(case, evidence.document, statement, answers, name if tied else "")
            if pair:
                found.append(pair)
    return tuple(found)


def _practice(
    case: Case, document: Document, statement: Statement, answers: list[Response], tied: str
) -> Otherwise | None:
    """The sentence of a statement that denies, or sets practice against rule, beside the sentence of the answers that
    speaks most of the same; `tied` is the request the record ties them by, "" where none."""
    asked = _asked(case, tied) if tied else frozenset[str]()
    language, rare = base_language(case.language), _rarity(case)
    best: Otherwise | None = None
    for theirs in sentences(statement.text, language):
        if statement.kind != "rejoinder" and not _denies(theirs, statement.text, language):
            continue
        their_keys = _keys(theirs.text, language) - _marks(language)
        for response in answers:
            for ours in sentences(response.text, language):
                shared = their_keys & _keys(ours.text, language)
                carrying = tuple(name for name in sorted(shared) if rare.carries(name))
                enough = carrying and len(shared) >= SHARED and asked & set(carrying) if tied else len(carrying) >= MANY
                if not enough or _denies(ours, response.text, language):
                    continue
                both = rare.weigh(their_keys) * rare.weigh(_keys(ours.text, language))
                score = rare.weigh(shared) / both**0.5 if both else 0.0
                if score >= (NEAR if tied else SURE) and (best is None or score > best.score):
                    best = Otherwise(
                        document=document, statement=statement, response=response, kind="practice", score=score,
                        said=quote(response, "text", ours.start, ours.end),
                        other=quote(statement, "text", theirs.start, theirs.end), words=carrying,
                    )  # fmt: skip
    return best


def _denies(sentence: Span, text: str, language: str) -> bool:
    """Whether a sentence, in its own voice, denies or sets what is done against what is said."""
    return any(
        not quoted(sentence.start + span.start, sentence.start + span.end, text)
        for span in find(sentence.text, language, "otherwise")
    )


@lru_cache(maxsize=16)
def _marks(language: str) -> frozenset[str]:
    words = " ".join(word_list(language, "otherwise"))
    return frozenset(token.key for token in tokens(re.sub(r"[^\w\s]", " ", words), language))


def _years(document: Document, statement: Statement, answers: list[Response], language: str) -> Otherwise | None:
    """Two series of years told of one act ("amended in 2010 and 2013" beside "in 2010 and 2012"): they share a year,
    and each has one that the other lacks. Years after the source was written do not count."""
    known = _numbers(statement.text, language)
    last = max((int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", f"{document.adopted} {document.published} {document.title}")), default=9999)  # fmt: skip
    for response in answers:
        if not known & _numbers(response.text, language):
            continue
        for theirs, their_years in _series(statement.text, language):
            for ours, our_years in _series(response.text, language):
                early = {year for year in our_years if year <= last}
                if their_years & early and their_years - early and early - their_years:
                    return Otherwise(
                        document=document, statement=statement, response=response, kind="years", score=1.0,
                        said=quote(response, "text", ours.start, ours.end),
                        other=quote(statement, "text", theirs.start, theirs.end),
                    )  # fmt: skip
    return None


def _numbers(text: str, language: str) -> frozenset[str]:
    """The numbers of the acts a text cites."""
    return frozenset(one.number.lower() for one in citations(text, language) if one.is_act and one.number)


def _series(text: str, language: str) -> list[tuple[Span, frozenset[int]]]:
    """The sentences with two bare years or more, and those years."""
    found = []
    for sentence in sentences(text, language):
        years = frozenset(
            int(dated.iso)
            for dated in dates(text, language)
            if sentence.start <= dated.start < sentence.end and dated.kind == "year"
        )
        if len(years) > 1:
            found.append((sentence, years))
    return found
