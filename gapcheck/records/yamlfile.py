"""Safe YAML: bytes to plain data, with the place of every value.

Read from the parser's events, without recursion, so that nothing is built before it is known to be harmless.
Anchors, aliases and tags are refused. Of unquoted values only `true`, `false`, `null` and plain decimal numbers are
other than text: dates, `no`, `010` and `12:30` stay as they were written.
"""

from __future__ import annotations

import gc
import os
import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from gapcheck.errors import Problem
from gapcheck.records.loaded import BREAK, Loaded, Node, field_path, place_of

__all__ = ["BREAK", "LIMIT", "LOADER", "Loaded", "Node", "field_path", "parse", "place_of", "read"]

LIMIT = 16 * 1024 * 1024
"""Bytes; far above any real record (the longest reply seen is under 1 MB), and quick to refuse."""
DEPTH = 50
"""Levels of nesting; the deepest record seen needs 12."""
VALUES = 400_000
"""Names and values in one file; a reply of 300 pages has about 20,000, and each costs up to a kilobyte of memory."""
MOST = 50
"""Unsafe places listed for one file before reading stops."""
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_MARK = re.compile("\ufeff")  # a byte order mark amid the text; YAML knows it only as an escape
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\Z")
_FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\.[0-9]{0,18}\Z")
_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_CAUSES = (
    ("mapping values are not allowed", "text with a colon in it in quotes"),
    ("cannot start any token", "spaces instead of tabs, and text that starts with a sign such as @ or ` in quotes"),
    ("unexpected end of stream", "a closing quotation mark"),
    ("expected ',' or", "a comma between the values, and a closing bracket"),
    ("could not find expected ':'", "a colon and a space after the name of the field"),
    ("did not find expected key", "the same indentation as the fields above, and quotation marks that close"),
    ("block sequence entries are not allowed", "the list on a line of its own"),
    ("did not find expected '-' indicator", "the same indentation for every item of a list"),
)


def read(path: str | os.PathLike[str], name: str = "") -> Loaded:
    """Reads one file; `name` is how messages call it (the path itself by default). Never raises for a bad file."""
    loaded = Loaded(file=name or Path(path).as_posix())

    def refuse(message: str, found: str = "", expected: str = "") -> Loaded:
        loaded.sound = False
        loaded.problems.append(
            Problem(code="REC008", file=loaded.file, message=message, found=found, expected=expected)
        )
        return loaded

    try:
        state = os.stat(path)
        if not stat.S_ISREG(state.st_mode):
            what = "a folder" if stat.S_ISDIR(state.st_mode) else "a device or pipe"
            return refuse("this is no file", what, "a YAML file")
        if state.st_size <= LIMIT:
            with open(path, "rb") as stream:
                content = stream.read(LIMIT + 1)
            if len(content) <= LIMIT:
                return parse(content, loaded.file)
        return refuse("the file is too large", f"{state.st_size:,} bytes", f"at most {LIMIT:,} bytes")
    except OSError as error:
        return refuse("the file cannot be read", (error.strerror or "an error").lower(), "a readable file")
    except ValueError:
        return refuse("this is no file name", "a NUL character in it", "a file name")


def parse(content: bytes | str, file: str) -> Loaded:
    """Parses the content of one file; never raises for bad content."""
    loaded = Loaded(file=file)
    if isinstance(content, str):
        loaded.text = content.removeprefix("\ufeff")
    else:
        text = _decode(content, loaded)
        if text is None:
            return loaded
        loaded.text = text
    bad = _CONTROL.search(loaded.text) or _MARK.search(loaded.text)
    if bad:
        line, column = place_of(loaded.text, bad.start())
        _refuse(loaded, "REC008", line, column, "a character that text does not have",
                f"U+{ord(bad.group()):04X}", "plain text")  # fmt: skip
        return loaded
    _Builder(loaded).run()
    return loaded


def _refuse(
    loaded: Loaded, code: str, line: int, column: int, message: str, found: str = "", expected: str = "", at: str = ""
) -> None:
    """Adds a problem; `line` and `column` count from 0."""
    if code != "REC011":
        loaded.sound = False
    loaded.problems.append(
        Problem(code=code, file=loaded.file, line=line + 1, column=column + 1, field=at, message=message, found=found,
                expected=expected)
    )  # fmt: skip


def _decode(content: bytes, loaded: Loaded) -> str | None:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or (len(content) > 3 and content[:4].count(0) >= 2):
        _refuse(loaded, "REC008", 0, 0, "the file is not UTF-8", "UTF-16 or UTF-32", "UTF-8")
        return None
    try:
        return content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        line, column = place_of(before, len(before))
        _refuse(loaded, "REC008", line, column, "the file is not UTF-8", f"the byte 0x{content[error.start]:02X}",
                "UTF-8; an older editor may have saved it in another character set")  # fmt: skip
        return None


class _Stop(Exception):
    """Reading of a file ends here; the problem is already noted."""


class _Builder:
    """Builds data and nodes from one file's events."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.stack: list[tuple[Any, Node]] = []
        self.key: list[str | None] = []  # beside the stack: the name whose value comes next
        self.repeated: list[bool] = []
        self.values = 0

    def run(self) -> None:
        loaded = self.loaded
        handlers: dict[type[yaml.Event], Callable[[Any], None]] = {
            yaml.ScalarEvent: self.scalar,
            yaml.MappingStartEvent: self.open,
            yaml.SequenceStartEvent: self.open,
            yaml.MappingEndEvent: self.close,
            yaml.SequenceEndEvent: self.close,
            yaml.AliasEvent: self.alias,
            yaml.DocumentStartEvent: self.document,
        }
        collecting = gc.isenabled()
        gc.disable()  # nothing here is cyclic, and a collection for every few hundred nodes doubles the time
        try:
            for event in yaml.parse(loaded.text, Loader=LOADER):
                handler = handlers.get(type(event))
                if handler:
                    handler(event)
        except _Stop:
            loaded.data = loaded.root = None
        except yaml.YAMLError as error:
            loaded.data = loaded.root = None
            self.broken(error)
        else:
            if loaded.root is None and loaded.sound:
                _refuse(loaded, "REC001", 0, 0, "the file is empty", expected="a record")
        finally:
            if collecting:
                gc.enable()

    def broken(self, error: yaml.YAMLError) -> None:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        problem = str(getattr(error, "problem", None) or error).splitlines()[0]
        expected = next((cause for words, cause in _CAUSES if words in problem), "")
        _refuse(self.loaded, "REC001", mark.line if mark else 0, mark.column if mark else 0,
                f"this is not valid YAML: {problem}", expected=expected)  # fmt: skip

    def unsafe(self, event: Any, message: str, found: str, expected: str, stop: bool = False) -> None:
        mark = event.start_mark
        _refuse(self.loaded, "REC007", mark.line, mark.column, message, found, expected)
        if stop or len(self.loaded.problems) >= MOST:
            raise _Stop

    def document(self, event: Any) -> None:
        if self.loaded.root is not None:
            mark = event.start_mark
            _refuse(self.loaded, "REC001", mark.line, mark.column, "the file holds several documents",
                    "a second one here", "one document a file, without a line `---` inside")  # fmt: skip
            raise _Stop

    def alias(self, event: Any) -> None:
        self.unsafe(event, "aliases are not read", f"*{event.anchor}", "the value itself, written out")
        mark = event.start_mark
        self.place(None, Node(mark.index, event.end_mark.index, mark.line, mark.column), mark)

    def guard(self, event: Any) -> None:
        self.values += 1
        if self.values > VALUES:
            self.unsafe(
                event, "too many values", f"more than {VALUES:,}", f"at most {VALUES:,} names and values", stop=True
            )
        if event.anchor:
            self.unsafe(event, "anchors are not read", f"&{event.anchor}", "the value without the anchor")
        if event.tag is not None:
            self.unsafe(event, "tags are not read", event.tag, "the value without the tag")

    def scalar(self, event: Any) -> None:
        self.guard(event)
        start, end = event.start_mark, event.end_mark
        node = Node(start.index, end.index, start.line, start.column, event.style or "")
        value: Any = event.value
        if self.stack and self.stack[-1][1].style == "{" and self.key[-1] is None:
            self.name(value, start)
            return
        if event.implicit[0]:  # unquoted
            if value in _WORDS:
                value = _WORDS[value]
            elif value[0] in "-+0123456789":
                if _INTEGER.match(value):
                    value = int(value)
                elif _FLOAT.match(value):
                    value = float(value)
        elif event.style == '"' and _CONTROL.search(value):
            self.unsafe(event, "a character that text does not have", "an escape in a quoted text", "plain text")
        self.place(value, node, start)

    def open(self, event: Any) -> None:
        self.guard(event)
        start, fields = event.start_mark, isinstance(event, yaml.MappingStartEvent)
        if len(self.stack) >= DEPTH:
            self.unsafe(event, "nested too deeply", f"more than {DEPTH} levels", f"at most {DEPTH} levels", stop=True)
        if self.stack and self.stack[-1][1].style == "{" and self.key[-1] is None:
            self.unsafe(event, "a field's name is text", "a list or fields", "text", stop=True)
        node = Node(start.index, event.end_mark.index, start.line, start.column, "{" if fields else "[")
        container: Any = {} if fields else []
        self.place(container, node, start)
        self.stack.append((container, node))
        self.key.append(None)
        self.repeated.append(False)

    def close(self, event: Any) -> None:
        _, node = self.stack.pop()
        self.key.pop()
        self.repeated.pop()
        node.end = event.end_mark.index

    def name(self, name: str, mark: Any) -> None:
        data, node = self.stack[-1]
        self.key[-1] = name
        self.repeated[-1] = name in data
        if name in data:
            first = node.keys[name][0] + 1
            _refuse(self.loaded, "REC011", mark.line, mark.column, f"`{name}` is given twice",
                    f"the first one in line {first}", "one of them")  # fmt: skip
            if len(self.loaded.problems) >= MOST:
                raise _Stop
        else:
            node.keys[name] = (mark.line, mark.column)

    def place(self, value: Any, node: Node, mark: Any) -> None:
        if not self.stack:
            self.loaded.data, self.loaded.root = value, node
            return
        data, above = self.stack[-1]
        if above.style == "[":
            data.append(value)
            above.items.append(node)
            return
        name = self.key[-1]
        assert name is not None
        if not self.repeated[-1]:
            data[name] = value
            above.fields[name] = node
        self.key[-1] = None
