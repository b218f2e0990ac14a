"""Documents invented in the style of the field's oddities become records whole: items, ties, grades, every character."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gapcheck.errors import GapcheckError
from gapcheck.intake.blocks import Block, Kind, Source
from gapcheck.intake.importing import Imported, import_document, import_pair, import_source
from gapcheck.intake.readers import read
from gapcheck.records import build
from gapcheck.records.schema import validator
from tests import formats
from tests.test_profiles import source

INVENTED = Path(__file__).parent / "documents" / "import"
ALONE = tuple(sorted(path.stem for path in INVENTED.glob("*.txt") if path.stem not in ("bridge-reply", "pier-reply")))
BUILDERS = {
    "recommendations": build.recommendations,
    "responses": build.reply,
    "evaluations": build.evaluations,
    "evidence": build.evidence,
}


def imported(name: str, **options: Any) -> Imported:
    return import_document(INVENTED / f"{name}.txt", **options)


def names(result: Imported) -> list[str]:
    record = result.of("recommendations")
    assert record is not None
    return [node.id for item in build.recommendations(record).items for node in item.walk()]


def test_a_recommendation_with_numbers_alone_zero_width_bullets_and_a_misprint() -> None:
    result = imported("harbour-recommendation")
    wanted = "1 1.a 1.b 2 2.a 2.b 3 4 4.a 4.b 4.b.i 4.b.ii 4.c 5"
    assert names(result) == wanted.split()
    record = result.of("recommendations")
    assert record is not None
    document = record["document"]
    assert (document["symbol"], document["state"], document["reply_due"]) == ("PS/Rec(2022)7", "NOR", "2024-05-05")
    assert "adopted" not in document, "a meeting of two days gives no day of adoption"
    assert [part["role"] for part in record["parts"]] == ["proposals", "reporting", "dialogue"]
    assert [item.get("paragraphs") for item in record["recommendations"]] == [[12, 15], [31], [40], [44], [52]]
    assert record["recommendations"][0]["sub_items"][1]["text"].endswith(
        "in a language he or she understands, how to claim."
    )
    assert [review.record for review in result.reviews] == ["4"]


def test_a_reply_with_drifting_quotes_joint_answers_and_answers_out_of_order() -> None:
    first, second = import_pair(INVENTED / "harbour-recommendation.txt", INVENTED / "harbour-reply.txt")
    record = second.of("responses")
    assert record is not None
    ties = [response["answers"] for response in record["responses"]]
    assert ties == [["1.a", "1.b"], ["2.a"], ["2.b"], ["3"], ["4.c"], ["4.a"], ["4.a"], ["B"], ["B"], ["B"], ["B"]]
    assert record["document"]["replies_to"] == first.drafts[0]["document"]["id"]
    assert record["document"]["quoted_symbol"] == "PS/Rec(2022)7"
    assert record["document"]["received"] == "2024-06-21"
    assert record["responses"][1]["text"].endswith("take part:\n- Bergen;\n- Ålesund.")
    assert record["responses"][8]["heading"] == "Insurance"


def test_grades_of_an_older_scale_with_inline_sub_items() -> None:
    result = imported("marble-evaluation")
    assert names(result) == "9 9.a 9.b 9.b.i 9.b.ii 9.c 14 14.a 14.b 14.c 22".split()
    record = result.of("evaluations")
    assert record is not None
    assert [(one["covers"], one["grade"]) for one in record["evaluations"]] == [
        (["9.a"], "B1"), (["9.b.i", "9.b.ii", "9.c"], "C2"), (["14.b"], "A"), (["22"], "D1"),
    ]  # fmt: skip
    assert record["summary"] == {"9": ["B1", "C2"], "14.b": ["A"], "22": ["D1"]}
    assert [(ref.item, ref.paragraphs[0], ref.paragraphs[-1]) for ref in result.references] == [
        ("9", "2", "11"),
        ("14", "12", "12"),
    ]
    assert record["document"]["evaluates"] == "xyz-c-tza-co-4"


def test_grades_in_words_only() -> None:
    record = imported("lantern-evaluation").of("evaluations")
    assert record is not None
    assert [(one["covers"], one["grade"]) for one in record["evaluations"]] == [
        (["13.a"], "partially implemented"), (["25.c"], "implemented"), (["31"], "lack of information"),
    ]  # fmt: skip


def test_an_evaluation_in_spanish() -> None:
    result = imported("seville-evaluacion")
    assert names(result) == ["11", "11.a", "11.b", "19"]
    record = result.of("evaluations")
    assert record is not None
    assert record["document"]["language"] == "es"
    assert [(one["covers"], one["grade"]) for one in record["evaluations"]] == [
        (["11.a"], "B"),
        (["11.b"], "C"),
        (["19"], "A"),
    ]


def test_an_assessment_in_groups_with_a_list_of_acts() -> None:
    record = imported("orchard-assessment").of("evidence")
    assert record is not None
    told = [(one["group"], one["label"]) for one in record["statements"]]
    assert told == [("Housing", "(1)"), ("Housing", "(2)"), ("Wages", "(1)"), ("Wages", "(2)"), ("Wages", "(3)")]
    assert {one["kind"] for one in record["statements"]} == {"recommendation"}
    assert [(act.get("number"), act.get("date")) for act in record["acts"]] == [
        (None, None), ("594", "2000-04-29"), ("20.123", "2006-10-16"),
    ]  # fmt: skip


def test_anything_numbered_and_the_answers_to_it_by_heading() -> None:
    first, second = import_pair(INVENTED / "bridge-report.txt", INVENTED / "bridge-reply.txt")
    assert names(first) == "4 4.a 4.a.i 4.a.ii 4.b 5 5.a 5.b 5.c 6 6.a 6.b 6.c 7".split()
    record = second.of("responses")
    assert record is not None
    assert [one["answers"] for one in record["responses"]] == [
        ["4.a.i", "4.a.ii"],
        ["4.b"],
        ["5.a", "5.b", "5.c"],
        ["6"],
    ]
    assert record["responses"][3]["see"] == ["4.b"]


@pytest.mark.parametrize("format_", formats.FORMATS)
def test_the_same_items_come_from_every_format(format_: str, tmp_path: Path) -> None:
    plain = imported("marble-evaluation")
    other = import_document(formats.write(read(INVENTED / "marble-evaluation.txt"), format_, tmp_path))
    assert names(other) == names(plain)
    graded, again = plain.of("evaluations"), other.of("evaluations")
    assert graded is not None
    assert again is not None
    assert [(one["covers"], one["grade"]) for one in again["evaluations"]] == [
        (one["covers"], one["grade"]) for one in graded["evaluations"]
    ]
    assert other.account.unassigned == 0


@pytest.mark.parametrize("name", ALONE)
def test_every_character_is_accounted_for_and_the_drafts_fit_the_schemas(name: str) -> None:
    result = imported(name)
    account = result.account
    text = read(INVENTED / f"{name}.txt").text
    assert account.unassigned == 0, account.passages
    assert sum(row.characters for row in account.rows) == account.total == len("".join(text.split()))
    for draft in result.drafts:
        kind = draft["document"]["kind"]
        assert not [error.message for error in validator(kind).iter_errors(draft)]
        assert BUILDERS[kind](draft).document.wording == "verbatim"


def test_a_sub_item_that_would_vanish_is_refused_with_its_id_unless_allowed() -> None:
    text = "Recommendations\n\n1. Help crews:\n\n(a) pay them, (b) house them, whatever happens;\n\n(c) feed them.\n\n2. Report.\n"
    with pytest.raises(GapcheckError) as caught:
        import_source(source(text), "recommendations")
    assert caught.value.problems[0].field == "1.b"
    assert "--allow-loss" in caught.value.hint
    result = import_source(source(text), "recommendations", allow_loss=True)
    assert [problem.field for problem in result.lost] == ["1.b"]


def test_a_hole_in_the_source_itself_is_marked_and_not_refused() -> None:
    result = import_source(source("1. Help crews.\n\n2. Pay.\n\n4. Report.\n"), "recommendations")
    assert names(result) == ["1", "2", "4"]
    assert [review.note for review in result.reviews] == ["the list goes from 2. to 4."]


def test_a_document_without_anything_of_the_kind_is_refused() -> None:
    with pytest.raises(GapcheckError, match="holds no recommendations"):
        import_source(source("A letter.\n\nDear board, all is well.\n"), "recommendations")


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(GapcheckError, match="no kind of document"):
        import_source(source("1. Help."), "wishes")


def test_a_reply_in_a_table_is_tied_row_by_row() -> None:
    asked = import_source(
        source("1. Paint all the buoys red.\n\n2. Light the harbour at night.\n"), "recommendations"
    ).of("recommendations")
    rows = [
        ("Recommendation", "Response"),
        ("Paint the buoys red", "Done in May."),
        ("Light the harbour at night", "Planned."),
    ]
    text, blocks = "", []
    for cells in rows:
        line = " | ".join(cells)
        blocks.append(Block(text=line, kind=Kind.TABLE_ROW, cells=cells, start=len(text), end=len(text) + len(line)))
        text += line + "\n"
    result = import_source(
        Source(file="reply.docx", format="docx", text=text, blocks=tuple(blocks)), "response", against=asked
    )
    record = result.of("responses")
    assert record is not None
    assert [(one["answers"], one["text"]) for one in record["responses"]][-2:] == [
        (["1"], "Done in May."),
        (["2"], "Planned."),
    ]


def test_nothing_in_a_draft_tells_where_the_file_lay(tmp_path: Path) -> None:
    folder = tmp_path / "somewhere"
    folder.mkdir()
    path = folder / "report.txt"
    path.write_text((INVENTED / "bridge-report.txt").read_text("utf-8"), "utf-8")
    first = import_document(path)
    assert first.drafts[0]["document"]["source"]["file"] == "report.txt"
    assert "somewhere" not in repr(first.drafts)


def test_a_recommendation_in_french_and_the_reply_to_it() -> None:
    first, second = import_pair(INVENTED / "digue-recommandation.txt", INVENTED / "digue-reponse.txt")
    asked, replied = first.of("recommendations"), second.of("responses")
    assert asked is not None
    assert replied is not None
    assert names(first) == ["1", "2", "2.a", "2.b", "3"]
    assert [item["paragraphs"] for item in asked["recommendations"]] == [[18], [22, 25], [31]]
    assert {key: asked["document"][key] for key in ("language", "state", "adopted", "reply_due")} == {
        "language": "fr", "state": "BEL", "adopted": "2021-10-12", "reply_due": "2023-10-12",
    }  # fmt: skip
    assert [one["answers"] for one in replied["responses"]] == [["1"], ["2.a"], ["2.b"], ["3"]]
    assert replied["document"]["received"] == "2023-10-30"


def test_a_grade_alone_on_its_line_covers_what_stands_beside_it_or_the_item() -> None:
    record = imported("ferry-evaluation").of("evaluations")
    assert record is not None
    assert [(one["covers"], one["grade"]) for one in record["evaluations"]] == [
        (["12.a"], "B"),
        (["12.b"], "C"),
        (["20"], "B"),
    ]


def test_a_letter_whose_grades_stand_only_in_its_sentences() -> None:
    record = imported("weaver-letter").of("evaluations")
    assert record is not None
    assert [(one["covers"], one["grade"]) for one in record["evaluations"]] == [
        (["13.a"], "partially implemented"), (["13.b"], "not implemented"), (["29"], "lack of information"),
    ]  # fmt: skip
    assert record["document"]["quoted_symbol"] == "WVR/C/MNG/CO/6-7"


def test_recommendations_without_numbers_to_named_addressees() -> None:
    record = imported("kiln-report").of("evidence")
    assert record is not None
    groups = [one["group"] for one in record["statements"]]
    assert groups == ["Recommendations to the Government"] * 3 + ["Recommendations to employers"] * 2
    assert record["statements"][3]["text"] == "Provide water and shade;"


def test_the_recommendations_are_found_by_their_symbol_among_several() -> None:
    asked = [
        imported(name).of("recommendations")
        for name in ("marble-evaluation", "digue-recommandation", "harbour-recommendation")
    ]
    replied = imported("harbour-reply", against=[record for record in asked if record]).of("responses")
    assert replied is not None
    assert replied["document"]["replies_to"] == "ps-rec-2022-7"
    other = imported("bridge-reply", as_kind="response", against=[record for record in asked if record]).of("responses")
    assert other is not None
    assert "replies_to" not in other["document"]
    assert all("no recommendations were given" in one["review"] for one in other["responses"])


def test_a_reply_without_any_marker_is_read_by_the_requests_it_restates() -> None:
    first, second = import_pair(INVENTED / "harbour-recommendation.txt", INVENTED / "pier-reply.txt")
    record = second.of("responses")
    assert record is not None
    assert [one["answers"] for one in record["responses"]] == [["1.a"], ["1.b"], ["2.a", "2.b"], ["3"], ["5"]]
    assert record["responses"][0]["text"] == "The fund was set up in 2019. It paid 41 crew members in 2023."
    assert record["document"]["replies_to"] == first.drafts[0]["document"]["id"]
    assert record["document"]["symbol"] == "PS(2024)5"
    assert second.account.unassigned == 0


def test_a_request_restated_without_an_answer_stays_unanswered() -> None:
    asked = import_source(source("1. Paint all the buoys red.\n\n2. Light the harbour.\n"), "recommendations").of(
        "recommendations"
    )
    text = "Reply of the port\n\n1. Paint all the buoys red.\n\nResponse: Done in May.\n\n2. Light the harbour.\n"
    result = import_source(source(text), "response", against=asked)
    record = result.of("responses")
    assert record is not None
    assert [(one["id"], one["answers"]) for one in record["responses"]] == [("r1", ["1"])]
    assert result.account.unassigned == 0
    assert any(row.name == "requests restated without an answer" for row in result.account.rows)


def test_a_note_without_headings_or_numbers_is_evidence_paragraph_by_paragraph(tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text(
        "Since 2019 the office has run a project with the ministry to help seasonal workers.\n\n"
        "The project seeks to improve the law, to train officials and to open two new centres.\n\n"
        "A committee of nine bodies advises the office and meets twice in every year.\n",
        "utf-8",
    )
    done = import_document(note, as_kind="evidence")
    record = done.of("evidence")
    assert record is not None
    assert [one["text"][:9] for one in record["statements"]] == ["Since 201", "The proje", "A committ"]
    assert done.account.unassigned == 0
