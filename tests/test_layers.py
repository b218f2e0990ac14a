"""Imports point down, and siblings do not import each other (the order of the house)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "gapcheck"
LAYERS = (
    {"errors", "resources"},
    {"model"},
    {"text"},
    {"records"},
    {"procedures"},
    {"analysis"},
    {"intake", "rules", "outputs", "report"},
    {"engine"},
    {"cli"},
    {"__main__"},
)
HEIGHT = {name: height for height, layer in enumerate(LAYERS) for name in layer}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_what_lies_below_it(path: Path) -> None:
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if own == "__init__":
        return
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = [f"gapcheck.{a.name}" for a in node.names] if node.module == "gapcheck" else [node.module or ""]
        for name in names:
            parts = name.split(".")
            if parts[0] != "gapcheck" or len(parts) < 2 or parts[1] in (own, "__version__"):
                continue
            assert HEIGHT[parts[1]] < HEIGHT[own], f"{own} may not import {name}"
