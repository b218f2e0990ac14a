"""How well documents become records: right, wrong and missed against gold made by reading (tests/gold/import-*.json).

    python benchmarks/import_accuracy.py [--formats txt,md,html,docx,pdf] [GOLD…]

The documents are read from $GAPCHECK_DOCUMENTS (default: ../shared/documents beside the checkout) and set anew in the
other formats. Exits with 1 where anything is wrong or missed.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gapcheck.errors import GapcheckError  # noqa: E402
from gapcheck.intake.importing import Imported, import_source  # noqa: E402
from gapcheck.intake.readers import read  # noqa: E402
from tests import formats, un  # noqa: E402

DOCUMENTS = Path(os.environ.get("GAPCHECK_DOCUMENTS", ROOT.parent / "shared" / "documents"))
GOLD = ROOT / "tests" / "gold"


def documents(gold: Mapping[str, Any]) -> tuple[Path | None, Path | None]:
    """The gold's document and the one it answers, where they are at hand."""
    found = [
        next(iter(sorted(DOCUMENTS.glob(gold[key]))), None) if key in gold else None for key in ("file", "against")
    ]
    return found[0], found[1]


def imported(gold: Mapping[str, Any], format_: str, folder: Path, *, lists: bool = False) -> Imported:
    """The gold's document imported in one format, tied to what it answers in the same format."""
    path, other = documents(gold)
    assert path is not None
    against = None
    if other is not None:
        against = import_source(_set(other, format_, folder, lists), "recommendations").of("recommendations")
    return import_source(_set(path, format_, folder, lists), gold.get("as"), against=against)


def _set(path: Path, format_: str, folder: Path, lists: bool) -> Any:
    """The document as a file of the format: the official one where there is one, else set anew."""
    official = path.with_suffix(f".{format_}")
    source = read(official if official.is_file() else path)
    if official.is_file():
        return source
    if format_ == path.suffix[1:]:
        return source
    return read(formats.write(source, format_, folder, lists=lists))


def _plain(label: str) -> str:
    """A label without its punctuation, which a list numbered by the file itself may not keep; one sign for a bullet."""
    kept = "".join(char for char in label if char.isalnum())
    return kept if kept and label != "o" else "-"


def compare(
    gold: Mapping[str, Any], result: Imported, *, lists: bool = False, glyphs: bool = True
) -> dict[str, Counter[str]]:
    """For items, sub-items, ties, grades and so on: how many are right, wrong, missed. With `lists` the file numbers
    its lists itself, without `glyphs` it draws its own bullets: then only what a label counts is compared."""
    out: dict[str, Counter[str]] = {}

    def tell(what: str, wanted: Any, found: Any, missing: Any = None) -> None:
        verdict = "right" if wanted == found else "missed" if found == missing else "wrong"
        out.setdefault(what, Counter())[verdict] += 1

    requests = dict(walk(result.of("recommendations") or {}))
    for name, label in gold.get("requests", {}).items():
        found = requests.get(name, {}).get("label")
        what = "sub-items" if _below(name, gold["requests"]) else "items"
        loose = lists or (not glyphs and _plain(label) == "-")
        tell(what, _plain(label) if loose else label, _plain(found) if loose and found else found)
    for name in requests:
        if "requests" in gold and name not in gold["requests"] and name not in gold.get("parts", {}):
            out.setdefault("items", Counter())["wrong"] += 1
    _ids(gold, result, tell, out)
    _positions(gold, result, tell)
    _pointers(gold, result, tell)
    for name, role in gold.get("parts", {}).items():
        tell("parts", role, requests.get(name, {}).get("role"))
    for name, cited in gold.get("paragraphs", {}).items():
        tell("paragraphs", cited, requests.get(name, {}).get("paragraphs"))
    responses = (result.of("responses") or {}).get("responses", [])
    for place, tied in enumerate(gold.get("ties", [])):
        tell("ties", tied, responses[place]["answers"] if place < len(responses) else None)
    if "ties" in gold:
        out["ties"]["wrong"] += max(len(responses) - len(gold["ties"]), 0)
    graded = [[one["covers"], one["grade"]] for one in (result.of("evaluations") or {}).get("evaluations", [])]
    for place, wanted in enumerate(gold.get("grades", [])):
        tell("grades", wanted, graded[place] if place < len(graded) else None)
    if "grades" in gold:
        out["grades"]["wrong"] += max(len(graded) - len(gold["grades"]), 0)
    if "summary" in gold:
        tell("summary", gold["summary"], (result.of("evaluations") or {}).get("summary"))
    for item, (first, last) in gold.get("references", {}).items():
        said = next((ref.paragraphs for ref in result.references if ref.item == item), None)
        tell("references", tuple(str(number) for number in range(first, last + 1)), said)
    _evidence(gold, result, tell, out)
    main = result.of(gold["kind"]) or {"document": {}}
    for key, value in gold.get("metadata", {}).items():
        tell("metadata", value, main["document"].get(key))
    tell("profile", gold["profile"], result.profile)
    tell("conserved", 0, result.account.unassigned)
    return out


def _ids(gold: Mapping[str, Any], result: Imported, tell: Any, out: dict[str, Counter[str]]) -> None:
    """The ids alone, in order, where the labels are as the ids."""
    found = [
        name for name, _ in walk({"recommendations": (result.of("recommendations") or {}).get("recommendations", ())})
    ]
    for name in gold.get("ids", ()):
        tell("sub-items" if "." in name else "items", name, name if name in found else None)
    if "ids" in gold:
        out["items"]["wrong"] += (
            len(found) - len(set(found) & set(gold["ids"])) + (sorted(found, key=found.index) != found)
        )
        tell("order", gold["ids"], found)


def _positions(gold: Mapping[str, Any], result: Imported, tell: Any) -> None:
    """By responder and position the leaves; every leaf that has an answer in words; words an answer must hold; what the
    rejoinders are about."""
    responses = (result.of("responses") or {}).get("responses", [])
    for by, wanted in gold.get("positions", {}).items():
        for position, names in wanted.items():
            for name in names:
                tell("positions", [position], sorted(positions_on(name, by, responses)), [])
    for name in gold.get("answered", ()):
        tell("answered", True, any(one.get("text") and _under(name, one["answers"]) for one in responses), False)
    for name, words in gold.get("holds", {}).items():
        texts = [one.get("text", "") for one in responses if _under(name, one["answers"])]
        tell("answers", True, any(words in text for text in texts), False)
    statements = (result.of("evidence") or {}).get("statements", [])
    if "rejoinders" in gold:
        tell("rejoinders", gold["rejoinders"], [one["about"] for one in statements if one["kind"] == "rejoinder"], [])


def _pointers(gold: Mapping[str, Any], result: Imported, tell: Any) -> None:
    """Where pointers lead, how many there are, and which requests have a position and no words."""
    responses = (result.of("responses") or {}).get("responses", [])
    for name, wanted in gold.get("see", {}).items():
        tell("pointers", wanted, next((one.get("see") for one in responses if one["answers"] == [name]), None))
    if "pointers" in gold:
        tell("pointers", gold["pointers"], sum("see" in one for one in responses), 0)
    worded = {name for one in responses if one.get("text") for name in one["answers"]}
    for name in gold.get("without_text", ()):
        tell("position only", False, name in worded, True)


def positions_on(name: str, by: str, responses: Sequence[Mapping[str, Any]]) -> set[str]:
    """The positions on one request by one responder, "" for one that is not named."""
    taken: set[str] = set()
    for one in responses:
        stances = [*one.get("positions", ()), *([{"position": one["position"]}] if "position" in one else [])]
        for stance in stances:
            on = [stance["request"]] if "request" in stance else one["answers"]
            if stance.get("by", one.get("by", "")) == by and _under(name, on):
                taken.add(stance["position"])
    return taken


def _under(name: str, names: Sequence[str]) -> bool:
    return any(name == one or name.startswith(f"{one}.") for one in names)


def _evidence(gold: Mapping[str, Any], result: Imported, tell: Any, out: dict[str, Counter[str]]) -> None:
    evidence = result.of("evidence") or {}
    statements = [
        (one.get("group"), _plain(one.get("label", "")))
        for one in evidence.get("statements", [])
        if one["kind"] != "fact"
    ]
    wanted = [(group, _plain(label)) for group, labels in gold.get("groups", []) for label in labels]
    for place, pair in enumerate(wanted):
        tell("statements", pair, statements[place] if place < len(statements) else None)
    acts = [[act.get("number", ""), act.get("date", "")] for act in evidence.get("acts", [])]
    for place, act in enumerate(gold.get("acts", [])):
        tell("acts", act, acts[place] if place < len(acts) else None)
    if wanted:
        out["statements"]["wrong"] += max(len(statements) - len(wanted), 0)
    if "acts" in gold:
        out["acts"]["wrong"] += max(len(acts) - len(gold["acts"]), 0)


def walk(record: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every item and sub-item of a recommendations record with its id."""
    for item in (*record.get("recommendations", ()), *record.get("parts", ()), *record.get("sub_items", ())):
        yield item["id"], item
        yield from walk({"sub_items": item.get("sub_items", ())})


def _below(name: str, names: Mapping[str, Any]) -> bool:
    return name.rpartition(".")[0] in names


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("gold", nargs="*")
    parser.add_argument("--formats", default="txt,md,html,docx,pdf")
    options = parser.parse_args()
    paths = [Path(name) for name in options.gold] or sorted(GOLD.glob("import-*.json"))
    bad = 0
    for path in paths:
        gold = json.loads(path.read_text("utf-8"))
        if documents(gold)[0] is None:
            print(f"{path.stem}: its document is not at hand")
            continue
        own = gold["file"].rpartition(".")[2]
        wanted = options.formats.split(",") if own == "txt" and not gold.get("formats") else gold.get("formats", [own])
        for format_ in wanted:
            for lists in (False, True) if format_ in ("html", "docx") and own == "txt" else (False,):
                bad += _line(path.stem, gold, format_, lists)
    bad += 0 if options.gold else sum(_invented(gold) for gold in un.golds())
    return 1 if bad else 0


def _invented(gold: Mapping[str, Any]) -> int:
    """An invented document in its own format; what is not right is told."""
    with tempfile.TemporaryDirectory() as folder:
        counts = un.compare(gold, un.imported(gold, Path(folder)))
    wrong = sum(number for found in counts.values() for verdict, number in found.items() if verdict != "right")
    parts = [f"{what} {found['right']}/{found.total() - found['right']}" for what, found in counts.items()]
    print(f"{gold['file']:45} {'all right' if not wrong else f'{wrong} NOT right'}   (right/wrong) {' · '.join(parts)}")
    return wrong


def _line(name: str, gold: Mapping[str, Any], format_: str, lists: bool) -> int:
    shown = f"{name:28} {format_ + (' with lists' if lists else ''):16}"
    with tempfile.TemporaryDirectory() as folder:
        try:
            counts = compare(
                gold,
                imported(gold, format_, Path(folder), lists=lists),
                lists=lists,
                glyphs=format_ in ("txt", "md", "pdf"),
            )
        except GapcheckError as error:
            print(f"{shown} refused: {error}"[:200])
            return 1
    parts = [f"{what} {found['right']}/{found['wrong']}/{found['missed']}" for what, found in counts.items()]
    wrong = sum(found["wrong"] + found["missed"] for found in counts.values())
    print(f"{shown} {'all right' if not wrong else f'{wrong} NOT right'}   (right/wrong/missed) {' · '.join(parts)}")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
