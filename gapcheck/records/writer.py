"""The canonical form of a record file: the schema's order of fields, quotes where a reader could mistake a text, texts
wrapped at 100 columns, comments kept. One form, so that a change shows as itself in a diff."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gapcheck.errors import GapcheckError
from gapcheck.records import index
from gapcheck.records.comments import Comments, Path, comments, steps
from gapcheck.records.files import write
from gapcheck.records.scalars import WIDTH, block, inline
from gapcheck.records.schema import KINDS, file_name
from gapcheck.records.shape import Shape, shape
from gapcheck.records.yamlfile import Loaded, parse

__all__ = ["dump", "format_text", "merge", "update", "write"]
SCHEMAS = "../../schemas"
"""Where a record file of `data/<kind>/` finds the schemas."""
STEP = 2


def dump(kind: str, data: Mapping[str, Any], schemas: str = SCHEMAS) -> str:
    """The text of a record file. `schemas` is the folder of the schemas as seen from the file.

    Raises KeyError for an unknown kind. Reading the text gives `data` back, whatever its strings hold."""
    return _text(kind, data, Comments(), f"{schemas}/{file_name(kind)}")


def format_text(text: str, file: str = "", kind: str = "") -> str:
    """The same record in canonical form, comments kept; applying it twice changes nothing more.

    `kind` is needed only where the file does not say it. Raises GapcheckError where the text is no safe YAML, or is
    of no kind."""
    loaded = parse(text, file)
    kind = kind or _kind(loaded)
    if loaded.problems:
        raise GapcheckError(list(loaded.problems), "Mend the file first; it is left as it is.")
    if kind not in KINDS:
        raise GapcheckError([index.problem_at(loaded, "REC002", ("document", "kind"), "the file does not say what kind of record it is")])  # fmt: skip
    return _text(kind, _unrounded(loaded, loaded.data, ()), comments(loaded), _schema_line(text, kind))


def update(kind: str, existing: str, data: Mapping[str, Any], keep_extra: bool = True) -> str:
    """The text of `data` with the comments of `existing`, and with the fields that only `existing` has (see `merge`)
    unless `keep_extra` is off. Comments on what is gone move to the end of the file.

    Raises GapcheckError where `existing` is no safe YAML."""
    loaded = parse(existing, "")
    if loaded.problems:
        raise GapcheckError(list(loaded.problems), "Mend the file first; it is left as it is.")
    whole = merge(loaded.data, data) if keep_extra else data
    return _text(kind, whole, comments(loaded), _schema_line(existing, kind))


def merge(old: Any, new: Any) -> Any:
    """`new` laid over `old`: fields that only `old` has are kept, at every level; the items of a list are those of
    `new`, in its order, each laid over the item of `old` with the same id. Neither argument is changed."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return {
            **{name: value for name, value in old.items() if name not in new},
            **{name: merge(old[name], value) if name in old else value for name, value in new.items()},
        }
    if isinstance(old, list) and isinstance(new, list):
        known: dict[str | int, Any] = {
            name: item for name, item in zip(steps(old), old, strict=True) if isinstance(name, str)
        }
        return [merge(known.get(name), item) for name, item in zip(steps(new), new, strict=True)]
    return new


def _kind(loaded: Loaded) -> str:
    data = loaded.data if isinstance(loaded.data, dict) else {}
    document = data.get("document")
    if isinstance(document, dict):
        return str(document.get("kind", ""))
    return "verdicts" if "verdicts" in data else ""


def _schema_line(text: str, kind: str) -> str:
    """What the file's own line for the language server says, else the usual."""
    for line in text.splitlines()[:5]:
        mark, _, path = line.partition("$schema=")
        if path and mark.replace(" ", "") == "#yaml-language-server:":
            return path.strip()
    return f"{SCHEMAS}/{file_name(kind)}"


def _unrounded(loaded: Loaded, data: Any, place: tuple[str | int, ...]) -> Any:
    """Data with numbers that have a point as they were written: `115.10` is an id, and no field holds a fraction."""
    if isinstance(data, dict):
        return {name: _unrounded(loaded, value, (*place, name)) for name, value in data.items()}
    if isinstance(data, list):
        return [_unrounded(loaded, value, (*place, number)) for number, value in enumerate(data)]
    node = loaded.node(place)
    return loaded.raw(node).strip() if isinstance(data, float) and node else data


def _text(kind: str, data: Mapping[str, Any], notes: Comments, path: str) -> str:
    emitter = _Emitter(notes)
    lines = [f"# yaml-language-server: $schema={path}", *emitter.notes_before((), 0)]
    lines += emitter.fields(data, shape(kind), 0, ())
    lines += emitter.left_over()
    return "\n".join(lines) + "\n"


class _Emitter:
    """Lines of YAML. `indent` is the number of spaces before a field's name or a dash."""

    def __init__(self, notes: Comments) -> None:
        self.before = dict(notes.before)
        self.beside = dict(notes.beside)
        self.end = notes.end
        self.notes = notes

    def notes_before(self, path: Path, indent: int) -> list[str]:
        return [" " * indent + text for text in self.before.pop(path, ())]

    def marked(self, line: str, path: Path) -> str:
        note = self.beside.pop(path, "")
        return f"{line}  {note}" if note else line

    def left_over(self) -> list[str]:
        left = [text for texts in self.before.values() for text in texts]
        return [*left, *self.beside.values(), *self.end]

    def fields(self, data: Mapping[str, Any], here: Shape | None, indent: int, path: Path) -> list[str]:
        """A block of fields: those of the schema in its order, then the others as they come."""
        known = here.fields() if here else {}
        names = [name for name in known if name in data] + [name for name in data if name not in known]
        lines: list[str] = []
        for name in names:
            lines += self.notes_before((*path, name), indent)
            lines += self.value(" " * indent + inline(name) + ":", data[name], known.get(name), indent, (*path, name))
        return lines

    def value(self, head: str, value: Any, here: Shape | None, indent: int, path: Path) -> list[str]:
        """A value after `head` (`name:` or a dash), whose own lines are indented deeper than `indent`."""
        if isinstance(value, Mapping):
            if not value:
                return [self.marked(f"{head} {{}}", path)]
            return [self.marked(head, path), *self.fields(value, here, indent + STEP, path)]
        if isinstance(value, list | tuple):
            return self.sequence(head, list(value), here, indent, path)
        if isinstance(value, str):
            found = block(value, indent + STEP, WIDTH - len(head) - 1)
            if found:
                style, lines = found
                pad = " " * (indent + STEP)
                return [self.marked(f"{head} {style}", path), *(pad + line if line else "" for line in lines)]
        return [self.marked(f"{head} {inline(value)}", path)]

    def sequence(self, head: str, items: list[Any], here: Shape | None, indent: int, path: Path) -> list[str]:
        scalars = all(not isinstance(item, Mapping | list | tuple) for item in items)
        if scalars and not self.notes.inside(path) and all("\n" not in item for item in items if isinstance(item, str)):
            lines = _filled(head, [inline(item, flow=True) for item in items])
            return [*lines[:-1], self.marked(lines[-1], path)]
        below = here.items() if here else None
        lines = [self.marked(head, path)]
        for item, name in zip(items, steps(items), strict=True):
            lines += self.item(item, below, indent + STEP, (*path, name))
        return lines

    def item(self, item: Any, here: Shape | None, indent: int, path: Path) -> list[str]:
        lines = self.notes_before(path, indent)
        dash = " " * indent + "-"
        if not isinstance(item, Mapping) or not item:
            return [*lines, *self.value(dash, item, here, indent, path)]
        body = self.fields(item, here, indent + STEP, path)
        first = next(number for number, line in enumerate(body) if not line.lstrip().startswith("#"))
        lines += [line[STEP:] for line in body[:first]]
        return [*lines, self.marked(dash + body[first][indent + 1 :], path), *body[first + 1 :]]


def _filled(head: str, words: list[str]) -> list[str]:
    """`head [a, b, c]`, broken into lines that start below the first item."""
    lines, current = [], f"{head} ["
    pad = " " * len(current)
    for number, word in enumerate(words):
        piece = word + ("," if number < len(words) - 1 else "]")
        if number and len(current) + 1 + len(piece) > WIDTH:
            lines.append(current)
            current = pad + piece
        else:
            current += piece if not number else f" {piece}"
    return [*lines, current if words else f"{current}]"]
