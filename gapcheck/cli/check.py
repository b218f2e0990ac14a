"""`gapcheck check`."""

from __future__ import annotations

from pathlib import Path

import click

from gapcheck.cli import FOUND, NOTHING_CHECKED
from gapcheck.cli.options import data_option, manuals, open_store, pick, rule_options, run_cases
from gapcheck.engine import ORDER
from gapcheck.model import Run, Severity
from gapcheck.outputs import FORMATS, render

LEVELS = [*(severity.value for severity in Severity), "never"]


@click.command(
    "check",
    epilog="Examples:\n\n  gapcheck check\n\n  gapcheck check aze-greta-2023 --select REP,STA\n\n"
    "  gapcheck check --format json > findings.json",
)
@click.argument("case", nargs=-1)
@data_option
@click.option("--format", "format_", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@rule_options
@click.option(
    "--fail-on", type=click.Choice(LEVELS), default="warning", show_default=True,
    help="The least severity of a finding that makes the exit code 1.",
)  # fmt: skip
def check_command(
    case: tuple[str, ...], data: Path, format_: str, select: tuple[str, ...], ignore: tuple[str, ...], fail_on: str
) -> None:
    """Check the cases in the data folder: all of them, or those named.

    CASE is the id or the symbol of the recommendations or of the reply.
    """
    store = open_store(data)
    run = run_cases(store, pick(store.cases, case), select, ignore)
    click.echo(render(run, format_, manuals()), nl=False)
    code = exit_code(run, fail_on)
    if code == NOTHING_CHECKED:
        click.echo(f"gapcheck: nothing was checked: {data} holds no recommendations", err=True)
    raise click.exceptions.Exit(code)


def exit_code(run: Run, fail_on: str) -> int:
    """1 where a record problem stands or an undisputed finding is at least as severe as `fail_on`; 3 where there was
    nothing to check; else 0."""
    if not run.cases and not run.problems:
        return NOTHING_CHECKED
    if fail_on == "never":
        return 0
    level = ORDER[Severity(fail_on)]
    findings = [
        finding
        for result in run.cases
        for finding in result.findings
        if ORDER[finding.severity] >= level and not (finding.verdict and finding.verdict.verdict == "disputed")
    ]
    return FOUND if findings or run.problems else 0
