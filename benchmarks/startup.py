"""Cold start of `gapcheck check` on the shipped data against importing the libraries any such tool needs.

Prints both medians in milliseconds and their ratio; the aim is at most 2. Run from the top of a checkout:
    .venv/bin/python benchmarks/startup.py
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

PEER = [sys.executable, "-c", "import click, yaml, jsonschema"]
OURS = [sys.executable, "-m", "gapcheck", "check", "--fail-on", "never"]
ROUNDS = 15


def once(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - start) * 1000


def main() -> None:
    once(OURS), once(PEER)
    pairs = [(once(PEER), once(OURS)) for _ in range(ROUNDS)]
    peer, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"import click, yaml, jsonschema  {peer:7.0f} ms")
    print(f"gapcheck check                  {ours:7.0f} ms")
    print(f"ratio                           {ours / peer:7.2f}")


if __name__ == "__main__":
    main()
