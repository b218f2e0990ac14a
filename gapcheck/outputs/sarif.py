"""SARIF 2.1.0, for code hosts: rule help as Markdown, fingerprints, disputed findings marked as suppressed."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote as percent

from gapcheck.errors import Problem
from gapcheck.model import Finding, Quote, Run, Severity
from gapcheck.outputs import Manuals

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(run: Run, manuals: Manuals) -> str:
    findings = [finding for result in run.cases for finding in result.findings]
    codes = sorted({finding.code for finding in findings} | {problem.code for problem in run.problems})
    names = {finding.code: finding.name for finding in findings}
    data = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "gapcheck",
                        "version": run.version,
                        "rules": [_rule(code, names.get(code, code), manuals) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_problem(problem, codes) for problem in run.problems]
                + [_finding(finding, codes) for finding in findings],
            }
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _rule(code: str, name: str, manuals: Manuals) -> dict[str, Any]:
    title, manual = manuals.get(code, (name, ""))
    rule: dict[str, Any] = {"id": code, "name": title}
    if manual:
        first = manual.splitlines()[0]
        rule |= {"shortDescription": {"text": first}, "help": {"text": manual, "markdown": manual}}
    return rule


def _problem(problem: Problem, codes: list[str]) -> dict[str, Any]:
    region = {"startLine": problem.line} if problem.line else {}
    if region and problem.column:
        region["startColumn"] = problem.column
    return {
        "ruleId": problem.code,
        "ruleIndex": codes.index(problem.code),
        "level": "error",
        "message": {"text": str(problem)},
        "locations": [_location(problem.file, region)],
    }


def _finding(finding: Finding, codes: list[str]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": LEVELS[finding.severity],
        "message": {"text": f"{finding.message} {finding.ask}".strip()},
        "locations": [_place(quote) for quote in finding.quotes[:1]],
        "relatedLocations": [_place(quote) | {"id": number} for number, quote in enumerate(finding.quotes[1:], 1)],
        "partialFingerprints": {"gapcheck/v1": finding.fingerprint},
        "properties": {"requests": list(finding.requests), "responses": list(finding.responses)},
    }
    if finding.verdict:
        disputed = finding.verdict.verdict == "disputed"
        if disputed:
            why = f"{finding.verdict.why} ({finding.verdict.by})".strip()
            result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": why}]
        result["properties"]["verdict"] = finding.verdict.verdict
    return result


def _place(quote: Quote) -> dict[str, Any]:
    region: dict[str, Any] = {"snippet": {"text": quote.text}}
    line = quote.record.origin.line(quote.field, quote.start)
    if line:
        region["startLine"] = line
    location = _location(quote.record.origin.file, region if line else {})
    return location | {"message": {"text": quote.text}}


def _location(file: str, region: dict[str, Any]) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": percent(file or "unknown")}}
    if region:
        physical["region"] = region
    return {"physicalLocation": physical}
