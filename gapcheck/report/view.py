"""What a report shows: plain frozen data, every label already in the report's language. Templates read this and
nothing else; templates/README.md documents it field by field."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gapcheck.report.view_around import Assessment, Count, Fact, Point, Rest, RuleNote, Source
from gapcheck.report.view_drawn import (
    Anchored,
    Copy,
    Figure,
    Piece,
    Repeat,
    Series,
    Statistics,
    Tick,
    Timeline,
    Titled,
    Track,
)

__all__ = [
    "Anchored",
    "Answer",
    "Assessment",
    "Cell",
    "Copy",
    "Count",
    "Fact",
    "Figure",
    "Finding",
    "Grade",
    "Item",
    "Options",
    "Piece",
    "Point",
    "Pointer",
    "Quote",
    "Repeat",
    "Request",
    "Rest",
    "Row",
    "RuleNote",
    "Series",
    "Source",
    "Statistics",
    "Tick",
    "Timeline",
    "Titled",
    "Track",
    "View",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a report is laid out: for whom, with which templates first, by which version of gapcheck."""

    audience: str = "full"
    templates_dir: Path | None = None
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A passage of a record in its context. `speaker` is "asked", "replied", "graded" or "other"; `label` its name in
    words; `reference` where it stands (symbol, page, paragraph), `source` the same with the document's whole title for
    a foot note; `exact` the quoted spans alone."""

    speaker: str
    label: str
    reference: str
    source: str
    language: str
    pieces: tuple[Piece, ...]
    exact: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding. `anchor` is stable between runs; `requests` the labels of all requests it concerns; `language` the
    language of `message` and `ask`; `drawn` the anchor where its copies stand side by side, or ""; `verdict` a person's
    word on it, in words, or ""."""

    anchor: str
    code: str
    name: str
    severity: str
    severity_label: str
    message: str
    ask: str
    language: str
    requests: tuple[str, ...]
    quotes: tuple[Quote, ...]
    drawn: str
    verdict: str
    disputed: bool
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """A finding told under another request: `anchor` leads there."""

    anchor: str
    code: str
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A response. `pieces` is its shortened text, `whole` all of it, or "" where nothing was left out; `joint` names
    the other requests it answers, in words; `above` the request under which its text has stood already, or "",
    and `above_anchor` leads there; `position` the government's position in words."""

    id: str
    reference: str
    language: str
    pieces: tuple[Piece, ...]
    whole: str
    length: str
    joint: str
    above: str
    above_anchor: str
    position: str
    review: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """The body's grade of a request: as printed, what the body's scale says it means ("" unknown), the document that
    gives it, and all three in words."""

    grade: str
    meaning: str
    source: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(Titled):
    """One request. `status` is a key ("pointer-only"), `status_label` its name; `lead` the texts above it in the
    document; `reference` its place there; `own` the reader's own text, kept from the file of an earlier run; on
    the page for the public `grounds` are the passages that `because` rests on."""

    id: str
    letter: str
    lead: tuple[str, ...]
    text: str
    language: str
    reference: str
    themes: tuple[str, ...]
    status: str
    status_label: str
    because: str
    grades: tuple[Grade, ...]
    answers: tuple[Answer, ...]
    findings: tuple[Finding, ...]
    pointers: tuple[Pointer, ...]
    evidence: tuple[Quote, ...] = ()
    own: str = ""
    grounds: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Titled):
    """A recommendation with its requests."""

    id: str
    text: str
    requests: tuple[Request, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One request in the matrix; `open` where it is among the requests with gaps."""

    letter: str
    anchor: str
    request: str
    status: str
    status_label: str
    grade: str
    title: str
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Titled):
    """A row of the matrix: one item, or a run of items without sub-items."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One case, ready to be laid out. Labels in templates come from `t("key")`, never from here.

    `replied` says whether there is a reply to speak of; `body` names who asked, for the middle of a sentence. `selected`
    are the requests with gaps, most serious first, as far as the length limit allows; `left_out` the others with gaps,
    `rest` the same by status, named only; `budget` says in words what the limit is; `stale` are verdicts that no longer
    apply, in words."""

    id: str
    prefix: str
    language: str
    audience: str
    state: str
    body: str
    asked: str
    reply: str
    replied: bool
    title: str
    subtitle: str
    facts: tuple[Fact, ...]
    summary: str
    wording: str
    total: int
    counts: tuple[Count, ...]
    severities: tuple[tuple[str, str, int], ...]
    rows: tuple[Row, ...]
    graded: bool
    dense: bool
    general: tuple[Finding, ...]
    items: tuple[Item, ...]
    repeats: tuple[Repeat, ...]
    statistics: Statistics
    timeline: Timeline
    screening: tuple[Fact, ...]
    scaled: bool
    assessments: tuple[Assessment, ...]
    themes: tuple[str, ...]
    codes: tuple[tuple[str, str, int], ...]
    rules: tuple[RuleNote, ...]
    sources: tuple[Source, ...]
    citation: str
    version: str
    selected: tuple[Request, ...] = ()
    left_out: tuple[Request, ...] = ()
    rest: tuple[Rest, ...] = ()
    budget: str = ""
    stale: tuple[str, ...] = ()
