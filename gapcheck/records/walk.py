"""Which files are records: the YAML files of the kinds' folders, in one fixed order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from gapcheck.errors import Problem
from gapcheck.records.schema import KINDS

SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One file: `name` as messages call it, `folder` the kind its folder stands for, "" where it stands for none."""

    path: PurePath
    name: str
    folder: str = ""

    @property
    def stem(self) -> str:
        return Path(self.name).stem


def find(paths: Iterable[str | os.PathLike[str]]) -> tuple[list[Found], list[Problem]]:
    """The record files among `paths` (data folders, kind folders, files), each once, by kind and then by name; and
    the YAML files of a data folder that lie in no kind's folder, as problems. A path that does not exist is listed as
    a file: reading it will say so. Hidden files and folders are passed over; links to folders are not followed, nor links
    to files outside the folder: what they lead to is not ours to read out."""
    found: dict[str, Found] = {}
    problems: list[Problem] = []
    for given in paths:
        path = Path(given)
        if path.is_dir():
            files, strays = _in_folder(path)
            problems.extend(strays)
            home = os.path.realpath(path.parent if path.name in KINDS else path)
        else:
            kind = path.parent.name if path.parent.name in KINDS else ""
            files, home = [Found(path=path, name=path.as_posix(), folder=kind)], ""
        for file in files:
            real = os.path.realpath(file.path)
            if home and not real.startswith(os.path.join(home, "")):
                problems.append(
                    Problem(code="REC008", file=file.name, message="this is a link to a file outside the data folder",
                            found="a link", expected="the file itself")
                )  # fmt: skip
                continue
            found.setdefault(real, file)
    order = {kind: place for place, kind in enumerate((*KINDS, ""))}
    return sorted(found.values(), key=lambda file: (order[file.folder], *os.path.splitext(file.name))), problems


def _in_folder(path: Path) -> tuple[list[Found], list[Problem]]:
    if path.name in KINDS and not any((path / kind).is_dir() for kind in KINDS):
        return [Found(path=file, name=file.as_posix(), folder=path.name) for file in _yaml_below(path)], []
    files = [
        Found(path=file, name=file.as_posix(), folder=kind)
        for kind in KINDS
        for file in _yaml_below(path / kind)
    ]  # fmt: skip
    if not any((path / kind).is_dir() for kind in KINDS):
        return files, []
    known = {file.path for file in files}
    strays = [
        Problem(code="REC006", file=file.as_posix(), message="this file lies in no folder for records, and is not read",
                expected="one of the folders " + ", ".join(KINDS))
        for file in _yaml_below(path)
        if file not in known
    ]  # fmt: skip
    return files, strays


def _yaml_below(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(SUFFIXES) and not name.startswith("."):
                yield Path(root) / name
