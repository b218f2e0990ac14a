"""The comments of a YAML text, each tied to the value it stands before or beside."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from gapcheck.records.yamlfile import BREAK, LOADER, Loaded, Node

Path = tuple[str | int, ...]
"""Like a place, but the item of a list is named by its id where it has one, so that it is found when items move."""
NAMES = ("id", "fingerprint", "aspect", "indicator")
_HEADER = re.compile(r"[|>][-+0-9]*[ \t]+(#[^\r\n\x85\u2028\u2029]*)")


@dataclass(slots=True)
class Comments:
    """`before` the lines above a value, `beside` the end of its line, `end` the lines after everything."""

    before: dict[Path, list[str]] = field(default_factory=dict)
    beside: dict[Path, str] = field(default_factory=dict)
    end: list[str] = field(default_factory=list)

    def inside(self, path: Path) -> bool:
        """Whether anything below `path` has a comment."""
        depth = len(path)
        return any(len(one) > depth and one[:depth] == path for one in (*self.before, *self.beside))


@dataclass(slots=True)
class _Anchor:
    start: int
    line: int
    path: Path
    block: bool


def steps(items: Any) -> list[str | int]:
    """How a path names each item of a list: by its id, else by its place; the second of an id is told apart."""
    found: list[str | int] = []
    for number, item in enumerate(items if isinstance(items, list) else ()):
        name: str | int = number
        if isinstance(item, Mapping):
            name = next((f"{key}={item[key]}" for key in NAMES if isinstance(item.get(key), str)), number)
        found.append(f"{name}#{number}" if name in found else name)
    return found


def comments(loaded: Loaded) -> Comments:
    """Every comment of a loaded file but the line for the language server."""
    found = Comments()
    if loaded.root is None:
        return found
    lines = [0, *(match.end() for match in BREAK.finditer(loaded.text))]
    anchors = sorted(_anchors(loaded, loaded.root, loaded.data, (), lines), key=lambda one: (one.start, len(one.path)))
    starts = [one.start for one in anchors]
    by_line: dict[int, list[_Anchor]] = {}
    for anchor in anchors:
        by_line.setdefault(anchor.line, []).append(anchor)
    for offset, text in _texts(loaded.text):
        if re.match(r"#\s*yaml-language-server:\s*\$schema=", text):
            continue
        line = bisect_right(lines, offset) - 1
        if loaded.text[lines[line] : offset].strip():
            _beside(found, anchors, starts, by_line.get(line, []), offset, text)
        else:
            at = bisect_left(starts, offset)
            target = found.before.setdefault(anchors[at].path, []) if at < len(anchors) else found.end
            target.append(text)
    return found


def _beside(
    found: Comments, anchors: list[_Anchor], starts: list[int], here: list[_Anchor], offset: int, text: str
) -> None:
    on_line = [one for one in here if one.start < offset and not one.block]
    at = bisect_left(starts, offset) - 1
    path = on_line[0].path if on_line else anchors[max(at, 0)].path
    if path in found.beside:
        found.before.setdefault(path, []).append(text)
    else:
        found.beside[path] = text


def _anchors(
    loaded: Loaded, node: Node, data: Any, path: Path, lines: list[int], named: bool = False
) -> Iterator[_Anchor]:
    is_block = node.style in ("{", "[") and loaded.text[node.start : node.start + 1] != node.style
    if not (is_block and named):  # the field's name has an anchor already
        yield _Anchor(node.start, node.line, path, is_block)
    for name, child in node.fields.items():
        line, column = node.keys[name]
        yield _Anchor(lines[line] + column, line, (*path, name), False)
        yield from _anchors(loaded, child, data[name], (*path, name), lines, True)
    for child, item, step in zip(node.items, data if node.items else (), steps(data), strict=False):
        yield from _anchors(loaded, child, item, (*path, step), lines)


def _texts(text: str) -> Iterator[tuple[int, str]]:
    """Every comment with its offset: each `#` outside the scalars, at a line's start or after white space."""
    at = 0
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.ScalarEvent):
            start, end = _index(event.start_mark), _index(event.end_mark)
            yield from _between(text, at, start)
            header = _HEADER.match(text, start, end) if event.style in ("|", ">") else None
            if header:
                yield header.start(1), header.group(1).rstrip()
            at = end
    yield from _between(text, at, len(text))


def _index(mark: Any) -> int:
    return int(mark.index)


def _between(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    for match in re.compile("#[^\r\n\x85\u2028\u2029]*").finditer(text, start, end):
        yield match.start(), match.group().rstrip()
