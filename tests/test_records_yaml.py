"""Hostile and broken YAML: told with file, line and column; never a traceback, never a surprise value."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gapcheck.records import writer
from gapcheck.records.places import Lines, lines_of, origin
from gapcheck.records.yamlfile import LIMIT, Loaded, parse, read

BOMB = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
)


@pytest.mark.parametrize(
    ("content", "code", "line", "column", "words"),
    [
        pytest.param(BOMB, "REC007", 1, 4, "anchors", id="alias bomb"),
        pytest.param("[" * 2_000_000, "REC007", 1, 51, "nested too deeply", id="two million brackets"),
        pytest.param("{a: " * 500_000, "REC007", 1, 201, "nested too deeply", id="nested fields"),
        pytest.param("- " * 500_000, "REC007", 1, 101, "nested too deeply", id="nested dashes"),
        pytest.param("".join(f"{' ' * n}a:\n" for n in range(60)), "REC007", 51, 51, "nested too deeply", id="staircase"),
        pytest.param("a: [" + "1," * 8_000_000 + "1]", "REC007", 1, 799_999, "too many values", id="a long list"),
        pytest.param("a: 1\nb: 2\na: 3\n", "REC011", 3, 1, "twice", id="duplicate key"),
        pytest.param("a: !!python/name:os.system x\n", "REC007", 1, 4, "tags", id="python tag"),
        pytest.param("x: 1\na: !mine {b: 1}\n", "REC007", 2, 4, "tags", id="own tag"),
        pytest.param("a: !!str 1", "REC007", 1, 4, "tags", id="standard tag"),
        pytest.param(b"a: x\0y", "REC008", 1, 5, "a character", id="NUL"),
        pytest.param(b"a: 1\nb: \x1b[31m", "REC008", 2, 4, "a character", id="escape character"),
        pytest.param('a: "x\\0y"', "REC007", 1, 4, "a character", id="NUL by an escape"),
        pytest.param("a: x\ufeffy", "REC008", 1, 5, "a character", id="byte order mark amid the text"),
        pytest.param("a: é\nb: ü".encode("latin-1"), "REC008", 1, 4, "not UTF-8", id="latin-1"),
        pytest.param("a: 1".encode("utf-16"), "REC008", 1, 1, "not UTF-8", id="UTF-16"),
        pytest.param("a: 1".encode("utf-32-le"), "REC008", 1, 1, "not UTF-8", id="UTF-32"),
        pytest.param("", "REC001", 1, 1, "empty", id="empty"),
        pytest.param("# only a comment\n", "REC001", 1, 1, "empty", id="only a comment"),
        pytest.param("a: 1\n---\nb: 2\n", "REC001", 2, 1, "several documents", id="two documents"),
        pytest.param("a: b: c", "REC001", 1, 5, "not valid YAML", id="colon in text"),
        pytest.param("a:\n\tb: 1", "REC001", 2, 1, "not valid YAML", id="tab"),
        pytest.param("a: 'x", "REC001", 1, 6, "not valid YAML", id="open quote"),
        pytest.param("? [a]\n: b\n", "REC007", 1, 3, "name is text", id="a list as a name"),
    ],
)  # fmt: skip
def test_broken_content_is_told_with_its_place(
    content: str | bytes, code: str, line: int, column: int, words: str
) -> None:
    start = time.perf_counter()
    loaded = parse(content, "some.yaml")
    assert time.perf_counter() - start < 5
    problem = loaded.problems[0]
    assert (problem.file, problem.code, problem.line, problem.column) == ("some.yaml", code, line, column)
    assert words in problem.message
    assert len(loaded.problems) <= 50


def test_every_unsafe_place_of_a_file_is_listed() -> None:
    loaded = parse("a: &x 1\nb: *x\nc: !t 2\nd: 3\nd: 4\n", "f")
    assert [(problem.code, problem.line) for problem in loaded.problems] == [
        ("REC007", 1), ("REC007", 2), ("REC007", 3), ("REC011", 5),
    ]  # fmt: skip
    assert not loaded.sound


def test_surprises_of_yaml_stay_as_they_were_written() -> None:
    loaded = parse(
        "[2023-06-16, no, yes, on, y, 010, 0x1f, 12:30, 1_000, 1e3, .inf, 2001-12-14t21:59:43Z, '7', 7, -1, "
        "true, null, ~, '', <<]",
        "f",
    )
    assert loaded.data == [
        "2023-06-16", "no", "yes", "on", "y", "010", "0x1f", "12:30", "1_000", "1e3", ".inf", "2001-12-14t21:59:43Z",
        "7", 7, -1, True, None, None, "", "<<",
    ]  # fmt: skip
    assert not loaded.problems


def test_a_huge_number_of_digits_is_text() -> None:
    assert parse("a: " + "9" * 10_000, "f").data == {"a": "9" * 10_000}


def test_the_first_of_a_doubled_field_is_kept_whole() -> None:
    loaded = parse("a: {b: 1}\na: {c: [2]}\nd: 3\n", "f")
    assert loaded.data == {"a": {"b": 1}, "d": 3}


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    loaded = parse("\ufeffa: 1\r\nb: |\r\n  x\r\n  y\r\nc: z\r\n".encode(), "f")
    assert loaded.data == {"a": 1, "b": "x\ny\n", "c": "z"}
    assert loaded.root is not None
    assert lines_of(loaded.text, loaded.root.fields["b"], loaded.data["b"]) == ((0, 3), (2, 4))
    assert loaded.root.fields["c"].line == 4


def test_columns_count_characters_not_bytes() -> None:
    loaded = parse("𝔸é: [ü, &x 1]", "f")
    assert loaded.problems[0].column == 9


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    big = tmp_path / "big.yaml"
    with big.open("wb") as stream:
        stream.truncate(LIMIT + 1_000_000)
    start = time.perf_counter()
    problem = read(big, "big.yaml").problems[0]
    assert time.perf_counter() - start < 0.5
    assert (problem.code, problem.message, problem.expected) == (
        "REC008", "the file is too large", "at most 16,777,216 bytes",
    )  # fmt: skip


def test_what_is_no_readable_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(tmp_path, "d").problems[0].found == "a folder"
    assert read(tmp_path / "none.yaml", "n").problems[0].message == "the file cannot be read"
    assert read("a\0b", "n").problems[0].code == "REC008"
    os.mkfifo(tmp_path / "pipe.yaml")
    assert read(tmp_path / "pipe.yaml", "p").problems[0].found == "a device or pipe"
    (tmp_path / "locked.yaml").write_text("a: 1")

    def refuse(*args: Any, **rest: Any) -> Any:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    assert read(tmp_path / "locked.yaml", "l").problems[0].found == "permission denied"


@pytest.mark.parametrize(
    ("yaml", "value", "pairs"),
    [
        ("a: one\n", "one", ((0, 1),)),
        ("a: one two\n  three\n\n  four\n", "one two three\nfour", ((0, 1), (8, 2), (14, 4))),
        ("a: |\n  one\n\n  three\n", "one\n\nthree\n", ((0, 2), (4, 3), (5, 4))),
        ("a: >-  # why\n  one\n  two\n\n  three\n", "one two\nthree", ((0, 2), (4, 3), (8, 5))),
        ("a: >\n  one\n    more\n  two\n", "one\n  more\ntwo\n", ((0, 2), (6, 3), (11, 4))),
        ("a: 'one''s\n\n  two'\n", "one's\ntwo", ((0, 1), (6, 3))),
        ('a: "one\\n\\u00e9\n  two\\\n  three"\n', "one\né twothree", ((0, 1), (6, 2), (9, 3))),
        ("a:\n  one\n  two\n", "one two", ((0, 2), (4, 3))),
    ],
)
def test_the_line_of_every_part_of_a_text_is_known(yaml: str, value: str, pairs: tuple[tuple[int, int], ...]) -> None:
    loaded = parse(yaml, "f")
    assert loaded.data == {"a": value}
    assert origin(loaded, ()).lines["a"] == pairs


def test_an_origin_knows_nested_fields_and_its_first_line() -> None:
    loaded = parse("document:\n  id: x\n  period:\n    from: a\n  source: {url: b}\n", "f.yaml")
    here = origin(loaded, ("document",))
    assert (here.file, here.line(), here.line("id"), here.line("period_from"), here.line("source_url")) == (
        "f.yaml", 2, 2, 4, 5,
    )  # fmt: skip
    assert isinstance(here.lines, Lines)
    assert sorted(here.lines) == ["", "id", "period", "period_from", "source", "source_url"]
    assert here.line("no such field") == 2


WORDS = st.lists(st.sampled_from(["one", "two's", 'thr"ee', "fo\\ur", "fünf", "a" * 40, "#x", "y: z", ""]), max_size=40)


@settings(max_examples=200, deadline=None)
@given(parts=st.lists(WORDS, min_size=1, max_size=4), ends=st.sampled_from(["", "\n"]))
def test_every_word_of_a_written_text_is_found_on_the_line_told(parts: list[list[str]], ends: str) -> None:
    text = "\n".join(" ".join(words) for words in parts) + ends
    written = writer.dump("responses", {"responses": [{"text": text}]})
    loaded: Loaded = parse(written, "f")
    here, lines = origin(loaded, ("responses", 0)), written.split("\n")
    at = 0
    for word in text.split():
        at = text.index(word, at)
        plain = word.replace("\\", "\\\\").replace('"', '\\"')
        line = lines[here.line("text", at) - 1]
        assert word in line or plain in line
        at += len(word)
