"""What a body's procedure says of one case: the deadline and how late the reply came, its length against the limit,
and which points of the body's scale the status of each request is evidence toward. It never gives a grade."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from gapcheck.analysis.kept import per_case
from gapcheck.model import Case, Limit, Outcome, Point
from gapcheck.text.lexicon import lexicon, phrase_pattern
from gapcheck.text.spans import count_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """`due` and `received` are ISO dates; `days` is positive where the reply came late, negative where early;
    `computed` tells that the due date is the adoption plus the months of the procedure, for want of a date of its own."""

    due: str
    received: str
    days: int
    computed: bool = False

    @property
    def span(self) -> str:
        """How late or early, in words: "3 days", "2 months and 5 days"."""
        first, last = sorted((self.due, self.received))
        return span_in_words(date.fromisoformat(first), date.fromisoformat(last))


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """The words of a reply against its limit; `least` tells that they were counted in the answers alone, so that the
    document is at least as long."""

    words: int
    limit: Limit
    least: bool = False

    @property
    def over(self) -> int:
        return self.words - self.limit.words


@dataclass(frozen=True, slots=True, kw_only=True)
class Toward:
    """The status of a request as evidence toward points of the scale; none where the scale has no such point."""

    request: str
    status: str
    points: tuple[Point, ...]


def day(iso: str) -> date | None:
    """The day an ISO date names; None for anything less than a day."""
    try:
        return date.fromisoformat(iso) if len(iso) == 10 else None
    except ValueError:
        return None


def add_months(start: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def span_in_words(first: date, last: date) -> str:
    """The time from one day to a later one: days below two months, else months and days, else years and months."""
    months = (last.year - first.year) * 12 + last.month - first.month
    months -= add_months(first, months) > last
    days = (last - add_months(first, months)).days
    if months < 2:
        return _count((last - first).days, "day")
    if months < 24:
        return _count(months, "month") + (f" and {_count(days, 'day')}" if days else "")
    years, months = divmod(months, 12)
    return _count(years, "year") + (f" and {_count(months, 'month')}" if months else "")


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"


@per_case
def deadline(case: Case) -> Deadline | None:
    """When the reply was due and when it came; None where either is not known."""
    if case.reply is None:
        return None
    asked, received = case.recommendations.document, day(case.reply.document.received)
    due, adopted, computed = day(asked.reply_due), day(asked.adopted), False
    if due is None and adopted and not asked.reply_due and case.procedure and case.procedure.reply_months:
        due, computed = add_months(adopted, case.procedure.reply_months), True
    if due is None or received is None:
        return None
    return Deadline(due=due.isoformat(), received=received.isoformat(), days=(received - due).days, computed=computed)


@per_case
def limit(case: Case) -> Limit | None:
    """The length limit that applies to the reply: that of the kind its title names (a periodic report, replies to a
    list of issues), else a follow-up reply's, else an addendum's; None where the body sets none."""
    if case.procedure is None or case.reply is None:
        return None
    document = case.reply.document
    limits = {one.document: one for one in case.procedure.limits}
    kinds = lexicon(document.language).get("reply_kinds") or {}
    for kind, phrases in kinds.items():
        if any(re.search(phrase_pattern(phrase), document.title, re.IGNORECASE) for phrase in phrases):
            return limits.get(kind)
    return limits.get("follow-up reply") or limits.get("addendum")


@per_case
def length(case: Case) -> Length | None:
    """The length of the reply against its limit; None where one of them is not known."""
    found, (words, least) = limit(case), words_of(case)
    return Length(words=words, limit=found, least=least) if words and found else None


@per_case
def words_of(case: Case) -> tuple[int, bool]:
    """The words of the reply (0 unknown), and whether they were counted in its answers alone: at least so many."""
    if case.reply is None:
        return 0, False
    document = case.reply.document
    if document.words or document.wording != "verbatim":
        return document.words, False
    return sum(count_words(f"{one.quoted} {one.text}") for one in case.responses), True


def toward(case: Case, outcomes: Iterable[Outcome]) -> Mapping[str, Toward]:
    """For each request with a status, the points of the body's scale that status is evidence toward, in the order of
    the scale. Empty where the body publishes no scale. A person grades; this only sorts the evidence."""
    scale = case.procedure.scale if case.procedure else ()
    return {
        outcome.request: Toward(
            request=outcome.request,
            status=outcome.status.value,
            points=tuple(point for point in scale if outcome.status in point.statuses),
        )
        for outcome in outcomes
        if outcome.status is not None and scale
    }


def spoken(iso: str) -> str:
    """An ISO date as a reader expects it: "6 June 2023", "June 2023", "2023"; as it is where it is none of these."""
    month = day(f"{iso}-01") if len(iso) == 7 else None
    if month:
        return f"{MONTHS[month.month - 1]} {month.year}"
    found = day(iso)
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}" if found else iso


MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
