"""Word documents: numbers as printed, changes as accepted, merged cells, notes."""

from __future__ import annotations

from pathlib import Path

from gapcheck.intake.blocks import check
from gapcheck.intake.readers import read
from tests.test_readers_hostile import word

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="115"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:pStyle w:val="Part"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="4"/></w:lvlOverride></w:num>
</w:numbering>"""
STYLES = f"""<w:styles {W}>
<w:style w:type="paragraph" w:styleId="Part"><w:name w:val="Part"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Sub"/><w:basedOn w:val="Part"/></w:style>
</w:styles>"""


def item(text: str, number: int, level: int = 0) -> str:
    return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def styled(text: str, style: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def plain(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_automatic_numbers_are_rebuilt_as_printed(tmp_path: Path) -> None:
    body = (
        styled("Offices", "Part") + item("The council asks:", 1) + item("Open offices", 1, 1) + item("in the north", 1, 2)
        + item("in the south", 1, 2) + item("Answer letters", 1, 1) + item("Again", 4, 2) + item("a bullet", 2)
        + styled("Letters", "Sub") + item("The end", 1)
    )  # fmt: skip
    source = read(word(tmp_path / "a.docx", body, numbering=NUMBERING, styles=STYLES))
    check(source)
    assert [(block.label, block.text) for block in source.blocks] == [
        ("I.", "Offices"), ("115.", "The council asks:"), ("115.1", "Open offices"), ("(a)", "in the north"),
        ("(b)", "in the south"), ("115.2", "Answer letters"), ("(d)", "Again"), ("•", "a bullet"), ("II.", "Letters"),
        ("116.", "The end"),
    ]  # fmt: skip


def test_tracked_changes_are_read_as_accepted_and_told(tmp_path: Path) -> None:
    change = 'w:id="1" w:author="a" w:date="2025-01-01T00:00:00Z"'
    gone = run("not ").replace("w:t ", "w:delText ").replace("/w:t>", "/w:delText>")
    body = plain(
        run("We will ")
        + f"<w:del {change}>{gone}</w:del>"
        + f"<w:ins {change}>{run('gladly ')}</w:ins>"
        + run("answer.")
    )
    source = read(word(tmp_path / "a.docx", body))
    assert [block.text for block in source.blocks] == ["We will gladly answer."]
    assert source.notes == ("tracked changes read as accepted",)


def test_merged_cells_and_paragraphs_in_cells_are_kept(tmp_path: Path) -> None:
    def cell(*paragraphs: str, more: str = "") -> str:
        return f"<w:tc><w:tcPr>{more}</w:tcPr>{''.join(plain(run(text)) for text in paragraphs)}</w:tc>"

    rows = (
        cell("Theme: offices", more='<w:gridSpan w:val="3"/>'),
        cell("115.1 Open offices", more='<w:vMerge w:val="restart"/>') + cell("Supported") + cell("Work", "Papers"),
        cell("", more="<w:vMerge/>") + cell("Noted") + cell("Money"),
    )
    grid = "<w:tblPr/><w:tblGrid>" + '<w:gridCol w:w="3000"/>' * 3 + "</w:tblGrid>"
    table = f"<w:tbl>{grid}{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    source = read(word(tmp_path / "a.docx", table + plain(run("End."))))
    check(source)
    assert [block.cells for block in source.blocks[:3]] == [
        ("Theme: offices", "", ""),
        ("115.1 Open offices", "Supported", "Work\nPapers"),
        ("", "Noted", "Money"),
    ]


def test_typed_numbers_and_tabs_are_labels(tmp_path: Path) -> None:
    body = plain(run("(a)") + "<w:r><w:tab/></w:r>" + run("Open offices;")) + plain(
        run("18") + "<w:r><w:tab/></w:r>" + run("Ratify it.")
    )
    source = read(word(tmp_path / "a.docx", body))
    assert [(block.label, block.text) for block in source.blocks] == [("(a)", "Open offices;"), ("18", "Ratify it.")]
