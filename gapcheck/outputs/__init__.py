"""For machines and terminals: `render(run) -> str`, one module a format, loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module

from gapcheck.model import Run

FORMATS = {
    "text": "text",
    "json": "json",
}
"""Format name → module of this package with a `render(run) -> str`."""


def render(run: Run, format_: str) -> str:
    """The run in one format, ending in a line break."""
    module = import_module(f"gapcheck.outputs.{FORMATS[format_]}")
    text: str = module.render(run)
    return text
