"""A run that is killed at any moment leaves every file as it was or as it should be: never half of one, never none."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gapcheck.records.yamlfile import read

ROOT = Path(__file__).parent.parent
KILLS = 25  # for each of the four commands that write: a hundred
BODY = "Recommendations\n\n" + "".join(f"{n}. Publish the report on item {n} each year.\n\n" for n in range(1, 40))
COMMANDS = {
    "import": ["import", "body.txt", "--force"],
    "fmt": ["fmt", "data"],
    "review": ["review", "aze-greta-2023", "--by", "Ana", "--why", "Seen.", "--on", "2026-01-02"],
    "report": ["report", "--format", "md,html"],
}


def state(folder: Path) -> dict[str, str]:
    """Every file that a user would see, by name, with a digest of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def laid(folder: Path, seed: int) -> None:
    """The shipped data, a document to import, and records that `fmt` has something to do for."""
    shutil.copytree(ROOT / "data", folder / "data")
    (folder / "body.txt").write_text(BODY.replace("each year", f"each year {2000 + seed}"), "utf-8")
    for path in (folder / "data").rglob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("kind: ", "kind:   ", 1), "utf-8")


@pytest.mark.parametrize("name", list(COMMANDS))
def test_a_killed_run_leaves_no_half_written_or_lost_file(name: str, tmp_path: Path) -> None:
    words = list(COMMANDS[name])
    whole = tmp_path / "whole"
    laid(whole, 0)
    if name == "review":
        words += ["--dispute", _fingerprint(whole)]
    before = state(whole)
    start = time.monotonic()
    _start(words, whole).wait()
    span = time.monotonic() - start
    after = state(whole)
    assert after != before, "the command must write something"
    chance = random.Random(name)
    cut = 0
    for number in range(KILLS):
        folder = tmp_path / str(number)
        laid(folder, 0)
        running = _start(words, folder)
        try:
            running.wait(timeout=chance.uniform(0.3, 1.05) * span)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
            cut += 1
        found = state(folder)
        for path in {*before, *found}:
            assert found.get(path) in (before.get(path), after.get(path)), f"{path} is neither old nor new"
        for path in (folder / "data").rglob("*.yaml"):
            assert not read(path).problems
        shutil.rmtree(folder)
    assert cut, "at least one run must have been cut short"


def _start(words: list[str], folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "gapcheck", *words], cwd=folder, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _fingerprint(folder: Path) -> str:
    import json

    done = subprocess.run(
        [sys.executable, "-m", "gapcheck", "check", "--format", "json", "--no-cache"],
        cwd=folder, capture_output=True, text=True,
    )  # fmt: skip
    cases = json.loads(done.stdout)["cases"]
    return str(next(case for case in cases if case["id"] == "aze-greta-2023")["findings"][0]["fingerprint"])
