"""What people said of findings, in the reports: marked where it stands, counted by rule, and told where it is stale."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from gapcheck.model import Verdict
from tests.report_support import checked, docx_text, html_text, markdown_text, rendered

TEXT: dict[str, Callable[[bytes], str]] = {"md": markdown_text, "html": html_text, "docx": docx_text}
DISPUTED = Verdict(
    fingerprint="ANS004", verdict="disputed", by="Ana", on="2026-01-03", why="Article 9 provides for it."
)
OLD = Verdict(
    fingerprint="0" * 16, verdict="disputed", by="Bo", on="2025-01-02", why="See annex.", code="REP001", requests=("2",)
)


@pytest.mark.parametrize("format_", list(TEXT))
@pytest.mark.parametrize("audience", ["full", "staff"])
def test_a_report_prints_the_precision_of_a_rule_by_the_verdicts(format_: str, audience: str) -> None:
    text = TEXT[format_](rendered(checked(more=[DISPUTED]), format_, audience=audience))
    judged = "findings judged by people: 1 of 1; confirmed: {}, disputed: {}"
    assert f"Precision here: 0% ({judged.format(0, 1)})." in text
    assert f"Precision here: 100% ({judged.format(1, 0)})." in text
    assert text.count("Precision here") == 2, "a rule whose findings nobody judged has none"


@pytest.mark.parametrize("format_", list(TEXT))
def test_a_stale_verdict_is_shown_and_not_applied(format_: str) -> None:
    text = TEXT[format_](rendered(checked(more=[OLD]), format_))
    assert "Verdicts that no longer apply" in text
    assert "REP001 2 · Disputed by Bo (2 January 2025): See annex." in text
    assert "Verdicts that no longer apply" not in TEXT[format_](rendered(checked(), format_))


@pytest.mark.parametrize("format_", list(TEXT))
@pytest.mark.parametrize("audience", ["full", "staff", "ngo"])
def test_a_disputed_finding_stays_marked_with_name_and_reason(format_: str, audience: str) -> None:
    other = replace(DISPUTED, fingerprint="STA002")
    text = TEXT[format_](rendered(checked(more=[other]), format_, audience=audience))
    assert "Disputed by Ana (3 January 2026): Article 9 provides for it." in text
    asked = "How many farms were inspected in 2024?"
    assert (asked in text) is (audience != "ngo"), "no author puts a question that they think is wrong"
