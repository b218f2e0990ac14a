"""`gapcheck rules` and `gapcheck explain`."""

from __future__ import annotations

import click

from gapcheck.cli.completion import codes
from gapcheck.errors import GapcheckError
from gapcheck.records.codes import CODES
from gapcheck.rules import RULES
from gapcheck.rules.measured import measured


@click.command("rules", epilog="Example: gapcheck rules --format markdown")
@click.option("--format", "format_", type=click.Choice(["text", "markdown"]), default="text", show_default=True)
def rules_command(format_: str) -> None:
    """List every rule: code, name, severity, what it catches."""
    rows = [(rule.code, rule.name, str(rule.severity), rule.summary) for rule in RULES]
    rows += [(code.code, code.name, "error", code.meaning) for code in CODES]
    if format_ == "markdown":
        click.echo("| code | name | severity | what it catches |\n|---|---|---|---|")
        for row in rows:
            click.echo(f"| {' | '.join(row)} |")
        return
    width = max(len(row[1]) for row in rows)
    for code, name, severity, summary in rows:
        click.echo(f"{code}  {name:<{width}}  {severity:<7}  {summary}")


@click.command("explain", epilog="Example: gapcheck explain REP001")
@click.argument("code", shell_complete=codes)
def explain_command(code: str) -> None:
    """Print the manual page of one rule: what it checks, why it matters, what to do, what it cannot see, examples.

    CODE is a rule's code or name.
    """
    wanted = code.upper()
    for rule in RULES:
        if wanted in (rule.code, rule.name.upper()):
            click.echo(f"# {rule.code} {rule.name} ({rule.severity})\n\n{rule.manual}\n\n{measured(rule.code)}")
            return
    for known in CODES:
        if wanted in (known.code, known.name.upper()):
            click.echo(known.page)
            return
    raise GapcheckError(f"no rule is called {code}", hint="`gapcheck rules` lists them")
