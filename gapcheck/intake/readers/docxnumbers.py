"""The automatic numbers of a Word document, written out as they are printed: "115.18.", "(a)", "iv)", "•"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

from gapcheck.intake.readers.docxparts import parsed
from gapcheck.intake.readers.numerals import counter

OPEN, SHUT, TAB = "\ufdd0", "\ufdd1", "\ufdd2"
"""Signs no document uses (Unicode non-characters): around a rebuilt number, and for a tab."""
_SIGNS = re.compile("[\ufdd0-\ufdef]")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_SYMBOLS = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0e0": "→", "\uf02d": "-", "\uf076": "❖",
    "\uf0a8": "◆", "\uf06c": "●", "\uf06e": "■", "\uf071": "❑", "\uf0be": "–",
}  # fmt: skip


def numbered(document: bytes, numbering: bytes, styles: bytes) -> bytes:
    """The main part with every automatic number written out (`OPEN` level number `SHUT`) and every tab as `TAB`.

    Raises ElementTree.ParseError for XML that is none.
    """
    if _STRICT in document:
        document, numbering, styles = (
            part.replace(_STRICT, _W[1:-1].encode()) for part in (document, numbering, styles)
        )
    for prefix, uri in set(re.findall(rb'xmlns:(\w+)="([^"]+)"', document[:20000])):
        if not re.fullmatch(rb"ns\d+", prefix):
            ElementTree.register_namespace(prefix.decode(), uri.decode("utf-8", "replace"))
    root = parsed(document)
    scheme = _Scheme(numbering, styles)
    for run in root.iter(f"{_W}r"):
        for child in run:
            if child.tag == f"{_W}tab":
                child.tag, child.text = f"{_W}t", TAB
            elif child.tag == f"{_W}t" and child.text:
                child.text = _SIGNS.sub("", child.text)
    for paragraph in root.iter(f"{_W}p"):
        label = scheme.label(paragraph)
        if label:
            _print(paragraph, label)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _print(paragraph: ElementTree.Element, label: str) -> None:
    run = ElementTree.Element(f"{_W}r")
    text = ElementTree.SubElement(run, f"{_W}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    text.text = label
    first = paragraph.find(f"{_W}pPr")
    paragraph.insert(0 if first is None else 1, run)
    if first is not None:
        for number in first.findall(f"{_W}numPr"):
            first.remove(number)


@dataclass(slots=True)
class _Level:
    style: str = "1"
    text: str = ""
    start: int = 1
    linked: str = ""


@dataclass(slots=True)
class _Scheme:
    """The numbering of a document: levels by list, lists by number, numbers by style, and how far each has counted."""

    numbering: bytes
    styles: bytes
    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    lists: dict[str, tuple[str, dict[int, int]]] = field(default_factory=dict)
    by_style: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self.styles:
            for style in parsed(self.styles).iter(f"{_W}style"):
                number = style.find(f"{_W}pPr/{_W}numPr")
                parent = _value(style.find(f"{_W}basedOn"))
                self.by_style[style.get(f"{_W}styleId") or ""] = (*_number(number), parent)
        if self.numbering:
            root = parsed(self.numbering)
            for abstract in root.iter(f"{_W}abstractNum"):
                self.levels[abstract.get(f"{_W}abstractNumId") or ""] = {
                    _whole(level.get(f"{_W}ilvl"), 0): _level(level) for level in abstract.findall(f"{_W}lvl")
                }
            for number in root.iter(f"{_W}num"):
                starts = {
                    _whole(override.get(f"{_W}ilvl"), 0): _whole(_value(start), 1)
                    for override in number.findall(f"{_W}lvlOverride")
                    if (start := override.find(f"{_W}startOverride")) is not None
                }
                self.lists[number.get(f"{_W}numId") or ""] = (_value(number.find(f"{_W}abstractNumId")), starts)

    def label(self, paragraph: ElementTree.Element) -> str:
        """The printed number of a paragraph between its signs, its list's counters moved on; "" for none."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None and not self.by_style:
            return ""
        number, level = self._of(properties)
        if not number or number == "0" or number not in self.lists:
            return ""
        if properties is not None and properties.find(f"{_W}rPr/{_W}del") is not None:
            return ""
        abstract, starts = self.lists[number]
        levels = self.levels.get(abstract, {})
        counts = self.counts.setdefault(abstract, {})
        if number not in self.begun:
            self.begun.add(number)
            for at, start in starts.items():
                counts[at] = start - 1
        own = levels.get(level, _Level())
        counts[level] = counts.get(level, own.start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        printed = self._printed(own, levels, counts)
        visible = any(text.text and text.text.strip() for text in paragraph.iter(f"{_W}t"))
        return f"{OPEN}{min(level, 9)}{printed}{SHUT}" if printed and visible else ""

    def _of(self, properties: ElementTree.Element | None) -> tuple[str, int]:
        """(list, level) of a paragraph: its own, else its style's, else those of the styles that one is based on."""
        number, level = _number(properties.find(f"{_W}numPr") if properties is not None else None)
        style = _value(properties.find(f"{_W}pStyle")) if properties is not None else ""
        first = style
        for _ in range(20):
            if number or not style:
                break
            number, level_, style = self.by_style.get(style, ("", "", ""))
            level = level or level_
        if number and not level and number in self.lists:
            linked = self.levels.get(self.lists[number][0], {})
            return number, next((at for at, own in linked.items() if own.linked and own.linked == first), 0)
        return number, _whole(level, 0)

    def _printed(self, own: _Level, levels: Mapping[int, _Level], counts: Mapping[int, int]) -> str:
        if own.style == "bullet":
            return "".join(_SYMBOLS.get(char, char) for char in own.text.strip()) or "•"

        def count(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = levels.get(at, _Level())
            return counter(counts.get(at, other.start), other.style)

        return re.sub(r"%([1-9])", count, own.text).strip() if own.style != "none" else ""


_STYLES = {
    "decimal": "1", "decimalZero": "01", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I",
    "bullet": "bullet", "none": "none",
}  # fmt: skip


def _level(element: ElementTree.Element) -> _Level:
    return _Level(
        style=_STYLES.get(_value(element.find(f"{_W}numFmt")) or "decimal", "1"),
        text=_value(element.find(f"{_W}lvlText")),
        start=_whole(_value(element.find(f"{_W}start")), 1),
        linked=_value(element.find(f"{_W}pStyle")),
    )


def _number(element: ElementTree.Element | None) -> tuple[str, str]:
    if element is None:
        return "", ""
    return _value(element.find(f"{_W}numId")), _value(element.find(f"{_W}ilvl"))


def _value(element: ElementTree.Element | None) -> str:
    return (element.get(f"{_W}val") or "") if element is not None else ""


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else default
