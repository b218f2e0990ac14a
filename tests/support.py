"""Small cases from small YAML, for case tables, rule manuals and tests.

A case is a mapping:
    name: a sentence saying what it shows
    requests: {1.a: text, …} or a list of records as in data/recommendations (recommendations: …)
    responses: [{answers: [1.a], text: …}, …]      as in data/responses; absent: no reply on record
    document: {adopted: …, procedure: CED, …}; reply: {received: …, language: …}   fields of the two documents
    previous: [responses]; evaluations: {document…, evaluations: […], summary: {}}; evidence: {statements: […], acts: […]}
    earlier: {id: text, …}
    finds: [{requests: [1.a], responses: [r1], quote: text within a quote, message: …, ask: …, severity: …}, …]; [] = silent
    status: {1.a: unanswered}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from gapcheck import engine
from gapcheck.model import Case, CaseRun
from gapcheck.procedures import procedure_for
from gapcheck.records import build
from gapcheck.rules import RULES

RULE_CASES = Path(__file__).parent / "rules"


def repository(place: Path, **texts: str) -> Path:
    """Writes a record a kind, named by the id in its first line, below `place`/data; gives `place`."""
    for kind, text in texts.items():
        name = re.search(r"id: ([\w-]+)", text)
        assert name, "a record names its document"
        (place / "data" / kind).mkdir(parents=True)
        (place / "data" / kind / f"{name[1]}.yaml").write_text(text, "utf-8")
    return place


def _tree(requests: Any) -> list[dict[str, Any]]:
    if isinstance(requests, list):
        return requests
    top: dict[str, dict[str, Any]] = {}
    for name, text in requests.items():
        node, path = None, str(name).split(".")
        for depth in range(1, len(path) + 1):
            key = ".".join(path[:depth])
            if key not in top:
                top[key] = {"id": key, "label": key}
                if node is not None:
                    node.setdefault("sub_items", []).append(top[key])
            node = top[key]
        assert node is not None
        node.update(text if isinstance(text, Mapping) else {"text": text})
    return [node for key, node in top.items() if "." not in key]


def case_from(data: Mapping[str, Any]) -> Case:
    """A Case from one small mapping."""
    asked = {"id": "asked", "kind": "recommendations", "adopted": "2023-06-16", **data.get("document", {})}
    replied = {"id": "replied", "kind": "responses", "replies_to": "asked", "received": "2025-06-11",
               **data.get("reply", {})}  # fmt: skip
    recommendations = build.recommendations(
        {"document": asked, "recommendations": _tree(data["requests"]), "parts": data.get("parts", [])}
    )
    return Case(
        id="asked",
        recommendations=recommendations,
        procedure=procedure_for(recommendations.document),
        reply=build.reply({"document": replied, "responses": data["responses"]}) if "responses" in data else None,
        previous=build.reply({"document": {"id": "before", "kind": "responses"}, "responses": data["previous"]})
        if "previous" in data
        else None,
        evaluations=(
            build.evaluations(
                {
                    "document": {"id": "graded", "kind": "evaluations", "evaluates": "asked"},
                    **data["evaluations"],
                }
            ),
        )
        if "evaluations" in data
        else (),
        evidence=(build.evidence({"document": {"id": "seen", "kind": "evidence"}, **data["evidence"]}),)
        if "evidence" in data
        else (),
        earlier=(
            build.recommendations(
                {
                    "document": {"id": "earlier", "kind": "recommendations", "adopted": "2018-10-12"},
                    "recommendations": _tree(data["earlier"]),
                }
            ),
        )
        if "earlier" in data
        else (),
    )


def run_case(data: Mapping[str, Any], code: str) -> CaseRun:
    """All rules over a small case; findings of one code."""
    return engine.check_case(case_from(data), RULES, select=[code])


def assert_case(data: Mapping[str, Any], code: str) -> None:
    """The findings of `code` are just those the case names, in any order; the statuses are those it names."""
    result = run_case(data, code)
    expected = list(data.get("finds", []))
    left = list(result.findings)
    for wanted in expected:
        for finding in left:
            if _fits(wanted, finding):
                left.remove(finding)
                break
        else:
            raise AssertionError(f"{data['name']}: no {code} like {wanted}; found {_shown(result.findings)}")
    assert not left, f"{data['name']}: unexpected {_shown(left)}"
    for finding in result.findings:
        for quote in finding.quotes:
            assert quote.text, f"{data['name']}: an empty quote"
            assert quote.text == getattr(quote.record, quote.field)[quote.start : quote.end]
    settled = {outcome.request: outcome.status for outcome in result.outcomes}
    for request, status in data.get("status", {}).items():
        assert settled[request] == status, f"{data['name']}: {request} is {settled[request]}"


def _fits(wanted: Mapping[str, Any], finding: Any) -> bool:
    return (
        ("requests" not in wanted or tuple(wanted["requests"]) == finding.requests)
        and ("responses" not in wanted or tuple(wanted["responses"]) == finding.responses)
        and ("quote" not in wanted or any(wanted["quote"] in quote.text for quote in finding.quotes))
        and ("message" not in wanted or wanted["message"] in finding.message)
        and ("ask" not in wanted or wanted["ask"] in finding.ask)
        and ("severity" not in wanted or wanted["severity"] == finding.severity)
    )


def _shown(findings: Any) -> list[tuple[Any, ...]]:
    return [(f.requests, f.responses, f.message, [quote.text for quote in f.quotes]) for f in findings]


def table(path: Path) -> list[dict[str, Any]]:
    """The cases of one table: tests/rules/<code>.yaml."""
    assert path.is_file(), f"write the case table {path.parent.name}/{path.name}: CONTRIBUTING tells what goes into it"
    return _read(path.read_text("utf-8"), path.name) or []


def _read(text: str, name: str) -> Any:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise AssertionError(f"{name} holds a case that is not valid YAML: {error}") from error


def examples(manual: str) -> Iterator[dict[str, Any]]:
    """The fenced YAML cases of a rule's manual."""
    for block in re.findall(r"^```yaml\n(.*?)^```", manual, re.DOTALL | re.MULTILINE):
        yield from _read(block, manual.splitlines()[0])
