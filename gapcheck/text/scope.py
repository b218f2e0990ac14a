"""Words found in their scope: not in a quotation, not where another phrase takes their meaning away, not in the past."""

from __future__ import annotations

import re
from functools import lru_cache

from gapcheck.text.lexicon import find, says
from gapcheck.text.spans import Span, sentences

QUOTED = re.compile(
    r"“[^“”]{0,600}”|«[^«»]{0,600}»|„[^„“”]{0,600}[“”]|(?<!\w)\"[^\"\n]{0,600}\"(?!\w)|(?<!\w)‘[^‘’]{0,300}’(?!\w)"
)


@lru_cache(maxsize=1024)
def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """The spans between quotation marks, the marks included."""
    return tuple(match.span() for match in QUOTED.finditer(text))


def quoted(start: int, end: int, text: str) -> bool:
    """True where [start, end) lies within quotation marks."""
    return any(first <= start and end <= last for first, last in quotations(text))


def sentence_at(place: int, text: str, language: str) -> Span:
    """The sentence in which `place` lies; the whole text where none does."""
    for sentence in sentences(text, language):
        if sentence.start <= place < sentence.end:
            return sentence
    return Span(0, len(text), text)


def asserted(text: str, language: str, group: str, past: str = "") -> tuple[Span, ...]:
    """Where a phrase of `group` is said in the writer's own voice.

    Left out: what stands in quotation marks, what overlaps a phrase of `<group>_not`, and, where `past` names a group,
    what shares its sentence with a phrase of that group ("until 2019 the law did not …").
    """
    spans = find(text, language, group)
    against = [(span.start, span.end) for span in find(text, language, f"{group}_not")] if spans else []
    found = []
    for span in spans:
        if quoted(span.start, span.end, text) or any(first < span.end and span.start < last for first, last in against):
            continue
        if past and says(sentence_at(span.start, text, language).text, language, past):
            continue
        found.append(span)
    return tuple(found)
