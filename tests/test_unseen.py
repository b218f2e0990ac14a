"""Three invented cases that no rule was worked on with (tests/documents/unseen): the import has them right, and what was
reached on them is kept. Nothing of a rule is to be mended by them; the floors rise by what is mended elsewhere."""

from __future__ import annotations

from functools import lru_cache

import pytest

from benchmarks.accuracy import (
    GOLD,
    INVENTED,
    Score,
    Sum,
    agreement,
    documents,
    from_documents,
    held_out,
    invented,
    measure,
    read_gold,
    scores,
)
from gapcheck.model import CaseRun
from gapcheck.rules import RULES
from tests.unseen import faults

NAMES = ("karvelia", "tarrow", "valdoree")

# (precision, recall) of each code over the three, as last measured.
FLOORS: dict[str, tuple[float, float]] = {
    "ANS001": (1.0, 1.0),
    "ANS002": (0.73, 0.75),
    "ANS003": (1.0, 1.0),
    "ANS004": (1.0, 0.12),
    "ANS008": (1.0, 1.0),
    "ANS009": (1.0, 1.0),
    "MEA001": (1.0, 0.5),
    "MEA002": (0.62, 1.0),
    "REF001": (1.0, 1.0),
    "REF002": (1.0, 0.5),
    "REF003": (1.0, 1.0),
    "REP001": (1.0, 1.0),
    "REP004": (1.0, 0.5),
    "REP005": (1.0, 1.0),
    "STA001": (1.0, 1.0),
    "STA002": (0.33, 1.0),
    "STA003": (1.0, 0.75),
    "STA004": (1.0, 0.8),
    "STA005": (1.0, 1.0),
    "STA006": (1.0, 0.5),
}
WHOLE = (0.77, 0.71)
STATUSES = 44 / 56
"""Requests whose status is one the gold allows."""


@lru_cache(maxsize=3)
def runs(name: str) -> tuple[CaseRun, ...]:
    return tuple(from_documents(read_gold(GOLD / f"{name}-rules.json")))


@lru_cache(maxsize=1)
def together() -> dict[str, Score]:
    whole = Sum()
    for name in NAMES:
        whole.add(name, scores(measure(read_gold(GOLD / f"{name}-rules.json"), runs(name))))
    return whole.total


@pytest.mark.parametrize("name", NAMES)
def test_every_request_and_the_answer_to_it_are_imported_as_they_were_written(name: str) -> None:
    assert len(runs(name)) == 1
    assert list(faults(read_gold(GOLD / f"{name}-rules.json"), runs(name))) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("karvelia", ("CRPD/C/KRV/CO/2-3", "", "2022-03-22", "2024-09-30", "2024-10-14")),
        ("tarrow", ("", "", "", "", "")),
        ("valdoree", ("IC-CP/Inf(2022)14", "", "2022-12-06", "2024-12-06", "2025-01-20")),
    ],
)
def test_symbols_and_dates_are_those_printed_and_an_invented_state_is_taken_for_no_other(
    name: str, expected: tuple[str, ...]
) -> None:
    case = runs(name)[0].case
    asked = case.recommendations.document
    assert case.reply is not None
    received = case.reply.document.received
    found = (asked.symbol, asked.state, asked.adopted, asked.reply_due, received)
    assert tuple(str(value or "") for value in found) == expected


@pytest.mark.parametrize("code", FLOORS)
def test_a_code_is_right_as_often_as_measured(code: str) -> None:
    precision, recall = FLOORS[code]
    score = together().get(code, Score())
    assert score.precision >= precision - 0.005
    assert score.recall >= recall - 0.005


def test_all_codes_together_are_right_as_often_as_measured() -> None:
    whole = Score()
    for score in together().values():
        whole.add(score)
    assert whole.precision >= WHOLE[0] - 0.005
    assert whole.recall >= WHOLE[1] - 0.005
    told = [agreement(read_gold(GOLD / f"{name}-rules.json"), runs(name)) for name in NAMES]
    assert sum(allowed for _, _, allowed in told) / sum(total for total, _, _ in told) >= STATUSES - 0.005


@pytest.mark.parametrize("name", NAMES)
def test_the_gold_is_whole_and_stands_apart(name: str) -> None:
    gold = read_gold(GOLD / f"{name}-rules.json")
    known = {rule.code for rule in RULES}
    expected = {entry["code"] for entry in gold["expected"]}
    assert invented(gold)
    assert held_out(gold)
    assert all(path.is_relative_to(INVENTED) for path, _ in documents(gold))
    assert expected <= known
    assert not expected & set(gold["none_expected"])
    assert set(gold["status"]) == set(gold["import"])
    named = {name for kind in ("expected", "also_fair", "traps") for entry in gold[kind] for name in entry["requests"]}
    assert {name.partition(".")[0] for name in named} <= {name.partition(".")[0] for name in gold["status"]}
    assert {entry["code"] for kind in ("also_fair", "traps") for entry in gold[kind]} <= known


def test_every_code_that_one_of_them_expects_has_a_floor() -> None:
    expected = {entry["code"] for name in NAMES for entry in read_gold(GOLD / f"{name}-rules.json")["expected"]}
    assert expected == set(FLOORS)
