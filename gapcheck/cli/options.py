"""Options that several commands share, and the steps from them to a run."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from gapcheck import __version__, engine
from gapcheck.cli.config import Settings
from gapcheck.errors import GapcheckError, Problem
from gapcheck.model import Case, Run
from gapcheck.procedures import procedure_for
from gapcheck.records.codes import CODES
from gapcheck.records.store import Store, load
from gapcheck.records.ties import Plan
from gapcheck.rules import RULES

Command = TypeVar("Command", bound=Callable[..., Any])
Item = TypeVar("Item")


def data_option(command: Command) -> Command:
    return click.option(
        "--data", "data", type=click.Path(path_type=Path), default=Path("data"), show_default=True,
        help="Folder with recommendations/, responses/, evaluations/, evidence/, verdicts/.",
    )(command)  # fmt: skip


def rule_options(command: Command) -> Command:
    for name, words in (("--ignore", "Leave out"), ("--select", "Show only")):
        command = click.option(
            name, multiple=True, metavar="CODE", callback=_codes,
            help=f"{words} findings of these codes or beginnings of codes (REP, STA001); may be given several times.",
        )(command)  # fmt: skip
    return command


def _codes(context: click.Context, parameter: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    codes = tuple(code.strip().upper() for value in values for code in value.split(",") if code.strip())
    for code in codes:
        if not any(rule.code.startswith(code) for rule in RULES) and not "REC".startswith(code[:3]):
            raise click.BadParameter(f"no rule has a code like {code}; `gapcheck rules` lists them")
    return codes


def open_store(data: Path) -> Store:
    """The records of a data folder. Raises GapcheckError where there is no such folder."""
    if not data.is_dir():
        raise GapcheckError(
            [Problem(file=str(data), message="there is no such data folder")],
            hint="name the folder that holds recommendations/ and responses/ with --data, or make one: gapcheck init",
        )
    return load([data], procedure_for=procedure_for)


def pick(store: Store, wanted: Sequence[str]) -> Iterator[Case]:
    """The cases named, one by one, in the order of the records; all of them where none is named. A name may be a
    case's id or the id or symbol of its recommendations or reply. Raises GapcheckError for a name that fits none."""
    if not wanted:
        return store.iter_cases()
    names = {plan.id: _names(plan) for plan in store.plans}
    unknown = [name for name in wanted if not any(name in known for known in names.values())]
    if unknown:
        broken = {case.id: case.files for case in store.withheld}
        files = [file for name in unknown for file in broken.get(name, ())]
        raise GapcheckError(
            f"no case is called {', '.join(unknown)}"
            + (f"; its records have errors: {', '.join(files)}" if files else ""),
            hint=f"the cases are: {', '.join(names) or 'none'}",
        )
    return store.iter_cases(name for name, known in names.items() if known & set(wanted))


def _names(plan: Plan) -> set[str]:
    documents = [entry.document for entry in (plan.recommendations, plan.reply) if entry and entry.document]
    return {plan.id} | {name for document in documents for name in (document.id, document.symbol) if name}


def run_cases(store: Store, cases: Iterable[Case], select: Sequence[str] = (), ignore: Sequence[str] = ()) -> Run:
    """Every rule over the cases, with the verdicts on record and the severities of the settings in force; record
    problems that are selected come along."""
    settings = click.get_current_context().find_object(Settings)
    return engine.run(
        progress(cases, "Checking"),
        RULES,
        version=__version__,
        select=select,
        ignore=ignore,
        severities=settings.severity if settings else {},
        verdicts=store.verdicts,
        problems=[problem for problem in store.problems if engine.chosen(problem.code, select, ignore)],
    )


def progress(items: Iterable[Item], label: str) -> Iterator[Item]:
    """Passes items on; after one second counts them on stderr, where that is a terminal."""
    start, shown = time.monotonic(), False
    for number, item in enumerate(items, 1):
        yield item
        if time.monotonic() - start > 1 and sys.stderr.isatty():
            click.echo(f"\r{label} {number} …", err=True, nl=False)
            shown = True
    if shown:
        click.echo("\r\033[K", err=True, nl=False)


def manuals() -> dict[str, tuple[str, str]]:
    """Code → (name, manual page as Markdown), of every rule and every record problem."""
    known = {rule.code: (rule.name, rule.manual) for rule in RULES}
    return known | {code.code: (code.name, f"{code.meaning}\n\n## What to do\n\n{code.mend}") for code in CODES}
