"""The HTML page and the Word file: structure, accessibility, what an office needs."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zipfile
from collections import Counter
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from gapcheck import report, resources
from tests.report_support import checked, rendered

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PAGES = [(audience, language) for audience in report.AUDIENCES for language in ("en", "fr")]


@pytest.fixture(scope="module", params=PAGES, ids="-".join)
def page(request: pytest.FixtureRequest) -> tuple[HTMLParser, str]:
    audience, language = request.param
    text = rendered(checked(), "html", audience=audience, language=language).decode()
    return HTMLParser(text), text


def test_every_anchor_leads_somewhere_and_is_there_once(page: tuple[HTMLParser, str]) -> None:
    tree, _ = page
    ids = Counter(node.attributes["id"] for node in tree.css("[id]"))
    assert [name for name, n in ids.items() if n > 1] == []
    targets = [node.attributes["href"] for node in tree.css("a[href], use[href]")]
    assert targets
    assert [target for target in targets if target and target[1:] not in ids] == []
    named = " ".join(node.attributes["aria-labelledby"] or "" for node in tree.css("[aria-labelledby]")).split()
    assert [name for name in named if name not in ids] == []


def test_headings_begin_at_one_and_skip_no_level(page: tuple[HTMLParser, str]) -> None:
    levels = [int(node.tag[1]) for node in page[0].css("h1, h2, h3, h4, h5, h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(lower - upper <= 1 for upper, lower in pairwise(levels))


def test_the_page_has_landmarks_a_language_a_title_and_a_skip_link(page: tuple[HTMLParser, str]) -> None:
    tree, _ = page
    assert len(tree.css("main")) == len(tree.css("body > header")) == len(tree.css("nav")) == 1
    root = tree.css_first("html")
    assert root is not None
    assert root.attributes["lang"] in ("en", "fr")
    title = tree.css_first("title")
    assert title is not None
    assert title.text().strip()
    first = tree.css_first("body > a")
    assert first is not None
    assert first.attributes["class"] == "skip"


def test_tables_have_header_cells_with_a_scope(page: tuple[HTMLParser, str]) -> None:
    for table in page[0].css("table"):
        assert table.css("th")
        assert all(cell.attributes.get("scope") in ("col", "row") for cell in table.css("th"))


def test_pictures_have_a_title_and_a_description_or_are_hidden(page: tuple[HTMLParser, str]) -> None:
    for picture in page[0].css("svg"):
        hidden = picture.attributes.get("aria-hidden") == "true"
        named = bool(picture.css("title") and picture.css("desc")) or "aria-label" in picture.attributes
        assert hidden or (picture.attributes.get("role") == "img" and named)


def test_nothing_is_fetched_and_only_our_script_runs(page: tuple[HTMLParser, str]) -> None:
    tree, text = page
    assert not re.search(r"(?:src|href|action)=[\"']?(?:https?:|//|data:text)", text)
    assert not re.search(r"url\(\s*[\"']?(?!#)", "".join(node.text() for node in tree.css("style")))
    (script,) = tree.css("script")
    digest = base64.b64encode(hashlib.sha256((script.text() or "").encode()).digest()).decode()
    policy = tree.css_first("meta[http-equiv=Content-Security-Policy]")
    assert policy is not None
    assert f"'sha256-{digest}'" in (policy.attributes["content"] or "")
    assert "default-src 'none'" in (policy.attributes["content"] or "")


def test_status_is_never_said_by_colour_alone() -> None:
    tree = HTMLParser(rendered(checked(), "html"))
    for cell in tree.css("a.cell"):
        label = cell.css_first(".vh")
        assert label is not None
        assert label.text().strip(": ")
    shapes = [path.attributes["d"] for path in tree.css("symbol path.shape")]
    extra = [len(symbol.css("path")) for symbol in tree.css("symbol")]
    assert len(set(zip(shapes, extra, strict=True))) >= 7


def _colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_and_its_ground_keep_the_contrast_of_aa(theme: str) -> None:
    css = (resources.folder("templates") / "full" / "report.css").read_text("utf-8")
    css = re.sub(r"#fff\b", "#ffffff", css)
    light = _colours(css.split("@media", 1)[0])
    dark = {
        **light,
        **_colours(css.split("@media (prefers-color-scheme: dark)", 1)[1].split("@media", 1)[0].split("}", 1)[0]),
    }
    colours = light if theme == "light" else dark
    pairs = [
        ("ink", "paper"),
        ("soft", "paper"),
        ("accent", "paper"),
        ("ink", "wash"),
        ("soft", "wash"),
        ("ink", "tint"),
        ("ink", "loud"),
        ("focus", "paper"),
    ]
    pairs += [("on-dark", f"s{n}") for n in range(1, 5)] + [("on-light", f"s{n}") for n in (5, 6, 7)] + [("soft", "s8")]
    assert [
        (pair, round(_contrast(colours[pair[0]], colours[pair[1]]), 2))
        for pair in pairs
        if _contrast(colours[pair[0]], colours[pair[1]]) < 4.5
    ] == []


def test_the_statuses_grow_lighter_from_no_answer_to_answered_also_in_grey() -> None:
    css = (resources.folder("templates") / "full" / "report.css").read_text("utf-8")
    colours = _colours(css.split("@media", 1)[0])
    ramp = [_light(colours[f"s{n}"]) for n in (1, 2, 3, 4, 5, 6)]
    assert ramp == sorted(ramp)


@pytest.fixture(scope="module")
def word() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(rendered(checked(), "docx")))


def _part(word: zipfile.ZipFile, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(word.read(name))


def test_the_word_file_uses_only_styles_it_defines_and_ours_by_name(word: zipfile.ZipFile) -> None:
    styles = {style.get(f"{W}styleId"): style for style in _part(word, "word/styles.xml").iter(f"{W}style")}
    document = _part(word, "word/document.xml")
    used = {node.get(f"{W}val") for tag in ("pStyle", "rStyle", "tblStyle") for node in document.iter(f"{W}{tag}")}
    assert used - set(styles) == set()
    assert {
        "GapRequest",
        "GapQuote",
        "GapFinding",
        "GapQuestion",
        "GapReference",
        "Heading1",
        "Heading2",
        "Heading3",
    } <= used


def test_no_row_of_a_word_table_breaks_over_pages_and_header_rows_are_repeated(word: zipfile.ZipFile) -> None:
    document = _part(word, "word/document.xml")
    rows = list(document.iter(f"{W}tr"))
    assert rows
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    headed = [table for table in document.iter(f"{W}tbl") if table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None]
    assert len(headed) >= 5


def test_the_matrix_of_the_word_file_lies_on_its_side(word: zipfile.ZipFile) -> None:
    sections = list(_part(word, "word/document.xml").iter(f"{W}sectPr"))
    sides = [section.find(f"{W}pgSz").get(f"{W}orient", "portrait") for section in sections]  # type: ignore[union-attr]
    assert sides == ["portrait", "landscape", "portrait"]


def test_the_contents_of_the_word_file_lead_to_headings(word: zipfile.ZipFile) -> None:
    document = _part(word, "word/document.xml")
    marks = {mark.get(f"{W}name") for mark in document.iter(f"{W}bookmarkStart")}
    links = [link.get(f"{W}anchor") for link in document.iter(f"{W}hyperlink")]
    assert len(links) >= 8
    assert set(links) <= marks
    starts = [node.get(f"{W}fldCharType") for node in document.iter(f"{W}fldChar")]
    assert starts == ["begin", "separate", "end"]


@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("fr", "fr-FR")])
def test_the_word_file_has_a_language_a_title_and_alternative_texts(language: str, tag: str) -> None:
    archive = zipfile.ZipFile(io.BytesIO(rendered(checked(), "docx", language=language)))
    core = archive.read("docProps/core.xml").decode()
    assert f"<dc:language>{tag}</dc:language>" in core
    assert re.search(r"<dc:title>[^<]+</dc:title>", core)
    assert f'w:val="{tag}"' in archive.read("word/styles.xml").decode()
    pictures = re.findall(r"<wp:docPr [^>]*>", archive.read("word/document.xml").decode())
    assert pictures
    assert all(re.search(r'descr="[^"]+"', picture) for picture in pictures)


def test_sources_of_quotes_are_foot_notes(word: zipfile.ZipFile) -> None:
    notes = "".join(_part(word, "word/footnotes.xml").itertext())
    assert "replied: RE/2, page 3, answer r2" in notes


def test_the_reference_document_is_what_its_script_makes(tmp_path: Any) -> None:
    import runpy

    folder = resources.folder("templates")
    script = runpy.run_path(str(folder / "make_reference.py"))
    script["main"](tmp_path / "reference.docx")
    made, kept = (zipfile.ZipFile(path / "reference.docx") for path in (tmp_path, folder))
    for name in ("word/styles.xml", "word/document.xml", "word/footer1.xml"):
        assert made.read(name) == kept.read(name), f"{name}: run python templates/make_reference.py"


def test_a_position_in_many_words_stands_below_its_answer_and_not_in_the_margin() -> None:
    import copy

    from tests.report_support import CASE

    data = copy.deepcopy(CASE)
    answered = next(one for one in data["responses"] if one.get("text"))
    answered |= {
        "position": "accepted",
        "position_words": "the recommendation is accepted in full, say the four governments",
    }
    page = HTMLParser(rendered(checked(data), "html"))
    assert any("four governments" in (node.text() or "") for node in page.css(".replied .review"))
    assert not any("four governments" in (node.text() or "") for node in page.css(".side"))
