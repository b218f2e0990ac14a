"""How long the readers take, beside bare text extraction, and how much memory: `python benchmarks/read_speed.py`.

Reads every document of the folder in GAPCHECK_DOCUMENTS (default ../shared/documents beside the checkout). The bound
for a PDF: three times bare extraction plus two seconds, and under 500 MB. Exit code 1 where one is over it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

DOCUMENTS = Path(os.environ.get("GAPCHECK_DOCUMENTS", Path(__file__).parents[2] / "shared" / "documents"))
BOUND_FACTOR, BOUND_SECONDS, BOUND_MEGABYTES = 3, 2.0, 500

READ = """
import resource, sys, time
began = time.perf_counter()
from gapcheck.intake.readers import read
source = read(sys.argv[1])
seconds = time.perf_counter() - began
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, source.pages, len(source.blocks))
"""
BARE = """
import sys, time
began = time.perf_counter()
import pypdfium2
pdf = pypdfium2.PdfDocument(open(sys.argv[1], "rb").read())
for page in pdf:
    page.get_textpage().get_text_bounded()
print(time.perf_counter() - began)
"""


def _run(program: str, path: Path) -> list[float]:
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    return [float(word) for word in done.stdout.split()]


def measure(path: Path) -> tuple[float, float, float, int, int]:
    """(seconds to read, seconds of bare extraction or 0, peak megabytes, pages, blocks), each in a process of its own."""
    seconds, megabytes, pages, blocks = _run(READ, path)
    bare = _run(BARE, path)[0] if path.suffix == ".pdf" else 0.0
    return seconds, bare, megabytes, int(pages), int(blocks)


def main() -> int:
    if not DOCUMENTS.is_dir():
        print(f"no documents at {DOCUMENTS.name}: set GAPCHECK_DOCUMENTS")
        return 0
    over = 0
    began = time.perf_counter()
    print(f"{'document':58} {'pages':>5} {'blocks':>6} {'read s':>7} {'bare s':>7} {'MB':>5}  bound")
    for path in sorted(DOCUMENTS.rglob("*")):
        if path.suffix not in (".pdf", ".docx", ".txt", ".md") or path.name == "META.md":
            continue
        seconds, bare, megabytes, pages, blocks = measure(path)
        bound = BOUND_FACTOR * bare + BOUND_SECONDS
        good = (path.suffix != ".pdf" or seconds <= bound) and megabytes < BOUND_MEGABYTES
        over += not good
        said = f"{bound:.1f} s: {'kept' if good else 'BROKEN'}" if bare else ""
        name = path.relative_to(DOCUMENTS).as_posix()
        print(f"{name:58} {pages:5} {blocks:6} {seconds:7.2f} {bare:7.2f} {megabytes:5.0f}  {said}")
    print(f"{time.perf_counter() - began:.1f} s in all, {over} over the bound")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
