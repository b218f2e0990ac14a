"""Where a source of evidence says otherwise than the reply: both voices, sentence beside sentence, and nobody judged."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from gapcheck.analysis.kept import per_case
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
PLAIN, SOME = 0.25, 3
"""The same where the record does not tie them and the source says outright that practice is another ("in practice")."""
LONE = 0.2
"""Instead of NEAR, where one carrying word is shared and the source does not say so outright."""
BEST = 0.6
"""A statement tied to several requests is shown where it fits best, and where it fits this share as well."""
LONG = 3
"""Characters of an act's number from which it alone ties two series of years."""
ALIKE = 6
"""Two words of one root ("registered", "registration") agree in so many letters."""
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


def _keys(text: str, language: str) -> frozenset[str]:
    """The words of a text as they are compared, without function words and figures."""
    return frozenset[str]().union(*_by_sentence(text, language))


@lru_cache(maxsize=2048)
def _by_sentence(text: str, language: str) -> tuple[frozenset[str], ...]:
    """The same for each of its sentences."""
    idle = word_list(language, "aspect_function")
    kept: list[list[str]] = [[] for _ in sentences(text, language)]
    for token in tokens(text, language):
        if len(token.text) > 2 and not token.text.isdigit() and token.text.lower() not in idle:
            kept[token.sentence].append(token.key)
    return tuple(frozenset("+".join(min(part)) for part in slots(tuple(keys), language)) for keys in kept)


@per_case
def _rarity(case: Case) -> _Rarity:
    language = base_language(case.language)
    texts = [response.text for response in case.responses]
    texts += [statement.text for evidence in case.evidence for statement in evidence.statements]
    pool = [keys for text in texts for keys in _by_sentence(text, language)]
    titles = [case.recommendations.document.title, *([case.reply.document.title] if case.reply else [])]
    named = (_keys(title, language) for title in titles)  # the State and the subject, which every sentence may name
    generic = frozenset(key(word, language) for word in word_list(language, "aspect_generic")).union(*named)
    return _Rarity(Counter(name for keys in pool for name in keys), max(len(pool), 1), generic)


@per_case
def _asked(case: Case, name: str) -> frozenset[str]:
    """The words of a request, and of what a full answer to it must touch."""
    request = case.recommendations.by_id[name]
    language = base_language(case.recommendations.document.language)
    terms = [term for aspect in request.expects for term in (aspect.aspect, *aspect.terms)]
    return frozenset[str]().union(*(_keys(text, language) for text in (request.title, request.text, *terms)))


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence of an answer or a statement with its keys and their weight."""

    span: Span
    keys: frozenset[str]
    weight: float


@per_case
def _answers(case: Case) -> Mapping[str, tuple[_Sentence, ...]]:
    """The sentences of every answer by the response's id."""
    return {response.id: _cut(case, response.text) for response in case.responses}


@per_case
def _cut(case: Case, text: str) -> tuple[_Sentence, ...]:
    language, rare = base_language(case.language), _rarity(case)
    both = zip(sentences(text, language), _by_sentence(text, language), strict=True)
    return tuple(_Sentence(span, keys, rare.weigh(keys)) for span, keys in both)


def otherwise(case: Case, name: str) -> tuple[Otherwise, ...]:
    """What evidence says otherwise than the answers to one request, in the order of the evidence: one entry a
    statement, with the best matched sentence. Nothing where the two are in different languages."""
    answers = [response for response in case.answers.get(name, ()) if response.text]
    found = []
    for evidence in case.evidence:
        if base_language(evidence.document.language) != base_language(case.language) or not answers:
            continue
        for statement in evidence.statements:
            if statement.kind not in ("fact", "rejoinder"):
                continue
            if not statement.about:
                pair = _untied(case).get((evidence.document.id, statement.id))
                found += [pair] if pair and any(response is pair.response for response in answers) else []
            elif pair := _tied(case).get((evidence.document.id, statement.id, name)):
                found.append(pair)
    return tuple(found)


@per_case
def _tied(case: Case) -> Mapping[tuple[str, str, str], Otherwise]:
    """The statements beside the answers to each request they are about, where they fit best and nearly as well."""
    found: dict[tuple[str, str, str], Otherwise] = {}
    language = base_language(case.language)
    for evidence in case.evidence:
        if base_language(evidence.document.language) != language:
            continue
        for statement in evidence.statements:
            if statement.kind not in ("fact", "rejoinder"):
                continue
            pairs: dict[str, Otherwise] = {}
            for name in case.recommendations.leaves_of(statement.about):
                answers = [response for response in case.answers.get(name, ()) if response.text]
                pair = _years(evidence.document, statement, answers, language)
                pair = pair or _practice(case, evidence.document, statement, answers, name)
                if pair:
                    pairs[name] = pair
            top = max((pair.score for pair in pairs.values()), default=0.0)
            for name, pair in pairs.items():
                if pair.score >= BEST * top:
                    found[evidence.document.id, statement.id, name] = pair
    return found


@per_case
def _untied(case: Case) -> Mapping[tuple[str, str], Otherwise]:
    """The statements that the record ties to no request, beside the answer that speaks of the same beyond doubt."""
    index: dict[str, set[str]] = {}
    for response in case.responses:
        for sentence in _answers(case)[response.id]:
            for key_ in sentence.keys:
                index.setdefault(key_, set()).add(response.id)
    rare, language = _rarity(case), base_language(case.language)
    found: dict[tuple[str, str], Otherwise] = {}
    for evidence in case.evidence:
        if base_language(evidence.document.language) != language:
            continue
        for statement in evidence.statements:
            if statement.about or statement.kind not in ("fact", "rejoinder"):
                continue
            theirs = [
                one
                for one in _cut(case, statement.text)
                if _denies(one.span.text, language) or statement.kind == "rejoinder"
            ]
            held = Counter(
                name for one in theirs for key_ in one.keys if rare.carries(key_) for name in index.get(key_, ())
            )
            near = [response for response in case.responses if held[response.id] >= SOME]
            pair = _years(evidence.document, statement, case.responses, language, sure=True)
            pair = pair or (_practice(case, evidence.document, statement, near, "") if near else None)
            if pair:
                found[evidence.document.id, statement.id] = pair
    return found


def _practice(
    case: Case, document: Document, statement: Statement, answers: Sequence[Response], tied: str
) -> Otherwise | None:
    """The sentence of a statement that denies, or sets practice against rule, beside the sentence of the answers that
    speaks most of the same; `tied` is the request the record ties them by, "" where none."""
    asked = _asked(case, tied) if tied else frozenset[str]()
    language = base_language(case.language)
    rare, marks = _rarity(case), _marks(language)
    best: Otherwise | None = None
    for theirs in _cut(case, statement.text):
        if statement.kind != "rejoinder" and not _denies(theirs.span.text, language):
            continue
        keys = theirs.keys - marks
        weight = rare.weigh(keys)
        plain = _plainly(theirs.span.text, language)
        least, many = (PLAIN, SOME) if plain else (SURE, MANY)
        for response in answers:
            for ours in _answers(case)[response.id]:
                shared = keys & ours.keys
                if len(shared) < SHARED:
                    continue
                carrying = tuple(sorted(name for name in shared if rare.carries(name)))
                enough = _of_request(asked, carrying) if tied else len(carrying) >= many
                score = rare.weigh(shared) / (weight * ours.weight) ** 0.5 if enough else 0.0
                if score < ((NEAR if plain or len(carrying) > 1 else LONE) if tied else least) or (
                    best and score <= best.score
                ):
                    continue
                if not _denies(ours.span.text, language) and not _defines(ours.span.text, language):
                    best = Otherwise(
                        document=document, statement=statement, response=response, kind="practice", score=score,
                        said=quote(response, "text", ours.span.start, ours.span.end),
                        other=quote(statement, "text", theirs.span.start, theirs.span.end), words=carrying,
                    )  # fmt: skip
    return best


@lru_cache(maxsize=2048)
def _denies(sentence: str, language: str) -> bool:
    """Whether a sentence, in its own voice, denies or sets what is done against what is said."""
    return any(not quoted(span.start, span.end, sentence) for span in find(sentence, language, "otherwise"))


def _of_request(asked: frozenset[str], carrying: Iterable[str]) -> bool:
    """Whether one of the words is the request's own, or of one root with one of its words."""
    roots = {name[:ALIKE] for name in asked if len(name) >= ALIKE}
    return any(name in asked or (len(name) >= ALIKE and name[:ALIKE] in roots) for name in carrying)


@lru_cache(maxsize=2048)
def _plainly(sentence: str, language: str) -> bool:
    """Whether a sentence, in its own voice, says outright that practice is another than the rule."""
    return any(not quoted(span.start, span.end, sentence) for span in find(sentence, language, "otherwise_plain"))


@lru_cache(maxsize=2048)
def _defines(sentence: str, language: str) -> bool:
    """Whether a sentence only says what a word means: nothing done or left undone stands against it."""
    return bool(find(sentence, language, "defines"))


@lru_cache(maxsize=16)
def _marks(language: str) -> frozenset[str]:
    words = " ".join(word_list(language, "otherwise"))
    return frozenset(token.key for token in tokens(re.sub(r"[^\w\s]", " ", words), language))


def _years(
    document: Document, statement: Statement, answers: Sequence[Response], language: str, sure: bool = False
) -> Otherwise | None:
    """Two series of years told of one act ("amended in 2010 and 2013" beside "in 2010 and 2012"): they share a year,
    and each has one that the other lacks. Years after the source was written do not count."""
    known = _numbers(statement.text, language)
    last = max((int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", f"{document.adopted} {document.published} {document.title}")), default=9999)  # fmt: skip
    for response in answers:
        both = known & _numbers(response.text, language)
        if not both or (sure and max(map(len, both)) < LONG):
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
