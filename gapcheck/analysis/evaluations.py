"""What an evaluation says: its closing sentences, what its grade means, and how the grades of a document line up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from gapcheck.analysis.kept import per_case
from gapcheck.model import Case, Evaluation, Evaluations, Point
from gapcheck.text.lexicon import find, lexicon, pattern, phrase_pattern
from gapcheck.text.scope import quoted
from gapcheck.text.spans import Span, base_language, sentences

WEAK = frozenset({"later"})
"""Classes that also stand in sentences which close nothing: a request for the next report."""


@dataclass(frozen=True, slots=True)
class Closing:
    """A closing sentence at [start, end) of the text: the judgement's own words and the classes they belong to."""

    start: int
    end: int
    phrase: str
    classes: frozenset[str]


@lru_cache(maxsize=8)
def _verdicts(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    groups: Mapping[str, list[str]] = lexicon(language).get("verdicts") or {}
    return tuple(
        (name, re.compile("|".join(map(phrase_pattern, phrases)), re.IGNORECASE)) for name, phrases in groups.items()
    )


def judged(text: str, language: str) -> tuple[tuple[str, Span], ...]:
    """The judgements in a text as class and place; one that stands within a longer one is none of its own ("implemented"
    in "not implemented")."""
    found = [
        (name, Span(match.start(), match.end(), match.group()))
        for name, wording in _verdicts(base_language(language))
        for match in wording.finditer(text)
    ]
    return tuple(
        (name, span)
        for name, span in found
        if not any(
            other is not span
            and other.start < span.end
            and span.start < other.end
            and (other.end - other.start, kind == "none") > (span.end - span.start, name == "none")
            for kind, other in found
        )
    )


def closings(case: Case, evaluation: Evaluation, language: str) -> tuple[Closing, ...]:
    """The sentences by which an evaluation gives its judgement: those at the end of a paragraph that name who judges or
    what is judged, and hold words of judgement; where none stands there, the last that judges "the recommendation".
    Words in quotation marks are another's."""
    lead = pattern(base_language(language), "verdict_leads")
    ends = _paragraph_ends(evaluation.text)
    last: list[Closing] = []
    closing: list[Closing] = []
    for sentence in sentences(evaluation.text, language):
        strong = [
            (name, span)
            for name, span in _wordings(case, sentence.text, language)
            if name not in WEAK and not quoted(sentence.start + span.start, sentence.start + span.end, evaluation.text)
        ]
        if not strong or len(lead.findall(sentence.text)) < 2:
            continue
        words = strong[-1][1]
        classes = frozenset(name for name, span in strong if span == words)
        found = Closing(sentence.start, sentence.end, words.text, classes)
        if any(sentence.end >= end for end in ends if end > sentence.start):
            closing.append(found)
        elif find(sentence.text[: words.start], language, "recommendation_words"):
            last = [found]
    return tuple(closing or last)


def _paragraph_ends(text: str) -> list[int]:
    """Where paragraphs end, white space aside."""
    ends = [match.start() for match in re.finditer(r"\s*\n\s*\n", text)]
    return [*ends, len(text.rstrip())]


def _wordings(case: Case, text: str, language: str) -> tuple[tuple[str, Span], ...]:
    """The judgements of a sentence, by the lexicon and by the wording of the body's own scale."""
    found = list(judged(text, language))
    taken = [(span.start, span.end) for _, span in found]
    for point in case.procedure.scale if case.procedure else ():
        name = point_class(point)
        for wording in point.wording:
            for match in re.finditer(rf"(?<!\w){re.escape(wording)}(?!\w)", text, re.IGNORECASE):
                if not any(start < match.end() and match.start() < end for start, end in taken):
                    found.append((name, Span(match.start(), match.end(), match.group())))
    return tuple(sorted(found, key=lambda pair: pair[1].start))


@lru_cache(maxsize=256)
def point_class(point: Point) -> str:
    """The class of a point of a scale: what its wordings, else its meaning, are judged to be; its grade's own name where
    the lexicon knows none. Scales are kept in English."""
    for text in (*point.wording, point.meaning):
        held = judged(text, "en")
        if held:
            return held[0][0]
    return point.grade


def _point(case: Case, grade: str) -> Point | None:
    plain = _plain(grade)
    scale = case.procedure.scale if case.procedure else ()
    for point in scale:
        if _plain(point.grade) == plain:
            return point
    older = re.fullmatch(r"([a-z])\d", plain)
    known = {_plain(name) for name in (case.procedure.older_grades if case.procedure else ())}
    if older and plain in known:
        return next((point for point in scale if _plain(point.grade) == older.group(1)), None)
    return None


def _plain(grade: str) -> str:
    return re.sub(r"[^\w ]", "", grade).strip().lower()


def grade_class(case: Case, grade: str, language: str) -> str:
    """What a grade means: by the body's scale, else by its own words; "" where neither tells."""
    point = _point(case, grade)
    if point is not None:
        return point_class(point)
    if len(_plain(grade)) > 3:
        held = judged(grade.strip(" []()"), language)
        return held[0][0] if held else ""
    return ""


def points_for(case: Case, classes: frozenset[str]) -> tuple[str, ...]:
    """The grades of the scale that go with a judgement."""
    return tuple(
        point.grade for point in (case.procedure.scale if case.procedure else ()) if point_class(point) in classes
    )


def graded(case: Case, document: Evaluations) -> Mapping[str, tuple[Evaluation, ...]]:
    """The evaluations of a document by the item they begin under, in their own order."""
    found: dict[str, list[Evaluation]] = {}
    for evaluation in document.evaluations:
        tops = dict.fromkeys(top for name in evaluation.covers if (top := top_item(case, name)))
        for top in tops:
            found.setdefault(top, []).append(evaluation)
    return {name: tuple(evaluations) for name, evaluations in found.items()}


def top_item(case: Case, name: str) -> str:
    """The recommendation a request belongs to; "" for an id the recommendations do not have."""
    return next((item.id for item in case.recommendations.items if name in _below(case, item.id)), "")


@per_case
def _below(case: Case, item: str) -> frozenset[str]:
    return frozenset(node.id for node in case.recommendations.by_id[item].walk())
