"""One content, five formats, the same records."""

from __future__ import annotations

from pathlib import Path

import pytest

from gapcheck.intake.readers import read
from tests.readers import (
    BULLETS,
    HTML,
    ITEMS,
    LONG,
    MARKDOWN,
    NOTE,
    ROWS,
    TEXT,
    TYPST,
    notes,
    pandoc,
    pdf,
    records,
)  # fmt: skip

EXPECTED = [
    ("heading", "", "Review of reception centres"),
    ("heading", "1.", "What was found"),
    ("paragraph", "", LONG),
    ("heading", "2.", "What should be done"),
    ("paragraph", "", "The council asks the ministry to:"),
    *[("list item", label, text) for label, text in ITEMS],
    ("paragraph", "", "Each centre should have:"),
    *[("list item", "•", text) for text in BULLETS],
    ("paragraph", "", "The numbers follow in a table."),
    *[("table row", "", " | ".join(row)) for row in ROWS],
]
LEVELS = [0, 0, 1, 1, 0, 0, 0]  # of the seven list items, whatever the format


def made(kind: str, folder: Path) -> Path:
    target = folder / f"review.{kind}"
    if kind == "docx":
        return pandoc(MARKDOWN, target)
    if kind == "pdf":
        return pdf(TYPST, target)
    target.write_text({"html": HTML, "md": MARKDOWN, "txt": TEXT}[kind], "utf-8")
    return target


@pytest.mark.parametrize("kind", ["docx", "pdf", "html", "md", "txt"])
def test_one_content_gives_the_same_records_in_every_format(kind: str, tmp_path: Path) -> None:
    """Known differences: Markdown and text keep "-" as their bullet; text has no table; a first line of a text is no
    heading for sure."""
    source = read(made(kind, tmp_path))
    assert source.format == kind
    found = [(what, "•" if label == "-" else label, text) for what, label, text in records(source)]
    expected = EXPECTED[:-3] if kind == "txt" else EXPECTED
    if kind == "pdf":  # a note's raised number stays at the word it stood at
        found = [
            (what, label, text.removesuffix("1") if text.startswith("The council visited") else text)
            for what, label, text in found
        ]
    if kind == "txt":
        found[0], expected = ("heading", "", found[0][2]), expected
    assert found == expected
    assert notes(source) == [NOTE]


@pytest.mark.parametrize("kind", ["docx", "pdf", "html", "md", "txt"])
def test_list_items_have_the_same_depth_in_every_format(kind: str, tmp_path: Path) -> None:
    source = read(made(kind, tmp_path))
    assert [block.level for block in source.blocks if block.kind == "list item"] == LEVELS


@pytest.mark.parametrize("kind", ["docx", "pdf", "html", "md"])
def test_a_table_row_keeps_its_cells(kind: str, tmp_path: Path) -> None:
    rows = [block.cells for block in read(made(kind, tmp_path)).blocks if block.kind == "table row"]
    assert rows == list(ROWS)
