"""PDF: the order of reading, what repeats, what is joined; on pages set by us."""

from __future__ import annotations

from pathlib import Path

from gapcheck.intake.blocks import Block, Kind, Source, check
from gapcheck.intake.readers import read
from tests.readers import LONG, pdf

HEAD = "#set page(width: 14cm, height: 16cm, header: [Council on Papers #h(1fr) CP/{0}], footer: context align(right, counter(page).display()))\n#set text(size: 10pt)\n"


def made(markup: str, folder: Path) -> Source:
    source = read(pdf(markup, folder / "a.pdf"))
    check(source)
    return source


def body(source: Source) -> list[Block]:
    return [block for block in source.blocks if block.content]


def test_running_heads_and_page_numbers_are_furniture_and_cut_no_sentence(tmp_path: Path) -> None:
    markup = (
        HEAD.replace("{0}", "7")
        + "#set par(justify: true)\n"
        + "\n\n".join(f"{number}. {LONG}" for number in range(1, 12))
    )
    source = made(markup, tmp_path)
    assert source.pages >= 3
    assert [(block.label, block.text) for block in body(source)] == [(f"{number}.", LONG) for number in range(1, 12)]
    furniture = [block.text for block in source.blocks if block.kind is Kind.FURNITURE]
    assert len(furniture) >= 2 * source.pages
    assert any(len(block.spans) > 1 and block.page < source.pages for block in body(source))


def test_words_broken_at_line_ends_are_mended(tmp_path: Path) -> None:
    markup = (
        '#set page(width: 6cm, height: 20cm)\n#set text(size: 10pt, hyphenate: true, lang: "en")\n#set par(justify: true)\n'
        f"{LONG}\n"
    )
    assert [block.text for block in body(made(markup, tmp_path))] == [LONG]


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    markup = f"#set page(width: 21cm, height: 14cm, columns: 2)\n#set text(size: 11pt)\n#set par(justify: true)\nFIRST {LONG}\n\nSECOND {LONG}\n\nTHIRD {LONG}\n"
    assert [block.text.split()[0] for block in body(made(markup, tmp_path))] == ["FIRST", "SECOND", "THIRD"]


def test_the_order_is_that_of_the_page_not_of_the_file(tmp_path: Path) -> None:
    markup = (
        "#set page(width: 14cm, height: 10cm)\n#set text(size: 10pt)\n"
        "#place(top + left, dy: 2cm)[The answer stands below its heading on the page.]\n"
        "#place(top + left)[#text(size: 14pt)[*Recommendation 9*]]\n"
        "#place(top + left, dy: 1cm)[Teams from outside should test each plan.]\n"
    )
    assert [block.text for block in body(made(markup, tmp_path))] == [
        "Recommendation 9",
        "Teams from outside should test each plan.",
        "The answer stands below its heading on the page.",
    ]


def test_a_contents_page_is_named_and_headings_are_told_by_size(tmp_path: Path) -> None:
    parts = "".join(f"= Part {name}\n{LONG}\n\n" for name in ("one", "two", "three"))
    source = made(
        "#set page(width: 14cm, height: 12cm)\n#set text(size: 10pt)\n#outline()\n#pagebreak()\n" + parts, tmp_path
    )
    assert [block.text for block in source.blocks if block.kind is Kind.HEADING] == [
        "Part one",
        "Part two",
        "Part three",
    ]
    assert sum(block.kind is Kind.CONTENTS for block in source.blocks) == 4


def test_nested_bullets_keep_their_depth(tmp_path: Path) -> None:
    markup = "#set page(width: 12cm, height: 8cm)\n#set list(marker: ([●], [–]))\nThe plan should:\n- open offices\n  - in the north\n  - in the south\n- answer letters\n"
    items = [(block.label, block.level, block.text) for block in body(made(markup, tmp_path)) if block.label]
    assert items == [
        ("●", 0, "open offices"),
        ("–", 1, "in the north"),
        ("–", 1, "in the south"),
        ("●", 0, "answer letters"),
    ]


def test_cells_of_several_lines_stay_in_their_rows(tmp_path: Path) -> None:
    rows = [
        ("115.1", "Open offices on Saturdays for people who work by the day", "Supported"),
        ("115.2", "Answer letters", "Noted"),
    ]
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    source = made(
        f"#set page(width: 12cm, height: 8cm)\n#table(columns: (1.5cm, 4cm, 3cm), inset: 8pt, {cells})\n", tmp_path
    )
    assert [block.cells for block in source.blocks if block.kind is Kind.TABLE_ROW] == rows


def test_progress_is_told_page_by_page(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    target = pdf("#set page(width: 9cm, height: 5cm)\nOne\n#pagebreak()\nTwo\n", tmp_path / "a.pdf")
    read(target, progress=lambda done, of: seen.append((done, of)))
    assert seen == [(1, 2), (2, 2)]
