"""JUnit XML: one suite a case, one test a finding and one for each request without any; record problems are a suite of
their own. A test has one result at most, since many readers of this format know no more: a disputed finding is a skipped
test, a note a passed one that says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from gapcheck.outputs import Data, Manuals, disputed, told, verdict_told

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML 1.0 document may hold (XML 1.0, production 2)."""


def stream(data: Data, manuals: Manuals) -> Iterator[str]:
    root = ElementTree.Element("testsuites", name="gapcheck")
    if data["problems"]:
        suite = ElementTree.SubElement(root, "testsuite", name="records")
        for problem in data["problems"]:
            title = f"{problem['code']} line {problem['line'] or 0} {problem['field']}".strip()
            _result(_test(suite, problem["file"], title), "failure", problem["code"], told(problem))
    for case in data["cases"]:
        _suite(root, case)
    for suite in root:
        tests = list(suite)
        suite.set("tests", str(len(tests)))
        suite.set("failures", str(sum(test.find("failure") is not None for test in tests)))
        suite.set("errors", "0")
        suite.set("skipped", str(sum(test.find("skipped") is not None for test in tests)))
    text = ElementTree.tostring(root, encoding="unicode")
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _suite(root: ElementTree.Element, case: Data) -> None:
    suite = ElementTree.SubElement(root, "testsuite", name=_clean(case["id"]))
    places: dict[str, list[Data]] = {request["id"]: [] for request in case["requests"]}
    for finding in case["findings"]:
        places.setdefault(finding["requests"][0] if finding["requests"] else "case", []).append(finding)
    for request, findings in places.items():
        if not findings:
            _test(suite, case["id"], request)
        for finding in findings:
            title = f"{finding['code']} {finding['name']}"
            test = _test(suite, case["id"], f"{request} {title}")
            if disputed(finding):
                _result(test, "skipped", verdict_told(finding), _text(finding))
            elif finding["severity"] == "note":
                ElementTree.SubElement(test, "system-out").text = _clean(_text(finding))
            else:
                _result(test, "failure", title, _text(finding))


def _text(finding: Data) -> str:
    lines = [finding["message"]]
    for quote in finding["evidence"]:
        lines.append(":".join(str(part) for part in (quote["file"], quote["line"]) if part))
        lines.append(f"> {quote['quote']}")
    return "\n".join(line for line in [*lines, finding["ask"]] if line)


def _test(suite: ElementTree.Element, group: str, name: str) -> ElementTree.Element:
    return ElementTree.SubElement(suite, "testcase", classname=_clean(group), name=_clean(name), time="0")


def _result(test: ElementTree.Element, tag: str, title: str, text: str) -> None:
    result = ElementTree.SubElement(test, tag, message=_clean(title))
    if tag == "failure":
        result.set("type", _clean(title.split()[0]))
    result.text = _clean(text)


def _clean(text: str) -> str:
    return FORBIDDEN.sub("\ufffd", text)
