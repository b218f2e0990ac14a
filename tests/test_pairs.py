"""Pairs of documents from first page to findings, as a user has them: through the command line, in the formats they come in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.readers import pdf
from tests.test_cli import gapcheck

FOLDER = Path(__file__).parent / "documents" / "pairs"
GOLD: dict[str, Mapping[str, Any]] = {
    one["name"]: one for one in yaml.safe_load((FOLDER / "gold.yaml").read_text("utf-8"))
}
HEAD = "#set page(header: [As printed], footer: context[#h(1fr)#counter(page).display()], margin: 2.5cm)\n#set par(justify: true)\n#let horizontalrule = line()\n"


def made(source: Path, format_: str, folder: Path) -> Path:
    """A source in the format it is to be read in."""
    target = folder / f"{source.stem}.{'txt' if format_ == 'pdf-txt' else format_}"
    if format_ in (source.suffix[1:], "md"):
        target.write_text(source.read_text("utf-8"), "utf-8")
    elif format_ in ("docx", "html"):
        pandoc(
            source.read_text("utf-8"), target, *(["--standalone", "--metadata", "title= "] if format_ == "html" else [])
        )
    else:
        set_ = pandoc(source.read_text("utf-8"), folder / f"{source.stem}.typ").read_text("utf-8")
        printed = folder / f"{source.stem}.pdf"
        pdf(HEAD + set_, printed)
        if format_ == "pdf-txt":
            target.write_text(plain(printed), "utf-8")
            printed.unlink()
    return target


def pandoc(markdown: str, target: Path, *options: str) -> Path:
    """Markdown as pandoc reads it, numbered lists kept as numbered."""
    import pypandoc

    pypandoc.convert_text(
        markdown,
        target.suffix[1:].replace("typ", "typst"),
        format="markdown",
        outputfile=str(target),
        extra_args=options,
    )
    return target


def plain(path: Path) -> str:
    """The lines of a PDF as a simple converter leaves them, pages parted by a form feed."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    pages = [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    return "\f".join(re.sub("\ufffe\n?", "-\n", page) for page in pages)


@lru_cache(maxsize=16)
def read(name: str, place: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """(the case as JSON, the records by kind) of a pair."""
    folder = Path(place)
    files = [
        made(next(FOLDER.glob(f"{name}-{side}.*")), format_, folder) for side, format_ in GOLD[name]["formats"].items()
    ]
    done = gapcheck("import", *map(str, files), "-o", "data", cwd=folder)
    assert done.returncode == 0, done.stderr
    told = gapcheck("check", "--data", "data", "--format", "json", "--fail-on", "never", "--no-cache", cwd=folder)
    (case,) = json.loads(told.stdout)["cases"]
    records = {
        path.parent.name: yaml.safe_load(path.read_text("utf-8")) for path in sorted((folder / "data").glob("*/*.yaml"))
    }
    return case, records


def words(text: str) -> str:
    return re.sub(r"\W+", " ", text.replace("\u00ad", "")).lower().strip()


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    return {name: str(tmp_path_factory.mktemp(name)) for name in GOLD}


def off(gold: Mapping[str, Any], case: Mapping[str, Any], records: Mapping[str, Any]) -> Iterator[str]:
    """What is not as the reader found it, one line each."""
    requests = {one["id"]: one for one in case["requests"]}
    if sorted(requests) != sorted(one["id"] for one in gold["requests"]):
        yield f"requests {sorted(requests)}"
    answers = {one["id"]: one for one in records["responses"]["responses"]}
    for wanted in gold["requests"]:
        found = requests.get(wanted["id"])
        if found is None or words(wanted["text"]) not in words(found["text"]):
            yield f"{wanted['id']}: {found and found['text']}"
            continue
        tied = [answers[name] for name in found["answers"]]
        said = words(" ".join(one.get("text", "") for one in tied))
        if words(wanted.get("answer", "")) not in said or (wanted.get("untied") and tied):
            yield f"{wanted['id']} is tied to {said[:80]!r}"
        taken = {
            one["position"] for answer in tied for one in (answer, *answer.get("positions", ())) if "position" in one
        }
        if "positions" in wanted and not taken & set(wanted["positions"]):
            yield f"{wanted['id']} has the positions {taken}"
        if "statuses" in wanted and found["status"] not in wanted["statuses"]:
            yield f"{wanted['id']} is {found['status']}"


@pytest.mark.parametrize("name", GOLD)
def test_requests_answers_positions_and_statuses_are_what_a_reader_finds(name: str, places: Mapping[str, str]) -> None:
    case, records = read(name, places[name])
    assert list(off(GOLD[name], case, records)) == []


@pytest.mark.parametrize("name", GOLD)
def test_what_an_expert_wants_is_found_and_what_would_be_wrong_is_not(name: str, places: Mapping[str, str]) -> None:
    case, _ = read(name, places[name])

    def told(one: Mapping[str, str]) -> bool:
        return any(
            finding["code"].startswith(tuple(one["codes"].split("|"))) and one["request"] in ("*", *finding["requests"])
            for finding in case["findings"]
        )

    assert [one for one in GOLD[name].get("finds", ()) if not told(one)] == []
    assert [one for one in GOLD[name].get("never", ()) if told(one)] == []


@pytest.mark.parametrize("name", [name for name, gold in GOLD.items() if "documents" in gold or "grades" in gold])
def test_symbols_dates_and_grades_are_those_printed(name: str, places: Mapping[str, str]) -> None:
    _, records = read(name, places[name])
    for field, value in GOLD[name].get("documents", {}).items():
        kind, _, key = field.partition(".")
        assert records[kind]["document"].get(key) == value
    found: dict[str, list[str]] = {}
    for one in records.get("evaluations", {}).get("evaluations", ()):
        for request in one["covers"]:
            found.setdefault(request, []).append(one["grade"])
    assert found == GOLD[name].get("grades", {})


@pytest.mark.parametrize("name", GOLD)
def test_a_report_is_made_straight_from_the_documents(name: str, places: Mapping[str, str]) -> None:
    folder = Path(places[name])
    sides = GOLD[name]["formats"]
    options = {
        "report": "--recommendations",
        "reply": "--reply",
        "evaluation": "--evaluation",
        "document": "--document",
    }
    files = [
        word
        for side, format_ in sides.items()
        for word in (options[side], str(made(next(FOLDER.glob(f"{name}-{side}.*")), format_, folder)))
    ]
    done = gapcheck("report", *files, "--format", "md", "-o", "out", cwd=folder)
    assert done.returncode in (0, 1), done.stderr
    text = next((folder / "out").glob("*.md")).read_text("utf-8")
    assert all(words(one["text"]) in words(text) for one in GOLD[name]["requests"])
    assert not re.search(r"\b(?:None|True|False)\b", text)
