"""Invented documents of many families in three languages: what they say about themselves, and what they ask or answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from gapcheck.cli.intake import import_all
from gapcheck.intake.assemble import Imported
from gapcheck.intake.importing import import_source
from gapcheck.intake.readers import read
from gapcheck.intake.treaties import treaty_of
from tests import formats
from tests.test_profiles import source

FOLDER = Path(__file__).parent / "documents" / "families"
GOLD: dict[str, dict[str, Any]] = yaml.safe_load((FOLDER / "gold.yaml").read_text("utf-8"))


def imported(name: str, format_: str, folder: Path) -> Imported:
    """One document in a format, tied to what it answers."""

    def at(stem: str) -> Any:
        found = read(FOLDER / f"{stem}.txt")
        return found if format_ == "txt" else read(formats.write(found, format_, folder))

    asked = GOLD[name].get("against")
    against = import_source(at(asked), "recommendations").of("recommendations") if asked else None
    return import_source(at(name), against=against)


def walked(items: Any) -> Iterator[str]:
    for item in items:
        yield item["id"]
        yield from walked(item.get("sub_items", ()))


def told(document: Mapping[str, Any], field: str) -> Any:
    """A field as the gold writes it; a treaty by a word of its name."""
    value = document.get(field)
    return f"{value['from']}..{value['to']}" if field == "period" and value else value


@pytest.mark.parametrize("format_", ["txt", *formats.FORMATS])
@pytest.mark.parametrize("name", GOLD)
def test_a_document_says_what_a_reader_finds_in_it(name: str, format_: str, tmp_path: Path) -> None:
    gold, result = GOLD[name], imported(name, format_, tmp_path)
    document = result.drafts[0]["document"]
    for field, wanted in gold["metadata"].items():
        found = told(document, field)
        if field == "treaty" and wanted:
            assert wanted.lower() in str(found).lower()
        else:
            assert (field, found) == (field, wanted)
    if "ids" in gold:
        record = result.of("recommendations")
        assert record is not None
        assert list(walked(record["recommendations"])) == gold["ids"].split()
    reply = result.of("responses")
    answers = reply["responses"] if reply else []
    if "ties" in gold:
        assert [" ".join(one["answers"]) for one in answers] == gold["ties"]
    if "positions" in gold:
        assert [one.get("position") or (one.get("positions") or [{}])[0].get("position") for one in answers] == gold[
            "positions"
        ]
    evidence = result.of("evidence")
    if "statements" in gold:
        assert evidence is not None
        assert [one.get("label") for one in evidence["statements"]] == gold["statements"]
        assert [one["group"].replace("’", "'") for one in evidence["statements"]] == gold["groups"]
    assert result.account.unassigned == 0


def test_columns_that_say_by_when_and_by_whom_are_no_answers() -> None:
    result = import_source(read(FOLDER / "dues_reply_en.md"))
    reply = result.of("responses")
    assert reply is not None
    assert [one["text"] for one in reply["responses"]] == [
        "Accepted. Forty buoys were painted in 2023.",
        "Not accepted. Gulls are no concern of the Ministry.",
        "Accepted. Works began in May 2024.",
    ]


def test_a_chapter_s_heading_before_a_restated_request_ends_no_answer() -> None:
    reply = import_source(read(FOLDER / "chap_reply.txt")).of("responses")
    assert reply is not None
    assert [one["text"] for one in reply["responses"]] == [
        "One shelter was opened in May 2023.",
        "Thirty farms were inspected.",
    ]


TELLS = "The museum keeps nine boats. They were built before the war and nobody has sailed them since then.\n"
ASKS = "The board should mend the nine boats of the museum before the summer, and it must count the oars.\n"


def test_a_document_that_only_tells_is_evidence_and_one_that_asks_is_not(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(TELLS, "utf-8")
    (found,) = import_all([(tmp_path / "note.txt", None)])
    assert [draft["document"]["kind"] for draft in found.drafts] == ["evidence"]
    assert any("taken for evidence" in note for note in found.notes)
    (tmp_path / "plea.txt").write_text(ASKS, "utf-8")
    with pytest.raises(Exception, match="holds no recommendations"):
        import_all([(tmp_path / "plea.txt", None)])


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("This report covers the period from 1 March 2020 to 28 February 2022.", "2020-03-01..2022-02-28"),
        ("The reporting period runs from 2019 to 2023.", "2019-01-01..2023-12-31"),
        ("Reporting period: June 2021 – May 2022", "2021-06-01..2022-05-31"),
        ("Le présent rapport porte sur la période du 2 mai 2020 au 30 avril 2022.", "2020-05-02..2022-04-30"),
        ("Réponses pour la période 2018-2021.", "2018-01-01..2021-12-31"),
        ("Durante el período comprendido entre marzo de 2020 y abril de 2021 se tomaron medidas.", "2020-03-01..2021-04-30"),
        ("The delegation visited the island from 8 to 19 May 2023.", None),
        ("The report on the storm of 2023 was read. Nine boats sank in 2021 and 2022.", None),
        ("In the report (2024) nothing is said of it.", None),
    ],
)  # fmt: skip
def test_a_period_is_read_where_the_document_states_it_and_nowhere_else(text: str, period: str | None) -> None:
    words = {"Le": "Rapport du ministère", "Ré": "Rapport du ministère", "Du": "Informe del ministerio"}
    title = words.get(text[:2], "Report of the ministry")
    letter = f"{title}\n\n{text}\n\nRecommendation 1\n\nResponse: Done.\n"
    reply = import_source(source(letter), "response").of("responses")
    assert reply is not None
    assert told(reply["document"], "period") == period


@pytest.mark.parametrize(
    ("symbol", "language", "wanted"),
    [
        ("CERD/C/XYZ/CO/4", "fr", "Convention internationale sur l'élimination de toutes les formes de discrimination raciale"),
        ("E/C.12/XYZ/CO/2", "en", "International Covenant on Economic, Social and Cultural Rights"),
        ("CAT/OP/XYZ/1", "en", "Optional Protocol to the Convention against Torture and Other Cruel, Inhuman or Degrading Treatment or Punishment"),
        ("GREVIO/Inf(2022)3", "es", "Convenio del Consejo de Europa sobre prevención y lucha contra la violencia contra las mujeres y la violencia doméstica"),
        ("A/HRC/41/9", "en", ""),
        ("CATS/7", "en", ""),
    ],
)  # fmt: skip
def test_a_symbol_tells_the_treaty(symbol: str, language: str, wanted: str) -> None:
    assert treaty_of([symbol], "", "", "", language) == wanted


LIGHTS = """Assessment of the lighthouses of Malta

Methodology

Forty keepers were asked by two visitors what they had seen from their towers in the nights of the last three winters.

Findings

The law says that each tower has two keepers, and that one of them is awake at any hour³ of the night, as told by the

³ Keepers' handbook, page 15.

Guild of Keepers in its letter to the harbour office. Few keepers had read that letter by the time of the visits.

A keeper who sleeps on the watch may lose his place and his house, and four sorts of watches are told apart by law:

- the dog watch;

In the south no tower had more than one keeper, and in most of them that keeper also sold tickets to visitors by day
"""


def test_a_paragraph_of_a_source_that_a_note_cuts_is_one_and_one_that_opens_a_list_is_told() -> None:
    evidence = import_source(source(LIGHTS), "evidence", profile="assessment").of("evidence")
    assert evidence is not None
    starts = [" ".join(one["text"].split()[:3]) for one in evidence["statements"]]
    assert starts == ["Forty keepers were", "The law says", "A keeper who", "In the south"]
    assert evidence["statements"][1]["text"].endswith("by the time of the visits.")
