"""The tree that pandoc is given for a Word file: the same document as pandoc makes of the HTML itself."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO
from typing import Any

import pytest

from gapcheck import report
from gapcheck.report import docx
from gapcheck.report.pandoc import tree
from tests.report_support import checked, rendered
from tests.test_report import _hostile_run


def _paragraphs(file: bytes, name: str) -> list[str]:
    """Every paragraph with its styles, runs of one kind that follow each other made one."""
    text = zipfile.ZipFile(BytesIO(file)).read(name).decode()
    joined = re.sub(r"</w:t></w:r>\s*<w:r><w:t[^>]*>", "", text)
    joined = re.sub(
        r"(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)(<w:t[^>]*>[^<]*)</w:t></w:r><w:r>\1<w:t[^>]*>", r"\1\2", joined
    )
    return re.findall(r"<w:p>.*?</w:p>", joined, re.DOTALL)


@pytest.mark.parametrize("audience", report.AUDIENCES)
@pytest.mark.parametrize("hostile", [False, True])
def test_the_word_file_is_the_one_pandoc_makes_of_the_html(
    audience: str, hostile: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = _hostile_run() if hostile else checked()
    taken: list[str | None] = []

    def kept(source: str) -> str | None:
        taken.append(tree(source))
        return taken[-1]

    monkeypatch.setattr(docx, "tree", kept)
    ours = rendered(run, "docx", audience=audience)
    monkeypatch.setattr(docx, "tree", lambda source: None)
    theirs = rendered(run, "docx", audience=audience)
    assert taken[0], "our own templates never need pandoc's reader"
    for name in ("word/document.xml", "word/footnotes.xml"):
        assert _paragraphs(ours, name) == _paragraphs(theirs, name)


@pytest.mark.parametrize(
    "source",
    [
        "<p>not closed",
        "<p>a named letter: &nbsp;</p>",
        "<p><code>x</code></p>",
        "<video></video><p>x</p>",
        "<p>one</p> loose <p>two</p>",
        '<table><tbody><tr><td rowspan="2">x</td></tr></tbody></table>',
        '<table><colgroup><col style="width:50%"/><col style="width:50%"/></colgroup>'
        '<tbody><tr><td colspan="3">x</td></tr></tbody></table>',
        '<!DOCTYPE x [<!ENTITY a "b">]><p>&a;</p>',
    ],
)
def test_what_the_tree_does_not_know_is_left_to_pandoc(source: str) -> None:
    assert tree(source) is None


def test_a_users_template_of_other_html_still_makes_a_word_file(tmp_path: Any) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "report.docx.jinja").write_text(
        "<p>Ours<br>and <code>theirs</code>: {{ views[0].total }}", "utf-8"
    )
    file = rendered(checked(), "docx", templates_dir=tmp_path)
    assert "theirs" in zipfile.ZipFile(BytesIO(file)).read("word/document.xml").decode()


def test_the_tree_keeps_styles_notes_and_widths() -> None:
    source = (
        '<div data-custom-style="Gap Quote"><p> A <span lang="fr">mot</span>\n  more<a href="#n-1" epub:type="noteref">*</a></p></div>'
        '<table><caption>C</caption><colgroup><col style="width:40%"/><col style="width:60%"/></colgroup>'
        '<thead><tr><th colspan="2">both</th></tr></thead><tbody><tr><th scope="row">x</th><td></td></tr></tbody></table>'
        '<aside epub:type="footnote" id="n-1"><p>where</p></aside>'
    )
    made = tree(source)
    assert made
    quote, table = json.loads(made)["blocks"]
    assert quote["c"][0] == ["", [], [["custom-style", "Gap Quote"]]]
    words = quote["c"][1][0]["c"]
    assert [part["t"] for part in words] == ["Str", "Span", "Str", "Note"]
    assert [part["c"] for part in words if part["t"] == "Str"] == ["A ", " more"]
    assert words[-1]["c"] == [{"t": "Para", "c": [{"t": "Str", "c": "where"}]}]
    assert [column[1]["c"] for column in table["c"][2]] == [0.4, 0.6]
    assert [cell[3] for cell in table["c"][3][1][0][1]] == [2]


def test_a_report_too_long_for_pandoc_is_refused_before_it_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    from gapcheck.errors import GapcheckError

    monkeypatch.setattr(docx, "LONGEST", 100)
    with pytest.raises(GapcheckError, match="too long"):
        rendered(checked(), "docx")
