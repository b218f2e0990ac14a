"""The nouns: documents, requests, responses, evaluations, evidence, cases, gaps, findings, runs.

Plain frozen data. Nothing here reads a file, a clock or a setting.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from gapcheck.errors import Problem

NOTHING: Mapping[str, tuple[tuple[int, int], ...]] = MappingProxyType({})


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Status(StrEnum):
    """The status of a request: exactly one each, the first that applies in this order."""

    UNANSWERED = "unanswered"
    DECLINED = "declined"
    POINTER_ONLY = "pointer only"
    POSITION_ONLY = "position only"
    INTENTION_ONLY = "intention only"
    EARLIER_MEASURES_ONLY = "earlier measures only"
    PARTLY_ANSWERED = "partly answered"
    ANSWERED = "answered"


class Position(StrEnum):
    """What a government says it makes of a request; the source's own words are kept beside it."""

    SUPPORTED = "supported"
    NOTED = "noted"
    ACCEPTED = "accepted"
    IN_PRINCIPLE = "accepted in principle"
    IN_PART = "accepted in part"
    DECLINED = "declined"
    NOT_THIS_GOVERNMENT = "not for this government"
    DEFERRED = "deferred"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a record stands: its file, and for each field the lines its text runs over.

    `file` is the path as the user gave it, with forward slashes. `lines` maps a field's name to pairs
    (offset in the field's text, line in the file), sorted by offset.
    """

    file: str = ""
    lines: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=lambda: NOTHING)

    def line(self, field_name: str = "", offset: int = 0) -> int:
        """The line (from 1) where `offset` of `field_name` stands; the record's own first line for ""; 0 if unknown."""
        pairs = self.lines.get(field_name) or self.lines.get("") or ()
        at = bisect_right(pairs, (offset, 1 << 60)) - 1
        return pairs[max(at, 0)][1] if pairs else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One official document. Dates are ISO 8601 strings (YYYY-MM-DD), "" where the document does not say.

    `state` is ISO 3166-1 alpha-3; `language` BCP 47; `wording` "verbatim" or "abstract"; `procedure` the id of a
    procedure file (`CMW`, `UPR`, `GRETA`, …) or "" for the one its body implies; `words` the length of the source
    in words (0 unknown); `replies_to`, `previous`, `evaluates`, `follows` are ids of other documents
    (`follows`: the earlier recommendations this one takes up again); `follow_up` the requests on which the body asked
    for a reply within the follow-up procedure.
    """

    id: str
    kind: str
    symbol: str = ""
    title: str = ""
    body: str = ""
    state: str = ""
    language: str = "en"
    wording: str = "verbatim"
    adopted: str = ""
    published: str = ""
    reply_due: str = ""
    received: str = ""
    period_from: str = ""
    period_to: str = ""
    session: str = ""
    treaty: str = ""
    procedure: str = ""
    replies_to: str = ""
    previous: str = ""
    evaluates: str = ""
    follows: str = ""
    about: str = ""
    quoted_symbol: str = ""
    quoted_date: str = ""
    follow_up: tuple[str, ...] = ()
    words: int = 0
    source_url: str = ""
    source_file: str = ""
    source_sha256: str = ""
    source_pages: int = 0
    origin: Origin = Origin()


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspect:
    """One thing a full answer must touch: its name, and the terms any one of which shows that it was touched."""

    aspect: str
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic:
    """A figure asked for: the indicator, the years, the breakdowns ("sex", "age", "region"); `terms` recognise it."""

    indicator: str
    years: tuple[int, ...] = ()
    by: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A recommendation or a sub-item of one, to any depth; a leaf is what a State must answer.

    `id` is dotted and canonical (`36.c.iv`), `label` the source's spelling; `paragraphs` the paragraphs of the
    underlying report it cites; `lead` the texts of everything above it, outermost first; `part` is "" for a
    recommendation and the part's role for a lettered part of the operative text ("proposals", "reporting", "dialogue", "conclusion").
    """

    id: str
    label: str = ""
    text: str = ""
    title: str = ""
    paragraphs: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    affected: tuple[str, ...] = ()
    expects: tuple[Aspect, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    addressees: tuple[str, ...] = ()
    page: int = 0
    part: str = ""
    review: str = ""
    sub_items: tuple[Request, ...] = ()
    lead: tuple[str, ...] = ()
    origin: Origin = Origin()

    def leaves(self) -> Iterator[Request]:
        """Yields the requests without sub-items at or below this one, in document order."""
        if not self.sub_items:
            yield self
        for item in self.sub_items:
            yield from item.leaves()

    def walk(self) -> Iterator[Request]:
        """Yields this request and every one below it, in document order."""
        yield self
        for item in self.sub_items:
            yield from item.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """A position on one request by one responder: `request` id ("" for all the response answers), `by` ("" the State)."""

    position: Position
    request: str = ""
    by: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One answer. `answers` holds request ids as recorded (a parent id stands for all below it).

    `quoted` is the request as the State restates it; `text` the answer itself, "" where only a position was given;
    `see` the request ids a pointer ("see recommendation 71") leads to; `suspect` tells that a request it answers
    changed since it was tied; `review` what a person should check.
    """

    id: str
    answers: tuple[str, ...] = ()
    heading: str = ""
    quoted: str = ""
    text: str = ""
    stances: tuple[Stance, ...] = ()
    see: tuple[str, ...] = ()
    by: str = ""
    page: int = 0
    paragraphs: tuple[str, ...] = ()
    review: str = ""
    suspect: str = ""
    origin: Origin = Origin()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The body's word on the sub-items it `covers`: `grade` as printed ("C", "B1", "partially implemented"), `text`."""

    id: str
    covers: tuple[str, ...] = ()
    grade: str = ""
    text: str = ""
    page: int = 0
    review: str = ""
    origin: Origin = Origin()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What another source says: `about` request ids, `kind` "recommendation", "fact" or "rejoinder"; `group` its heading."""

    id: str
    about: tuple[str, ...] = ()
    text: str = ""
    kind: str = "fact"
    label: str = ""
    group: str = ""
    page: int = 0
    review: str = ""
    origin: Origin = Origin()


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A legal act another source names: `number` without "No.", `date` ISO 8601 or a prefix of it ("2013-09")."""

    title: str
    number: str = ""
    date: str = ""
    issuer: str = ""
    id: str = ""
    origin: Origin = Origin()


@dataclass(frozen=True, kw_only=True, eq=False)
class Recommendations:
    """A document of requests: its recommendations in document order, and its lettered parts that are requests or not."""

    document: Document
    items: tuple[Request, ...] = ()
    parts: tuple[Request, ...] = ()

    @cached_property
    def requests(self) -> tuple[Request, ...]:
        """The leaves a State must answer, in document order: those of the items, then of parts that ask for measures."""
        found = [leaf for item in self.items for leaf in item.leaves()]
        found += [leaf for part in self.parts if part.part == "proposals" for leaf in part.leaves()]
        return tuple(found)

    @cached_property
    def by_id(self) -> Mapping[str, Request]:
        """Every item, sub-item and part by its id."""
        return {node.id: node for item in (*self.items, *self.parts) for node in item.walk()}

    @cached_property
    def _place(self) -> Mapping[str, int]:
        return {request.id: place for place, request in enumerate(self.requests)}

    def leaves_of(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """The ids of the leaves at or below `ids`, each once, in document order; unknown ids are passed over."""
        wanted = {leaf.id for name in ids if name in self.by_id for leaf in self.by_id[name].leaves()}
        return tuple(sorted(wanted & self._place.keys(), key=self._place.__getitem__))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    document: Document
    responses: tuple[Response, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluations:
    """A follow-up evaluation: `summary` maps an item's id to the grades of the header's line, in its order."""

    document: Document
    evaluations: tuple[Evaluation, ...] = ()
    summary: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    summary_text: str = ""
    origin: Origin = Origin()

    @property
    def id(self) -> str:
        return self.document.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    document: Document
    statements: tuple[Statement, ...] = ()
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of a body's scale: `grade` ("C"), `meaning`, `wording` (words that go with it), `statuses` that are
    evidence toward it."""

    grade: str
    meaning: str
    wording: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A length limit in words for a kind of document ("follow-up reply", "ngo", "ngo coalition", "periodic report")."""

    document: str
    words: int
    source: str = ""
    date: str = ""
    confirmed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """What one body asks for: its scale, its lengths, its deadline in months; every number with source and date."""

    id: str
    body: str
    names: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    reply_months: int = 0
    scale: tuple[Point, ...] = ()
    limits: tuple[Limit, ...] = ()
    sources: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    older_grades: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Case:
    """The whole dossier of one review: what was asked, what was replied, and everything that bears on it.

    `reply` is None where no reply is on record: then no request has a status. `earlier` are recommendations of
    previous cycles or other bodies to the same State; `previous` the State's reply of the last cycle.
    Compared and hashed by identity, so that what is read out of a case can be cached.
    """

    id: str
    recommendations: Recommendations
    reply: Reply | None = None
    previous: Reply | None = None
    earlier: tuple[Recommendations, ...] = ()
    evaluations: tuple[Evaluations, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    procedure: Procedure | None = None

    @cached_property
    def requests(self) -> tuple[Request, ...]:
        """What the reply is measured on, in document order: every request; only those chosen for the follow-up
        procedure where the reply speaks of none but their paragraphs."""
        asked = self.recommendations
        chosen = set(asked.leaves_of(asked.document.follow_up))
        answered = {name for response in self.responses for name in asked.leaves_of(response.answers)}
        if not chosen or not answered or not {_item(name) for name in answered} <= {_item(name) for name in chosen}:
            return asked.requests
        return tuple(request for request in asked.requests if request.id in chosen)

    @cached_property
    def responses(self) -> tuple[Response, ...]:
        return self.reply.responses if self.reply else ()

    @cached_property
    def answers(self) -> Mapping[str, tuple[Response, ...]]:
        """Request id → the responses tied to it, in document order; every request has an entry."""
        found: dict[str, list[Response]] = {request.id: [] for request in self.requests}
        for response in self.responses:
            for name in self.answered_by(response):
                found[name].append(response)
        return {name: tuple(responses) for name, responses in found.items()}

    def answered_by(self, response: Response) -> tuple[str, ...]:
        """The ids of the requests (leaves) a response is tied to, in document order."""
        return tuple(name for name in self.recommendations.leaves_of(response.answers) if name in self._measured)

    @cached_property
    def _measured(self) -> frozenset[str]:
        return frozenset(request.id for request in self.requests)

    @cached_property
    def language(self) -> str:
        """The language rules read the reply in: its own, else the recommendations'."""
        return (self.reply or self.recommendations).document.language

    @cached_property
    def wording(self) -> str:
        """ "abstract" where any record the rules read is one, else "verbatim"."""
        parts = [self.recommendations.document, *([self.reply.document] if self.reply else [])]
        return "abstract" if any(part.wording == "abstract" for part in parts) else "verbatim"


def _item(name: str) -> str:
    """The recommendation a request belongs to: "12" for "12.a.ii"."""
    return name.partition(".")[0]


Record = Request | Response | Evaluation | Statement | Act | Document | Evaluations


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """An exact span of one text field of a record: `getattr(record, field)[start:end]` is the quote."""

    record: Record
    field: str
    start: int
    end: int

    @property
    def text(self) -> str:
        value = getattr(self.record, self.field)
        return value[self.start : self.end] if isinstance(value, str) else ""


def quote(record: Record, field_name: str, start: int = 0, end: int | None = None) -> Quote:
    """A quote of `field_name` from `start` to `end` (the whole field by default), white space at its ends trimmed."""
    value = getattr(record, field_name)
    end = len(value) if end is None else end
    inner = value[start:end]
    start += len(inner) - len(inner.lstrip())
    return Quote(record=record, field=field_name, start=start, end=start + len(inner.strip()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What a rule yields. The engine stamps code, name, severity and fingerprint on it.

    `settles` is the status this gap argues for, for each of its `requests`; None where it argues for none.
    `message` is one sentence a minister's clerk understands, `ask` the question to put to the delegation.
    `severity` is None for the rule's own. `detail` is plain data a report may draw (pairs, years, values).
    """

    message: str
    ask: str = ""
    requests: tuple[str, ...] = ()
    responses: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    settles: Status | None = None
    severity: Severity | None = None
    detail: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A person's word on a finding: `verdict` "accepted" or "disputed"; `on` an ISO date; keyed by the fingerprint."""

    fingerprint: str
    verdict: str
    by: str = ""
    on: str = ""
    why: str = ""
    note: str = ""
    code: str = ""
    requests: tuple[str, ...] = ()
    origin: Origin = Origin()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    code: str
    name: str
    severity: Severity
    requests: tuple[str, ...]
    responses: tuple[str, ...]
    message: str
    ask: str
    quotes: tuple[Quote, ...]
    fingerprint: str
    settles: Status | None = None
    detail: Mapping[str, object] = field(default_factory=dict)
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The status of one request, the finding codes it rests on, and why, in one sentence."""

    request: str
    status: Status | None
    because: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRun:
    """The result for one case: an outcome for each request in document order, and the findings sorted.

    `stale` are verdicts whose finding no longer stands.
    """

    case: Case
    outcomes: tuple[Outcome, ...]
    findings: tuple[Finding, ...]
    stale: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The result of one check: every case, and every problem with a record file (`REC…`)."""

    version: str
    cases: tuple[CaseRun, ...]
    problems: tuple[Problem, ...] = ()
