"""Yes or no: does data fit its schema? Only where the answer is no is the full validator loaded to say why.

Importing that validator takes as long as reading and checking a whole case (`benchmarks/records_scale.py` prints
both), and nearly all files are valid. Knows the keywords that the schemas of gapcheck use, refuses all others, and is
tested to agree with the full validator.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

Fits = Callable[[Any], bool]
Resolve = Callable[[str, str], tuple[str, str, Mapping[str, Any]]]
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_NOTES = frozenset(("$schema", "title", "description", "examples", "$defs"))


def is_date(value: str) -> bool:
    """Whether a text is a real date, YYYY-MM-DD."""
    if not _DATE.match(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _integer(value: Any) -> bool:
    if isinstance(value, float):
        return value.is_integer()
    return isinstance(value, int) and not isinstance(value, bool)


_TYPES: Mapping[str, Fits] = {
    "string": _text,
    "integer": _integer,
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
    "null": lambda value: value is None,
}


class Compiler:
    """Turns the parts of a schema into functions; `resolve` follows references (see `schema.resolve`)."""

    def __init__(self, resolve: Resolve) -> None:
        self.resolve = resolve
        self.known: dict[tuple[str, str], list[Fits]] = {}

    def compile(self, name: str, part: Mapping[str, Any]) -> Fits:
        """The test for one part of the schema file `name`. Raises KeyError for a keyword it does not know."""
        tests: list[Fits] = []
        for word, operand in part.items():
            if word not in _NOTES and word not in ("additionalProperties", "properties", "required"):
                tests.append(_MAKERS[word](self, name, operand))
        if not part.keys().isdisjoint(("properties", "required", "additionalProperties")):
            tests.append(self.fields(name, part))
        if len(tests) == 1:
            return tests[0]
        return lambda value: all(test(value) for test in tests)

    def reference(self, name: str, reference: str) -> Fits:
        where, key, definition = self.resolve(name, reference)
        if (where, key) not in self.known:
            self.known[where, key] = []  # a definition may contain itself
            self.known[where, key].append(self.compile(where, definition))
        found = self.known[where, key]
        return lambda value: found[0](value)

    def fields(self, name: str, part: Mapping[str, Any]) -> Fits:
        tests = {key: self.compile(name, below) for key, below in part.get("properties", {}).items()}
        required = tuple(part.get("required", ()))
        rest = part.get("additionalProperties", True)
        other = self.compile(name, rest) if isinstance(rest, Mapping) else None

        def fits(value: Any) -> bool:
            if not isinstance(value, dict):
                return True
            for key in required:
                if key not in value:
                    return False
            for key, below in value.items():
                test = tests.get(key)
                if test is not None:
                    if not test(below):
                        return False
                elif rest is False or (other is not None and not other(below)):
                    return False
            return True

        return fits

    def items(self, name: str, operand: Mapping[str, Any]) -> Fits:
        test = self.compile(name, operand)
        return lambda value: not isinstance(value, list) or all(test(item) for item in value)

    def names(self, name: str, operand: Mapping[str, Any]) -> Fits:
        test = self.compile(name, operand)
        return lambda value: not isinstance(value, dict) or all(test(key) for key in value)

    def either(self, name: str, operand: list[Mapping[str, Any]]) -> Fits:
        tests = [self.compile(name, option) for option in operand]
        return lambda value: any(test(value) for test in tests)

    def type(self, name: str, operand: str | list[str]) -> Fits:
        if isinstance(operand, str):
            return _TYPES[operand]
        tests = [_TYPES[kind] for kind in operand]
        return lambda value: any(test(value) for test in tests)

    def enum(self, name: str, operand: list[Any]) -> Fits:
        if not all(isinstance(choice, str) for choice in operand):
            raise KeyError("enum of other than texts")
        choices = frozenset(operand)
        return lambda value: isinstance(value, str) and value in choices

    def const(self, name: str, operand: Any) -> Fits:
        return self.enum(name, [operand])

    def pattern(self, name: str, operand: str) -> Fits:
        found = re.compile(operand).search
        return lambda value: not isinstance(value, str) or found(value) is not None

    def format(self, name: str, operand: str) -> Fits:
        if operand != "date":
            raise KeyError(operand)
        return lambda value: not isinstance(value, str) or is_date(value)

    def min_length(self, name: str, operand: int) -> Fits:
        return lambda value: not isinstance(value, str) or len(value) >= operand

    def min_items(self, name: str, operand: int) -> Fits:
        return lambda value: not isinstance(value, list) or len(value) >= operand

    def minimum(self, name: str, operand: int) -> Fits:
        number = _TYPES["number"]
        return lambda value: not number(value) or value >= operand

    def maximum(self, name: str, operand: int) -> Fits:
        number = _TYPES["number"]
        return lambda value: not number(value) or value <= operand


_MAKERS: Mapping[str, Callable[[Compiler, str, Any], Fits]] = {
    "$ref": Compiler.reference,
    "items": Compiler.items,
    "propertyNames": Compiler.names,
    "anyOf": Compiler.either,
    "type": Compiler.type,
    "enum": Compiler.enum,
    "const": Compiler.const,
    "pattern": Compiler.pattern,
    "format": Compiler.format,
    "minLength": Compiler.min_length,
    "minItems": Compiler.min_items,
    "minimum": Compiler.minimum,
    "maximum": Compiler.maximum,
}
