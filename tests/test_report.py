"""The reports: the same in three formats, safe with hostile text, the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from gapcheck import engine, report
from gapcheck.errors import GapcheckError
from gapcheck.procedures import procedure_for
from gapcheck.records.store import load
from gapcheck.report.facts import facts
from gapcheck.rules import RULES
from tests.report_support import CASE, VERSION, checked, docx_text, html_text, markdown_text, rendered, words

TEXTS = {"md": markdown_text, "html": html_text, "docx": docx_text}
SMALL = [(format, audience) for format in report.FORMATS for audience in report.AUDIENCES]


@pytest.mark.parametrize("format", report.FORMATS)
@pytest.mark.parametrize("audience", ["full", "staff"])
def test_every_format_says_every_finding_quote_question_and_status(format: str, audience: str) -> None:
    run = checked()
    text = TEXTS[format](rendered(run, format, audience=audience))
    view = facts(run, audience=audience)
    said = [
        view.summary,
        *(fact.value for fact in view.facts),
        *(series.indicator for series in view.statistics.series),
    ]
    for request in (request for item in view.items for request in item.requests):
        said += [request.text, request.reference, request.status_label, *(a.reference for a in request.answers)]
        for finding in request.findings:
            said += [finding.message, finding.ask, finding.verdict, finding.code]
            said += [exact for quote in finding.quotes for exact in (*quote.exact, quote.reference)]
        said += [exact for quote in request.evidence for exact in quote.exact]
    said += [finding.message for finding in view.general]
    assert view.general
    assert len(said) > 40
    for sentence in said:
        assert words(sentence) in text, f"{format} does not say: {sentence}"


def test_the_three_formats_say_the_same_sentences_of_findings_in_the_same_order() -> None:
    run = checked()
    orders = []
    messages = [finding.message for finding in run.findings]
    for format, text_of in TEXTS.items():
        text = text_of(rendered(run, format))
        orders.append(sorted(messages, key=text.index))
    assert orders[0] == orders[1] == orders[2]


@pytest.mark.parametrize(("format", "audience"), SMALL)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_same_case_gives_the_same_bytes(format: str, audience: str, language: str) -> None:
    first = rendered(checked(), format, audience=audience, language=language)
    assert first == rendered(checked(), format, audience=audience, language=language)
    assert len(first) > 500


def test_statuses_add_up_to_the_number_of_requests() -> None:
    view = facts(checked())
    assert sum(count.n for count in view.counts) == view.total == 5
    assert sum(len(row.cells) for row in view.rows) == view.total
    assert [count.n for count in view.counts] == [1, 1, 0, 1, 0, 0, 1, 1]


def test_a_case_without_a_reply_is_reported_without_statuses() -> None:
    data = {key: value for key, value in CASE.items() if key not in ("responses", "reply")}
    from gapcheck import engine
    from tests.support import case_from

    run = engine.check_case(case_from(data), [])
    for format in report.FORMATS:
        assert "no reply on record" in TEXTS[format](rendered(run, format))


HOSTILE = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "link": "[press](javascript:alert(3)) ![p](http://evil.example/x.png) <http://evil.example> http://evil.example www.evil.example me@evil.example",
    "marks": "# not a head *not em* _not em_ __not__ ~~not~~ `not code` $not$ &lt;b&gt; &copy; |cell| --- > not a quote",
    "list": "1. not an item",
    "template": "{{ 7*7 }} {% raw %} {# gone #}",
    "controls": "bell\x07 null\x00 line\u2028sep end",
    "words": "w:p </w:t></w:r> ]]> <!-- not a comment -->",
}


def _hostile() -> Any:
    return {
        **CASE,
        "document": {**CASE["document"], "title": HOSTILE["script"], "symbol": HOSTILE["marks"], "body": HOSTILE["link"]},
        "requests": {"1": {"text": HOSTILE["script"], "themes": [HOSTILE["link"]], "title": HOSTILE["marks"]}, "2": HOSTILE["list"]},
        "responses": [{"answers": ["1"], "text": HOSTILE["link"] + "\n\n" + HOSTILE["template"]}, {"answers": ["2"], "text": HOSTILE["controls"] + " " + HOSTILE["words"]}],
        "evaluations": {"evaluations": [{"covers": ["1"], "grade": "<b>", "text": "x"}]},
        "evidence": {"statements": [{"about": ["2"], "text": HOSTILE["marks"]}]},
    }  # fmt: skip


def _hostile_run() -> Any:
    from gapcheck import engine
    from gapcheck.model import Gap, Severity, Status, quote
    from gapcheck.rules.base import Rule
    from tests.support import case_from

    case = case_from(_hostile())
    gaps = [
        Gap(
            message=HOSTILE["link"],
            ask=HOSTILE["marks"],
            requests=("1",),
            quotes=tuple(quote(r, "text") for r in case.responses),
            settles=Status.PARTLY_ANSWERED,
        )
    ]
    rule = Rule(code="X001", name="x<y", severity=Severity.ERROR, check=lambda _: iter(gaps), manual="<i>x</i>")
    return engine.check_case(case, [rule])


@pytest.mark.parametrize("audience", report.AUDIENCES)
def test_nothing_from_a_record_becomes_markup_in_html(audience: str) -> None:
    page = rendered(_hostile_run(), "html", audience=audience)
    tree = HTMLParser(page)
    assert len(tree.css("script")) == 1
    assert not tree.css("img, b, i, iframe, object, embed, form[action]")
    assert not [a for a in tree.css("a") if not (a.attributes["href"] or "").startswith("#")]
    assert HOSTILE["script"] in html_text(page)
    assert b"\x07" not in page
    assert b"\x00" not in page


@pytest.mark.parametrize("audience", report.AUDIENCES)
def test_nothing_from_a_record_becomes_markup_in_markdown(audience: str) -> None:
    from markdown_it import MarkdownIt

    source = rendered(_hostile_run(), "md", audience=audience)
    page = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(source.decode())
    tree = HTMLParser(page)
    assert not tree.css("script, img, a, b, code, s, del")
    assert not re.search(rb"(?m)^ {0,3}(<|```|~~~)", source)
    shown = markdown_text(source)
    held = (
        ("script", "marks", "link")
        if audience in ("ngo", "public")
        else ("script", "marks", "link", "list", "template")
    )
    for name in held:
        assert words(HOSTILE[name]) in shown


def test_nothing_from_a_record_becomes_markup_in_word() -> None:
    from xml.etree import ElementTree

    file = rendered(_hostile_run(), "docx")
    archive = zipfile.ZipFile(io.BytesIO(file))
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(archive.read(name))
    assert b"evil.example" not in archive.read("word/_rels/document.xml.rels")
    text = docx_text(file)
    for hostile in (HOSTILE["script"], words(HOSTILE["marks"]), HOSTILE["template"]):
        assert hostile in text


def test_an_unknown_name_in_a_users_template_is_told_with_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "report.md.jinja").write_text("# Ours\n\n{{ views[0].titel }}\n", "utf-8")
    with pytest.raises(GapcheckError) as caught:
        rendered(checked(), "md", templates_dir=tmp_path)
    problem = caught.value.problems[0]
    assert (problem.file.endswith("full/report.md.jinja"), problem.line) == (True, 3)
    assert "titel" in problem.message


def test_a_syntax_error_in_a_users_template_is_told_with_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "report.html.jinja").write_text("<p>\n{% for view in views %}\n", "utf-8")
    with pytest.raises(GapcheckError) as caught:
        rendered(checked(), "html", templates_dir=tmp_path)
    assert caught.value.problems[0].file.endswith("full/report.html.jinja")
    assert caught.value.problems[0].line > 0


def test_a_users_template_wins_and_the_others_stay(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "method.md.jinja").write_text("## Our own method: {{ view.total }} requests\n", "utf-8")
    text = rendered(checked(), "md", templates_dir=tmp_path).decode()
    assert "## Our own method: 5 requests" in text
    assert "The reply has no response to 1.b." in text


@pytest.mark.parametrize(("option", "value"), [("format", "pdf"), ("audience", "press"), ("language", "xx")])
def test_an_unknown_choice_is_refused_with_the_choices(option: str, value: str) -> None:
    choices: dict[str, Any] = {"format": "md", option: value}
    with pytest.raises(GapcheckError) as caught:
        report.render([checked()], **choices)
    assert caught.value.problems[0].found == value
    assert caught.value.problems[0].expected


def test_two_cases_in_one_page_keep_their_anchors_apart() -> None:
    page = report.render([checked(), checked()], format="html", version=VERSION)
    ids = [node.attributes["id"] for node in HTMLParser(page).css("[id]")]
    assert "asked-r-1.a" in ids


@pytest.mark.parametrize("name", ["full.md", "public.md", "ngo.md", "full-fr.md"])
def test_the_markdown_is_the_golden_one(name: str, golden: Any) -> None:
    audience, _, language = name.removesuffix(".md").partition("-")
    text = rendered(checked(), "md", audience=audience, language=language or "en").decode()
    parts = re.split(r"(?m)^(?=## )", text)  # what is read out of the answers is tested where it is read
    drawn = ("## Statisti", "## When", "## Quand")
    golden(f"report-{name}", "".join(part for part in parts if not part.startswith(drawn)))


def test_a_long_list_without_sub_items_is_told_in_tens_and_stays_whole() -> None:
    from gapcheck import engine
    from tests.support import case_from

    requests = [{"id": f"115.{n}", "text": f"Take measure {n}."} for n in range(1, 36)]
    run = engine.check_case(case_from({"requests": requests, "responses": []}), [])
    view = facts(run)
    assert [row.label for row in view.rows] == ["115.1–115.10", "115.11–115.20", "115.21–115.30", "115.31–115.35"]
    assert [request.id for item in view.items for request in item.requests] == [request["id"] for request in requests]
    assert [cell.letter for cell in view.rows[3].cells] == ["31", "32", "33", "34", "35"]


@pytest.mark.parametrize("audience", ["full", "staff", "ngo", "public"])
@pytest.mark.parametrize("format_", ["md", "html", "docx"])
def test_every_report_says_on_which_wording_it_rests(audience: str, format_: str) -> None:
    text = TEXTS[format_](rendered(checked(), format_, audience=audience))
    assert "The passages in this report are the words of the official documents." in text


@pytest.mark.parametrize("format_", ["md", "html", "docx"])
def test_the_page_for_the_public_shows_the_passage_that_a_claim_rests_on(format_: str) -> None:
    text = TEXTS[format_](rendered(checked(), format_, audience="public"))
    claim = "The reply to 1.c says that the law does not provide for it."
    shown = text.split(claim, 1)[1]
    assert "does not provide for such an amendment" in (
        shown.split("partly answered", 1)[0] if format_ == "md" else shown
    )


def test_passages_told_twice_have_headings_of_their_own() -> None:
    store = load([Path(__file__).parent.parent / "data"], procedure_for=procedure_for)
    view = facts(engine.check_case(store.case("aze-greta-2023"), [rule for rule in RULES if rule.code == "REP001"]))
    titles = [one.title for one in view.repeats]
    assert len(titles) > 5
    assert len(set(titles)) == len(titles)
    assert {"1 · 6.a", "1 · 7.a"} <= set(titles), "a set of columns is named after the answers it shows"
