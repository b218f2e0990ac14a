"""The words that tell figures from other numbers, as patterns of one language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from gapcheck.text.figures_numbers import group
from gapcheck.text.lexicon import alternation, lexicon
from gapcheck.text.openings import Opened
from gapcheck.text.spans import base_language, spelled, stem


@dataclass(frozen=True, slots=True)
class FigureWords:
    labels: Opened
    chain: re.Pattern[str]
    refused_before: re.Pattern[str]
    refused_after: re.Pattern[str]
    units: re.Pattern[str]
    nouns: re.Pattern[str]
    past: re.Pattern[str]
    number_of: re.Pattern[str]
    about: re.Pattern[str]
    about_behind: re.Pattern[str]
    part: re.Pattern[str]
    out_of: re.Pattern[str]
    share_of: re.Pattern[str]
    earlier: re.Pattern[str]
    later: re.Pattern[str]
    spending: re.Pattern[str]
    not_spending: re.Pattern[str]
    stops: re.Pattern[str]
    links: re.Pattern[str]
    breakdowns: tuple[tuple[str, Opened], ...]


@lru_cache(maxsize=8)
def figure_words(language: str) -> FigureWords:
    """The patterns of one language; such as match nothing where its lexicon lacks a group."""

    def any_of(name: str, before: str = "", after: str = "") -> re.Pattern[str]:
        return re.compile(rf"{before}(?:{group(language, name)}){after}", re.IGNORECASE)

    ends = group(language, "and_words")
    parts = lexicon(language).get("breakdowns") or {}
    return FigureWords(
        labels=Opened(rf"(?:{group(language, 'number_labels')})[\s:(#№]*$"),
        chain=re.compile(rf"[\s(),;–-]*(?:{ends}|{group(language, 'range_words')})?[\s()–-]*", re.IGNORECASE),
        refused_before=any_of("figure_refused_before"),
        refused_after=any_of("figure_refused_after"),
        units=any_of("units_refused"),
        nouns=any_of("count_nouns"),
        past=any_of("past_words"),
        number_of=any_of("number_of"),
        about=any_of("about_words", after=r"\s*$"),
        about_behind=any_of("about_behind", r"\s+"),
        part=any_of("part_words"),
        out_of=any_of("out_of_words", r"\s+", r"\s+(?:\w+[’']s\s+)*(?:\d[\d,.]*\s+)?(?=\w)"),
        share_of=any_of("of_words", r"\s+", r"(?!\s*\x00)"),
        earlier=any_of("year_before"),
        later=any_of("year_after"),
        spending=any_of("money_words"),
        not_spending=any_of("money_refused"),
        stops=re.compile(rf"[^\w\s’'-]|\n|(?:{group(language, 'noun_stops')})", re.IGNORECASE),
        links=re.compile(rf"\s*(?:,|,?\s+(?:{ends}))\s+", re.IGNORECASE),
        breakdowns=tuple(
            (str(name), Opened(alternation([str(term) for term in terms]))) for name, terms in parts.items()
        ),
    )


def stems_of(text: str, language: str) -> tuple[str, ...]:
    """The stems of the words of three letters or more, each once, in order."""
    return tuple(dict.fromkeys(stem(word, language) for word in spelled(text) if len(word) > 2))


def breakdowns(text: str, language: str) -> tuple[str, ...]:
    """The kinds of breakdown a text names or shows ("sex" for "of whom 9 were women"), in the lexicon's order."""
    return tuple(name for name, pattern in figure_words(base_language(language)).breakdowns if pattern.search(text))
