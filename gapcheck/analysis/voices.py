"""Where a source of evidence says otherwise than the reply: both voices, sentence beside sentence, and nobody judged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gapcheck.analysis.kept import per_case
from gapcheck.analysis.weighed import ALIKE, Sentence, answers_of, names_of, rarity_of, sentences_of, sharing
from gapcheck.analysis.years import differing, series
from gapcheck.model import Case, Document, Quote, Response, Statement, quote
from gapcheck.text.lexicon import find, says
from gapcheck.text.scope import quoted
from gapcheck.text.spans import base_language
from gapcheck.text.tokens import tokens, word_list

NEAR, SHARED = 0.17, 2
"""Agreement of two sentences, and number of words agreeing, at which a statement tied to a request by the record
(`about`) and a sentence of the answer speak of one thing. One of the words must be the request's own, and one alone
is enough only where the source says outright that practice is another."""
SURE, MANY = 0.5, 4
"""The same where the record does not tie them."""
PLAIN, SOME = 0.25, 3
"""The same where the record does not tie them and the source says outright that practice is another ("in practice")."""
BEST = 0.6
"""A statement tied to several requests is shown where it fits best, and where it fits this share as well."""


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
class _Told:
    """A sentence of a source that denies, or sets practice against rule; `plain` where it says so outright."""

    sentence: Sentence
    names: frozenset[str]
    plain: bool


def otherwise(case: Case, name: str) -> tuple[Otherwise, ...]:
    """What evidence says otherwise than the answers to one request, in the order of the evidence: one entry a
    statement, with the best matched sentence. Nothing where the two are in different languages."""
    answers = {response.id for response in case.answers.get(name, ())}
    if not answers:
        return ()
    tied, untied = _tied(case), _untied(case)
    found = []
    for document, statement in _speaking(case):
        pair = (
            tied.get((document.id, statement.id, name)) if statement.about else untied.get((document.id, statement.id))
        )
        if pair and (statement.about or pair.response.id in answers):
            found.append(pair)
    return tuple(found)


@per_case
def _speaking(case: Case) -> tuple[tuple[Document, Statement], ...]:
    """The facts and rejoinders of the evidence in the language of the reply."""
    return tuple(
        (evidence.document, statement)
        for evidence in case.evidence
        if base_language(evidence.document.language) == base_language(case.language)
        for statement in evidence.statements
        if statement.kind in ("fact", "rejoinder")
    )


@per_case
def _tied(case: Case) -> Mapping[tuple[str, str, str], Otherwise]:
    """The statements beside the answers to each request they are about, where they fit best and nearly as well."""
    found: dict[tuple[str, str, str], Otherwise] = {}
    language = base_language(case.language)
    for document, statement in _speaking(case):
        pairs: dict[str, Otherwise] = {}
        told = _told(statement, language) if statement.about else ()
        for name in case.recommendations.leaves_of(statement.about):
            answers = [response for response in case.answers.get(name, ()) if response.text]
            pair = _years(document, statement, answers, language) or _practice(
                case,
                document,
                statement,
                told,
                [one for response in answers for one in answers_of(case)[response.id]],
                name,
            )
            if pair:
                pairs[name] = pair
        top = max((pair.score for pair in pairs.values()), default=0.0)
        for name, pair in pairs.items():
            if pair.score >= BEST * top:
                found[document.id, statement.id, name] = pair
    return found


@per_case
def _untied(case: Case) -> Mapping[tuple[str, str], Otherwise]:
    """The statements that the record ties to no request, beside the answer that speaks of the same beyond doubt."""
    language = base_language(case.language)
    found: dict[tuple[str, str], Otherwise] = {}
    for document, statement in _speaking(case):
        if statement.about:
            continue
        pair = _years(document, statement, case.responses, language, sure=True)
        pair = pair or _practice(case, document, statement, _told(statement, language), None, "")
        if pair:
            found[document.id, statement.id] = pair
    return found


def _told(statement: Statement, language: str) -> tuple[_Told, ...]:
    """The sentences of a statement that deny or set practice against rule, but none that asks for something ("urged not
    to"); all of a rejoinder's."""
    spots = find(statement.text, language, "otherwise")
    if not spots and statement.kind != "rejoinder":
        return ()
    marks = _marks(language)
    return tuple(
        _Told(one, one.names - marks, _in_own_voice(one.span.text, language, "otherwise_plain"))
        for one in sentences_of(statement.text, language)
        if statement.kind == "rejoinder"
        or (
            any(one.span.start <= spot.start < one.span.end for spot in spots)
            and _in_own_voice(one.span.text, language, "otherwise")
            and not says(one.span.text, language, "reported_request")
        )
    )


def _practice(
    case: Case,
    document: Document,
    statement: Statement,
    told: Sequence[_Told],
    near: Sequence[Sentence] | None,
    tied: str,
) -> Otherwise | None:
    """The sentence of a statement that denies, or sets practice against rule, beside the one of `near` (None: of all
    answers) that speaks most of the same; `tied` is the request the record ties them by, "" where none."""
    language = base_language(case.language)
    best: Otherwise | None = None
    for theirs in told:
        least, many = (PLAIN, SOME) if theirs.plain else (SURE, MANY)
        weight = -1.0
        for ours in sharing(case, theirs.names, many) if near is None else near:
            shared = theirs.names & ours.names
            if len(shared) < SHARED:
                continue
            rare = rarity_of(case)
            carrying = tuple(sorted(name for name in shared if rare.carries(name)))
            if not (_speaks_of(case, tied, carrying, theirs.plain) if tied else len(carrying) >= many):
                continue
            weight = rare.weigh(theirs.names) if weight < 0 else weight
            score = rare.weigh(shared) / (weight * rare.weigh(ours.names)) ** 0.5
            if score < (NEAR if tied else least) or (best and score <= best.score):
                continue
            if ours.response and not _answers_it(ours.span.text, language):
                best = Otherwise(
                    document=document, statement=statement, response=ours.response, kind="practice", score=score,
                    said=quote(ours.response, "text", ours.span.start, ours.span.end),
                    other=quote(statement, "text", theirs.sentence.span.start, theirs.sentence.span.end), words=carrying,
                )  # fmt: skip
    return best


def _speaks_of(case: Case, name: str, carrying: Sequence[str], plain: bool) -> bool:
    """Whether words that a source and an answer share are enough for a request that the record ties them by."""
    return (plain or len(carrying) > 1) and _asked(case, name).named_in(carrying)


def _answers_it(sentence: str, language: str) -> bool:
    """Whether a sentence of an answer denies as well, or only says what a word means: nothing stands against it."""
    return _in_own_voice(sentence, language, "otherwise") or bool(find(sentence, language, "defines"))


def _in_own_voice(sentence: str, language: str, group: str) -> bool:
    """Whether a sentence says something of a group, and not within quotation marks."""
    return any(not quoted(span.start, span.end, sentence) for span in find(sentence, language, group))


@dataclass(frozen=True, slots=True)
class _Asked:
    """The words of a request and of what a full answer to it must touch, and their roots."""

    names: frozenset[str]
    roots: frozenset[str]

    def named_in(self, carrying: Iterable[str]) -> bool:
        """Whether one of the words is the request's own, or of one root with one of its words."""
        return any(name in self.names or (len(name) >= ALIKE and name[:ALIKE] in self.roots) for name in carrying)


@per_case
def _asked(case: Case, name: str) -> _Asked:
    request = case.recommendations.by_id[name]
    language = base_language(case.recommendations.document.language)
    terms = [term for aspect in request.expects for term in (aspect.aspect, *aspect.terms)]
    found = frozenset[str]().union(
        *(names_of(text, language) for text in (request.title, request.text, *terms) if text)
    )
    return _Asked(found, frozenset(name[:ALIKE] for name in found if len(name) >= ALIKE))


@lru_cache(maxsize=16)
def _marks(language: str) -> frozenset[str]:
    words = " ".join(word_list(language, "otherwise"))
    return frozenset(token.key for token in tokens(re.sub(r"[^\w\s]", " ", words), language))


def _years(
    document: Document, statement: Statement, answers: Iterable[Response], language: str, sure: bool = False
) -> Otherwise | None:
    """Two series of years told of one act, side by side."""
    for response in answers if series(statement.text, language) else ():
        pair = differing(document, statement.text, response.text, language, sure)
        if pair:
            theirs, ours = pair
            return Otherwise(
                document=document, statement=statement, response=response, kind="years", score=1.0,
                said=quote(response, "text", ours.start, ours.end),
                other=quote(statement, "text", theirs.start, theirs.end),
            )  # fmt: skip
    return None
