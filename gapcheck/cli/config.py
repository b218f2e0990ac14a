"""Settings from `gapcheck.toml`, or `[tool.gapcheck]` of `pyproject.toml`, in this folder or the nearest above it."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
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
        if project.is_file() and "gapcheck" in (tool := _toml(project).get("tool", {})):
            return project, tool["gapcheck"]
        if (folder / ".git").exists():
            break
    return None


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise GapcheckError([Problem(file=_shown(path), message=f"cannot be read as TOML: {error}")]) from error


def _shown(path: Path) -> str:
    try:
        return path.relative_to(Path.cwd()).as_posix()
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
    for key in ("data", "templates"):
        if key in table and file:
            values[key] = _shown(folder / table[key])
    severity = {code.upper(): Severity(level) for code, level in values["severity"].items()}
    return Settings(values=values, sources=sources, file=file, severity=severity)


def _wrong(file: str, key: str, value: Any) -> list[Problem]:
    if key not in KEYS:
        near = difflib.get_close_matches(key, KEYS, 1)
        return [
            Problem(
                file=file, field=key, message="unknown key", found=key, expected=near[0] if near else ", ".join(KEYS)
            )
        ]
    default = KEYS[key][0]
    if not isinstance(value, type(default)):
        kind = {"str": "a text", "list": "a list of texts", "dict": "a table"}[type(default).__name__]
        return [Problem(file=file, field=key, message="wrong kind of value", found=repr(value), expected=kind)]
    if key == "severity":
        wrong = [code for code, level in value.items() if level not in SEVERITIES]
        return [
            Problem(file=file, field=f"severity.{code}", message="unknown severity", found=repr(value[code]),
                    expected=", ".join(SEVERITIES))
            for code in wrong
        ]  # fmt: skip
    if key == "fail-on" and value not in [*SEVERITIES, "never"]:
        return [
            Problem(
                file=file, field=key, message="unknown level", found=value, expected=", ".join([*SEVERITIES, "never"])
            )
        ]
    return []


def defaults(settings: Settings, commands: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The default of every command's options under these settings, as click's `default_map` wants it."""
    values = {
        key.replace("-", "_"): value for key, value in settings.values.items() if settings.sources[key] != "default"
    }
    values.pop("severity", None)
    return {name: dict(values) for name in commands}


@click.command("config", epilog="Example: gapcheck config")
@click.pass_context
def config_command(context: click.Context) -> None:
    """Print the settings in force and where each came from."""
    settings: Settings = context.obj
    width = max(len(key) for key in KEYS)
    for key, (_, meaning) in KEYS.items():
        click.echo(f"{key:<{width}} = {settings.values[key]!r}  ({settings.sources[key]})  # {meaning}")
