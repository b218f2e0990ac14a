"""Repeated text in two official replies, read where they are and cut by a splitter of a few lines."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from gapcheck.analysis.repeated_events import repeated_events
from gapcheck.analysis.repeats import boilerplate, repeats
from gapcheck.model import Case
from tests.support import case_from

DOCUMENTS = Path(os.environ.get("GAPCHECK_DOCUMENTS") or Path(__file__).parent.parent / ".." / "shared" / "documents")


def text_of(pattern: str) -> str:
    found = sorted(DOCUMENTS.glob(pattern))
    if not found:
        pytest.skip(f"the official document {pattern} is not beside the checkout")
    return found[0].read_text("utf-8")


def case_of(answers: list[tuple[str, str]]) -> Case:
    return case_from(
        {
            "requests": {name: f"Request {name}." for name, _ in answers},
            "responses": [{"answers": [name], "text": text} for name, text in answers],
        }
    )


def azerbaijan() -> Case:
    """The 25 answers of CP(2025)01, numbered from 1: each runs from its "Response" to the next recommendation."""
    whole = re.sub(r"(?<![.:;])\n\n(?=[a-z])", " ", text_of("azerbaijan/001_*.txt"))  # sentences cut by a page
    pieces = re.split(r"Response\s*[–-]\s*", whole)[1:]
    ends = re.compile(r"(?m)^\W*(?:\d+\. [A-Z]|Recommendation\s*-|B\. Recommends)")
    return case_of([(str(at + 1), ends.split(piece)[0].strip()) for at, piece in enumerate(pieces)])


def slovenia() -> Case:
    """The answers of A/HRC/28/15/Add.1, page furniture taken out."""
    text = text_of("upr-slovenia-2014/state-reply.txt")
    text = text[text.index("II. Accepted") : text.index("\nNotes")]
    text = re.sub(r"\n\s*\d?\n?\s*A/HRC/28/15/Add.1\s*\n", "\n", text)
    parts = re.split(r"\bRecs?\. (\d+(?:–\d+)?) ", re.sub(r"\s+", " ", text))
    return case_of(
        [(name.replace("–", "-"), body.strip()) for name, body in zip(parts[1::2], parts[2::2], strict=True)]
    )


def groups(case: Case) -> list[tuple[str, ...]]:
    return [tuple(response.answers[0] for response in found.responses) for found in repeats(case)]


def test_the_five_passages_that_cp_2025_01_says_twice_are_found_and_no_other() -> None:
    found = groups(azerbaijan())
    assert sorted(found) == sorted([("1", "18", "22"), ("6", "20"), ("12", "21"), ("14", "16"), ("15", "17")])


def test_what_was_translated_twice_is_called_translated_and_covers_the_whole_answer() -> None:
    found = {tuple(place.response.answers[0] for place in one.places): one for one in repeats(azerbaijan())}
    for name in (("14", "16"), ("6", "20")):
        assert found[name].kind == "translated"
        assert found[name].places[1].coverage > 0.99
    assert ("Decision", "Resolution") in found["6", "20"].names


def test_six_trainings_are_told_in_two_answers() -> None:
    events = [event for event in repeated_events(azerbaijan()) if {"r12", "r21"} <= set(event.answers)]
    assert [event.date for event in events] == [
        "2023-06-13", "2023-09-14", "2023-10-26", "2024-04-30", "2024-05-15", "2024-12-10",
    ]  # fmt: skip
    assert not any(event.conflict for event in events)


def test_the_sentence_that_serves_41_answers_of_slovenia_is_one_finding() -> None:
    many = max(boilerplate(slovenia()), key=len)
    assert len(many) == 41
    only = [place.response.answers[0] for place in many if place.coverage > 0.95]
    assert only == ["40", "42", "68", "104", "117", "131", "160"]
