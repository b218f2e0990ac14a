"""The readers on official documents, where they are at hand: by figures only, never by the documents' words."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from gapcheck.intake.blocks import Block, Kind, Source, check
from gapcheck.intake.readers import read

DOCUMENTS = Path(os.environ.get("GAPCHECK_DOCUMENTS", Path(__file__).parents[2] / "shared" / "documents"))
pytestmark = pytest.mark.skipif(
    not DOCUMENTS.is_dir(), reason="the official documents are not here (GAPCHECK_DOCUMENTS)"
)
FILES = sorted(
    path for path in DOCUMENTS.rglob("*") if path.suffix in (".txt", ".pdf", ".docx", ".md") and path.name != "META.md"
)


def source(name: str) -> Source:
    return read(next(path for path in FILES if path.relative_to(DOCUMENTS).as_posix().startswith(name)))


def content(found: Source) -> list[Block]:
    return [block for block in found.blocks if block.content]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(DOCUMENTS).as_posix())
def test_every_character_of_a_document_lies_in_one_block(path: Path) -> None:
    check(read(path))


def test_text_and_markdown_of_one_document_are_the_same(tmp_path: Path) -> None:
    for path in FILES:
        if path.suffix == ".txt" and path.stat().st_size < 90_000 and "azerbaijan" in path.as_posix():
            renamed = tmp_path / f"{path.stem}.md"
            renamed.write_bytes(path.read_bytes())
            first, second = (
                [(b.kind, b.label, b.level, b.text) for b in read(p).blocks if b.kind is not Kind.FURNITURE]
                for p in (path, renamed)
            )
            assert first == second, path.name


def test_the_lettered_requests_of_an_evaluation_keep_their_labels() -> None:
    labels = [block.label for block in source("azerbaijan/000").blocks if block.kind is Kind.LIST_ITEM]
    assert labels == "(a) (b) (c) (a) (b) (c) (i) (ii) (iii) (iv) (d) (e) (a) (b) (c) (d) (a) (b) (c)".split()


def test_the_nested_requests_of_a_recommendation_keep_their_depth() -> None:
    items = [(block.label, block.level) for block in source("azerbaijan/002").blocks if block.kind is Kind.LIST_ITEM]
    assert [item for item in items if item[0] != "-"] == [
        ("A.", 0),
        *[(f"{n}.", 1) for n in range(1, 9)],
        ("B.", 0),
        ("C.", 0),
        ("D.", 0),
    ]
    assert sum(item == ("-", 2) for item in items) == 22


@pytest.mark.parametrize("name", ["upr-slovenia-2014/recommendations.pdf", "upr-slovenia-2014/recommendations.txt"])
def test_a_numbered_list_over_many_pages_is_whole(name: str) -> None:
    labels = [
        block.label for block in content(source(name)) if block.label.startswith("115.") and block.label != "115."
    ]
    assert labels == [f"115.{number}" for number in range(1, 164)]


@pytest.mark.parametrize("kind", ["pdf", "txt"])
def test_pdf_and_extracted_text_of_a_reply_are_the_same(kind: str) -> None:
    found = [
        block.text
        for block in content(source(f"upr-slovenia-2014/state-reply.{kind}"))
        if block.text.startswith(("Rec. ", "Recs. "))
    ]
    assert len(found) == len(set(found)) >= 86
    other = source("upr-slovenia-2014/state-reply." + ("txt" if kind == "pdf" else "pdf"))
    assert set(found) <= {block.text for block in other.blocks}


def test_a_matrix_in_word_has_every_row_and_cell() -> None:
    rows = [
        block.cells for block in source("upr-slovenia-2014/thematic-matrix.docx").blocks if block.kind is Kind.TABLE_ROW
    ]
    assert (len(rows), {len(row) for row in rows}) == (201, {4})
    positions = [row[1] for row in rows]
    assert (positions.count("Supported"), positions.count("Noted")) == (142, 21)


@pytest.mark.parametrize("kind", ["pdf", "txt"])
def test_the_bullets_of_an_appendix_are_whole(kind: str) -> None:
    gold = json.loads((DOCUMENTS / "uk-covid-inquiry-module1-2025" / "gold.json").read_text("utf-8"))
    assert gold
    blocks = content(source(f"uk-covid-inquiry-module1-2025/recommendations.{kind}"))
    start = max(at for at, block in enumerate(blocks) if block.text.startswith("Recommendation 1: "))
    end = next(at for at in range(start, len(blocks)) if blocks[at].text.startswith("Recommendation 10: "))
    stop = next((at for at in range(end + 1, len(blocks)) if blocks[at].kind is Kind.HEADING), len(blocks))
    assert sum(block.label == "•" for block in blocks[start:stop]) == 36
    assert sum(block.text.startswith("Recommendation ") for block in blocks[start : end + 1]) == 10


def test_contents_pages_are_named_and_repeat_no_heading() -> None:
    for kind in ("pdf", "txt"):
        headings = [
            block.text
            for block in content(source(f"uk-covid-inquiry-module1-2025/reply.{kind}"))
            if block.text.startswith("Recommendation ")
        ]
        assert [int(text.split(":")[0].split()[1]) for text in headings if ":" in text[:18]] == list(range(1, 11))
