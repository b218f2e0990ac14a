"""What the whole catalogue costs on the founding case beyond the start of the command: `python benchmarks/catalogue.py [folder…]`.

Start is `gapcheck check --no-cache` on the two requests that `gapcheck init` writes. Against it stand the shipped data,
the founding documents imported word for word (where GAPCHECK_DOCUMENTS has them) and any data folders named. Prints
processor time, which other programs on the machine disturb least, the least of several rounds, and the share of each
rule; the first rule to read a text pays for all. The aim: under 300 ms beyond the start. Run from the top of a checkout.
"""

from __future__ import annotations

import compileall
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 7
GAPCHECK = [sys.executable, "-m", "gapcheck"]
DOCUMENTS = Path(os.environ.get("GAPCHECK_DOCUMENTS", "../shared/documents")) / "azerbaijan"
FOUNDING = ("002_*.txt", "001_*.txt")
SHARES = """
import sys, time
from gapcheck.procedures import procedure_for
from gapcheck.records.store import load
from gapcheck.rules import RULES
spent = {}
for case in load([sys.argv[1]], procedure_for=procedure_for).iter_cases():
    for rule in RULES:
        start = time.process_time()
        for _ in rule.check(case):
            pass
        spent[rule.code] = spent.get(rule.code, 0) + time.process_time() - start
whole = sum(spent.values())
some = sorted(spent.items(), key=lambda one: -one[1])
print("   " + "  ".join(f"{code} {share / whole:.0%}" for code, share in some if share >= whole / 100))
"""


def cost(folder: Path) -> float:
    """Milliseconds of processor time of one check of a data folder."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [*GAPCHECK, "check", "--no-cache", "--fail-on", "never", "--data", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def founding(folder: Path) -> list[Path]:
    """The founding documents imported into `folder`; nothing where they are not at hand."""
    files = [path for name in FOUNDING for path in sorted(DOCUMENTS.glob(name))]
    if len(files) < len(FOUNDING):
        return []
    subprocess.run([*GAPCHECK, "import", *map(str, files), "-o", str(folder)], check=True, stdout=subprocess.DEVNULL)
    return [folder]


def main() -> None:
    compileall.compile_dir("gapcheck", quiet=2)
    with tempfile.TemporaryDirectory() as place:
        example = Path(place) / "example"
        subprocess.run([*GAPCHECK, "init", str(example)], check=True, stdout=subprocess.DEVNULL)
        asked = [Path(name) for name in sys.argv[1:]]
        folders = [example / "data", Path("data"), *founding(Path(place) / "founding documents"), *asked]
        times = {folder: min(cost(folder) for _ in range(ROUNDS)) for folder in folders}
        start = times.pop(example / "data")
        print(f"start, two requests       {start:6.0f} ms")
        for folder, whole in times.items():
            print(
                f"{folder.name:<24}  {whole:6.0f} ms   beyond the start {whole - start:6.0f} ms   ratio {whole / start:5.2f}"
            )
            print(subprocess.run([sys.executable, "-c", SHARES, str(folder)], check=True, capture_output=True, text=True).stdout, end="")  # fmt: skip


if __name__ == "__main__":
    main()
