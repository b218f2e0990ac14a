"""The report against the check, and the Word report against bare pandoc: `python benchmarks/report.py [rounds]`.

First whole commands, by the processor time they and their children use: `gapcheck report --format html` against
`gapcheck check --no-cache`, and `gapcheck report --format docx` against the same check and, after it, pandoc alone
writing a Word file from the Markdown report of the case. Then the step alone: writing the Word file of a checked case
against the same bare pandoc. Each round runs all in turn; printed are the medians and the median of the ratios of each
round; the aim is 1.5. Run from the top of a checkout.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pypandoc

GAPCHECK = [sys.executable, "-m", "gapcheck"]
ROUNDS = 9


def spent() -> float:
    """Processor time in milliseconds of this process and the children it has waited for."""
    uses = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in uses) * 1000


def once(command: list[str]) -> float:
    before = spent()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return spent() - before


def told(name: str, peer: list[float], ours: list[float]) -> None:
    ratio = statistics.median(own / other for own, other in zip(ours, peer, strict=True))
    print(f"{name:62} {statistics.median(peer):6.0f} ms  {statistics.median(ours):6.0f} ms   ratio {ratio:5.2f}")


def writing() -> Callable[[], float]:
    """What it takes to write the Word file of the shipped case, once it is checked."""
    from gapcheck import engine, report
    from gapcheck.procedures import procedure_for
    from gapcheck.records.store import load
    from gapcheck.rules import RULES

    (case,) = (case for case in load([Path("data")], procedure_for=procedure_for).cases if case.reply)
    run = engine.check_case(case, RULES)

    def write() -> float:
        before = spent()
        report.render([run], format="docx")
        return spent() - before

    write()
    return write


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    write = writing()
    with tempfile.TemporaryDirectory() as folder:
        report = [*GAPCHECK, "report", "-o", folder, "--format"]
        once([*report, "md"])
        markdown = next(Path(folder).glob("*.md"))
        check = [*GAPCHECK, "check", "--no-cache", "--fail-on", "never"]
        pandoc = [pypandoc.get_pandoc_path(), "-f", "gfm", "-t", "docx", "-o", f"{folder}/bare.docx", str(markdown)]
        commands = (check, [*report, "html"], pandoc, [*report, "docx"])
        times = [[*(once(command) for command in commands), write()] for _ in range(rounds)]
    checked, html, bare, docx, step = (list(column) for column in zip(*times, strict=True))
    both = [one + other for one, other in zip(checked, bare, strict=True)]
    told("check --no-cache, report --format html", checked, html)
    told("check --no-cache and bare pandoc, report --format docx", both, docx)
    told("bare pandoc on the same content, writing the Word file alone", bare, step)


if __name__ == "__main__":
    main()
