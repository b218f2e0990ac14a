"""A document imported again: texts follow the document, what people added stays, broken trust is marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from gapcheck.errors import GapcheckError, Problem
from gapcheck.records.writer import dump, merge, update
from gapcheck.records.yamlfile import Loaded, read

Data = dict[str, Any]
LISTS = {"responses": "responses", "evaluations": "evaluations", "evidence": "statements"}
TIES = ("answers", "covers", "about", "position", "positions", "see", "review")
"""What the import guesses and a person may have corrected: kept from the record wherever a record is matched."""
FOLLOWED = ("source", "words")
"""Fields of a document that always follow the file; of the others the record's own value stays."""
ALIKE = 60.0
"""Similarity of two texts, 0 to 100, from which a changed answer with the same ties is the same answer."""


def merged(folder: Path, drafts: Sequence[Data]) -> tuple[dict[Path, str], list[str]]:
    """The files to write so that the records of `folder` follow `drafts`, and a line for each thing that changes.

    Files that would not change are not among them, so a second import changes no byte. Raises GapcheckError where a
    record there has errors, or is of another document.
    """
    texts: dict[Path, str] = {}
    lines: list[str] = []
    changed: dict[str, set[str]] = {}
    for draft in drafts:
        document = draft["document"]
        path = folder / document["kind"] / f"{document['id']}.yaml"
        if not path.exists():
            texts[path] = dump(document["kind"], draft)
            lines.append(f"written: {path.as_posix()}")
            continue
        loaded = _open(path)
        old: Data = loaded.data
        _same_document(path, old["document"], document)
        new, told = _over(old, draft)
        if document["kind"] == "recommendations":
            changed[document["id"]] = _changed(old, new)
        fresh = merge(old, new) != old
        quiet = f"{'updated' if fresh else 'unchanged'}: {path.as_posix()}"
        lines += [f"{path.as_posix()}: {line}" for line in told] or [quiet]
        if fresh:
            texts[path] = update(document["kind"], loaded.text, new)
    _mark_suspects(folder, changed, texts, lines)
    return texts, lines


def _open(path: Path) -> Loaded:
    loaded = read(path)
    if loaded.problems or not isinstance(loaded.data, dict) or not isinstance(loaded.data.get("document"), dict):
        problems = list(loaded.problems) or [Problem(file=path.as_posix(), message="is no record")]
        raise GapcheckError(problems, hint="mend the record first, or replace it with --force; nothing was written")
    return loaded


def _same_document(path: Path, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    for name in ("kind", "symbol", "state"):
        if old.get(name) and new.get(name) and old[name] != new[name]:
            problem = Problem(
                file=path.as_posix(), field=f"document.{name}", message="this record is of another document",
                found=str(old[name]), expected=str(new[name]),
            )  # fmt: skip
            raise GapcheckError([problem], hint="rename one of them, or replace the record with --force")


def _over(old: Data, draft: Data) -> tuple[Data, list[str]]:
    """The draft with what the record holds of people's own, and what changes, in words."""
    told: list[str] = []
    new = {**draft, "document": _document(old["document"], draft["document"], told)}
    kind = draft["document"]["kind"]
    if kind == "recommendations":
        _requests(old, new, told)
    else:
        name = LISTS[kind]
        new[name] = _matched(old.get(name, []), draft.get(name, []), told)
    return new, told


def _document(old: Mapping[str, Any], new: Mapping[str, Any], told: list[str]) -> Data:
    out = dict(new)
    for name, value in old.items():
        if name in FOLLOWED or name not in new or new[name] == value:
            continue
        out[name] = value
        told.append(f"document.{name} stays {value!r} (the document reads {new[name]!r})")
    return out


def nodes(data: Mapping[str, Any]) -> Iterator[Data]:
    """Every item, sub-item and part of a recommendations record."""
    todo = [*data.get("recommendations", ()), *data.get("parts", ())]
    while todo:
        node = todo.pop(0)
        yield node
        todo[:0] = node.get("sub_items", ())


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())


def _requests(old: Data, new: Data, told: list[str]) -> None:
    before, after = ({node["id"]: node for node in nodes(data)} for data in (old, new))
    for name, node in after.items():
        if name not in before:
            told.append(f"{name} is new")
        elif _plain(before[name].get("text")) != _plain(node.get("text")):
            told.append(f"{name} has another text")
        elif "review" in node and "review" not in before[name]:
            del node["review"]
    for name, node in before.items():
        if name not in after:
            kept = [key for key in ("expects", "statistics", "themes") if key in node]
            told.append(f"{name} is gone{', with its ' + ', '.join(kept) if kept else ''}")


def _changed(old: Data, new: Data) -> set[str]:
    before = {node["id"]: _plain(node.get("text")) for node in nodes(old)}
    return {
        node["id"]
        for node in nodes(new)
        if before.get(node["id"], _plain(node.get("text"))) != _plain(node.get("text"))
    }


def _matched(old: Sequence[Data], new: Sequence[Data], told: list[str]) -> list[Data]:
    """The new entries, each with the id and the ties of the old one it is; entries without one get fresh ids."""
    partner = _partners(old, new)
    taken = {entry.get("id") for entry in old}
    prefix = next((str(entry["id"]).rstrip("0123456789") for entry in (*old, *new) if "id" in entry), "r")
    out, fresh = [], 1
    for place, entry in enumerate(new):
        entry = dict(entry)
        if place in partner:
            was = old[partner[place]]
            entry["id"] = was.get("id", entry.get("id"))
            for name in TIES:
                entry.pop(name, None)
                if name in was:
                    entry[name] = was[name]
            if _plain(was.get("text")) != _plain(entry.get("text")):
                told.append(f"{entry['id']} has another text")
        else:
            while f"{prefix}{fresh}" in taken:
                fresh += 1
            entry["id"] = f"{prefix}{fresh}"
            taken.add(entry["id"])
            told.append(f"{entry['id']} is new")
        out.append(entry)
    gone = set(range(len(old))) - set(partner.values())
    told += [f"{old[place].get('id')} is gone" for place in sorted(gone)]
    return out


def _partners(old: Sequence[Data], new: Sequence[Data]) -> dict[int, int]:
    """New place → old place: equal texts first, in order, then the likest among those with the same ties or id."""
    from rapidfuzz import fuzz

    def whole(entry: Data) -> str:
        return _plain(f"{entry.get('quoted', '')} {entry.get('heading', '')} {entry.get('text', '')}")

    left = list(range(len(old)))
    found: dict[int, int] = {}
    for place, entry in enumerate(new):
        same = next((number for number in left if whole(old[number]) == whole(entry)), None)
        if same is not None:
            found[place] = same
            left.remove(same)
    for place, entry in enumerate(new):
        if place in found:
            continue
        scored = [
            (fuzz.ratio(whole(old[number]), whole(entry)) + (20 if _ties(old[number]) == _ties(entry) else 0), -number)
            for number in left
        ]
        if scored and max(scored)[0] >= ALIKE + 20:
            number = -max(scored)[1]
            found[place] = number
            left.remove(number)
    return found


def _ties(entry: Data) -> tuple[str, ...]:
    return tuple(str(name) for key in ("answers", "covers", "about") for name in entry.get(key, ()))


def _mark_suspects(folder: Path, changed: Mapping[str, set[str]], texts: dict[Path, str], lines: list[str]) -> None:
    """Marks the answers on record that are tied to a request whose text changed, until a person removes the mark."""
    if not any(changed.values()):
        return
    from gapcheck.records.yamlfile import parse

    for path in sorted((folder / "responses").glob("*.y*ml")):
        loaded = parse(texts[path], path.as_posix()) if path in texts else read(path)
        data: Data = loaded.data
        if loaded.problems or not isinstance(data, dict):
            continue
        ids = changed.get(str(data.get("document", {}).get("replies_to")), set())
        marked = False
        for place, entry in enumerate(data.get("responses", [])):
            hit = sorted(name for name in ids if any(_related(name, str(tie)) for tie in entry.get("answers", ())))
            if hit:
                entry["suspect"] = f"the text of {', '.join(hit)} changed since this answer was tied to it"
                lines.append(
                    f"{path.as_posix()}: {entry.get('id', f'r{place + 1}')} is suspect: {', '.join(hit)} changed"
                )
                marked = True
        if marked:
            texts[path] = update("responses", loaded.text, data)


def _related(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")
