"""A YAML file in memory: its data, and beside it a tree that knows where each value stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from gapcheck.errors import Problem

BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""What YAML takes for the end of a line."""


@dataclass(slots=True)
class Node:
    """Where a value stands: `start` and `end` are character offsets, `line` and `column` count from 0.

    `style` is the scalar's ("" plain, `'`, `"`, `|`, `>`), "{" for fields, "[" for a list; `keys` the places of the
    fields' names.
    """

    start: int
    end: int
    line: int
    column: int
    style: str = ""
    fields: dict[str, Node] = field(default_factory=dict)
    items: list[Node] = field(default_factory=list)
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Loaded:
    """One file: `data` and `root` are None where nothing could be read; `sound` tells that `data` is all of it."""

    file: str
    text: str = ""
    data: Any = None
    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)
    sound: bool = True

    def node(self, place: tuple[str | int, ...]) -> Node | None:
        """The node at a place, else the deepest one above it."""
        here = self.root
        for step in place:
            if here is None:
                return None
            below = (
                here.fields.get(step)
                if isinstance(step, str)
                else (here.items[step] if step < len(here.items) else None)
            )
            if below is None:
                return here
            here = below
        return here

    def raw(self, node: Node) -> str:
        """The value as written."""
        return self.text[node.start : node.end]


def field_path(place: tuple[str | int, ...]) -> str:
    """`recommendations[0].sub_items[2].id` for a place."""
    text = ""
    for step in place:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def place_of(text: str, offset: int) -> tuple[int, int]:
    """The line and column of an offset, both from 0."""
    line = start = 0
    for match in BREAK.finditer(text, 0, offset):
        line, start = line + 1, match.end()
    return line, offset - start
