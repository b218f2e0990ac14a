"""Makes templates/reference.docx, the styles of the Word reports: `python templates/make_reference.py`.

Starts from pandoc's own reference document and puts our styles, page and footer in its place. An office that wants
its own look changes the styles in the .docx by hand and keeps it as reference.docx in its own templates folder.
"""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import pypandoc

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SANS, SERIF = "Arial", "Times New Roman"
INK, SOFT, ACCENT, LINE = "1B1C20", "595C63", "8A3008", "C9C5BB"
STATUS = {  # fill, text: the ramp of the pictures, dark to light
    "unanswered": ("14121F", "FFFFFF"), "declined": ("3A2A63", "FFFFFF"), "pointer-only": ("3B4F93", "FFFFFF"),
    "position-only": ("2F6D9F", "FFFFFF"), "intention-only": ("A7CFD6", INK), "earlier-measures-only": ("CFE5E2", INK),
    "partly-answered": ("E3EEEC", INK), "answered": ("FFFFFF", SOFT), "no-reply": ("FFFFFF", SOFT),
}  # fmt: skip


def fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:cs="{name}" w:eastAsia="{name}"/>'


def run(font: str = "", size: float = 0, color: str = "", bold: bool = False, extra: str = "") -> str:
    """Run properties in the order the schema wants."""
    out = fonts(font) if font else ""
    out += "<w:b/><w:bCs/>" if bold else ""
    out += f'<w:color w:val="{color}"/>' if color else ""
    out += f'<w:sz w:val="{int(size * 2)}"/><w:szCs w:val="{int(size * 2)}"/>' if size else ""
    return f"<w:rPr>{out}{extra}</w:rPr>" if out or extra else ""


def par(
    before: int = 0,
    after: int = 0,
    left: int = 0,
    line: int = 264,
    keep: bool = False,
    border: str = "",
    extra: str = "",
) -> str:
    """Paragraph properties; `border` is a colour for a rule on the left, lengths are in twentieths of a point."""
    out = "<w:keepNext/>" if keep else ""
    out += f'<w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="{border}"/></w:pBdr>' if border else ""
    out += f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'
    out += f'<w:ind w:left="{left}"/>' if left else ""
    return f"<w:pPr>{out}{extra}</w:pPr>"


def style(
    kind: str,
    name: str,
    based: str,
    *,
    p: str = "",
    r: str = "",
    ident: str = "",
    following: str = "",
    default: bool = False,
) -> str:
    ident = ident or name.replace(" ", "")
    custom = (
        ' w:customStyle="1"'
        if name.startswith("Gap")
        or name in ("Compact", "First Paragraph", "Captioned Figure", "Image Caption", "Table Caption")
        else ""
    )
    first = ' w:default="1"' if default else ""
    out = f'<w:style w:type="{kind}"{custom}{first} w:styleId="{ident}"><w:name w:val="{name}"/>'
    out += f'<w:basedOn w:val="{based}"/>' if based else ""
    out += f'<w:next w:val="{following}"/>' if following else ""
    return f"{out}<w:qFormat/>{p}{r}</w:style>"


def styles() -> str:
    """styles.xml: two voices, the documents in serif, the report in sans."""
    heads = [
        style("paragraph", f"heading {n}", "Normal", ident=f"Heading{n}", following="BodyText",
              p=par(before, after, keep=True, line=250, extra=f'<w:outlineLvl w:val="{n - 1}"/>'), r=run(SANS, size, INK, True))
        for n, size, before, after in ((1, 17, 480, 160), (2, 12.5, 360, 100), (3, 10.5, 280, 60), (4, 10, 200, 60), (5, 10, 200, 60), (6, 10, 200, 60))
    ]  # fmt: skip
    tocs = [
        style("paragraph", f"toc {n}", "Normal", ident=f"TOC{n}",
              p=par(0, 40, left, extra="").replace("<w:spacing", '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9410"/></w:tabs><w:spacing'), r=run(SANS, 10))
        for n, left in ((1, 0), (2, 280), (3, 560))
    ]  # fmt: skip
    marks = [
        style("character", f"Gap Status {name}", "DefaultParagraphFont", ident=f"GapStatus{name}",
              r=run(SANS, 0, text, True, f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'))
        for name, (fill, text) in STATUS.items()
    ]  # fmt: skip
    small = run(SANS, 8.5, SOFT)
    body = [
        style("paragraph", "Normal", "", r=run(SANS, 10, INK), p=par(0, 120), default=True),
        style("paragraph", "Body Text", "Normal", p=par(0, 120)),
        style("paragraph", "First Paragraph", "BodyText"),
        style("paragraph", "Compact", "BodyText", p=par(24, 24, line=240), r=run(SANS, 9)),
        style("paragraph", "Title", "Normal", p=par(0, 80, line=240), r=run(SANS, 24, INK, True)),
        style("paragraph", "Subtitle", "Normal", p=par(0, 320), r=run(SANS, 11, SOFT)),
        *heads, *tocs,
        style("paragraph", "TOC Heading", "Normal", p=par(320, 120, keep=True), r=run(SANS, 12.5, INK, True)),
        style("paragraph", "footnote text", "Normal", ident="FootnoteText", p=par(0, 20, line=240), r=small),
        style("paragraph", "footer", "Normal", ident="Footer", p=par(extra='<w:jc w:val="right"/>'), r=small),
        style("paragraph", "caption", "Normal", ident="Caption", p=par(160, 80, keep=True), r=small),
        style("paragraph", "Table Caption", "Caption", p=par(200, 80, keep=True)),
        style("paragraph", "Image Caption", "Caption", p=par(40, 200)),
        style("paragraph", "Captioned Figure", "Normal", p=par(80, 40, keep=True)),
        style("paragraph", "Gap Result", "Normal", p=par(240, 240), r=run(SANS, 12, INK, True)),
        style("paragraph", "Gap Request", "Normal", p=par(0, 60, keep=True), r=run(SERIF, 11.5)),
        style("paragraph", "Gap Reply", "Normal", p=par(60, 60, keep=True), r=run(SERIF, 11)),
        style("paragraph", "Gap Reference", "Normal", p=par(0, 120, line=250), r=small),
        style("paragraph", "Gap Reference Above", "GapReference", p="<w:pPr><w:keepNext/></w:pPr>"),
        style("paragraph", "Gap Draft", "Compact", p="<w:pPr><w:keepNext/></w:pPr>"),
        style("paragraph", "Gap Finding", "Normal", p=par(160, 80, keep=True), r=run(SANS, 10, INK, True)),
        style("paragraph", "Gap Quote", "Normal", p=par(0, 80, 340, border=LINE), r=run(SERIF, 10.5)),
        style("paragraph", "Gap Question", "Normal", p=par(40, 160, 340, border=ACCENT), r=run(SANS, 10)),
        style("paragraph", "Gap Own Text", "Normal", p=par(80, 160, 340, border="2F6D9F"), r=run(SANS, 10)),
        style("paragraph", "Gap Portrait", "Normal", p=par(), r=run("", 1)),
        style("paragraph", "Gap Landscape", "Normal", p=par(), r=run("", 1)),
    ]  # fmt: skip
    chars = [
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>',
        style("character", "footnote reference", "DefaultParagraphFont", ident="FootnoteReference", r='<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'),
        style("character", "Hyperlink", "DefaultParagraphFont", r=run(color="1D4E89")),
        style("character", "Gap Label", "DefaultParagraphFont", r=f'<w:rPr>{fonts(SANS)}<w:b w:val="0"/><w:bCs w:val="0"/><w:color w:val="{ACCENT}"/><w:sz w:val="17"/></w:rPr>'),
        style("character", "Gap Hit", "DefaultParagraphFont", r='<w:rPr><w:shd w:val="clear" w:color="auto" w:fill="FBE6D4"/></w:rPr>'),
        style("character", "Gap Changed", "DefaultParagraphFont", r=f'<w:rPr><w:u w:val="single" w:color="{ACCENT}"/></w:rPr>'),
        style("character", "Gap Loud", "DefaultParagraphFont", r=run(bold=True, extra=f'<w:u w:val="single" w:color="{ACCENT}"/><w:bdr w:val="single" w:sz="4" w:space="0" w:color="{ACCENT}"/><w:shd w:val="clear" w:color="auto" w:fill="FFD9A8"/>')),
        style("character", "Gap Hole", "DefaultParagraphFont", r=run(color=ACCENT, bold=True)),
        style("character", "Gap Grade", "DefaultParagraphFont", r=run(bold=True, extra=f'<w:bdr w:val="single" w:sz="4" w:space="0" w:color="{SOFT}"/>')),
        *marks,
    ]  # fmt: skip
    edge = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE}"'
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="80" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="Table"><w:name w:val="Table"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders><w:top {edge}/><w:bottom {edge}/><w:insideH {edge}/></w:tblBorders></w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="{SOFT}"/></w:rPr><w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{INK}"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>'
    )
    defaults = f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts(SANS)}<w:sz w:val="20"/><w:szCs w:val="20"/><w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:styles xmlns:w="{W}">{defaults}{"".join(body + chars)}{table}</w:styles>'


def footer() -> str:
    """Page number of pages."""

    def field(name: str) -> str:
        return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    slash = '<w:r><w:t xml:space="preserve"> / </w:t></w:r>'
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{field("PAGE")}{slash}{field("NUMPAGES")}</w:p></w:ftr>'


def document() -> str:
    page = '<w:footerReference w:type="default" r:id="rIdFooter1"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1304" w:right="1248" w:bottom="1191" w:left="1248" w:header="624" w:footer="624" w:gutter="0"/>'
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body><w:p/><w:sectPr>{page}</w:sectPr></w:body></w:document>'


def main(target: Path) -> None:
    base = subprocess.run([pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"], check=True, capture_output=True).stdout  # fmt: skip
    kept = zipfile.ZipFile(io.BytesIO(base))
    parts = {name: kept.read(name).decode() for name in kept.namelist() if not name.endswith("/")}
    parts["word/styles.xml"], parts["word/document.xml"], parts["word/footer1.xml"] = styles(), document(), footer()
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace("</Relationships>", f'<Relationship Type="{R}/footer" Id="rIdFooter1" Target="footer1.xml"/></Relationships>')  # fmt: skip
    types = "[Content_Types].xml"
    parts[types] = parts[types].replace("</Types>", '<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>')  # fmt: skip
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in sorted(parts):
            out.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), parts[name], zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main(Path(__file__).parent / "reference.docx")
