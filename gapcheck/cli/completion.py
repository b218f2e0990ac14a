"""`gapcheck completion`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gapcheck.errors import GapcheckError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def cases(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """The cases of the data folder whose id begins so; none where the folder cannot be read."""
    from click.shell_completion import CompletionItem

    from gapcheck.cli import config
    from gapcheck.cli.options import open_store

    try:
        store = open_store(Path(context.params.get("data") or config.read(Path()).values["data"]))
    except GapcheckError:
        return []
    return [CompletionItem(plan.id) for plan in store.plans if plan.id.startswith(begun)]


def codes(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """The codes that begin so, each with what it catches."""
    from click.shell_completion import CompletionItem

    from gapcheck.records.codes import CODES
    from gapcheck.rules import RULES

    known = [(rule.code, rule.summary) for rule in RULES] + [(code.code, code.meaning) for code in CODES]
    return [CompletionItem(code, help=summary) for code, summary in known if code.startswith(begun.upper())]


@click.command("completion", epilog='Example: eval "$(gapcheck completion bash)"')
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion_command(context: click.Context, shell: str) -> None:
    """Print the lines that make a shell complete commands and options; add them to the shell's start file."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None
    root = context.find_root()
    click.echo(kind(root.command, {}, "gapcheck", "_GAPCHECK_COMPLETE").source())
