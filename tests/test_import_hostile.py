"""Whatever a document holds, its import ends soon, loses nothing, or says plainly why not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gapcheck.errors import GapcheckError
from gapcheck.intake.importing import Imported, import_source
from gapcheck.intake.profile import profiles
from tests.test_profiles import source

LONG = {
    "digits": "1" * 200_000,
    "numbers": "11 " * 60_000,
    "brackets": "[C] (a) " * 25_000,
    "labels": "(a) word; (b) word; " * 10_000,
    "spaces": "a" + " " * 200_000 + "b",
    "cues": "Recommendation 1: Response: " * 8_000,
    "asks": "Recommends recommends requests " * 7_000,
    "dots": "." * 200_000,
    "paragraphs": "Paragraph 1 Paragraph 2 (a) and (b) to (c), " * 5_000,
    "marks": "\u202e\u200b\ufeff\x00" * 50_000,
}
WORDS = st.sampled_from(
    [
        "1.", "2.", "(a)", "(b)", "(i)", "-", "•", "A.", "B.", "[C]", "[B1]:", "Paragraph 16", "Paragraph 16 (a)–(c)", "Recommendation 1:",
        "Recommendation -", "Response –", "Recommends that the following measures be taken:", "Requests", "other proposals", "Recommendations:",
        "Committee’s evaluation", "State party’s reply", "The Committee notes", "lower case text", "Done in May 2023.", "See recommendation 2.",
        "Committee of the Parties", "Report submitted by the authorities of Peru", "follow-up to concluding observations", "\n", "\n\n", ":", ";",
        "115.3", "4a) ii.", "\u200b", "12d/12e", "Annex", "Methodology", "not implemented", "|",
    ]
)  # fmt: skip


def tried(text: str, profile: str | None) -> Imported | None:
    try:
        return import_source(source(text), profile=profile, allow_loss=True)
    except GapcheckError as error:
        if "fault in gapcheck" in error.hint:
            raise
        return None


@pytest.mark.parametrize("name", sorted(LONG))
def test_one_endless_line_ends_soon(name: str) -> None:
    start = time.process_time()
    for profile in (None, *(one.id for one in profiles())):
        tried(LONG[name], profile)
    assert time.process_time() - start < 30


@pytest.mark.parametrize("profile", [one.id for one in profiles()])
@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, max_size=60))
def test_any_mixture_of_cues_is_conserved(profile: str, pieces: list[str]) -> None:
    text = " ".join(pieces)
    result = tried(text, profile)
    if result is not None:
        assert sum(row.characters for row in result.account.rows) == result.account.total == len("".join(text.split()))
        assert result.account.unassigned == 0


def test_many_short_items_take_time_in_proportion() -> None:
    def seconds(count: int) -> float:
        text = "\n".join(f"{number}. Paint buoy number {number} and light it." for number in range(1, count))
        start = time.process_time()
        assert tried(text, "general-recommendations") is not None
        return time.process_time() - start

    seconds(50)
    assert seconds(3200) < 16 * max(seconds(400), 0.02)
