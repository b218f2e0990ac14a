"""`gapcheck cases`."""

from __future__ import annotations

from pathlib import Path

import click

from gapcheck.cli.options import data_option, open_store
from gapcheck.records.index import Entry


@click.command("cases", epilog="Example: gapcheck cases --data data")
@data_option
def cases_command(data: Path) -> None:
    """List the cases that the records make: what answers what, what came before, what bears on it."""
    store = open_store(data)
    for plan in store.plans:
        click.echo(plan.id)
        _line("recommendations", (plan.recommendations,))
        _line("reply", (plan.reply,) if plan.reply else ())
        _line("previous reply", (plan.previous,) if plan.previous else ())
        _line("earlier recommendations", plan.earlier)
        _line("evaluations", plan.evaluations)
        _line("evidence", plan.evidence)
    for case in store.withheld:
        click.echo(f"{case.id}\n  not checked: errors in {', '.join(case.files)}")
    if store.problems:
        click.echo(f"{len(store.problems)} record errors; `gapcheck check` shows them", err=True)


def _line(name: str, entries: tuple[Entry, ...]) -> None:
    shown = [
        f"{entry.document.id} ({entry.document.symbol})" if entry.document and entry.document.symbol
        else entry.document.id if entry.document else entry.file.name
        for entry in entries
    ]  # fmt: skip
    if shown or name == "reply":
        click.echo(f"  {name:<23} {', '.join(shown) or 'none on record'}")
