"""Marked units to records as plain dicts, in the schemas' fields and in the source's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from gapcheck.intake import flat, once
from gapcheck.intake.conserve import Ledger
from gapcheck.intake.outline import Node, build, outline, parted
from gapcheck.intake.profile import Profile
from gapcheck.intake.ranges import expand
from gapcheck.intake.segment import Marked
from gapcheck.intake.units import Piece

Record = dict[str, Any]


def marker_and_rest(marked: Marked) -> tuple[Piece | None, list[Piece], str]:
    """The cue's own words, the pieces behind them, and their text."""
    unit = marked.unit
    if not marked.marker or not unit.pieces:
        return None, unit.pieces, unit.text
    first = unit.pieces[0]
    cut = first.start + marked.marker
    return (
        Piece(first.block, first.start, cut),
        [Piece(first.block, cut, first.end), *unit.pieces[1:]],
        unit.text[marked.marker :].strip(),
    )


class Requests:
    """Drafts recommendations: runs of `request` units below `item` headings and `part` leads."""

    def __init__(self, profile: Profile, ledger: Ledger) -> None:
        self.profile, self.ledger = profile, ledger
        self.roots: list[Node] = []
        self.parts: list[tuple[Node, str]] = []
        self.leads: list[tuple[Marked, list[Node]]] = []
        """The sentences that open lists of items, and the items below them."""
        self.since = 0
        self.lists: list[int] = []
        """For every root the list it stands in, 0 for none."""
        self.mixed: set[int] = set()
        """The lists that hold conclusions as well."""

    def read(self, marked: Sequence[Marked]) -> None:
        """Takes every unit that has to do with requests, in order."""
        run: list[Marked] = []
        host: Node | None = None
        current = 0
        for one in marked:
            closes = one.role == "skip" and one.first and self.profile.once and one.captures.get("list") == "ends"
            if one.role in ("item", "lead") or (one.role == "part" and one.first) or closes:
                self._flush(run, host)
                self.lists += [current] * (len(self.roots) - len(self.lists))
                run, host = [], None if closes else self._open(one)
            elif one.role in ("request", "part"):
                run.append(one)
            elif one.role != "skip":
                self._flush(run, host)
                run = []
            if closes:
                current = 0
            elif one.role == "lead":
                current = len(self.leads)
                self.mixed |= {current} if one.captures.get("list") == "mixed" else set()
        self._flush(run, host)
        self.lists += [current] * (len(self.roots) - len(self.lists))
        if self.profile.once:
            self._once()
        self._unique()

    def _once(self) -> None:
        """Each recommendation once; what only concludes is a part of its own."""
        once.titled(self.roots)
        once.numbered(self.roots)
        if not self.profile.single:
            once.folded(self.roots)
        mixed = {id(node) for node, number in zip(self.roots, self.lists, strict=True) if number in self.mixed}
        self.roots = once.settle(self.roots, self.lists, self.ledger)
        asks = self.profile.asks
        if asks is not None and mixed:
            told = [node for node in self.roots if id(node) in mixed and not any(map(asks.search, _all(node)))]
            self.parts += [(node, "conclusion") for node in told]
            concluded = {id(node) for node in told}
            self.roots = [node for node in self.roots if id(node) not in concluded]

    def _open(self, one: Marked) -> Node | None:
        unit = one.unit
        if one.role == "lead":
            self.ledger.skip_unit("leads", unit)
            self.leads.append((one, []))
            self.since = len(self.roots)
            return None
        name = one.captures.get("label") or (unit.label.key if unit.label else "")
        if one.role == "item":
            name = next(iter(expand(name).ids), name)
        node = Node(id=name if one.role == "item" else name.upper(), page=unit.page)
        mark, rest, text = marker_and_rest(one)
        if one.role == "part":
            node.label, node.mark, node.units = unit.label.printed if unit.label else "", unit.mark, [unit]
            self.parts.append((node, one.captures.get("role", "")))
            return node
        if one.captures.get("as") == "text":
            if not name and self.profile.once:
                node.id = str(len(self.roots) - self.since + 1)
                node.reviews.append("numbered by its place: the document gives it no number")
            node.label, node.mark, node.units = unit.label.printed if unit.label else "", unit.mark, [unit]
            self.roots.append(node)
            return node
        node.label = " ".join(self.ledger.text(mark).split()) if mark else unit.label.printed if unit.label else ""
        node.mark, node.title = mark or unit.mark, text
        node.title_pieces = rest
        if mark:
            self.ledger.skip("labels", [unit.mark])
        self.roots.append(node)
        return node

    def _flush(self, run: Sequence[Marked], host: Node | None) -> None:
        if not run:
            return
        units = parted([one.unit for one in run])
        if host is not None:
            build(units, host, plain=self.profile.plain)
        else:
            above = ""
            if self.profile.below and self.leads:
                label = self.leads[-1][0].unit.label
                above = label.key if label else ""
                units = [flat.spaced(unit, above) for unit in units]
            dotted = any(unit.label and "." in unit.label.key for unit in units)
            if self.profile.flat:
                units = [
                    unit if flat.counts(unit, above if dotted else "") else flat.unlabelled(unit) for unit in units
                ]
            while units and units[0].label is None:
                self.ledger.skip_unit("leads", units.pop(0))
            nodes = outline(units, self.profile.item or ("" if dotted else above), plain=self.profile.plain)
            self.roots += nodes
            if self.leads:
                self.leads[-1][1].extend(nodes)

    def _unique(self) -> None:
        """Ids of separate runs may meet: the later ones say so and count on."""
        seen: set[str] = set()
        for root in self.roots:
            name, count = root.id, 1
            while root.id in seen:
                count += 1
                root.id = f"{name}-{count}"
            if count > 1:
                root.reviews.append(f"{name} stands in the document more than once")
                for node in root.walk():
                    if node is not root:
                        node.id = root.id + node.id[len(name) :]
            seen.add(root.id)

    def records(self) -> tuple[list[Record], list[Record]]:
        """The recommendations and the parts."""
        items = [self._record(node) for node in self._filled(self.roots)]
        parts = []
        for node, role in self.parts:
            parts.append(self._record(node, role))
        return items, parts

    def _filled(self, nodes: Sequence[Node]) -> list[Node]:
        """Nodes that say something; a label with nothing behind it is no request."""
        for node in nodes:
            if not _says(node):
                self.ledger.skip("labels without a text", [one.mark for one in node.walk()])
        return [node for node in nodes if _says(node)]

    def _record(self, node: Node, role: str = "") -> Record:
        record: Record = {"id": node.id}
        if node.label:
            record["label"] = node.label
            if node.mark is not None:
                self.ledger.give(record, "label", "recommendations", [node.mark])
        if role:
            record["role"] = role
        if node.title:  # a heading with nothing below it is the request itself
            name = "title" if node.text or any(_says(child) for child in node.children) else "text"
            record[name] = node.title
            self.ledger.give(record, name, "recommendations", node.title_pieces)
        cited = self._cited(node)
        if cited:
            record["paragraphs"] = cited
        if node.text:
            record["text"] = node.text
            for unit in node.units:
                mark = unit.mark if unit.mark is not node.mark else None
                self.ledger.give(record, "text", "recommendations", [mark, *unit.pieces])
        if node.page:
            record["page"] = node.page
        if node.reviews:
            record["review"] = "; ".join(dict.fromkeys(node.reviews))
        children = self._filled(node.children)
        if children:
            record["sub_items"] = [self._record(child) for child in children]
        return record

    def _cited(self, node: Node) -> list[int | str]:
        """The paragraphs an item cites: an item's own and, where only one of its sub-items cites any, that one's."""
        if self.profile.cites is None:
            return []
        below = [(one, self.profile.cites.findall(one.text)) for one in node.walk()]
        citing = [(one, found) for one, found in below if found]
        if len(citing) != 1 or (node.parent is not None and node.parent.id and self._cited(node.parent)):
            citing = [(one, found) for one, found in citing if one is node]
        text = ", ".join(match if isinstance(match, str) else match[0] for _, found in citing for match in found)
        return [int(name) if name.isdigit() else name for name in expand(text).ids]


def _all(node: Node) -> list[str]:
    return [one.text for one in node.walk()]


def _says(node: Node) -> bool:
    return bool(node.id) and any(one.text or one.title for one in node.walk())


def chosen(parts: Iterable[Record], items: Iterable[Record], profile: Profile) -> list[str]:
    """The requests that a part of the document chooses for the follow-up procedure ("paragraphs 9, 23 (b) and 31")."""
    if profile.chosen is None:
        return []
    known = known_ids(items)
    found: list[str] = []
    for part in parts:
        for match in profile.chosen.finditer(part.get("text", "")):
            found += [name for name in expand(_ASIDE.sub(" ", match["refs"]), known).ids if name not in found]
    return found


_ASIDE = re.compile(r"\((?![a-z]{1,4}\)|\d)[^()\n]{0,120}\)")
"""A paragraph's heading beside its number: "4 (blasting near schools) and 5"."""


def known_ids(items: Iterable[Record], parts: Iterable[Record] = ()) -> list[str]:
    """Every id of a draft, in document order."""
    found: list[str] = []
    for item in (*items, *parts):
        found.append(item["id"])
        found += known_ids(item.get("sub_items", ()))
    return found
