"""Refusals without a word of refusing: what is called enough as it is, what it would be too early for, what keeps its
place or is brought to its end though the request wants it gone, and a lower standard for want of means."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from gapcheck.analysis.intentions import intentions
from gapcheck.model import Request
from gapcheck.text.lexicon import find, says
from gapcheck.text.scope import asserted, sentence_at
from gapcheck.text.spans import Span, sentences
from gapcheck.text.tokens import key, tokens, word_list

ENOUGH = 2
"""So many words a sentence must share with a request; one where it has no other word of matter to speak of."""
STRAY = 2
"""So many other words of matter may stand in a sentence that refers to the one before it."""

Matter = Callable[[str], frozenset[str]]


@lru_cache(maxsize=1024)
def standing(text: str, language: str) -> tuple[Span, ...]:
    """Where a text calls what is there enough, keeps it, finds it too early for more, or gives less for want of means;
    nothing where the sentence, or the one behind it, promises more."""
    found = [*asserted(text, language, "stands"), *_short(text, language)]
    kept = [span for span in found if not _promised(text, sentence_at(span.start, text, language), language)]
    return tuple(sorted({*kept, *asserted(text, language, "premature")}, key=lambda span: (span.start, span.end)))


def staying(request: Request, text: str, language: str) -> Iterator[Span]:
    """Where what a request wants gone or lessened is spoken for, or is to be finished first."""
    wanted = word_list(language, "abolish_verbs") | word_list(language, "lessen_verbs")
    if any(token.text.lower() in wanted for token in tokens(request.text, language)):
        yield from asserted(text, language, "has_place")
        yield from asserted(text, language, "finished")


def bears(span: Span, text: str, language: str, shared: Matter, matter: Matter) -> bool:
    """Whether what stays as it is, is what a request is about: `shared` tells the words of matter of a text that are the
    request's, `matter` all of them. Behind "it would be premature" stands what for; "the present text" and the like
    stand for what the sentences before speak of."""
    sentence = sentence_at(span.start, text, language)
    about = sentence.text
    if says(span.text, language, "premature"):
        about = text[span.end : sentence.end]
        about = about if matter(about) else sentence.text
    own = shared(about)
    said = _said(language)
    if len(own) >= ENOUGH or (own and 2 * len(own) > len(matter(about) - said)):
        return True
    before = [one.text for one in sentences(text, language) if one.end <= sentence.start][-2:]
    strange = matter(about) - said - own
    early = says(span.text, language, "premature")
    return len(strange) <= (0 if early else STRAY) and bool(shared(" ".join((*before, about))))


@lru_cache(maxsize=8)
def _said(language: str) -> frozenset[str]:
    return frozenset(key(word, language) for word in word_list(language, "standing_words"))


def _short(text: str, language: str) -> list[Span]:
    """Sentences with a reason of capacity and a word for less than what is asked."""
    reasons = asserted(text, language, "for_want")
    return [span for span in reasons if says(sentence_at(span.start, text, language).text, language, "falls_short")]


def _promised(text: str, sentence: Span, language: str) -> bool:
    after = next((one for one in sentences(text, language) if one.start >= sentence.end), None)
    promised = {span.start for span in intentions(text, language)}
    return any(one is not None and one.start in promised for one in (sentence, after))


def reported(text: str, sentence: Span, language: str, shared: Matter) -> bool:
    """Whether another sentence reports something done about two words of the request: then more than what stays is said."""
    others = (one for one in sentences(text, language) if one.start != sentence.start)
    return any(len(shared(one.text)) >= ENOUGH and bool(find(one.text, language, "done")) for one in others)
