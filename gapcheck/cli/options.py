"""Options that several commands share, and the steps from them to a result."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypeVar

import click

from gapcheck import __version__
from gapcheck.cli import cache, workers
from gapcheck.cli.config import Settings
from gapcheck.errors import GapcheckError, Problem
from gapcheck.model import Case, CaseRun
from gapcheck.procedures import procedure_for
from gapcheck.records.store import Store, load
from gapcheck.records.ties import Plan

Command = TypeVar("Command", bound=Callable[..., Any])
Item = TypeVar("Item")


def near(path: Path) -> Path:
    """The path from here where it lies below, so that a result names the same files however the folder was given."""
    try:
        return path.relative_to(Path.cwd()) if path.is_absolute() else path
    except ValueError:
        return path


def data_option(command: Command) -> Command:
    return click.option(
        "--data", "data", type=click.Path(path_type=Path), default=Path("data"), show_default=True,
        callback=lambda context, parameter, value: near(value),
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
    if codes:
        known = manuals()
        for code in codes:
            if not any(name.startswith(code) for name in known):
                raise click.BadParameter(f"no rule has a code like {code}; `gapcheck rules` lists them")
    return codes


def open_store(data: Path) -> Store:
    """The records of a data folder. Raises GapcheckError where there is no such folder."""
    if not data.is_dir():
        raise GapcheckError(
            [Problem(file=data.as_posix(), message="there is no such data folder")],
            hint="name the folder that holds recommendations/ and responses/ with --data, or make one: gapcheck init",
        )
    return load([data], procedure_for=procedure_for)


def plans(store: Store, wanted: Sequence[str]) -> list[Plan]:
    """The cases named, in the order of the records; all of them where none is named. A name may be a case's id or the
    id or symbol of its recommendations or reply. Raises GapcheckError for a name that fits none."""
    if not wanted:
        return list(store.plans)
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
    return [plan for plan in store.plans if names[plan.id] & set(wanted)]


def _names(plan: Plan) -> set[str]:
    documents = [entry.document for entry in (plan.recommendations, plan.reply) if entry and entry.document]
    return {plan.id} | {name for document in documents for name in (document.id, document.symbol) if name}


def pick(store: Store, wanted: Sequence[str]) -> Iterator[Case]:
    """The cases of `plans`, one by one."""
    return store.iter_cases([plan.id for plan in plans(store, wanted)])


def run_case(store: Store, case: Case, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> CaseRun:
    """Every rule over one case, with the verdicts on record and the severities of the settings in force."""
    from gapcheck import engine
    from gapcheck.rules import RULES

    return engine.check_case(case, RULES, select, ignore, severities(), store.verdicts.get(case.id, ()))


def run_cases(
    store: Store,
    wanted: Sequence[str] = (),
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    keep: Path | None = None,
) -> Iterator[CaseRun]:
    """`run_case` for each case named in `wanted`, or for all, one by one. Where every rule was run as it stands, the results are kept for the next check
    of `keep`, a data folder."""
    cases, number = pick(store, wanted), len(plans(store, wanted))
    planned = {} if select or ignore or severities() else {plan.id: plan for plan in store.plans}
    for case in progress(cases, "Checking", number):
        key = _key(planned[case.id], keep) if keep and case.id in planned else ""
        result = run_case(store, case, select, ignore)
        if keep and key:
            from gapcheck.outputs.contract import case_data

            cache.keep(case.id, keep, key, case_data(result))
        yield result


def _key(plan: Plan, data: Path) -> str:
    return cache.key(plan, data / "verdicts" / f"{plan.id}.yaml")


def severities() -> Mapping[str, Any]:
    """The severities that the settings in force give to rules."""
    settings = click.get_current_context().find_object(Settings)
    return settings.severity if settings else {}


def check_data(
    data: Path, names: Sequence[str] = (), select: Sequence[str] = (), ignore: Sequence[str] = (), cached: bool = True
) -> dict[str, Any]:
    """The result for the cases of a data folder as the data of the JSON contract, taken from the cache where nothing
    changed: the rules are not even loaded where every result is there. `cases` is worked out as it is gone through,
    once."""
    from gapcheck.outputs.contract import problem_data

    store = open_store(data)
    wanted, chosen = plans(store, names), _chooser(select, ignore)
    return {
        "gapcheck": __version__,
        "cases": (
            {**case, "findings": [_graded(one) for one in case["findings"] if chosen(one["code"])]}
            for case in progress(_cases(store, wanted, data, cached), "Checking", len(wanted), streaming=True)
        ),
        "problems": [problem_data(problem) for problem in store.problems if chosen(problem.code)],
    }


def _cases(store: Store, wanted: Sequence[Plan], data: Path, cached: bool) -> Iterator[dict[str, Any]]:
    """The results of cases in order: kept ones, and the others worked out, on all cores where they are many."""
    keys = {plan.id: _key(plan, data) if cached else "" for plan in wanted}
    known = {plan.id for plan in wanted if cached and cache.read(plan.id, data, keys[plan.id]) is not None}
    with workers.pool(store, len(wanted) - len(known)) as checked:
        fresh = checked(plan.id for plan in wanted if plan.id not in known)
        for plan in wanted:
            case = cache.read(plan.id, data, keys[plan.id]) if plan.id in known else None
            if case is None:
                case = workers.check(store, plan.id) if plan.id in known else next(fresh)
                if cached:
                    cache.keep(plan.id, data, keys[plan.id], case)
            yield case


def _graded(finding: dict[str, Any]) -> dict[str, Any]:
    severity = severities().get(finding["code"])
    return {**finding, "severity": severity.value} if severity else finding


def _chooser(select: Sequence[str], ignore: Sequence[str]) -> Callable[[str], bool]:
    if not select and not ignore:
        return lambda code: True
    from gapcheck import engine

    return lambda code: engine.chosen(code, select, ignore)


SOON = 1.0
"""Seconds that pass before a bar is drawn: a run that is over sooner needs none."""


def progress(items: Iterable[Item], label: str, total: int, streaming: bool = False) -> Iterator[Item]:
    """Passes items on, with a bar on stderr where that is a terminal and the run is a long one. `streaming` says that
    what is made of each item is printed as it comes: where that goes to the same terminal it is sign enough."""
    start = time.monotonic()
    seen = sys.stderr.isatty() and not (streaming and sys.stdout.isatty())
    with ExitStack() as stack:
        bar = None
        for number, item in enumerate(items, 1):
            yield item
            if seen and bar is None and time.monotonic() - start > SOON:
                bar = stack.enter_context(
                    click.progressbar(length=total, label=label, file=sys.stderr, show_eta=False, show_pos=True)
                )
            if bar is not None:
                bar.update(number - bar.pos)


def manuals() -> dict[str, tuple[str, str]]:
    """Code → (name, manual page as Markdown), of every rule and every record problem."""
    from gapcheck.records.codes import CODES
    from gapcheck.rules import RULES
    from gapcheck.rules.measured import measured

    known = {rule.code: (rule.name, f"{rule.manual}\n\n{measured(rule.code)}") for rule in RULES}
    return known | {code.code: (code.name, f"{code.meaning}\n\n## What to do\n\n{code.mend}") for code in CODES}
