"""Two cycles, or two versions: what came, what went, what was said again."""

from __future__ import annotations

from typing import Any

from gapcheck import engine
from gapcheck.analysis.compare import Comparison, compare
from gapcheck.model import CaseRun
from gapcheck.rules import RULES
from tests.support import case_from


def checked(**data: Any) -> CaseRun:
    return engine.check_case(case_from(data), RULES, select=["ANS001"])


def changes(comparison: Comparison) -> list[tuple[str, str | None, str | None]]:
    return [
        (change.change, change.old.id if change.old else None, change.new.id if change.new else None)
        for change in comparison.requests
    ]


OLD = {
    "1": "Ratify the optional protocol on complaints without delay.",
    "2": "Train all prison doctors in documenting injuries.",
    "3": "Abolish the court fee for victims of trafficking.",
}
NEW = {
    "1": "Train all prison doctors in documenting injuries.",
    "2": "Abolish the court fees for all victims of trafficking and of domestic violence.",
    "4": "Open a shelter in each of the nine provinces.",
}


def test_requests_are_told_as_new_gone_moved_and_reworded() -> None:
    result = compare(checked(requests=OLD, responses=[]), checked(requests=NEW, responses=[]))
    assert changes(result) == [("moved", "2", "1"), ("reworded", "3", "2"), ("new", None, "4"), ("gone", "1", None)]


def test_an_answer_given_again_word_for_word_is_seen_under_its_new_number() -> None:
    again = "The Academy of Justice holds a course each spring."
    result = compare(
        checked(
            requests=OLD, responses=[{"answers": ["2"], "text": again}, {"answers": ["3"], "text": "No fee is due."}]
        ),
        checked(
            requests=NEW,
            responses=[{"answers": ["1"], "text": again.upper()}, {"answers": ["2"], "text": "A draft law is ready."}],
        ),
    )
    assert [(change.change, change.request) for change in result.answers] == [("unchanged", "1"), ("changed", "2")]


def test_a_gap_closes_opens_or_stays_open() -> None:
    answer = [{"answers": ["1"], "text": "Ratified on 3 May 2024."}]
    result = compare(
        checked(requests=OLD, responses=answer),
        checked(requests=OLD, responses=[{"answers": ["2"], "text": "Forty doctors were trained in 2025."}]),
    )
    assert [(change.change, change.finding.requests) for change in result.gaps] == [
        ("opened", ("1",)),
        ("open", ("3",)),
        ("closed", ("2",)),
    ]


def test_a_run_compared_with_itself_shows_no_change() -> None:
    one = checked(requests=OLD, responses=[{"answers": ["1"], "text": "Done."}])
    result = compare(one, one)
    assert {change.change for change in result.requests} == {"repeated"}
    assert {change.change for change in result.answers} == {"unchanged"}
    assert {change.change for change in result.gaps} == {"open"}


def test_a_gap_of_a_request_that_is_gone_is_not_called_closed_nor_lent_to_a_new_one_of_its_number() -> None:
    old = {"1": OLD["1"], "2": OLD["2"]}
    new = {"1": OLD["2"], "2": NEW["4"]}
    result = compare(checked(requests=old, responses=[]), checked(requests=new, responses=[]))
    assert [(gap.change, gap.finding.requests) for gap in result.gaps] == [
        ("open", ("1",)),
        ("opened", ("2",)),
        ("dropped", ("1",)),
    ]
