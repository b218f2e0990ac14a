"""SARIF 2.1.0, for code hosts: rule help as Markdown, fingerprints, disputed findings marked as suppressed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote as percent

from gapcheck.outputs import Data, Manuals, disputed, told

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def stream(data: Data, manuals: Manuals) -> Iterator[str]:
    findings = [finding for case in data["cases"] for finding in case["findings"]]
    names = {problem["code"]: problem["code"] for problem in data["problems"]}
    names |= {finding["code"]: finding["name"] for finding in findings}
    codes = sorted(names)
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "gapcheck",
                        "version": data["gapcheck"],
                        "rules": [_rule(code, names[code], manuals) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_problem(problem, codes) for problem in data["problems"]]
                + [_finding(finding, codes) for finding in findings],
            }
        ],
    }
    yield json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _rule(code: str, name: str, manuals: Manuals) -> dict[str, Any]:
    title, manual = manuals.get(code, (name, ""))
    rule: dict[str, Any] = {"id": code, "name": title}
    if manual:
        first = manual.splitlines()[0]
        rule |= {"shortDescription": {"text": first}, "help": {"text": manual, "markdown": manual}}
    return rule


def _problem(problem: Data, codes: list[str]) -> dict[str, Any]:
    region = {"startLine": problem["line"]} if problem["line"] else {}
    if region and problem["column"]:
        region["startColumn"] = problem["column"]
    return {
        "ruleId": problem["code"],
        "ruleIndex": codes.index(problem["code"]),
        "level": "error",
        "message": {"text": told(problem)},
        "locations": [_location(problem["file"], region)],
    }


def _finding(finding: Data, codes: list[str]) -> dict[str, Any]:
    evidence = finding["evidence"]
    result: dict[str, Any] = {
        "ruleId": finding["code"],
        "ruleIndex": codes.index(finding["code"]),
        "level": finding["severity"],
        "message": {"text": f"{finding['message']} {finding['ask']}".strip()},
        "locations": [_place(quote) for quote in evidence[:1]],
        "relatedLocations": [_place(quote) | {"id": number} for number, quote in enumerate(evidence[1:], 1)],
        "partialFingerprints": {"gapcheck/v1": finding["fingerprint"]},
        "properties": {"requests": finding["requests"], "responses": finding["responses"]},
    }
    verdict = finding["verdict"]
    if verdict:
        if disputed(finding):
            why = f"{verdict['why']} ({', '.join(part for part in (verdict['by'], verdict.get('on')) if part)})".strip()
            result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": why}]
        result["properties"]["verdict"] = verdict["verdict"]
    return result


def _place(quote: Data) -> dict[str, Any]:
    region: dict[str, Any] = {"snippet": {"text": quote["quote"]}}
    if quote["line"]:
        region["startLine"] = quote["line"]
    location = _location(quote["file"], region if quote["line"] else {})
    return location | {"message": {"text": quote["quote"]}}


def _location(file: str, region: dict[str, Any]) -> dict[str, Any]:
    uri = f"file://{percent(file)}" if file.startswith("/") else percent(file or "unknown")
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri}}
    if region:
        physical["region"] = region
    return {"physicalLocation": physical}
