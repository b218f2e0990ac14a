"""The invented documents of the UN families beside what a reader finds in them (tests/documents/un/gold.yaml)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from gapcheck.intake.importing import Imported, import_source
from gapcheck.intake.readers import read
from tests import formats

FOLDER = Path(__file__).parent / "documents" / "un"


def golds() -> list[dict[str, Any]]:
    """One entry a document."""
    loaded: list[dict[str, Any]] = yaml.safe_load((FOLDER / "gold.yaml").read_text("utf-8"))
    return loaded


def ids(told: object) -> list[str]:
    """ "8.1-8.3 9" → 8.1, 8.2, 8.3, 9."""
    found = []
    for part in str(told or "").split():
        match = re.fullmatch(r"(.*\.)(\d+)-\1(\d+)", part)
        if match:
            found += [f"{match[1]}{number}" for number in range(int(match[2]), int(match[3]) + 1)]
        else:
            found.append(part)
    return found


def imported(gold: Mapping[str, Any], folder: Path, format_: str = "") -> Imported:
    """The document in a format ("" its own; a page is set as Word), tied to what it answers."""

    def source(name: str) -> Any:
        path = FOLDER / name
        if path.suffix == ".html":
            import pypandoc

            path = folder / f"{path.stem}.docx"
            pypandoc.convert_file(str(FOLDER / name), "docx", outputfile=str(path), extra_args=["--sandbox"])
            return read(path)
        found = read(path)
        return read(formats.write(found, format_, folder)) if format_ else found

    against = import_source(source(gold["against"])).of("recommendations") if "against" in gold else None
    return import_source(source(gold["file"]), against=against)


def walk(items: Any) -> Iterator[Mapping[str, Any]]:
    """Every item and sub-item."""
    for item in items:
        yield item
        yield from walk(item.get("sub_items", ()))


def stances(responses: Any) -> dict[str, set[str]]:
    """Position → the requests that have it."""
    found: dict[str, set[str]] = {}
    for one in responses:
        if "position" in one:
            found.setdefault(one["position"], set()).update(one["answers"])
        for each in one.get("positions", ()):
            found.setdefault(each["position"], set()).add(each["request"])
    return found


def compare(gold: Mapping[str, Any], result: Imported) -> dict[str, Counter[str]]:
    """Right and wrong, by what is compared; what is wrong is told as well."""
    out: dict[str, Counter[str]] = {}

    def tell(what: str, wanted: Any, found: Any) -> None:
        out.setdefault(what, Counter())["right" if wanted == found else f"wrong: {wanted!r} found {found!r}"] += 1

    requests = result.of("recommendations") or {}
    responses = (result.of("responses") or {}).get("responses", [])
    tell("profile", gold["profile"], result.profile)
    if "state" in gold:
        tell("state", gold["state"], result.drafts[0]["document"].get("state"))
    if "requests" in gold:
        tell("requests", ids(gold["requests"]), [one["id"] for one in walk(requests.get("recommendations", ()))])
    for name, wanted in gold.get("positions", {}).items():
        tell("positions", (name, set(ids(wanted))), (name, stances(responses).get(name, set())))
    tell("positions", set(gold.get("positions", {})), set(stances(responses)))
    worded = [one for one in responses if one.get("text")]
    if "ties" in gold:
        tell("ties", [ids(tie) for tie in gold["ties"]], [one["answers"] for one in worded])
    for place, wanted in gold.get("see", {}).items():
        tell("see", ids(wanted), worded[place - 1].get("see") if place <= len(worded) else None)
    if "paragraphs" in gold:
        tell("paragraphs", gold["paragraphs"], [" ".join(map(str, one.get("paragraphs", ()))) for one in worded])
    notes = " ".join(review.note for review in result.reviews) + " ".join(review.record for review in result.reviews)
    for name in ids(gold.get("review", "")):
        tell("review", True, name in notes)
    by_id = {one["id"]: one for one in walk(requests.get("recommendations", ()))}
    for name, count in gold.get("themes", {}).items():
        tell("themes", count, len(by_id.get(name, {}).get("themes", ())))
    for name, who in gold.get("affected", {}).items():
        tell("affected", who, by_id.get(name, {}).get("affected"))
    if "follow_up" in gold:
        tell("follow-up", ids(gold["follow_up"]), requests.get("document", {}).get("follow_up"))
    tell("conserved", 0, result.account.unassigned)
    return out
