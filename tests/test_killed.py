"""A run that is killed at any moment leaves every file as it was or as it should be: never half of one, never none."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gapcheck.records.files import write
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
        for path in folder.rglob("*.tmp"):  # not yet in its place, and yet no half of anything
            text = path.read_bytes()
            assert hashlib.sha256(text).hexdigest() in after.values() or json.loads(text)["key"]
        shutil.rmtree(folder)
    assert cut, "at least one run must have been cut short"


def _start(words: list[str], folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "gapcheck", *words], cwd=folder, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _fingerprint(folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "gapcheck", "check", "--format", "json", "--no-cache"],
        cwd=folder, capture_output=True, text=True,
    )  # fmt: skip
    cases = json.loads(done.stdout)["cases"]
    return str(next(case for case in cases if case["id"] == "aze-greta-2023")["findings"][0]["fingerprint"])


def test_what_a_killed_run_left_is_removed_by_the_next_and_what_others_write_is_not(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left, new, alive, foreign = (
        tmp_path / name
        for name in (
            f".gapcheck-{dead.pid}-00ff.tmp", f".gapcheck-{dead.pid}-00aa.tmp", f".gapcheck-{os.getpid()}-00ff.tmp", ".x.tmp"
        )
    )  # fmt: skip
    for path in (left, new, alive, foreign):
        path.write_text("half", "utf-8")
    for path in (left, alive, foreign):
        os.utime(path, (1, 1))
    write({tmp_path / "a.yaml": "x: 1\n"})
    assert {path.name for path in tmp_path.iterdir()} == {"a.yaml", new.name, alive.name, foreign.name}


def test_verdicts_given_by_many_at_once_are_all_kept(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    path = tmp_path / "data" / "verdicts" / "aze-greta-2023.yaml"
    say = (
        "import sys; from pathlib import Path; from gapcheck.model import Verdict; from gapcheck.records.verdicts import record\n"
        "for n in range(12): record(Path(sys.argv[1]), [Verdict(fingerprint=f'{sys.argv[2]}{n:015x}', verdict='accepted', by='A',"
        " on='2026-01-02', why='')])"
    )
    running = [subprocess.Popen([sys.executable, "-c", say, path, str(number)], cwd=ROOT) for number in range(4)]
    assert [one.wait() for one in running] == [0, 0, 0, 0]
    assert path.read_text("utf-8").count("fingerprint") == 48


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_full_disk_is_told_as_one_and_changes_nothing(tmp_path: Path) -> None:
    laid(tmp_path, 0)
    before = state(tmp_path)
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "gapcheck", "check"], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 2
    assert "gapcheck: cannot be read or written: no space left on device" in done.stderr
    shutil.rmtree(tmp_path / ".gapcheck_cache")
    done = subprocess.run(
        [sys.executable, "-m", "gapcheck", "fmt"], cwd=tmp_path, capture_output=True, text=True, preexec_fn=_small_files
    )
    assert done.returncode == 2
    assert "gapcheck: data/" in done.stderr
    assert "cannot be written: file too large" in done.stderr
    assert done.stdout == "", "nothing is said to be changed"
    done = subprocess.run(
        [sys.executable, "-m", "gapcheck", "check"], cwd=tmp_path, capture_output=True, preexec_fn=_small_files
    )
    assert done.returncode == 1
    assert state(tmp_path) == before
    assert list(tmp_path.rglob("*.tmp")) == []


def _small_files() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))
