"""The schemas: valid, described, exemplified, agreeing with the code, and the quick test agreeing with them."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from gapcheck import resources
from gapcheck.model import Position, Severity, Status
from gapcheck.records import fields, quick
from gapcheck.records.codes import CODES
from gapcheck.records.schema import KINDS, SCHEMAS, check, fits, resolve, schema, validator
from gapcheck.records.yamlfile import read

ALL = (*SCHEMAS, "common")
REGISTRY: Any = Registry().with_resources(
    (f"{name}.schema.json", Resource.from_contents(dict(schema(name)))) for name in ALL
)


def strict(name: str) -> Draft202012Validator:
    """The schema file as any other tool reads it: references and all."""
    top = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": f"{name}.schema.json"}
    return Draft202012Validator(top, registry=REGISTRY, format_checker=FormatChecker(formats=("date",)))


def properties(part: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(part, dict):
        for name, value in part.items():
            if name == "examples":
                continue
            if name in ("properties", "$defs") and isinstance(value, dict):
                yield from ((f"{path}/{name}/{key}", below) for key, below in value.items())
            yield from properties(value, f"{path}/{name}")
    elif isinstance(part, list):
        for value in part:
            yield from properties(value, path)


@pytest.mark.parametrize("name", ALL)
def test_each_schema_is_valid_2020_12_and_its_examples_fit(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    for example in schema(name).get("examples", ()):
        assert not list(strict(name).iter_errors(example))
    if name != "common":
        assert schema(name)["examples"]


@pytest.mark.parametrize("name", ALL)
def test_every_field_is_described_with_an_example_that_fits_it(name: str) -> None:
    seen = 0
    for path, part in properties(schema(name)):
        if part == {"const": part.get("const")}:
            continue
        assert part.get("description"), f"{name}{path} has no description"
        groups = part.get("additionalProperties") is False
        assert groups or "examples" in part, f"{name}{path} has no example"
        for example in part.get("examples", ()):
            local = json.loads(json.dumps(part).replace('"#/$defs/', f'"{name}.schema.json#/$defs/'))
            check = Draft202012Validator(local, registry=REGISTRY, format_checker=FormatChecker(formats=("date",)))
            assert not list(check.iter_errors(example)), f"{name}{path}: {example}"
        seen += 1
    assert seen >= 2


@pytest.mark.parametrize("name", ALL)
def test_every_group_of_fields_refuses_unknown_ones(name: str) -> None:
    def walk(part: Any) -> Iterator[dict[str, Any]]:
        if isinstance(part, dict):
            if isinstance(part.get("properties"), dict) and part.get("type") == "object":
                yield part
            for value in part.values():
                yield from walk(value)
        elif isinstance(part, list):
            for value in part:
                yield from walk(value)

    for group in walk(schema(name)):
        assert group["additionalProperties"] is False


def test_the_choices_are_those_of_the_model() -> None:
    common = schema("common")["$defs"]
    assert common["status"]["enum"] == list(Status)
    assert common["severity"]["enum"] == list(Severity)
    assert common["position"]["enum"] == list(Position)


def test_every_definition_is_used() -> None:
    text = "".join((resources.folder("schemas") / f"{name}.schema.json").read_text("utf-8") for name in ALL)
    for name in schema("common")["$defs"]:
        assert f"#/$defs/{name}" in text.replace("common.schema.json", ""), name


def test_the_codes_are_in_order_and_each_says_what_to_do() -> None:
    assert [code.code for code in CODES] == [f"REC{number:03}" for number in range(1, len(CODES) + 1)]
    assert len({code.name for code in CODES}) == len(CODES)
    assert all(code.meaning and code.mend for code in CODES)


PLACES = st.integers(min_value=0, max_value=10_000)
JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 3000), st.just(1.5), st.just(2.0), st.text(max_size=4), st.just([]),
    st.just({}), st.sampled_from(["2023-02-30", "2023-02-28", "16 (a)", "AZE", "proposals", "declined", "x" * 16]),
)  # fmt: skip


def spoil(data: Any, at: int, junk: Any, name: str) -> Any:
    """`data` with one of its values replaced, removed, or with a field added."""
    data = copy.deepcopy(data)
    spots: list[tuple[Any, Any]] = []
    todo = [data]
    while todo:
        here = todo.pop()
        for key in list(here) if isinstance(here, dict) else range(len(here)):
            spots.append((here, key))
            if isinstance(here[key], dict | list):
                todo.append(here[key])
    holder, key = spots[at % len(spots)]
    if name == "drop":
        del holder[key]
    elif name == "add" and isinstance(holder, dict):
        holder[f"{key}x"] = junk
    else:
        holder[key] = junk
    return data


@pytest.mark.parametrize("kind", SCHEMAS)
@settings(max_examples=150, deadline=None)
@given(changes=st.lists(st.tuples(PLACES, JUNK, st.sampled_from(["drop", "add", "set"])), max_size=2))
def test_the_quick_test_and_the_flattened_validator_agree_with_the_schema(kind: str, changes: Any) -> None:
    data = schema(kind)["examples"][0]
    for at, junk, what in changes:
        if not data:
            break
        data = spoil(data, at, junk, what)
    expected = strict(kind).is_valid(data)
    assert fits(kind)(data) is expected
    assert validator(kind).is_valid(data) is expected


def test_the_quick_test_refuses_a_keyword_it_does_not_know() -> None:
    with pytest.raises(KeyError):
        quick.Compiler(resolve).compile("common", {"type": "string", "maxLength": 3})


@pytest.mark.parametrize("kind", SCHEMAS)
def test_the_field_table_names_every_field(kind: str) -> None:
    table = fields.markdown(kind)
    names = [path.split("/")[-1] for path, _ in properties(schema(kind)) if path.split("/")[-2] == "properties"]
    assert names
    for name in names:
        assert f"| `{name}`" in table, name
    assert all(line.count("|") - line.count("\\|") >= 5 for line in table.splitlines() if line.startswith("| "))
    assert "## Example" in table


def test_the_procedures_that_ship_fit_their_schema() -> None:
    files = sorted((resources.PACKAGE / "procedures" / "data").glob("*.yaml"))
    assert files
    for path in files:
        loaded = read(path, path.name)
        assert [*loaded.problems, *check("procedure", loaded)] == []


def test_the_records_that_ship_fit_their_schemas_as_they_stand() -> None:
    files = sorted((resources.PACKAGE.parent / "data").rglob("*.yaml"))
    assert files
    for path in files:
        loaded = read(path, path.name)
        assert [*loaded.problems, *check(path.parent.name, loaded)] == []
        assert strict(path.parent.name).is_valid(loaded.data)


def test_the_field_table_follows_shared_definitions() -> None:
    table = fields.markdown("recommendations")
    for name in ("sub_items", "aspect", "indicator", "sha256", "role"):
        assert f"| `{name}`" in table
    assert set(KINDS) < set(SCHEMAS)
