"""Every code of a record error against a table of folders that must bring it and folders that must not, and the
examples that `gapcheck explain` shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from gapcheck.records.codes import BY_CODE, CODES
from gapcheck.records.store import load

SOUND = {
    "recommendations/ask.yaml": "document: {id: ask, kind: recommendations, state: ABW, adopted: 2023-06-16}\n"
    'recommendations: [{id: "1", text: Fund shelters.}, {id: "2", text: "Train:", '
    "sub_items: [{id: 2.a, text: Police.}]}]\n",
    "responses/reply.yaml": "document: {id: reply, kind: responses, state: ABW, replies_to: ask}\n"
    'responses: [{id: r1, answers: ["1"], text: Two were funded.}]\n',
    "evaluations/graded.yaml": "document: {id: graded, kind: evaluations, state: ABW, evaluates: ask}\n"
    "evaluations: [{covers: [2.a], grade: B}]\n",
    "evidence/study.yaml": "document: {id: study, kind: evidence, state: ABW, about: ask}\n"
    'statements: [{about: ["1"], text: Shelters are full.}]\n',
}
EARLIER = {
    "recommendations/old.yaml": "document: {id: old, kind: recommendations, state: ABW, adopted: 2018-06-16}\n"
    'recommendations: [{id: "1", text: Dredge the harbour.}]\n',
}
TABLE: dict[str, dict[str, list[dict[str, Any]]]] = yaml.safe_load(
    (Path(__file__).parent / "rules" / "records.yaml").read_text("utf-8")
)


def codes_of(folder: Path, changes: Mapping[str, Any]) -> set[str]:
    """The codes that the sound folder brings once it is changed."""
    files = dict(SOUND)
    for name, change in changes.items():
        if isinstance(change, list):
            old, new = change
            assert files[name].count(old) == 1, (name, old)
            files[name] = files[name].replace(old, new)
        else:
            files[name] = change
    for name, text in files.items():
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return {problem.code for problem in load([folder / "data"]).problems}


def rows() -> Iterator[Any]:
    for code, both in TABLE.items():
        for kind in ("wrong", "right"):
            for number, changes in enumerate(both[kind], 1):
                yield pytest.param(code, changes, kind == "wrong", id=f"{code}-{kind}-{number}")


def test_the_sound_folder_brings_no_error(tmp_path: Path) -> None:
    assert codes_of(tmp_path, {}) == set()


@pytest.mark.parametrize(("code", "changes", "wrong"), list(rows()))
def test_a_folder_brings_the_code_or_does_not(tmp_path: Path, code: str, changes: dict[str, Any], wrong: bool) -> None:
    assert (code in codes_of(tmp_path, changes)) is wrong


def test_every_code_has_eight_cases_of_which_half_must_not_fire() -> None:
    assert set(TABLE) == set(BY_CODE)
    for code, both in TABLE.items():
        assert len(both["wrong"]) + len(both["right"]) >= 8, code
        assert len(both["right"]) >= len(both["wrong"]), code


@pytest.mark.parametrize("known", CODES, ids=lambda known: known.code)
def test_the_examples_of_a_code_are_true(tmp_path: Path, known: Any) -> None:
    assert known.code in codes_of(tmp_path / "wrong", {**EARLIER, known.file: known.wrong})
    assert not codes_of(tmp_path / "right", {**EARLIER, known.mended or known.file: known.right})
    assert "## Examples" in known.page
    assert known.right in known.page
