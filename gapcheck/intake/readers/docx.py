"""DOCX: read by pandoc in its sandbox; automatic numbers as printed, tracked changes as accepted, notes apart."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

from gapcheck.errors import GapcheckError
from gapcheck.intake.blocks import Kind, Source
from gapcheck.intake.readers import clean
from gapcheck.intake.readers.docxnumbers import OPEN, SHUT, TAB, numbered
from gapcheck.intake.readers.docxparts import parsed, parts, refused, repacked
from gapcheck.intake.readers.numerals import counter
from gapcheck.intake.readers.writer import Writer

SECONDS = 120
"""pandoc reads 1,000 pages in about 10 s."""
_NUMBER = re.compile(f"{OPEN}(\\d)(.*?){SHUT}", re.DOTALL)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NUMERALS = {"Decimal": "1", "LowerAlpha": "a", "UpperAlpha": "A", "LowerRoman": "i", "UpperRoman": "I"}
_FRAMES = {"Period": "{}.", "OneParen": "{})", "TwoParens": "({})"}


def read(data: bytes, file: str) -> Source:
    """A Word document as blocks. Raises GapcheckError for a damaged, encrypted, overblown or boobytrapped one."""
    found = parts(data, file)
    main = next((name for name in found if re.fullmatch(r"word/document\d*\.xml", name)), "word/document.xml")
    try:
        found[main] = numbered(found[main], found.get("word/numbering.xml", b""), found.get("word/styles.xml", b""))
        tree = json.loads(_pandoc(repacked(found), file))
        reader = _Reader()
        reader.furniture(found)
        reader.document(tree)
    except (ElementTree.ParseError, json.JSONDecodeError, KeyError, TypeError, ValueError) as cause:
        if isinstance(cause, GapcheckError):
            raise
        raise refused(file, "is damaged: its text cannot be read", "", "Save it anew in a word processor.") from None
    except (RecursionError, MemoryError):
        raise refused(
            file, "is nested too deeply", "", "Save it anew in a word processor, or give it as PDF."
        ) from None
    notes = []
    if b"<w:ins " in found[main] or b"<w:del " in found[main]:
        notes.append("tracked changes read as accepted")
    if b"<w:comment " in found.get("word/comments.xml", b""):
        notes.append("comments left out")
    return reader.writer.source(file, "docx", notes=tuple(notes), title=reader.title)


def _pandoc(data: bytes, file: str) -> bytes:
    import pypandoc

    command = [pypandoc.get_pandoc_path(), "-f", "docx+styles", "-t", "json", "--sandbox", "--track-changes=accept"]
    try:
        done = subprocess.run(
            [*command, "+RTS", "-M512M", "-RTS"], input=data, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise refused(
            file, "takes too long to read", f"over {SECONDS} s", "Split the document, or give it as PDF."
        ) from None
    if done.returncode:
        memory = done.returncode in (251, 2) or b"heap" in done.stderr
        raise refused(
            file, "needs too much memory to read" if memory else "is damaged: pandoc cannot read it", "",
            "Save it anew in a word processor, or give it as PDF.",
        )  # fmt: skip
    return done.stdout


class _Reader:
    def __init__(self) -> None:
        self.writer = Writer()
        self.title = ""
        self.notes: list[list[Any]] = []
        self.count = 0

    def furniture(self, found: dict[str, bytes]) -> None:
        """The running heads and feet, which pandoc leaves out and which often carry the symbol of the document."""
        seen = set()
        for name in sorted(name for name in found if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name)):
            for paragraph in parsed(found[name]).iter(f"{_W}p"):
                text = "".join(node.text or "" for node in paragraph.iter(f"{_W}t")).strip()
                if text and text not in seen:
                    seen.add(text)
                    self.writer.add(text, kind=Kind.FURNITURE)

    def document(self, tree: dict[str, Any]) -> None:
        """Reads pandoc's tree; the title it takes for metadata is text of the document."""
        for name in ("title", "subtitle", "author", "date", "abstract"):
            value = tree["meta"].get(name)
            for inlines in _meta(value) if value else ():
                raw, _ = self.inlines(inlines)
                self.title = self.title or (clean.reading(raw) if name == "title" else "")
                self.writer.add(raw, kind=Kind.HEADING if name in ("title", "subtitle") else Kind.PARAGRAPH, level=1)
        self.blocks(tree["blocks"])

    def blocks(self, found: Sequence[dict[str, Any]], level: int = 0, label: str = "", style: str = "") -> None:
        for number, block in enumerate(found):
            self.block(block, level, label if not number else "", style)

    def block(self, block: dict[str, Any], level: int, label: str, style: str) -> None:
        """Reads one block of pandoc's tree; `label` is that of the list item it opens."""
        kind: str = block["t"]
        content: Any = block.get("c")
        if kind in ("Para", "Plain"):
            self._paragraph(content, Kind.PARAGRAPH, level, label, style)
        elif kind == "Header":
            self._paragraph(content[2], Kind.HEADING, content[0], label, style)
        elif kind in ("BulletList", "OrderedList"):
            self._list(content, kind == "OrderedList", level)
        elif kind == "BlockQuote":
            self.blocks(content, level, label, style)
        elif kind == "Div":
            own = dict(content[0][2]).get("custom-style", "")
            self.blocks(content[1], level, label, own or style)
        elif kind == "Figure":
            self.blocks(content[2], level, label, style)
        elif kind == "LineBlock":
            for line in content:
                self._paragraph(line, Kind.PARAGRAPH, level, label, style)
        elif kind in ("CodeBlock", "RawBlock"):
            self.writer.add(content[1], label=label, level=level)
        elif kind == "DefinitionList":
            for term, definitions in content:
                self._paragraph(term, Kind.PARAGRAPH, level, "", style)
                for definition in definitions:
                    self.blocks(definition, level)
        elif kind == "Table":
            self._table(content)

    def _paragraph(self, inlines: Any, kind: Kind, level: int, label: str, style: str) -> None:
        raw, bold = self.inlines(inlines)
        match = _NUMBER.search(raw)
        if match:
            label, raw = match[2], raw[: match.start()] + raw[match.end() :]
            level = int(match[1]) if kind is not Kind.HEADING else level
        if style.lower().startswith(("footnote", "endnote")) and kind is Kind.PARAGRAPH:
            kind = Kind.FOOTNOTE
        elif style.lower().startswith("toc ") and kind is Kind.PARAGRAPH:
            kind = Kind.CONTENTS
        self.writer.add(raw, kind=kind, label=label, level=level, bold=bold, style=style)
        self._notes()

    def _notes(self) -> None:
        """Writes the notes met since the last block."""
        waiting, self.notes = self.notes, []
        for blocks in waiting:
            self.count += 1
            raw = " ".join(self._flat(block) for block in blocks)
            self.writer.add(raw, kind=Kind.FOOTNOTE, label=str(self.count))

    def _flat(self, block: dict[str, Any]) -> str:
        if block["t"] in ("Para", "Plain"):
            return self.inlines(block["c"])[0]
        inner = _Reader()
        inner.block(block, 0, "", "")
        return " ".join(inner.writer.lines())

    def _list(self, content: Any, ordered: bool, level: int) -> None:
        start, style, frame = (content[0][0], content[0][1]["t"], content[0][2]["t"]) if ordered else (0, "", "")
        for number, item in enumerate(content[1] if ordered else content):
            sign = counter(start + number, _NUMERALS.get(style, "1"))
            self.blocks(item, level + 1, _FRAMES.get(frame, "{}.").format(sign) if ordered else "•")

    def _table(self, content: Any) -> None:
        caption, head, bodies, foot = content[1], content[3], content[4], content[5]
        self.blocks(caption[1])
        rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
        below: dict[int, int] = {}
        for _, row in rows:
            cells: list[str] = []
            for _, _, down, across, blocks in row:
                while below.get(len(cells), 0) > 0:
                    below[len(cells)] -= 1
                    cells.append("")
                text = "\n".join(filter(None, (self._cell(block) for block in blocks)))
                for number in range(min(across, 200)):
                    below[len(cells)] = down - 1
                    cells.append(text if not number else "")
            while below.get(len(cells), 0) > 0:
                below[len(cells)] -= 1
                cells.append("")
            self.writer.row(cells)
            self._notes()

    def _cell(self, block: dict[str, Any]) -> str:
        if block["t"] in ("Para", "Plain"):
            return _NUMBER.sub(r"\2 ", self.inlines(block["c"])[0])
        inner = _Reader()
        inner.block(block, 0, "", "")
        return "\n".join(inner.writer.lines())

    def inlines(self, found: Sequence[dict[str, Any]]) -> tuple[str, bool]:
        """(raw text, all of it bold); line breaks as "\\n", tabs as they were, notes put aside for after the block."""
        parts: list[str] = []
        weights: list[bool] = []
        self._inlines(found, parts, weights, False)
        return "".join(parts).replace(TAB, "\t"), bool(weights) and all(weights)

    def _inlines(self, found: Sequence[Any], parts: list[str], weights: list[bool], strong: bool) -> None:
        for inline in found:
            kind, content = inline["t"], inline.get("c")
            if kind == "Str":
                parts.append(content)
                if any(map(str.isalnum, content)) and OPEN not in content:
                    weights.append(strong)
            elif kind in ("Space", "SoftBreak"):
                parts.append(" ")
            elif kind == "LineBreak":
                parts.append("\n")
            elif kind == "Note":
                self.notes.append(content)
            elif kind in ("Code", "Math", "RawInline"):
                parts.append(content[1])
            elif kind == "Superscript":
                inner: list[str] = []
                self._inlines(content, inner, [], strong)
                raised = "".join(inner)
                parts.append(f"<sup>{raised}</sup>" if len(raised) < 13 else raised)
            elif kind == "Quoted":
                marks = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
                parts.append(marks[0])
                self._inlines(content[1], parts, weights, strong)
                parts.append(marks[1])
            elif kind in ("Link", "Span", "Cite"):
                self._inlines(content[1], parts, weights, strong)
            elif isinstance(content, list) and kind != "Image":
                self._inlines(content, parts, weights, strong or kind == "Strong")


def _meta(value: dict[str, Any]) -> list[list[Any]]:
    """The inlines of a metadata value, one list a paragraph."""
    if value["t"] == "MetaInlines":
        return [value["c"]]
    if value["t"] == "MetaList":
        return [inlines for part in value["c"] for inlines in _meta(part)]
    if value["t"] == "MetaBlocks":
        return [block["c"] for block in value["c"] if block["t"] in ("Para", "Plain")]
    return [[{"t": "Str", "c": str(value["c"])}]] if value["t"] == "MetaString" else []
