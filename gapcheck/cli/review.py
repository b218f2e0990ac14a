"""`gapcheck review`."""

from __future__ import annotations

import datetime
import subprocess
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from gapcheck.cli.completion import cases
from gapcheck.cli.options import data_option, open_store, rule_options, run_cases
from gapcheck.errors import GapcheckError
from gapcheck.model import CaseRun, Finding, Verdict
from gapcheck.outputs import stale_told
from gapcheck.outputs.contract import case_data, finding_data
from gapcheck.outputs.text import WIDTH, finding_lines, summary
from gapcheck.records.verdicts import record

CHOICES = ("a", "n", "d", "s", "b", "q")
PROMPT = "[a]ccept, accept with a [n]ote, [d]ispute, [s]kip, [b]ack, [q]uit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """Who says it, when (ISO date), and the file the verdicts go to."""

    by: str
    on: str
    path: Path


@click.command(
    "review",
    epilog="Examples:\n\n  gapcheck review aze-greta-2023\n\n"
    '  gapcheck review aze-greta-2023 --dispute 1f0c9a7be2d43c55 --why "Annex II gives the figures" --by Ana',
)
@click.argument("case", shell_complete=cases)
@data_option
@rule_options
@click.option("--accept", multiple=True, metavar="FINGERPRINT", help="Accept this finding, without questions.")
@click.option("--dispute", multiple=True, metavar="FINGERPRINT", help="Dispute this finding; needs --why.")
@click.option("--drop", multiple=True, metavar="FINGERPRINT", help="Remove the verdict on this finding.")
@click.option("--why", default="", help="The reason, for --dispute and --accept.")
@click.option("--note", default="", help="A note kept with the verdict.")
@click.option("--by", help="Who says it.  [default: git's user.name]")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The date of the verdict.  [default: today]")
@click.option("--all", "again", is_flag=True, help="Ask about findings that have a verdict, too.")
def review_command(
    case: str, data: Path, select: tuple[str, ...], ignore: tuple[str, ...], accept: tuple[str, ...],
    dispute: tuple[str, ...], drop: tuple[str, ...], why: str, note: str, by: str | None,
    on: datetime.datetime | None, again: bool,
) -> None:  # fmt: skip
    """Say what you make of the findings of CASE: one by one in the terminal, or at once with --accept and --dispute.

    Verdicts are kept in data/verdicts/<case>.yaml, saved at each step. A disputed finding stays visible and marked,
    with reason and name, and no longer makes `gapcheck check` fail.
    """
    store = open_store(data)
    (result, *_) = run_cases(store, [case], select, ignore)
    reviewer = Reviewer(
        by=by or _git_name(),
        on=(on.date() if on else datetime.date.today()).isoformat(),
        path=data / "verdicts" / f"{result.case.id}.yaml",
    )
    if not reviewer.by and (accept or dispute):
        raise GapcheckError("it is not known who says this", hint="add --by NAME, or set git's user.name")
    if accept or dispute or drop:
        _at_once(result, reviewer, accept, dispute, drop, why, note)
    else:
        _walk(result, reviewer, again)


def _git_name() -> str:
    try:
        done = subprocess.run(["git", "config", "user.name"], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout.strip()


def _at_once(
    result: CaseRun, reviewer: Reviewer, accept: Sequence[str], dispute: Sequence[str], drop: Sequence[str],
    why: str, note: str,
) -> None:  # fmt: skip
    if dispute and not why.strip():
        raise GapcheckError("a disputed finding needs a reason", hint="add --why")
    marks = [*accept, *dispute, *drop]
    twice = sorted({mark for mark in marks if marks.count(mark) > 1})
    if twice:
        raise GapcheckError(
            f"more than one verdict is given on {', '.join(twice)}",
            hint="give each finding one of --accept, --dispute, --drop",
        )
    known = {finding.fingerprint: finding for finding in result.findings}
    old = {verdict.fingerprint for verdict in result.stale}
    unknown = [mark for mark in (*accept, *dispute, *drop) if mark not in known and not (mark in drop and mark in old)]
    if unknown:
        raise GapcheckError(
            f"{result.case.id} has no finding {', '.join(unknown)}",
            hint="`gapcheck check --format json` prints the fingerprint of each finding",
        )
    given = [_verdict(known[mark], "accepted", reviewer, why, note) for mark in accept]
    given += [_verdict(known[mark], "disputed", reviewer, why, note) for mark in dispute]
    record(reviewer.path, given, drop)
    click.echo(f"{len(given)} verdicts written, {len(drop)} removed: {reviewer.path.as_posix()}")


def _verdict(finding: Finding, verdict: str, reviewer: Reviewer, why: str, note: str = "") -> Verdict:
    return Verdict(
        fingerprint=finding.fingerprint, verdict=verdict, by=reviewer.by, on=reviewer.on, why=why, note=note,
        code=finding.code, requests=finding.requests,
    )  # fmt: skip


def _walk(result: CaseRun, reviewer: Reviewer, again: bool) -> None:
    open_ones = [finding for finding in result.findings if again or not finding.verdict]
    case = case_data(result)
    click.echo(summary(case))
    for stale in case["stale_verdicts"]:
        click.echo(stale_told(stale))
    if not reviewer.by and open_ones:
        reviewer = replace(reviewer, by=click.prompt("Your name, kept with each verdict").strip())
    place = 0
    while place < len(open_ones):
        finding = open_ones[place]
        click.echo(f"\n{place + 1} of {len(open_ones)}, {finding.fingerprint}")
        click.echo("\n".join(finding_lines(finding_data(finding))))
        if finding.ask:
            click.echo(
                textwrap.fill(f"Question: {finding.ask}", WIDTH, initial_indent="    ", subsequent_indent="    ")
            )
        choice = click.prompt(PROMPT, type=click.Choice(CHOICES, case_sensitive=False), show_choices=False)
        if choice == "q":
            return
        if choice == "b":
            place = max(place - 1, 0)
            continue
        if choice in ("a", "d", "n"):
            said = _asked(finding, choice, reviewer)
            record(reviewer.path, [said])
            open_ones[place] = replace(finding, verdict=said)  # so that it is seen on the way back
        place += 1
    click.echo("No findings are left to review.")


def _asked(finding: Finding, choice: str, reviewer: Reviewer) -> Verdict:
    if choice == "d":
        return _verdict(finding, "disputed", reviewer, _words("Why is it wrong"))
    note = _words("Note") if choice == "n" else ""
    return _verdict(finding, "accepted", reviewer, "", note)


def _words(question: str) -> str:
    """What a person answers, asked again while it is blank."""
    while not (said := str(click.prompt(question)).strip()):
        pass
    return said
