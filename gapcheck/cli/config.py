"""Settings from `gapcheck.toml`, or `[tool.gapcheck]` of `pyproject.toml`, in this folder or the nearest above it."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from gapcheck.errors import GapcheckError, Problem
from gapcheck.model import Severity

SEVERITIES = [severity.value for severity in Severity]
KEYS: Mapping[str, tuple[Any, str]] = {
    "data": ("data", "the folder of the records, from the folder of the settings file"),
    "select": ([], "show only findings of these codes or beginnings of codes"),
    "ignore": ([], "leave out findings of these codes or beginnings of codes"),
    "severity": ({}, "severities of rules that differ from their own: REP003 = 'note'"),
    "fail-on": ("warning", "the least severity that makes `check` end with 1: error, warning, note, never"),
    "audience": ("full", "whom reports are for"),
    "language": ("en", "the language of reports"),
    "templates": ("", "a folder of your own report templates, from the folder of the settings file"),
}
"""Key → (default, what it sets)."""
PATHS = ("data", "templates")
WRONG_KIND = "wrong kind of value"


def _codes() -> dict[str, str]:
    """Code or name of a rule or record problem, as it may be spelled, → its code."""
    from gapcheck.records.codes import CODES
    from gapcheck.rules import RULES

    known = [(rule.code, rule.name) for rule in RULES] + [(code.code, code.name) for code in CODES]
    return {code: code for code, _ in known} | {name.upper(): code for code, name in known}


def _audiences() -> Sequence[str]:
    from gapcheck.report import AUDIENCES

    return AUDIENCES


def _languages() -> Sequence[str]:
    from gapcheck.report.locale import LANGUAGES

    return LANGUAGES


CHOICES: Mapping[str, Callable[[], Sequence[str]]] = {
    "fail-on": lambda: [*SEVERITIES, "never"],
    "audience": _audiences,
    "language": _languages,
}
"""Key → the values it may have; asked only where the key is set, since some of them cost a start-up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`values` has every key of `KEYS`; `sources` says for each where its value came from; `file` is "" for none."""

    values: Mapping[str, Any]
    sources: Mapping[str, str]
    file: str = ""
    severity: Mapping[str, Severity] = field(default_factory=dict)


def read(start: Path) -> Settings:
    """The settings that hold in `start`. Raises GapcheckError for a file that is not TOML, an unknown key or a value
    of the wrong type, with the nearest right key or the choices."""
    found = _nearest(start)
    if found is None:
        return _settings({}, "", start)
    path, table = found
    return _settings(table, _shown(path), path.parent)


def _nearest(start: Path) -> tuple[Path, dict[str, Any]] | None:
    for folder in (start.resolve(), *start.resolve().parents):
        own = folder / "gapcheck.toml"
        if own.is_file():
            return own, _toml(own)
        project = folder / "pyproject.toml"
        if project.is_file() and (table := _tool(project)) is not None:
            return project, table
        if (folder / ".git").exists():
            break
    return None


def _tool(project: Path) -> dict[str, Any] | None:
    """What a `pyproject.toml` says under `[tool.gapcheck]`; None where it says nothing."""
    tool = _toml(project).get("tool")
    table = tool.get("gapcheck") if isinstance(tool, dict) else None
    if table is None or isinstance(table, dict):
        return table
    told = Problem(
        file=_shown(project), field="tool.gapcheck", message=WRONG_KIND, found=repr(table), expected="a table"
    )
    raise GapcheckError([told], hint="write [tool.gapcheck] on a line of its own, and the keys below it")


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise GapcheckError([Problem(file=_shown(path), message=f"cannot be read as TOML: {error}")]) from error


def _shown(path: Path) -> str:
    """The path as seen from here: absolute only where it is on another disk, so that outputs are alike anywhere."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:
        return path.as_posix()


def _settings(table: Mapping[str, Any], file: str, folder: Path) -> Settings:
    problems = [problem for key, value in table.items() for problem in _wrong(file, key, value)]
    if problems:
        raise GapcheckError(problems, hint="`gapcheck config` lists the keys and what they set")
    values, sources = {}, {}
    for key, (default, _) in KEYS.items():
        values[key] = table.get(key, default)
        sources[key] = file if key in table else "default"
    for key in PATHS:
        if values[key] and file:
            values[key] = _shown(folder / values[key])
    severity = {code.upper(): Severity(level) for code, level in values["severity"].items()}
    return Settings(values=values, sources=sources, file=file, severity=severity)


def _wrong(file: str, key: str, value: Any) -> list[Problem]:
    def told(message: str, found: str, expected: str, below: str = "") -> Problem:
        return Problem(file=file, field=key + below, message=message, found=found, expected=expected)

    if key not in KEYS:
        return [told("unknown key", key, _nearest_of(key, {known: known for known in KEYS}))]
    default = KEYS[key][0]
    if not isinstance(value, type(default)):
        kind = {"str": "a text", "list": "a list of texts", "dict": "a table"}[type(default).__name__]
        return [told(WRONG_KIND, repr(value), kind)]
    if key == "severity":
        known = {word: code for word, code in _codes().items() if not code.startswith("REC")}
        return [
            told("no rule has this code", code, _nearest_of(code, known), f".{code}")
            for code in value
            if known.get(code.upper()) != code.upper()
        ] + [
            told("unknown severity", repr(level), ", ".join(SEVERITIES), f".{code}")
            for code, level in value.items()
            if level not in SEVERITIES
        ]
    if key in ("select", "ignore"):
        codes = set(_codes().values())
        return [
            told("no rule has a code like this", repr(one), _nearest_of(str(one), _codes()), f"[{place}]")
            for place, one in enumerate(value)
            if not (isinstance(one, str) and one and any(code.startswith(one.upper()) for code in codes))
        ]
    if key in CHOICES and value.split("-")[0] not in (choices := CHOICES[key]()):
        return [told(f"no such {'level' if key == 'fail-on' else key}", repr(value), ", ".join(choices))]
    return []


def _nearest_of(word: str, known: Mapping[str, str]) -> str:
    """What the spelling nearest to `word` stands for; where none is near, all there is, or where it is listed."""
    near = difflib.get_close_matches(word, known, 1) or difflib.get_close_matches(word.upper(), known, 1)
    if near:
        return known[near[0]]
    return ", ".join(known) if known.keys() == KEYS.keys() else "a code that `gapcheck rules` lists"


def defaults(settings: Settings, commands: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The default of every command's options under these settings, as click's `default_map` wants it."""
    values = {
        key.replace("-", "_"): value
        for key, value in settings.values.items()
        if settings.sources[key] != "default" or (key in PATHS and settings.file and value)
    }
    values.pop("severity", None)
    found = {name: dict(values) for name in commands}
    if "data" in values:
        found["import"]["folder"] = values["data"]
        found["fmt"]["paths"] = (values["data"],)
    return found


@click.command("config", epilog="Example: gapcheck config")
@click.pass_context
def config_command(context: click.Context) -> None:
    """Print the settings in force and where each came from."""
    settings: Settings = context.obj
    click.echo(f"# settings file: {settings.file or 'none; these are the defaults'}")
    width = max(len(key) for key in KEYS)
    for key, (_, meaning) in KEYS.items():
        click.echo(f"{key:<{width}} = {settings.values[key]!r}  ({settings.sources[key]})  # {meaning}")
