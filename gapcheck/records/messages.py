"""What a validator's error means, in plain words: where, what was found, what would be right."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from gapcheck.errors import Problem
from gapcheck.records.yamlfile import Loaded, field_path

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_TYPES = {
    "string": "text", "integer": "a whole number", "number": "a number", "boolean": "true or false",
    "array": "a list", "object": "fields", "null": "nothing",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """One departure from a schema: the value, the keyword and its operand, the schema around it; `written` is the
    value as it stands in the file where it is not quoted, `words` the validator's own message."""

    value: Any
    rule: str
    limit: Any
    schema: Mapping[str, Any]
    written: str
    words: str


def tell(error: ValidationError, loaded: Loaded) -> Iterator[Problem]:
    """What one error of the validator means, as problems with their places."""
    place = tuple(error.absolute_path)
    node = loaded.node(place)
    wrong = Wrong(
        value=error.instance,
        rule=str(error.validator),
        limit=error.validator_value,
        schema=error.schema if isinstance(error.schema, Mapping) else {},
        written=loaded.raw(node).strip() if node and not node.style else "",
        words=error.message,
    )
    key = str(error.instance) if "propertyNames" in error.absolute_schema_path else ""
    for message, found, expected, name in _TELLERS.get(wrong.rule, _other)(wrong):
        name = name or key
        line, column = (node.line, node.column) if node else (0, 0)
        if name and node and name in node.keys:
            line, column = node.keys[name]
        path = field_path((*place, name) if name else place)
        yield Problem(code="REC002", file=loaded.file, line=line + 1, column=column + 1, field=path, message=message,
                      found=found, expected=expected)  # fmt: skip


Told = Iterator[tuple[str, str, str, str]]
"""message, found, expected, and the name of a field below the place or ""."""


def shown(value: Any, written: str = "") -> str:
    """A value as a message shows it."""
    if isinstance(value, str):
        text = value if len(value) <= 60 else value[:57] + "…"
        return json.dumps(text, ensure_ascii=False)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {written or value}"
    return {list: "a list", dict: "fields", type(None): "nothing"}.get(type(value), "something else")


def nearest(word: str, choices: list[str]) -> str:
    """The choice a person most likely meant, or ""."""
    folded = {choice.casefold().replace("-", "_").replace(" ", "_"): choice for choice in reversed(choices)}
    close = get_close_matches(word.casefold().replace("-", "_").replace(" ", "_"), list(folded), n=1, cutoff=0.6)
    return folded[close[0]] if close else ""


def _unknown(wrong: Wrong) -> Told:
    known = list(wrong.schema.get("properties", ()))
    given = set(wrong.value)
    for name in wrong.value:
        if name in known:
            continue
        near = nearest(name, known)
        left = [field for field in known if field not in given]
        expected = f"`{near}`" if near else "one of " + ", ".join(left)
        yield f"there is no field `{name}` here", "", expected, name


def _missing(wrong: Wrong) -> Told:
    for name in wrong.limit:
        if name not in wrong.value and f"'{name}'" in wrong.words:
            about = wrong.schema.get("properties", {}).get(name, {}).get("description", "")
            yield f"the field `{name}` is missing", "", f"`{name}`{': ' + about if about else ''}", ""


def _type(wrong: Wrong) -> Told:
    wanted = wrong.limit
    wanted = [wanted] if isinstance(wanted, str) else wanted
    words = " or ".join(_TYPES[kind] for kind in wanted)
    if isinstance(wrong.value, int | float) and "string" in wanted:
        words = f'text: "{wrong.written or wrong.value}" with quotation marks'
    elif isinstance(wrong.value, str) and wanted == ["array"]:
        words = f"a list: [{wrong.value[:40]}]"
    elif wrong.value is None:
        words += ", or the field left out"
    elif isinstance(wrong.value, str) and "integer" in wanted and wrong.value.isdecimal():
        words += " without quotation marks or leading zeros"
    yield "this is of the wrong type", shown(wrong.value, wrong.written), words, ""


def _enum(wrong: Wrong) -> Told:
    choices = [str(choice) for choice in wrong.limit]
    near = nearest(wrong.value, choices) if isinstance(wrong.value, str) else ""
    others = ", ".join(choice for choice in choices if choice != near)
    expected = f"{near} (or one of {others})" if near else f"one of {others}"
    yield "this value is not among the choices", shown(wrong.value, wrong.written), expected, ""


def _const(wrong: Wrong) -> Told:
    yield "this value does not fit here", shown(wrong.value), str(wrong.limit), ""


def _shape(wrong: Wrong) -> Told:
    if wrong.schema.get("format") == "date" or wrong.rule == "format":
        expected = "a real date, year-month-day, such as 2023-06-16"
        yield "this is not a date", shown(wrong.value), expected, ""
        return
    about = _about(wrong)
    message = "this is not written as it should be"
    if wrong.rule == "minLength":
        message = "this is empty"
    near = _mended(str(wrong.value), str(wrong.schema.get("pattern", "")))
    expected = json.dumps(near, ensure_ascii=False) if near else about
    yield message, shown(wrong.value), expected, ""


def _mended(value: str, pattern: str) -> str:
    """An id as it would be right: `16 (a)` → `16.a`; "" where that does not help."""
    joined = re.sub(r"[\s.()\[\]]+", ".", value).strip(".")
    tries = (joined, value.strip(), value.upper(), value.lower())
    return next((text for text in tries if text and pattern and re.search(pattern, text)), "")


def _either(wrong: Wrong) -> Told:
    options = wrong.limit
    needed = [name for option in options for name in option.get("required", ())]
    if needed:
        words = " or ".join(f"`{name}`" for name in needed)
        if isinstance(wrong.value, dict):
            yield f"{words} is missing", "", words, ""
        return
    about = _about(wrong)
    yield "this is not written as it should be", shown(wrong.value, wrong.written), about, ""


def _short(wrong: Wrong) -> Told:
    yield "this list is empty", "", f"at least {wrong.limit}", ""


def _number(wrong: Wrong) -> Told:
    limit = "at least" if wrong.rule == "minimum" else "at most"
    yield "this number is out of range", shown(wrong.value), f"{limit} {wrong.limit}", ""


def _other(wrong: Wrong) -> Told:
    yield "this does not fit", shown(wrong.value, wrong.written), _about(wrong), ""


def _about(wrong: Wrong) -> str:
    """What the schema says of the field, with its first example."""
    about = str(wrong.schema.get("description", "")).rstrip(".")
    examples = wrong.schema.get("examples", ())
    return f"{about}, such as {shown(examples[0])}" if examples else about


_TELLERS: dict[str, Callable[[Wrong], Told]] = {
    "additionalProperties": _unknown,
    "required": _missing,
    "type": _type,
    "enum": _enum,
    "const": _const,
    "format": _shape,
    "pattern": _shape,
    "minLength": _shape,
    "minItems": _short,
    "minimum": _number,
    "maximum": _number,
    "anyOf": _either,
}
