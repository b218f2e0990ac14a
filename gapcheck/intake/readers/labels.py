"""List labels at the start of a text: "(a)", "115.18.", "4a) iv.", "●", "No. 3", in any of their spellings."""

from __future__ import annotations

import re

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
GLYPHS = "•●○◦▪■□▫◼◾►▶▸▹‣⁃∙·⋅➢➤➔➜→⇒❖◆◇✓✔✗✘✕☐☑☒★☆❑❒❍✦✧➣"
DASHES = "-–—−‐‑―*+"

_SPACE = rf"[\s{INVISIBLE}]"
_GLYPH = re.compile(rf"([{GLYPHS}\ue000-\uf8ff]){_SPACE}*(?=\S|$)")
_DASH = re.compile(rf"([{re.escape(DASHES)}])(?:{_SPACE}+|$)")
_CIRCLE = re.compile(r"(o)(?:[ \u00a0]?\t\s*|[ \u00a0]{2,}|\u00a0|\s+(?=[A-Z“\"(])|$)")
# In each pattern group 1 is the label; what follows must be space, the end, or (after a bracket) text at once.
_ROMAN_OR_LETTER = r"(?:[ivxIVX]{1,6}|[a-zA-Z]|aa|bb|cc|dd|ee)"
_BRACKETS = re.compile(rf"(\((?:\d{{1,3}}[a-z]?|{_ROMAN_OR_LETTER})\)[.:]?)(?=\s|$|[^\W\d_]{{2}}|[“\"«(])")
_COMPOUND = re.compile(
    rf"(\d{{1,3}}[a-z]?\)\s?(?:{_ROMAN_OR_LETTER})(?:[-–]{_ROMAN_OR_LETTER})?(?:\)|\.|(?=\s+[A-Z“\"])))(?=\s|$|[A-Z“\"«])"
)
_CLOSED = re.compile(rf"((?:\d{{1,3}}[a-z]?|{_ROMAN_OR_LETTER})\))(?=\s|$|[A-Z“\"«][^\W\d_])")
_DOTTED = re.compile(r"((?:[A-Z]{1,2})?\d{1,4}(?:\.\d{1,4}){1,5}(?:\.?\(?[a-z]\)?)?\.)(?=\s|$|[A-Z“\"«])")
_NUMBER = re.compile(r"(\d{1,3}(?:bis|ter|[a-z])?\.)(?=\s|$|[A-Z“\"«][^\W\d_]{2})")
_LETTER = re.compile(rf"({_ROMAN_OR_LETTER}\.)(?=\s|$)")
_BARE_DOTTED = re.compile(r"((?:[A-Z]{1,2})?\d{1,4}(?:\.\d{1,4}){1,5})(?=\s+[A-Z“\"«(]|\s{2,}|\t|$)")
_BARE = re.compile(r"(\d{1,3}[a-z]?)(?=\t|\s{2,}\S)")
_PAIR = re.compile(r"(\d{1,3}[a-z](?:[/,]\s?\d{0,3}[a-z])+[.:)]?)(?=\s|$)")
_NAMED = re.compile(
    r"((?:(?:§{1,2}|¶)\s?\d{1,4}|(?:No\.|Nos\.|N[°ºo]|№|Nr\.)\s?\d{1,3})(?:\.\d{1,4})*[a-z]?[.:)]?)(?=\s|$)"
)
_SPELLINGS = (_BRACKETS, _COMPOUND, _PAIR, _CLOSED, _DOTTED, _NUMBER, _BARE_DOTTED, _BARE, _NAMED, _LETTER)


def split(text: str) -> tuple[str, str]:
    """The list label `text` starts with and the rest, both stripped: ("(a)", "Adopt …"); ("", text) without one.

    A bullet before a label gives way to it ("- 1. Adopt" → "1.", "- ✓ Met" → "✓"). Wide space after a bare number
    ("18   Ratify", "18\\tRatify") makes it a label; a single space does not ("18 children").
    """
    rest = text.strip().strip(INVISIBLE).strip()
    bullet, after = _bullet(rest)
    if bullet:
        inner, behind = _bullet(after) if bullet in DASHES else ("", after)
        label, last = _counter(behind.lstrip("*_") if behind.startswith(("**", "__")) else behind)
        return (label, last) if label else (inner or bullet, behind)
    return _counter(rest)


def _counter(rest: str) -> tuple[str, str]:
    for spelling in _SPELLINGS:
        match = spelling.match(rest)
        if match:
            return " ".join(match[1].split()), rest[match.end() :].strip().strip(INVISIBLE).strip()
    return "", rest


def _bullet(text: str) -> tuple[str, str]:
    for pattern in (_GLYPH, _DASH, _CIRCLE):
        match = pattern.match(text)
        if match:
            return match[1], text[match.end() :].strip().strip(INVISIBLE).strip()
    return "", text


def is_bullet(label: str) -> bool:
    """True for a label that only marks an item and does not count it."""
    return len(label) == 1 and (label in GLYPHS or label in DASHES or label == "o" or "\ue000" <= label <= "\uf8ff")


def family(label: str, before: str = "") -> str:
    """What kind of label this is, so that siblings can be told from children: "(a)", "(i)", "1.", "1.1", the glyph itself.

    `before` is the sibling label before it, which settles whether "(i)" follows "(h)" or starts a roman list.
    """
    if not label or is_bullet(label):
        return label
    core = re.sub(r"[^\w.]", "", label).strip(".")
    frame = re.sub(r"\w+(?:\.\w+)*", "#", label, count=1)
    if core[:1].isdigit():
        depth = core.count(".")
        return frame.replace("#", ".".join("1" * (depth + 1)))
    case = "I" if core.isupper() else "i"
    if core.lower() and set(core.lower()) <= set("ivx") and not _next_letter(before, core):
        return frame.replace("#", case)
    return frame.replace("#", "A" if core.isupper() else "a")


def _next_letter(before: str, core: str) -> bool:
    previous = re.sub(r"\W", "", before)
    return (
        len(core) == 1 and len(previous) == 1 and ord(core) - ord(previous) in (1, 0) and previous not in "ivxIVX"
    ) or (len(core) == 1 and previous in ("u", "U") and core in ("v", "V"))


def number(label: str) -> int:
    """The last counter of a label as a number ("115.18." → 18, "(c)" → 3, "(iv)" → 4); 0 for a bullet or nothing."""
    core = re.sub(r"[^\w.]", "", label).strip(".").split(".")[-1]
    if core.isdecimal() and len(core) < 10:
        return int(core)
    if core and set(core.lower()) <= set("ivx") and family(label).strip("()[].:").lower() == "i":
        values = [{"i": 1, "v": 5, "x": 10}[char] for char in core.lower()]
        return sum(
            -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
        )
    return ord(core.lower()) - 96 if len(core) == 1 and core.isalpha() and core.isascii() else 0
