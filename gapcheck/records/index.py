"""One record file read, checked by itself, and kept as an entry: its document, its ids, the ids it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from gapcheck.errors import Problem
from gapcheck.model import Document
from gapcheck.records import build, schema
from gapcheck.records.walk import Found
from gapcheck.records.yamlfile import Loaded, field_path, parse, read

Place = tuple[str | int, ...]
LISTS = {
    "responses": (("responses", "r"),),
    "evaluations": (("evaluations", "e"),),
    "evidence": (("statements", "s"), ("acts", "a")),
}
"""The lists of records of each kind, and the letter of the ids that are left out."""
_TIES = ("replies_to", "previous", "evaluates", "follows", "about")


@dataclass(slots=True, kw_only=True)
class Entry:
    """One record file. `own` are the ids of its requests, `named` the request ids it names elsewhere.

    The file's text is kept in `loaded` only while the files are few: a repository has thousands. `content` is the text of a virtual file.
    `stamp` recognises the text, so that a change between two readings is noticed.
    """

    file: Found
    kind: str = ""
    document: Document | None = None
    own: frozenset[str] = frozenset()
    named: tuple[str, ...] = ()
    content: str | None = None
    size: int = 0
    stamp: int = 0
    loaded: Loaded | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.document.id if self.document else self.file.stem

    @property
    def sound(self) -> bool:
        return not self.problems

    def load(self) -> Loaded:
        """The file as read, else read again."""
        if self.loaded is not None:
            return self.loaded
        return read(self.file.path, self.file.name) if self.content is None else parse(self.content, self.file.name)

    def blame(self, code: str, place: Place, message: str, found: str = "", expected: str = "") -> None:
        """Adds a problem at a place of the file."""
        self.problems.append(problem_at(self.load(), code, place, message, found, expected))


def problem_at(loaded: Loaded, code: str, place: Place, message: str, found: str = "", expected: str = "") -> Problem:
    """A problem at a place of a loaded file, else at the nearest place above it."""
    node = loaded.node(place)
    line, column = (node.line + 1, node.column + 1) if node else (0, 0)
    return Problem(code=code, file=loaded.file, line=line, column=column, field=field_path(place), message=message,
                   found=found, expected=expected)  # fmt: skip


def entry(file: Found, content: str | None = None) -> Entry:
    """Reads and checks one file by itself."""
    made = Entry(file=file, content=content)
    loaded = made.loaded = made.load()
    made.problems = list(loaded.problems)
    made.size, made.stamp = len(loaded.text), hash(loaded.text)
    made.kind = _kind(loaded, file)
    if not loaded.sound or loaded.data is None:
        made.document = _sketch(loaded.text, made)
        return made
    if not made.kind:
        made.problems.append(
            problem_at(loaded, "REC002", ("document", "kind"), "the file does not say what kind of record it is",
                       expected="`document` with `kind`, one of " + ", ".join(schema.KINDS[:-1]))
        )  # fmt: skip
        return made
    wrong = schema.check(made.kind, loaded)
    if wrong:
        made.document = _sketch(loaded.text, made)
    else:
        wrong.extend(_duplicates(made.kind, loaded))
        _fill(made, loaded.data)
    made.problems.extend([*_name_problems(loaded, made), *wrong])
    return made


def _kind(loaded: Loaded, file: Found) -> str:
    data = loaded.data
    if isinstance(data, dict):
        document = data.get("document")
        kind = document.get("kind") if isinstance(document, dict) else None
        if kind in schema.KINDS:
            return str(kind)
        if "verdicts" in data and "document" not in data:
            return "verdicts"
    return file.folder


def _name_problems(loaded: Loaded, made: Entry) -> Iterator[Problem]:
    folder, data = made.file.folder, loaded.data
    if not folder:
        return
    if folder != made.kind:
        yield problem_at(loaded, "REC006", ("document", "kind"), f"a record of kind {made.kind} lies in {folder}/",
                         made.kind, f"the file in {made.kind}/, or the kind {folder}")  # fmt: skip
    if made.kind == "verdicts" or not isinstance(data, dict) or not isinstance(data.get("document"), dict):
        return
    name = data["document"].get("id")
    if isinstance(name, str) and name != made.file.stem:
        yield problem_at(loaded, "REC010", ("document", "id"), "the file is not named after its document",
                         f'"{name}" in a file named {made.file.stem}', f"{name}.yaml, or the id {made.file.stem}")  # fmt: skip


def _sketch(text: str, made: Entry) -> Document:
    """What can be told of a document whose file has errors: its id and its ties, so that nothing else is blamed."""
    ties: dict[str, Any] = {}
    for tie in (*_TIES, "state"):
        match = re.search(rf"""(?m)\b{tie}:[ \t]*["']?([^\s"',}}]+)""", text[:20000])
        if match:
            ties[tie] = match.group(1)
    return Document(id=made.file.stem, kind=made.kind, **ties)


def _fill(made: Entry, data: Any) -> None:
    if made.kind == "verdicts":
        return
    made.document = build.document(data["document"])
    if made.kind == "recommendations":
        made.own = frozenset(item["id"] for _, item in requests(data))
    else:
        made.named = tuple(dict.fromkeys(name for _, name in named(made.kind, data)))


def requests(data: Mapping[str, Any]) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    """Every recommendation, sub-item and part with its place, in the order of the file."""
    todo: list[tuple[Place, Mapping[str, Any]]] = [
        ((name, number), item)
        for name in ("recommendations", "parts")
        for number, item in enumerate(data.get(name, ()))
    ]
    todo.reverse()
    while todo:
        place, item = todo.pop()
        yield place, item
        below = [((*place, "sub_items", number), one) for number, one in enumerate(item.get("sub_items", ()))]
        todo.extend(reversed(below))


def named(kind: str, data: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    """Every request id that a reply, an evaluation or evidence names, with its place."""
    if kind == "evaluations":
        yield from ((("summary", name), name) for name in data.get("summary", {}))
    for name, _ in LISTS.get(kind, ()):
        for number, item in enumerate(data.get(name, ())):
            for key in ("answers", "see", "covers", "about"):
                yield from (((name, number, key, at), one) for at, one in enumerate(item.get(key, ())))
            for at, stance in enumerate(item.get("positions", ())):
                if "request" in stance:
                    yield (name, number, "positions", at, "request"), stance["request"]


def _duplicates(kind: str, loaded: Loaded) -> Iterator[Problem]:
    data = loaded.data
    if kind == "recommendations":
        yield from _repeats(loaded, [((*place, "id"), item["id"]) for place, item in requests(data)], "request")
    elif kind == "verdicts":
        marks = [(("verdicts", at, "fingerprint"), item["fingerprint"]) for at, item in enumerate(data["verdicts"])]
        yield from _repeats(loaded, marks, "verdict on this finding")
    for name, letter in LISTS.get(kind, ()):
        ids = [((name, at, "id"), item.get("id", f"{letter}{at + 1}")) for at, item in enumerate(data.get(name, ()))]
        yield from _repeats(loaded, ids, f"record in `{name}`")


def _repeats(loaded: Loaded, ids: list[tuple[Any, str]], what: str) -> Iterator[Problem]:
    first: dict[str, Any] = {}
    for place, name in ids:
        if name in first:
            node = loaded.node(first[name])
            line = node.line + 1 if node else 0
            yield problem_at(
                loaded, "REC003", place, f"a second {what}", f'"{name}", already in line {line}', "an id of its own"
            )
        first.setdefault(name, place)
