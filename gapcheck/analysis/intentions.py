"""Sentences that speak of what is intended, considered or under way; promises of one reply looked for in the next."""

from __future__ import annotations

from functools import lru_cache

from gapcheck.analysis.answers import substance
from gapcheck.analysis.joint import is_joint, spoken_of
from gapcheck.analysis.kept import per_case
from gapcheck.analysis.timeline import done
from gapcheck.model import Case, Request, Response
from gapcheck.text.figures import figures
from gapcheck.text.figures_words import stems_of
from gapcheck.text.lexicon import entries, find, says
from gapcheck.text.spans import Span, base_language, sentences, spelled, stem
from gapcheck.text.tokens import word_list

QUOTES = '“”«»"'
REPORTED = 0.6
"""Share of a promise's words of matter that must come together in three sentences of the later reply for it to count
as reported; measured on the cases of tests/rules/mea003.yaml."""


@lru_cache(maxsize=2048)
def intentions(text: str, language: str) -> tuple[Span, ...]:
    """The sentences that announce or consider something, without those of a rule, of a refusal or in quotation marks."""
    found = []
    for sentence in sentences(text, language):
        announced = find(sentence.text, language, "intention")
        nots = find(sentence.text, language, "intention_not") if announced else ()
        for span in announced:
            if any(no.start < span.end and span.start < no.end for no in nots) or _quoted(sentence.text, span.start):
                continue
            if _purpose(sentence.text[: span.start], language):
                continue
            found.append(sentence)
            break
    return tuple(found)


def _purpose(before: str, language: str) -> bool:
    """True where what was done is only told with what it is for: "A council was set up, which will advise …"."""
    last = before.split()[-1:]
    relatives = word_list(language, "relatives") | word_list(language, "question_pronouns")
    return bool(last) and last[0].lower() in relatives and says(before, language, "done")


def _quoted(text: str, place: int) -> bool:
    before, behind = text[:place], text[place:]
    return before.count('"') % 2 == 1 or (
        before.count("“") > before.count("”") and "”" in behind) or (before.count("«") > before.count("»"))  # fmt: skip


def intentions_on(case: Case, response: Response, request: str) -> tuple[Span, ...]:
    """The sentences of an answer that announce or consider something about one of the requests it answers; all of
    them where the whole answer is intention."""
    found = intentions(response.text, case.language)
    if not found or not is_joint(case, response):
        return found
    starts = {span.start for span in found}
    if all(span.start in starts for span in substance(case, response)):
        return found
    about = {span.start for span in spoken_of(case, response, request)}
    return tuple(span for span in found if span.start in about)


def only_intentions(case: Case, request: str) -> bool:
    """True where the answers to a request announce something, report nothing done, give no figure and cite no more than
    they announce: of the sentences that say something, at least half are intentions. Of a joint answer the
    sentences that speak of the request are read."""
    announced = said = 0
    for response in case.answers[request]:
        spans = {span.start for span in intentions_on(case, response, request)}
        read = {span.start: span for span in spoken_of(case, response, request)}
        if any(span.start in read for span in done(case, response)):
            return False
        if any(figure.kind != "amount" and figure.quote[0] in read for figure in figures(response.text, case.language)):
            return False
        announced += len(spans)
        said += len(read.keys() - spans)
    return announced > 0 and announced >= said


def matter(text: str, language: str) -> frozenset[str]:
    """The stems of the words of matter of a text."""
    return frozenset(word for word in stems_of(text, language) if word.isalpha()) - _empty(language)


@lru_cache(maxsize=8)
def _empty(language: str) -> frozenset[str]:
    groups = ("stopwords", "noun_stops", "promise_words", "aspect_function")
    return frozenset(
        stem(word, language) for name in groups for entry in entries(language, name) for word in spelled(entry)
    )


@per_case
def _windows(case: Case) -> tuple[frozenset[str], ...]:
    """The words of matter of every three neighbouring sentences of the reply."""
    found = []
    for response in case.responses:
        held = [matter(span.text, case.language) for span in sentences(response.text, case.language)]
        for at in range(max(1, len(held) - 2)):
            found.append(frozenset().union(*held[at : at + 3]))
    return tuple(found)


def reported(case: Case, promise: str) -> bool:
    """Whether the reply comes back to what a sentence of the previous one promised."""
    wanted = matter(promise, case.language)
    return any(len(wanted & held) >= REPORTED * len(wanted) for held in _windows(case))


def concerned(case: Case, response: Response, promise: str) -> tuple[Request, ...]:
    """The request of this cycle a promise of the previous reply bears on: the one that shares most words of matter
    with it and its question, at least three; none where the two are in different languages."""
    language = case.recommendations.document.language
    if base_language(language) != base_language(case.previous.document.language if case.previous else language):
        return ()
    wanted = matter(f"{promise} {response.quoted}", language)
    scored = [(len(wanted & matter(request.text, language)), request) for request in case.requests]
    best = max((score for score, _ in scored), default=0)
    return next(((request,) for score, request in scored if score == best and best >= 3), ())
