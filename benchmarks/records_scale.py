"""How long 2,000 record files take, and how much memory: `python benchmarks/records_scale.py [files]`. The second line
of each size adds every rule on every case.

Writes a repository of made-up records (for every four files one of recommendations, a reply, an evaluation, evidence)
into a temporary folder, then reads, checks and ties them, and builds every case one at a time. Prints seconds and the
peak of resident memory for a tenth of the files and for all of them, and the start-up of the reader against that of
the libraries it stands on.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from pathlib import Path

from gapcheck.records.writer import dump

WORDS = (
    "labour inspectors training regions shelters victims children migrant workers courts compensation figures sex age "
    "national strategy budget police prosecutors convictions identified assistance employers recruitment agencies"
).split()
MEASURE = """
import resource, sys, time
start = time.perf_counter()
from gapcheck.records.store import load
store = load([sys.argv[1]])
read = time.perf_counter() - start
cases = requests = found = 0
if sys.argv[2:]:
    from gapcheck.rules import RULES
for case in store.iter_cases():
    cases, requests = cases + 1, requests + len(case.requests)
    if sys.argv[2:]:
        for rule in RULES:
            for gap in rule.check(case):
                found += 1
whole = time.perf_counter() - start
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(f"{len(store.files):5} files  {cases:4} cases  {requests:6} requests  {len(store.problems)} problems  "
      f"read and tied {read:5.2f} s  all cases {'checked' if sys.argv[2:] else 'built'} {whole:5.2f} s  {found} gaps  {memory} MB at most")
"""
STARTS = {
    "click, yaml, jsonschema": "import click, yaml, jsonschema",
    "the records of data/, read and checked": "from gapcheck.records.store import load; load(['data']).cases",
}


def sentence(rng: random.Random, words: int) -> str:
    return " ".join(rng.choices(WORDS, k=words)).capitalize() + "."


def repository(folder: Path, files: int) -> None:
    """Writes `files` records; each case is about the size of a real one (22 sub-items, 28 answers)."""
    rng = random.Random(7)
    for number in range(files // 4):
        state = "".join(chr(65 + number // 26**place % 26) for place in range(3))
        asked, year = f"c{number}", str(2010 + number % 10)
        requests = [
            {
                "id": str(item), "label": f"{item}.", "text": sentence(rng, 20),
                "sub_items": [
                    {"id": f"{item}.{letter}", "label": f"({letter})", "text": sentence(rng, 30),
                     "expects": [{"aspect": "training", "terms": ["train*", "course*"]}],
                     "statistics": [{"indicator": "convictions", "years": [2022, 2023], "by": ["sex"]}]}
                    for letter in "abc"
                ],
            }
            for item in range(1, 8)
        ]  # fmt: skip
        head = {"state": state, "language": "en"}
        records = {
            "recommendations": {"document": {"id": asked, "kind": "recommendations", "adopted": f"{year}-06-16", **head},
                                "recommendations": requests},
            "responses": {"document": {"id": f"{asked}-reply", "kind": "responses", "replies_to": asked, **head},
                          "responses": [{"answers": [f"{1 + n % 7}.{'abc'[n % 3]}"], "quoted": sentence(rng, 30),
                                         "text": sentence(rng, 130), "page": 1 + n // 2} for n in range(28)]},
            "evaluations": {"document": {"id": f"{asked}-eval", "kind": "evaluations", "evaluates": asked, **head},
                            "evaluations": [{"covers": [f"{n}.a"], "grade": "B", "text": sentence(rng, 60)}
                                            for n in range(1, 8)]},
            "evidence": {"document": {"id": f"{asked}-ngo", "kind": "evidence", "about": asked, **head},
                         "statements": [{"about": [f"{n}.b"], "text": sentence(rng, 60)} for n in range(1, 8)]},
        }  # fmt: skip
        for kind, data in records.items():
            path = folder / kind / f"{data['document']['id']}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dump(kind, data), "utf-8")


def main() -> None:
    files = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    for count in (files // 10, files):
        with tempfile.TemporaryDirectory() as folder:
            repository(Path(folder), count)
            subprocess.run([sys.executable, "-c", MEASURE, folder], check=True)
            subprocess.run([sys.executable, "-c", MEASURE, folder, "rules"], check=True)
    for name, code in STARTS.items():
        timer = f"import time; s = time.perf_counter(); exec({code!r}); print(time.perf_counter() - s)"
        times = [
            float(subprocess.run([sys.executable, "-c", timer], check=True, capture_output=True, text=True).stdout)
            for _ in range(7)
        ]
        print(f"{sorted(times)[3] * 1000:5.0f} ms  {name}")


if __name__ == "__main__":
    main()
