"""Reading text out of raw text: what converters, typesetters and terminals leave behind taken away."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from gapcheck.intake.readers.labels import INVISIBLE

BIDI = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
SOFT = "\u00ad\ufffe\x02"
LIGATURES = {ord(char): unicodedata.normalize("NFKC", char) for char in "ﬀﬁﬂﬃﬄﬅﬆ"}
_TABLE: dict[int, str | None] = {ord(char): None for char in INVISIBLE + BIDI + "\ufffe\ufffd\x02"}
_TABLE |= {ord("\u2011"): "-", ord("\u2010"): "-", **LIGATURES}

REMAINS = re.compile(r"\[(?:bookmark|footnoteRef|endnoteRef|image)\s*:[^\[\]\n]{0,200}\]", re.IGNORECASE)
ORDINAL = re.compile(r"(?<=[\dnN])<sup>\s{0,2}(os?|es?|er|re|ère|ème|th|st|nd|rd|[ªº])\s{0,2}</sup>", re.IGNORECASE)
"""The raised end of an ordinal or of "number" ("1er", "no"): no mark of a note."""
SUPERSCRIPT = re.compile(r"<sup>\s*[\d*†‡§a-z,\s]{1,12}\s*</sup>|\[\^[\w-]{1,20}\]", re.IGNORECASE)
TAGS = re.compile(r"</?(?:sup|sub|b|i|u|em|strong|br|span|p|center|font|small)\b[^<>\n]{0,200}>", re.IGNORECASE)
_STRONG = re.compile(
    r"(?<![\w*])\*{2,3}(?=\S)|(?<=\S)\*{2,3}(?![\w*])|(?<=\w)\*\*(?=\w)|(?<=\w)\*\*(?=[\W_])|(?<=[^\w\s*])\*\*(?=\w)"
)
_STRAY = re.compile(r"(?:^|(?<=\s))\*{2,3}(?=\s|$)")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,400}?)(?<=[^\s*])\*(?![\w*])")
_UNDERSCORE = re.compile(r"(?<![\w_])_{1,3}(?=[^\s_])([^_\n]{1,400}?)(?<=[^\s_])_{1,3}(?![\w_])")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!~>])")
_RAISED = re.compile(r"(?<=[.,;:!?\"”’»)\]])[¹²³⁰⁴-⁹]{1,3}|(?<=[^\W\d_]{4})[¹²³⁰⁴-⁹]{1,3}(?!\w)")
_SPACE = re.compile(r"\s+")


def reading(text: str) -> str:
    """Clean reading text: single spaces, no invisible or direction characters, ligatures spelled out, the remains of
    conversions (`[bookmark: …]`, `[footnoteRef:2]`, `<sup>1</sup>`) gone."""
    text = REMAINS.sub("", text) if "[" in text else text
    if "<" in text or "[^" in text:
        text = TAGS.sub("", SUPERSCRIPT.sub("", ORDINAL.sub(r"\1", text)))
    text = _RAISED.sub("", text)
    return _SPACE.sub(" ", text.translate(_TABLE)).strip()


def without_stars(text: str) -> str:
    """Markdown emphasis taken off, stray and unpaired stars too; a single star after a word (a note's mark) stays."""
    if "*" in text:
        text = _EMPHASIS.sub(r"\1", _STRAY.sub("", _STRONG.sub("", text)))
    if "_" in text:
        text = _UNDERSCORE.sub(r"\1", text)
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def is_bold(text: str) -> bool:
    """True where Markdown stars embrace the whole of `text`, a closing or opening pair lost in conversion allowed for."""
    text = text.strip()
    return len(text) > 4 and text.startswith("**") and "**" not in text[2:-2].rstrip("*")


_INLINE_NOTE = re.compile(r"\[(\d{1,4}):\s(?:[^\[\]]|\[[^\[\]\n]{0,200}\]){0,4000}\]")
_REFERENCE = re.compile(r"\[(?:foot|end)noteRef:(\d{1,4})\]")


def inline_notes(text: str, referred: frozenset[str] = frozenset()) -> list[tuple[int, int]]:
    """The spans of note bodies a conversion left inline (`[2: …]`), where the text refers to them (`[footnoteRef:2]`)
    or `referred` names them."""
    named = referred | frozenset(_REFERENCE.findall(text))
    return [match.span() for match in _INLINE_NOTE.finditer(text) if match[1] in named] if named else []


def references(text: str) -> frozenset[str]:
    """The numbers of the notes a converted text refers to."""
    return frozenset(_REFERENCE.findall(text)) if "oteRef:" in text else frozenset()


def without_spans(text: str, start: int, end: int, holes: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """[start, end) less the `holes` (sorted), white space at the ends of each part trimmed, empty parts left out."""
    parts = []
    first = max(bisect_right(holes, (start,)) - 1, 0)
    within = []
    for at in range(first, len(holes)):
        if holes[at][0] >= end:
            break
        if holes[at][1] > start:
            within.append(holes[at])
    for begin, stop in (*within, (end, end)):
        piece = text[start : max(min(begin, end), start)]
        if piece.strip():
            first = start + len(piece) - len(piece.lstrip())
            parts.append((first, first + len(piece.strip())))
        start = max(start, stop)
    return parts


_BROKEN = re.compile(r"[^\W\d_]+[-‐\u00ad\ufffe][ \t\r]*\n\s*[^\W\d_]+")
_WORDS = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")


def vocabulary(text: str) -> frozenset[str]:
    """The words of a document in lower case, hyphenated ones whole: what tells "whole-system" from "discrimi-nation"."""
    return frozenset(word.lower() for word in _WORDS.findall(_BROKEN.sub(" ", text)))


_TAIL = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)[-‐‑\u00ad\ufffe\x02]$")
_HEAD = re.compile(r"[^\W\d_]+")


def joined(lines: Iterable[str], known: frozenset[str]) -> str:
    """The lines of one paragraph as one text, each joined to the one before as `join` says."""
    parts: list[str] = []
    for line in lines:
        if parts:
            whole = join(parts[-1], line, known)
            head = len(whole) - len(line.lstrip())
            parts[-1] = whole[:head]
            parts.append(whole[head:])
        else:
            parts.append(line)
    return "".join(parts)


def join(first: str, second: str, known: frozenset[str]) -> str:
    """Two lines of one paragraph as one: a word broken at the line's end mended, else a space between them.

    Whether the hyphen goes is decided by the words of the document (`known`), and where it knows neither spelling, by
    whether both halves are words of their own.
    """
    first, second = first.rstrip(), second.lstrip()
    if not first or not second:
        return first + second
    if first[-1] not in "-‐‑\u00ad\ufffe\x02":
        return f"{first} {second}"
    tail, head = _TAIL.search(first), _HEAD.match(second)
    bare = first[:-1]
    if not tail or not head:
        return (bare + "-" + second) if bare[-1:].isalnum() and head is None else f"{first} {second}"
    left, right = tail[1].lower(), head[0].lower()
    last = left.rpartition("-")[2]
    if head[0][0].isupper():
        keep = True
    elif f"{left}{right}" in known or f"{last}{right}" in known:
        keep = f"{left}-{right}" in known and f"{last}{right}" not in known
    elif f"{left}-{right}" in known or f"{last}-{right}" in known:
        keep = True
    else:
        keep = first[-1] != "\u00ad" and last in known and right in known and len(last) > 2
    return bare + ("-" if keep else "") + second
