"""A document imported again: nothing a person wrote is lost, nothing changes without being told."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from gapcheck.errors import GapcheckError
from gapcheck.records.again import merged
from gapcheck.records.files import write
from gapcheck.records.yamlfile import read

BODY: dict[str, Any] = {
    "document": {"id": "body", "kind": "recommendations", "symbol": "X/1", "state": "XXX", "words": 90},
    "recommendations": [
        {
            "id": "1",
            "label": "1.",
            "text": "Take measures to:",
            "sub_items": [
                {"id": "1.a", "label": "(a)", "text": "Train prison doctors in documenting injuries."},
                {
                    "id": "1.b",
                    "label": "(b)",
                    "text": "Publish the yearly report of the ombudsperson.",
                    "review": "unsure",
                },
            ],
        }
    ],
}
REPLY: dict[str, Any] = {
    "document": {"id": "state", "kind": "responses", "symbol": "X/2", "state": "XXX", "replies_to": "body"},
    "responses": [
        {"id": "r1", "answers": ["1.a"], "text": "In 2025 the ministry trained 41 prison doctors."},
        {"id": "r2", "answers": ["1.b"], "text": "The report came out on 14 May 2025."},
    ],
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    texts, lines = merged(tmp_path, [BODY, REPLY])
    assert lines == [f"written: {path.as_posix()}" for path in texts]
    write(texts)
    return tmp_path


def again(data: Path, *drafts: dict[str, Any]) -> list[str]:
    texts, lines = merged(data, list(drafts))
    write(texts, force=True)
    return [line.replace(data.as_posix() + "/", "") for line in lines]


def bytes_of(data: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in data.rglob("*.yaml")}


def edit(data: Path, name: str, old: str, new: str) -> None:
    path = next(data.rglob(name))
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_second_import_of_the_same_documents_changes_no_byte(data: Path) -> None:
    before = bytes_of(data)
    assert again(data, BODY, REPLY) == ["unchanged: recommendations/body.yaml", "unchanged: responses/state.yaml"]
    assert bytes_of(data) == before


def test_what_people_added_and_corrected_stays(data: Path) -> None:
    edit(data, "body.yaml", "        text: Train", "        themes: [prisons]  # ours\n        text: Train")
    edit(data, "body.yaml", "        review: unsure\n", "")
    edit(data, "state.yaml", "answers: [1.b]", "answers: [1.a, 1.b]")
    before = bytes_of(data)
    again(data, BODY, REPLY)
    assert bytes_of(data) == before
    newer = copy.deepcopy(BODY)
    newer["recommendations"][0]["sub_items"][0]["text"] = "Train all prison doctors and nurses in documenting injuries."
    again(data, newer, REPLY)
    text = (data / "recommendations" / "body.yaml").read_text("utf-8")
    assert "themes: [prisons]" in text
    assert "# ours" in text
    assert "doctors and nurses" in text
    assert read(data / "responses" / "state.yaml").data["responses"][1]["answers"] == ["1.a", "1.b"]


def test_answers_to_a_changed_request_are_suspect_until_confirmed(data: Path) -> None:
    newer = copy.deepcopy(BODY)
    newer["recommendations"][0]["sub_items"][1]["text"] = "Publish the report of the ombudsperson and its annexes."
    lines = again(data, newer)
    assert "recommendations/body.yaml: 1.b has another text" in lines
    assert "responses/state.yaml: r2 is suspect: 1.b changed" in lines
    marked = read(data / "responses" / "state.yaml").data["responses"]
    assert "suspect" not in marked[0]
    assert marked[1]["suspect"].startswith("the text of 1.b changed")
    after = bytes_of(data)
    again(data, newer)
    assert bytes_of(data) == after


def test_a_new_answer_in_the_middle_does_not_shift_the_ids_of_the_others(data: Path) -> None:
    newer = copy.deepcopy(REPLY)
    newer["responses"].insert(1, {"id": "r2", "answers": ["1"], "text": "A working group meets twice a year."})
    newer["responses"][2]["id"] = "r3"
    lines = again(data, newer)
    assert lines == ["responses/state.yaml: r3 is new"]
    stored = read(data / "responses" / "state.yaml").data["responses"]
    assert [(entry["id"], entry["text"][:10]) for entry in stored] == [
        ("r1", "In 2025 th"), ("r3", "A working "), ("r2", "The report"),
    ]  # fmt: skip


def test_what_is_gone_and_what_stays_of_the_document_is_told(data: Path) -> None:
    edit(data, "body.yaml", "symbol: X/1", "symbol: X/1\n  title: Our better title")
    newer = copy.deepcopy(BODY)
    newer["document"]["title"] = "A title"
    del newer["recommendations"][0]["sub_items"][1]
    assert again(data, newer) == [
        "recommendations/body.yaml: document.title stays 'Our better title' (the document reads 'A title')",
        "recommendations/body.yaml: 1.b is gone",
    ]


def test_a_record_of_another_document_is_never_overwritten(data: Path) -> None:
    other = copy.deepcopy(BODY)
    other["document"]["symbol"] = "Y/7"
    before = bytes_of(data)
    with pytest.raises(GapcheckError, match="another document"):
        merged(data, [other])
    assert bytes_of(data) == before
