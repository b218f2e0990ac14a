"""What an answer says once position sentences and pointers are taken away, where its pointers lead, which aspects of
its request it touches, and whether it refuses. Shared by rules and reports; pure functions of the case."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from gapcheck.analysis.kept import per_case
from gapcheck.model import Case, Position, Request, Response
from gapcheck.text.aspects import Phrase, Touch, derive
from gapcheck.text.deeds import Deed, deeds, told
from gapcheck.text.lexicon import says
from gapcheck.text.mentions import mentions
from gapcheck.text.rarity import Rarity, widespread
from gapcheck.text.spans import Span, base_language, sentences, spelled
from gapcheck.text.themes import themes
from gapcheck.text.tokens import tokens
from gapcheck.text.touches import touched

BOILERPLATE = 4
"""A sentence of at most 30 words that so many answers share word for word says nothing of any one of them."""
REFUSALS = (Position.DECLINED, Position.NOT_THIS_GOVERNMENT)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One aspect of a request: its name, where the request says it (0, 0 where a person wrote it into `expects`: see `placed`),
    and whether its absence is worth a finding (`firm`)."""

    name: str
    start: int = 0
    end: int = 0
    terms: tuple[str, ...] = ()
    phrase: Phrase | None = None
    deed: Deed | None = None
    firm: bool = True

    def touch(self, text: str, language: str, near: frozenset[int] = frozenset()) -> Touch:
        """Whether `text` speaks of it; of a deed, in one of the sentences numbered in `near` where there are any."""
        if self.phrase is not None:
            return touched(self.phrase, text, language)
        if self.deed is not None:
            return Touch.PRESENT if told(self.deed, text, language, near) else Touch.MISSING
        return Touch.PRESENT if mentions(self.terms or (self.name,), text, language) else Touch.MISSING


@dataclass(frozen=True, slots=True)
class Trail:
    """Where the pointers of a response lead: `targets` request ids in order, `unknown` targets that are no request,
    `texts` the answers reached, `circle` True where the trail comes back to the response itself."""

    targets: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    reached: tuple[Response, ...] = ()
    circle: bool = False


def is_pointer_sentence(text: str, language: str) -> bool:
    """True where a sentence does nothing but send the reader elsewhere."""
    return says(text.strip(), language, "pointer")


def is_position_sentence(text: str, language: str) -> bool:
    """True where a sentence gives a position, or claims fulfilment, and nothing else."""
    return says(text.strip(), language, "position_sentence")


@per_case
def boilerplate(case: Case) -> frozenset[str]:
    """Short sentences, letter case and spacing aside, that stand in at least `BOILERPLATE` answers and hold a word
    for "recommendation" or no matter of any request."""
    counts: Counter[str] = Counter()
    for response in case.responses:
        spans = sentences(response.text, case.language)
        counts.update({plain(span.text) for span in spans if 0 < len(spelled(span.text)) <= 30})
    return frozenset(text for text, count in counts.items() if count >= BOILERPLATE and _empty(case, text))


def _empty(case: Case, text: str) -> bool:
    if says(text, case.language, "request_anaphor"):
        return True
    keyed = (wanted for request in case.requests for wanted in aspects(case, request.id))
    return not any(wanted.touch(text, case.language) is Touch.PRESENT for wanted in islice(keyed, 400))


def plain(text: str) -> str:
    """A text for comparison: lower case, single spaces, no punctuation."""
    return " ".join(spelled(text)).lower()


@lru_cache(maxsize=2048)
def _parts(text: str, language: str, idle: frozenset[str]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    substance, pointers = [], []
    for span in sentences(text, language):
        if is_pointer_sentence(span.text, language):
            pointers.append(span)
        elif (
            any(map(str.isalnum, span.text))
            and not is_position_sentence(span.text, language)
            and not (idle and plain(span.text) in idle)
        ):
            substance.append(span)
    return tuple(substance), tuple(pointers)


def substance(case: Case, response: Response) -> tuple[Span, ...]:
    """The sentences of a response that say something: without position sentences, boilerplate and pointers."""
    return _parts(response.text, case.language, boilerplate(case))[0]


def pointers(case: Case, response: Response) -> tuple[Span, ...]:
    """The sentences of a response that send the reader elsewhere."""
    return _parts(response.text, case.language, boilerplate(case))[1]


def is_pointer(case: Case, response: Response) -> bool:
    """True where a response is a pointer and nothing else."""
    if substance(case, response):
        return False
    return bool(pointers(case, response)) or bool(response.see)


def is_position_only(case: Case, response: Response) -> bool:
    """True where a response gives a position, or claims fulfilment, without a word of what was done."""
    return not substance(case, response) and not is_pointer(case, response) and bool(response.stances or response.text)


def positions(response: Response, request: str) -> tuple[Position, ...]:
    """The positions a response takes on one request, by whomever."""
    return tuple(stance.position for stance in response.stances if stance.request in ("", request))


NUMBER = re.compile(r"(?<![\w.])\(?(\d{1,3}(?:\.\d{1,3})*(?:\.?\(?[a-z]\)?)?)\)?(?:\s?[–-]\s?(\d{1,3}))?(?![\w%])")


@per_case
def _tails(case: Case) -> dict[str, str]:
    """The ids of requests by what a reply may call them: the id, its end ("71" for 115.71), the label."""
    known = {name: name for name in case.recommendations.by_id}
    ends = Counter(name.rsplit(".", 1)[-1] for name in known)
    for name in list(known):
        end = name.rsplit(".", 1)[-1]
        if ends[end] == 1:
            known.setdefault(end, name)
        label = re.sub(r"\W+", "", case.recommendations.by_id[name].label)
        if label:
            known.setdefault(label, name)
    return known


def _targets(case: Case, response: Response) -> tuple[list[str], list[str]]:
    """The ids a response points to, and the numbers it names that are no request."""
    known = _tails(case)
    if response.see:
        return [known[name] for name in response.see if name in known], [n for n in response.see if n not in known]
    found: list[str] = []
    unknown: list[str] = []
    for span in pointers(case, response):
        for match in NUMBER.finditer(span.text):
            first, last = match.group(1), match.group(2)
            names = (
                [str(number) for number in range(int(first), int(last) + 1)][:200]
                if last and first.isdigit()
                else [first]
            )
            for name in names:
                name = re.sub(r"[()]", "", name)
                (found if name in known else unknown).append(known.get(name, name))
        found += _neighbours(case, response, span.text)
    return list(dict.fromkeys(found)), list(dict.fromkeys(unknown))


def _neighbours(case: Case, response: Response, text: str) -> list[str]:
    """What "above" and "below" mean where no number is named: the next answer with substance in that direction."""
    if NUMBER.search(text):
        return []
    place = case.responses.index(response)
    for group, others in (
        ("pointer_above", case.responses[:place][::-1]),
        ("pointer_below", case.responses[place + 1 :]),
    ):
        if says(text, case.language, group):
            return [name for other in others[:40] if substance(case, other) for name in case.answered_by(other)[:1]][:1]
    return []


def trail(case: Case, response: Response) -> Trail:
    """Follows the pointers of a response, over other pointers, to the answers they lead to."""
    targets, unknown = _targets(case, response)
    reached: list[Response] = []
    seen, queue, circle = {response.id}, list(case.recommendations.leaves_of(tuple(targets))), False
    own = set(case.answered_by(response))
    done: set[str] = set()
    while queue and len(done) < 500:
        name = queue.pop(0)
        if name in done:
            continue
        done.add(name)
        circle = circle or name in own
        for other in case.answers.get(name, ()):
            if other.id in seen:
                continue
            seen.add(other.id)
            if substance(case, other):
                reached.append(other)
            elif is_pointer(case, other):
                queue += case.recommendations.leaves_of(tuple(_targets(case, other)[0]))
    return Trail(tuple(targets), tuple(unknown), tuple(reached), circle)


def followed_text(case: Case, request: str) -> str:
    """All that is answered to a request and all that its pointers lead to."""
    own = case.answers[request]
    further = [other for response in own for other in (trail(case, response).reached if points(case, response) else ())]
    texts = {response.id: response.text for response in (*own, *further) if response.text}
    return "\n\n".join(texts.values())


def points(case: Case, response: Response) -> bool:
    """True where a response sends the reader elsewhere, with or without an answer of its own."""
    return bool(response.see or pointers(case, response))


def full_text(request: Request) -> str:
    """A request with everything above it."""
    return " ".join((*request.lead, request.text))


@per_case
def case_rarity(case: Case) -> Rarity:
    """How rare each word is among the texts of a case's requests, each read once, what stands above many requests too;
    what stands in most requests or above them is common."""
    language = case.recommendations.document.language
    read: dict[str, frozenset[str]] = {}
    spread: Counter[str] = Counter()
    for request in case.requests:
        parts = (*request.lead, request.text)
        for part in parts:
            if part not in read:
                read[part] = frozenset(token.key for token in tokens(part, language))
        spread.update(frozenset[str]().union(*(read[part] for part in parts)))
    counts = Counter(name for names in read.values() for name in names)
    return Rarity(counts, len(read), widespread(spread, len(case.requests)))


@per_case
def aspects(case: Case, request: str) -> tuple[Wanted, ...]:
    """What a full answer to a request must touch: what the record expects, else what its text says. Nothing where
    the request is a part of the operative text ("the other proposals in the appendix"), or where request and reply are in different languages and the record expects nothing."""
    node = case.recommendations.by_id[request]
    if node.expects:
        return tuple(Wanted(aspect.aspect, terms=aspect.terms) for aspect in node.expects)
    language = case.recommendations.document.language
    if node.part or base_language(language) != base_language(case.language):
        return ()
    return tuple(
        Wanted(phrase.text, phrase.start, phrase.end, phrase=phrase, firm=phrase.firm)
        for phrase in derive(node.text, language, case_rarity(case))
    )


@per_case
def demands(case: Case, request: str) -> tuple[Wanted, ...]:
    """What else an answer to a request must have a word of, where the record expects nothing: the deeds it asks for,
    and the subject of the whole case where it names it."""
    node = case.recommendations.by_id[request]
    language = case.recommendations.document.language
    if node.expects or node.part or base_language(language) != base_language(case.language):
        return ()
    found = [Wanted(deed.text, deed.start, deed.end, deed=deed) for deed in deeds(node.text, base_language(language))]
    subject = themes(node.text, language, case_rarity(case).common)
    return (*found, *(Wanted(phrase.text, phrase.start, phrase.end, phrase=phrase) for phrase in subject))


def placed(aspect: Wanted, request: Request, language: str) -> Wanted:
    """An expected aspect with the place where the request itself speaks of it, if it does."""
    spans = mentions((aspect.name, *aspect.terms), request.text, language)
    return replace(aspect, start=spans[0].start, end=spans[0].end) if spans else aspect
