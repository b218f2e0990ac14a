"""Inquiries, parliamentary committees, auditors and the governments that answer them: invented documents become records
whole, in every format."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks import import_accuracy as accuracy
from gapcheck.intake import responders
from gapcheck.intake.importing import Imported, import_document, import_source
from gapcheck.intake.readers import read
from gapcheck.model import Position
from gapcheck.records import build
from tests import formats
from tests.test_profiles import source

FOLDER = Path(__file__).parent / "documents" / "domestic"
GOLD: dict[str, dict[str, Any]] = {
    one["file"]: one for one in yaml.safe_load((FOLDER / "gold.yaml").read_text("utf-8"))
}
REPORTS = [name for name, gold in GOLD.items() if "requests" in gold]
REPLIES = [name for name, gold in GOLD.items() if "against" in gold]
BOTH = [name for name, gold in GOLD.items() if "rejoinders" in gold]
OFFICIAL = [
    path
    for path in sorted(accuracy.GOLD.glob("import-*.json"))
    if "positions" in (gold := json.loads(path.read_text("utf-8"))) or "ids" in gold or "holds" in gold
]


@lru_cache(maxsize=64)
def imported(name: str, folder: str = "", format_: str = "") -> Imported:
    """One invented document, in its own format or set anew in another, tied to what it answers."""
    against = GOLD[name].get("against")
    asked = imported(against, folder, format_).of("recommendations") if against else None
    path = FOLDER / name
    if format_ and path.suffix != f".{format_}":
        path = formats.write(read(path), format_, Path(folder))
    return import_document(path, "response" if against else None, against=asked)


def walked(result: Imported) -> list[str]:
    record = result.of("recommendations")
    assert record is not None
    return [node.id for item in build.recommendations(record).items for node in item.walk()]


def responses(result: Imported) -> Sequence[Mapping[str, Any]]:
    record = result.of("responses")
    assert record is not None
    return list(record["responses"])


def wanted(ids: str) -> list[str]:
    return str(ids).split()


def wrong_positions(name: str, result: Imported) -> Iterator[str]:
    """What is not as the gold says, one line each."""
    told = responses(result)
    for by, positions in GOLD[name].get("positions", {}).items():
        for position, ids in positions.items():
            for request in wanted(ids):
                found = (
                    {p for who in ("", by) for p in accuracy.positions_on(request, who, told)}
                    if by
                    else {
                        p
                        for who in {by, *(r.get("by", "") for r in told)}
                        for p in accuracy.positions_on(request, who, told)
                    }
                    | {p["position"] for r in told for p in r.get("positions", ()) if request in r["answers"]}
                )
                if position not in found or (by and accuracy.positions_on(request, by, told) != {position}):
                    yield f"{request} by {by or 'the only one'}: {sorted(found)} instead of {position}"


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_gives_each_recommendation_once(name: str) -> None:
    result = imported(name)
    assert result.profile == GOLD[name]["profile"]
    assert walked(result) == wanted(GOLD[name]["requests"])


@pytest.mark.parametrize("name", REPLIES)
def test_a_reply_is_tied_to_what_it_answers(name: str) -> None:
    result = imported(name)
    assert result.profile == GOLD[name]["profile"]
    if "ties" in GOLD[name]:
        assert [" ".join(one["answers"]) for one in responses(result)] == GOLD[name]["ties"]


@pytest.mark.parametrize("name", [*REPLIES, *BOTH])
def test_positions_are_told_by_request_and_responder(name: str) -> None:
    assert not list(wrong_positions(name, imported(name)))


@pytest.mark.parametrize("name", [name for name, gold in GOLD.items() if "answered" in gold])
def test_every_request_has_its_own_answer(name: str) -> None:
    told = responses(imported(name))
    for request, words in GOLD[name]["answered"].items():
        assert any(words in one.get("text", "") for one in told if str(request) in one["answers"]), request


@pytest.mark.parametrize("name", BOTH)
def test_one_document_holds_what_is_asked_what_is_answered_and_what_the_auditor_says_to_that(name: str) -> None:
    result = imported(name)
    kinds = {draft["document"]["kind"]: draft["document"] for draft in result.drafts}
    asked = kinds["recommendations"]["id"]
    assert (kinds["responses"]["replies_to"], kinds["evidence"]["about"]) == (asked, asked)
    evidence = result.of("evidence")
    assert evidence is not None
    assert [one["about"] for one in evidence["statements"]] == [[name] for name in GOLD[name]["rejoinders"]]
    assert {one["kind"] for one in evidence["statements"]} == {"rejoinder"}


@pytest.mark.parametrize("name", GOLD)
def test_every_character_is_accounted_for(name: str) -> None:
    account = imported(name).account
    assert account.unassigned == 0, account.passages
    assert (
        sum(row.characters for row in account.rows) == account.total == len("".join(read(FOLDER / name).text.split()))
    )


RUN_TOGETHER = {("fisheries-report.md", "pdf"), ("fisheries-response.md", "pdf")}
"""Two paragraphs of one line each, no number or weight between them: the PDF's gaps alone do not part them yet."""
SETTINGS = [(name, format_) for name in GOLD for format_ in formats.FORMATS if (name, format_) not in RUN_TOGETHER]


@pytest.mark.parametrize(("name", "format_"), SETTINGS)
def test_every_format_gives_the_same(name: str, format_: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.getbasetemp() / f"domestic-{format_}"
    folder.mkdir(exist_ok=True)
    result = imported(name, str(folder), format_)
    assert result.account.unassigned == 0, result.account.passages
    if "requests" in GOLD[name]:
        assert walked(result) == wanted(GOLD[name]["requests"])
    if "ties" in GOLD[name]:
        assert [" ".join(one["answers"]) for one in responses(result)] == GOLD[name]["ties"]
    if name in (*REPLIES, *BOTH):
        assert not list(wrong_positions(name, result))


@pytest.mark.parametrize("path", OFFICIAL, ids=lambda path: path.stem)
def test_official_inquiries_and_audits_import_all_right(path: Path, tmp_path: Path) -> None:
    gold = json.loads(path.read_text("utf-8"))
    if accuracy.documents(gold)[0] is None:
        pytest.skip(f"{gold['file']} is not at hand: set GAPCHECK_DOCUMENTS")
    for format_ in gold["formats"]:
        counts = accuracy.compare(gold, accuracy.imported(gold, format_, tmp_path))
        assert not {what: dict(found) for what, found in counts.items() if found["wrong"] or found["missed"]}, format_


def test_conclusions_are_told_apart_and_kept() -> None:
    record = imported("libraries-report.txt").of("recommendations")
    assert record is not None
    assert [(part["id"], part["role"]) for part in record["parts"]] == [("1", "conclusion"), ("4", "conclusion")]
    assert [item["paragraphs"] for item in record["recommendations"]] == [[3], [4], [6], [7]]
    assert [leaf.id for leaf in build.recommendations(record).requests] == ["2", "3", "5", "6"]


def test_a_page_foot_with_a_date_and_an_address_does_not_cut_a_sentence() -> None:
    record = imported("ferry-report.txt").of("recommendations")
    assert record is not None
    assert record["recommendations"][1]["text"].endswith("at least once a year by a surveyor.")


def test_a_book_number_on_the_back_cover_is_no_part_of_the_last_recommendation(tmp_path: Path) -> None:
    path = tmp_path / "bridge-report.txt"
    text = (FOLDER.parent / "import" / "bridge-report.txt").read_text("utf-8").rstrip()
    path.write_text(f"{text}\n\f\f978-1-2345-6789-7\nE01234567\n", "utf-8")
    record = import_document(path).of("recommendations")
    assert record is not None
    assert "978-1" not in str(record)
    assert "E01234567" not in str(record)


def test_answer_text_that_begins_with_a_label_is_no_quotation() -> None:
    told = responses(imported("dam-response.txt"))
    first = next(one for one in told if "hamlet of Orr" in one.get("text", ""))
    assert (first["answers"], first.get("quoted")) == (["2.a.i"], None)


@pytest.mark.parametrize(
    ("sentence", "claims"),
    [
        (
            "They are accepted in full by the Town Council and in principle by the Fish Board.",
            [(Position.ACCEPTED, "Town Council", ""), (Position.IN_PRINCIPLE, "Fish Board", "")],
        ),
        (
            "The Harbour Board accepts this recommendation in full, and the Fish Council and Sea Agency accept it in part.",
            [(Position.ACCEPTED, "Harbour Board", "")],
        ),
        (
            "Recommendations 12) a-c) are rejected by the Rail Authority.",
            [(Position.DECLINED, "Rail Authority", "12) a-c)")],
        ),
        ("3b and 3c are accepted in principle.", [(Position.IN_PRINCIPLE, "", "3b and 3c")]),
        (
            "The Department of Roads and Bridges does not accept this recommendation.",
            [(Position.DECLINED, "Department of Roads and Bridges", "")],
        ),
        ("The Ministry has no lorries.", []),
    ],
)
def test_who_takes_which_position_on_what(sentence: str, claims: list[tuple[Position, str, str]]) -> None:
    found = [(one.position, one.by, one.refs) for one in responders.claims(sentence)]
    assert found[: len(claims)] == claims
    assert bool(found) == bool(claims)


def test_a_short_name_is_the_long_one_it_shortens() -> None:
    known = ["Northern Ireland Executive", "Agency for Clinics", "Welsh Government", "Scottish Government"]
    assert responders.canonical("NI Executive", known) == "Northern Ireland Executive"
    assert responders.canonical("Agency", known) == "Agency for Clinics"
    assert responders.canonical("Government", known) == ""


def test_a_summary_whose_status_stands_beside_its_rows_is_read_by_its_numbers() -> None:
    asked = import_source(
        source("\n".join(f"Recommendation {n}: Paint buoy {word}\nPaint buoy {word}." for n, word in enumerate(("one", "two", "three", "four"), 1))),
        "recommendations", "inquiry-report",
    ).of("recommendations")  # fmt: skip
    text = (
        "Response to the Buoy Inquiry\nSummary of the positions on the recommendations\nRecommendation 1\nAccepted in full\nRecommendation 4\n"
        "Recommendation 2 (accepted in full by Harbour Board)\nNot accepted\nRecommendation 3\nRecommendation 4: Paint buoy four\nIt is painted."
    )
    result = import_source(source(text), "response", "government-response", asked)
    told = {(one["request"], one.get("by", "")): one["position"] for one in responses(result)[0]["positions"]}
    assert told == {
        ("1", ""): "accepted", ("4", ""): "accepted", ("2", ""): "declined", ("2", "Harbour Board"): "accepted", ("3", ""): "declined",
    }  # fmt: skip


def test_an_answer_read_before_its_heading_goes_to_the_request_it_fits() -> None:
    asked = import_source(
        source("Recommendation 1: Bells\nShips should ring a bell in fog every minute.\nRecommendation 2: Divers\nDivers should inspect the hull twice a year.\n"),
        "recommendations", "inquiry-report",
    ).of("recommendations")  # fmt: skip
    pages = (
        "Response to the Hull Inquiry\n\nRecommendation 1: Bells\n\nShips should ring a bell in fog every minute.\n\nBells were bought in May 2020.\n"
        "\fDivers now inspect each hull twice a year, in spring and in autumn.\n\nRecommendation 2: Divers\n\nDivers should inspect the hull twice a year.\n"
        "\fA second team of divers was trained in June 2021.\n"
    )
    result = import_source(_paged(pages), "response", "government-response", asked)
    assert [(one["answers"], one["text"][:6]) for one in responses(result)] == [(["1"], "Bells "), (["2"], "Divers")]


def _paged(text: str) -> Any:
    from dataclasses import replace

    plain = source(text.replace("\f", "\n"))
    breaks = [place for place, char in enumerate(text) if char == "\f"]
    return replace(plain, blocks=tuple(replace(b, page=1 + sum(at < b.end for at in breaks)) for b in plain.blocks))
