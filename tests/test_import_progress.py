"""The bar over the pages of a long document: drawn where somebody looks at a terminal, nowhere else."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
import typst

COMMAND = [sys.executable, "-m", "gapcheck", "import", "--dry-run"]


def paged(folder: Path, pages: int) -> Path:
    """A PDF of so many pages, a numbered recommendation on each."""
    colours = ("red", "green", "white", "black", "yellow")
    text = "\n#pagebreak()\n".join(
        f"{number}\\. The harbour master should paint buoy {chr(64 + number % 26)} {colours[number % 5]}."
        for number in range(1, pages + 1)
    )
    (folder / "set.typ").write_text(text, "utf-8")
    target = folder / "buoys.pdf"
    target.write_bytes(typst.compile(str(folder / "set.typ")))
    return target


def on_a_terminal(command: list[str]) -> str:
    """What the command writes to stderr where that is a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=theirs, env={**os.environ, "TERM": "xterm"}
    ) as run:
        os.close(theirs)
        seen = b""
        try:
            while chunk := os.read(ours, 4096):
                seen += chunk
        except OSError:  # Linux tells the end of a terminal so
            pass
    os.close(ours)
    assert run.returncode == 0
    return seen.decode()


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return paged(tmp_path_factory.mktemp("long"), 40)


def test_a_terminal_shows_a_bar_that_fills_page_by_page(long: Path) -> None:
    seen = on_a_terminal([*COMMAND, str(long)])
    assert "buoys.pdf" in seen
    assert "[###" in seen
    assert "40/40" in seen


def test_nothing_is_drawn_where_the_output_is_piped(long: Path) -> None:
    done = subprocess.run([*COMMAND, str(long)], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert "40/40" not in done.stdout


def test_a_short_document_needs_no_bar(tmp_path: Path) -> None:
    assert "[" not in on_a_terminal([*COMMAND, str(paged(tmp_path, 3))]).replace("\x1b[", "")
