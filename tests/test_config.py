"""Settings: read from either home, refused where they are wrong, the same from every folder below."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

BODY = """\
document: {id: body-2024, kind: recommendations, symbol: X/1, state: XXX, adopted: "2024-03-01"}
recommendations: [{id: "1", label: "1.", text: Train prison doctors in the documentation of injuries.}]
"""


def gapcheck(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "gapcheck", *words], cwd=cwd, capture_output=True, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "data" / "recommendations").mkdir(parents=True)
    (tmp_path / "data" / "recommendations" / "body-2024.yaml").write_text(BODY, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ('severity = {ANS01 = "note"}', "severity.ANS01: no rule has this code; found ANS01; expected ANS0"),
        (
            'severity = {unanswered-sub-item = "note"}',
            "severity.unanswered-sub-item: no rule has this code; found unanswered-sub-item; expected ANS001",
        ),
        ('severity = {ANS001 = "fatal"}', "severity.ANS001: unknown severity; found 'fatal'; expected error, warning"),
        ('audience = "ngos"', "audience: no such audience; found 'ngos'; expected full, staff, ngo, public"),
        ('language = "xx"', "language: no such language; found 'xx'; expected en, fr"),
        ('select = ["REP", 1]', "select[1]: no rule has a code like this; found 1"),
        ('ignore = ["REPP"]', "ignore[0]: no rule has a code like this; found 'REPP'; expected REP0"),
        ('datas = "x"', "datas: unknown key; found datas; expected data"),
        ("data = 5", "data: wrong kind of value; found 5; expected a text"),
        ("data = ", "cannot be read as TOML"),
    ],
)
def test_a_wrong_setting_is_refused_by_every_command_with_file_key_and_what_would_be_right(
    place: Path, settings: str, told: str
) -> None:
    (place / "gapcheck.toml").write_text(settings, "utf-8")
    for command in ("check", "config"):
        done = gapcheck(command, cwd=place)
        assert done.returncode == 2
        assert f"gapcheck.toml: {told}" in done.stderr


@pytest.mark.parametrize("text", ["[tool]\ngapcheck = 3\n", "tool = 3\n"])
def test_a_project_file_of_another_shape_is_no_fault(place: Path, text: str) -> None:
    (place / "pyproject.toml").write_text(text, "utf-8")
    done = gapcheck("check", cwd=place)
    assert done.returncode == (2 if "gapcheck" in text else 0)
    assert "a fault in gapcheck itself" not in done.stderr


def test_a_mark_at_the_start_of_the_file_is_no_part_of_it(place: Path) -> None:
    (place / "gapcheck.toml").write_bytes(b'\xef\xbb\xbffail-on = "note"\n')
    assert "'note'  (gapcheck.toml)" in gapcheck("config", cwd=place).stdout


@pytest.mark.parametrize("line", ['fail-on = "note"', 'data = "data"'])
def test_the_folders_are_those_of_the_settings_file_wherever_one_stands(place: Path, line: str) -> None:
    (place / "gapcheck.toml").write_text(line, "utf-8")
    (place / "deep" / "er").mkdir(parents=True)
    done = gapcheck("check", "--select", "EVA", cwd=place / "deep" / "er")
    assert done.returncode == 0, done.stderr
    shown = gapcheck("config", cwd=place / "deep" / "er").stdout
    assert "# settings file: ../../gapcheck.toml" in shown
    assert "data      = '../../data'" in shown
    assert "data/recommendations/body-2024.yaml" in gapcheck("fmt", "--check", cwd=place / "deep" / "er").stdout


def test_every_command_takes_the_data_folder_of_the_settings(place: Path) -> None:
    (place / "gapcheck.toml").write_text('data = "records"', "utf-8")
    (place / "data").rename(place / "records")
    assert gapcheck("fmt", cwd=place).stdout == "changed records/recommendations/body-2024.yaml\n"
    (place / "more.md").write_text("# Recommendations\n\n1. Publish the report.\n\n2. Open a shelter.\n", "utf-8")
    assert "records/recommendations/more" in gapcheck("import", "more.md", cwd=place).stdout
    assert not (place / "data").exists()


def test_templates_that_are_not_there_are_an_error(place: Path) -> None:
    done = gapcheck("report", "--templates", "nope", cwd=place)
    assert done.returncode == 2
    assert "nope: there is no such folder of templates" in done.stderr


def test_a_data_folder_given_from_the_root_of_the_disk_is_told_as_seen_from_here(place: Path) -> None:
    plain = gapcheck("check", "--format", "sarif", cwd=place).stdout
    assert gapcheck("check", "--data", str(place / "data"), "--format", "sarif", cwd=place).stdout == plain
