"""What a report draws, as plain frozen data: copies side by side, the grid of statistics, the line of years."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of text. `mark` is "" for plain words, "hit" for the passage a finding rests on, "gap" for an elision,
    "changed" for words that differ between two copies, "loud" for a figure or a name that differs."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchored:
    """What has a name and a place in the report to lead to."""

    label: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Titled(Anchored):
    """The same with a title."""

    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy(Anchored):
    """One copy of a repeated passage: the requests its answer belongs to, where it stands, and how much of the
    answer it is, in words."""

    reference: str
    extent: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A passage that stands more than once. `rows` hold aligned sentences: for each of the first `columns` copies
    its pieces, () where the copy has no such sentence; further copies are only listed."""

    anchor: str
    code: str
    title: str
    kind: str
    columns: int
    copies: tuple[Copy, ...]
    rows: tuple[tuple[tuple[Piece, ...], ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A cell of the statistics grid: the value given, or "" where it was asked for and is missing; `reference` says
    where it stands; `asked` is False where the year was not asked for."""

    year: int
    value: str
    reference: str
    asked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """An indicator asked for. `breakdowns` says in words what was asked by sex, age… and whether it was given;
    `points` are the numbers for a sparkline, empty where fewer than three years have one."""

    request: str
    anchor: str
    indicator: str
    figures: tuple[Figure, ...]
    breakdowns: str
    points: tuple[tuple[int, float], ...]
    given: int
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """The grid. `years` are its columns, none where no year is asked for or given; `trends` says whether any row has
    numbers enough for a sparkline."""

    years: tuple[int, ...]
    series: tuple[Series, ...]
    summary: str
    trends: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A dated act or event: `at` in years with a fraction (2013.69); `side` "before", "after" the recommendation."""

    at: float
    date: str
    title: str
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Track(Anchored):
    """The line of one request."""

    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """`asked` and `replied` are the two rules on the axis (0.0 unknown); years are whole."""

    first: int
    last: int
    asked: float
    replied: float
    asked_label: str
    replied_label: str
    tracks: tuple[Track, ...]
    summary: str
    shown: int
