"""What a reply says more than once: passages in two answers, in the reply of the previous cycle, boilerplate.

A restated request, a position ("The Government accepts the recommendation.") and the title of an act are no repeat.

`detail(repeat)` is the plain data that goes on a finding and that the report draws side by side::

    {"kind": "word for word" | "edited" | "translated", "copies": 2, "words": 148,
     "places":   [["r6", 0, 812], ["r20", 0, 640]],          # response id, start, end in its text
     "coverage": {"r6": 0.41, "r20": 0.83},                   # share of the answer's words that stand elsewhere too
     "previous": ["r20"],                                     # ids that belong to the reply of the previous cycle
     "pairs": [{"left": ["r6", 0, 120], "right": ["r20", 0, 131], "kind": "edited",
                "ops": [["equal", 0, 20, 0, 20], ["replace", 21, 23, 21, 23]],   # offsets within left and right
                "figures": [["60", "80"]], "names": [["Decision", "Resolution"]]}]}

With the previous reply, the left of a pair and every place whose id is not in `previous` are of this reply; an id may
occur in both replies, so `sides` tells for each place "now" or "before".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gapcheck.analysis.answers import is_pointer_sentence, is_position_sentence
from gapcheck.analysis.kept import per_case
from gapcheck.model import Case, Quote, Response, quote
from gapcheck.text.lexicon import says
from gapcheck.text.reuse import Link, Pool, links
from gapcheck.text.reuse_chain import kind_of, passages
from gapcheck.text.reuse_groups import Difference, clusters, coverage, difference, groups, pairs_of, span
from gapcheck.text.reuse_units import Text

RESTATED = 0.75
"""A sentence of an answer this much like a sentence of the request restates it."""
SERVES = 3
"""A sentence in this many answers is boilerplate."""
ALIKE = 0.85
"""Versions of one boilerplate sentence share this much of their words in order."""
POSITION_WORDS = 30
"""A sentence that holds the words of the position and is no longer than this is the position and nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a copy stands, and the share of the answer's words that this repeat takes up."""

    response: Response
    start: int
    end: int
    coverage: float = 0.0
    before: bool = False

    @property
    def quote(self) -> Quote:
        return quote(self.response, "text", self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two versions of one sentence, and what changed between them."""

    left: Place
    right: Place
    kind: str
    difference: Difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """One passage and all its places, in document order; `words` is its length at its longest place."""

    kind: str
    places: tuple[Place, ...]
    pairs: tuple[Pair, ...]
    words: int

    @property
    def figures(self) -> tuple[tuple[str, str], ...]:
        """Every changed figure, both sides known, each once."""
        found = [change for pair in self.pairs for change in pair.difference.figures if all(change)]
        return tuple(dict.fromkeys(found))

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        return tuple(dict.fromkeys(change for pair in self.pairs for change in pair.difference.names))

    @property
    def responses(self) -> tuple[Response, ...]:
        """The answers of this reply it stands in, each once."""
        return tuple({place.response.id: place.response for place in self.places if not place.before}.values())


@dataclass(frozen=True, eq=False, slots=True)
class Reading:
    """The answers of a case ready for comparison: text number n of `pool` is `owners[n]`, beyond them the requests."""

    pool: Pool
    owners: tuple[Response, ...]
    now: int
    links: tuple[Link, ...]
    boilerplate: tuple[tuple[int, ...], ...]


@per_case
def reading(case: Case) -> Reading:
    """Every link between sentences of the answers, restated requests and positions left out."""
    now = tuple(response for response in case.responses if response.text)
    before = tuple(response for response in (case.previous.responses if case.previous else ()) if response.text)
    owners = now + before
    asked = dict.fromkeys(text for request in case.requests for text in (*request.lead, request.text) if text)
    asked |= dict.fromkeys(response.quoted for response in owners if response.quoted)
    texts = [Text(response.id, response.text) for response in owners] + [Text("", text) for text in asked]
    pool = Pool(texts, case.language)
    found = links(pool)
    out = _restated(pool, found, len(owners)) | _positions(pool, owners)
    kept = tuple(
        item for item in found
        if item.left not in out and item.right not in out
        and pool.sentences[item.left].text < len(owners) and pool.sentences[item.right].text < len(owners)
    )  # fmt: skip
    return Reading(pool, owners, len(now), kept, _boilerplate(pool, kept, len(now)))


def _restated(pool: Pool, found: Sequence[Link], answers: int) -> set[int]:
    """The sentences of answers that say what a request says."""
    return {
        item.left
        for item in found
        if pool.sentences[item.left].text < answers <= pool.sentences[item.right].text
        and item.score >= RESTATED
        and not pool.sentences[item.left].figures - pool.sentences[item.right].figures
    }


def _positions(pool: Pool, owners: Sequence[Response]) -> set[int]:
    """The sentences that only take a position or send the reader elsewhere."""
    found = set()
    for number, piece in enumerate(pool.sentences):
        if piece.text >= len(owners) or len(piece.forms) > POSITION_WORDS:
            continue
        body = owners[piece.text].text[piece.start : piece.end]
        given = any(stance.words and stance.words in body for stance in owners[piece.text].stances)
        taken = is_position_sentence(body, pool.language) and not says(body, pool.language, "fulfilment_words")
        if given or taken or is_pointer_sentence(body, pool.language):
            found.add(number)
    return found


def _boilerplate(pool: Pool, found: Sequence[Link], now: int) -> tuple[tuple[int, ...], ...]:
    """Sentences that stand, each on its own, in `SERVES` answers or more. A sentence whose neighbour is repeated beside
    it at most of its places belongs to a longer passage and is no boilerplate."""
    same = [
        (item.left, item.right)
        for item in found
        if item.clean and item.score >= 0.8 and item.surface >= ALIKE
        and pool.sentences[item.left].lone and pool.sentences[item.right].text < now
    ]  # fmt: skip
    wide = [some for some in clusters(same) if len({pool.sentences[number].text for number in some}) >= SERVES]
    home = {number: at for at, some in enumerate(wide) for number in some}

    def alone(some: Sequence[int]) -> bool:
        for step in (1, -1):
            beside = [pool.at.get((pool.sentences[n].text, pool.sentences[n].place + step)) for n in some]
            homes = [home[other] for other in beside if other is not None and other in home]
            if any(homes.count(at) * 2 > len(some) for at in set(homes)):
                return False
        return True

    return tuple(some for some in wide if alone(some))


def _place(read: Reading, text: int, places: Sequence[int], share: float) -> Place:
    start, end = span(read.pool, text, places)
    return Place(response=read.owners[text], start=start, end=end, coverage=share, before=text >= read.now)


def _repeats(read: Reading, some: Sequence[Link]) -> tuple[Repeat, ...]:
    """The groups that a set of links makes."""
    found = []
    for group in groups(read.pool, passages(read.pool, some)):
        shares = coverage(read.pool, group.places)
        sizes = [
            sum(len(read.pool.sentences[read.pool.at[text, n]].forms) for n in held) for text, held in group.places
        ]
        found.append(
            Repeat(
                kind=kind_of(read.pool, group.links),
                places=tuple(_place(read, text, held, shares[text]) for text, held in group.places),
                pairs=tuple(_pair(read, item) for item in group.links),
                words=max(sizes),
            )
        )
    return tuple(found)


def _pair(read: Reading, item: Link) -> Pair:
    sides = []
    for text, start, end in pairs_of(read.pool, item):
        sides.append(Place(response=read.owners[text], start=start, end=end, before=text >= read.now))
    left, right = (side.response.text[side.start : side.end] for side in sides)
    changed = difference(left, right, read.pool.language)
    return Pair(left=sides[0], right=sides[1], kind=kind_of(read.pool, [item]), difference=changed)


@per_case
def repeats(case: Case) -> tuple[Repeat, ...]:
    """Passages that stand in two answers of the reply, or twice in one; boilerplate left to `boilerplate`."""
    read = reading(case)
    served = {number for some in read.boilerplate for number in some}
    own = [
        item
        for item in read.links
        if read.pool.sentences[item.right].text < read.now and item.left not in served and item.right not in served
    ]
    return _repeats(read, own)


@per_case
def repeated_from_previous(case: Case) -> tuple[Repeat, ...]:
    """What stands in an answer of this reply and in the reply of the previous cycle."""
    read = reading(case)
    crossing = [
        item
        for item in read.links
        if read.pool.sentences[item.left].text < read.now <= read.pool.sentences[item.right].text
    ]
    return _repeats(read, crossing)


@per_case
def boilerplate(case: Case) -> tuple[tuple[Place, ...], ...]:
    """Each sentence that serves at least `SERVES` answers, with all its places."""
    read = reading(case)
    found = []
    for some in read.boilerplate:
        spots = [(read.pool.sentences[number].text, [read.pool.sentences[number].place]) for number in some]
        shares = coverage(read.pool, spots)
        found.append(tuple(_place(read, text, held, shares[text]) for text, held in spots))
    return tuple(found)


def detail(repeat: Repeat) -> dict[str, object]:
    """A repeat as plain data: see the head of this module."""
    return {
        "kind": repeat.kind,
        "copies": len(repeat.places),
        "words": repeat.words,
        "places": [[place.response.id, place.start, place.end] for place in repeat.places],
        "sides": ["before" if place.before else "now" for place in repeat.places],
        "previous": [place.response.id for place in repeat.places if place.before],
        "coverage": {place.response.id: round(place.coverage, 2) for place in repeat.places if not place.before},
        "pairs": [
            {
                "left": [pair.left.response.id, pair.left.start, pair.left.end],
                "right": [pair.right.response.id, pair.right.start, pair.right.end],
                "kind": pair.kind,
                "ops": [list(op) for op in pair.difference.ops],
                "figures": [list(change) for change in pair.difference.figures],
                "names": [list(change) for change in pair.difference.names],
            }
            for pair in repeat.pairs
        ],
    }
