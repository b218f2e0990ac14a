"""`gapcheck init`."""

from __future__ import annotations

import re
import shlex
from importlib import resources
from pathlib import Path

import click

from gapcheck import __version__
from gapcheck.errors import GapcheckError, Problem
from gapcheck.records.files import write
from gapcheck.records.writer import format_text
from gapcheck.resources import folder as schemas

STARTER = {
    "data/recommendations/example-2024.yaml": "recommendations.yaml",
    "data/responses/example-reply-2026.yaml": "responses.yaml",
    "gapcheck.toml": "gapcheck.toml",
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
    ".github/workflows/gapcheck.yml": "github.yml",
    ".gitlab-ci.yml": "gitlab-ci.yml",
    ".gitignore": "gitignore",
    "README.md": "README.md",
}
"""Path in the new repository → file of the starter folder."""
EMPTY = ("evaluations", "evidence", "verdicts")


def _spec(context: click.Context, parameter: click.Parameter, value: str) -> str:
    if not re.fullmatch(r"[\w.+@:/~=<>!,\[\]#%& -]+", value):
        raise click.BadParameter(f"{value!r} should be a name with a version, or an address, without quotes")
    return value


@click.command(
    "init",
    epilog="Examples:\n\n  gapcheck init my-country-monitor\n\n"
    "  gapcheck init my-country-monitor --install git+https://example.org/gapcheck@v0.1.0",
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--install", default=f"gapcheck=={__version__}", show_default=True, metavar="SPEC", callback=_spec,
    help="What CI installs, as pip takes it: a release, or an address such as git+https://…@TAG.",
)  # fmt: skip
def init_command(folder: Path, install: str) -> None:
    """Make a data repository ready for CI in DIR: folders, schemas for editors, an example case to replace, settings, a pre-commit hook,
    GitHub Actions and GitLab CI files, a README for contributors.

    Files that are there already are never touched: the command stops and names them.
    """
    starter = resources.files("gapcheck.cli") / "starter"
    files = {}
    for target, source in STARTER.items():
        text = (starter / source).read_text("utf-8").replace("{install}", install)
        files[folder / target] = format_text(text) if target.startswith("data/") else text
    for schema in sorted(schemas("schemas").glob("*.json")):
        files[folder / "schemas" / schema.name] = schema.read_text("utf-8")
    files |= {folder / "data" / kind / ".gitkeep": "" for kind in EMPTY}
    there = [path for path in files if path.exists()]
    if there:
        raise GapcheckError(
            [Problem(file=path.as_posix(), message="is there already") for path in there],
            hint="choose an empty folder, or move these files away",
        )
    write(files)
    for path in files:
        click.echo(path.as_posix())
    enter = "" if folder.resolve() == Path.cwd() else f"cd {shlex.quote(folder.as_posix())} && "
    click.echo(f"\nNext: {enter}gapcheck check", err=True)
