"""What a block is by its looks: a heading nobody marked, the depth of a list item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from gapcheck.intake.blocks import Block, Kind
from gapcheck.intake.readers import labels

ENDED = re.compile(r"(?:[.:;!?…。؟।]|[.!?;:][\"”’»)\]*]+|[.;:]\d{1,3})[*_]*$")
HEADING_LENGTH = 160
"""Longer text is never taken for a heading on its looks alone."""


def lower_start(text: str) -> bool:
    first = next((char for char in text[:40] if char.isalnum()), "")
    return first.islower() and text[:1] not in "([" + labels.GLYPHS + labels.DASHES


def headings(found: list[Block], body: float) -> Iterator[Block]:
    """Blocks that look like headings: set larger, or bold and short, or short, closed by no stop and in no list."""
    content = [at for at, block in enumerate(found) if block.content]
    ahead: Block | None = None
    for place in range(len(content) - 1, -1, -1):  # backwards: a title above a heading is one too
        at = content[place]
        block = found[at]
        behind = found[content[place - 1]] if place else None
        if block.kind in (Kind.PARAGRAPH, Kind.LIST_ITEM) and _is_heading(block, behind, ahead, body):
            found[at] = replace(block, kind=Kind.HEADING, level=max(block.level, 1))
        ahead = found[at]
    yield from found


def _is_heading(block: Block, before: Block | None, after: Block | None, body: float) -> bool:
    text = block.text
    if not text or len(text) > HEADING_LENGTH or labels.is_bullet(block.label) or not any(map(str.isalpha, text)):
        return False
    size = float(block.style.removeprefix("size ")) if block.style.startswith("size ") else 0.0
    if size and body and size > 1.12 * body:
        return True
    if text[-1] in ",;" or (ENDED.search(text) and not (block.bold and text[-1] == ":" and len(text) < 80)):
        return False
    if block.bold:
        return True
    if body or lower_start(text) or after is None or len(text.split()) > 14:
        return False
    if not block.label and after.kind is Kind.HEADING and not after.label:
        return len(text) < 60 and before is not None and bool(ENDED.search(before.text))
    if block.label:
        sibling = any(
            other is not None and other.kind is Kind.LIST_ITEM and other.label
            and labels.family(other.label) == labels.family(block.label) and len(other.text) < 400
            for other in (before, after)
        )  # fmt: skip
        return not sibling and block.label[0].isupper() | block.label[0].isdigit() and ")" not in block.label
    if before is not None and not ENDED.search(before.text) and len(before.text) >= 120:
        return False
    return bool(ENDED.search(after.text)) and len(after.text) > max(60, 1.5 * len(text))


def levels(found: Iterable[Block]) -> Iterator[Block]:
    """List items with their depth: a new kind of label goes one deeper, a kind seen before comes back to its depth."""
    stack: list[tuple[str, str, float]] = []
    for block in found:
        anew = block.kind is Kind.PARAGRAPH and stack and (labels.is_bullet(stack[0][0]) or block.text.endswith(":"))
        if block.kind is Kind.HEADING or anew:
            stack.clear()
        if block.kind is not Kind.LIST_ITEM:
            yield block
            continue
        counted = not labels.is_bullet(block.label)
        while counted and stack and labels.is_bullet(stack[-1][0]) and block.indent <= stack[-1][2] + 0.5:
            stack.pop()  # a counted item is no part of a bulleted one, unless set further in
        for depth in range(len(stack) - 1, -1, -1):
            kind, last, indent = stack[depth]
            same = labels.family(block.label, last) == kind
            if same and not (labels.is_bullet(block.label) and block.indent > indent + 1.5):
                del stack[depth + 1 :]
                stack[depth] = (kind, block.label, block.indent)
                break
        else:
            stack.append((labels.family(block.label), block.label, block.indent))
            depth = len(stack) - 1
        yield replace(block, level=depth)
