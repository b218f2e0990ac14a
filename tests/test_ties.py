"""A passage of evidence is tied to the requests it plainly speaks about: by their words, its heading, their answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from gapcheck.cli.intake import drafts_of, import_all
from gapcheck.intake.importing import import_source
from gapcheck.intake.ties import tied
from tests.test_profiles import source

ASKED = {
    "1": "Repair the ramps at ferry landings for travellers in wheelchairs.",
    "2": "Train the crews of ferries in the rescue of swimmers.",
    "3": "Publish the timetables of winter ferries in braille.",
    "4": "Inspect the boilers of ferries before each season.",
    "5": "Insure the luggage of ferry travellers against loss.",
    "6": "Protect seabirds that nest near ferry quays.",
    "7": "Lower the fares of ferries for apprentices.",
    "8": "Light the quays where ferries call at night.",
    "9": "Hire divers who clear ferry propellers of nets.",
}


def ties(*statements: dict[str, str], replies: Sequence[dict[str, Any]] = (), language: str = "en") -> list[list[str]]:
    """What each statement is tied to."""
    record = {
        "document": {"id": "ferries", "title": "Recommendation on ferries", "language": "en"},
        "recommendations": [{"id": name, "text": text} for name, text in ASKED.items()],
    }
    records: list[dict[str, Any]] = [{"id": f"s{place}", "kind": "fact", **one} for place, one in enumerate(statements)]
    tied(records, record, language, replies)
    return [one.get("about", []) for one in records]


def reply(**answers: str) -> dict[str, Any]:
    responses = [
        {"id": f"r{name}", "answers": [name.removeprefix("to_")], "text": text} for name, text in answers.items()
    ]
    return {"document": {"id": "reply", "language": "en", "replies_to": "ferries"}, "responses": responses}


def test_many_words_of_a_request_in_one_sentence_tie() -> None:
    told = "The visitors went ashore in spring. At two landings the ramps were too steep for wheelchairs."
    assert ties({"text": told}) == [["1"]]


def test_synonyms_count_as_the_words_of_the_request() -> None:
    told = "Swimming travellers lost their baggage. Nobody had insured the luggage of travellers against its loss."
    assert ties({"text": told}) == [["5"]]


def test_what_every_request_speaks_of_ties_nothing() -> None:
    assert ties({"text": "The ferries of the country are old, and ferry after ferry is late."}) == [[]]


def test_one_shared_word_is_chance() -> None:
    assert ties({"text": "The boilers of the bakery were cold that morning, and the bakers went home."}) == [[]]


def test_an_answer_that_speaks_of_the_same_ties_what_the_request_alone_does_not() -> None:
    told = {"text": "The harbour office had closed its school for deckhands, and no crew had been to a lifeboat drill."}
    answer = reply(to_2="Each crew goes to a lifeboat drill of the school for deckhands at the harbour office.")
    assert ties(told) == [[]]
    assert ties(told, replies=[answer]) == [["2"]]


def test_one_act_cited_in_both_ties() -> None:
    told = {"text": "Order No. 417 of the Minister of Shipping is not known to the masters of vessels."}
    answer = reply(to_4="Order No. 417 of the Minister of Shipping is known to the masters of vessels.")
    assert ties(told, replies=[answer]) == [["4"]]


def test_the_heading_says_what_a_passage_leaves_out() -> None:
    told = "The chicks of seabirds were trodden on by porters."
    answer = reply(to_6="Porters keep clear of chicks in spring.")
    assert ties({"text": told}, replies=[answer]) == [[]]
    assert ties({"text": told, "group": "Nests near quays"}, replies=[answer]) == [["6"]]


def test_a_reply_to_something_else_changes_nothing() -> None:
    told = {"text": "The harbour office had closed its school for deckhands, and no crew had been to a lifeboat drill."}
    assert ties(told, replies=[reply(to_12="No crew had been to a lifeboat drill of the school for deckhands.")]) == [
        []
    ]


def test_a_passage_that_fits_many_is_about_the_whole() -> None:
    told = " ".join(ASKED.values())
    assert ties({"text": told}) == [[]]


def test_another_language_ties_nothing() -> None:
    assert ties({"text": ASKED["1"]}, language="fr") == [[]]


def test_what_is_tied_already_stays() -> None:
    record = {
        "document": {"id": "ferries", "language": "en"},
        "recommendations": [{"id": name, "text": text} for name, text in ASKED.items()],
    }
    statements: list[dict[str, Any]] = [{"id": "s1", "about": ["7"], "kind": "fact", "text": ASKED["1"]}]
    tied(statements, record, "en")
    assert statements[0]["about"] == ["7"]


def test_the_answers_tie_in_whatever_order_the_documents_are_given(tmp_path: Path) -> None:
    numbered = "\n\n".join(f"Recommendation {name}\n\n{text}" for name, text in ASKED.items())
    answered = "\n\n".join(
        f"Recommendation {name}\n\nResponse: {text}"
        for name, text in {
            "2": "Each crew goes to a lifeboat drill of the school for deckhands.",
            "7": "Fares fell.",
        }.items()
    )
    told = "Ferries in Malta, an assessment\n\nThe school for deckhands was shut, and no crew had been to a lifeboat drill.\n"
    names = {"asked.txt": "recommendations", "answered.txt": "response", "told.txt": "evidence"}
    for (name, _), text in zip(names.items(), (f"Report on ferries\n\n{numbered}", answered, told), strict=True):
        (tmp_path / name).write_text(f"{text}\n", "utf-8")
    files: list[tuple[Path, str | None]] = [(tmp_path / name, kind) for name, kind in names.items()]
    for order in (files, files[::-1]):
        (evidence,) = (one for one in drafts_of(import_all(order)) if "statements" in one)
        assert [one.get("about") for one in evidence["statements"]] == [["2"]]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("May 2015", "Assessment of the lighthouses of Malta, May 2015"),
        ("(2015)", "Assessment of the lighthouses of Malta, 2015"),
        ("The keepers of May 2015", "Assessment of the lighthouses of Malta"),
    ],
)
def test_the_month_alone_on_a_title_page_says_since_when_a_source_speaks(line: str, title: str) -> None:
    text = f"Assessment of the lighthouses of Malta\n\n{line}\n\nMethodology\n\nForty keepers were asked what they saw at night.\n"
    evidence = import_source(source(text), "evidence", profile="assessment").of("evidence")
    assert evidence is not None
    assert evidence["document"]["title"] == title
