"""Every rule against its case table and the examples of its manual."""

from __future__ import annotations

from typing import Any

import pytest

from gapcheck.rules import RULES
from tests.support import RULE_CASES, assert_case, examples, table

TABLES = [(rule.code, case) for rule in RULES for case in table(RULE_CASES / f"{rule.code.lower()}.yaml")]
MANUALS = [(rule.code, case) for rule in RULES for case in examples(rule.manual)]
SECTIONS = ("What it checks", "Why it matters", "What to do", "What it cannot see", "Examples")


@pytest.mark.parametrize(
    ("code", "case"), TABLES, ids=lambda value: str(value["name"]) if isinstance(value, dict) else value
)
def test_the_rule_finds_what_the_case_says(code: str, case: dict[str, Any]) -> None:
    assert_case(case, code)


@pytest.mark.parametrize(
    ("code", "case"), MANUALS, ids=lambda value: str(value["name"]) if isinstance(value, dict) else value
)
def test_the_examples_of_the_manual_are_true(code: str, case: dict[str, Any]) -> None:
    assert_case(case, code)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_full_manual_and_a_balanced_table(rule: Any) -> None:
    for section in SECTIONS:
        assert f"## {section}" in rule.manual
    assert list(examples(rule.manual))
    cases = table(RULE_CASES / f"{rule.code.lower()}.yaml")
    assert len(cases) >= 8
    assert sum(not case.get("finds") for case in cases) * 2 >= len(cases), "half of the cases must not fire"
