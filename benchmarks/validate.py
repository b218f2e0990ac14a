"""`gapcheck check` on the shipped data against `check-jsonschema` validating the same files, paired.

Prints medians in milliseconds and their ratio; the aim is at most 1. Needs `pip install check-jsonschema`. Run from
the top of a checkout: .venv/bin/python benchmarks/validate.py
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

KINDS = ("recommendations", "responses", "evaluations", "evidence")
OURS = [sys.executable, "-m", "gapcheck", "check", "--fail-on", "never"]
ROUNDS = 9


def once(commands: list[list[str]]) -> float:
    start = time.perf_counter()
    for command in commands:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - start) * 1000


def main() -> None:
    schemas = Path("schemas").resolve()
    peer = [
        [sys.executable, "-m", "check_jsonschema", "--base-uri", f"{schemas.as_uri()}/", "--schemafile",
         str(schemas / f"{kind}.schema.json"), *map(str, sorted(Path("data", kind).glob("*.yaml")))]
        for kind in KINDS
    ]  # fmt: skip
    once([OURS])
    rounds = [(once(peer), once([OURS]), once([[*OURS, "--no-cache"]])) for _ in range(ROUNDS)]
    theirs, ours, fresh = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(f"check-jsonschema, one call a kind            {theirs:7.0f} ms")
    print(f"gapcheck check, nothing changed since last   {ours:7.0f} ms   ratio {ours / theirs:5.2f}")
    print(f"gapcheck check --no-cache, every rule run    {fresh:7.0f} ms   ratio {fresh / theirs:5.2f}")


if __name__ == "__main__":
    main()
