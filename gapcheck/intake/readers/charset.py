"""Bytes to text: byte order marks, character sets, control characters."""

from __future__ import annotations

import codecs
import re

from gapcheck.errors import GapcheckError, Problem
from gapcheck.intake.readers.clean import BIDI

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_BREAKS = re.compile("\r\n?|[\x0b\x1c-\x1e\x85\u2028\u2029]")
_DIRECTION = re.compile(f"[{BIDI}]")
MOST_LINES = 300_000
"""The longest report met has 14,000 lines."""
SAMPLE = 1 << 18
"""How many bytes the character set is guessed from."""


def decode(data: bytes, file: str, charset: str | None = None) -> tuple[str, tuple[str, ...]]:
    """(text, notes): line ends as \\n, control and direction characters removed, both told in the notes.

    `charset` is the user's word and is followed. Raises GapcheckError for an unknown charset, for bytes that are not in
    it, and for what is no text at all.
    """
    notes: list[str] = []
    if charset:
        try:
            text = data.decode(charset)
        except (LookupError, UnicodeError) as cause:
            raise GapcheckError(
                [Problem(file=file, message=f"cannot be read in the character set {charset}", found=str(cause))],
                "Name another character set, or leave it out to have it recognised.",
            ) from None
    else:
        text, name = _guess(data)
        if name not in ("utf-8", "utf-8-sig", "ascii"):
            notes.append(f"read in the character set {name}")
    text = _BREAKS.sub("\n", text.removeprefix("\ufeff"))
    text, removed = _CONTROL.subn("", text)
    if removed > max(0.1 * len(data), 20) or (removed and not text.strip()):
        raise GapcheckError(
            [Problem(file=file, message="is not a text document", found=f"{removed} control characters")],
            "Give the document as PDF, DOCX, HTML, Markdown or plain text.",
        )
    if text.count("\n") > MOST_LINES:
        raise GapcheckError(
            [
                Problem(
                    file=file,
                    message="has too many lines",
                    found=str(text.count("\n")),
                    expected=f"at most {MOST_LINES}",
                )
            ],
            "Split the document.",
        )
    if removed:
        notes.append(f"{removed} control characters removed")
    text, turned = _DIRECTION.subn("", text)
    if turned:
        notes.append(f"{turned} characters that change the direction of writing removed")
    return text, tuple(notes)


def _guess(data: bytes) -> tuple[str, str]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace"), name
    wide = _wide(data[:4096])
    if wide:
        return data.decode(wide, errors="replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    import chardet

    found = chardet.detect(data[:SAMPLE])
    name = found.get("encoding") or "utf-8"
    try:
        return data.decode(name, errors="replace"), name.lower()
    except (LookupError, UnicodeError):
        return data.decode("utf-8", errors="replace"), "utf-8"


def _wide(sample: bytes) -> str:
    """ "utf-16-le" or "utf-16-be" for text of two bytes a character without a mark, "" for any other.

    Every second byte then names the alphabet: few values, most of them control characters.
    """
    for name, high, low in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        controls = sum(byte < 9 for byte in high)
        if (
            len(high) > 7
            and controls > 0.7 * len(high)
            and len(set(low)) > len(set(high))
            and sum(byte < 9 for byte in low) < 0.2 * len(low)
        ):
            return name
    return ""
