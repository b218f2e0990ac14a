"""One document in other formats, for tests: the blocks of a plain text set anew as Markdown, HTML, DOCX and PDF.

HTML and DOCX get real lists (numbers that the file counts itself) where `lists` is on; PDF and Markdown print labels.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from gapcheck.intake.blocks import Block, Kind, Source

FORMATS = ("md", "html", "docx", "pdf")
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~^$@{}])")


def write(source: Source, format_: str, folder: Path, *, lists: bool = False) -> Path:
    """The document in one of FORMATS, in `folder`; its path."""
    path = folder / f"{Path(source.file).stem}.{format_}"
    if format_ == "md":
        path.write_text(markdown(source.blocks), "utf-8")
    elif format_ == "pdf":
        import typst

        (folder / "set.typ").write_text(typeset(source.blocks), "utf-8")
        path.write_bytes(typst.compile(str(folder / "set.typ")))
    else:
        import pypandoc

        notes: list[str] = []
        text = markdown(source.blocks, lists=lists, notes=notes) + "\n" + "\n\n".join(notes)
        reader = "markdown-smart-citations-tex_math_dollars-example_lists-raw_html" + (
            "" if lists else "-fancy_lists-startnum"
        )
        extra = ["--sandbox", "--standalone", "--metadata", "pagetitle=document"]
        pypandoc.convert_text(text, format_, format=reader, outputfile=str(path), extra_args=extra)
    return path


def markdown(blocks: Sequence[Block], *, lists: bool = False, notes: list[str] | None = None) -> str:
    """The blocks as Markdown; labels as text, or with `lists` as list markers of pandoc; footnotes go to `notes`."""
    out: list[str] = []
    levels: list[int] = []  # of the list items that are open
    for block in blocks:
        if block.kind is Kind.FURNITURE:
            continue
        text = _SPECIAL.sub(r"\\\1", block.text)
        marker = _marker(block.label)
        while levels and (levels[-1] >= block.level or not block.label):
            levels.pop()
        if block.kind is Kind.FOOTNOTE and notes is not None and out:
            out[-1] += f"[^{len(notes) + 1}]"
            notes.append(f"[^{len(notes) + 1}]: {text}")
        elif block.kind is Kind.HEADING and not block.label:
            out.append(f"{'#' * max(block.level, 1)} {text}")
        elif block.label and (lists or marker == "-") and marker:
            out.append(f"{'    ' * len(levels)}{marker}{' ' * max(4 - len(marker), 1)}{text}")
            if lists:
                levels.append(block.level)
        elif block.label:
            label = _SPECIAL.sub(r"\\\1", block.label)
            label = re.sub(r"^(\d+|[A-Za-z]+)([.)])", r"\1\\\2", label).replace("(", r"\(", 1)
            out.append(f"{label} {text}")
        else:
            out.append(re.sub(r"^(\d+|[A-Za-z])([.)])(?=\s)", r"\1\\\2", re.sub(r"^([-+*])(?=\s)", r"\\\1", text)))
    return "\n\n".join(out) + "\n"


def _marker(label: str) -> str:
    """The Markdown marker of a label; "" where only text will do."""
    if re.fullmatch(r"[-•●▪■✓*–o]", label):
        return "-"
    return label if re.fullmatch(r"\(?(\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]", label) else ""


def typeset(blocks: Sequence[Block]) -> str:
    """The blocks as a typst document with a running head and page numbers."""
    out = ['#set page(header: [Document as printed], numbering: "1", margin: 2.5cm)', "#set par(justify: true)"]
    for block in blocks:
        if block.kind is Kind.FURNITURE:
            continue
        text = re.sub(r"([\\#$*_`<>@\[\]~=/+-])", r"\\\1", block.text)
        label = re.sub(r"([\\#$*_`<>@\[\]~=/+-])", r"\\\1", block.label)
        if block.kind is Kind.HEADING:
            out.append(f'#block(text(weight: "bold", size: 13pt)[{(label + " " + text).strip()}])')
        elif block.kind is Kind.FOOTNOTE:
            out.append(f"#block(text(size: 8pt)[{(label + ' ' + text).strip()}])")
        elif label:
            out.append(
                f"#pad(left: {0.6 * block.level:.1f}cm)[#grid(columns: (auto, 1fr), column-gutter: 0.4cm, [{label}], [{text}])]"
            )
        else:
            out.append(text)
    return "\n\n".join(out) + "\n"
