"""The French report says what the English one says, of every rule, with the same figures, dates and quotations."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from gapcheck.model import CaseRun, Finding
from gapcheck.report.facts import facts
from gapcheck.report.locale import locale
from gapcheck.report.wording import sentences
from gapcheck.rules import RULES
from tests.support import RULE_CASES, examples, run_case, table

DATA = Path(__file__).parent.parent / "data"
ENGLISH = re.compile(r"\b(?:the|reply|please|which|answer|does|with|was|were|of|and|is)\b", re.IGNORECASE)


def _found(code: str, manual: str) -> list[tuple[CaseRun, Finding]]:
    cases = [*examples(manual), *table(RULE_CASES / f"{code.lower()}.yaml")]
    runs = [run_case(case, code) for case in cases]
    return [(run, finding) for run in runs for finding in run.findings]


def _figures(text: str) -> set[str]:
    return set(re.findall(r"\d+", re.sub(r"(?<=\d)[,\u202f](?=\d{3}\b)", "", text)))


def _own_words(text: str) -> str:
    """The sentence without what it quotes."""
    return re.sub(r"«[^»]*»", "", text)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_french_sentences_with_the_figures_of_the_english_ones(rule: Any) -> None:
    found = _found(rule.code, rule.manual)
    assert found
    for run, finding in found:
        said = sentences(finding, run.case, locale("fr"))
        assert said is not None, finding
        message, ask = said
        assert not {"{", "}"} & {*message, *ask}
        assert message.endswith((".", "»", "…"))
        assert "  " not in message + ask
        spoken = re.search(r" (?:months?|days?|years?)\b", finding.message)
        if not spoken:  # a length of time is said in words
            assert _figures(finding.message) <= _figures(message), (finding.message, message)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_what_a_rule_quotes_in_english_it_quotes_in_french(rule: Any) -> None:
    for run, finding in _found(rule.code, rule.manual):
        message, ask = sentences(finding, run.case, locale("fr")) or ("", "")
        for quoted in () if rule.code == "REF004" else re.findall(r"“([^”]*)”", finding.message):
            assert quoted.strip("… ") in message + ask, (quoted, message)


def test_no_finding_of_the_shipped_case_is_left_in_english() -> None:
    from gapcheck import engine
    from gapcheck.procedures import procedure_for
    from gapcheck.records.store import load

    cases = [case for case in load([DATA], procedure_for=procedure_for).cases if case.reply]
    assert cases
    for case in cases:
        view = facts(engine.check_case(case, RULES), language="fr")
        told = [*view.general, *(f for item in view.items for request in item.requests for f in request.findings)]
        assert len(told) > 50
        for finding in told:
            assert finding.language == "fr", finding
            bare = _own_words(f"{finding.message} {finding.ask}")
            assert finding.code in ("EVA004", "EVA005", "REF002") or not ENGLISH.search(bare), bare
