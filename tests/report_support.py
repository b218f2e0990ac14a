"""A small case with findings of every kind, made by hand so that no rule's change moves the reports' tests."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pypandoc
import yaml
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from gapcheck import engine, report
from gapcheck.model import Case, CaseRun, Gap, Limit, Procedure, Severity, Status, Verdict, quote
from gapcheck.rules.base import Rule
from tests.support import case_from

VERSION = "9.9"
MANUAL = "Something is missing.\n\n## What it checks\n\nWhether `all` is there.\n\n## What it cannot see\n\nWhat is not written."
CASE: dict[str, Any] = yaml.safe_load("""
document: {symbol: CO/2, title: Second observations, state: SVN, reply_due: "2025-06-16", body: Committee of Examples}
reply: {symbol: RE/2, words: 1200}
requests:
  - id: "1"
    title: Inspections
    text: Take the following measures on inspections.
    themes: [labour]
    sub_items:
      - {id: 1.a, text: Inspect every farm each year., paragraphs: ["40"], statistics: [{indicator: farm inspections, years: [2023, 2024], by: [region], terms: [farms inspected]}]}
      - {id: 1.b, text: Fund the shelters in rural areas., paragraphs: ["41", "42"]}
      - {id: 1.c, text: Amend the Shelter Act.}
  - {id: "2", title: Training, text: "Train judges, prosecutors and police officers.", themes: [training]}
  - {id: "3", text: "Ratify the protocol without delay, and publish the text of it in every official language of the country."}
responses:
  - {answers: [1.a], page: 2, paragraphs: ["7", "8"], text: "In 2023, 73 farms were inspected. The Labour Act of 5 May 2011 gives inspectors the power to enter. Twelve judges were trained in Maribor on 4 March 2024."}
  - {answers: [1.c], page: 3, text: The law does not provide for such an amendment.}
  - {answers: ["2"], page: 3, text: "Fourteen judges were trained in Ljubljana on 4 March 2024. The Labour Act of 5 May 2011 gives inspectors the power to enter."}
  - {answers: ["3"], position: accepted}
evaluations:
  evaluations: [{covers: [1.a], grade: C, text: Not implemented.}]
evidence:
  statements: [{about: [1.b], text: Two of five shelters closed in 2024., page: 9}]
""")


def case(data: Mapping[str, Any] = CASE) -> Case:
    return case_from(data)


def _gaps(case: Case) -> Iterator[tuple[str, str, Severity, Gap]]:
    by = case.recommendations.by_id
    first, law, second = case.responses[0], case.responses[1], case.responses[2]
    yield "ANS001", "unanswered-sub-item", Severity.ERROR, Gap(
        message="The reply has no response to 1.b.", ask="Please provide the information requested in 1.b.",
        requests=("1.b",), quotes=(quote(by["1.b"], "text"),), settles=Status.UNANSWERED,
    )  # fmt: skip
    at = law.text.index("does not provide")
    yield "ANS004", "declined", Severity.WARNING, Gap(
        message="The reply to 1.c says that the law does not provide for it.", ask="Is an amendment of the Shelter Act intended?",
        requests=("1.c",), quotes=(quote(law, "text", at, at + 16),), settles=Status.DECLINED,
    )  # fmt: skip
    yield "STA002", "missing-years", Severity.NOTE, Gap(
        message="The figures on farm inspections stop at 2023.", ask="How many farms were inspected in 2024?",
        requests=("1.a",), quotes=(quote(first, "text", 0, 33),), settles=Status.PARTLY_ANSWERED,
    )  # fmt: skip
    yield "ANS010", "position-only", Severity.NOTE, Gap(
        message="The reply to 3 is a position without a text.", requests=("3",),
        quotes=(quote(by["3"], "text", 0, 19),), settles=Status.POSITION_ONLY,
    )  # fmt: skip
    left, right = first.text.index("Twelve"), 0
    yield "REP001", "repeated-text", Severity.WARNING, Gap(
        message="A passage of the answer to 1.a stands again in the answer to 2.", ask="What was done for 2 in particular?",
        requests=("1.a", "2"), responses=("r1", "r3"), quotes=(quote(first, "text", left), quote(second, "text", right, second.text.index("The Labour"))),
    )  # fmt: skip
    yield "REF001", "wrong-reference", Severity.NOTE, Gap(message="The reply dates the recommendation otherwise.")


def checked(data: Mapping[str, Any] = CASE, limit: int = 0, more: Sequence[Verdict] = ()) -> CaseRun:
    """The case with its findings, one of them confirmed by a person; `more` are further verdicts, whose `fingerprint` may
    be a rule's code instead."""
    made = case(data)
    if limit:
        object.__setattr__(
            made,
            "procedure",
            Procedure(id="X", body="Examples", limits=(Limit(document="ngo", words=limit, source="Rules of 2020"),)),
        )
    rules = []
    for code, name, severity, gap in _gaps(made):
        rules.append(
            Rule(code=code, name=name, severity=severity, check=lambda _, gap=gap: iter((gap,)), manual=MANUAL)
        )
    run = engine.check_case(made, rules)
    mark = next(finding.fingerprint for finding in run.findings if finding.code == "STA002")
    verdict = Verdict(fingerprint=mark, verdict="accepted", by="A. Reader", on="2026-01-02", why="checked by hand")
    marks = {finding.code: finding.fingerprint for finding in run.findings}
    others = [replace(one, fingerprint=marks.get(one.fingerprint, one.fingerprint)) for one in more]
    return engine.check_case(made, rules, verdicts=[verdict, *others])


def rendered(run: CaseRun, format: str, **options: Any) -> bytes:
    manuals = {finding.code: (finding.name, MANUAL) for finding in run.findings}
    return report.render([run], format=format, version=VERSION, manuals=manuals, **options)


def words(text: str) -> str:
    """The text with one space between words and none before or after a mark of emphasis."""
    return " ".join(text.split())


def html_text(page: bytes) -> str:
    tree = HTMLParser(page)
    for node in tree.css("style, script, template"):
        node.decompose()
    assert tree.body is not None
    return words(tree.body.text(separator=""))


def markdown_text(source: bytes) -> str:
    """The words that a reader of the rendered Markdown sees."""
    from markdown_it import MarkdownIt

    page = MarkdownIt("commonmark", {"html": False}).enable("table").render(source.decode())
    return html_text(page.encode())


def docx_text(file: bytes) -> str:
    """The words of the body and the foot notes."""
    archive = zipfile.ZipFile(io.BytesIO(file))
    text = ""
    for name in ("word/document.xml", "word/footnotes.xml"):
        xml = archive.read(name).decode()
        xml = re.sub(r"</w:p>|</w:tc>|<w:footnoteReference[^>]*>|<w:br\s*/>", " ", xml)
        xml = re.sub(r"<w:instrText.*?</w:instrText>", "", xml, flags=re.DOTALL)
        text += re.sub(r"<[^>]+>", "", xml.replace("\n", "")) + " "
    return words(text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&"))


def pandoc_markdown(file: bytes) -> str:
    done = subprocess.run(
        [pypandoc.get_pandoc_path(), "--sandbox", "-f", "docx", "-t", "gfm-raw_html", "--wrap=none"],
        input=file, capture_output=True, check=True,
    )  # fmt: skip
    return done.stdout.decode()
