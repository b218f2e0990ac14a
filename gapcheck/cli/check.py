"""`gapcheck check`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from gapcheck.cli import FOUND, NOTHING_CHECKED
from gapcheck.cli.completion import cases
from gapcheck.cli.options import check_data, data_option, manuals, near, rule_options
from gapcheck.outputs import FORMATS, Data, disputed, render, stream

LEVELS = ("error", "warning", "note", "never")
WITH_MANUALS = ("sarif",)


def _outputs(context: click.Context, parameter: click.Parameter, values: Sequence[str]) -> list[tuple[str, Path]]:
    pairs = []
    for value in values:
        format_, mark, path = value.partition("=")
        if not mark or format_ not in FORMATS or not path:
            raise click.BadParameter(f"{value!r} should be FORMAT=FILE with a format of {', '.join(FORMATS)}")
        pairs.append((format_, Path(path)))
    return pairs


@click.command(
    "check",
    epilog="Examples:\n\n  gapcheck check\n\n  gapcheck check aze-greta-2023 --select REP,STA\n\n"
    "  gapcheck check --format json > findings.json\n\n"
    "  gapcheck check --format github --output sarif=gapcheck.sarif --output junit=gapcheck.xml\n\n"
    "  gapcheck check --since origin/main",
)
@click.argument("case", nargs=-1, shell_complete=cases)
@data_option
@click.option("--format", "format_", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@click.option(
    "--output", "outputs", multiple=True, metavar="FORMAT=FILE", callback=_outputs,
    help="Write the result to a file as well, in that format; may be given several times.",
)  # fmt: skip
@rule_options
@click.option("--since", metavar="REV", help="Only what has come since a git revision: findings it did not have.")
@click.option(
    "--fail-on", type=click.Choice(LEVELS), default="warning", show_default=True,
    help="The least severity of a finding that makes the exit code 1.",
)  # fmt: skip
@click.option("--no-cache", is_flag=True, help="Work everything out anew; keep nothing in .gapcheck_cache/.")
def check_command(
    case: tuple[str, ...],
    data: Path,
    format_: str,
    outputs: list[tuple[str, Path]],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    since: str | None,
    fail_on: str,
    no_cache: bool,
) -> None:
    """Check the cases in the data folder: all of them, or those named.

    CASE is the id or the symbol of the recommendations or of the reply, or a data folder in place of --data.
    """
    if len(case) == 1 and Path(case[0]).is_dir():
        data, case = near(Path(case[0])), ()
    result = check_data(data, case, select, ignore, cached=not no_cache)
    if since:
        from gapcheck.cli.since import only_new

        result = only_new(result, data, since)
    help_pages = manuals() if {format_, *(name for name, _ in outputs)} & set(WITH_MANUALS) else {}
    tally = Tally(fail_on)
    result["cases"] = tally.watched(result["cases"])
    if outputs:
        from gapcheck.records.files import write

        result["cases"] = list(result["cases"])
        write({path: render(result, name, help_pages) for name, path in outputs}, force=True)
    for piece in stream(result, format_, help_pages):
        click.echo(piece, nl=False)
    code = tally.exit_code(bool(result["problems"]))
    if code == NOTHING_CHECKED:
        click.echo(f"gapcheck: nothing was checked: {data} holds no recommendations", err=True)
    raise click.exceptions.Exit(code)


class Tally:
    """Counts what decides about the exit code while the cases go by."""

    def __init__(self, fail_on: str) -> None:
        self.fail_on, self.cases, self.failing = fail_on, 0, False
        self.counted = LEVELS[: LEVELS.index(fail_on) + 1]

    def watched(self, cases: Iterable[Data]) -> Iterator[Data]:
        for case in cases:
            self.cases += 1
            self.failing |= any(one["severity"] in self.counted and not disputed(one) for one in case["findings"])
            yield case

    def exit_code(self, problems: bool) -> int:
        """1 where a record problem stands or an undisputed finding is at least as severe as the level; 3 where there
        was nothing to check; else 0."""
        if not self.cases and not problems:
            return NOTHING_CHECKED
        if self.fail_on == "never":
            return 0
        return FOUND if self.failing or problems else 0
