"""Markdown and HTML: labels as printed, nothing dropped, nothing run."""

from __future__ import annotations

from gapcheck.intake.blocks import Kind, Source, check
from gapcheck.intake.readers import html, markdown


def md(text: str) -> Source:
    source = markdown.read(text.encode(), "a.md")
    check(source)
    return source


def page(body: str, head: str = "") -> Source:
    source = html.read(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode(), "a.html")
    check(source)
    return source


def shown(source: Source) -> list[tuple[str, int, str]]:
    return [(block.label, block.level, block.text) for block in source.blocks if block.content]


def test_a_grade_in_brackets_is_no_link_definition() -> None:
    source = md("[C]: Paragraph 16 (a) and (b)\n\nThe committee regrets it.\n\n[B1]: https://example.org\n")
    assert [text for _, _, text in shown(source)] == [
        "[C]: Paragraph 16 (a) and (b)",
        "The committee regrets it.",
        "[B1]: https://example.org",
    ]


def test_lists_in_markdown_keep_the_numbers_of_the_source() -> None:
    source = md(
        "3. Pay\n4. Report:\n   - to the council\n   - to the public\n\n7) Close\n\n- 1. Recommendation - answer;\n- ✓ Meetings\n"
    )
    assert shown(source) == [
        ("3.", 0, "Pay"), ("4.", 0, "Report:"), ("-", 1, "to the council"), ("-", 1, "to the public"), ("7)", 1, "Close"),
        ("1.", 0, "Recommendation - answer;"), ("✓", 1, "Meetings"),
    ]  # fmt: skip


def test_letters_typed_in_one_markdown_paragraph_are_items() -> None:
    source = md("The council asks to:\n(a) pay the fines back;\n(b) report on the fines\nwithin a year.\n")
    assert [(label, text) for label, _, text in shown(source)] == [
        ("", "The council asks to:"), ("(a)", "pay the fines back;"), ("(b)", "report on the fines within a year."),
    ]  # fmt: skip


def test_raw_html_in_markdown_is_text_and_comments_are_furniture() -> None:
    source = md("One <script>alert(1)</script> two.\n\n<!-- a remark -->\n\n```\ncode\n```\n")
    assert [text for _, _, text in shown(source)] == ["One <script>alert(1)</script> two.", "code"]
    assert [source.text[block.start : block.end] for block in source.blocks if block.kind is Kind.FURNITURE] == [
        "<!-- a remark -->",
    ]


def test_headings_tables_and_notes_of_markdown() -> None:
    source = md("## 2. Offices[^1]\n\n|A|B|\n|---|---|\n|one **two**|three|\n\n[^1]: In towns.\n")
    assert [
        (block.kind, block.label, block.text, block.level)
        for block in source.blocks
        if block.kind is not Kind.FURNITURE
    ] == [
        (Kind.HEADING, "2.", "Offices", 2),
        (Kind.TABLE_ROW, "", "A | B", 0),
        (Kind.TABLE_ROW, "", "one two | three", 0),
        (Kind.FOOTNOTE, "1", "In towns.", 0),
    ]


def test_html_lists_are_numbered_as_a_browser_does() -> None:
    source = page(
        '<ol start="3"><li>c<li value="7">g<ol type="i"><li>one<li>two</ol><li>h</ol>'
        '<ol type="A" reversed><li>b<li>a</ol><ol style="list-style-type: lower-alpha"><li>x</ol><ul><li>y</ul>'
    )
    assert [(label, text) for label, _, text in shown(source)] == [
        ("3.", "c"), ("7.", "g"), ("i.", "one"), ("ii.", "two"), ("8.", "h"), ("B.", "b"), ("A.", "a"), ("a.", "x"), ("•", "y"),
    ]  # fmt: skip


def test_hidden_parts_scripts_and_menus_are_no_body() -> None:
    source = page(
        "<nav><a>Home</a></nav><p>Body</p><p style='display:none'>gone</p><div hidden>gone</div><script>x</script>"
        "<template>gone</template><footer>Contact</footer>", head="<title> A  title </title><style>p{}</style>",
    )  # fmt: skip
    assert [text for _, _, text in shown(source)] == ["Body"]
    assert [block.text for block in source.blocks if block.kind is Kind.FURNITURE] == ["Home", "Contact"]
    assert source.title == "A title"


def test_text_without_a_paragraph_and_line_breaks_before_labels_are_read() -> None:
    source = page("Loose <b>text</b><br>goes on<br>(a) one;<br>(b) two<div>inner</div>tail")
    assert [(label, text) for label, _, text in shown(source)] == [
        ("", "Loose text goes on"), ("(a)", "one;"), ("(b)", "two"), ("", "inner"), ("", "tail"),
    ]  # fmt: skip


def test_merged_cells_of_an_html_table_are_empty_ones() -> None:
    source = page("<table><tr><th colspan=2>T<tr><td rowspan=2>a<td>b<tr><td>c</table>")
    assert [block.cells for block in source.blocks] == [("T", ""), ("a", "b"), ("", "c")]


def test_the_declared_character_set_of_a_page_is_followed() -> None:
    data = '<html><head><meta charset="windows-1251"></head><body><p>Совет</p></body></html>'.encode("cp1251")
    assert [block.text for block in html.read(data, "a.html").blocks] == ["Совет"]
