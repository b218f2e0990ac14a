"""The report as a Word file: the same content through pandoc, with the styles of reference.docx.

Pandoc runs in its sandbox (no file but the reference document is read, nothing is fetched) and writes the same bytes
for the same input. What it cannot express is set afterwards: landscape sections, rows that stay whole, shaded cells,
the contents.
"""

from __future__ import annotations

import base64
import io
import re
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

from gapcheck import resources
from gapcheck.errors import GapcheckError
from gapcheck.report import emf
from gapcheck.report.environment import environment, fill
from gapcheck.report.locale import Locale
from gapcheck.report.markdown import SIGNS
from gapcheck.report.pandoc import tree
from gapcheck.report.view import Options, View

MEMORY = "1G"
LONGEST = 50_000_000  # signs of the tree; pandoc needs about 20 bytes for each (benchmarks/report_scale.py)
DEPTH = 2  # heading levels in the contents
ENTRIES = 30  # entries that stand under the head on the first page; with more, only the first level is listed
LANGUAGE_TAGS = {"en": "en-GB", "fr": "fr-FR"}


def docx(views: Sequence[View], t: Locale, options: Options) -> bytes:
    """The Word file of one or several cases. Raises GapcheckError for a wrong template or a failing pandoc."""
    env = environment(options.templates_dir, markup=True, extensions=("jinja2.ext.do",))
    extra = {
        "version": options.version,
        "signs": SIGNS,
        "notes": [],
        "picture": lambda view: _data_uri(emf.timeline(view.timeline)),
        "picture_text": lambda view: t("timeline_desc", first=view.timeline.first, last=view.timeline.last),
    }
    source = fill(env, f"{options.audience}/report.docx.jinja", views, t, extra)
    depth = DEPTH if len(re.findall(r"<h[12][ >]", source)) <= ENTRIES else 1
    title = views[0].title if len(views) == 1 else t("kicker")
    made = _pandoc(
        source,
        title,
        views[0].subtitle if len(views) == 1 and options.audience in ("full", "staff") else "",
        t,
        _reference(options.templates_dir),
        depth,
    )
    return _finish(made, depth)


def _data_uri(picture: bytes) -> str:
    return "data:image/emf;base64," + base64.b64encode(picture).decode()


def _reference(templates_dir: Path | None) -> Path:
    own = templates_dir / "reference.docx" if templates_dir else None
    return own if own and own.is_file() else resources.folder("templates") / "reference.docx"


def _pandoc(source: str, title: str, subtitle: str, t: Locale, reference: Path, depth: int) -> bytes:
    import pypandoc

    held = tree(source)
    if held and len(held) > LONGEST:
        raise _refused(f"it is too long: pandoc needs more than {MEMORY}")
    command = [
        pypandoc.get_pandoc_path(), "+RTS", f"-M{MEMORY}", "-RTS", "--sandbox",
        "-f", "json" if held else "html+epub_html_exts-auto_identifiers", "-t", "docx", "-o", "-",
        f"--reference-doc={reference}", "--toc", f"--toc-depth={depth}", "-M", f"toc-title={t('contents')}",
        "-M", f"title={title}", "-M", f"subtitle={subtitle}", "-M", f"lang={LANGUAGE_TAGS[t.language]}",
    ]  # fmt: skip
    done = subprocess.run(command, input=(held or source).encode("utf-8"), capture_output=True, check=False)
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip()
        reason = f"it is too long: pandoc needs more than {MEMORY}" if "heap" in told.lower() else told.split("\n")[-1]
        raise _refused(reason)
    return done.stdout


def _refused(reason: str) -> GapcheckError:
    return GapcheckError(
        f"the Word report cannot be written: {reason}",
        hint="Choose --format md or --format html, a shorter report (--audience public), or fewer cases.",
    )


LEAST = re.compile(r'(w:(?:top|bottom)=)"(\d+)"')
HEAD_ROOM = 794
"""Twentieths of a point above and below a landscape page, at most: 1.4 cm, so that matrix and legend share it."""
PAGE = re.compile(r"<w:sectPr>.*</w:sectPr>(?=\s*</w:body>)", re.DOTALL)
ENDS = re.compile(r'<w:p><w:pPr><w:pStyle w:val="Gap(Portrait|Landscape)" /></w:pPr>.*?</w:p>', re.DOTALL)
CELL = re.compile(
    r'<w:tcPr />(?=<w:p><w:pPr><w:pStyle w:val="Compact" /></w:pPr><w:r><w:rPr><w:rStyle w:val="GapStatus([a-z-]+)" />)'
)
HEAD = re.compile(
    rf'<w:bookmarkStart w:id="\d+" w:name="([^"]+)" />\s*<w:p><w:pPr><w:pStyle w:val="Heading([1-{DEPTH}])" /></w:pPr>(.*?)</w:p>',
    re.DOTALL,
)
TEXT = re.compile(r"<w:t[^>]*>([^<]*)</w:t>")
CONTENTS = re.compile(r"<w:sdt>.*?</w:sdt>", re.DOTALL)
MARKER = re.compile(r'<w:p><w:pPr><w:pStyle w:val="GapContents" /></w:pPr>.*?</w:p>', re.DOTALL)


def _finish(made: bytes, depth: int) -> bytes:
    """Mends document.xml and writes the archive anew, every entry with the same date."""
    source = zipfile.ZipFile(io.BytesIO(made))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                fills = _fills(source.read("word/styles.xml").decode())
                content = _mend(content.decode(), fills, depth).encode()
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _fills(styles: str) -> dict[str, str]:
    """Status → the fill its character style has in the reference document, so that cells follow an office's change."""
    found = re.findall(r'w:styleId="GapStatus([a-z-]+)".*?</w:style>', styles, re.DOTALL)
    fills = {}
    for name in found:
        block = styles.split(f'w:styleId="GapStatus{name}"', 1)[1].split("</w:style>", 1)[0]
        match = re.search(r'w:fill="([0-9A-Fa-f]{6})"', block)
        if match:
            fills[name] = match.group(1)
    return fills


def _mend(document: str, fills: dict[str, str], depth: int) -> str:
    document = document.replace("<w:tr><w:trPr>", "<w:tr><w:trPr><w:cantSplit />")
    document = document.replace("<w:tr><w:tc>", "<w:tr><w:trPr><w:cantSplit /></w:trPr><w:tc>")
    document = CELL.sub(
        lambda match: (
            f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{fills.get(match.group(1), "FFFFFF")}" /></w:tcPr>'
        ),
        document,
    )
    page = PAGE.search(document)
    if page:
        portrait = page.group()
        landscape = _turned(portrait)
        document = ENDS.sub(
            lambda match: f"<w:p><w:pPr>{portrait if match.group(1) == 'Portrait' else landscape}</w:pPr></w:p>",
            document,
        )
    return _contents(document, depth)


def _turned(page: str) -> str:
    """The same page lying on its side."""
    size = re.search(r"<w:pgSz\s[^>]*>", page)
    sides = re.findall(r'w:[wh]="(\d+)"', size.group()) if size else []
    if not size or len(sides) != 2:
        return page
    short, long = sorted(sides, key=int)
    page = page.replace(size.group(), f'<w:pgSz w:w="{long}" w:h="{short}" w:orient="landscape" />')
    return LEAST.sub(lambda match: f'{match[1]}"{min(int(match[2]), HEAD_ROOM)}"', page)


def _contents(document: str, depth: int) -> str:
    """Fills the contents, which pandoc leaves to the word processor, with entries that lead to the headings, and sets
    them where the template wants them. Word adds the page numbers when it opens the file (the field is dirty)."""
    entries = [
        (name, level, "".join(TEXT.findall(body)))
        for name, level, body in HEAD.findall(document)
        if int(level) <= depth
    ]
    made, place = CONTENTS.search(document), MARKER.search(document)
    if made and not place:  # a short report has none
        return document.replace(made.group(), "", 1)
    if not made or not place or not entries:
        return document
    instruction = re.search(r"<w:instrText[^>]*>[^<]*</w:instrText>", made.group())
    assert instruction is not None
    begin = (
        f'<w:r><w:fldChar w:fldCharType="begin" w:dirty="true" /></w:r><w:r>{instruction.group()}</w:r>'
        '<w:r><w:fldChar w:fldCharType="separate" /></w:r>'
    )
    close = '<w:r><w:fldChar w:fldCharType="end" /></w:r>'
    lines = [
        f'<w:p><w:pPr><w:pStyle w:val="TOC{level}" /></w:pPr>{"" if number else begin}'
        f'<w:hyperlink w:anchor="{name}" w:history="1"><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:hyperlink>'
        f"{close if number == len(entries) - 1 else ''}</w:p>"
        for number, (name, level, text) in enumerate(entries)
    ]
    old = re.search(r"<w:p><w:r><w:fldChar .*?</w:p>", made.group(), re.DOTALL)
    assert old is not None
    block = made.group().replace(old.group(), "".join(lines))
    return document.replace(place.group(), block, 1).replace(made.group(), "", 1)
