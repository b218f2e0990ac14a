"""The parts of a DOCX file, taken out of its archive with care, each checked before it is used."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from xml.etree import ElementTree
from xml.parsers import expat

from gapcheck.errors import GapcheckError, Problem

MOST_ENTRIES = 5000
LARGEST_PART = 48 * 1024 * 1024
"""The text of the longest Word document met (1,400 pages) is a part of 30 MB."""
LARGEST_TOTAL = 128 * 1024 * 1024
DEEPEST = 400
"""A table in a table in a text box is some 40 deep."""
STEEPEST = 400
"""XML of a word processor shrinks 10 to 60 times; an archive bomb a thousand times."""


def parts(data: bytes, file: str) -> dict[str, bytes]:
    """The XML parts of the Word document by name. Raises GapcheckError for another archive, for one that unpacks to
    more than it may, and for XML that declares a document type or entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _checked(archive, file)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as cause:
        if "password" in str(cause) or "encrypted" in str(cause):
            raise refused(file, "is encrypted with a password", "", "Save a copy without the password.") from None
        raise refused(file, "is damaged or cut off", "", "Fetch or export the document again.") from None


def refused(file: str, message: str, found: str, hint: str) -> GapcheckError:
    return GapcheckError([Problem(file=file, message=message, found=found)], hint)


def _checked(archive: zipfile.ZipFile, file: str) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise refused(file, "holds too many parts", f"{len(entries)} parts", "Save it anew in a word processor.")
    names = {entry.filename for entry in entries}
    if "word/document.xml" not in names and not any(re.fullmatch(r"word/document\d*\.xml", name) for name in names):
        what = (
            "a spreadsheet"
            if "xl/workbook.xml" in names
            else "a presentation"
            if "ppt/presentation.xml" in names
            else ("an OpenDocument file" if "mimetype" in names else "an archive")
        )
        raise refused(file, f"is {what}, not a Word document", "", "Save the document as .docx or PDF.")
    found: dict[str, bytes] = {}
    total = 0
    for entry in entries:
        if not entry.filename.endswith((".xml", ".rels")) or entry.filename.startswith(("customXml", "docProps", "/")):
            continue
        limit = min(LARGEST_PART, LARGEST_TOTAL - total)
        steep = entry.file_size > 1 << 20 and entry.file_size > STEEPEST * max(entry.compress_size, 1)
        body = b"" if entry.file_size > limit or steep else archive.open(entry).read(limit + 1)
        if entry.file_size > limit or steep or len(body) > limit:
            raise refused(
                file, "unpacks to more than a document holds", f"{entry.filename} of {entry.file_size} bytes",
                "Save it anew in a word processor, or give it as PDF.",
            )  # fmt: skip
        total += len(body)
        if b"<!DOCTYPE" in body or b"<!ENTITY" in body or b"<\0!\0D\0O\0C" in body or b"\0<\0!\0D\0O\0C"[1:] in body:
            raise refused(
                file, "declares a document type or entities, which no Word document does", entry.filename,
                "Save it anew in a word processor.",
            )  # fmt: skip
        found[entry.filename] = body
    return found


def repacked(found: Mapping[str, bytes]) -> bytes:
    """The checked parts as an archive again, numbers printed into the text, pictures and numbering left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in found.items():
            if name != "word/numbering.xml":
                archive.writestr(zipfile.ZipInfo(name), body)
    return out.getvalue()


def parsed(body: bytes) -> ElementTree.Element:
    """The tree of one part. Raises ElementTree.ParseError for XML that is none, RecursionError for one too deep."""
    depth = 0

    def opened(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise RecursionError

    def closed(_name: str) -> None:
        nonlocal depth
        depth -= 1

    probe = expat.ParserCreate()
    probe.StartElementHandler, probe.EndElementHandler = opened, closed
    try:
        probe.Parse(body, True)
    except expat.ExpatError as cause:
        raise ElementTree.ParseError(str(cause)) from None
    return ElementTree.fromstring(body)
