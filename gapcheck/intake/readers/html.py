"""HTML: paragraphs, headings, lists with their numbers, tables and notes; scripts, hidden parts and menus told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from gapcheck.errors import GapcheckError, Problem
from gapcheck.intake.blocks import Kind, Source
from gapcheck.intake.readers import clean
from gapcheck.intake.readers.charset import decode
from gapcheck.intake.readers.htmlparts import declared, deepest, item_labels, whole
from gapcheck.intake.readers.writer import Writer

_SKIPPED = frozenset(
    "script style noscript template head svg math iframe object embed canvas audio video select button input textarea".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 header hgroup hr html li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul caption".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_NOTES = re.compile(r"\b(?:footnotes?|endnotes?|doc-endnotes?|doc-footnote)\b", re.IGNORECASE)
DEEPEST = 200
"""Elements nested deeper than in any page met are read as one run of text."""


def read(data: bytes, file: str, *, charset: str | None = None) -> Source:
    """An HTML page as blocks. Raises GapcheckError where `data` is no text. Nothing it names is fetched or run."""
    from selectolax.lexbor import LexborHTMLParser

    text, notes = decode(data, file, charset or declared(data))
    if text.count("<") > MOST_TAGS or deepest(text) > MOST_OPEN:
        raise GapcheckError(
            [Problem(file=file, message="has too many tags, or too many left open")], "Save the page as plain text."
        )
    tree = LexborHTMLParser(text)
    reader = _Reader()
    if tree.body is not None:
        reader.walk(tree.body, _Place())
        reader.flush(_Place())
    title = tree.css_first("title")
    language = str((tree.root.attributes.get("lang") or "") if tree.root is not None else "")
    return reader.writer.source(
        file, "html", notes=notes, title=clean.reading(title.text()) if title is not None else "", language=language
    )


MOST_TAGS = 2_000_000
MOST_OPEN = 3000
"""The parser takes a time that grows with the square of the depth: 17 s for 100,000 open elements."""


class _Place:
    """Where in the page: what kind of text, how deep in lists, the heading's level."""

    __slots__ = ("depth", "heading", "kind", "label", "level")

    def __init__(self, kind: Kind = Kind.PARAGRAPH, level: int = 0, heading: int = 0, depth: int = 0) -> None:
        self.kind, self.level, self.heading, self.depth = kind, level, heading, depth
        self.label = ""

    def inner(self, **changes: Any) -> _Place:
        place = _Place(self.kind, self.level, self.heading, self.depth + 1)
        for name, value in changes.items():
            setattr(place, name, value)
        return place


class _Reader:
    def __init__(self) -> None:
        self.writer = Writer()
        self.parts: list[str] = []
        self.bold: list[bool] = []
        self.label = ""

    def flush(self, place: _Place) -> None:
        """Writes what was gathered since the last block as one."""
        raw = "".join(self.parts)
        self.parts.clear()
        bold, self.bold = bool(self.bold) and all(self.bold), []
        if not raw.strip():
            return
        kind = Kind.HEADING if place.heading and place.kind is Kind.PARAGRAPH else place.kind
        level = place.heading or max(place.level - 1, 0)
        self.writer.add(raw, kind=kind, label=self.label, level=level, bold=bold)
        self.label = ""

    def walk(self, node: Any, place: _Place, strong: bool = False) -> None:
        """Reads an element and all in it."""
        for child in node.iter(include_text=True):
            tag = child.tag
            if tag == "-text":
                self._text(child.text(deep=False), strong)
            elif tag == "br":
                self.parts.append("\n")
            elif tag in _SKIPPED or tag.startswith(("-", "!", "_")) or _hidden(child):
                continue
            elif place.depth > DEEPEST:
                self._text(child.text(deep=True), strong)
            elif tag in _BLOCKS:
                self.flush(place)
                self._block(child, tag, place)
            elif tag == "sup":
                self.parts.append(f"<sup>{child.text().strip()}</sup>" if len(child.text()) < 13 else child.text())
            elif (child.attributes.get("role") or "") in ("doc-noteref", "doc-backlink"):
                continue
            else:
                own = tag in ("b", "strong") or bool(_BOLD.search(child.attributes.get("style") or ""))
                self.walk(child, place.inner(), strong or own)

    def _text(self, text: str, strong: bool) -> None:
        if text.strip() and any(map(str.isalnum, text)):
            self.bold.append(strong)
        self.parts.append(re.sub(r"[ \t\r\n\f]+", " ", text))

    def _block(self, node: Any, tag: str, place: _Place) -> None:
        attributes = node.attributes
        if tag in ("ol", "ul", "menu"):
            self._list(node, tag, place)
        elif tag == "table":
            self._table(node, place)
        else:
            inner = place.inner()
            names = " ".join(attributes.get(name) or "" for name in ("role", "class", "id"))
            if tag in ("nav", "footer") or attributes.get("role") in ("navigation", "contentinfo", "search"):
                inner.kind = Kind.FURNITURE
            elif tag in ("section", "div", "aside") and _NOTES.search(names):
                inner.kind = Kind.FOOTNOTE
            elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
                inner.heading = int(tag[1])
            self.walk(node, inner, bool(_BOLD.search(attributes.get("style") or "")))
            self.flush(inner)

    def _list(self, node: Any, tag: str, place: _Place) -> None:
        labels = item_labels(node, tag)
        for child in node.iter(include_text=False):
            if child.tag == "li" and not _hidden(child):
                inner = place.inner(level=place.level + 1)
                self.label = next(labels)(child.attributes.get("value"))
                if inner.kind is Kind.FOOTNOTE:
                    self.label = self.label.rstrip(".")
                self.walk(child, inner)
                self.flush(inner)
                self.label = ""
            elif child.tag not in _SKIPPED:
                inner = place.inner(level=place.level + (child.tag in ("ol", "ul")) * 0)
                if child.tag in ("ol", "ul", "menu"):
                    self._list(child, child.tag, place.inner(level=place.level + 1))
                else:
                    self.walk(child, inner)
                    self.flush(inner)

    def _table(self, node: Any, place: _Place) -> None:
        """Rows of a table, merged cells as empty ones; the text of a table within a cell belongs to the cell."""
        below: dict[int, int] = {}
        for row in _rows(node):
            if row.tag == "caption":
                self.walk(row, place.inner())
                self.flush(place)
                continue
            cells: list[str] = []
            for cell in row.iter(include_text=False):
                if cell.tag not in ("td", "th") or _hidden(cell):
                    continue
                while below.get(len(cells), 0) > 0:
                    below[len(cells)] -= 1
                    cells.append("")
                down, across = (_count(cell.attributes.get(name)) for name in ("rowspan", "colspan"))
                for number in range(across):
                    below[len(cells)] = down - 1
                    cells.append(_cell_text(cell, place.depth) if not number else "")
            while below.get(len(cells), 0) > 0:
                below[len(cells)] -= 1
                cells.append("")
            if place.kind is Kind.PARAGRAPH:
                self.writer.row(cells)
            else:
                self.writer.add(" ".join(cells), kind=place.kind)


def _rows(node: Any) -> Iterator[Any]:
    for child in node.iter(include_text=False):
        if child.tag in ("tr", "caption"):
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child.iter(include_text=False) if row.tag == "tr")


def _cell_text(cell: Any, depth: int) -> str:
    reader = _Reader()
    reader.walk(cell, _Place(depth=depth + 3))
    reader.flush(_Place())
    return "\n".join(line for line in reader.writer.lines() if line)


def _count(text: str | None) -> int:
    return min(max(whole(text, 1), 1), 200)


def _hidden(node: Any) -> bool:
    attributes = node.attributes
    if not attributes:
        return False
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(attributes.get("style") or ""))
    )
