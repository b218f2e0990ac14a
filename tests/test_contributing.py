"""CONTRIBUTING's promise: a rule, a document family, a procedure, a language are a file or two each. Each is added here
to a copy of the package by the steps it tells, and used."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

RULE = '''"""An answer shouts.

## What it checks

Answers in capitals.
"""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.model import Case, Gap, Severity, quote

CODE = "ANS099"
NAME = "shouted-answer"
SEVERITY = Severity.NOTE


def check(case: Case) -> Iterator[Gap]:
    for response in case.responses:
        if response.text.isupper():
            yield Gap(
                requests=case.answered_by(response),
                responses=(response.id,),
                quotes=(quote(response, "text"),),
                message="The answer is written in capitals.",
            )
'''
PROFILE = """\
id: water-board
name: Orders of a water board
gives: [recommendations]
signs: [{find: 'Water Board', points: 9}]
start: 'skip:preamble'
cues:
  - {is: item, when: 'Order (?P<label>\\d+)[:.]\\s*', set: {as: text}}
metadata: [{field: symbol, find: 'Register (?P<value>\\S+)', value: symbol}]
"""
DOCUMENT = """\
Water Board of the Lower Valley

Register WB/2024/7

The board met twice and heard the mill owners.

Order 1: Publish the level of the river every morning.

Order 2: Repair the sluice before the spring.
"""
PROCEDURE = """\
id: WB
body: Water Board of the Lower Valley
names: [Water Board of the Lower Valley]
symbols: [WB/]
reply_months: 6
sources: [{what: six months, source: the board's rules, date: "2024-01-01", confirmed: true}]
scale: [{grade: dry, meaning: Done., wording: [done], statuses: [answered]}]
limits: [{document: follow-up reply, words: 900, source: the board's rules, date: "2024-01-01", confirmed: true}]
"""
LEXICON = """\
declined: ["lehnt … ab", "kann nicht [gefolgt|entsprochen] werden"]
"""
RECORDS = {
    "recommendations/wb.yaml": """\
document: {id: wb, kind: recommendations, symbol: WB/2024/7, state: XXX, language: de, adopted: "2024-03-01"}
recommendations: [{id: "1", label: "1.", text: Die Schleuse vor dem Frühling ausbessern.}]
""",
    "responses/wb-reply.yaml": """\
document: {id: wb-reply, kind: responses, state: XXX, language: de, replies_to: wb, received: "2024-08-01"}
responses: [{answers: ["1"], text: DIE REGIERUNG LEHNT DIESE EMPFEHLUNG AB.}]
""",
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package with one of each added, and a data folder."""
    place = tmp_path_factory.mktemp("copy")
    for name in ("gapcheck", "schemas", "templates"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
    package = place / "gapcheck"
    (package / "rules" / "ans099.py").write_text(RULE, "utf-8")
    registry = package / "rules" / "__init__.py"
    text = registry.read_text("utf-8")
    text = text.replace("    ans001,\n", "    ans001,\n    ans099,\n", 1)
    registry.write_text(text.replace("    rule(ans001),\n", "    rule(ans001),\n    rule(ans099),\n", 1), "utf-8")
    (package / "intake" / "profiles" / "water-board.yaml").write_text(PROFILE, "utf-8")
    (package / "procedures" / "data" / "WB.yaml").write_text(PROCEDURE, "utf-8")
    (package / "text" / "lexicons" / "de.yaml").write_text(LEXICON, "utf-8")
    catalogue = (package / "report" / "locales" / "en.yaml").read_text("utf-8")
    assert "Gap report" in catalogue
    (package / "report" / "locales" / "de.yaml").write_text(catalogue.replace("Gap report", "Lückenbericht"), "utf-8")
    (place / "order.txt").write_text(DOCUMENT, "utf-8")
    for name, record in RECORDS.items():
        (place / "data" / name).parent.mkdir(parents=True)
        (place / "data" / name).write_text(record, "utf-8")
    return place


def gapcheck(place: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "gapcheck", *words], cwd=place, capture_output=True, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(place)},
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def test_a_new_rule_is_listed_explained_and_run(place: Path) -> None:
    assert "ANS099  shouted-answer" in gapcheck(place, "rules")
    assert "Answers in capitals." in gapcheck(place, "explain", "ANS099")
    assert "The answer is written in capitals." in gapcheck(place, "check", "--no-cache")


def test_a_new_language_of_replies_is_a_file(place: Path) -> None:
    case = json.loads(gapcheck(place, "check", "--no-cache", "--format", "json"))["cases"][0]
    assert case["requests"][0]["status"] == "declined"


def test_a_new_document_family_is_a_file(place: Path) -> None:
    shown = gapcheck(place, "import", "order.txt", "--dry-run")
    assert "read as Orders of a water board (water-board)" in shown
    gapcheck(place, "import", "order.txt", "-o", "made")
    (made,) = (place / "made" / "recommendations").iterdir()
    text = made.read_text("utf-8")
    assert "WB/2024/7" in text
    assert "Repair the sluice before the spring." in text
    assert "mill owners" not in text


def test_a_new_procedure_is_a_file(place: Path) -> None:
    gapcheck(place, "report", "--format", "md", "-o", "out")
    assert "900" in (place / "out" / "wb.md").read_text("utf-8")


def test_a_new_language_of_reports_is_a_file(place: Path) -> None:
    gapcheck(place, "report", "--format", "html", "--language", "de", "-o", "out")
    assert "Lückenbericht" in (place / "out" / "wb.html").read_text("utf-8")
