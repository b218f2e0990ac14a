"""Record files to cases: everything that is wrong with the files, and the cases that the sound ones make."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePath
from typing import Any

from gapcheck.errors import GapcheckError, Problem
from gapcheck.model import Case, Document, Evidence, Procedure, Recommendations, Verdict
from gapcheck.records import build, index
from gapcheck.records.index import Entry
from gapcheck.records.places import origin
from gapcheck.records.ties import Dossiers, Plan, Withheld
from gapcheck.records.verdicts import verdicts
from gapcheck.records.walk import Found, find

ProcedureFor = Callable[[Document], Procedure | None]
KEPT = 1024 * 1024
"""Characters of record text whose built records are kept for the next case; bounds the memory of a large run."""
_BUILDERS: Mapping[str, Callable[[Any, build.Origins], Any]] = {
    "recommendations": build.recommendations,
    "responses": build.reply,
    "evaluations": build.evaluations,
    "evidence": build.evidence,
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Store:
    """What a run works on.

    `files` are the files read, as they were given; `problems` everything wrong with them, by file and line; `plans`
    the cases before they are read; `withheld` the cases not checked because a file of theirs has errors; `verdicts`
    the verdicts by case id.
    """

    files: tuple[str, ...]
    problems: tuple[Problem, ...]
    plans: tuple[Plan, ...]
    withheld: tuple[Withheld, ...]
    verdicts: Mapping[str, tuple[Verdict, ...]]
    procedure_for: ProcedureFor | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "_kept", _Kept())

    @property
    def case_ids(self) -> tuple[str, ...]:
        return tuple(plan.id for plan in self.plans)

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """All cases at once; for many, `iter_cases` holds one at a time."""
        return tuple(self.iter_cases())

    def iter_cases(self, ids: Iterable[str] | None = None) -> Iterator[Case]:
        """The cases (those of `ids` only) one by one, in order. Raises GapcheckError where a file changed meanwhile."""
        wanted = None if ids is None else set(ids)
        for plan in self.plans:
            if wanted is None or plan.id in wanted:
                yield self._case(plan)

    def case(self, name: str) -> Case:
        """One case by its id. Raises KeyError for an id that is not among `case_ids`."""
        for case in self.iter_cases([name]):
            return case
        raise KeyError(name)

    def _case(self, plan: Plan) -> Case:
        kept: _Kept = self._kept  # type: ignore[attr-defined]
        asked: Recommendations = kept.get(plan.recommendations)
        return Case(
            id=plan.id,
            recommendations=asked,
            reply=kept.get(plan.reply) if plan.reply else None,
            previous=kept.get(plan.previous) if plan.previous else None,
            earlier=tuple(kept.get(entry) for entry in plan.earlier),
            evaluations=tuple(kept.get(entry) for entry in plan.evaluations),
            evidence=tuple(_bearing(kept.get(entry), asked) for entry in plan.evidence),
            procedure=self.procedure_for(asked.document) if self.procedure_for else None,
        )


def _bearing(evidence: Evidence, asked: Recommendations) -> Evidence:
    """Evidence about a State as a whole, without the statements on requests of its other recommendations."""
    if evidence.document.about:
        return evidence
    kept = tuple(one for one in evidence.statements if not one.about or any(name in asked.by_id for name in one.about))
    return evidence if len(kept) == len(evidence.statements) else replace(evidence, statements=kept)


class _Kept:
    """Built records, the last used first; the oldest are let go."""

    def __init__(self) -> None:
        self.records: OrderedDict[str, tuple[Any, int]] = OrderedDict()
        self.size = 0

    def get(self, entry: Entry) -> Any:
        name = entry.file.name
        if name in self.records:
            self.records.move_to_end(name)
            return self.records[name][0]
        loaded = entry.load()
        if hash(loaded.text) != entry.stamp or not loaded.sound:
            raise GapcheckError(
                [Problem(file=name, message="this file changed while it was being read")], "Run the command again."
            )
        record = _BUILDERS[entry.kind](loaded.data, lambda place: origin(loaded, place))
        self.records[name] = (record, entry.size)
        self.size += entry.size
        while self.size > KEPT and len(self.records) > 1:
            self.size -= self.records.popitem(last=False)[1][1]
        return record


def load(paths: Iterable[str | os.PathLike[str]], *, procedure_for: ProcedureFor | None = None) -> Store:
    """Reads data folders, folders of one kind, and single files. Never raises for what is in them: see `problems`."""
    found, strays = find(paths)
    entries, size = [], 0
    for file in found:
        entry = index.entry(file)
        size += entry.size
        if size > KEPT // 4:
            entry.loaded = None
        entries.append(entry)
    return _store(entries, strays, procedure_for)


def load_texts(texts: Iterable[tuple[str, str]], *, procedure_for: ProcedureFor | None = None) -> Store:
    """The same from (file name, YAML text) pairs that need not be on disk; each document names its own kind, and its
    file is not held to a name."""
    entries = [
        index.entry(Found(path=PurePath(name), name=PurePath(name).as_posix()), content=text) for name, text in texts
    ]
    return _store(entries, [], procedure_for)


def _store(entries: Sequence[Entry], strays: Sequence[Problem], procedure_for: ProcedureFor | None) -> Store:
    dossiers = Dossiers(entries)
    dossiers.check()
    plans, withheld = dossiers.plans()
    problems = [*strays, *(problem for entry in entries for problem in entry.problems)]
    problems.sort(key=lambda problem: (problem.file, problem.line, problem.column, problem.code, problem.field))
    return Store(
        files=tuple(entry.file.name for entry in entries),
        problems=tuple(problems),
        plans=plans,
        withheld=withheld,
        verdicts={
            entry.file.stem: verdicts(entry.load()) for entry in entries if entry.kind == "verdicts" and entry.sound
        },
        procedure_for=procedure_for,
    )
