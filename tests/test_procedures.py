"""The procedure files: complete, sourced, and found by what a document says of itself."""

from __future__ import annotations

import pytest

from gapcheck.model import Document, Status
from gapcheck.procedures import procedure_for, procedures

GRADED = [procedure for procedure in procedures() if procedure.scale]


def test_the_eight_procedures_of_the_field_are_on_file() -> None:
    assert [procedure.id for procedure in procedures()] == [
        "CAT", "CCPR", "CED", "CEDAW", "CERD", "CMW", "GRETA", "UPR",
    ]  # fmt: skip


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
