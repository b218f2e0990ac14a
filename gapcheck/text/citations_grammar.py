"""The words and patterns by which citations are read, built once a language from its lexicon."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from gapcheck.text.lexicon import alternation, entries, lexicon, pattern, phrase_pattern
from gapcheck.text.openings import Opened

LOCATOR = (
    r"\s*((?:[A-Z]{{1,2}}[.\s]\s?)?\d{{1,4}}(?:[.-]\d{{1,4}}){{0,4}}(?:\s?\([a-z0-9]{{1,4}}\)){{0,4}}"
    r"(?:(?:\s?[–-]\s?|\s(?:{to})\s)\d{{1,4}}(?:[.-]\d{{1,4}}){{0,3}})?|[IVX]{{1,5}}\b)(?![%\d])"
)
NUMBER = r"\d{1,7}[\w/.-]{0,24}|[IVXLC]{1,6}[-/]?\w{0,8}|[A-Z]{1,4}[-.]?\d[\w/.-]{0,24}"


@dataclass(frozen=True, slots=True)
class Grammar:
    """What a language calls acts and provisions (`acts`, `provisions`, a named group a kind; `heads` at either end of a
    title), marks their numbers with, how it gives places (`locator`, `further` places of a list), and puts between their parts (`glue`); `free` tells that titles without quotation
    marks are not written with capitals, and end before one of `stops`."""

    acts: Opened
    heads: re.Pattern[str]
    not_acts: Opened
    approved: re.Pattern[str]
    numbers: re.Pattern[str]
    provisions: Opened
    leads: re.Pattern[str]
    locator: re.Pattern[str]
    further: re.Pattern[str]
    stops: re.Pattern[str]
    glue: frozenset[str]
    small: frozenset[str]
    free: bool


@lru_cache(maxsize=8)
def grammar_of(language: str) -> Grammar | None:
    """The grammar of a base language ("en"); None where its lexicon has no words for acts."""
    acts, provisions = lexicon(language).get("citation_acts"), lexicon(language).get("citation_provisions")
    if not acts or not provisions:
        return None

    def named(groups: dict[str, list[str]], shape: str = "{}") -> str:
        any_of = {kind: f"(?:{'|'.join(map(phrase_pattern, words))})" for kind, words in groups.items()}
        return "|".join(f"(?P<{kind}>{shape.format(words, words)})" for kind, words in any_of.items())

    def words(group: str) -> frozenset[str]:
        return frozenset(word for entry in entries(language, group) for word in entry.split())

    marks = "|".join(phrase_pattern(entry) for entry in entries(language, "citation_marks"))
    leads = "|".join(phrase_pattern(entry) for entry in entries(language, "citation_title_leads"))
    return Grammar(
        acts=Opened(named(acts), re.NOFLAG),
        heads=re.compile(named(acts, "^{}|{}$")),
        not_acts=Opened(alternation(entries(language, "citation_not_acts"))),
        approved=pattern(language, "citation_approved"),
        numbers=re.compile(rf"(?<!\w)(?:{marks})\s?({NUMBER})"),
        provisions=Opened(named(provisions), re.NOFLAG),
        leads=re.compile(rf"\s+(?:{leads})\s+"),
        locator=re.compile(LOCATOR.format(to=alternation(entries(language, "range_words")))),
        further=re.compile(
            rf"\s*(?:,|,?\s*(?:{alternation(entries(language, 'and_words'))}))\s*(?=[A-Z]{{0,2}}\.?\s?\d)"
        ),
        stops=pattern(language, "citation_stops"),
        glue=words("citation_glue"),
        small=words("citation_small"),
        free="free" in entries(language, "citation_titles"),
    )
