"""The canonical form: it reads back as it was, changes nothing the second time, and keeps comments and additions."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from gapcheck.errors import GapcheckError
from gapcheck.model import Verdict
from gapcheck.records import schema, verdicts
from gapcheck.records.files import write
from gapcheck.records.scalars import WIDTH, inline
from gapcheck.records.schema import KINDS
from gapcheck.records.writer import dump, format_text, merge, update
from gapcheck.records.yamlfile import _CONTROL, parse

PIECES = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
    st.sampled_from(
        ["\n", " ", "\n\n", "  ", "a: b", " #x", "- ", "word " * 20, "\t", "'", '"', "\\", "\u2028", "\u00a0", "\x85", "é",
         "%", "@", "---\n", "...", "? ", "| ", "\ufeff", "2023-01-01", "12:30", "no", "010", "1.50", "x" * 120, "\r\n"]
    ),
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=8).map("".join).filter(lambda text: not _CONTROL.search(text))


@settings(max_examples=400, deadline=None)
@given(title=TEXTS, text=TEXTS, terms=st.lists(TEXTS, max_size=4))
def test_any_text_reads_back_as_it_was_and_formatting_it_changes_nothing(
    title: str, text: str, terms: list[str]
) -> None:
    data = {
        "document": {"id": "x", "kind": "responses", "title": title},
        "responses": [{"id": "r1", "answers": terms, "heading": title, "text": text}],
    }
    written = dump("responses", data)
    loaded = parse(written, "x")
    assert not loaded.problems
    assert loaded.data == data
    assert format_text(written) == written


@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_other_readers_of_yaml_see_the_same_text(text: str) -> None:
    written = dump("responses", {"responses": [{"text": text, "answers": [text]}]})
    assert yaml.safe_load(written) == {"responses": [{"text": text, "answers": [text]}]}


@pytest.mark.parametrize(
    "value",
    ["2", "2.", "115.10", "2023-06-16", "12:30", "010", "0x1f", "1e3", "no", "Yes", "on", "null", "~", "true", "y", "",
     " a", "a ", "a: b", "a #b", "- a", "-", "@a", "*a", "&a", "!a", "%a", "=", "<<", ".5", "1_000", "+1", "2001-12-14T21:59:43Z"],
)  # fmt: skip
def test_what_a_reader_could_mistake_stands_in_quotes(value: str) -> None:
    assert inline(value).startswith('"')


@pytest.mark.parametrize(
    "value", ["2.a", "36.c.iv", "36.e", "B", "CP/Rec(2023)03", "train*", "L'année", "a - b", "(a)", "(2-5)"]
)
def test_what_no_reader_can_mistake_stands_without(value: str) -> None:
    assert inline(value) == value


@pytest.mark.parametrize("kind", KINDS)
def test_the_examples_of_the_schemas_are_written_validly_in_the_order_of_the_schema(kind: str) -> None:
    example = schema.schema(kind)["examples"][0]
    written = dump(kind, example)
    assert written.splitlines()[0] == f"# yaml-language-server: $schema=../../schemas/{kind}.schema.json"
    loaded = parse(written, "x")
    assert loaded.data == example
    assert not schema.check(kind, loaded)
    backwards = dict(reversed(example.items()))
    assert dump(kind, backwards) == written


def test_long_texts_are_wrapped_at_spaces_and_paragraphs_kept() -> None:
    text = "word " * 60 + "end.\n\nSecond paragraph.\nNext line."
    written = dump("responses", {"responses": [{"text": text}]})
    assert max(len(line) for line in written.splitlines()) <= WIDTH
    assert "  - text: >-\n      word word" in written
    assert parse(written, "x").data["responses"][0]["text"] == text


COMMENTED = """\
# top
# yaml-language-server: $schema=x/y.json
document: {kind: responses, id: a, received: 2020-01-01}  # on the document
responses:   # on the list
# before r1
  - text: >-  # on the text
      abc def
      ghi # no comment
    # before answers
    answers: [a, "1"]   # on the answers
    position_words: "x # no comment"
  - answers:
      - a   # on a
      # before b
      - b
    # before text
    text: plain # on plain

# end
"""
CANONICAL = """\
# yaml-language-server: $schema=x/y.json
# top
document:  # on the document
  id: a
  kind: responses
  received: "2020-01-01"
responses:  # on the list
  # before r1
  # before answers
  - answers: [a, "1"]  # on the answers
    position_words: "x # no comment"
    text: "abc def ghi # no comment"  # on the text
  - answers:
      - a  # on a
      # before b
      - b
    # before text
    text: plain  # on plain
# end
"""


def test_comments_stay_with_what_they_are_about() -> None:
    assert format_text(COMMENTED) == CANONICAL
    assert format_text(CANONICAL) == CANONICAL
    assert format_text(COMMENTED.replace("\n", "\r\n")) == CANONICAL


COMMENT = st.sampled_from(["", "", "", "  # {}"])
ABOVE = st.sampled_from(["", "", "", "# {}\n", "    # {}\n# {}\n", "\n"])


@st.composite
def commented(draw: st.DrawFn) -> str:
    """A valid file with comments, numbered, in any place that takes them."""
    lines = [
        "document:", "  kind: responses", "  id: a", "  period: {from: 2020-01-01,", "    to: 2021-01-01}", "responses:",
        "  - text: |", "      one", "      two", "    id: r1", "    answers: [a,", "      b, c]", "  - id: r2",
        "    positions:", "      - {position: noted, by: x}", "      - by: y", "        position: accepted", "    text: >-",
        "      three", "", "      four", "    see:", "      - a", "      - b", "  - {id: r3, text: x}",
    ]  # fmt: skip
    inside = {"      one", "      two", "      three", "", "      four"}
    text, number = "", 0
    for line in lines:
        above, beside = ("", "") if line in inside else (draw(ABOVE), draw(COMMENT))
        whole = above + line + beside + "\n"
        while "{}" in whole:
            number += 1
            whole = whole.replace("{}", f"note{number}.", 1)
        text += whole
    return text


@settings(max_examples=300, deadline=None)
@given(text=commented())
def test_no_comment_is_lost_or_doubled_and_formatting_again_changes_nothing(text: str) -> None:
    once = format_text(text)
    assert parse(once, "x").data == parse(text, "x").data
    assert sorted(re.findall(r"note\d+\.", once)) == sorted(re.findall(r"note\d+\.", text))
    assert format_text(once) == once


def test_a_number_that_should_have_been_a_text_is_quoted_as_it_was_written() -> None:
    text = "document: {id: a, kind: recommendations}\nrecommendations:\n  - {id: 115.10, text: x}\n"
    assert '- id: "115.10"' in format_text(text)


def test_fields_that_no_schema_knows_are_kept() -> None:
    assert "mine:\n  - z: 1\n" in format_text("mine: [{z: 1}]\ndocument: {kind: evidence, id: a}\n")


@pytest.mark.parametrize("text", ["a: &x 1", "a: b: c", "a: 1\na: 2", "", "- 1", "a: 1", "document: {kind: other}"])
def test_a_file_that_cannot_be_formatted_safely_is_refused(text: str) -> None:
    with pytest.raises(GapcheckError):
        format_text(text, "f.yaml")


def test_an_update_keeps_comments_additions_and_the_order_of_the_new() -> None:
    old = dump("recommendations", {
        "document": {"id": "a", "kind": "recommendations"},
        "recommendations": [
            {"id": "1", "text": "Old one.", "themes": ["mine"], "sub_items": [{"id": "1.a", "text": "Old.", "expects": [{"aspect": "x"}]}]},
            {"id": "2", "text": "Gone."},
        ],
    })  # fmt: skip
    old = old.replace("    text: Old one.", "    # said at the session\n    text: Old one.  # checked")
    old = old.replace("    text: Gone.", "    text: Gone.  # on what is gone")
    new = {
        "document": {"id": "a", "kind": "recommendations"},
        "recommendations": [
            {"id": "3", "text": "New."},
            {"id": "1", "text": "New one.", "sub_items": [{"id": "1.a", "text": "New."}]},
        ],
    }
    text = update("recommendations", old, new)
    assert parse(text, "x").data["recommendations"] == [
        {"id": "3", "text": "New."},
        {"id": "1", "text": "New one.", "themes": ["mine"], "sub_items": [{"id": "1.a", "text": "New.", "expects": [{"aspect": "x"}]}]},
    ]  # fmt: skip
    assert "    # said at the session\n    text: New one.  # checked" in text
    assert text.endswith("# on what is gone\n")
    assert format_text(text) == text
    assert "themes" not in update("recommendations", old, new, keep_extra=False)


def test_merging_changes_neither_side() -> None:
    old: Any = {"a": [{"id": "x", "k": 1}], "b": 2}
    new: Any = {"a": [{"id": "x", "n": 3}, {"id": "y"}]}
    assert merge(old, new) == {"b": 2, "a": [{"id": "x", "k": 1, "n": 3}, {"id": "y"}]}
    assert (old, new) == ({"a": [{"id": "x", "k": 1}], "b": 2}, {"a": [{"id": "x", "n": 3}, {"id": "y"}]})


def test_files_are_written_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = tmp_path / "new" / "one.yaml", tmp_path / "two.yaml"
    two.write_text("before")
    with pytest.raises(GapcheckError, match=r"two\.yaml: this file is there already"):
        write({one: "1", two: "2"})
    assert not one.exists()
    replace = os.replace
    calls: list[Any] = []

    def fail_second(source: Any, target: Any) -> None:
        calls.append(target)
        if len(calls) == 2:
            raise OSError(28, "No space left on device", str(target))
        replace(source, target)

    monkeypatch.setattr(os, "replace", fail_second)
    with pytest.raises(GapcheckError, match="no space left"):
        write({two: "2", one: "1"}, force=True)
    monkeypatch.undo()
    assert two.read_text() == "before"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["new", "two.yaml"]
    write({one: "1", two: "2"}, force=True)
    assert (one.read_text(), two.read_text()) == ("1", "2")


def test_rights_of_a_file_are_kept_and_a_link_is_followed(tmp_path: Path) -> None:
    path, link = tmp_path / "a.yaml", tmp_path / "link.yaml"
    path.write_text("x")
    path.chmod(0o640)
    link.symlink_to(path)
    write({link: "y"}, force=True)
    assert link.is_symlink()
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("y", 0o640)


def test_a_folder_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").mkdir()
    with pytest.raises(GapcheckError, match="cannot be written"):
        write({tmp_path / "a.yaml": "x"}, force=True)


KILLED = """
import sys
from pathlib import Path
from gapcheck.records.files import write
paths = [Path(sys.argv[1]) / f"{n}.yaml" for n in range(3)]
print("ready", flush=True)
for turn in range(10**9):
    write({path: f"{turn % 10}" * 50_000 for path in paths}, force=True)
"""


def test_a_kill_at_any_moment_leaves_whole_files(tmp_path: Path) -> None:
    for wait in (0.0, 0.003, 0.007, 0.011, 0.02, 0.031):
        process = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        for path in tmp_path.glob("[0-9].yaml"):
            text = path.read_text()
            assert len(text) == 50_000
            assert len(set(text)) == 1
    assert len(list(tmp_path.glob("[0-9].yaml"))) == 3


MARK, OTHER = "9f86d081884c7d65", "0a1b2c3d4e5f6071"


def test_verdicts_are_added_replaced_and_removed_with_comments_kept(tmp_path: Path) -> None:
    path = tmp_path / "verdicts" / "case.yaml"
    first = Verdict(fingerprint=MARK, verdict="accepted", by="A", on="2026-11-20", code="ANS001", requests=("2.a",))
    verdicts.record(path, [first])
    path.write_text(path.read_text().replace("verdict: accepted", "verdict: accepted  # as agreed"))
    verdicts.record(path, [Verdict(fingerprint=OTHER, verdict="disputed", why="See annex: page 3.")])
    verdicts.record(path, [Verdict(fingerprint=MARK, verdict="disputed", why="No.")])
    text = path.read_text()
    assert "verdict: disputed  # as agreed" in text
    loaded = parse(text, "x")
    assert not schema.check("verdicts", loaded)
    assert [(one.fingerprint, one.verdict, one.why, one.by) for one in verdicts.verdicts(loaded)] == [
        (MARK, "disputed", "No.", ""), (OTHER, "disputed", "See annex: page 3.", ""),
    ]  # fmt: skip
    verdicts.record(path, [], drop=[MARK])
    assert [one.fingerprint for one in verdicts.verdicts(parse(path.read_text(), "x"))] == [OTHER]


def test_a_broken_file_of_verdicts_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("verdicts: [{fingerprint: x}]\n")
    with pytest.raises(GapcheckError):
        verdicts.record(path, [Verdict(fingerprint=MARK, verdict="accepted")])
    assert path.read_text() == "verdicts: [{fingerprint: x}]\n"
