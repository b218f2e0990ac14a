"""The command line: one module a command, loaded when it is called. Exit codes live only here.

0 nothing to report at the chosen level · 1 findings · 2 wrong usage or unreadable input · 3 nothing was checked ·
4 a fault in gapcheck itself.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from pathlib import Path

import click

from gapcheck import __version__
from gapcheck.errors import GapcheckError, RuleFault

FOUND, USAGE, NOTHING_CHECKED, FAULT = 1, 2, 3, 4
COMMANDS = {
    "init": "init",
    "import": "import_",
    "check": "check",
    "report": "report",
    "review": "review",
    "diff": "diff",
    "cases": "cases",
    "fmt": "fmt",
    "rules": "catalogue",
    "explain": "catalogue",
    "schema": "schema",
    "config": "config",
    "completion": "completion",
}
"""Command name → module of this package that holds a click command of that name."""


class Commands(click.Group):
    """Imports a command's module only when the command is used, so that each starts quickly."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = import_module(f"gapcheck.cli.{COMMANDS[name]}")
        command = getattr(module, f"{name}_command")
        assert isinstance(command, click.Command)
        return command


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Example: gapcheck report --recommendations body.pdf --reply state.docx --format docx",
)
@click.version_option(__version__, prog_name="gapcheck", message="%(prog)s %(version)s")
@click.pass_context
def gapcheck(context: click.Context) -> None:
    """Find what a government left without an answer.

    gapcheck reads what a monitoring body asked and what the State replied, and shows, request by request and with
    the passage beside each claim, what is unanswered, what is said twice and which figures are missing.
    """
    from gapcheck.cli import config

    context.obj = config.read(Path())
    context.default_map = config.defaults(context.obj, COMMANDS)


def main() -> None:
    """Runs the command line and exits. Whatever goes wrong is told in words, never as a traceback."""
    # Records and what is read out of them form no cycles: looking for some took a seventh of the time.
    gc.set_threshold(100_000, 20, 20)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        sys.exit(gapcheck.main(standalone_mode=False) or 0)
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(USAGE)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(USAGE)
    except GapcheckError as error:
        click.echo("\n".join(f"gapcheck: {line}" for line in str(error).splitlines()), err=True)
        if error.hint:
            click.echo(f"What to do: {error.hint}", err=True)
        sys.exit(USAGE)
    except RuleFault as fault:
        _fault(str(fault))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"gapcheck: {where}cannot be read or written: {(error.strerror or str(error)).lower()}", err=True)
        sys.exit(USAGE)
    except Exception as fault:
        _fault(f"{type(fault).__name__}: {fault}")


def _fault(what: str) -> None:
    if os.environ.get("GAPCHECK_DEBUG"):
        raise
    click.echo(f"gapcheck: a fault in gapcheck itself: {what}", err=True)
    click.echo("What to do: please report it with the input; GAPCHECK_DEBUG=1 shows where it happened.", err=True)
    sys.exit(FAULT)
