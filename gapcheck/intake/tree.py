"""The tree of items: nodes, their texts, and how it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from gapcheck.intake.labels import Scheme
from gapcheck.intake.units import Piece, Unit, joint


@dataclass(slots=True)
class Node:
    """One item: `id` canonical, `units` its own texts in order (those of its sub-items are in `children`)."""

    id: str
    label: str = ""
    scheme: Scheme = Scheme.PLAIN
    value: int = 0
    style: str = ""
    stem: str = ""
    mark: Piece | None = None
    title: str = ""
    title_pieces: list[Piece] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    parent: Node | None = None
    reviews: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """Ids that its list passes over just before it."""
    indent: float = 0.0
    level: int = 0
    page: int = 0

    @property
    def text(self) -> str:
        return join([unit if unit.mark is not self.mark else replace(unit, label=None) for unit in self.units])

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def tail(self) -> str:
        """The last of its own texts: what follows it is judged by how it ends."""
        return self.units[-1].text.rstrip() if self.units else ""

    @property
    def depth(self) -> int:
        return 0 if self.parent is None else self.parent.depth + 1


def join(units: Sequence[Unit]) -> str:
    """Units that follow each other as one text: a sentence that a page cut goes on, a list item begins a line with
    its label, a new paragraph begins after a blank line."""
    out = ""
    for unit in units:
        out = grown(out, unit)
    return out


def grown(text: str, unit: Unit) -> str:
    """`text` and the unit's own after it."""
    if unit.label is not None:
        return f"{text}{chr(10) if text else ''}{unit.label.printed} {unit.text}".rstrip()
    return text + joint(text, unit.text) + unit.text


def shown(nodes: Sequence[Node], depth: int = 0) -> str:
    """The outline as a tree to read on screen."""
    lines = []
    for node in nodes:
        words = re.sub(r"\s+", " ", node.title or node.text)
        mark = f"  [{'; '.join(node.reviews)}]" if node.reviews else ""
        printed = f" {node.label}" if node.label else ""
        lines.append(f"{'  ' * depth}{node.id}{printed}  {words[:70]}{'…' if len(words) > 70 else ''}{mark}")
        if node.children:
            lines.append(shown(node.children, depth + 1))
    return "\n".join(lines)
