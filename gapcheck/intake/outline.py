"""Units to a tree of labelled items, to any depth, with canonical dotted ids.

A label alone does not say where it belongs: `(i)` is a letter after `(h)` and a numeral after `(c)` when `(ii)`
follows. So every label is placed by the lists that are open: the deepest list it continues, else a new list below the
last item, else a list with a hole. Whatever is not plain is said in the node's `review`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gapcheck.intake.cuts import parted
from gapcheck.intake.labels import Label, Reading, Scheme, readings, spell
from gapcheck.intake.tree import Node, grown, join, shown
from gapcheck.intake.units import Unit, ended

__all__ = ["Node", "build", "grown", "join", "outline", "parted", "shown"]

DEEPEST = 12
"""No document met nests deeper than five levels; beyond this it is taken for noise."""


def outline(units: Sequence[Unit], root: str = "", *, plain: bool = True) -> list[Node]:
    """The items of a run of units, in order, ids below `root` ("" for the top).

    With `plain`, paragraphs without a label that begin in lower case after a colon are items of their own.
    """
    builder = _Builder(units, root, plain)
    for number in range(len(units)):
        builder.place(number)
    return builder.top.children


def build(units: Sequence[Unit], root: Node, *, plain: bool = True) -> Node:
    """Hangs the items of a run of units below `root`; text before the first of them becomes the root's own."""
    builder = _Builder(units, root.id, plain)
    builder.top.units = root.units
    builder.hosted = True
    for number in range(len(units)):
        builder.place(number)
    root.units = builder.top.units
    root.reviews += builder.top.reviews
    root.children = builder.top.children
    for child in root.children:
        child.parent = root
    return root


class _Builder:
    def __init__(self, units: Sequence[Unit], root: str, plain: bool) -> None:
        self.units, self.plain = units, plain
        self.top = Node(id=root)
        self.last = self.top
        self.taken: set[str] = set()
        self.at = 0
        self.hosted = False  # the items stand below one whose own text comes before and behind them

    def place(self, number: int) -> None:
        self.at = number
        unit = self.units[number]
        if unit.label is None:
            self._unlabelled(unit)
        elif unit.label.bullet:
            self._bullet(unit)
        elif len(unit.label.parts) > 1:
            self._compound(unit)
        else:
            self._ordinal(number, unit)

    # -- paragraphs without a label

    def _unlabelled(self, unit: Unit) -> None:
        lower = unit.text[:1].islower()
        before = self.last.tail
        if self.plain and lower and before.endswith(":") and not self.last.children:
            self._add(self.last, unit, Scheme.PLAIN, 1)
        elif self.plain and lower and self.last.scheme is Scheme.PLAIN and self.last.parent and ended(before):
            self._add(self.last.parent, unit, Scheme.PLAIN, self.last.value + 1)
        else:
            self._continue(unit, lower)

    def _continue(self, unit: Unit, lower: bool) -> None:
        """A list item that has ended is not taken up by a new paragraph: its list's lead is ("… . This should include"),
        unless the list goes on behind it: what stands between (a) and (b) is of (a)."""
        node = self.last
        if not lower and ended(node.tail):
            while node.parent is not None and (node.parent is not self.top or self.hosted) and _listed(node):
                if not unit.text.rstrip().endswith(":") and self._resumed(node):
                    break
                node = node.parent
        if node is not self.last:
            node.reviews.append("a paragraph after its list is taken as part of its own text")
        node.units.append(unit)

    def _resumed(self, node: Node) -> bool:
        """Whether the next label is the next of the list a node stands in."""
        after = next((unit.label for unit in self.units[self.at + 1 : self.at + 40] if unit.label is not None), None)
        if after is None or after.bullet or len(after.parts) > 1 or after.style != node.style:
            return False
        return Reading(node.scheme, node.value + 1, node.stem) in readings(after.parts[0])

    # -- bullets

    def _bullet(self, unit: Unit) -> None:
        glyph = unit.label.style if unit.label else ""
        open_list = next(
            (n for n in self._open() if n.scheme is Scheme.BULLET and self._same_list(n, unit, glyph)), None
        )
        if open_list is not None and open_list.parent is not None:
            self._add(open_list.parent, unit, Scheme.BULLET, open_list.parent.children[-1].value + 1)
            return
        host = self.last
        if host.scheme is Scheme.PLAIN and host.parent is not None and ended(host.tail) and not host.tail.endswith(":"):
            host = host.parent
        self._add(host, unit, Scheme.BULLET, len(host.children) + 1)

    def _same_list(self, node: Node, unit: Unit, glyph: str) -> bool:
        if node.style != glyph:
            return False
        return not (
            unit.kind.value == "list item" and unit.level > node.level and node.tail.endswith(":") and node is self.last
        )

    # -- labels that repeat the whole path: "4a) iii."

    def _compound(self, unit: Unit) -> None:
        assert unit.label is not None
        node = self.top
        for depth, part in enumerate(unit.label.parts):
            last = depth == len(unit.label.parts) - 1
            reading = readings(part)[0] if depth < 2 else readings(part)[-1]
            known = next(
                (c for c in node.children if c.id.rpartition(".")[2] == spell(reading.scheme, reading.value)), None
            )
            if known is None:
                known = self._add(node, unit if last else None, reading.scheme, reading.value)
            elif last:
                known = self._repeat(node, unit, reading)
            node = known
        self.last = node

    # -- numbers, letters, numerals

    def _ordinal(self, number: int, unit: Unit) -> None:
        assert unit.label is not None
        options = list(readings(unit.label.parts[0]))
        if not options:
            self._continue(unit, lower=False)
            return
        reading = self._settled(number, unit.label, options)
        chosen = [reading] if reading else options
        for how in (self._goes_on, self._begins, self._skips, self._restarts):
            for option in chosen:
                if how(unit, option):
                    return
        self._add(self.top, unit, chosen[0].scheme, chosen[0].value, stem=chosen[0].stem)

    def _settled(self, number: int, label: Label, options: list[Reading]) -> Reading | None:
        """What the labels that follow say about one that may be a letter or a numeral."""
        if len(options) < 2:
            return None
        for unit in self.units[number + 1 : number + 40]:
            if unit.label is None or unit.label.bullet or unit.label.style != label.style:
                continue
            after = readings(unit.label.parts[0])
            fits = [o for o in options for a in after if a.scheme is o.scheme and a.value == o.value + 1]
            if len(fits) == 1:
                return fits[0]
            break
        return None

    def _open(self) -> Iterator[Node]:
        """The last item and those above it, the deepest first."""
        node: Node | None = self.last
        while node is not None and node is not self.top:
            yield node
            node = node.parent

    def _lists(self, unit: Unit, reading: Reading) -> list[Node]:
        """Open lists the label may belong to: same scheme and stem, those in the same punctuation first."""
        assert unit.label is not None
        found = [n for n in self._open() if n.scheme is reading.scheme and n.stem == reading.stem]
        style = unit.label.style
        return sorted(found, key=lambda node: node.style.strip(".") != style.strip("."))

    def _goes_on(self, unit: Unit, reading: Reading) -> bool:
        for node in self._lists(unit, reading):
            if reading.value == node.value + 1 and node.parent is not None:
                self._add(node.parent, unit, reading.scheme, reading.value, stem=reading.stem)
                return True
        return False

    def _begins(self, unit: Unit, reading: Reading) -> bool:
        """The first of a new list below the last item; at the top, any number."""
        if reading.stem:
            host = next((n for n in self._open() if n.id == reading.stem), self.top)
            if any(n.stem == reading.stem and n.scheme is reading.scheme for n in host.children):
                return False
            self._add(host, unit, reading.scheme, reading.value, stem=reading.stem)
            return True
        if self.last is self.top and not self.top.children and reading.value < 400:
            self._add(self.top, unit, reading.scheme, reading.value)
            return True
        if reading.value != 1 or any(n.scheme is reading.scheme and n.style == _style(unit) for n in self._open()):
            return False
        self._add(self.last, unit, reading.scheme, reading.value)
        return True

    def _skips(self, unit: Unit, reading: Reading) -> bool:
        for node in self._lists(unit, reading):
            if reading.value > node.value + 1 and reading.value - node.value <= 60 and node.parent is not None:
                added = self._add(node.parent, unit, reading.scheme, reading.value, stem=reading.stem)
                stem = added.id.rpartition(".")[0] if not reading.stem else ""
                gap = [spell(reading.scheme, value, reading.stem) for value in range(node.value + 1, reading.value)]
                added.missing = [f"{stem}.{name}" if stem else name for name in gap]
                added.reviews.append(f"the list goes from {node.label} to {added.label}")
                return True
        return False

    def _restarts(self, unit: Unit, reading: Reading) -> bool:
        for node in self._lists(unit, reading):
            if node.parent is not None:
                self.last = self._repeat(node.parent, unit, reading)
                return True
        return False

    def _repeat(self, parent: Node, unit: Unit, reading: Reading) -> Node:
        """A label that its list has had already: misprinted where the next number is free and wanted, else a second list."""
        printed = unit.label.printed if unit.label else ""
        last = parent.children[-1]
        misprint = last.value == reading.value and self._comes(unit, reading, reading.value + 2)
        node = self._add(parent, unit, reading.scheme, reading.value + misprint, stem=reading.stem)
        second = f"the label {printed} stands here a second time"
        node.reviews.append(f"{second}; read as {node.id}, since the next one follows it" if misprint else second)
        return node

    def _comes(self, unit: Unit, reading: Reading, value: int) -> bool:
        """Whether the next label of the same look is `value`."""
        for after in self.units[self.at + 1 : self.at + 40]:
            if after.label is not None and not after.label.bullet and after.label.style == _style(unit):
                return Reading(reading.scheme, value, reading.stem) in readings(after.label.parts[0])
        return False

    def _add(self, parent: Node, unit: Unit | None, scheme: Scheme, value: int, *, stem: str = "") -> Node:
        component = spell(scheme, value, stem)
        if stem and parent is not self.top and parent.id == stem:
            component = str(value)
        name = f"{parent.id}.{component}" if parent.id else component
        unique, count = name, 1
        while unique in self.taken:
            count += 1
            unique = f"{name}-{count}"
        self.taken.add(unique)
        label = unit.label if unit else None
        node = Node(
            id=unique,
            label=label.printed if label else "",
            scheme=scheme,
            value=value,
            style=label.style if label else "",
            stem=stem,
            mark=unit.mark if unit else None,
            units=[unit] if unit else [],
            parent=parent,
            indent=unit.indent if unit else 0.0,
            level=unit.level if unit else 0,
            page=unit.page if unit else 0,
        )
        if parent.depth < DEEPEST:
            parent.children.append(node)
        else:
            node.parent = self.top
            self.top.children.append(node)
        self.last = node
        return node


def _listed(node: Node) -> bool:
    """Whether a node stands in a list of some item: what is numbered is an item."""
    return node.parent is not None and node.scheme is not Scheme.NUMBER


def _style(unit: Unit) -> str:
    return unit.label.style if unit.label else ""
