"""The catalogues, the passages, the shadow report's limit and its authors' own text."""

from __future__ import annotations

import re
import string
from typing import Any

import pytest

from gapcheck.errors import GapcheckError
from gapcheck.report.locale import LANGUAGES, _load, locale
from gapcheck.report.markdown import escape_markdown, marked
from gapcheck.report.passages import differences, in_context, plain, shorten, side_by_side
from gapcheck.report.shadow import own_texts
from gapcheck.report.view import Piece
from tests.report_support import checked, markdown_text, pandoc_markdown, rendered

OPTIONAL = re.compile(r"(?:finding|ask|rule)_[A-Z]{3}\d{3}|part_")


def _names(entry: Any) -> set[str]:
    texts = entry.values() if isinstance(entry, dict) else [entry]
    return {
        name for text in texts if isinstance(text, str) for _, name, _, _ in string.Formatter().parse(text) if name
    } - {"count", "n"}


def test_every_language_has_every_text_with_the_same_values() -> None:
    first, *others = (
        {key: value for key, value in _load(language).items() if not OPTIONAL.match(key)} for language in LANGUAGES
    )
    for other in others:
        assert set(first) == set(other)
        assert [key for key in first if _names(first[key]) != _names(other[key])] == []


def test_a_finding_in_a_catalogue_has_its_question_too() -> None:
    for language in LANGUAGES:
        texts = _load(language)
        codes = {key.split("_")[1] for key in texts if key.startswith("finding_")}
        assert codes == {key.split("_")[1] for key in texts if key.startswith("ask_")}


@pytest.mark.parametrize(
    ("language", "iso", "shown"),
    [
        ("en", "2025-06-11", "11 June 2025"), ("fr", "2025-06-01", "1er juin 2025"), ("fr", "2024-02-29", "29 février 2024"),
        ("en", "2013-09", "September 2013"), ("en", "2013", "2013"), ("en", "soon", "soon"), ("en", "2025-13-40", "2025-13-40"),
    ],
)  # fmt: skip
def test_dates_are_written_as_the_language_does(language: str, iso: str, shown: str) -> None:
    assert locale(language).date(iso) == shown


@pytest.mark.parametrize(
    ("language", "days", "shown"),
    [("en", 5, "five days"), ("en", 1, "one day"), ("en", 214, "seven months"), ("fr", 5, "cinq jours"), ("en", 1100, "three years"), ("fr", 214, "sept mois")],
)  # fmt: skip
def test_lengths_of_time_are_said_in_words(language: str, days: int, shown: str) -> None:
    assert locale(language).span(days) == shown


def test_numbers_states_and_lists_follow_the_language() -> None:
    assert (locale("en").number(42400), locale("fr").number(42400)) == ("42,400", "42\u202f400")
    assert (locale("en").state("svn"), locale("fr").state("SVN"), locale("en").state("XXX")) == (
        "Slovenia",
        "Slovénie",
        "XXX",
    )
    assert locale("en").listed(["a", "b", "c"]) == "a, b and c"
    assert locale("fr-CH").language == "fr"
    with pytest.raises(GapcheckError):
        locale("tlh")


def test_a_passage_is_shown_in_its_sentence_with_the_hit_marked() -> None:
    text = "It rained. The law does not provide for it, as said before. The sun shone."
    start = text.index("does not")
    pieces = in_context(text, [(start, start + 16)], "en")
    assert [(piece.text, piece.mark) for piece in pieces] == [
        ("The law ", ""),
        ("does not provide", "hit"),
        (" for it, as said before.", ""),
    ]


def test_two_hits_of_one_sentence_are_one_passage_and_far_ones_are_parted() -> None:
    text = "Inspect farms and mines. Nothing here. Nothing there. Fund shelters."
    spans = [(text.index(word), text.index(word) + len(word)) for word in ("farms", "mines", "shelters")]
    pieces = in_context(text, spans, "en")
    assert [piece.text for piece in pieces if piece.mark == "hit"] == ["farms", "mines", "shelters"]
    assert plain(pieces) == "Inspect farms and mines . […] Fund shelters ."


def test_a_long_answer_is_cut_at_the_end_of_a_sentence() -> None:
    text = " ".join(f"Sentence number {n} has just seven words." for n in range(40))
    pieces, cut = shorten(text, "en", keep=20)
    assert cut
    assert pieces[0].text.endswith("words.")
    assert text.startswith(pieces[0].text)
    assert shorten("Short.", "en") == ((Piece(text="Short."),), False)


def test_differing_figures_and_names_are_louder_than_differing_words() -> None:
    left, right = differences(
        "In 2023 the Decision named 60 farms there.", "In 2023 the Resolution cited 80 farms there."
    )
    assert [(piece.text, piece.mark) for piece in left if piece.mark] == [
        ("Decision", "loud"),
        ("named", "changed"),
        ("60", "loud"),
    ]
    assert [(piece.text, piece.mark) for piece in right if piece.mark] == [
        ("Resolution", "loud"),
        ("cited", "changed"),
        ("80", "loud"),
    ]


def test_sentences_are_set_against_their_likes() -> None:
    rows = side_by_side(
        "Farms were seen. Only here. Mines were closed in May.", "Farms were seen. Mines were closed in June.", "en"
    )
    assert [(bool(left), bool(right)) for left, right in rows] == [(True, True), (True, False), (True, True)]


@pytest.mark.parametrize(
    "text", ["*a*", "_a_", "__a__", "`a`", "[a](b)", "<b>", "# a", "- a", "+ a", "1. a", "2) a", "> a", "a | b", "http://a.b", "~~a~~", "&amp;", "$a$", "\\*", "![a](b)", "| a |", "=== ", "snake_case_name"]
)  # fmt: skip
def test_escaped_text_shows_its_very_characters(text: str) -> None:
    assert markdown_text(f"{escape_markdown(text)}\n".encode()) == text.strip()


def test_emphasis_keeps_punctuation_outside() -> None:
    pieces = (Piece(text="word("), Piece(text="(inner)", mark="hit"), Piece(text="word"))
    assert marked(pieces) == "word((**inner**)word"


BUDGET = 200


def _count(source: bytes) -> int:
    return len([run for run in source.decode().split() if any(char.isalnum() for char in run)])


def test_a_shadow_report_keeps_within_the_limit_and_names_what_it_leaves_out() -> None:
    whole = rendered(checked(), "md", audience="ngo")
    short = rendered(checked(), "md", audience="ngo", budget=BUDGET)
    assert _count(whole) > BUDGET >= _count(short)
    assert "## 1.b" in short.decode()
    left = short.decode().split("## Left out", 1)[1]
    for label in ("1.a", "1.c", "3"):
        assert (f"## {label} " in short.decode()) != (
            re.search(rf"(?m)^- .*: .*\b{re.escape(label)}\b", left) is not None
        )


def test_the_limit_of_the_body_holds_without_a_budget_and_says_where_it_comes_from() -> None:
    text = rendered(checked(limit=BUDGET), "md", audience="ngo")
    assert _count(text) <= BUDGET
    assert "Rules of 2020" in text.decode()


def test_the_most_serious_gaps_come_first() -> None:
    text = rendered(checked(), "md", audience="ngo").decode()
    assert re.findall(r"(?m)^## (\S+)", text) == ["1.b", "1.c", "3", "1.a"]


OWN = "Our members visited *two* shelters.\n\nThey were closed in May 2024."


@pytest.mark.parametrize("language", LANGUAGES)
def test_own_text_in_markdown_is_kept_by_the_next_run_word_for_word(language: str) -> None:
    first = rendered(checked(), "md", audience="ngo", language=language).decode()
    space = locale(language)("own_space")
    edited = first.replace(space, OWN, 1)
    again = rendered(checked(), "md", audience="ngo", language=language, existing=edited.encode())
    assert again.decode() == edited
    assert rendered(checked(), "md", audience="ngo", language=language, existing=again) == again


def test_own_text_is_kept_where_its_request_no_longer_fits() -> None:
    first = rendered(checked(), "md", audience="ngo").decode()
    head, tail = first.rsplit(locale("en")("own_space"), 1)
    again = rendered(checked(), "md", audience="ngo", budget=120, existing=(head + OWN + tail).encode()).decode()
    assert OWN in again
    assert "### Our own text on 1.a" in again.split("## Left out", 1)[1]


@pytest.mark.parametrize("format", ["html", "docx"])
def test_own_text_is_kept_in_pages_and_word_files(format: str) -> None:
    kept = {"1.b": "Our members visited two shelters.\n\nThey were closed."}
    markdown = rendered(checked(), "md", audience="ngo").decode().replace(locale("en")("own_space"), kept["1.b"], 1)
    assert own_texts(markdown.encode(), "md") == kept
    from gapcheck import report
    from gapcheck.report import shadow

    original = shadow.own_texts
    try:
        shadow.own_texts = lambda existing, format: kept  # type: ignore[assignment]
        first = report.render([checked()], format=format, audience="ngo", existing=b"x")
    finally:
        shadow.own_texts = original
    assert own_texts(first, format) == kept
    assert rendered(checked(), format, audience="ngo", existing=first)
    if format == "docx":
        assert "They were closed." in pandoc_markdown(first)


def test_the_variables_of_the_templates_are_documented() -> None:
    import dataclasses

    from gapcheck import resources
    from gapcheck.report import view

    text = (resources.folder("templates") / "README.md").read_text("utf-8")
    rows = {row.split("|")[1].strip(" `"): row for row in text.splitlines() if row.startswith("| `")}
    for name, kind in vars(view).items():
        if dataclasses.is_dataclass(kind) and name not in (
            "Options",
            "Anchored",
            "Titled",
        ):  # what others are made from
            assert [field.name for field in dataclasses.fields(kind) if f"`{field.name}`" not in rows[name]] == []


def test_neighbouring_sentences_that_are_both_quoted_keep_a_space_between_them() -> None:
    text = "Two weirs were built. Three mills were shut."
    pieces = in_context(text, [(0, 21), (22, len(text))], "en")
    assert "".join(piece.text for piece in pieces) == text
