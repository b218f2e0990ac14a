"""JUnit XML: one suite a case, one test a request, one failure a finding; record problems are a suite of their own."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from gapcheck.model import CaseRun, Finding, Run, Severity
from gapcheck.outputs import Manuals

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML 1.0 document may hold (XML 1.0, production 2)."""


def render(run: Run, manuals: Manuals) -> str:
    root = ElementTree.Element("testsuites", name="gapcheck")
    if run.problems:
        suite = ElementTree.SubElement(root, "testsuite", name="records")
        for problem in run.problems:
            test = _test(suite, problem.file, f"{problem.code} line {problem.line} {problem.field}".strip())
            _child(test, "failure", problem.code, str(problem))
    for result in run.cases:
        _suite(root, result)
    for suite in root:
        tests = list(suite)
        suite.set("tests", str(len(tests)))
        suite.set("failures", str(sum(test.find("failure") is not None for test in tests)))
        suite.set("errors", "0")
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _suite(root: ElementTree.Element, result: CaseRun) -> None:
    suite = ElementTree.SubElement(root, "testsuite", name=_clean(result.case.id))
    places: dict[str, list[Finding]] = {outcome.request: [] for outcome in result.outcomes}
    for finding in result.findings:
        places.setdefault(finding.requests[0] if finding.requests else "case", []).append(finding)
    for request, findings in places.items():
        test = _test(suite, result.case.id, request)
        for finding in findings:
            disputed = finding.verdict is not None and finding.verdict.verdict == "disputed"
            tag = "failure" if finding.severity is not Severity.NOTE and not disputed else "system-out"
            quotes = "\n".join(f"> {quote.text}" for quote in finding.quotes)
            _child(test, tag, f"{finding.code} {finding.name}", f"{finding.message}\n{quotes}\n{finding.ask}")


def _test(suite: ElementTree.Element, group: str, name: str) -> ElementTree.Element:
    return ElementTree.SubElement(suite, "testcase", classname=_clean(group), name=_clean(name))


def _child(test: ElementTree.Element, tag: str, title: str, text: str) -> None:
    if tag == "failure":
        ElementTree.SubElement(test, tag, message=_clean(title), type=_clean(title.split()[0])).text = _clean(text)
    else:
        ElementTree.SubElement(test, tag).text = _clean(f"{title}\n{text}")


def _clean(text: str) -> str:
    return FORBIDDEN.sub("\ufffd", text)
