"""The field table of a record kind as Markdown, made from its schema."""

from __future__ import annotations

import json
from typing import Any

from gapcheck.records.shape import Shape, shape

_TYPES = {
    "string": "text", "integer": "whole number", "boolean": "true or false", "object": "fields", "array": "list",
    "null": "nothing", "number": "number",
}  # fmt: skip


def markdown(kind: str) -> str:
    """What a record of a kind holds: one table for the file, one for each kind of record in it, in Markdown.

    Raises KeyError for an unknown kind (see `schema.SCHEMAS`)."""
    top = shape(kind)
    parts = [f"# {kind}\n\n{top.part['description']}"]
    todo: list[tuple[str, Shape]] = [("", top)]
    seen = {""}
    while todo:
        heading, here = todo.pop(0)
        if heading:
            parts.append(f"## {heading}\n\n{here.part.get('description', '')}")
        parts.append(_table(here))
        for name, below in here.fields().items():
            inner = _inner(below)
            title = inner.ref or name if inner else ""
            if inner and title not in seen:
                seen.add(title)
                todo.append((title, inner))
    example = next(iter(top.part.get("examples", ())), None)
    if example is not None:
        parts.append(f"## Example\n\n```yaml\n{_example(kind, example)}```")
    return "\n\n".join(parts) + "\n"


def _inner(field: Shape) -> Shape | None:
    """The group of fields that a field, or each item of it, is; None where it holds plain values."""
    here = field.followed()
    items = here.items()
    here = items.followed() if items else here
    choices = here.part.get("anyOf", ())
    for choice in choices if not here.part.get("properties") else ():
        if "$ref" in choice:
            here = Shape(here.name, choice).followed()
    return here if here.part.get("properties") else None


def _table(here: Shape) -> str:
    followed = here.followed()
    required = set(followed.part.get("required", ()))
    rows = ["| field | value | meaning | example |", "|---|---|---|---|"]
    for name, field in here.fields().items():
        part = field.followed().part
        mark = " (required)" if name in required else ""
        cells = (f"`{name}`{mark}", _value(field), str(part.get("description", "")), _shown(part))
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(rows)


def _value(field: Shape) -> str:
    here = field.followed()
    part = here.part
    if "enum" in part:
        return "one of " + ", ".join(f"`{choice}`" for choice in part["enum"])
    if "const" in part:
        return f"`{part['const']}`"
    if "anyOf" in part and "type" not in part:
        return " or ".join(dict.fromkeys(_value(Shape(here.name, choice)) for choice in part["anyOf"]))
    items = here.items()
    if items:
        inner = _inner(field)
        return f"list of [{inner.ref}](#{inner.ref})" if inner and inner.ref else f"list of {_value(items)}"
    kinds = part.get("type", "object")
    if kinds == "object" and part.get("properties") and here.ref:
        return f"[{here.ref}](#{here.ref})"
    if part.get("format") == "date":
        return "date"
    return " or ".join(_TYPES[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds))


def _shown(part: Any) -> str:
    examples = part.get("examples", ())
    if not examples or examples[0] in ([], {}):
        return ""
    text = examples[0] if isinstance(examples[0], str) else json.dumps(examples[0], ensure_ascii=False)
    return f"`{text}`" if text else ""


def _example(kind: str, example: Any) -> str:
    from gapcheck.records.writer import dump

    if kind in ("procedure", "output"):
        return json.dumps(example, indent=2, ensure_ascii=False) + "\n"
    return dump(kind, example)
