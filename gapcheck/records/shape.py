"""The fields of a schema in their order, with references followed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gapcheck.records.schema import resolve, schema


@dataclass(frozen=True, slots=True)
class Shape:
    """One part of the schema file `name`; `ref` is the definition it was reached by, "" for none."""

    name: str
    part: Mapping[str, Any]
    ref: str = ""

    def followed(self) -> Shape:
        """What it refers to, with what stands beside the reference laid over it."""
        here, name, ref = self.part, self.name, self.ref
        over: dict[str, Any] = {}
        while "$ref" in here:
            over = {**{key: value for key, value in here.items() if key != "$ref"}, **over}
            name, ref, here = resolve(name, here["$ref"])
        if "properties" in over and "properties" in here:
            over = {**over, "properties": {**here["properties"], **over["properties"]}}
        return Shape(name, {**here, **over}, ref)

    def fields(self) -> dict[str, Shape]:
        """The fields in the order of the schema; {} where it holds none."""
        here = self.followed()
        return {key: Shape(here.name, part) for key, part in here.part.get("properties", {}).items()}

    def items(self) -> Shape | None:
        """What a list of this shape holds."""
        here = self.followed()
        return Shape(here.name, here.part["items"]) if "items" in here.part else None


def shape(kind: str) -> Shape:
    """The shape of a whole record file. Raises KeyError for an unknown kind."""
    return Shape(kind, schema(kind))
