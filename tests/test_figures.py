"""Figures in running text: those that are, those that are not, their years, and how often all of that is right."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.figures_accuracy import GOLD, measure
from gapcheck.text.figures import figures

READ = [
    ("en", "In 2022, 73 persons, in 2023 61 persons, and in 2024 52 persons were housed.", [(73, 2022), (61, 2023), (52, 2024)]),
    ("en", "Aid went to 7 families in 2022, 8 in 2023 and 7 in 2024.", [(7, 2022), (8, 2023), (7, 2024)]),
    ("en", "In 2021 and 2022, 14 and 18 grants were awarded, respectively.", [(14, 2021), (18, 2022)]),
    ("en", "Over 10 files were opened in 2024.", [(10, 2024)]),
    ("en", "In 2023, 20 officers were dismissed, of whom 9 were prosecuted.", [(20, 2023), (9, 2023)]),
    ("en", "Thirty-two judges took the course in 2023.", [(32, 2023)]),
    ("en", "The number of complaints fell from 1,204 in 2022 to 987 in 2023.", [(1204, 2022), (987, 2023)]),
    ("en", "No complaints were received in 2023.", [(0, 2023)]),
    ("fr", "En 2023, 1 204 plaintes ont été reçues, dont 87 de mineurs.", [(1204, 2023), (87, 2023)]),
    ("fr", "Douze centres ont été ouverts en 2024.", [(12, 2024)]),
]  # fmt: skip
NONE = [
    ("en", "Under Articles 21 and 22 of Law No. 58, persons under 18 may not work more than 20 hours a week."),
    ("en", "A fine of 500 to 1,000 euros is set by section 4, and an appeal lies within 15 days."),
    ("en", "Call 112 or the line 0800 123 456, open 24/7; see Table 7 and paragraphs 12-18."),
    ("en", "The centre has a capacity of 40 beds and will house up to 20 women by its 2nd phase."),
    ("fr", "L'article 12 de la loi n° 2016-45 fixe un délai de 48 heures et une amende de 750 euros."),
]


@pytest.mark.parametrize(("language", "text", "expected"), READ)
def test_a_figure_is_read_with_its_year(language: str, text: str, expected: list[tuple[int, int]]) -> None:
    assert [(f.value, f.years[0]) for f in figures(text, language)] == expected


@pytest.mark.parametrize(("language", "text"), NONE)
def test_a_number_that_counts_nothing_is_passed_over(language: str, text: str) -> None:
    assert [f.text for f in figures(text, language) if f.kind != "amount"] == []


def test_the_labelled_texts_are_read_at_the_accuracy_promised() -> None:
    score, lines = measure()
    assert score.precision >= 0.95, lines
    assert score.recall >= 0.95, lines
    assert score.years / score.right >= 0.95, lines
    assert score.right + score.missed >= 60
    assert score.others >= 60


def test_texts_labelled_after_the_reader_was_written_are_read_nearly_as_well() -> None:
    score, lines = measure(GOLD.with_name("figures_unseen.yaml"))
    assert score.precision >= 0.9, lines
    assert score.recall >= 0.9, lines


def test_a_part_names_its_whole_and_its_breakdown() -> None:
    whole, part = figures("In 2024, 40 persons were held, of whom 12 were women.", "en")
    assert part.base == whole.start
    assert part.by == ("sex",)
    assert whole.by == ()


def test_a_range_of_shares_keeps_both_ends_and_has_no_base() -> None:
    (share,) = figures("About 70–80 % of complaints are upheld.", "en")
    assert (share.value, share.top, share.kind, share.base) == (70, 80, "percentage", -1)


def test_a_total_since_a_year_is_for_no_single_year() -> None:
    (total,) = figures("Since 2021, 150 interviews have been held.", "en")
    assert (total.years, total.since) == ((), 2021)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="0123456789 ,.%()|\n\t-–ofwhompersonsinMay2023No", max_size=300))
def test_figures_are_spans_of_the_text_and_never_overlap(text: str) -> None:
    at = 0
    for figure in figures(text, "en"):
        assert text[figure.start : figure.end] == figure.text
        assert figure.start >= at
        assert figure.top >= figure.value
        at = figure.end
