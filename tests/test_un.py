"""The UN families: what a reader finds in invented documents, and one review read from its report, addendum and table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from benchmarks import import_accuracy as accuracy
from gapcheck.cli import gapcheck as cli
from gapcheck.intake import positions
from gapcheck.intake.fusing import fuse, stances_of
from gapcheck.intake.importing import import_source
from gapcheck.intake.readers import read
from gapcheck.model import Position
from tests import un

GOLDS = {gold["file"]: gold for gold in un.golds()}
OFFICIAL = sorted(accuracy.GOLD.glob("import-upr-*.json"))


@pytest.mark.parametrize("file", GOLDS, ids=str)
def test_an_invented_document_gives_what_a_reader_finds_in_it(file: str, tmp_path: Path) -> None:
    counts = un.compare(GOLDS[file], un.imported(GOLDS[file], tmp_path))
    assert {what: dict(found) for what, found in counts.items() if set(found) != {"right"}} == {}


@pytest.mark.parametrize("path", OFFICIAL, ids=lambda path: path.stem)
def test_the_official_documents_of_a_review_are_all_right(path: Path, tmp_path: Path) -> None:
    gold = json.loads(path.read_text("utf-8"))
    if accuracy.documents(gold)[0] is None:
        pytest.skip(f"{gold['file']} is not at hand: set GAPCHECK_DOCUMENTS")
    counts = accuracy.compare(gold, accuracy.imported(gold, gold["formats"][0], tmp_path))
    assert {what: dict(found) for what, found in counts.items() if found["wrong"] or found["missed"]} == {}
    assert sum(found["right"] for found in counts.values()) > 160


def test_report_addendum_and_table_become_one_dossier_with_their_disagreements(tmp_path: Path) -> None:
    report = import_source(read(un.FOLDER / "islands-report.txt"))
    imports = [
        report,
        un.imported(GOLDS["islands-addendum.txt"], tmp_path),
        un.imported(GOLDS["islands-matrix.html"], tmp_path),
    ]
    fused = fuse(imports)
    assert [[draft["document"]["kind"] for draft in one.drafts] for one in fused] == [
        ["recommendations"], ["responses"], [],
    ]  # fmt: skip
    asked, reply = fused[0].of("recommendations"), fused[1].of("responses")
    assert asked is not None
    assert reply is not None
    by_id = {item["id"]: item for item in asked["recommendations"]}
    assert by_id["8.4"]["affected"] == ["women"]
    assert "themes" not in by_id["8.8"]
    taken = {name for response in reply["responses"] for name, _ in stances_of(response)}
    assert taken == set(un.ids("6.1-6.5 7.1-7.2 8.1-8.8 9.1-9.2"))
    told = [review.note for review in fused[1].reviews]
    assert "the table says supported for 8.6, the reply noted" in told
    assert any(note.startswith("8.8 is named under") for note in told)
    assert imports[0].drafts[0]["recommendations"][0].get("themes") is None


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("Partially accepted.", "en", Position.IN_PART),
        ("The Government accepts the first part of the recommendation and notes the second.", "en", Position.IN_PART),
        ("Not accepted.", "en", Position.DECLINED),
        ("The Government cannot accept this recommendation.", "en", Position.DECLINED),
        ("The recommendation is accepted in principle.", "en", Position.IN_PRINCIPLE),
        ("We support this recommendation.", "en", Position.SUPPORTED),
        ("It takes note of the recommendation.", "en", Position.NOTED),
        ("The recommendation does not enjoy the support of the State.", "en", Position.NOTED),
        ("La recommandation est acceptée en partie.", "fr", Position.IN_PART),
        ("Le Gouvernement n'accepte pas cette recommandation.", "fr", Position.DECLINED),
        ("Rechazada.", "es", Position.DECLINED),
        ("El Gobierno toma nota de esta recomendación.", "es", Position.NOTED),
    ],
)
def test_a_position_is_read_from_the_words_of_an_answer(text: str, language: str, wanted: Position) -> None:
    found = positions.taken(text, language)
    assert found is not None
    assert found.position is wanted
    assert found.words
    assert found.words in " ".join(text.split())


@pytest.mark.parametrize("text", [
    "Support for families was raised in 2020.", "We consider that this recommendation is implemented.",
    "Notes on the law were printed.", "The State received 12 recommendations.",
])  # fmt: skip
def test_what_is_no_position_gives_none(text: str) -> None:
    assert positions.taken(text) is None
    assert positions.listed(text) == []


def test_lists_keep_their_numbers_over_line_breaks_and_misprints() -> None:
    found = positions.listed(
        "The State accepts recommendations 7.1. 7.3-5,\n8 and notes recommendations 7.2, 7.6–\n7.7."
    )
    assert [(one.taken.position, one.refs) for one in found] == [
        (Position.ACCEPTED, "7.1. 7.3-5,\n8"),
        (Position.NOTED, "7.2, 7.6–\n7.7"),
    ]


def test_a_hostile_list_of_numbers_is_read_in_bounded_time() -> None:
    text = "The State accepts recommendations " + "1.2, " * 4000 + "x " + "1.2.3 " * 4000
    assert len(positions.listed(text)) == 1


def imported_one_by_one(folder: Path, *names: str) -> str:
    """What the last of several imports into one data folder printed."""
    told = ""
    for name in names:
        done = CliRunner().invoke(cli, ["import", str(un.FOLDER / name), "-o", str(folder)])
        assert done.exit_code == 0, done.output
        told = done.output
    return told


def replies_in(folder: Path) -> dict[str, set[str]]:
    """The requests on which every reply on record takes a position or says something."""
    found = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in (folder / "responses").iterdir()}
    return {name: {one for r in record["responses"] for one in r["answers"]} for name, record in found.items()}


def test_an_addendum_imported_after_its_report_takes_over_the_positions_of_the_report(tmp_path: Path) -> None:
    told = imported_one_by_one(tmp_path, "islands-report.txt", "islands-addendum.txt")
    assert "removed, since its positions stand in the new reply" in told
    wanted = {"a-hrc-88-7-add-1-reply": set(un.ids("6.1-6.5 7.1-7.2 8.1-8.8 9.1-9.2"))}
    assert replies_in(tmp_path) == wanted
    told = imported_one_by_one(tmp_path, "islands-addendum.txt", "islands-report.txt", "islands-addendum.txt")
    assert replies_in(tmp_path) == wanted
    assert "gone" not in told


def test_a_report_s_own_reply_that_somebody_wrote_into_is_kept(tmp_path: Path) -> None:
    imported_one_by_one(tmp_path, "islands-report.txt")
    record = tmp_path / "responses" / "a-hrc-88-7-reply.yaml"
    record.write_text(record.read_text("utf-8") + "# asked the mission on Monday\n", "utf-8")
    assert "kept, since it has remarks" in imported_one_by_one(tmp_path, "islands-addendum.txt")
    assert record.is_file()


RUNNING = """Thematic list of recommendations

Recommendation
Position
Full list of themes
Assessment/comments on level of implementation
Theme: B71 Environment
92.1 Dredge the canals of the delta each spring, as was proposed in the second cycle of the review by the river states (Belgium);
Source of position: A/HRC/71/22/Add.1 - Para. 4
Supported
B71 Environment
E26 Land
Affected persons:
- farmers
- boat people


93.4 Report on the floods with figures by district (Japan);
Source of position: A/HRC/71/22/Add.1 - Para. 6
Noted
A61 Data &amp; statistics
Affected persons:
- general


Theme: E26 Land
94.2 Return the land taken in 1998 (Sudan);
Source of position: A/HRC/71/22/Add.1 - Para. 6
Noted
E26 Land
Affected persons:
- farmers
"""


def test_a_matrix_that_came_as_running_text_is_read_as_the_table_it_was(tmp_path: Path) -> None:
    (tmp_path / "matrix.txt").write_text(RUNNING, "utf-8")
    result = import_source(read(tmp_path / "matrix.txt"))
    asked, reply = result.of("recommendations"), result.of("responses")
    assert result.profile == "upr-matrix"
    assert asked is not None
    assert reply is not None
    assert [(one["id"], one["themes"], one["affected"]) for one in asked["recommendations"]] == [
        ("92.1", ["B71 Environment", "E26 Land"], ["farmers", "boat people"]),
        ("93.4", ["A61 Data & statistics"], ["general"]),
        ("94.2", ["E26 Land"], ["farmers"]),
    ]
    assert asked["recommendations"][1]["text"] == "Report on the floods with figures by district (Japan);"
    assert dict(pair for response in reply["responses"] for pair in stances_of(response)) == {
        "92.1": "supported", "93.4": "noted", "94.2": "noted",
    }  # fmt: skip
    assert result.account.unassigned == 0
