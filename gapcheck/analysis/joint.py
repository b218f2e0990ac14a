"""Which sentences of an answer to several requests speak of each of them.

A sentence goes to the request with whose words it shares most, a word the less telling the more of the requests have it;
one that shares none goes where the sentence before it went, at the opening to all.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from gapcheck.analysis.answers import full_text, substance
from gapcheck.analysis.kept import per_case
from gapcheck.analysis.weighed import answers_of, names_of
from gapcheck.model import Case, Response
from gapcheck.text.spans import Span, base_language
from gapcheck.text.tokens import key, word_list

LEAST = 0.5
"""What a sentence must share at least to be about a request: one word that two of the requests have."""
NEARLY = 0.6
"""A sentence is about every request with whose words it shares so much of the most."""
GENERIC = 0.25
"""What a word counts that fits any request ("measure", "improve")."""


def is_joint(case: Case, response: Response) -> bool:
    """True for an answer to several requests, in the requests' language, that says more than one thing."""
    asked = base_language(case.recommendations.document.language)
    several = len(case.answered_by(response)) > 1 and len(substance(case, response)) > 1
    return several and asked == base_language(case.language)


def spoken_of(case: Case, response: Response, request: str) -> tuple[Span, ...]:
    """The sentences of substance of an answer that speak of one of the requests it answers; all of them for an answer to one
    request, and where no sentence of a joint answer is nearer to this request than to the others."""
    said = substance(case, response)
    if not is_joint(case, response) or request not in case.answered_by(response):
        return said
    about = _assigned(case)[response.id]
    own = tuple(span for span in said if request in about[span.start])
    return own or said


def tells_of(case: Case, response: Response, request: str, place: int) -> bool:
    """False where a joint answer speaks at `place` of another of the requests it answers."""
    if not is_joint(case, response) or request not in case.answered_by(response):
        return True
    about = _assigned(case)[response.id]
    starts = _starts(case, response.id)
    return request in about[starts[max(0, bisect_right(starts, place) - 1)]]


def touches_on(case: Case, text: str, request: str) -> bool:
    """False where a sentence of the reply has none of the telling words of a request in its language."""
    language = base_language(case.language)
    if base_language(case.recommendations.document.language) != language:
        return True
    wanted = names_of(full_text(case.recommendations.by_id[request]), language) - _dull(language)
    return not wanted or bool(wanted & names_of(text, language))


@per_case
def _starts(case: Case, response: str) -> tuple[int, ...]:
    return tuple(sorted(_assigned(case)[response]))


@per_case
def _assigned(case: Case) -> Mapping[str, Mapping[int, frozenset[str]]]:
    """For each joint answer, by the start of its sentences, the requests that each is about."""
    return {one.id: _requests(case, one) for one in case.responses if is_joint(case, one)}


def _requests(case: Case, response: Response) -> dict[int, frozenset[str]]:
    language = base_language(case.language)
    answered = case.answered_by(response)
    wants = {name: names_of(full_text(case.recommendations.by_id[name]), language) for name in answered}
    spread = Counter(word for words in wants.values() for word in words)
    dull = _dull(language)
    found: dict[int, frozenset[str]] = {}
    last = every = frozenset(answered)
    silent = set(answered)
    for sentence in answers_of(case)[response.id]:
        scores = {
            name: sum((GENERIC if word in dull else 1.0) / spread[word] for word in words & sentence.names)
            for name, words in wants.items()
        }
        most = max(scores.values())
        if most >= LEAST:
            last = frozenset(name for name, score in scores.items() if score >= most * NEARLY)
            silent -= last if last != every else set()
        found[sentence.span.start] = last
    return {start: names | silent for start, names in found.items()}


@lru_cache(maxsize=8)
def _dull(language: str) -> frozenset[str]:
    groups = ("aspect_generic", "aspect_verbs", "promise_words")
    return frozenset(key(word, language) for group in groups for word in word_list(language, group))
