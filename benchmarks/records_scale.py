"""How long 2,000 record files take, and how much memory: `python benchmarks/records_scale.py [files [shape…]]`.

Writes a repository of made-up records (for every four files one of recommendations, a reply, an evaluation, evidence)
into a temporary folder, short ones and long ones. First they are read, checked and tied and every case built, then
`gapcheck check` runs every rule on every case. Prints seconds and the peak of resident memory for a tenth of the files
and for all of them, and the start-up of the reader against that of the libraries it stands on.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from gapcheck.records.writer import dump

WORDS = (
    "labour inspectors training regions shelters victims children migrant workers courts compensation figures sex age "
    "national strategy budget police prosecutors convictions identified assistance employers recruitment agencies"
).split()
READ = """
import resource, sys, time
start = time.perf_counter()
from gapcheck.records.store import load
store = load([sys.argv[1]])
read = time.perf_counter() - start
cases = sum(1 for case in store.iter_cases())
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(f"{len(store.files):5} files  {cases:4} cases  {len(store.problems)} problems  read and tied {read:5.2f} s  "
      f"all built {time.perf_counter() - start:5.2f} s  {memory} MB at most")
"""
SHAPES = {"short": (2, "ab", 8, 40), "long": (7, "abc", 28, 130)}
"""Items, sub-items of each, answers and words of an answer: a mid-term note, and a case of the founding one's size."""
STARTS = {
    "click, yaml, jsonschema": "import click, yaml, jsonschema",
    "the records of data/, read and checked": "from gapcheck.records.store import load; load(['data']).cases",
}


def sentence(rng: random.Random, words: int) -> str:
    return " ".join(rng.choices(WORDS, k=words)).capitalize() + "."


def repository(folder: Path, files: int, shape: str) -> None:
    """Writes `files` records of one shape."""
    items, letters, answers, size = SHAPES[shape]
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
                    for letter in letters
                ],
            }
            for item in range(1, items + 1)
        ]  # fmt: skip
        head = {"state": state, "language": "en"}
        records = {
            "recommendations": {"document": {"id": asked, "kind": "recommendations", "adopted": f"{year}-06-16", **head},
                                "recommendations": requests},
            "responses": {"document": {"id": f"{asked}-reply", "kind": "responses", "replies_to": asked, **head},
                          "responses": [{"answers": [f"{1 + n % items}.{letters[n % len(letters)]}"], "quoted": sentence(rng, 30),
                                         "text": sentence(rng, size), "page": 1 + n // 2} for n in range(answers)]},
            "evaluations": {"document": {"id": f"{asked}-eval", "kind": "evaluations", "evaluates": asked, **head},
                            "evaluations": [{"covers": [f"{n}.a"], "grade": "B", "text": sentence(rng, 60)}
                                            for n in range(1, items + 1)]},
            "evidence": {"document": {"id": f"{asked}-ngo", "kind": "evidence", "about": asked, **head},
                         "statements": [{"about": [f"{n}.b"], "text": sentence(rng, 60)} for n in range(1, items + 1)]},
        }  # fmt: skip
        for kind, data in records.items():
            path = folder / kind / f"{data['document']['id']}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dump(kind, data), "utf-8")


def checked(folder: Path) -> str:
    """What `gapcheck check` takes with nothing kept from a run before: seconds on the clock and of all processors, and
    the most memory of its largest process."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "gapcheck", "check", "--no-cache", "--fail-on", "never", "--data", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - start
    return f"checked in {clock:6.2f} s  processors {after.ru_utime - before.ru_utime:6.2f} s  {after.ru_maxrss // 1024} MB at most so far"


def main() -> None:
    files = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    for shape in sys.argv[2:] or SHAPES:
        print(shape)
        for count in (files // 10, files):
            with tempfile.TemporaryDirectory() as folder:
                repository(Path(folder), count, shape)
                subprocess.run([sys.executable, "-c", READ, folder], check=True)
                print(" " * 12, checked(Path(folder)))
    for name, code in STARTS.items():
        timer = f"import time; s = time.perf_counter(); exec({code!r}); print(time.perf_counter() - s)"
        times = [
            float(subprocess.run([sys.executable, "-c", timer], check=True, capture_output=True, text=True).stdout)
            for _ in range(7)
        ]
        print(f"{sorted(times)[3] * 1000:5.0f} ms  {name}")


if __name__ == "__main__":
    main()
