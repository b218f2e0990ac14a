"""`gapcheck fmt`."""

from __future__ import annotations

from pathlib import Path

import click

from gapcheck.cli import FOUND
from gapcheck.cli.options import near
from gapcheck.errors import GapcheckError, Problem
from gapcheck.records.files import write
from gapcheck.records.walk import find
from gapcheck.records.writer import format_text


@click.command("fmt", epilog="Examples:\n\n  gapcheck fmt data\n\n  gapcheck fmt --check data/responses/xyz-2026.yaml")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="PATH...")
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; name the files that would change, exit with 1."
)
def fmt_command(paths: tuple[Path, ...], only_check: bool) -> None:
    """Put record files in canonical form: order of fields, quoting, wrapped text. Comments are kept.

    PATH is a file or a folder; without one, the data folder of the settings. All files are written, or none.
    """
    found, strays = find(near(path) for path in paths or (Path("data"),))
    if strays:
        raise GapcheckError(list(strays))
    changed: dict[Path, str] = {}
    problems: list[Problem] = []
    for file in found:
        path = Path(file.path)
        try:
            text = path.read_text("utf-8")
            neat = format_text(text, file.name)
        except GapcheckError as error:
            problems += error.problems
        except (OSError, UnicodeDecodeError) as error:
            problems.append(Problem(file=file.name, message=f"cannot be read: {error}"))
        else:
            if neat != text:
                changed[path] = neat
    if problems:
        raise GapcheckError(problems, hint="mend these files first; nothing was written")
    if not only_check:
        write(changed, force=True)
    for path in changed:
        click.echo(f"{'would change' if only_check else 'changed'} {path.as_posix()}")
    if only_check:
        raise click.exceptions.Exit(FOUND if changed else 0)
