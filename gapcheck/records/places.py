"""From nodes to origins: the line of every character of every text of a record, found when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from gapcheck.model import Origin
from gapcheck.records.yamlfile import BREAK, Loaded, Node

Pairs = tuple[tuple[int, int], ...]
_VALUE_BREAK = re.compile("[\n\u2028\u2029]")
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_NAMED = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip


class Lines(Mapping[str, Pairs]):
    """The `lines` of one record's origin. Fields below a field are named `period_from`, `source_url`.

    Worked out when asked for: most fields are never quoted, and a repository has millions of them.
    """

    __slots__ = ("_data", "_node", "_text")

    def __init__(self, text: str, node: Node, data: Any) -> None:
        self._text, self._node, self._data = text, node, data

    def _find(self, name: str) -> tuple[Node, Any] | None:
        fields = self._node.fields
        if name in fields:
            return fields[name], self._data[name]
        above, _, below = name.partition("_")
        if above in fields and below in fields[above].fields:
            return fields[above].fields[below], self._data[above][below]
        return None

    def __getitem__(self, name: str) -> Pairs:
        if not name:
            return ((0, self._node.line + 1),)
        found = self._find(name)
        if found is None:
            raise KeyError(name)
        return lines_of(self._text, *found)

    def __iter__(self) -> Iterator[str]:
        yield ""
        for name, node in self._node.fields.items():
            yield name
            yield from (f"{name}_{below}" for below in node.fields)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def origin(loaded: Loaded, place: tuple[str | int, ...]) -> Origin:
    """The origin of the record at a place of a sound file."""
    node, data = loaded.node(place), loaded.data
    if node is None:
        return Origin(file=loaded.file)
    for step in place:
        data = data[step]
    return Origin(file=loaded.file, lines=Lines(loaded.text, node, data))


def lines_of(text: str, node: Node, value: Any) -> Pairs:
    """(offset in the value, line of the file) for every line of the file that a value runs over, lines from 1."""
    first = node.line + 1
    if not isinstance(value, str):
        return ((0, first),)
    pieces = BREAK.split(text[node.start : node.end])
    if len(pieces) == 1:
        return ((0, first),)
    if node.style == "|":
        return _literal(value, first)
    found: list[tuple[int, int]] = []
    at = 0
    for number, piece in enumerate(pieces):
        content = _content(piece, node.style, number == 0, number == len(pieces) - 1)
        if not content:
            continue
        offset = value.find(content, at)
        if offset < 0 or value[at:offset].strip(" \t\n"):
            break
        found.append((offset if found else 0, first + number))
        at = offset + len(content)
    return tuple(found) or ((0, first),)


def _literal(value: str, first: int) -> Pairs:
    starts = [0, *(match.end() for match in _VALUE_BREAK.finditer(value))]
    if len(starts) > 1 and starts[-1] == len(value):
        starts.pop()
    return tuple((offset, first + 1 + number) for number, offset in enumerate(starts))


def _content(piece: str, style: str, is_first: bool, is_last: bool) -> str:
    """What one line of a folded, quoted or plain text contributes to the value, without white space at its ends."""
    if style == ">":
        return "" if is_first else piece.strip(" \t")
    if style in ("'", '"'):
        piece = piece.removeprefix(style) if is_first else piece
        piece = piece.removesuffix(style) if is_last else piece
    piece = piece.strip(" \t")
    if style == "'":
        return piece.replace("''", "'")
    if style == '"':
        if (len(piece) - len(piece.rstrip("\\"))) % 2:  # the line's end is escaped
            piece = piece[:-1]
        return _ESCAPE.sub(_unescape, piece).strip(" \t")
    return piece


def _unescape(match: re.Match[str]) -> str:
    code = match.group(1) or match.group(2) or match.group(3)
    if code:
        return chr(int(code, 16))
    return _NAMED.get(match.group(4), match.group(4))
