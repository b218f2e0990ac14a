"""The outputs for machines: valid, escaped, the same facts in each."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from gapcheck import engine
from gapcheck.model import Run, Verdict
from gapcheck.outputs import FORMATS
from gapcheck.outputs import render as render_data
from gapcheck.outputs.contract import as_data
from gapcheck.outputs.tables import as_csv, as_xlsx, tables
from gapcheck.records.schema import validator
from gapcheck.records.store import load
from gapcheck.rules import RULES
from tests.support import case_from

NASTY = 'Publish 50% of it, "now":\x0b\x00 a, b; <b>&amp;</b>\n=cmd|calc::error file=x'


def render(run: Run, format_: str, manuals: dict[str, tuple[str, str]] | None = None) -> str:
    return render_data(as_data(run), format_, manuals)


def a_run(text: str = "Publish the figures.", verdict: str = "") -> Run:
    case = case_from(
        {
            "requests": {"1": "Ratify the protocol.", "2": text},
            "responses": [{"answers": ["1"], "text": "The protocol was ratified in 2024."}],
        }
    )
    plain = engine.run([case], RULES, version="9", select=["ANS001"])
    if not verdict:
        return plain
    mark = plain.cases[0].findings[0].fingerprint
    word = Verdict(fingerprint=mark, verdict=verdict, by="Ana", on="2026-01-02", why="It stands in annex 2.")
    return engine.run([case], RULES, version="9", select=["ANS001"], verdicts={case.id: [word]})


@pytest.mark.parametrize("format_", list(FORMATS))
def test_the_same_run_gives_the_same_bytes_and_ends_in_a_line_break(format_: str) -> None:
    text = render(a_run(NASTY), format_)
    assert text == render(a_run(NASTY), format_)
    assert text.endswith("\n")


def test_json_carries_every_fact_of_a_finding() -> None:
    case = json.loads(render(a_run(), "json"))["cases"][0]
    assert case["summary"] == {"unanswered": 1, "answered": 1}
    (finding,) = case["findings"]
    assert finding["code"] == "ANS001"
    (evidence,) = finding["evidence"]
    assert (evidence["record"], evidence["field"], evidence["quote"]) == ("2", "text", "Publish the figures.")


def test_a_disputed_finding_stays_visible_and_settles_nothing() -> None:
    case = json.loads(render(a_run(verdict="disputed"), "json"))["cases"][0]
    assert case["findings"][0]["verdict"]["by"] == "Ana"
    assert case["summary"] == {"answered": 2}
    sarif = json.loads(render(a_run(verdict="disputed"), "sarif"))
    assert (
        sarif["runs"][0]["results"][0]["suppressions"][0]["justification"] == "It stands in annex 2. (Ana, 2026-01-02)"
    )


@pytest.mark.parametrize("format_", list(FORMATS))
def test_every_format_tells_who_disputed_a_finding_and_why_and_drops_none(format_: str) -> None:
    text = render(a_run(verdict="disputed"), format_)
    for word in ("disputed", "Ana", "It stands in annex 2.", "ANS001"):
        assert word in text, format_


def test_a_stale_verdict_is_told_in_text_and_annotations() -> None:
    case = case_from({"requests": {"1": "Ratify."}, "responses": []})
    old = Verdict(
        fingerprint="0" * 16, verdict="disputed", by="Ana", on="", why="Annex 2.", code="ANS001", requests=("1",)
    )
    run = engine.run([case], RULES, version="9", select=["ANS001"], verdicts={case.id: [old]})
    told = "Stale verdict on ANS001 1, no longer applied since its passage changed: disputed by Ana: Annex 2."
    assert told in " ".join(render(run, "text").split())
    assert f"::notice title=Stale verdict in {case.id}::{told}" in render(run, "github")
    validator("output").validate(as_data(run))


def test_sarif_names_rule_file_and_fingerprint() -> None:
    run = a_run()
    data: dict[str, Any] = json.loads(render(run, "sarif", {"ANS001": ("unanswered-sub-item", "A page.\n\nMore.")}))
    (result,) = data["runs"][0]["results"]
    assert result["partialFingerprints"]["gapcheck/v1"] == run.cases[0].findings[0].fingerprint
    assert data["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"]]["help"]["markdown"].startswith("A page.")


def test_an_annotation_is_one_line_whatever_its_text() -> None:
    run = engine.run([case_from({"requests": {"1": NASTY}, "responses": []})], RULES, version="9", select=["ANS001"])
    text = render(run, "github")
    assert text.count("\n") == 1
    assert text.startswith("::error title=ANS001 unanswered-sub-item [1]::")
    from gapcheck.outputs import github

    assert github._command("error", {"file": "a,b:c%.yaml", "line": 3}, "50%\nof") == (
        "::error file=a%2Cb%3Ac%25.yaml,line=3::50%25%0Aof\n"
    )


def test_junit_parses_with_any_text() -> None:
    root = ElementTree.fromstring(render(a_run(NASTY), "junit"))
    assert root.find("testsuite").get("failures") == "1"  # type: ignore[union-attr]


def test_a_junit_test_has_one_result_at_most_and_the_counts_are_those_of_the_tests() -> None:
    # GitLab and the schema of Ant read one result of a test; Jenkins' schema wants the counts of every suite
    case = case_from(
        {"requests": {"1": "Publish the figures on convictions, per year.", "2": "Ratify."}, "responses": []}
    )
    marks = [one.fingerprint for one in engine.run([case], RULES, version="9").cases[0].findings]
    word = Verdict(fingerprint=marks[0], verdict="disputed", by="Ana", on="2026-01-02", why="Annex 2.")
    run = engine.run([case], RULES, version="9", verdicts={case.id: [word]})
    assert len(run.cases[0].findings) > 1
    (suite,) = ElementTree.fromstring(render(run, "junit"))
    assert all(len(test) <= 1 for test in suite)
    for name, tag in (("failures", "failure"), ("skipped", "skipped")):
        assert int(suite.get(name, "")) == sum(test.find(tag) is not None for test in suite)
    assert [test.get("message") for test in suite.iter("skipped")] == ["disputed by Ana on 2026-01-02: Annex 2."]
    assert int(suite.get("tests", "")) == len(suite)


def test_no_cell_of_the_table_can_act_as_a_formula() -> None:
    run = engine.run(
        [case_from({"requests": {"1": "=1+1 Publish."}, "responses": []})], RULES, version="9", select=["ANS001"]
    )
    rows = list(csv.reader(io.StringIO(render(run, "csv"))))
    assert len(rows) == 2
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_tables_hold_requests_findings_and_statistics_and_no_formula() -> None:
    case = case_from(
        {
            "requests": {"1": "=1+1 Ratify.", "2": "Provide statistics on convictions, per year."},
            "responses": [{"answers": ["2"], "text": "In 2023, 14 persons were convicted."}],
        }
    )
    named = tables(as_data(engine.run([case], RULES, version="9"))["cases"][0])
    assert [row[:2] for row in named["requests"][1:]] == [["1", "unanswered"], ["2", "partly answered"]]
    assert "2024" in named["statistics"][0]
    assert any("missing" in row for row in named["statistics"][1:])
    text = as_csv(named["requests"]).decode("utf-8-sig")
    assert "'=1+1 Ratify." in text
    book = as_xlsx(named)
    assert book == as_xlsx(named)
    with zipfile.ZipFile(io.BytesIO(book)) as packed:
        sheets = "".join(packed.read(name).decode() for name in packed.namelist() if "worksheets/sheet" in name)
        assert "<f>" not in sheets
        assert "=1+1 Ratify." in packed.read("xl/sharedStrings.xml").decode()


def test_the_json_output_fits_its_schema() -> None:
    store = load([Path(__file__).parent.parent / "data"])
    data = as_data(engine.run(store.cases, RULES, version="9"))
    validator("output").validate(data)
    assert any(case["statistics"] for case in data["cases"])


def test_a_problem_of_a_whole_file_fits_the_schema_of_the_json_output(tmp_path: Path) -> None:
    (tmp_path / "recommendations").mkdir()
    (tmp_path / "recommendations" / "x.yaml").write_bytes(b"\xff\xfe")
    (tmp_path / "responses" / "y.yaml").mkdir(parents=True)
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "z.yaml").symlink_to("nowhere")
    store = load([tmp_path])
    assert any(not problem.line for problem in store.problems)
    validator("output").validate(as_data(engine.run(store.cases, RULES, version="9", problems=store.problems)))


def test_many_requests_are_named_in_runs_and_lines_that_fit() -> None:
    asked = {str(number): f"Publish report {number}." for number in range(1, 40)}
    whole = case_from({"requests": asked, "responses": [{"answers": list(asked), "position": "accepted", "text": ""}]})
    run = engine.run([whole], RULES, version="9", select=["ANS010"])
    text = render(run, "text")
    assert "\n1–39\n" in text
    assert max(len(line) for line in text.splitlines()) <= 120
    assert "[1–39]" in render(run, "github")
