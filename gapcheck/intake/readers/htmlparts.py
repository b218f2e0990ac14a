"""What HTML says of itself: its character set, how deep it nests, the numbers of its lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from gapcheck.intake.readers.numerals import counter

_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})")
_UNCLOSED = frozenset(  # elements that stand alone, or that the next of their kind closes
    "area base br col embed hr img input link meta source track wbr p li td th tr dt dd tbody thead tfoot option".split()
)


def deepest(text: str) -> int:
    """The most elements open at once, those left out that need no end."""
    depth = most = 0
    for match in _TAG.finditer(text):
        if match[2].lower() not in _UNCLOSED:
            depth = max(depth - 1, 0) if match[1] else depth + 1
            most = max(most, depth)
    return most


def declared(data: bytes) -> str | None:
    """The character set the page names, where Python knows it and the bytes have no mark of their own."""
    import codecs

    match = _CHARSET.search(data[:4096])
    if not match or data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii", "replace")).name
        data.decode(name)
    except (LookupError, UnicodeError):
        return None
    return {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(name, name) if name != "utf-8" else None


def item_labels(node: Any, tag: str) -> Iterator[Any]:
    """For each item, a function from its `value` to its printed label."""
    attributes = node.attributes
    if tag != "ol":
        while True:
            yield lambda value: "•"
    style = attributes.get("type") or _style(attributes.get("style") or "")
    step = -1 if "reversed" in attributes else 1
    items = sum(child.tag == "li" for child in node.iter(include_text=False))
    state = [whole(attributes.get("start"), items if step < 0 else 1)]

    def label(value: str | None) -> str:
        state[0] = whole(value, state[0])
        printed = counter(state[0], style) + "."
        state[0] += step
        return printed

    while True:
        yield label


def _style(css: str) -> str:
    match = re.search(r"list-style(?:-type)?\s*:[^;]*?(lower|upper)-(alpha|latin|roman)", css)
    return (
        {
            "lower-alpha": "a",
            "lower-latin": "a",
            "upper-alpha": "A",
            "upper-latin": "A",
            "lower-roman": "i",
            "upper-roman": "I",
        }[f"{match[1]}-{match[2]}"]
        if match
        else "1"
    )


def whole(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text.strip()) else default
