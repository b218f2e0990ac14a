"""Sentences keep their places and their size, whatever the segmenter makes of a text."""

from __future__ import annotations

import pytest

from gapcheck.text import spans
from gapcheck.text.spans import LONG, sentences


def texts(text: str) -> list[str]:
    assert all(text[span.start : span.end] == span.text for span in sentences(text))
    return [span.text for span in sentences(text)]


def test_a_piece_the_segmenter_altered_is_passed_over_and_the_rest_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "One shelter opened. Two of them\u00adclosed. A third is planned. It has ten beds."
    pieces = ["One shelter opened. ", "Two of them-closed. ", "A third is planned. ", "It has ten beds."]
    monkeypatch.setattr(spans.sentencex, "segment", lambda language, _: pieces)
    assert texts(text) == [
        "One shelter opened.", "Two of them\u00adclosed.", "A third is planned.", "It has ten beds.",
    ]  # fmt: skip


def test_the_sentences_behind_a_list_mark_are_told_apart() -> None:
    text = "The plan has two parts:\n● Judges were trained. Prosecutors were not.\n● A fund was set up. It is empty."
    assert texts(text) == [
        "The plan has two parts:", "● Judges were trained.", "Prosecutors were not.", "● A fund was set up.", "It is empty.",
    ]  # fmt: skip
    assert texts("(a) A law was passed. It is in force.") == ["(a) A law was passed.", "It is in force."]


def test_a_list_mark_alone_is_kept() -> None:
    assert texts("● ") == ["●"]


def test_what_a_list_reference_holds_together_is_cut_at_its_stops() -> None:
    body = "".join(f"Visit number {number} was made to a school in the north. " for number in range(200))
    found = texts(f"v) Visits so far. {body}They end here.\n10a) d) The next item.")
    assert len(found) > 150
    assert max(map(len, found)) < LONG
    assert "".join("".join(found).split()).startswith("v)Visitssofar.Visitnumber0")


@pytest.mark.parametrize("mark", ["● ", "(a) ", "- x", "● A. ", "\n● ", "A. ", "(a. "])
def test_a_text_of_nothing_but_marks_is_read_in_bounded_time(mark: str) -> None:
    text = mark * 5000
    assert len("".join(texts(text)).replace(" ", "")) >= len(text.replace(" ", "").replace("\n", "")) * 0.99
