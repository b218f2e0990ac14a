"""Wrong fields: each told with its exact file, line, column and field, what was found and what would be right."""

from __future__ import annotations

import pytest

from gapcheck.records import schema
from gapcheck.records.yamlfile import parse

RECOMMENDATIONS = """\
document:
  id: xyz 2023
  kind: recommendations
  adoped: 2023-06-16
  received: 2025-02-30
  state: aze
  words: "12"
recommendations:
  - id: 2
    labl: "2."
    text: Do this.
  - id: 16 (a)
    text: [Do, that]
  - id: "115.10"
    page: 0
    label:
  - id: 115.10
    text: Again.
    paragraphs: [7, 7 bis, 7.50]
    statistics:
      - {years: 2022}
parts:
  - {id: B, text: Also., role: proposal}
"""


def told(kind: str, text: str) -> list[tuple[int, int, str, str, str, str]]:
    loaded = parse(text, "f.yaml")
    problems = schema.check(kind, loaded)
    assert all(problem.file == "f.yaml" and problem.code == "REC002" for problem in problems)
    return [(one.line, one.column, one.field, one.message, one.found, one.expected) for one in problems]


def test_all_errors_of_a_file_are_told_in_its_order_each_with_the_way_out() -> None:
    wrong = "this is not written as it should be"
    kind = "this is of the wrong type"
    assert told("recommendations", RECOMMENDATIONS) == [
        (2, 7, "document.id", wrong, '"xyz 2023"', '"xyz.2023"'),
        (4, 3, "document.adoped", "there is no field `adoped` here", "", "`adopted`"),
        (5, 13, "document.received", "this is not a date", '"2025-02-30"', "a real date, year-month-day, such as 2023-06-16"),
        (6, 10, "document.state", wrong, '"aze"', '"AZE"'),
        (7, 10, "document.words", kind, '"12"', "a whole number without quotation marks or leading zeros"),
        (9, 9, "recommendations[0].id", kind, "the number 2", 'text: "2" with quotation marks'),
        (10, 5, "recommendations[0].labl", "there is no field `labl` here", "", "`label`"),
        (12, 9, "recommendations[1].id", wrong, '"16 (a)"', '"16.a"'),
        (13, 11, "recommendations[1].text", kind, "a list", "text"),
        (14, 5, "recommendations[2]", "`text` or `sub_items` is missing", "", "`text` or `sub_items`"),
        (15, 11, "recommendations[2].page", "this number is out of range", "the number 0", "at least 1"),
        (16, 11, "recommendations[2].label", kind, "nothing", "text, or the field left out"),
        (17, 9, "recommendations[3].id", kind, "the number 115.10", 'text: "115.10" with quotation marks'),
        (19, 28, "recommendations[3].paragraphs[2]", kind, "the number 7.50", 'text: "7.50" with quotation marks'),
        (21, 9, "recommendations[3].statistics[0]", "the field `indicator` is missing", "", "`indicator`: What is counted."),
        (21, 17, "recommendations[3].statistics[0].years", kind, "the number 2022", "a list"),
        (23, 32, "parts[0].role", "this value is not among the choices", '"proposal"', "proposals (or one of reporting, dialogue, conclusion)"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text", "line", "column", "field", "message", "expected"),
    [
        ("evidence", "- 1", 1, 1, "", "wrong type", "fields"),
        ("responses", "document: {id: a, kind: responses}", 1, 1, "", "`responses` is missing", "`responses`: The answers"),
        ("responses", "document: {id: a, kind: evidence}\nresponses: []", 1, 25, "document.kind", "does not fit here", "responses"),
        ("responses", "document: {id: a, kind: responses}\nresponses:\n - position: acepted", 3, 14,
         "responses[0].position", "not among the choices", "accepted (or one of supported"),
        ("responses", "document: {id: a, kind: responses}\nresponses:\n - answers: 2.a", 3, 13,
         "responses[0].answers", "wrong type", "a list: [2.a]"),
        ("evaluations", "document: {id: a, kind: evaluations}\nsummary:\n  16 (a): [B]\nevaluations: []", 3, 3,
         "summary.16 (a)", "not written as", '"16.a"'),
        ("evidence", "document: {id: a, kind: evidence}\nacts:\n - {title: x, date: 2013-13}", 3, 21, "acts[0].date",
         "not written as", "as far as the source gives it"),
        ("evidence", "document: {id: a, kind: evidence}", 1, 1, "", "`statements` or `acts` is missing", ""),
        ("verdicts", "verdicts:\n - {fingerprint: x, verdict: accepted}", 2, 18, "verdicts[0].fingerprint",
         "not written as", "such as"),
        ("recommendations", "document: {id: a, kind: recommendations}\nrecommendations: []", 2, 18, "recommendations",
         "list is empty", "at least 1"),
        ("recommendations", "document: {id: a, kind: recommendations}\nrecommendations: [{id: a, text: b, sub_items: x}]",
         2, 47, "recommendations[0].sub_items", "wrong type", "a list"),
    ],
)  # fmt: skip
def test_each_kind_of_error_is_told_in_words(
    kind: str, text: str, line: int, column: int, field: str, message: str, expected: str
) -> None:
    (problem,) = told(kind, text)
    assert problem[:3] == (line, column, field)
    assert message in problem[3]
    assert expected in problem[5]


def test_an_unknown_field_that_is_like_none_lists_what_is_left() -> None:
    (problem,) = told("verdicts", "verdicts: []\nzzz: 1")
    assert problem[:4] == (2, 1, "zzz", "there is no field `zzz` here")
    (problem,) = told("responses", "document: {id: a, kind: responses}\nresponses:\n - zzz: 1\n   text: x")
    assert problem[5].startswith("one of id, answers, heading")
    assert "text" not in problem[5].split(", ")


def test_a_valid_file_has_no_problems() -> None:
    assert told("verdicts", "verdicts: []") == []


def test_thousands_of_errors_end_at_a_hundred() -> None:
    text = "verdicts:\n" + "".join(f"  - {{bad{n}: 1}}\n" for n in range(5000))
    assert len(told("verdicts", text)) == 100
    assert len(told("verdicts", "".join(f"k{n}: 1\n" for n in range(5000)))) == 100
