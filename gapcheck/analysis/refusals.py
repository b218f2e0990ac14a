"""Where a reply refuses what a request asks, in whose voice, and whether the refusal is the core of the answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from gapcheck.analysis.answers import REFUSALS, case_rarity, full_text, positions, substance
from gapcheck.analysis.kept import per_case
from gapcheck.analysis.standing import bears, reported, standing, staying
from gapcheck.model import Case, Position, Request, Response
from gapcheck.text.clauses import unasked
from gapcheck.text.lexicon import find, pattern, says
from gapcheck.text.rarity import WEAK
from gapcheck.text.scope import asserted, quoted, sentence_at
from gapcheck.text.spans import Span, base_language, sentences
from gapcheck.text.tokens import key, tokens, word_list

SHORT = 4
"""An answer of so few sentences has its refusal for a core wherever it stands, and so has one beside the position
"noted"; a longer one must open with it."""
OPENING = 3
ABOVE = 2
"""So many words of what stands above a list must be in a sentence that refuses all of it."""


class Kind(Enum):
    """POSITION: declined by a recorded position. WILL: the government says it will not. KEPT: what the request wants
    gone stays. LAW: the law, a list or a register does not provide for what is asked. ENOUGH: what is there is called
    enough, or it would be too early for more."""

    POSITION = "position"
    WILL = "will"
    KEPT = "kept"
    LAW = "law"
    ENOUGH = "enough"


@dataclass(frozen=True, slots=True)
class Refusal:
    """`span` is the refusing sentence in the text of the response (None for a position); `by` who refuses ("" the
    State); `core` tells that the answer to the request is this refusal; `whole` that it refuses what stands above the
    request, and with it every part of that."""

    response: Response
    kind: Kind
    span: Span | None = None
    core: bool = False
    by: str = ""
    whole: bool = False


def refusals(case: Case, request: Request) -> tuple[Refusal, ...]:
    """Every refusal of a request in the answers tied to it, in document order."""
    return _refusals(case, request.id)


@per_case
def _refusals(case: Case, name: str) -> tuple[Refusal, ...]:
    request = case.recommendations.by_id[name]
    found: list[Refusal] = []
    for response in case.answers[name]:
        found += _by_position(response, request)
        found += _by_words(case, response, request)
    return tuple(found)


def is_declined(case: Case, request: Request) -> bool:
    """True where the answers to a request amount to a refusal."""
    return any(refusal.core for refusal in refusals(case, request))


def _by_position(response: Response, request: Request) -> list[Refusal]:
    stances = [stance for stance in response.stances if stance.request in ("", request.id)]
    refusing = [stance for stance in stances if stance.position in REFUSALS]
    everyone = len(refusing) == len(stances)
    return [
        Refusal(response, Kind.POSITION, None, everyone or not stance.by, stance.by) for stance in refusing
    ]  # fmt: skip


def _by_words(case: Case, response: Response, request: Request) -> list[Refusal]:
    text, language = response.text, case.language
    said = substance(case, response)
    noted = Position.NOTED in positions(response, request.id)
    found: dict[tuple[int, int], Refusal] = {}

    def add(kind: Kind, place: int) -> None:
        sentence = sentence_at(place, text, language)
        if (sentence.start, sentence.end) in found:
            return
        anaphor = says(sentence.text, language, "request_anaphor")
        follows = kind is Kind.LAW or says(sentence.text, language, "consequence_words")
        context = _with_before(text, sentence, language) if follows else _clause(sentence, place, language)
        own = (
            kind is Kind.ENOUGH
            or _shared(case, request.text or full_text(request), context)
            or (anaphor and kind is not Kind.KEPT)
        )
        if not (own or _above(case, request, context)):
            return
        order = next((number for number, span in enumerate(said) if span.start <= place < span.end), len(said))
        others = [other for other in case.answers[request.id] if other.id != response.id and substance(case, other)]
        core = (noted or len(said) <= SHORT or order < OPENING) and not others
        if kind is Kind.LAW:
            core = core and (noted or _law_stays(request, text, language))
        found[sentence.start, sentence.end] = Refusal(response, kind, sentence, core, whole=not own)

    for span in asserted(text, language, "declined"):
        add(Kind.WILL, span.start)
    for span in asserted(text, language, "not_provided", past="past_scope"):
        add(Kind.LAW, span.start)
    if any(token.text.lower() in word_list(language, "abolish_verbs") for token in tokens(request.text, language)):
        for span in find(text, language, "kept"):
            if not quoted(span.start, span.end, text):
                add(Kind.KEPT, span.start)
    for kind, span in _standing(case, request, text):
        if not any(start <= span.start < end for start, end in found):
            add(kind, span.start)
    return [found[place] for place in sorted(found)]


def _standing(case: Case, request: Request, text: str) -> list[tuple[Kind, Span]]:
    """What stays as it is, where a sentence about the matter of a request says so and none reports anything done."""
    language = case.language
    if base_language(case.recommendations.document.language) != base_language(language):
        return []

    def shared(some: str) -> frozenset[str]:
        return _shared(case, request.text or full_text(request), some)

    def matter(some: str) -> frozenset[str]:
        return _matter(some, language)

    found = [(Kind.KEPT, span) for span in staying(request, text, language)]
    found += [
        (Kind.ENOUGH, span)
        for span in standing(text, language)
        if not reported(text, sentence_at(span.start, text, language), language, shared)
    ]
    return [(kind, span) for kind, span in found if bears(span, text, language, shared, matter)]


def _law_stays(request: Request, text: str, language: str) -> bool:
    """True where a request asks to change the law and the answer announces no change."""
    return says(request.text, language, "law_change") and not says(text, language, "law_coming")


def _above(case: Case, request: Request, sentence: str) -> bool:
    """Whether a sentence refuses what stands above a request and shares no word of matter with a part beside it."""
    if not request.text or not _named_above(case, request.lead, sentence):
        return False
    beside = (other for other in case.requests if other.lead == request.lead and other.id != request.id)
    return not any(_shared(case, other.text, sentence) for other in beside)


def _named_above(case: Case, lead: tuple[str, ...], sentence: str) -> bool:
    """Whether a sentence names what stands above a list: two words, generic ones ("strategy") among them, and one that
    is rare among the requests; the names of those told to act do not count."""
    language = case.recommendations.document.language
    if base_language(language) != base_language(case.language):
        return False
    empty = word_list(language, "aspect_function") | word_list(language, "aspect_weak")
    named: set[str] = set()
    for text in lead:
        told = unasked(text, language)
        named.update(
            token.key
            for token in tokens(text, language)
            if token.text.isalpha() and token.text.lower() not in empty | word_list(language, "aspect_verbs")
            and not any(start <= token.start < end for start, end in told)
        )  # fmt: skip
    both = named & {token.key for token in tokens(sentence, language)}
    return len(both) >= ABOVE and any(case_rarity(case).weight(name) > WEAK for name in both)


def _shared(case: Case, text: str, sentence: str) -> frozenset[str]:
    """Words of matter that a sentence has in common with a request; every sentence shares where languages differ."""
    language = case.recommendations.document.language
    if base_language(language) != base_language(case.language):
        return frozenset({""})
    both = _matter(text, language) & _matter(sentence, language)
    return frozenset(name for name in both if case_rarity(case).weight(name) > WEAK)


def _clause(sentence: Span, place: int, language: str) -> str:
    """The part of a sentence that holds `place`: an aside ("while recognising that …") has a matter of its own, unless
    a word behind `place` refers back to the rest."""
    marks = [sentence.start + mark.start for mark in find(sentence.text, language, "asides")]
    start = max((mark for mark in marks if mark <= place), default=sentence.start)
    end = min((mark for mark in marks if mark > place), default=sentence.end)
    back = pattern(language, "back_words").search(sentence.text, place - sentence.start, end - sentence.start)
    return sentence.text if back else sentence.text[start - sentence.start : end - sentence.start]


def _with_before(text: str, sentence: Span, language: str) -> str:
    """A sentence and the two before it: "they are not provided for therein" refers back, and so does "therefore"."""
    before = [span.text for span in sentences(text, language) if span.end <= sentence.start]
    return " ".join((*before[-2:], sentence.text))


def _matter(text: str, language: str) -> frozenset[str]:
    empty = (
        word_list(language, "aspect_function")
        | word_list(language, "aspect_generic")
        | word_list(language, "aspect_weak")
    )
    idle = _idle_verbs(language)
    return frozenset(
        token.key
        for token in tokens(text, language)
        if token.text.lower() not in empty and token.text.isalpha() and token.key not in idle
    )


@lru_cache(maxsize=16)
def _idle_verbs(language: str) -> frozenset[str]:
    """The verbs of asking that name no deed of their own ("set", "make", "continue")."""
    deeds = {key(word, language) for word in word_list(language, "request_deeds")}
    return frozenset(key(word, language) for word in word_list(language, "aspect_verbs")) - deeds
