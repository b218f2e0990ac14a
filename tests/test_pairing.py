"""References and ties: ranges, groups, quoted requests, order, headings, pointers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gapcheck.intake.pairing import FAINT, PLAIN, Asked, leaves, tie, untied
from gapcheck.intake.ranges import expand, parts_of
from gapcheck.intake.replies import Draft

FOLLOWED = ["16", "16.a", "16.b", "16.c", "36", "36.a", "36.b", "36.c", "36.c.i", "36.c.ii", "36.c.iii", "36.d", "36.e"]
INQUIRY = [
    "4",
    "4.a",
    "4.a.i",
    "4.a.ii",
    "4.a.iii",
    "4.a.iv",
    "4.b",
    "4.c",
    "4.d",
    "5",
    "7",
    "7.b",
    "9",
    "12",
    "12.a",
    "12.b",
    "12.c",
    "12.d",
    "12.e",
]
REVIEW = [f"140.{number}" for number in range(1, 220)]


@pytest.mark.parametrize(
    ("text", "known", "wanted"),
    [
        ("Paragraph 36 (b)–(e)", FOLLOWED, "36.b 36.c 36.d 36.e"),
        ("Paragraph 16 (a) and (b)", FOLLOWED, "16.a 16.b"),
        ("36 (c) (i) and (iii)", FOLLOWED, "36.c.i 36.c.iii"),
        ("36 (c) (i)–(iii), (d)", FOLLOWED, "36.c.i 36.c.ii 36.c.iii 36.d"),
        ("Recs. 6–13", REVIEW, " ".join(f"140.{n}" for n in range(6, 14))),
        ("140.82-85, 87", REVIEW, "140.82 140.83 140.84 140.85 140.87"),
        ("140.120, 209", REVIEW, "140.120 140.209"),
        ("140.35. 140.36", REVIEW, "140.35 140.36"),
        ("150 – 152,\n160", REVIEW, "140.150 140.151 140.152 140.160"),
        ("(2-5)", REVIEW, "140.2 140.3 140.4 140.5"),
        ("(4) (a) to (d) and (5)", INQUIRY, "4.a 4.b 4.c 4.d 5"),
        ("12d/12e", INQUIRY, "12.d 12.e"),
        ("4a) i-iii)", INQUIRY, "4.a.i 4.a.ii 4.a.iii"),
        ("12) a-c", INQUIRY, "12.a 12.b 12.c"),
        ("7b.", INQUIRY, "7.b"),
        ("4a) iv.", INQUIRY, "4.a.iv"),
        ("párrafos 4 a 6", (), "4 5 6"),
        ("paragraphes 18 à 20", (), "18 19 20"),
        ("See recommendations 53, 71 and 77.", REVIEW, "140.53 140.71 140.77"),
    ],
)
def test_a_reference_is_read_however_it_is_spelled(text: str, known: list[str], wanted: str) -> None:
    found = expand(text, known)
    assert found.ids == wanted.split()
    assert not found.unknown
    assert not found.notes


def test_what_is_no_request_is_told_and_not_dropped() -> None:
    found = expand("16 (a), (f) and 99", FOLLOWED)
    assert found.ids == ["16.a"]
    assert found.unknown == ["16.f", "99"]


def test_a_range_that_runs_backwards_is_told() -> None:
    found = expand("13–6", REVIEW)
    assert found.ids == ["140.13", "140.6"]
    assert found.notes


def test_a_letter_alone_is_read_below_the_item_it_stands_under() -> None:
    assert expand("(b) and (c)", FOLLOWED, within="16").ids == ["16.b", "16.c"]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789abiv()–-., /andto", max_size=60))
def test_any_text_gives_references_in_bounded_time(text: str) -> None:
    assert len(parts_of(text)) <= len(text)
    assert len(expand(text).ids) <= 3000 * max(len(text), 1)


ASKED = {
    "document": {"language": "en"},
    "recommendations": [
        {
            "id": "1",
            "text": "Protect crews, in particular by:",
            "sub_items": [
                {"id": "1.a", "text": "training the port inspectors to recognise unpaid crews;"},
                {"id": "1.b", "text": "training the harbour police to recognise unpaid crews;"},
                {"id": "1.c", "text": "opening a shelter ashore (paragraph 12);"},
            ],
        },
        {"id": "2", "title": "Medical care", "text": "Lift the fee for medical certificates of seafarers."},
        {"id": "3", "text": "Publish the results of the inspections each quarter."},
    ],
    "parts": [{"id": "B", "role": "proposals", "text": "Implement the other proposals."}],
}


def answered(*drafts: Draft) -> list[tuple[list[str], str]]:
    """The ties and reviews of some drafts."""
    for number, draft in enumerate(drafts):
        draft.record |= {"id": f"r{number + 1}", "text": draft.record.get("text", "Done.")}
    return [(one["answers"], one.get("review", "")) for one in tie(drafts, ASKED, "en")]


def test_a_quoted_request_is_tied_by_its_words_though_they_drift() -> None:
    ((first, review),) = answered(Draft(quotes=["setting up new shelters ashore for them"], within="1"))
    assert first == ["1.c"]
    assert "loose likeness" in review
    assert answered(Draft(quotes=["opening of a shelter ashore"])) == [(["1.c"], "")]


def test_one_response_that_quotes_two_requests_answers_both() -> None:
    quotes = [
        "lifting the fee for the medical certificates of seafarers",
        "publishing results of inspections each quarter",
    ]
    assert answered(Draft(quotes=quotes))[0][0] == ["2", "3"]


def test_near_equal_quotes_are_told_apart_by_order_and_marked() -> None:
    text = "training inspectors and police to recognise unpaid crews"
    (first, note), (second, more) = answered(Draft(quotes=[text], within="1"), Draft(quotes=[text], within="1"))
    assert (first, second) == (["1.a"], ["1.b"])
    assert "1.b fits nearly as well" in note
    assert "1.a fits nearly as well" in more


def test_a_request_answered_twice_keeps_both_answers() -> None:
    text = "opening a shelter ashore"
    assert [tied for tied, _ in answered(Draft(quotes=[text]), Draft(quotes=[text]))] == [["1.c"], ["1.c"]]


def test_a_label_that_the_heading_names_decides() -> None:
    assert answered(Draft(named="1 (a)–(b)", quotes=["opening a shelter ashore"]))[0][0] == ["1.a", "1.b"]
    assert answered(Draft(within="B"))[0][0] == ["B"]


def test_a_label_that_names_nothing_is_told_and_the_wording_used() -> None:
    ((tied, review),) = answered(Draft(named="17", quotes=["opening a shelter ashore"]))
    assert tied == ["1.c"]
    assert "17" in review


def test_a_quote_under_the_wrong_number_is_tied_by_its_words_and_told() -> None:
    ((tied, review),) = answered(Draft(within="2", quotes=["Publish the results of inspections each quarter"]))
    assert tied == ["3"]
    assert review == "it stands under 2 but restates 3"


def test_a_heading_that_is_a_title_ties() -> None:
    assert answered(Draft(record={"heading": "Medical care"}))[0][0] == ["2"]


def test_what_fits_nothing_is_left_untied_and_marked() -> None:
    ((tied, review),) = answered(Draft(quotes=["The weather was fine in the mountains"]))
    assert tied == []
    assert "no request could be told" in review


def test_a_pointer_is_followed_by_name() -> None:
    drafts = [Draft(within="2", record={"id": "r1", "text": "See recommendation 3."})]
    (one,) = tie(drafts, ASKED, "en")
    assert (one["answers"], one["see"]) == (["2"], ["3"])


def test_without_recommendations_the_labels_stand_and_are_marked() -> None:
    (one,) = untied([Draft(within="4", record={"id": "r1", "text": "Done."})], "en")
    assert one["answers"] == ["4"]
    assert "no recommendations were given" in one["review"]


def test_the_thresholds_keep_restatements_apart_from_the_rest() -> None:
    asked = Asked(ASKED)
    for name in leaves(ASKED):
        others = [asked.score(asked.texts[name], other) for other in leaves(ASKED) if other != name]
        assert asked.score(asked.texts[name], name) == pytest.approx(100.0)
        assert max(others) < 90
    assert asked.score("The weather was fine in the mountains", "3") < FAINT < PLAIN
