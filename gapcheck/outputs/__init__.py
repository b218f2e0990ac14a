"""For machines and terminals: `render(run, format) -> str`, one module a format, loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from gapcheck.model import Run

FORMATS = {
    "text": "text",
    "json": "json",
    "sarif": "sarif",
    "github": "github",
    "junit": "junit",
    "csv": "csv",
}
"""Format name → module of this package with a `render(run, manuals) -> str`."""

Manuals = Mapping[str, tuple[str, str]]
"""Code → (name, manual page as Markdown), for the formats that carry the rules' help with them."""


def render(run: Run, format_: str, manuals: Manuals | None = None) -> str:
    """The run in one format, ending in a line break. Paths are as the user gave them, with forward slashes."""
    module = import_module(f"gapcheck.outputs.{FORMATS[format_]}")
    text: str = module.render(run, manuals or {})
    return text
