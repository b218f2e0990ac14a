"""JUnit XML: one suite a case, one test a request, one failure a finding; record problems are a suite of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from gapcheck.outputs import Data, Manuals, disputed, told

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML 1.0 document may hold (XML 1.0, production 2)."""


def stream(data: Data, manuals: Manuals) -> Iterator[str]:
    root = ElementTree.Element("testsuites", name="gapcheck")
    if data["problems"]:
        suite = ElementTree.SubElement(root, "testsuite", name="records")
        for problem in data["problems"]:
            title = f"{problem['code']} line {problem['line'] or 0} {problem['field']}".strip()
            _child(_test(suite, problem["file"], title), "failure", problem["code"], told(problem))
    for case in data["cases"]:
        _suite(root, case)
    for suite in root:
        tests = list(suite)
        suite.set("tests", str(len(tests)))
        suite.set("failures", str(sum(test.find("failure") is not None for test in tests)))
        suite.set("errors", "0")
    text = ElementTree.tostring(root, encoding="unicode")
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _suite(root: ElementTree.Element, case: Data) -> None:
    suite = ElementTree.SubElement(root, "testsuite", name=_clean(case["id"]))
    places: dict[str, list[Data]] = {request["id"]: [] for request in case["requests"]}
    for finding in case["findings"]:
        places.setdefault(finding["requests"][0] if finding["requests"] else "case", []).append(finding)
    for request, findings in places.items():
        test = _test(suite, case["id"], request)
        for finding in findings:
            tag = "failure" if finding["severity"] != "note" and not disputed(finding) else "system-out"
            quotes = "\n".join(f"> {quote['quote']}" for quote in finding["evidence"])
            text = f"{finding['message']}\n{quotes}\n{finding['ask']}"
            _child(test, tag, f"{finding['code']} {finding['name']}", text)


def _test(suite: ElementTree.Element, group: str, name: str) -> ElementTree.Element:
    return ElementTree.SubElement(suite, "testcase", classname=_clean(group), name=_clean(name))


def _child(test: ElementTree.Element, tag: str, title: str, text: str) -> None:
    if tag == "failure":
        ElementTree.SubElement(test, tag, message=_clean(title), type=_clean(title.split()[0])).text = _clean(text)
    else:
        ElementTree.SubElement(test, tag).text = _clean(f"{title}\n{text}")


def _clean(text: str) -> str:
    return FORBIDDEN.sub("\ufffd", text)
