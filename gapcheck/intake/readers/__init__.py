"""Documents of any format as blocks: one reader a format, chosen by what the file is, not by what it is called."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from gapcheck.errors import GapcheckError, Problem
from gapcheck.intake.blocks import Source

LARGEST = 200 * 1024 * 1024
"""No official document met is larger than 60 MB; ten times that of a page is refused rather than read."""
LARGEST_TEXT = 32 * 1024 * 1024

Progress = Callable[[int, int], None]
"""Called with (pages read, pages in all)."""


def read(path: str | Path, *, charset: str | None = None, progress: Progress | None = None) -> Source:
    """The document at `path` as a Source. Raises GapcheckError, with the way out, for whatever cannot be read."""
    file = Path(path)
    data = _bytes(file)
    return replace(_source(data, file, charset, progress), sha256=hashlib.sha256(data).hexdigest())


def _bytes(file: Path) -> bytes:
    name = file.as_posix()
    try:
        if file.is_dir():
            raise GapcheckError([Problem(file=name, message="is a folder, not a document")], "Name a file in it.")
        if file.exists() and not file.is_file():
            raise GapcheckError([Problem(file=name, message="is not an ordinary file")], "Save it as a file first.")
        if file.stat().st_size > LARGEST:
            raise GapcheckError(
                [
                    Problem(
                        file=name,
                        message="is too large",
                        found=f"{file.stat().st_size} bytes",
                        expected=f"at most {LARGEST}",
                    )
                ],
                "Split the document.",
            )
        data = file.read_bytes()
    except OSError as cause:
        raise GapcheckError(
            [Problem(file=name, message="cannot be read", found=cause.strerror or "an error")],
            "Check the name and that you may read the file.",
        ) from None
    if not data.strip(b"\x00 \t\r\n\f"):
        raise GapcheckError([Problem(file=name, message="is empty")], "Fetch or export the document again.")
    return data


def _source(data: bytes, file: Path, charset: str | None, progress: Progress | None) -> Source:
    name = file.as_posix()
    format_ = sniff(data, file.suffix.lower(), name)
    if format_ == "pdf":
        from gapcheck.intake.readers import pdf

        return pdf.read(data, name, progress=progress)
    if format_ == "docx":
        from gapcheck.intake.readers import docx

        return docx.read(data, name)
    if len(data) > LARGEST_TEXT:
        raise GapcheckError(
            [
                Problem(
                    file=name,
                    message="is too large for a text document",
                    found=f"{len(data)} bytes",
                    expected=f"at most {LARGEST_TEXT}",
                )
            ],
            "Split the document.",
        )
    if format_ == "html":
        from gapcheck.intake.readers import html

        return html.read(data, name, charset=charset)
    if format_ == "md":
        from gapcheck.intake.readers import markdown

        return markdown.read(data, name, charset=charset)
    from gapcheck.intake.readers import text

    return text.read(data, name, charset=charset)


def sniff(data: bytes, suffix: str, name: str) -> str:
    """ "pdf", "docx", "html", "md" or "txt", by content first and the file's ending second.

    Raises GapcheckError for formats known and not read (old Word, RTF, spreadsheets, other archives).
    """
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _unread(
            name,
            "an old Word document or an encrypted one",
            "Open it in a word processor and save it as .docx without a password.",
        )
    if start.startswith(b"{\\rtf"):
        raise _unread(name, "a rich text (RTF) document", "Open it in a word processor and save it as .docx.")
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")):
        raise _unread(name, "an image", "Make it a PDF with a text layer first (e.g. ocrmypdf).")
    if data.startswith((b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")):
        raise _unread(name, "a packed archive", "Unpack it and give the document inside.")
    head = start[:200].lower()
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or (
        head.startswith((b"<?xml", b"<!--")) and b"<html" in data[:4096].lower()
    ):
        return "html"
    if suffix in (".html", ".htm", ".xhtml") and b"<" in data:
        return "html"
    return "md" if suffix in (".md", ".markdown", ".mdown", ".mkd") else "txt"


def _unread(name: str, what: str, hint: str) -> GapcheckError:
    return GapcheckError([Problem(file=name, message=f"is {what}, which gapcheck does not read")], hint)
