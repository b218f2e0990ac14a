"""How long the reports of ten thousand requests take, and how much memory: `python benchmarks/report_scale.py [requests]`.

Makes up one case (recommendations of ten sub-items, each answered, declined or left out) with two findings a request,
and renders each format in a process of its own. Prints what it took to read the figures and dates of all answers (a
check with the real rules has done that already) and to render, the peak of resident memory and the size of the file; the
aim for HTML is under 20 s for both together and 1 GB. Then, where Chromium is installed, opens the page without a window and counts the
squares of the matrix. Run from the top of a checkout.
"""

from __future__ import annotations

import gc
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gapcheck.errors import GapcheckError

SYLLABLES = "ba co du fe gi ha jo ku le mi no pa qui ro su ta ve wi xo zu".split()
VERBS = "Train Fund Inspect Review Publish Register Protect Monitor".split()
ITEM = 10


def sentence(rng: random.Random, words: int) -> str:
    made = ("".join(rng.choices(SYLLABLES, k=3)) for _ in range(words))
    return " ".join(made).capitalize() + f" in {rng.randrange(2015, 2026)}."


def requests(rng: random.Random, number: int) -> Iterator[dict[str, Any]]:
    for item in range(1, number // ITEM + 1):
        name = str(item)
        asked = [
            {
                "id": f"{name}.{chr(97 + place)}",
                "text": f"{rng.choice(VERBS)} {sentence(rng, 9).lower()}",
            }
            for place in range(ITEM)
        ]
        yield {
            "id": name,
            "label": f"{name}.",
            "text": f"Take measures on {sentence(rng, 4).lower()}",
            "sub_items": asked,
        }


def responses(rng: random.Random, asked: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for request in (leaf for item in asked for leaf in item["sub_items"]):
        kind = rng.randrange(10)
        if kind == 0:
            continue
        if kind == 1:
            text = "The Government does not intend to do so."
        else:
            text = (
                " ".join(sentence(rng, 12) for _ in range(4))
                + f" In 2024, {rng.randrange(10, 900)} persons were trained on {sentence(rng, 2).lower()}"
            )
        yield {"answers": [request["id"]], "text": text, "page": rng.randrange(1, 300)}


def case(number: int) -> Any:
    from gapcheck.model import Case
    from gapcheck.records import build

    rng = random.Random(11)
    asked = list(requests(rng, number))
    head = {"state": "SVN", "language": "en"}
    return Case(
        id="many",
        recommendations=build.recommendations(
            {"document": {**head, "id": "many", "symbol": "MANY/1", "kind": "recommendations", "adopted": "2022-03-01"}, "recommendations": asked}
        ),
        reply=build.reply(
            {"document": {**head, "id": "reply", "symbol": "MANY/2", "kind": "responses", "received": "2024-03-01"}, "responses": list(responses(rng, asked))}
        ),
    )  # fmt: skip


def planted() -> list[Any]:
    """Two findings a request with their quotations, as a real case has: what is measured here is the report alone."""
    from gapcheck.model import Gap, Severity, Status, quote
    from gapcheck.rules.base import Rule

    def check(case: Any) -> Iterator[Gap]:
        for request in case.requests:
            answers = case.answers[request.id]
            yield Gap(
                requests=(request.id,),
                responses=tuple(answer.id for answer in answers),
                quotes=(quote(request, "text", 0, 12), *(quote(answer, "text", 0, 40) for answer in answers)),
                message=f"The reply to {request.id} leaves a part of it open.",
                ask=f"Please say what was done on {request.id}.",
                settles=Status.PARTLY_ANSWERED if answers else Status.UNANSWERED,
            )

    return [
        Rule(code=code, name="planted", severity=Severity.WARNING, check=check, manual="Planted.")
        for code in ("X001", "X002")
    ]


def measure(number: int, format: str, path: str) -> None:
    """One process: make the case, check it, render it; print what each step took."""
    from gapcheck import engine, report
    from gapcheck.report.dossier import read

    gc.set_threshold(100_000, 20, 20)  # as the command does
    made = case(number)
    start = time.perf_counter()
    run = engine.check_case(made, planted())
    checked, begun = time.perf_counter(), time.process_time()
    for request in made.requests:
        read(made, request.id)
    reading = time.process_time() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    try:
        content = report.render([run], format=format, version="0")
    except GapcheckError as error:
        print(f"{format:5} refused after {time.perf_counter() - checked:5.1f} s: {error} {error.hint}")
        return
    rendered, spent = time.perf_counter(), time.process_time() - begun
    Path(path).write_bytes(content)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(
        f"{format:5} {len(run.outcomes)} requests, {len(run.findings)} findings: checked {checked - start:5.1f} s, {memory} MB; "
        f"rendered {rendered - checked:5.1f} s ({spent:.1f} s of processor time, {reading:.1f} s of them to read figures and dates), {peak} MB at most (pandoc {child} MB), file {len(content) / 1e6:.1f} MB"
    )


def opened(page: Path) -> None:
    """Loads the page in Chromium and counts what stands there once the script has run."""
    browser = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
    )
    if not browser:
        print("no Chromium is installed; the page was not opened")
        return
    start = time.perf_counter()
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--dump-dom"]
    done = subprocess.run([browser, *flags, page.as_uri()], capture_output=True, text=True, check=True)
    squares = len(re.findall(r'<a class="cell |<span class="cell ', done.stdout))
    shown = re.search(r"<output[^>]*>([^<]*)</output>", done.stdout)
    print(
        f"Chromium opened the page in {time.perf_counter() - start:.1f} s: {squares} squares in the matrix; the filter says "
        f"“{shown.group(1) if shown else ''}”"
    )


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    if len(sys.argv) > 3:
        measure(number, sys.argv[2], sys.argv[3])
        return
    with tempfile.TemporaryDirectory() as folder:
        for format in ("html", "md", "docx"):
            subprocess.run(
                [sys.executable, "-m", "benchmarks.report_scale", str(number), format, f"{folder}/many.{format}"],
                check=True,
            )
            if format == "html":
                opened(Path(folder) / "many.html")


if __name__ == "__main__":
    main()
