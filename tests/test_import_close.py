"""Where lines are full and nothing is set apart: where an item, a restated request, an answer and a reply end."""

from __future__ import annotations

from pathlib import Path

import pytest

from gapcheck.cli.intake import drafts_of, import_all
from gapcheck.intake.facts import state_of
from gapcheck.intake.importing import Record, import_source
from gapcheck.intake.pairing import Asked
from gapcheck.intake.ranges import expand
from gapcheck.intake.readers.text import from_text

REPORT = """The Harbour Fire Inquiry
Final Report

Published on 3 May 2022

List of recommendations
Recommendation 1: Hoses
The Board should require every wharf to keep a hose, and in particular one that:
• reaches the far end of the longest pier; and
• is tested in the spring of every year by the crew of the nearest of the stations.
Recommendation 2: Watches
Every wharf should be required to keep a watch by night between dusk and the dawn.
Recommendation 3: Ladders
The Board should paint the ladders of each quay white, so that they are seen at night.
Recommendation 4: Lamps
The Board should hang a lamp over each of the ladders.
"""
REPLY = """Government Response to the Final Report of the Harbour Fire Inquiry

Contents
Recommendation 1: Hoses .......................... 2
Recommendation 2: Watches ........................ 3
Recommendations 3 and 4: Ladders and lamps ....... 4
Next steps ....................................... 5

Recommendation 1: Hoses
The Board should require every wharf to keep a hose, and in particular one that:
• reaches the far end of the longest pier; and
• is tested in the spring of every year by the crew of the nearest of the stations.
The Government bought eleven hoses in June 2023 and had each of them tried at a pier.
Recommendation 2: Watches
Every wharf should be required to keep a watch by night between dusk and the dawn.
Watchmen were engaged in 2023 at nine of the wharves, and a bell was given to each of
them.
Recommendations 3 and 4: Ladders and lamps
3. The Board should paint the ladders of each quay white, so that they are seen at night.
4. The Board should hang a lamp over each of the ladders. The ladders were painted white
in the autumn of 2023, all but two, which are to be taken down.
{closing}
The Government will keep these matters in mind.
"""


def imported(name: str, text: str, kind: str, against: Record | None = None) -> Record:
    found = import_source(from_text(text, name), kind, against=against).of("responses" if kind == "response" else kind)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def asked() -> Record:
    return imported("report.txt", REPORT, "recommendations")


def test_a_heading_of_a_series_opens_an_item_though_the_line_before_it_is_full(asked: Record) -> None:
    assert [item["id"] for item in asked["recommendations"]] == ["1", "2", "3", "4"]
    assert asked["recommendations"][0]["sub_items"][1]["text"].endswith("nearest of the stations.")


def test_lines_that_count_up_inside_sentences_open_nothing() -> None:
    said = "it is said that no lamp was lit upon any of the boats that lay there, as is told of in\n"
    lines = (
        f"Paragraph {number}: of the log, in which at the third hour of the night\n{said}" for number in range(1, 5)
    )
    text = "The three boats were seen by the watch of the pier at the hour that is told of in the\n" + "".join(lines)
    assert len([block for block in from_text(text, "log.txt").blocks if block.content]) == 1


FRAME = """The first of the offices was opened in the spring of the year at the end of the quay.
Paragraph 2 (a)
4. The second office was opened by the harbour master in June, and it is open at noon.
Paragraph 2 (b)
5. The third of the offices was opened by the port captain in July, and shut at night.
Paragraph 3 (a) and (b)
6. The fourth was opened in the month of May by the wife of the keeper of the lighter.
Reply to what the committee asked in paragraph 4 of the list of the second of its days
7. The fifth office was opened by the harbour master in June, and it is shut at night;
it will stay so, since there is no one who could be asked to keep it, nor any lamp.
Reply to what the committee asked in paragraph 5 of the list of the second of its days
8. The sixth office was opened by the harbour master in June, and it is open at night.
Reply to what the committee asked in paragraph 6 of the list of the second of its days
9. The seventh was opened by the harbour master in June, and it is open by day and so
on until the dusk, when it is shut by him.
"""


def test_headings_that_recur_with_other_numbers_stand_alone_between_full_lines() -> None:
    found = [block.text for block in from_text(FRAME, "frame.txt").blocks if block.content]
    assert found[1::2] == [line for line in FRAME.splitlines() if line.startswith(("Paragraph", "Reply"))]
    assert [block.label for block in from_text(FRAME, "frame.txt").blocks if block.label] == [
        f"{number}." for number in range(4, 10)
    ]


def replied(asked: Record, closing: str = "Next steps", reply: str = REPLY) -> list[Record]:
    responses: list[Record] = imported("reply.txt", reply.format(closing=closing), "response", asked)["responses"]
    return responses


def test_a_request_restated_word_for_word_ends_where_its_answer_begins(asked: Record) -> None:
    one, _, both = replied(asked)
    assert one["text"] == "The Government bought eleven hoses in June 2023 and had each of them tried at a pier."
    assert one["quoted"].endswith("nearest of the stations.")
    assert both["text"].startswith("The ladders were painted white")


def test_a_heading_over_two_requests_ties_the_answer_to_both(asked: Record) -> None:
    assert [one["answers"] for one in replied(asked)] == [["1"], ["2"], ["3", "4"]]


@pytest.mark.parametrize("closing", ["Next steps", "Concluding remarks", "Final observations"])
def test_what_stands_under_a_closing_heading_is_no_part_of_the_last_answer(asked: Record, closing: str) -> None:
    assert replied(asked, closing)[-1]["text"].endswith("which are to be taken down.")


def test_next_steps_that_the_contents_page_does_not_list_belong_to_the_answer(asked: Record) -> None:
    listed = "Next steps ....................................... 5\n"
    last = replied(asked, "Next steps", REPLY.replace(listed, ""))[-1]
    assert last["text"].endswith("will keep these matters in mind.")


def test_a_closing_heading_between_answers_ends_nothing(asked: Record) -> None:
    inner = REPLY.replace(
        "them.\n", "them.\n\nConcluding remarks\n\nA tenth wharf will follow in the next year.\n\n", 1
    )
    second = replied(asked, "Next steps", inner)[1]
    assert "A tenth wharf will follow" in second["text"]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("The Board should hang a lamp over each of the ladders. It was done.", "It was done."),
        ("the board should hang a lamp over each of the ladders; Done in May.", "Done in May."),
        ("The Board should hang a lamp over each of the ladders. (Paragraph 3)", ""),
        ("The Board should hang a lamp over each of the ladders (paragraph 3) It was done.", "It was done."),
        ("The Board is to hang a lamp over each ladder (paragraphs 3 and 4). It was done.", ""),
        ("The Board is to hang a lamp over each ladder (paragraph 3) It was done.", "It was done."),
        ("Nine boats were burnt in the year before (paragraph 3) It was a dry one.", ""),
        ("The Board should hang a lamp over each of the ladders It was done.", "It was done."),
        ("The Board should hang a lamp over each of the ladders and bridges. Done.", ""),
        ("The Board should hang a lamp over each of the ladders.", ""),
        ("The Board was asked. The Board should hang a lamp over each of the ladders. Done.", ""),
    ],
)
def test_where_a_restated_request_ends(asked: Record, text: str, end: str) -> None:
    at = Asked(asked).ends(text)
    assert (text[at:] if at else "") == end


def test_a_document_s_own_symbol_at_the_head_of_its_second_page_is_no_text() -> None:
    first = (
        "Committee on Piers\nC-P/Inf(2022)7\n\n1. mend the pier at the end of the long quay, and see to it that the\n"
    )
    text = first + "people of the quay are told of it\n2\n\fC-P/Inf(2022)7\nin time;\n2. hang a lamp over the ladder."
    source = from_text(text, "piers.txt")
    assert not any("Inf(2022)7 in time" in block.text or "it C-P" in block.text for block in source.blocks)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("adopté à sa 28e réunion", ""),
        ("cups of old china were sold", ""),
        ("Rapport de La Réunion", "REU"),
        ("GOVERNMENT OF CHINA", "CHN"),
    ],
)
def test_a_state_s_name_in_small_letters_is_another_word(text: str, state: str) -> None:
    assert state_of(text) == state


def test_the_letter_of_a_part_before_a_number_is_no_reference() -> None:
    assert expand("la recommandation A.2", ["1", "2", "3.a"]).ids == ["2"]
    assert expand("A. and 2", ["2", "2.a"], "2").ids == ["2.a", "2"]


def test_documents_given_together_belong_together_whatever_is_on_record(tmp_path: Path, asked: Record) -> None:
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    (tmp_path / "reply.txt").write_text(REPLY.format(closing="Next steps"), "utf-8")
    other = {
        "document": {"id": "other", "kind": "recommendations"},
        "recommendations": [{"id": "1", "text": "Dredge."}],
    }
    drafts = drafts_of(import_all([(tmp_path / "report.txt", None), (tmp_path / "reply.txt", None)], against=[other]))
    assert drafts[1]["document"]["replies_to"] == drafts[0]["document"]["id"]


def test_the_date_a_reply_gives_the_observations_is_kept_with_their_symbol() -> None:
    observations = (
        "CRPD/C/XXA/CO/1\n\nConcluding observations on the initial report of Osterland\n\n"
        "1. The Committee adopted the present concluding observations at its 9th meeting, held on 4 March 2022.\n\n"
        "6. The Committee recommends that the State party mend the lifts of all stations.\n\n"
        "IV. Follow-up\n\n7. The Committee requests the State party to provide, by 4 March 2024, written information.\n"
    )
    reply = (
        "Information received from Osterland on follow-up to the concluding observations\n\n"
        "1. This document answers the concluding observations of 5 March 2022 (CRPD/C/XXA/CO/1).\n\n"
        "Reply to the recommendation in paragraph 6\n\n2. The lifts of forty stations were mended in 2023.\n"
    )
    asked = imported("observations.txt", observations, "recommendations")
    found = imported("information.txt", reply, "response", asked)["document"]
    assert (found.get("quoted_symbol"), found.get("quoted_date")) == ("CRPD/C/XXA/CO/1", "2022-03-05")
