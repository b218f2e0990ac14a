"""`gapcheck diff`."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from gapcheck.analysis.compare import compare
from gapcheck.cli.completion import cases
from gapcheck.cli.options import data_option, near, open_store, run_cases
from gapcheck.cli.since import unpack
from gapcheck.errors import GapcheckError
from gapcheck.model import CaseRun
from gapcheck.outputs import comparison as outputs


@click.command(
    "diff",
    epilog="Examples:\n\n  gapcheck diff xyz-2019 xyz-2024            two cycles among the records\n\n"
    "  gapcheck diff xyz-2024@HEAD~3 xyz-2024     one case at two git revisions\n\n"
    "  gapcheck diff old-data new-data --format markdown",
)
@click.argument("old", shell_complete=cases)
@click.argument("new", shell_complete=cases)
@data_option
@click.option("--format", "format_", type=click.Choice(list(outputs.FORMATS)), default="text", show_default=True)
def diff_command(old: str, new: str, data: Path, format_: str) -> None:
    """Compare two cycles, or two versions of a case: requests new, gone, re-worded, repeated; answers unchanged word
    for word; gaps closed, opened, still open.

    OLD and NEW are each a case, CASE@REVISION for a case as it was at a git revision, or a data folder.
    """
    before, after = _results(old, data), _results(new, data)
    pairs = _pairs(before, after, old, new)
    click.echo(outputs.render([compare(one, other) for one, other in pairs], format_), nl=False)


def _results(name: str, data: Path) -> list[CaseRun]:
    if Path(name).is_dir():
        return _checked(near(Path(name)), [])
    case, mark, revision = name.rpartition("@")
    if not mark:
        return _checked(data, [name])
    with tempfile.TemporaryDirectory() as folder:
        unpack(data, revision, Path(folder))
        return _checked(Path(folder), [case])


def _checked(data: Path, names: list[str]) -> list[CaseRun]:
    store = open_store(data)
    return list(run_cases(store, names))


def _pairs(before: list[CaseRun], after: list[CaseRun], old: str, new: str) -> list[tuple[CaseRun, CaseRun]]:
    if len(before) == len(after) == 1:
        return [(before[0], after[0])]
    known = {result.case.id: result for result in before}
    pairs = [(known[result.case.id], result) for result in after if result.case.id in known]
    if not pairs:
        raise GapcheckError(f"{old} and {new} have no case in common", hint="name one case of each: gapcheck cases")
    return pairs
