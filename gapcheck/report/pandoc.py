"""A Word template's output as the document tree pandoc works on, so that pandoc needs not read HTML again.

Reading HTML is the slowest half of pandoc's work and takes most of its memory. What our templates use (headings,
paragraphs, lists, tables, figures, foot notes, styled runs) is turned into the tree here; a template that uses more, or
is no well-formed XML, goes to pandoc as HTML.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree

Node = dict[str, Any]
Element = ElementTree.Element
TREE = [1, 23, 1]
"""The version of the tree, as the pandoc of pypandoc_binary writes it since 3.0; https://hackage.haskell.org/package/pandoc-types."""
BOOKS = "http://www.idpf.org/2007/ops"
TYPE = f"{{{BOOKS}}}type"
BLOCKS = frozenset({"p", "div", "ul", "table", "figure", "aside", "h1", "h2", "h3", "h4", "h5", "h6"})
PLAIN = ["", [], []]
LEFT = {"t": "AlignDefault"}
_SPACE = re.compile(r"[ \t\r\n]+")
_WIDTH = re.compile(r"width:\s*([\d.]+)%")


class Unknown(Exception):
    """The template uses an element that is not known here."""


def tree(source: str) -> str | None:
    """The JSON of a document for `pandoc -f json`; None where `source` is no XML or holds an element that is not
    among ours."""
    try:
        root = ElementTree.fromstring(f'<r xmlns:epub="{BOOKS}">{source}</r>')
        notes = {node.get("id", ""): node for node in root if node.get(TYPE) == "footnote"}
        found = _Tree(notes).blocks(root)
    except (ElementTree.ParseError, Unknown, ValueError):
        return None
    return json.dumps({"pandoc-api-version": TREE, "meta": {}, "blocks": found}, ensure_ascii=False)


class _Tree:
    def __init__(self, notes: Mapping[str, Element]) -> None:
        self.notes = notes

    def blocks(self, parent: Element) -> list[Node]:
        """The blocks within an element; text outside of all of them is a block of its own."""
        if not any(child.tag in BLOCKS for child in parent):
            inlines = self.inlines(parent)
            return [{"t": "Plain", "c": inlines}] if inlines else []
        if (parent.text or "").strip() or any((child.tail or "").strip() for child in parent):
            raise Unknown(parent.tag)
        return [block for child in parent for block in self._block(child)]

    def _block(self, node: Element) -> Iterator[Node]:
        tag = node.tag
        if tag == "p":
            inlines = self.inlines(node)
            if inlines:
                yield {"t": "Para", "c": inlines}
        elif tag == "div":
            yield {"t": "Div", "c": [_attributes(node), self.blocks(node)]}
        elif tag in BLOCKS and tag[0] == "h":
            yield {"t": "Header", "c": [int(tag[1]), _attributes(node), self.inlines(node)]}
        elif tag == "ul":
            yield {"t": "BulletList", "c": [self.blocks(item) for item in node]}
        elif tag == "table":
            yield self._table(node)
        elif tag == "figure":
            yield self._figure(node)
        elif node.get(TYPE) != "footnote":
            raise Unknown(tag)

    def inlines(self, parent: Element) -> list[Node]:
        """The running text of an element, without the space at its ends."""
        out = self._run(parent)
        if out and out[0]["t"] == "Str":
            out[0]["c"] = out[0]["c"].lstrip(" ")
        if out and out[-1]["t"] == "Str":
            out[-1]["c"] = out[-1]["c"].rstrip(" ")
        return [one for one in out if one.get("c") != ""]

    def _run(self, parent: Element) -> list[Node]:
        out: list[Node] = []
        if parent.text:
            out.append({"t": "Str", "c": _SPACE.sub(" ", parent.text)})
        for child in parent:
            out.append(self._inline(child))
            if child.tail:
                out.append({"t": "Str", "c": _SPACE.sub(" ", child.tail)})
        return out

    def _inline(self, node: Element) -> Node:
        tag = node.tag
        if tag == "span":
            return {"t": "Span", "c": [_attributes(node), self._run(node)]}
        if tag == "br":
            return {"t": "LineBreak"}
        if tag == "img":
            alt = [{"t": "Str", "c": node.get("alt", "")}]
            return {"t": "Image", "c": [["", [], [["style", node.get("style", "")]]], alt, [node.get("src", ""), ""]]}
        if tag == "a" and node.get(TYPE) == "noteref":
            note = self.notes.get(node.get("href", "").removeprefix("#"))
            if note is not None:
                return {"t": "Note", "c": self.blocks(note)}
        if tag in ("em", "strong"):
            return {"t": tag.capitalize().replace("Em", "Emph"), "c": self._run(node)}
        raise Unknown(tag)

    def _figure(self, node: Element) -> Node:
        caption = [{"t": "Plain", "c": self.inlines(found)} for found in node.findall("figcaption")]
        held = [{"t": "Plain", "c": [self._inline(child)]} for child in node if child.tag != "figcaption"]
        return {"t": "Figure", "c": [PLAIN, [None, caption], held]}

    def _table(self, node: Element) -> Node:
        caption, head, body = node.find("caption"), node.find("thead"), node.find("tbody")
        if body is None or {child.tag for child in node} - {"caption", "colgroup", "thead", "tbody"}:
            raise Unknown("table")
        widths = [_WIDTH.search(column.get("style", "")) for column in node.iterfind("colgroup/col")]
        columns = [[LEFT, {"t": "ColWidth", "c": float(width[1]) / 100}] for width in widths if width]
        rows = self._rows(body)
        top = self._rows(head) if head is not None else []
        if not columns or any(sum(cell[3] for cell in row[1]) != len(columns) for row in (*top, *rows)):
            raise Unknown("table")
        named = all(len(row) and row[0].tag == "th" for row in body)
        above = [{"t": "Plain", "c": self.inlines(caption)}] if caption is not None else []
        return {
            "t": "Table",
            "c": [PLAIN, [None, above], columns, [PLAIN, top], [[PLAIN, int(named), [], rows]], [PLAIN, []]],
        }

    def _rows(self, part: Element) -> list[list[Any]]:
        return [
            [PLAIN, [[_attributes(cell), LEFT, 1, int(cell.get("colspan", 1)), self.blocks(cell)] for cell in row]]
            for row in part
        ]


def _attributes(node: Element) -> list[Any]:
    """Identifier, classes and the rest, as pandoc reads them: without the "data-" of our own."""
    if not node.attrib:
        return PLAIN
    own = ("id", "class", "colspan")
    rest = [[name.removeprefix("data-"), value] for name, value in node.attrib.items() if name not in own]
    if "rowspan" in node.attrib:
        raise Unknown(node.tag)
    return [node.get("id", ""), node.get("class", "").split(), rest]
