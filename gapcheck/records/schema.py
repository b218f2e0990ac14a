"""The schemas: their files, compiled validators, and a file's data checked against its kind."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from gapcheck import resources
from gapcheck.errors import Problem
from gapcheck.records.messages import tell
from gapcheck.records.quick import Compiler, Fits
from gapcheck.records.yamlfile import Loaded

if TYPE_CHECKING:
    import jsonschema

KINDS = ("recommendations", "responses", "evaluations", "evidence", "verdicts")
"""The kinds of record files; each has a folder of its own name."""
SCHEMAS = (*KINDS, "procedure", "output")
_NOTES = {"description", "examples", "title", "$schema", "$defs"}
MOST = 100
"""Problems listed for one file."""


@lru_cache(maxsize=16)
def schema(name: str) -> Mapping[str, Any]:
    """The schema file of a kind, "common" or "output", as it stands. Raises KeyError for another name."""
    if name not in (*SCHEMAS, "common"):
        raise KeyError(name)
    path = resources.folder("schemas") / f"{name}.schema.json"
    data: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
    return data


def file_name(kind: str) -> str:
    """The file name of a kind's schema."""
    return f"{kind}.schema.json"


def resolve(name: str, reference: str) -> tuple[str, str, Mapping[str, Any]]:
    """The schema a `$ref` in the schema file `name` leads to: its file, the definition's name, the definition."""
    where, _, definition = reference.partition("#/$defs/")
    name = where.removesuffix(".schema.json") or name
    return name, definition, schema(name)["$defs"][definition]


@lru_cache(maxsize=16)
def validator(kind: str) -> jsonschema.Draft202012Validator:
    """The compiled validator of a kind, with every `$ref` that does not lead back to itself
    replaced by what it refers to, which makes validation several times faster."""
    import jsonschema  # slow to import, and only needed to explain what is wrong
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT202012

    flat = _flat(kind, schema(kind), ())
    names = {name for name in (kind, "common") if "$defs" in schema(name)}
    loops: dict[str, Any] = {}
    for name in sorted(names):
        for key, definition in schema(name)["$defs"].items():
            if _loops(name, key):
                loops[f"{name}-{key}"] = _flat(name, definition, ((name, key),))
    flat = {**flat, "$defs": loops}
    registry: Registry[Any] = Registry().with_resource("", Resource.from_contents(flat, DRAFT202012))
    checker = jsonschema.FormatChecker(formats=("date",))
    return jsonschema.Draft202012Validator(flat, registry=registry, format_checker=checker)


@lru_cache(maxsize=256)
def _loops(name: str, key: str) -> bool:
    """Whether a definition contains itself."""
    seen: set[tuple[str, str]] = set()
    todo = list(_references(name, schema(name)["$defs"][key]))
    while todo:
        here = todo.pop()
        if here == (name, key):
            return True
        if here not in seen:
            seen.add(here)
            todo += _references(here[0], schema(here[0])["$defs"][here[1]])
    return False


def _references(name: str, part: Any) -> Iterator[tuple[str, str]]:
    if isinstance(part, Mapping):
        for key, value in part.items():
            if key == "$ref":
                yield resolve(name, value)[:2]
            elif key not in _NOTES:
                yield from _references(name, value)
    elif isinstance(part, list):
        for value in part:
            yield from _references(name, value)


def _flat(name: str, part: Any, inside: tuple[tuple[str, str], ...], names: bool = False) -> Any:
    """`part` of the schema `name` with its references replaced; `names` tells that its keys are field names."""
    if isinstance(part, list):
        return [_flat(name, value, inside) for value in part]
    if not isinstance(part, Mapping):
        return part
    if "$ref" in part and not names:
        return _merged(name, part, inside)
    return {
        key: _flat(name, value, inside, key == "properties" and not names)
        for key, value in part.items()
        if names or key not in ("$schema", "$defs", "title")
    }


def _merged(name: str, part: Mapping[str, Any], inside: tuple[tuple[str, str], ...]) -> Any:
    where, key, definition = resolve(name, part["$ref"])
    rest = {one: value for one, value in part.items() if one != "$ref"}
    if _loops(where, key):
        return {"$ref": f"#/$defs/{where}-{key}"}
    target = _flat(where, definition, (*inside, (where, key)))
    own = _flat(name, rest, inside)
    if "properties" in own:  # a narrower field, such as the kind of a document
        own["properties"] = {**target["properties"], **own["properties"]}
    return {**target, **own}


@lru_cache(maxsize=16)
def fits(kind: str) -> Fits:
    """The quick test of a kind: whether data is valid."""
    return Compiler(resolve).compile(kind, schema(kind))


def check(kind: str, loaded: Loaded) -> list[Problem]:
    """Every way in which a file's data departs from the schema of its kind, in the order of the file."""
    if fits(kind)(loaded.data):
        return []
    found: list[Problem] = []
    for error in validator(kind).iter_errors(loaded.data):
        found.extend(islice(tell(error, loaded), MOST - len(found)))
        if len(found) >= MOST:
            break
    return sorted(found, key=lambda problem: (problem.line, problem.column))
