"""Cold start of `gapcheck check` on the shipped data against importing the libraries any such tool needs.

Every run is a new process. Prints medians in milliseconds and their ratios, with results kept from the last check or
report and without; the aim is 2. Modules are compiled before, as an installed package is. Run from the top of a
checkout: `.venv/bin/python benchmarks/startup.py`.
"""

from __future__ import annotations

import compileall
import statistics
import subprocess
import sys
import time

PEER = [sys.executable, "-c", "import click, yaml, jsonschema"]
OURS = [sys.executable, "-m", "gapcheck", "check", "--fail-on", "never"]
FRESH = [*OURS, "--no-cache"]
ROUNDS = 15


def once(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - start) * 1000


def main() -> None:
    compileall.compile_dir("gapcheck", quiet=2)
    once(OURS), once(PEER)
    rounds = [(once(PEER), once(OURS), once(FRESH)) for _ in range(ROUNDS)]
    peer, ours, fresh = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(f"import click, yaml, jsonschema                {peer:7.0f} ms")
    print(f"gapcheck check, nothing changed since last    {ours:7.0f} ms   ratio {ours / peer:5.2f}")
    print(f"gapcheck check --no-cache, every rule run     {fresh:7.0f} ms   ratio {fresh / peer:5.2f}")


if __name__ == "__main__":
    main()
