"""One dated event told in several answers, or twice in one.

An event is a sentence with a full date and a word that names an event ("training", "visit": lexicon group
`event_words`) or
quotes its title. A date behind an act ("Law of 3 May 2019", "Decision … dated 3 May 2019": `act_words`) is the act's.
Two sentences tell one event where they carry the same date and share enough of their content; what is told on one day
in other words with another subject stays apart.

`detail(event)` is plain data::

    {"events": [{"date": "2024-03-14", "until": "", "places": [["r1", 0, 90], ["r4", 210, 320]],
                 "figures": [["35"], ["52"]]}], "conflict": true}

`figures` are those of each place, in the order of the places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from gapcheck.analysis.kept import per_case
from gapcheck.analysis.repeats import Place, Reading, reading
from gapcheck.model import Case
from gapcheck.text.dates import Dated, dates
from gapcheck.text.lexicon import find
from gapcheck.text.reuse import link
from gapcheck.text.reuse_groups import clusters
from gapcheck.text.reuse_units import Sentence, titles

SAME = 0.45
"""Content two sentences of one date must share; between 0.24 (two trainings of one day) and 0.7 (one, re-told) in the
planted pairs."""
APART = 3
"""Sentences of one answer nearer than this tell on about the event rather than count it again."""
REACH = 3
"""A head count may follow the events it sums up by this many sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event: its first day, its last ("" for one day), the date as the reply writes it, where it is told, and the figures given there."""

    date: str
    until: str
    shown: str
    places: tuple[Place, ...]
    figures: tuple[tuple[str, ...], ...]

    @property
    def conflict(self) -> bool:
        """True where two places give figures and have none in common."""
        given = [set(figures) for figures in self.figures if figures]
        return any(not one & two for at, one in enumerate(given) for two in given[at + 1 :])

    @property
    def answers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(place.response.id for place in self.places))


@per_case
def repeated_events(case: Case) -> tuple[Event, ...]:
    """Every dated event that stands at two places of the reply or more, by date."""
    read = reading(case)
    told: dict[tuple[str, str], list[int]] = defaultdict(list)
    shown: dict[tuple[str, str], str] = {}
    for number, piece in enumerate(read.pool.sentences):
        if piece.text < read.now:
            for dated in _events(read, piece):
                told[dated.iso, dated.until].append(number)
                shown.setdefault((dated.iso, dated.until), " ".join(dated.text.split()))
    found = []
    for (date, until), numbers in sorted(told.items()):
        for some in clusters(_same(read, numbers)):
            found.append(
                Event(
                    date=date,
                    until=until,
                    shown=shown[date, until],
                    places=tuple(_place(read, number) for number in some),
                    figures=tuple(_figures(read, number) for number in some),
                )
            )
    return tuple(found)


def _events(read: Reading, piece: Sentence) -> list[Dated]:
    """The days of a sentence that may be an event's: it names an event, or gives a title in quotation marks."""
    body = _body(read, piece)
    days = [dated for dated in dates(body, read.pool.language) if dated.kind == "day"]
    if not days or not (_names_event(read, piece) or titles(body)):
        return []
    return [dated for dated in days if not _of_an_act(body, dated, read.pool.language)]


def _body(read: Reading, piece: Sentence) -> str:
    return read.owners[piece.text].text[piece.start : piece.end]


def _names_event(read: Reading, piece: Sentence) -> bool:
    """True where a sentence names an event outside the titles it quotes."""
    body = _body(read, piece)
    for start, end in titles(body):
        body = body[:start] + " " * (end - start) + body[end:]
    return bool(find(body, read.pool.language, "event_words"))


def _of_an_act(body: str, dated: Dated, language: str) -> bool:
    """True where the words just before a date are an act's, and no event word stands between."""
    before = body[max(0, dated.start - 60) : dated.start]
    acts, events = find(before, language, "act_words"), find(before, language, "event_words")
    return bool(acts) and (not events or events[-1].start < acts[-1].start)


def _same(read: Reading, numbers: Sequence[int]) -> list[tuple[int, int]]:
    """The pairs that tell one event; of very many sentences on one day only neighbours are compared."""
    pairs = []
    reach = len(numbers) if len(numbers) <= 30 else 4
    for at, one in enumerate(numbers):
        for two in numbers[at + 1 : at + reach]:
            left, right = read.pool.sentences[one], read.pool.sentences[two]
            if left.text == right.text and right.place - left.place < APART:
                continue
            joined = link(read.pool, one, two) if _names_event(read, left) or _names_event(read, right) else None
            if joined and joined.score >= SAME:
                pairs.append((one, two))
    return pairs


def _place(read: Reading, number: int) -> Place:
    piece = read.pool.sentences[number]
    return Place(response=read.owners[piece.text], start=piece.start, end=piece.end)


def _figures(read: Reading, number: int) -> tuple[str, ...]:
    """The figures of the sentence itself, else of the first undated sentence that follows and sums it up."""
    piece = read.pool.sentences[number]
    if piece.figures:
        return tuple(sorted(piece.figures))
    for step in range(1, REACH + 1):
        after = read.pool.at.get((piece.text, piece.place + step))
        if after is None:
            break
        other = read.pool.sentences[after]
        if other.marks:
            continue
        return tuple(sorted(other.figures)) if _names_event(read, other) else ()
    return ()


def detail(events: Sequence[Event]) -> dict[str, object]:
    """Events as plain data: see the head of this module."""
    return {
        "conflict": any(event.conflict for event in events),
        "events": [
            {
                "date": event.date,
                "until": event.until,
                "places": [[place.response.id, place.start, place.end] for place in event.places],
                "figures": [list(figures) for figures in event.figures],
            }
            for event in events
        ],
    }
