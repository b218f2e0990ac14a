"""List labels in the spellings official documents use."""

from __future__ import annotations

import pytest

from gapcheck.intake.readers.labels import family, is_bullet, number, split


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("(a) Adopt a plan;", "(a)", "Adopt a plan;"),
        ("(a)Adopt a plan;", "(a)", "Adopt a plan;"),
        ("a) Adopt", "a)", "Adopt"),
        ("a. Adopt", "a.", "Adopt"),
        ("(iv)\tReport", "(iv)", "Report"),
        ("12. Report", "12.", "Report"),
        ("115.18 Ratify", "115.18", "Ratify"),
        ("115.18. Ratify", "115.18.", "Ratify"),
        ("A4.1.\tIn this", "A4.1.", "In this"),
        ("4a) i) Pay", "4a) i)", "Pay"),
        ("4a) iv. On 26 May", "4a) iv.", "On 26 May"),
        ("4a) iii.The fund", "4a) iii.", "The fund"),
        ("12) a-c) Train", "12) a-c)", "Train"),
        ("7b. A fund", "7b.", "A fund"),
        ("12d/12e We agree", "12d/12e", "We agree"),
        ("18\tRatify", "18", "Ratify"),
        ("18   Ratify", "18", "Ratify"),
        ("§ 12 Fines", "§ 12", "Fines"),
        ("No. 3 Fines", "No. 3", "Fines"),
        ("● \u200bfirst", "●", "first"),
        ("●\u200b", "●", ""),
        ("\uf0b7 first", "\uf0b7", "first"),
        ("- first", "-", "first"),
        ("✓ first", "✓", "first"),
        ("o\tfirst", "o", "first"),
        ("- 1. Recommendation - pay", "1.", "Recommendation - pay"),
        ("- ✓ Meetings", "✓", "Meetings"),
        ("- (1) **Through", "(1)", "**Through"),
    ],
)
def test_a_label_is_split_from_its_text(text: str, label: str, rest: str) -> None:
    assert split(text) == (label, rest)


@pytest.mark.parametrize(
    "text",
    [
        "1.5 million people", "18 children", "2013. The next year", "e.g. this", "(see above) the plan", "[C]: Paragraph 36",
        "(paragraph 46);", "A plan", "I agree", "-5 degrees", "(2013) 24", "on 3 May", "o mesmo plano", "3D images", "",
        "No one answered", "1,200 cases",
    ],
)  # fmt: skip
def test_a_text_without_a_label_stays_whole(text: str) -> None:
    assert split(text) == ("", text)


def test_families_tell_siblings_from_children() -> None:
    assert family("(b)") == family("(a)") != family("(i)")
    assert family("(i)", "(h)") == family("(a)")
    assert family("(v)", "(u)") == family("(a)")
    assert family("(iv)", "(iii)") == family("(i)")
    assert family("115.18") == family("115.2") != family("115.")
    assert family("A.") == family("B.") != family("a.")
    assert family("●") == "●" != family("-")


def test_counters_are_numbers() -> None:
    assert [number(label) for label in ("115.18.", "(c)", "(iv)", "12)", "●", "", "(ix)", "D.")] == [
        18,
        3,
        4,
        12,
        0,
        0,
        9,
        4,
    ]


def test_bullets_are_told_from_counters() -> None:
    assert all(map(is_bullet, "●-•✓o\uf0b7"))
    assert not any(map(is_bullet, ("(a)", "1.", "", "a")))
