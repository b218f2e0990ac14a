"""The founding documents import all right, as text and set anew in the other formats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import import_accuracy as accuracy

GOLD = sorted(accuracy.GOLD.glob("import-*.json"))
SETTINGS = [
    ("txt", False),
    ("md", False),
    ("html", False),
    ("html", True),
    ("docx", False),
    ("docx", True),
    ("pdf", False),
]


def _in_all_formats(path: Path) -> bool:
    """True where the gold is of a text that is set anew in every format."""
    gold = json.loads(path.read_text("utf-8"))
    return bool(gold["file"].endswith(".txt")) and not gold.get("formats")


ANEW = [(path, *setting) for path in GOLD if _in_all_formats(path) for setting in SETTINGS]


@pytest.mark.parametrize(("path", "format_", "lists"), ANEW, ids=lambda value: getattr(value, "stem", str(value)))
def test_every_item_tie_and_grade_of_the_gold_is_right(path: Path, format_: str, lists: bool, tmp_path: Path) -> None:
    gold = json.loads(path.read_text("utf-8"))
    if accuracy.documents(gold)[0] is None:
        pytest.skip(f"{gold['file']} is not at hand: set GAPCHECK_DOCUMENTS")
    result = accuracy.imported(gold, format_, tmp_path, lists=lists)
    counts = accuracy.compare(gold, result, lists=lists, glyphs=format_ in ("txt", "md", "pdf"))
    off = {what: dict(found) for what, found in counts.items() if found["wrong"] or found["missed"]}
    assert not off
    assert sum(found["right"] for found in counts.values()) >= 25


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_a_second_import_gives_the_same_drafts(path: Path, tmp_path: Path) -> None:
    gold = json.loads(path.read_text("utf-8"))
    if accuracy.documents(gold)[0] is None:
        pytest.skip(f"{gold['file']} is not at hand: set GAPCHECK_DOCUMENTS")
    own = gold["file"].rpartition(".")[2]
    first, second = (accuracy.imported(gold, own, tmp_path) for _ in range(2))
    assert first.drafts == second.drafts
    assert first.account == second.account
