"""What a label looks like, and what it may stand for: numbers, letters, roman numerals, bullets, and runs of them.

A label is read from the head of a text. `12.`, `(a)`, `iv)`, `115.18`, `A.`, `-` and `4a) iii.` are labels; the day of
a date and the initial of a name are not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Scheme(StrEnum):
    NUMBER = "number"
    LETTER = "letter"
    ROMAN = "roman"
    UPPER = "upper"
    BULLET = "bullet"
    PLAIN = "plain"
    """No label at all: paragraphs that a colon opens."""


@dataclass(frozen=True, slots=True)
class Label:
    """`printed` as the source spells it; `parts` its components without punctuation ("4", "a", "iii"), none for a
    bullet; `style` tells one list from another ("(x)", "x.", the bullet's glyph)."""

    printed: str
    parts: tuple[str, ...] = ()
    style: str = ""

    @property
    def bullet(self) -> bool:
        return not self.parts

    @property
    def key(self) -> str:
        """Dotted and lower-case letters: "4.a.iii"; "" for a bullet."""
        return ".".join(self.parts)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a component: the n-th of a scheme; `stem` is what a dotted number hangs on ("115")."""

    scheme: Scheme
    value: int
    stem: str = ""


ENDING = "at the end"
"""The style of a label that stands behind its item ("… each year. (Recommendation 2)")."""
GLYPHS = "-–—−‐‑•●∙·▪■□▫◦○◌‣⁃✓✔✗➢➤►▶▸❖◆◇♦*§¾Ø\ufffd"
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
_BULLET = re.compile(rf"([{re.escape(GLYPHS)}\ue000-\uf8ff][{_INVISIBLE}]*)(?=\s|$)|(o)(?=\s+[A-Z])")
_ROMAN = r"(?:x{0,3}(?:ix|iv|v?i{1,3}|v)|x{1,3})"
_COMPOUND = re.compile(
    r"\(?(\d{1,3})(?:\)?[.)]?\s?\(([a-z])\)|\s?([a-z])\)|([a-z])(?=[.\s]|$))"
    r"(?:\.?\s*\(?(" + _ROMAN + r")(?:[.)]+|(?=\s|$))|[.)]*)"
)
_NUMBER = re.compile(
    r"\((\d{1,4}(?:\.\d{1,3}){0,4})\)"
    r"|(\d{1,4}(?:\.\d{1,3}){1,4})(?:[.)]+|(?=\s|$))"
    r"|(\d{1,4})(?:[.)]++(?![\d,;])|(?=\t)|(?=\s*$))"
)
_LETTER = re.compile(r"\(([a-z]{1,2}|" + _ROMAN + r")\)|([a-z]|" + _ROMAN + r")[.)](?=\s|$)", re.IGNORECASE)
_SIZES = {1000: "m", 500: "d", 100: "c", 50: "l", 10: "x", 5: "v", 1: "i"}
_VALUES = {letter: size for size, letter in _SIZES.items()}


def roman(value: int) -> str:
    """The lower-case roman numeral of 1…39."""
    units = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    return "x" * (value // 10) + units[value % 10]


def letter(value: int) -> str:
    """1 → "a", 26 → "z", 27 → "aa", 28 → "bb": the way lists go on after z."""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


@lru_cache(maxsize=4096)
def readings(part: str) -> tuple[Reading, ...]:
    """Every way to read one component, the likelier first."""
    if part[0].isdigit():
        stem, _, last = part.rpartition(".")
        return (Reading(Scheme.NUMBER, int(last), stem),)
    low = part.lower()
    found = []
    if len(set(low)) == 1 and low[0].isascii() and low[0].isalpha():
        found.append(Reading(Scheme.LETTER, ord(low[0]) - 96 + 26 * (len(low) - 1)))
    if re.fullmatch(_ROMAN, low):
        value = sum(
            -_VALUES[here] if after and _VALUES[here] < _VALUES[after] else _VALUES[here]
            for here, after in zip(low, [*low[1:], ""], strict=True)
        )
        found.append(Reading(Scheme.ROMAN, value))
        if len(low) > 1:
            found.reverse()
    return tuple(found)


def spell(scheme: Scheme, value: int, stem: str = "") -> str:
    """The canonical component of the n-th of a scheme; bullets and plain paragraphs are lettered."""
    if scheme is Scheme.NUMBER:
        return f"{stem}.{value}" if stem else str(value)
    return roman(value) if scheme is Scheme.ROMAN and value < 40 else letter(value)


def read_label(text: str) -> tuple[Label, int] | None:
    """The label at the head of `text` and the offset behind it and its white space; None where there is none.

    A bullet before a number or letter is noise ("- 1) …"): the number is the label, both are printed.
    """
    head = len(text) - len(text.lstrip())
    bullet = _BULLET.match(text, head)
    at = bullet.end() if bullet else head
    while bullet and at < len(text) and (text[at].isspace() or text[at] in _INVISIBLE):
        at += 1
    found = _ordinal(text, at)
    if found is None:
        if bullet is None:
            return None
        glyph = (bullet.group(1) or bullet.group(2))[0]
        return Label(bullet.group().strip(), (), glyph), at
    parts, style, end = found
    printed = text[head:end].strip()
    while end < len(text) and text[end].isspace():
        end += 1
    return Label(printed, parts, style), end


def printed_label(printed: str, text: str) -> tuple[Label, int]:
    """The label a reader took from the file, and how much of `text` belongs to it as well: "4." before "(a) …" is
    "4.a". What cannot be counted ("*", "o") is a bullet."""
    found = read_label(printed)
    if found is None or found[1] < len(printed.rstrip()) or found[0].bullet:
        run = re.search(r"(\d{1,4}(?:\.\d{1,3})*)(?:\s?([a-z])(?![a-z]))?", printed)
        parts = tuple(group for group in run.groups() if group) if run else ()
        return Label(printed, parts, "compound" if len(parts) > 1 else "n." if parts else printed.strip()[:1]), 0
    label = found[0]
    inner = _LETTER.match(text) if len(label.parts) == 1 and label.parts[0][0].isdigit() else None
    if inner and inner.group(1) and inner.end() < len(text):
        end = inner.end() + len(text[inner.end() :]) - len(text[inner.end() :].lstrip())
        return Label(f"{printed} {inner.group()}", (*label.parts, inner.group(1).lower()), "compound"), end
    return label, 0


def _ordinal(text: str, at: int) -> tuple[tuple[str, ...], str, int] | None:
    piece = text[at : at + 40]
    compound = _COMPOUND.match(piece)
    if compound:
        parts = tuple(group for group in compound.groups() if group)
        return parts, "compound", at + compound.end()
    number = _NUMBER.match(piece)
    if number:
        value = number.group(1) or number.group(2) or number.group(3)
        value = ".".join(str(int(part)) for part in value.split("."))
        if len(value) == 4 and value.isdigit() and value[:2] in ("19", "20"):
            return None
        shape = "n" * (value.count(".") + 1)
        return (value,), _style(piece[: number.end()], shape), at + number.end()
    alpha = _LETTER.match(piece)
    if alpha:
        value = alpha.group(1) or alpha.group(2)
        if not readings(value):
            return None
        return (value.lower(),), _style(piece[: alpha.end()], "X" if value.isupper() else "x"), at + alpha.end()
    return None


def _style(printed: str, shape: str) -> str:
    opening = "(" if printed.startswith("(") else ""
    closing = ")" if printed.rstrip(".").endswith(")") else "." if printed.endswith(".") else ""
    return opening + shape + closing


def is_upper(label: Label | None) -> bool:
    """A capital letter or capital roman numeral."""
    return label is not None and "X" in label.style


def kind_of(label: Label | None) -> str:
    """ "none", "bullet", "number", "letter", "upper", "compound" or "ending": what a profile's cue names."""
    if label is None:
        return "none"
    if label.style == ENDING:
        return "ending"
    if label.bullet:
        return "bullet"
    if len(label.parts) > 1:
        return "compound"
    if label.parts[0][0].isdigit():
        return "number"
    return "upper" if is_upper(label) else "letter"
