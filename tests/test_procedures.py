"""The procedure files: complete, sourced, and found by what a document says of itself."""

from __future__ import annotations

from datetime import date

import pytest

from gapcheck.analysis.evaluations import point_class
from gapcheck.analysis.procedure import deadline, length, span_in_words, spoken, toward
from gapcheck.model import Case, Document, Outcome, Status
from gapcheck.procedures import procedure_for, procedures
from tests.support import case_from

GRADED = [procedure for procedure in procedures() if procedure.scale]


def test_the_eight_procedures_of_the_field_are_on_file() -> None:
    assert {procedure.id for procedure in procedures()} >= {
        "CAT", "CCPR", "CED", "CEDAW", "CERD", "CMW", "GRETA", "UPR",
    }  # fmt: skip


@pytest.mark.parametrize("procedure", procedures(), ids=lambda procedure: procedure.id)
def test_every_number_has_a_source_with_a_date(procedure: object) -> None:
    assert procedure.sources
    for limit in procedure.limits:
        assert limit.words > 0
        assert limit.source
        assert limit.date


@pytest.mark.parametrize("procedure", GRADED, ids=lambda procedure: procedure.id)
def test_a_scale_takes_each_status_as_evidence_toward_one_point_at_most(procedure: object) -> None:
    statuses = [status for point in procedure.scale for status in point.statuses]
    assert len(statuses) == len(set(statuses))
    assert set(statuses) == set(Status)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (Document(id="a", kind="recommendations", procedure="CED"), "CED"),
        (Document(id="a", kind="recommendations", symbol="CCPR/C/XYZ/CO/4"), "CCPR"),
        (Document(id="a", kind="recommendations", symbol="A/HRC/99/12"), "UPR"),
        (Document(id="a", kind="recommendations", body="Committee against Torture"), "CAT"),
        (Document(id="a", kind="recommendations", body="Public inquiry into river floods"), None),
    ],
)
def test_a_document_finds_its_procedure(document: Document, expected: str | None) -> None:
    found = procedure_for(document)
    assert (found.id if found else None) == expected


CASE = {
    "requests": {"1": "Light the harbour.", "2": "Dredge it."},
    "responses": [{"answers": ["1"], "text": "Lit in 2024."}],
}


def _case(**fields: object) -> Case:
    return case_from({**CASE, **fields})


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2024-05-01", "2024-05-02", "1 day"),
        ("2024-05-01", "2024-06-29", "59 days"),
        ("2024-05-01", "2024-07-09", "2 months and 8 days"),
        ("2024-01-31", "2024-04-30", "3 months"),
        ("2019-01-31", "2022-03-01", "3 years and 1 month"),
    ],
)
def test_a_span_of_time_is_told_in_words(first: str, last: str, words: str) -> None:
    assert span_in_words(date.fromisoformat(first), date.fromisoformat(last)) == words


def test_the_deadline_of_a_case_is_its_own_before_it_is_the_procedures() -> None:
    own = deadline(_case(document={"procedure": "CED", "reply_due": "2025-06-16"}, reply={"received": "2025-06-11"}))
    assert own is not None
    assert (own.days, own.span, own.computed) == (-5, "5 days", False)
    counted = deadline(_case(document={"procedure": "CED", "adopted": "2024-02-29"}, reply={"received": "2025-06-11"}))
    assert counted is not None
    assert (counted.due, counted.computed) == ("2025-02-28", True)
    assert deadline(_case(document={"adopted": "2024-02-29"})) is None
    assert (
        deadline(case_from({"requests": {"1": "Light the harbour."}, "document": {"reply_due": "2025-06-16"}})) is None
    )


def test_a_length_is_measured_against_the_limit_of_its_own_kind() -> None:
    follow_up = length(_case(document={"procedure": "CCPR"}, reply={"words": 4000}))
    assert follow_up is not None
    assert (follow_up.limit.document, follow_up.over, follow_up.least) == ("follow-up reply", 500, False)
    periodic = length(_case(document={"procedure": "CCPR"}, reply={"words": 4000, "title": "Sixth periodic report"}))
    assert periodic is not None
    assert (periodic.limit.document, periodic.over) == ("periodic report", -17200)
    counted = length(_case(document={"procedure": "UPR"}, reply={"wording": "verbatim"}))
    assert counted is not None
    assert (counted.words, counted.least) == (3, True)
    assert length(_case(document={"procedure": "UPR"}, reply={"wording": "abstract"})) is None


def test_a_status_is_evidence_toward_points_of_the_scale_and_never_a_grade() -> None:
    case = _case(document={"procedure": "CED"})
    found = toward(
        case,
        [
            Outcome(request="1", status=Status.PARTLY_ANSWERED),
            Outcome(request="2", status=Status.UNANSWERED),
        ],
    )
    assert [(one.status, [point.grade for point in one.points]) for one in found.values()] == [
        ("partly answered", ["B"]), ("unanswered", ["D"]),
    ]  # fmt: skip
    assert toward(_case(document={"procedure": "GRETA"}), [Outcome(request="1", status=Status.ANSWERED)]) == {}


@pytest.mark.parametrize("procedure", GRADED, ids=lambda procedure: procedure.id)
def test_every_point_of_a_scale_is_told_from_the_others_by_its_words(procedure: object) -> None:
    classes = [point_class(point) for point in procedure.scale]
    assert len(set(classes)) == len(classes)


@pytest.mark.parametrize(
    ("iso", "told"), [("2023-06-16", "16 June 2023"), ("2015-05", "May 2015"), ("2015", "2015"), ("", "")]
)
def test_a_date_is_told_as_a_reader_expects_it(iso: str, told: str) -> None:
    assert spoken(iso) == told


@pytest.mark.parametrize("procedure", procedures(), ids=lambda procedure: procedure.id)
def test_what_is_not_confirmed_is_said_to_be_so(procedure: object) -> None:
    assert all(any(what in source for source in procedure.sources) for what in procedure.unconfirmed)
