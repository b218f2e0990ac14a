"""Citations as they stand in running text, acts under two numbers, and numbers that cite nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapcheck.analysis.citations import acts, conflicts, matched
from gapcheck.analysis.recurrence import recurring
from gapcheck.analysis.voices import otherwise
from gapcheck.procedures import procedure_for
from gapcheck.records.store import load
from gapcheck.text.citations import Citation, citations, kind_of
from tests.support import case_from

DOCUMENTS = Path(os.environ.get("GAPCHECK_DOCUMENTS", Path(__file__).parents[1] / ".." / "shared" / "documents"))

PROVISIONS = [
    ("en", "Under Article 8.0.3 and Articles 248-254 of the Code.", ["8.0.3", "248-254"]),
    ("en", "Articles 13 and 14, and Article 144-1; Chapter 15-2.", ["13", "14", "144-1", "15-2"]),
    ("en", "See para. 36 (c) (ii).", ["36 (c) (ii)"]),
    ("en", "Sections 4, 5 and 9 of the Fisheries Act, Rule 12.", ["4", "5", "9", "12"]),
    ("fr", "Selon l'article 12 et les articles 3 à 5 et 7.", ["12", "3 à 5", "7"]),
]
ACTS = [
    ("en", "It rests on Decision No. 152 of 17 June 2006.", ("decision", "152", "2006-06-17", "", "")),
    ("en", "Hives, by the Cabinet's Decision #252, are counted.", ("decision", "252", "", "", "Cabinet")),
    ("en", "Order No. 111s of the Cabinet of Ministers dated 7 February 2019 lists it.",
     ("order", "111s", "2019-02-07", "", "Cabinet of Ministers")),
    ("en", "A Presidential Decree of 28 August 2023 No. 2073 set it up.", ("decree", "2073", "2023-08-28", "", "Presidential")),
    ("en", 'The Law "On State Duty" dated 1 January 2001 names them.', ("law", "", "2001-01-01", "On State Duty", "")),
    ("en", "The Law on Salt Marshes of 2002 applies to herons.", ("law", "", "2002", "Salt Marshes", "")),
    ("en", "The Salt Marshes Act 1998 applies.", ("law", "", "1998", "Salt Marshes", "")),
    ("en", "The “Rules on Herons” approved by Order No. 7 of the Ministry of Lakes dated 3 May 2019 apply.",
     ("order", "7", "2019-05-03", "Rules on Herons", "Ministry of Lakes")),
    ("en", "The “Heron Law” of 5 May 2019 applies.", ("law", "", "2019-05-05", "Heron Law", "")),
    ("fr", "Le décret no 2006-12 du 3 mai 2006 vise les hérons.", ("decree", "2006-12", "2006-05-03", "", "")),
    ("fr", "La loi n° 2016-13 du 7 octobre 2016 relative aux marais salants fixe le prix.",
     ("law", "2016-13", "2016-10-07", "aux marais salants", "")),
]  # fmt: skip
SYMBOLS = [
    ("See CMW/C/AZE/CO/3.", "CMW/C/AZE/CO/3"),
    ("Under CP/Rec(2023)03, the State", "CP/Rec(2023)03"),
    ("(A/HRC/28/15/Add.1)", "A/HRC/28/15/Add.1"),
    ("CM/Rec(2022)21; and", "CM/Rec(2022)21"),
]
NOTHING = [
    ("en", "In 2023 the courts gave 12 decisions and 140 orders; 7 laws were amended in 2024."),
    ("en", "They did so in order to protect 2000 herons, and/or 24/7."),
    ("en", "Law enforcement officers met on 3 May 2024 about HIV/AIDS."),
    ("en", "A law in May 2024 helped, the committee's decision did not."),
    ("fr", "En 2023, 12 décisions ont été rendues, 140 lois lues."),
]


@pytest.mark.parametrize(("language", "text", "numbers"), PROVISIONS)
def test_a_provision_is_read_as_written(language: str, text: str, numbers: list[str]) -> None:
    found = [one.number for one in citations(text, language) if not one.is_act and one.kind != "symbol"]
    assert found == numbers


@pytest.mark.parametrize(("language", "text", "expected"), ACTS)
def test_an_act_is_read_with_number_date_title_and_issuer(language: str, text: str, expected: tuple[str, ...]) -> None:
    found = [one for one in citations(text, language) if one.is_act]
    assert [(one.kind, one.number, one.date, one.title, one.issuer) for one in found] == [expected]


@pytest.mark.parametrize(("text", "symbol"), SYMBOLS)
def test_a_symbol_is_read_without_the_punctuation_around_it(text: str, symbol: str) -> None:
    assert [one.number for one in citations(text) if one.kind == "symbol"] == [symbol]


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_figures_years_and_plain_words_cite_nothing(language: str, text: str) -> None:
    assert citations(text, language) == ()


def test_two_acts_in_one_sentence_are_two_citations() -> None:
    found = citations("Decision No. 5 of 3 May 2019 and Order No. 6 of 4 June 2019 apply.")
    assert [(one.kind, one.number, one.date) for one in found] == [
        ("decision", "5", "2019-05-03"), ("order", "6", "2019-06-04"),
    ]  # fmt: skip


def test_a_language_without_words_for_acts_gives_symbols_only() -> None:
    assert [one.kind for one in citations("Qanun No. 5, CCPR/C/XYZ/CO/4, Article 6.", "az")] == ["symbol"]


def test_the_kind_of_an_act_is_told_by_its_title() -> None:
    assert (kind_of("Law on Herons"), kind_of("Grant Law"), kind_of("Herons of the marshes")) == ("law", "law", "")


@given(st.text(alphabet="LawNo. 12/()“”\"',AOrderof3May2019ARTICLE-", max_size=200))
def test_citations_are_spans_of_the_text(text: str) -> None:
    for one in citations(text):
        assert isinstance(one, Citation)
        assert text[one.start : one.end] == one.text


def test_hostile_text_is_read_in_bounded_time() -> None:
    for text in ("(" * 30000, "A/" * 30000, "Law on " * 8000, "Law No. 1 " * 8000, "Articles 1, " * 8000):
        citations(text)


def test_an_act_of_the_reply_meets_the_same_act_in_evidence() -> None:
    case = case_from(
        {
            "requests": {"1": "Count herons."},
            "responses": [{"answers": ["1"], "text": "The “Rules on Herons” of 3 May 2019 apply, as does Law No. 8."}],
            "evidence": {"statements": [], "acts": [{"title": "Rules on Herons", "number": "7", "date": "2019-05-03"}]},
        }
    )
    assert [(one.voice, one.number) for one in acts(case)] == [("reply", ""), ("reply", "8"), ("evidence", "7")]
    assert [(one.title, other.number) for one, other in matched(case)] == [("Rules on Herons", "7")]
    assert conflicts(case) == ()


@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the official documents are not on this machine")
def test_the_acts_of_the_azerbaijan_reply_are_read_from_the_official_text() -> None:
    text = next((DOCUMENTS / "azerbaijan").glob("001*")).read_text("utf-8")
    found = {(one.kind, one.number, one.date) for one in citations(text) if one.is_act}
    assert {
        ("decision", "252", "2013-09-10"), ("decision", "12", "2006-01-12"), ("decision", "152", "2006-06-17"),
        ("decision", "", "2009-09-03"), ("law", "", "2001-01-01"), ("law", "", "2023-12-30"), ("law", "", "1998-12-11"),
        ("law", "", "2025-02-03"), ("law", "", "2019-06-29"), ("order", "111s", "2019-02-07"),
        ("decision", "58", "2000-03-24"), ("order", "3-17/3-2-77/2024", "2024-04-22"), ("law", "", "2000-06-13"),
        ("law", "", "2003-12-12"), ("law", "", "2022-12-22"), ("decree", "2073", "2020-06-02"),
        ("decree", "2306", "2020-11-27"), ("decision", "440", "2018-10-11"), ("decree", "", "2023-08-28"),
    } <= found  # fmt: skip
    assert {one.number for one in citations(text) if one.kind == "symbol"} == {
        "CP(2025)01", "CP/Rec(2023)03", "CM/Rec(2022)21",
    }  # fmt: skip


def test_the_shipped_case_holds_one_regulation_under_two_numbers_and_no_other_conflict() -> None:
    case = load([Path(__file__).parents[1] / "data"], procedure_for=procedure_for).case("aze-greta-2023")
    assert [(one.field, one.first.number, one.other.number, one.first.date) for one in conflicts(case)] == [
        ("number", "12", "8", "2006-01-12"),
    ]  # fmt: skip
    met = {(one.number, one.date, other.number) for one, other in matched(case)}
    assert {("252", "2013-09-10", "252"), ("", "2009-09-03", "131"), ("", "1998-12-11", "")} <= met


def test_what_evidence_says_otherwise_is_read_from_records_with_their_lines() -> None:
    case = load([Path(__file__).parents[1] / "data"], procedure_for=procedure_for).case("aze-greta-2023")
    found = {request.id: [pair.statement.id for pair in otherwise(case, request.id)] for request in case.requests}
    assert found["4.b"] == ["f9", "f10"]
    assert found["2.e"] == ["f14"]
    assert not any(found[quiet] for quiet in ("2.b", "2.c", "5.a", "5.b", "5.c", "5.d", "5.e", "7.b"))


def test_requests_that_were_made_before_are_told_with_the_body_and_the_day() -> None:
    case = load([Path(__file__).parents[1] / "data"], procedure_for=procedure_for).case("aze-greta-2023")
    assert [(one.since, one.label) for one in recurring(case, "6.b")] == [("2015-05", "1"), ("2015-05", "2")]
    assert [(one.since, one.label, one.tied) for one in recurring(case, "3")] == [("2021-10-08", "60.b", False)]
    assert not any(recurring(case, quiet) for quiet in ("2.c", "4.a", "5.a", "5.e", "7.b", "8"))
