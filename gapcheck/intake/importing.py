"""The whole of an import: a document to record drafts, with the account of every character and what to review."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from gapcheck.errors import GapcheckError, Problem
from gapcheck.intake import columns, facts, metadata, pairing
from gapcheck.intake.assemble import Assembly, Imported, NothingFound, Record, Reference, Review
from gapcheck.intake.blocks import Source
from gapcheck.intake.labels import kind_of
from gapcheck.intake.lost import parted
from gapcheck.intake.profile import KINDS, Profile, named, profiles
from gapcheck.intake.segment import segment
from gapcheck.intake.units import Unit, units
from gapcheck.intake.unrolled import rows

__all__ = [
    "Imported",
    "Record",
    "Reference",
    "Review",
    "choices",
    "choose",
    "import_document",
    "import_pair",
    "import_source",
    "narrates",
]

SINGULAR = {
    "recommendation": "recommendations",
    "response": "responses",
    "reply": "responses",
    "evaluation": "evaluations",
}
GENERAL = {"responses": "general-reply", "evidence": "general-evidence"}
LONGEST = 400_000
"""Characters in which the signs of a family are looked for: longer documents show them well before."""
SURE = 6
"""Points of a profile's signs from which its name alone is enough; below, the general profile is used."""
Against = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None
"""A recommendations record, or several among which the document's own words choose."""


def import_document(
    path: str | Path,
    as_kind: str | None = None,
    profile: str | None = None,
    against: Against = None,
    *,
    allow_loss: bool = False,
    read: Callable[[str | Path], Source] | None = None,
) -> Imported:
    """Drafts the records of one document.

    `as_kind` ("recommendations", "response", "evaluation", "evidence") narrows the choice of profile; `profile` names
    one; `against` is the recommendations record a reply, an evaluation or evidence is tied to. Raises GapcheckError
    where the document cannot be read, holds nothing of the kind, or an item would vanish (unless `allow_loss`).
    """
    source = (read or _reader())(path)
    return import_source(source, as_kind, profile, against, allow_loss=allow_loss)


def _reader() -> Callable[[str | Path], Source]:
    from gapcheck.intake.readers import read

    return read


def import_source(
    source: Source,
    as_kind: str | None = None,
    profile: str | None = None,
    against: Against = None,
    *,
    allow_loss: bool = False,
) -> Imported:
    """As `import_document`, for a document already read."""
    kind = _kind(as_kind)
    found = parted(units(source.blocks), source)
    record = asked_of(source, against)
    if profile:
        wanted = named(profile)
        if kind and kind not in wanted.gives:
            message = f"the profile {wanted.id} gives {' and '.join(wanted.gives)}, not {kind}"
            raise GapcheckError(
                [Problem(file=source.file, message=message)], "Leave out --as, or choose another --profile."
            )
        return _with(wanted, source, found, record, kind, allow_loss)
    tried = choices(found, kind)
    for one in tried[:-1]:
        try:
            return _with(one, source, found, record, kind, allow_loss)
        except NothingFound:
            continue
    return _with(tried[-1], source, found, record, kind, allow_loss)


def _with(
    profile: Profile,
    source: Source,
    found: Sequence[Unit],
    against: Mapping[str, Any] | None,
    kind: str,
    allow_loss: bool,
) -> Imported:
    language = source.language or metadata.guess_language("\n".join(unit.text for unit in found))
    if profile.columns:
        found = rows(found, profile, language)
    elif any(cue.cell is not None for cue in profile.cues):
        found = columns.read(found)
    asked = pairing.Asked(against) if against else None
    marked = segment(found, profile, asked.likeness if asked else None, language, asked)
    return Assembly(source, found, profile, marked, against, kind).run(allow_loss)


def asked_of(source: Source, against: Against) -> Mapping[str, Any] | None:
    """The recommendations a document speaks of: the record given, or of several the one whose symbol it names most
    often; None where it names none."""
    if against is None or isinstance(against, Mapping):
        return against
    text = "".join(source.text.split()).lower()
    named_by = [(text.count(symbol), record) for record in against if (symbol := _symbol(record))]
    best = max(named_by, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] else None


def _symbol(record: Mapping[str, Any]) -> str:
    return "".join(str(record.get("document", {}).get("symbol", "")).split()).lower()


def import_pair(recommendations: str | Path, reply: str | Path, **options: Any) -> tuple[Imported, Imported]:
    """Drafts a body's document and the State's reply to it, the second tied to the first."""
    first = import_document(recommendations, as_kind="recommendations", **options)
    return first, import_document(reply, as_kind="response", against=first.of("recommendations"), **options)


def choose(found: Sequence[Unit], kind: str = "") -> Profile:
    """The profile whose signs the text shows most of; the general one of the kind where none is sure."""
    return choices(found, kind)[0]


def choices(found: Sequence[Unit], kind: str = "") -> list[Profile]:
    """The profiles that may fit, the likeliest first; the last is a general one."""
    text = "\n".join(f"{unit.label.printed} {unit.text}" if unit.label else unit.text for unit in found)[:LONGEST]
    fitting = [one for one in profiles() if (not kind or kind in one.gives) and not one.id.startswith("general-")]
    scored = sorted(((one.score(text), one) for one in fitting), key=lambda pair: -pair[0])
    sure = [one for score, one in scored if score >= SURE]
    if not kind and named("general-reply").score(text) >= SURE:
        kind = "responses"
    kind = kind or (sure[0].gives[0] if sure else "recommendations")
    return [*sure, named(GENERAL.get(kind, "general-recommendations"))]


def narrates(source: Source) -> bool:
    """Whether a document only tells: no numbered passage, and hardly one that asks for anything or answers a request."""
    told = [unit for unit in units(source.blocks) if not unit.skip and len(unit.text.split()) >= LONG]
    asking = [unit for unit in told if facts.asks(unit.text)]
    numbered = any(kind_of(unit.label) in ("number", "compound") for unit in told)
    return bool(told) and not numbered and len(asking) <= len(told) * ASKING


LONG = 12
"""Words of a passage that tells something: shorter ones are titles and captions."""
ASKING = 0.1
"""Share of passages that may ask for something in a document that only tells."""


def _kind(as_kind: str | None) -> str:
    if not as_kind:
        return ""
    kind = SINGULAR.get(as_kind, as_kind)
    if kind not in KINDS:
        raise GapcheckError(
            f"There is no kind of document {as_kind!r}.", "Choose recommendations, response, evaluation or evidence."
        )
    return kind
