"""The search rank of texts."""

from __future__ import annotations

from gapcheck.text.rank import Index

ASKED = [
    "Vaccinate dogs against rabies in the border districts.",
    "Count the wolves in the mountain reserves.",
    "Count the bears in the mountain reserves.",
]


def places(query: str) -> list[int]:
    return [ranked.place for ranked in Index(ASKED, "en").rank(query)]


def test_the_text_that_shares_the_rarest_words_comes_first() -> None:
    assert places("Bears were counted in all mountain reserves.")[0] == 2
    assert places("A vaccine against rabies was bought.")[0] == 0


def test_equal_scores_keep_the_order_of_the_documents() -> None:
    assert places("The reserves in the mountain are open.")[:2] == [1, 2]
    assert places("The mountain reserves.")[:2] == [1, 2]


def test_a_word_said_often_counts_once() -> None:
    index = Index(ASKED, "en")
    assert index.rank("wolves wolves wolves")[0].score == index.rank("wolves")[0].score


def test_function_words_and_generic_words_count_nothing() -> None:
    assert Index(ASKED, "en").rank("in the measures against") == ()


def test_the_shared_words_are_told() -> None:
    assert Index(ASKED, "en").rank("Wolves and reserves")[0].shared == ("reserv", "wolv")


def test_an_empty_index_ranks_nothing() -> None:
    assert Index([], "en").rank("wolves") == ()


def test_a_place_that_is_asked_for_is_ranked_behind_the_best() -> None:
    many = [*["Count the wolves and the bears of the reserves."] * 5, "Feed the wolves."]
    ranked = Index(many, "en").rank("Wolves and bears of the reserves were counted.", (5,))
    assert [one.place for one in ranked] == [0, 1, 2, 5]
