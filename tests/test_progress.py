"""The bar over many cases: drawn where somebody waits at a terminal, and never into what is being printed."""

from __future__ import annotations

import io
import sys

import pytest

from gapcheck.cli import options


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stdout", "streaming", "drawn"),
    [(io.StringIO, True, True), (Screen, False, True), (Screen, True, False)],
)
def test_a_bar_is_drawn_unless_the_results_go_to_the_same_terminal(
    monkeypatch: pytest.MonkeyPatch, stdout: type[io.StringIO], streaming: bool, drawn: bool
) -> None:
    monkeypatch.setattr(options, "SOON", -1.0)
    monkeypatch.setattr(sys, "stdout", stdout())
    monkeypatch.setattr(sys, "stderr", Screen())
    assert list(options.progress("abcd", "Checking", 4, streaming)) == list("abcd")
    shown = sys.stderr.getvalue()
    assert ("Checking" in shown and "4/4" in shown) is drawn


def test_a_short_run_and_a_pipe_draw_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream in (Screen(), io.StringIO()):
        monkeypatch.setattr(sys, "stderr", stream)
        monkeypatch.setattr(options, "SOON", 60.0 if stream.isatty() else -1.0)
        assert list(options.progress("ab", "Checking", 2)) == ["a", "b"]
        assert stream.getvalue() == ""
