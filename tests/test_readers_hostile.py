"""Documents from anywhere: a clear error or a safe record, in bounded time and memory, never a traceback."""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gapcheck.errors import GapcheckError
from gapcheck.intake.blocks import Source, check
from gapcheck.intake.readers import html, markdown, read, text
from tests.readers import MARKDOWN, TYPST, pandoc, pdf

DOCUMENT = (
    '<?xml version="1.0"?>{dtd}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body>{body}</w:body></w:document>"
)
PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def word(target: Path, body: str, dtd: str = "", **more: str) -> Path:
    """A small Word file with `body` as its text and further parts under word/."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/document.xml", DOCUMENT.format(dtd=dtd, body=body))
        for name, part in more.items():
            archive.writestr(f"word/{name}.xml", part)
    return target


def read_or_refused(reading: Callable[..., Source], *given: object) -> bool:
    """True for a reading that loses nothing, or an error with a way out."""
    try:
        check(reading(*given))
    except GapcheckError as error:
        return bool(error.hint)
    return True


def refusal(path: Path) -> str:
    """What the user is told, and how to go on."""
    with pytest.raises(GapcheckError) as caught:
        read(path)
    assert caught.value.hint, "an error says what to do next"
    assert "Traceback" not in str(caught.value)
    assert path.name in str(caught.value)
    return f"{caught.value} {caught.value.hint}"


def test_an_archive_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    target = tmp_path / "bomb.docx"
    with (
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(300):
            part.write(b"a" * (1 << 20))
    began = time.monotonic()
    assert "unpacks to more" in refusal(target)
    assert time.monotonic() - began < 5


def test_an_archive_that_lies_about_its_sizes_is_refused(tmp_path: Path) -> None:
    target = word(tmp_path / "liar.docx", PARAGRAPH.format("x" * 3_000_000))
    data = bytearray(target.read_bytes())
    place = data.rindex(b"word/document.xml") - 46 + 24  # the size in the central directory
    data[place : place + 4] = (1000).to_bytes(4, "little")
    target.write_bytes(data)
    assert "damaged" in refusal(target)


def test_external_entities_are_refused_and_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    dtd = f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "file://{secret.as_posix()}">]>'
    said = refusal(word(tmp_path / "entity.docx", PARAGRAPH.format("&x;"), dtd))
    assert "entities" in said
    assert "the secret" not in said


def test_a_billion_laughs_are_refused(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    dtd = f'<!DOCTYPE w:document [<!ENTITY a0 "ha">{entities}]>'
    assert "entities" in refusal(word(tmp_path / "laughs.docx", PARAGRAPH.format("&a9;"), dtd))


def test_entities_in_utf16_parts_are_refused_too(tmp_path: Path) -> None:
    target = tmp_path / "wide.docx"
    word(target, PARAGRAPH.format("plain"))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("word/settings.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16"))
    assert "entities" in refusal(target)


def test_xml_nested_a_hundred_thousand_deep_is_refused(tmp_path: Path) -> None:
    body = "<w:sdt><w:sdtContent>" * 50_000 + PARAGRAPH.format("deep") + "</w:sdtContent></w:sdt>" * 50_000
    began = time.monotonic()
    refusal(word(tmp_path / "deep.docx", body))
    assert time.monotonic() - began < 60


def test_a_cut_off_word_file_is_refused(tmp_path: Path) -> None:
    whole = pandoc(MARKDOWN, tmp_path / "whole.docx").read_bytes()
    for share in (0.2, 0.5, 0.9):
        target = tmp_path / f"cut{share}.docx"
        target.write_bytes(whole[: int(len(whole) * share)])
        assert "damaged or cut off" in refusal(target)


def test_a_spreadsheet_named_docx_is_named_for_what_it_is(tmp_path: Path) -> None:
    target = tmp_path / "sheet.docx"
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert "a spreadsheet, not a Word document" in refusal(target)


def test_a_cut_off_pdf_is_refused_or_read_without_a_fault(tmp_path: Path) -> None:
    whole = pdf(TYPST, tmp_path / "whole.pdf").read_bytes()
    for share in (0.1, 0.5, 0.97):
        target = tmp_path / f"cut{share}.pdf"
        target.write_bytes(whole[: int(len(whole) * share)])
        assert read_or_refused(read, target)


def test_an_encrypted_pdf_is_refused_with_the_way_out(tmp_path: Path) -> None:
    target = tmp_path / "locked.pdf"
    target.write_bytes(ENCRYPTED)
    said = refusal(target)
    assert "password" in said
    assert "save a copy" in said


def test_a_scan_is_sent_to_ocr(tmp_path: Path) -> None:
    target = pdf(
        "#set page(width: 5cm, height: 5cm)\n#rect(width: 2cm, height: 2cm, fill: black)", tmp_path / "scan.pdf"
    )
    said = refusal(target)
    assert "no text layer" in said
    assert "ocrmypdf" in said


def test_ten_megabytes_on_one_line_are_read_in_bounded_time(tmp_path: Path) -> None:
    for name, unit in (("words.txt", "complaint "), ("letters.txt", "x"), ("stars.md", "**a* "), ("brackets.md", "["),
                       ("dots.txt", "."), ("dashes.txt", "- "), ("notes.txt", "[2: [footnoteRef:2]")):  # fmt: skip
        target = tmp_path / name
        size = 10_000_000 if name.endswith(".txt") else 1_000_000
        target.write_text((unit * (size // len(unit))), "utf-8")
        began = time.monotonic()
        check(read(target))
        assert time.monotonic() - began < 30, name


def test_ten_megabytes_of_html_without_an_end_are_read_in_bounded_time(tmp_path: Path) -> None:
    for name, unit in (("div.html", "<div>"), ("b.html", "<b>a"), ("list.html", "<ol><li>x"), ("table.html", "<table><tr><td>x"),
                       ("span.html", "<td rowspan=99999 colspan=99999>x")):  # fmt: skip
        target = tmp_path / name
        target.write_text("<!doctype html><table>" + unit * (500_000 // len(unit)), "utf-8")
        began = time.monotonic()
        assert read_or_refused(read, target)
        assert time.monotonic() - began < 30, name


def test_control_and_direction_characters_are_removed_and_told(tmp_path: Path) -> None:
    target = tmp_path / "odd.txt"
    target.write_bytes("(a) Pay the \u202efines\u202c back\x00;\x07\n(b) Report.".encode())
    source = read(target)
    assert [block.text for block in source.blocks] == ["Pay the fines back;", "Report."]
    assert any("control characters" in note for note in source.notes)
    assert any("direction of writing" in note for note in source.notes)


def test_what_a_file_is_counts_more_than_its_name(tmp_path: Path) -> None:
    target = pdf(TYPST, tmp_path / "real.pdf").rename(tmp_path / "named.txt")
    assert read(target).format == "pdf"
    page = tmp_path / "page.txt"
    page.write_text("<!DOCTYPE html><p>One</p><p>Two</p>")
    assert [block.text for block in read(page).blocks] == ["One", "Two"]


@pytest.mark.parametrize(
    ("start", "word_"),
    [
        (b"\xd0\xcf\x11\xe0", "old Word"),
        (b"{\\rtf1 x}", "RTF"),
        (b"\x89PNG....", "image"),
        (b"7z\xbc\xaf....", "archive"),
    ],
)
def test_formats_not_read_are_named_with_the_way_out(start: bytes, word_: str, tmp_path: Path) -> None:
    target = tmp_path / "other.txt"
    target.write_bytes(start + b"rest")
    assert word_ in refusal(target)


def test_no_file_an_empty_one_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path / "none.txt")
    (tmp_path / "empty.txt").write_bytes(b" \n\x00")
    assert "is empty" in refusal(tmp_path / "empty.txt")
    (tmp_path / "folder").mkdir()
    assert "is a folder" in refusal(tmp_path / "folder")


def test_random_bytes_are_refused_or_read_without_a_fault(tmp_path: Path) -> None:
    chance = random.Random(7)
    for number, start in enumerate((b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b"\xff\xfe")):
        target = tmp_path / f"noise{number}"
        target.write_bytes(start + chance.randbytes(20_000))
        assert read_or_refused(read, target)


def test_a_word_file_with_bytes_changed_is_refused_or_read_without_a_fault(tmp_path: Path) -> None:
    whole = word(tmp_path / "whole.docx", PARAGRAPH.format("(a) Pay;") * 3).read_bytes()
    chance = random.Random(11)
    for number in range(12):
        data = bytearray(whole)
        for _ in range(4):
            data[chance.randrange(len(data))] = chance.randrange(256)
        target = tmp_path / f"changed{number}.docx"
        target.write_bytes(data)
        assert read_or_refused(read, target)


MARKS = st.text(
    alphabet=st.sampled_from(list("ab AB1.2)(i)-*_#>|`[]:<>/&\\\n\n\t\f •●✓§\u00ad\u200b\ufffe¹²“”…é\u202e")),
    max_size=200,
)
TAGS = st.lists(
    st.sampled_from(
        "<p> </p> <ol start=3> <li value=9> </ol> <ul> </ul> <table> <tr> <td rowspan=2> <td colspan=0> </table> <b> </b> "
        "<h2> </h2> <sup>1</sup> <br> <!-- --> <script> </script> <nav> &amp; text (a) 1. ● <div hidden> </div> <td>".split()
    ),
    max_size=40,
).map(" ".join)
FUZZ = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


@FUZZ
@given(st.one_of(MARKS, st.text(max_size=200)))
def test_every_character_of_any_text_is_accounted_for(content: str) -> None:
    check(text.from_text(content.replace("\r", "\n"), "any.txt"))


@FUZZ
@given(st.one_of(MARKS, st.text(max_size=200)))
def test_every_character_of_any_markdown_is_accounted_for(content: str) -> None:
    source = markdown.read(("x " + content).encode("utf-8", "replace"), "any.md")
    check(source)
    assert "".join(source.text.split())[:1] == "x"


@FUZZ
@given(TAGS)
def test_any_html_is_read_without_a_fault(content: str) -> None:
    check(html.read(content.encode(), "any.html"))


@FUZZ
@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    assert read_or_refused(text.read, data, "any.txt")


def _encrypted() -> bytes:
    """A PDF that asks for a password: the standard security handler with keys nobody has."""
    out = io.BytesIO()
    places = []

    def add(body: bytes) -> None:
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % len(places) + body + b"\nendobj\n")

    out.write(b"%PDF-1.4\n")
    add(b"<</Type/Catalog/Pages 2 0 R>>")
    add(b"<</Type/Pages/Kids[3 0 R]/Count 1>>")
    add(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>")
    add(b"<</Filter/Standard/V 1/R 2/O<" + b"ab" * 32 + b">/U<" + b"cd" * 32 + b">/P -44>>")
    start = out.tell()
    out.write(b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<" + b"12" * 16 + b"><" + b"12" * 16 + b">]>>\n")
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


ENCRYPTED = _encrypted()
