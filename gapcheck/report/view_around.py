"""What stands around the requests in a report: the head, the counts, the follow-up draft, rules and sources."""

from __future__ import annotations

from dataclasses import dataclass

from gapcheck.report.view_drawn import Titled


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of the report's head: a name and its value; `note` stands smaller beside it."""

    name: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many requests have a status; `share` is per cent of all, for drawing; `meaning` one line of explanation."""

    status: str
    label: str
    meaning: str
    n: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point of the body's scale ("" where it publishes none) and what speaks for it: one sentence a request."""

    grade: str
    meaning: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """Requests with gaps that are only named: how many, the name of their status, their labels in document order with
    runs drawn together ("115.1–115.5, 115.9")."""

    status: str
    label: str
    n: int
    requests: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(Titled):
    """One item in the layout of a follow-up report: where the reply deals with it, and the evidence toward each
    point of the scale. The decision is left to the reader."""

    reply: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleNote:
    """A rule and what it says of itself: in one sentence, and in paragraphs what it checks and what it cannot see.
    `judged` is its precision by the verdicts of people here, in words, or ""."""

    code: str
    name: str
    count: int
    judged: str
    catches: str
    checks: tuple[str, ...]
    blind: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document the report rests on."""

    id: str
    role: str
    symbol: str
    title: str
    details: str
    url: str
