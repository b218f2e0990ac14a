"""`gapcheck review` as a person uses it: at a terminal, back and forth, cut off; and at once."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from tests.support import repository

pty = pytest.importorskip("pty")
PROMPT = "[q]uit"
BODY = """\
document: {id: body-2024, kind: recommendations, symbol: X/1, state: XXX, adopted: "2024-03-01"}
recommendations:
  - {id: "1", label: "1.", text: Train prison doctors in the documentation of injuries.}
  - {id: "2", label: "2.", text: Publish the annual report of the ombudsperson.}
  - {id: "3", label: "3.", text: Open a shelter in every region.}
"""
REPLY = """\
document: {id: state-2026, kind: responses, symbol: X/2, state: XXX, replies_to: body-2024, received: "2026-02-01"}
responses: []
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Three requests without an answer."""
    return repository(tmp_path, recommendations=BODY, responses=REPLY)


def _interruptible() -> None:
    """Undoes what a shell does to what it starts in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Terminal:
    """`gapcheck review` at a terminal of its own."""

    def __init__(self, place: Path, *words: str) -> None:
        command = [sys.executable, "-m", "gapcheck", "review", "body-2024", "--select", "ANS001", *words]
        self.own, other = pty.openpty()
        self.process = subprocess.Popen(
            command, cwd=place, preexec_fn=_interruptible, stdin=other, stdout=other, stderr=other, start_new_session=True,
            env={**os.environ, "NO_COLOR": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
        )  # fmt: skip
        os.close(other)

    def until(self, word: str) -> str:
        """What it says up to and with `word`."""
        said, end = "", time.monotonic() + 30
        while word not in said:
            assert time.monotonic() < end, said
            if select.select([self.own], [], [], 0.2)[0]:
                try:
                    said += os.read(self.own, 4096).decode("utf-8", "replace")
                except OSError:  # the other end is closed
                    break
        return said

    def say(self, words: str, until: str = PROMPT) -> str:
        os.write(self.own, f"{words}\n".encode())
        return self.until(until)

    def end(self) -> int:
        code = self.process.wait(30)
        os.close(self.own)
        return code


def verdicts(place: Path) -> list[dict[str, object]]:
    path = place / "data" / "verdicts" / "body-2024.yaml"
    found: list[dict[str, object]] = yaml.safe_load(path.read_text("utf-8"))["verdicts"] if path.exists() else []
    return found


def test_a_walk_goes_forth_and_back_and_is_saved_at_each_step(place: Path) -> None:
    terminal = Terminal(place, "--by", "Ana")
    assert "1 of 3" in terminal.until(PROMPT)
    assert "2 of 3" in terminal.say("A")
    assert [one["verdict"] for one in verdicts(place)] == ["accepted"]
    back = terminal.say("b")
    assert "1 of 3" in back
    assert "[accepted by Ana]" in back
    assert "Why is it wrong" in terminal.say("d", "Why is it wrong: ")
    assert "Why is it wrong" in terminal.say("   ", "Why is it wrong: ")
    assert "2 of 3" in terminal.say("It stands in annex 2, see “Übersicht”.")
    assert "3 of 3" in terminal.say("s")
    terminal.say("n", "Note: ")
    terminal.say("Ask again.", "No findings are left to review.")
    assert terminal.end() == 0
    first, last = verdicts(place)
    assert (first["verdict"], first["why"]) == ("disputed", "It stands in annex 2, see “Übersicht”.")
    assert (last["verdict"], last["note"], last["requests"]) == ("accepted", "Ask again.", ["3"])
    again = Terminal(place, "--by", "Ana")
    assert "1 of 1" in again.until(PROMPT), "only what nobody judged is asked again"
    again.say("q", "\0")
    assert again.end() == 0


@pytest.mark.parametrize("how", ["killed", "interrupted", "closed"])
def test_a_walk_that_is_cut_off_keeps_what_was_said_before(place: Path, how: str) -> None:
    terminal = Terminal(place, "--by", "Ana")
    terminal.until(PROMPT)
    terminal.say("a")
    terminal.say("d", "Why is it wrong: ")
    if how == "killed":
        terminal.process.kill()
    elif how == "interrupted":
        time.sleep(0.5)  # a signal between the prompt and the reading waits for the next key
        os.killpg(terminal.process.pid, signal.SIGINT)
    else:
        os.write(terminal.own, b"\x04")
    said = "" if how == "killed" else terminal.until("Stopped.")
    assert "Traceback" not in said
    assert terminal.end() == (-signal.SIGKILL if how == "killed" else 2)
    assert [(one["verdict"], one["requests"]) for one in verdicts(place)] == [("accepted", ["1"])]


def test_who_says_it_is_asked_where_it_is_not_known(place: Path) -> None:
    terminal = Terminal(place)
    terminal.until("Your name, kept with each verdict: ")
    terminal.say("Bo")
    terminal.say("a")
    terminal.say("q", "\0")
    terminal.end()
    assert [one["by"] for one in verdicts(place)] == ["Bo"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--dispute", "MARK", "--by", "Ana"], "a disputed finding needs a reason"),
        (["--dispute", "MARK", "--by", "Ana", "--why", "  "], "a disputed finding needs a reason"),
        (["--dispute", "MARK", "--accept", "MARK", "--by", "Ana", "--why", "x"], "more than one verdict is given on"),
        (["--accept", "0" * 16, "--by", "Ana"], "has no finding 0000000000000000"),
        (["--accept", "MARK"], "it is not known who says this"),
    ],
)
def test_a_verdict_given_at_once_that_cannot_stand_is_refused(place: Path, words: list[str], told: str) -> None:
    def gapcheck(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "gapcheck", *words], cwd=place, capture_output=True, text=True, encoding="utf-8",
            env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
        )  # fmt: skip

    case = json.loads(gapcheck("check", "--format", "json", "--select", "ANS001").stdout)["cases"][0]
    mark = str(case["findings"][0]["fingerprint"])
    done = gapcheck("review", "body-2024", *(mark if word == "MARK" else word for word in words))
    assert done.returncode == 2
    assert told in done.stderr
    assert verdicts(place) == []
