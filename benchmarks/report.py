"""The report against the check, and the Word report against bare pandoc: `python benchmarks/report.py [rounds]`.

Times `gapcheck report --format html` against `gapcheck check --no-cache`, and `gapcheck report --format docx` against
pandoc alone writing a Word file from the Markdown report of the same case. Each round runs all four in turn; printed
are the medians and the median of the ratios of each round; the aim is 1.5. Run from the top of a checkout.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pypandoc

GAPCHECK = [sys.executable, "-m", "gapcheck"]
ROUNDS = 9


def once(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return (time.perf_counter() - start) * 1000


def told(name: str, peer: list[float], ours: list[float]) -> None:
    ratio = statistics.median(own / other for own, other in zip(ours, peer, strict=True))
    print(f"{name:52} {statistics.median(peer):6.0f} ms  {statistics.median(ours):6.0f} ms   ratio {ratio:5.2f}")


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        report = [*GAPCHECK, "report", "-o", folder, "--format"]
        once([*report, "md"])
        markdown = next(Path(folder).glob("*.md"))
        check = [*GAPCHECK, "check", "--no-cache", "--fail-on", "never"]
        pandoc = [pypandoc.get_pandoc_path(), "-f", "gfm", "-t", "docx", "-o", f"{folder}/bare.docx", str(markdown)]
        commands = (check, [*report, "html"], pandoc, [*report, "docx"])
        times = [[once(command) for command in commands] for _ in range(rounds)]
    checked, html, bare, docx = (list(column) for column in zip(*times, strict=True))
    told("check --no-cache, report --format html", checked, html)
    told("bare pandoc on the same content, report --format docx", bare, docx)


if __name__ == "__main__":
    main()
