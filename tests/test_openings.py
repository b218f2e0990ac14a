"""Searching a text by its words finds what trying every phrase at every letter finds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from gapcheck.text.heads import Head, openings
from gapcheck.text.lexicon import find, lexicon, pattern
from gapcheck.text.openings import Opened

TABLES = Path(__file__).parent / "lexicons"
CASES = {
    r"(?<!\w)law(?!\w)": {Head("law", True)},
    r"(?<!\w)investigat\w*": {Head("investigat", False)},
    r"(?<!\w)(?:bar|fish)ges?\s+sail": {Head("barge", True), Head("barges", True), Head("fishge", True), Head("fishges", True)},
    r"\bwill (?:soon )?open": {Head("will", True)},
    r"(?:(?<!\w)(?:in|at)(?:\s*(?:the))?\s+port)": {
        Head("in", True), Head("inthe", True), Head("at", True), Head("atthe", True),
    },
    r"(?<!\bno )(?<!\bthe )\bplans? to": {Head("plan", True), Head("plans", True)},
    r"\bco-operate": {Head("co", True)},
    r"\bX?Y+": {Head("y", False), Head("xy", False)},
    r"\b[Ff]err(?:y|ies)": {Head("ferry", False), Head("ferries", False)},
    r"(?:\bbarge|§§?|\$)": {Head("barge", False), Head("§", False), Head("$", False)},
}  # fmt: skip
UNTOLD = [
    "€?",
    "[€$]",
    r"\d+ barges",
    "barge",
    r"[Nn]o\.",
    r"\w{3,}ed",
    r"(?:\bbarge|ferry)",
    r"(?<!\w)(?:barge)?",
    ".*",
]
"""Expressions that begin with any sign, inside a word, or with nothing."""


@pytest.mark.parametrize("source", CASES)
def test_the_beginnings_of_an_expression_are_told(source: str) -> None:
    assert openings(source) == CASES[source]


@pytest.mark.parametrize("source", UNTOLD)
def test_what_can_begin_anywhere_is_not_told(source: str) -> None:
    assert openings(source) is None


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_group_finds_by_words_what_its_whole_pattern_finds(language: str) -> None:
    samples = yaml.safe_load((TABLES / f"{language}.yaml").read_text("utf-8"))
    texts = [text for value in samples.values() for text in _strings(value)]
    texts += [" ".join(texts[at : at + 7]) for at in range(0, len(texts), 7)]
    texts += [texts[0].upper(), "İ " + texts[1], "ſhe " + texts[2]]
    compared = 0
    for group, value in lexicon(language).items():
        if (
            not value
            or not isinstance(value, list)
            or not all(isinstance(one, str) for one in value)
            or len(value) > 150
        ):
            continue
        whole = pattern(language, group)
        for text in texts[:: 1 + len(texts) // 150]:
            compared += 1
            assert [span[:2] for span in find(text, language, group)] == [
                found.span() for found in whole.finditer(text)
            ]
    assert compared > 3000


def test_an_expression_is_tried_on_a_part_of_a_text_only() -> None:
    opened = Opened(r"(?<!\w)barges?(?!\w)")
    text = "A barge and two BARGES."
    assert [found.group() for found in opened.finditer(text)] == ["barge", "BARGES"]
    assert [found.start() for found in opened.finditer(text, 8)] == [16]
    assert opened.search(text, 0, 5) is None
    assert opened.search("two ferries") is None
