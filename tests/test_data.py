"""The records of the Azerbaijan case: sound, complete, true to the official texts in every figure, and in our own words.

The official texts are read from the folder named by GAPCHECK_DOCUMENTS, by default ../shared/documents beside the
checkout; the tests that need them are skipped where they are absent.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from gapcheck.model import Case, Status
from gapcheck.records import store

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data"
GOLD = ROOT / "tests" / "gold" / "azerbaijan-rules.json"
DOCUMENTS = Path(os.environ.get("GAPCHECK_DOCUMENTS", ROOT.parent / "shared" / "documents"))
LONGEST_RUN = 11
"""Words in a row that a record may share with an official text outside titles: names of bodies and of procedures."""
MONTHS = "January February March April May June July August September October November December".split()
DATE = re.compile(rf"(\d{{1,2}})\s+({'|'.join(MONTHS)})\s+(\d{{4}})|({'|'.join(MONTHS)})\s+(\d{{1,2}}),\s+(\d{{4}})")
TITLES = {"title", "body", "summary_text", "file", "sha256", "terms"}


@pytest.fixture(scope="module")
def cases() -> Mapping[str, Case]:
    loaded = store.load([DATA])
    assert not loaded.problems, [str(problem) for problem in loaded.problems]
    return {case.id: case for case in loaded.cases}


def record(path: str) -> Any:
    """A record file as plain data, dates as written."""
    return yaml.load((DATA / path).read_text("utf-8"), yaml.BaseLoader)


@cache
def official(sha256: str) -> str:
    """The official text whose copy the records name."""
    for path in sorted(DOCUMENTS.rglob("*.txt")):
        if hashlib.sha256(path.read_bytes()).hexdigest() == sha256:
            return path.read_text("utf-8")
    pytest.skip(f"the official texts are not in {DOCUMENTS.name}; GAPCHECK_DOCUMENTS names their folder")


def official_of(path: str) -> str:
    return official(record(path)["document"]["source"]["sha256"])


def files() -> list[str]:
    return sorted(str(path.relative_to(DATA)) for path in DATA.glob("*/aze-*.yaml") if path.parent.name != "verdicts")


# what the records hold


def test_the_records_have_no_problem_and_make_both_cases(cases: Mapping[str, Case]) -> None:
    assert {"aze-cmw-2021", "aze-greta-2023"} <= set(cases)
    assert cases["aze-greta-2023"].wording == "abstract"


def test_the_recommendation_has_eight_items_twenty_two_bullets_and_twenty_five_requests(
    cases: Mapping[str, Case],
) -> None:
    asked = cases["aze-greta-2023"].recommendations
    assert [item.id for item in asked.items] == list("12345678")
    assert [len(item.sub_items) for item in asked.items] == [0, 6, 3, 2, 5, 4, 2, 0]
    assert [part.part for part in asked.parts] == ["proposals", "reporting", "dialogue"]
    assert len(asked.requests) == 25
    assert asked.requests[-1].id == "B"


def test_every_request_but_the_general_part_says_what_a_full_answer_touches(cases: Mapping[str, Case]) -> None:
    for case in cases.values():
        for request in case.requests:
            assert request.id == "B" or len(request.expects) > 0, request.id
            for aspect in request.expects:
                assert len(aspect.terms) > 0, aspect
                assert len(set(aspect.terms)) == len(aspect.terms), aspect
            for statistic in request.statistics:
                assert statistic.terms, statistic


def test_every_answer_of_the_reply_is_there_in_order_and_tied(cases: Mapping[str, Case]) -> None:
    case = cases["aze-greta-2023"]
    assert [response.id for response in case.responses] == [f"r{number}" for number in range(1, 34)]
    assert all(response.answers and response.text for response in case.responses)
    assert all(case.answers[request.id] for request in case.requests)
    tied = {name: [response.id for response in found] for name, found in case.answers.items()}
    assert tied["2.a"] == tied["2.b"] == ["r2"]
    assert tied["2.c"] == tied["2.d"] == ["r3"]
    assert tied["5.d"] == ["r14", "r16"]
    assert tied["5.e"] == ["r15", "r17"]
    assert tied["8"] == ["r24", "r25"]
    assert tied["B"] == [f"r{number}" for number in range(26, 34)]


def test_the_concluding_observations_reach_down_to_the_alternatives_to_detention(cases: Mapping[str, Case]) -> None:
    asked = cases["aze-cmw-2021"].recommendations
    assert [item.id for item in asked.items] == ["16", "36", "60", "62"]
    assert len(asked.requests) == 18
    assert asked.by_id["36.c.iv"].label == "(iv)"


def test_nine_graded_evaluations_cover_every_request_once_and_agree_with_the_header(
    cases: Mapping[str, Case],
) -> None:
    case = cases["aze-cmw-2021"]
    (graded,) = case.evaluations
    assert [evaluation.grade for evaluation in graded.evaluations] == list("CBCCBCFBF")
    covered = [name for evaluation in graded.evaluations for name in case.recommendations.leaves_of(evaluation.covers)]
    assert covered == [request.id for request in case.requests]
    printed = {name: tuple(re.findall(r"\[(\w)\]", rest)) for name, rest in
               re.findall(r"(\d+)((?: \[\w\])+)", graded.summary_text)}  # fmt: skip
    assert printed == graded.summary


def test_the_assessment_makes_nineteen_recommendations_in_three_groups() -> None:
    statements = record("evidence/aze-nrm-assessment-2015.yaml")["statements"]
    groups: dict[str, list[str]] = {}
    for statement in statements:
        if statement["kind"] == "recommendation":
            groups.setdefault(statement["group"], []).append(statement["label"])
    assert [len(labels) for labels in groups.values()] == [5, 11, 3]
    assert all(labels == [f"{number})" for number in range(1, len(labels) + 1)] for labels in groups.values())


# true to the official texts


def figures(text: str) -> set[str]:
    """Every digit group, every full date, every article, chapter and act number of a text."""
    text = re.sub(r"[–—]", "-", text.replace("\xa0", " "))
    found = set(re.findall(r"\d+", text))
    for day, month, year, other_month, other_day, other_year in DATE.findall(text):
        found.add(f"{int(day or other_day)} {month or other_month} {year or other_year}")
    for word, number in re.findall(r"\b(Article|Chapter|Order|No)s?\.?\s+(?:No\.?\s*)?(\d[\w./-]*\w|\d)", text):
        found.add(f"{word} {number}")
    return found


def part_a_and_b(text: str) -> tuple[str, str]:
    at = text.index("B. Recommends that the")
    return text[:at], text[at:]


def official_answers(text: str) -> Iterator[tuple[str, str]]:
    """Response id → the official answer, for part A: from the word that opens it to the next request or item."""
    for number, piece in enumerate(re.split(r"\bResponse\s*[–-]\s", part_a_and_b(text)[0])[1:], 1):
        end = re.search(r"\n[- ]*\**(?:Recommendation\b|\d\. [A-Z])", piece)
        yield f"r{number}", piece[: end.start()] if end else piece


def test_every_figure_date_and_number_of_each_answer_stands_in_its_abstract_and_no_other() -> None:
    path = "responses/aze-greta-2025.yaml"
    responses = {response["id"]: response for response in record(path)["responses"]}
    answers = dict(official_answers(official_of(path)))
    assert list(answers) == [f"r{number}" for number in range(1, 26)]
    assert sum(len(figures(answer)) for answer in answers.values()) > 300, "the reader of figures has gone blind"
    for name, answer in answers.items():
        assert figures(answer) - figures(responses[name]["text"]) == set(), name
        assert set(re.findall(r"\d+", responses[name]["text"])) - figures(answer) == set(), name


def test_every_topic_and_figure_of_part_b_stands_in_its_abstracts() -> None:
    path = "responses/aze-greta-2025.yaml"
    _, part_b = part_a_and_b(official_of(path))
    responses = [response for response in record(path)["responses"] if response["answers"] == ["B"]]
    topics = re.findall(r"^- \*\*(.+?)\*\*", part_b, re.MULTILINE)
    assert [response["heading"] for response in responses if "heading" in response] == topics
    texts = re.split(r"^- \*\*.+?\*\*", part_b, flags=re.MULTILINE)[1:]
    last, closing = texts[-1].split("Proposals concerning")
    for response, text in zip(responses, [*texts[:-1], last, closing], strict=True):
        assert figures(text) - figures(response["text"]) == set(), response["id"]


def test_the_cited_paragraphs_and_dates_of_the_recommendation_are_those_printed() -> None:
    path = "recommendations/aze-greta-2023.yaml"
    text, data = official_of(path), record(path)
    cited = re.findall(r"\(paragraph (\d+)\)", text)
    assert [item["paragraphs"][0] for item in data["recommendations"]] == cited
    assert "CP/Rec(2023)03" in text
    assert "16 June 2023" in text
    assert data["document"]["adopted"] == "2023-06-16"
    assert "16 June 2025" in text
    assert data["document"]["reply_due"] == "2025-06-16"


def test_the_reply_is_dated_quoted_and_counted_as_it_stands() -> None:
    path = "responses/aze-greta-2025.yaml"
    text, document = official_of(path), record(path)["document"]
    assert "Received on 11 June 2025" in text
    assert document["received"] == "2025-06-11"
    assert "on 6 June 2023" in text
    assert document["quoted_date"] == "2023-06-06"
    assert int(document["words"]) == sum(any(char.isalnum() for char in word) for word in text.split())


def test_every_figure_of_the_evaluation_and_its_closing_words_stand_in_the_records() -> None:
    path = "evaluations/aze-cmw-2024.yaml"
    text, data = official_of(path), record(path)
    assert data["summary_text"] in text.replace("\xa0", " ")
    pieces = re.split(r"^\[([A-F])\]: Paragraph (\d+) (.*)$", text, flags=re.MULTILINE)[1:]
    graded = list(zip(pieces[::4], pieces[1::4], pieces[3::4], strict=True))
    assert len(graded) == len(data["evaluations"]) == 9
    for (grade, paragraph, passage), evaluation in zip(graded, data["evaluations"], strict=True):
        passage = re.split(r"^\t\tParagraph \d", passage, flags=re.MULTILINE)[0]
        assert evaluation["grade"] == grade
        assert all(name.split(".")[0] == paragraph for name in evaluation["covers"])
        assert figures(passage) - figures(evaluation["text"]) == set(), evaluation["id"]
        wording = r"has (?:not been|been partially) implemented"
        assert re.findall(wording, " ".join(evaluation["text"].split())) == re.findall(wording, passage)


def test_every_numbered_and_dated_act_of_the_assessment_is_on_record() -> None:
    path = "evidence/aze-nrm-assessment-2015.yaml"
    text, acts = official_of(path), record(path)["acts"]
    listed = text[text.index("regulated by the acts listed below") : text.index("Commendably, in light")]
    numbers = re.findall(r"#(\d+)", listed)
    assert len(numbers) == 16
    assert sorted(numbers) == sorted(act["number"] for act in acts if "number" in act)
    dated = {act.get("date") for act in acts}
    for found in DATE.finditer(listed):
        day, month, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
        assert f"{year}-{MONTHS.index(month) + 1:02}-{int(day):02}" in dated, found.group()


# the gold standard that a person made by reading the same texts


def flat(text: str) -> str:
    return " ".join(re.sub(r"[’‘]", "'", re.sub(r"[“”]", '"', text)).split())


def test_the_gold_standard_names_only_what_the_records_and_the_texts_hold(cases: Mapping[str, Case]) -> None:
    gold = json.loads(GOLD.read_text("utf-8"))
    case, evaluated = cases["aze-greta-2023"], cases["aze-cmw-2021"]
    assert list(gold["status"]) == [request.id for request in case.requests]
    requests = {*gold["status"], *(request.id for request in evaluated.requests)} | {"36", "36.c", "60"}
    answers = {response.id for response in case.responses}
    grades = {evaluation.id for evaluation in evaluated.evaluations[0].evaluations}
    seen = {statement.id for evidence in case.evidence for statement in evidence.statements}
    for finding in gold["expected"] + gold["also_fair"] + gold["traps"]:
        assert set(finding["requests"]) <= requests, finding
        assert set(finding["responses"]) <= answers | grades, finding
        assert set(finding.get("evidence", ())) <= seen, finding
    settled = {settled["status"] for settled in gold["status"].values()}
    assert settled <= {status.value for status in Status}
    assert not {finding["code"] for finding in gold["expected"]} & set(gold["none_expected"])


def test_every_passage_the_gold_standard_points_at_begins_so_in_the_official_text() -> None:
    gold = json.loads(GOLD.read_text("utf-8"))
    path = "responses/aze-greta-2025.yaml"
    reply = official_of(path)
    passages = dict(official_answers(reply))
    passages |= {response["id"]: part_a_and_b(reply)[1] for response in record(path)["responses"][25:]}
    passages |= dict.fromkeys([f"e{number}" for number in range(1, 10)], official_of("evaluations/aze-cmw-2024.yaml"))
    for finding in gold["expected"] + gold["also_fair"]:
        names = finding["responses"]
        for name, start in zip(names or [""], finding["start_words"], strict=True):
            assert 4 <= len(start.split()) <= 6, start
            assert flat(start) in flat(passages.get(name, reply)), (name, start)


# in our own words


def words(text: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[^\W_]+(?:[’'-][^\W_]+)*", text.replace("’", "'"))]


def own_texts(value: Any) -> Iterator[str]:
    """Every text of a record, titles in quotation marks and bare lists of figures taken out."""
    if isinstance(value, str):
        yield re.sub(r'"[^"]*"', " ¶¶ ", value)
    elif isinstance(value, list):
        for item in value:
            yield from own_texts(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name not in TITLES:
                yield from own_texts(item)


@cache
def runs(length: int) -> frozenset[tuple[str, ...]]:
    """Every run of so many words in the official texts of the case."""
    found = set()
    for path in files():
        text = words(re.sub(r"<[^>]+>", " ", official_of(path)))
        found |= {tuple(text[at : at + length]) for at in range(len(text) - length + 1)}
    return frozenset(found)


@pytest.mark.parametrize("path", files())
def test_no_record_takes_over_a_sentence_of_the_official_texts(path: str) -> None:
    taken = runs(LONGEST_RUN + 1)
    for text in own_texts(record(path)):
        for piece in text.split("¶¶"):
            own = words(piece)
            for at in range(len(own) - LONGEST_RUN):
                assert tuple(own[at : at + LONGEST_RUN + 1]) not in taken, " ".join(own[at : at + LONGEST_RUN + 1])


@pytest.mark.parametrize("path", files())
def test_no_record_holds_twenty_words_in_a_row_of_the_official_texts_titles_included(path: str) -> None:
    own = words((DATA / path).read_text("utf-8"))
    shared = runs(20)
    assert shared, "no official text was read"
    for at in range(len(own) - 19):
        assert tuple(own[at : at + 20]) not in shared, " ".join(own[at : at + 20])


def test_the_shipped_records_stand_in_the_form_that_fmt_writes() -> None:
    from gapcheck.records.writer import format_text

    for path in sorted(DATA.rglob("*.yaml")):
        text = path.read_text("utf-8")
        assert format_text(text, path.name) == text, path.name
