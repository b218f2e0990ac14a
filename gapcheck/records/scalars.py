"""How one value is written: plain, in quotes, or as a folded or literal text; reading it gives the same value back."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

import yaml

WIDTH = 100
_SPECIAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_STARTS = re.compile(r"[^\W_]|[(“‘«„¿¡_/$€£]")
_UNSAFE = re.compile(r":(?:\s|$)|\s#|[\n\t]|^\s|\s$")
_NUMBER = re.compile(r"[-+.]?[0-9][0-9_.,:/-]*\Z|[-+]?[0-9.]+[eE][-+]?[0-9]+\Z|0[xob]")
_FOLD = re.compile(r"(?<=[^\s]) (?=[^\s])")
_WORDS = frozenset("y n yes no on off true false null none nan inf".split())


@lru_cache(maxsize=1 << 14)
def plain(text: str, flow: bool = False) -> bool:
    """Whether a text can stand without quotes and stay that text, for any reader of YAML 1.1 or 1.2."""
    if not text or not _STARTS.match(text) or _UNSAFE.search(text) or _SPECIAL.search(text):
        return False
    if text.lower() in _WORDS or _NUMBER.match(text) or text.startswith(("---", "...")):
        return False
    if flow and re.search(r"[,\[\]{}?:]", text):
        return False
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers.get(text[0], ())
    return not any(pattern.match(text) for _, pattern in resolvers)


def quoted(text: str) -> str:
    """A text in double quotes."""
    return _SPECIAL.sub(_escape, json.dumps(text, ensure_ascii=False))


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02X}" if code < 256 else f"\\u{code:04X}"


def inline(value: Any, flow: bool = False) -> str:
    """A value on one line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    return value if plain(value, flow) else quoted(value)


def block(text: str, indent: int, room: int) -> tuple[str, list[str]] | None:
    """A text as a block: its header (`>-`, `|`) and its lines, or None where it stands on one line: where it fits in
    `room`, or has white space that a block would not keep."""
    body = text.removesuffix("\n")
    single = "\n" not in text
    if (single and len(inline(text)) <= room) or not body or body != body.strip() or _SPECIAL.search(text):
        return None
    chomp = "" if text.endswith("\n") else "-"
    lines = body.split("\n")
    width = WIDTH - indent
    if any(line[:1] in (" ", "\t") or line != line.rstrip() for line in lines):
        if any(line and not line.strip() for line in lines) or lines[0][:1] in (" ", "\t"):
            return None
        return "|" + chomp, lines
    if not single and all(len(line) <= width for line in lines):
        return "|" + chomp, lines
    if single and not _FOLD.search(body):
        return None
    return ">" + chomp, _folded(lines, width)


def _folded(lines: list[str], width: int) -> list[str]:
    out: list[str] = []
    for number, line in enumerate(lines):
        if number and line and out[-1:] != [""]:
            out.append("")  # one line break is written as an empty line
        elif number and line:
            out.append("")
        out.extend(_wrapped(line, width) if line else [""])
    return out


def _wrapped(line: str, width: int) -> list[str]:
    out: list[str] = []
    current = ""
    for word in _FOLD.split(line):
        if current and len(current) + 1 + len(word) > width:
            out.append(current)
            current = word
        else:
            current = f"{current} {word}" if current else word
    return [*out, current]
