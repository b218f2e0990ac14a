"""From documents to drafts, for `import` and for `report --recommendations … --reply …`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gapcheck.errors import GapcheckError, Problem
from gapcheck.intake.assemble import NothingFound
from gapcheck.intake.blocks import Source
from gapcheck.intake.fusing import fuse
from gapcheck.intake.importing import Imported, asked_of, import_source, narrates
from gapcheck.intake.readers import read
from gapcheck.intake.ties import tied

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

ORDER = ("recommendations", "responses", "evaluations", "evidence")


LONG = 20
"""Pages from which a document is long: below, it is read before a bar could be looked at."""


def open_document(path: str | Path) -> Source:
    """A document as read, with a bar on stderr over the pages of a long one; none where nobody looks at a terminal."""
    with ExitStack() as stack:
        bar: ProgressBar[int] | None = None

        def progress(done: int, total: int) -> None:
            nonlocal bar
            if bar is None and total > LONG and sys.stderr.isatty():
                label = f"{Path(path).name}: page"
                drawn = click.progressbar(length=total, label=label, file=sys.stderr, show_eta=False, show_pos=True)
                bar = stack.enter_context(drawn)
            if bar is not None:
                bar.update(done - bar.pos)

        return read(path, progress=progress)


def import_all(
    files: Sequence[tuple[Path, str | None]],
    profile: str | None = None,
    against: Sequence[Mapping[str, Any]] = (),
    allow_loss: bool = False,
    replies: Sequence[Mapping[str, Any]] = (),
) -> list[Imported]:
    """Drafts the records of several documents, given as (file, kind or None). What answers, grades or bears on
    something is tied to the recommendations it names by symbol, among those imported with it and those in `against`;
    to the only ones there are where it names none; documents of one review become one dossier (`fuse`),
    with the `replies` on record. Raises
    GapcheckError with the problems of all files."""
    sources = [(open_document(path), kind) for path, kind in files]
    first: list[Imported | None] = []
    problems: list[Problem] = []
    hints: list[str] = []
    for source, kind in sources:
        try:
            first.append(import_source(source, kind, profile, allow_loss=allow_loss))
        except NothingFound:
            first.append(None)  # a reply without any marker is told by the requests it restates: see below
        except GapcheckError as error:
            first.append(None)
            problems += error.problems
            hints.append(error.hint)
    if problems:
        raise GapcheckError(problems, hint=next((hint for hint in hints if hint), ""))
    whole = [one for one in first if one and one.of(ORDER[0])]
    whole = [one for one in whole if not one.completes] or whole
    graded = [one for one in whole if _repeats(one, whole)]
    whole = [one for one in whole if one not in graded]
    known: list[Mapping[str, Any]] = [
        draft for one in whole for draft in one.drafts if draft["document"]["kind"] == ORDER[0]
    ]
    fresh = {draft["document"]["id"] for draft in known}
    beside = tuple(known)
    known += [record for record in against if record["document"].get("id") not in fresh]
    done = []
    for (source, kind), one in zip(sources, first, strict=True):
        if one is None:
            lone = known if len(known) == 1 else beside if not asked_of(source, known) else ()
            only = lone[0] if len(lone) == 1 else known
            done.append(_unmarked(source, kind, profile, only, known, allow_loss))
            continue
        if one in graded:
            done.append(_graded(one, _target(one, known)))
            continue
        target = None if one.of(ORDER[0]) else _target(one, known, beside) or _answered(one, first, known)
        done.append(import_source(source, kind, profile, target, allow_loss=allow_loss) if target else one)
    return _borne(fuse(done, [*against, *replies]), known, replies)


def _borne(
    imports: list[Imported], known: Sequence[Mapping[str, Any]], replies: Sequence[Mapping[str, Any]]
) -> list[Imported]:
    """The imports, their evidence tied to requests by what was answered to these as well."""
    drafts = [draft for one in imports for draft in one.drafts]
    fresh = {draft["document"]["id"] for draft in drafts}
    answers = [*(draft for draft in drafts if "responses" in draft),
               *(record for record in replies if record["document"].get("id") not in fresh)]  # fmt: skip
    for draft in (draft for draft in drafts if draft.get("statements")):
        about = draft["document"].get("about")
        target = next((record for record in known if about and record["document"]["id"] == about), None)
        own = [record for record in answers if record["document"].get("replies_to") == about]
        if target is not None and own:
            for one in draft["statements"]:
                if one["kind"] != "rejoinder":  # what a document itself ties stays
                    one.pop("about", None)
            tied(draft["statements"], target, draft["document"]["language"], own)
    return imports


def _unmarked(
    source: Source,
    kind: str | None,
    profile: str | None,
    only: Mapping[str, Any] | Sequence[Mapping[str, Any]],
    known: Sequence[Mapping[str, Any]],
    allow_loss: bool,
) -> Imported:
    """A document without any marker: a reply told by the requests it restates, else evidence where it only tells."""
    try:
        return import_source(source, kind, profile, only, allow_loss=allow_loss)
    except NothingFound:
        if kind or profile or not narrates(source):
            raise
    one = import_source(source, "evidence", allow_loss=allow_loss)
    target = _target(one, known)
    one = import_source(source, "evidence", against=target, allow_loss=allow_loss) if target else one
    return replace(one, notes=(*one.notes, "taken for evidence: it asks for nothing and answers nothing (see --as)"))


def _repeats(one: Imported, others: Sequence[Imported]) -> bool:
    """Whether a document grades requests that another one, the body's own, holds as well and under the same symbol."""
    asked = one.of(ORDER[0])
    if asked is None or one.of("evaluations") is None:
        return False
    key = _key(asked["document"].get("symbol", ""))
    return any(
        _key(record["document"].get("symbol", "")) == key
        for other in others
        if other is not one and other.of("evaluations") is None and (record := other.of(ORDER[0]))
    )


def _graded(one: Imported, target: Mapping[str, Any] | None) -> Imported:
    """An evaluation without the requests it repeats, tied to the document that asks them."""
    drafts = [draft for draft in one.drafts if draft["document"]["kind"] != ORDER[0]]
    for draft in drafts:
        if target is not None and draft["document"]["kind"] == "evaluations":
            draft["document"]["evaluates"] = target["document"]["id"]
    return replace(one, drafts=tuple(drafts)) if target is not None else one


def _target(
    one: Imported, known: Sequence[Mapping[str, Any]], beside: Sequence[Mapping[str, Any]] = ()
) -> Mapping[str, Any] | None:
    """The recommendations a document answers: those whose symbol it names; where it names none, the only ones of its
    State that were given `beside` it, else that are there."""
    document = one.drafts[0]["document"]
    wanted = {_key(document[name]) for name in ("quoted_symbol", "symbol") if document.get(name)}
    named = [record for record in known if _key(record["document"].get("symbol", "")) in wanted]
    if document.get("quoted_symbol") and not named and all(record["document"].get("symbol") for record in known):
        return None
    state = document.get("state")
    for group in [named] if named else [beside, known]:
        found = [record for record in group if named or not state or record["document"].get("state", state) == state]
        if len(found) == 1:
            return found[0]
    return None


def _answered(
    one: Imported, others: Sequence[Imported | None], known: Sequence[Mapping[str, Any]]
) -> Mapping[str, Any] | None:
    """For evidence that could bear on several: the only recommendations that a reply imported with it answers."""
    if one.of("evidence") is None:
        return None
    replies = [other for other in others if other is not None and other.of("responses") and not other.of(ORDER[0])]
    found = {record["document"]["id"]: record for other in replies if (record := _target(other, known))}
    return next(iter(found.values())) if len(found) == 1 else None


def _key(symbol: str) -> str:
    """A symbol without what writers vary: spaces, letter case, punctuation at its end."""
    return "".join(symbol.split()).rstrip(".,;").lower() or "\0"


def drafts_of(imports: Iterable[Imported]) -> list[dict[str, Any]]:
    """All drafts, by kind and then in the order of the documents, each with an id of its own."""
    drafts = [draft for one in imports for draft in one.drafts]
    taken: dict[str, int] = {}
    for draft in drafts:
        name = draft["document"]["id"]
        taken[name] = taken.get(name, 0) + 1
        if taken[name] > 1:
            draft["document"]["id"] = f"{name}-{taken[name]}"
    return sorted(drafts, key=lambda draft: ORDER.index(draft["document"]["kind"]))
