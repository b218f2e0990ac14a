"""Aligned sentences chained into passages.

The thresholds were chosen on the `tuned` half of `benchmarks/reuse_planted.yaml` and on what official replies look like;
the benchmark prints what they reach on the half that was held out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gapcheck.text.reuse import CONTAINED, LINKED, SEED, Link, Pool
from gapcheck.text.reuse_units import Sentence

ALONE = 0.62
"""What a pair without neighbours must score: planted re-translations reach 0.66 to 0.85, statements on one subject 0.57
at most once parallel ones are set aside."""
CLOSE = 0.23
"""How much more within one answer for sentences at most `NEAR` apart: they share their subject anyway."""
NEAR = 3
SUPPORT = 0.35
"""How much of a neighbour's score above `LINKED` is added to the belief in a pair."""
BELIEF = 0.50
CHANGED = 0.70
"""A sentence with another year, number or name stays in a longer repeat only where it scores this much."""
OWN = 0.55
"""The part of their own words, names and figures left aside, that two lone sentences must share."""
EDGE = 0.45
"""A passage neither begins nor ends with a link weaker than this."""
MEAN = 0.48
PAIR = 0.55
"""The mean score of a passage of three links or more, and of two."""
PROOF, PROOF_CONTAINED, PROOF_SEED = 3, 4, 2
"""How many words that stand nowhere else the shared words must be worth: two short sentences on one subject share a
few common words by chance. For a lone pair, for a sentence within a longer one, for the seed of a chain."""
PROVEN, RETOLD = 6, 0.06
"""A lone pair that shares twice that proof may score so much less: one of the two tells more besides."""
VERBATIM = 0.97
EDITED = 0.80
"""The share of words in the same order: a copy, an edited copy; below, a second translation or a new wording."""
FEW_WORDS = 8
"""Shorter sentences are no repeat on their own."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Aligned sentences of two texts, chained: at least one link, in the order of the left text."""

    left: int
    right: int
    links: tuple[Link, ...]

    @property
    def score(self) -> float:
        return sum(link.score for link in self.links) / len(self.links)


@dataclass(frozen=True, slots=True)
class Group:
    """One passage and all its copies: `places` are (text, sentences) in order, `links` join sentences of two places."""

    places: tuple[tuple[int, tuple[int, ...]], ...]
    links: tuple[Link, ...]


def kind_of(pool: Pool, joined: Sequence[Link]) -> str:
    """ "word for word", "edited" or "translated": by the words that stand in the same order on both sides."""
    total = sum(pool.words(item.left) + pool.words(item.right) for item in joined)
    same = sum(item.surface * (pool.words(item.left) + pool.words(item.right)) for item in joined) / total
    return "word for word" if same >= VERBATIM else "edited" if same >= EDITED else "translated"


def passages(pool: Pool, joined: Sequence[Link]) -> tuple[Passage, ...]:
    """The links that hold, chained: neighbours in both texts, in the same order, make one passage."""
    by_texts: dict[tuple[int, int], list[Link]] = defaultdict(list)
    for item in joined:
        by_texts[pool.sentences[item.left].text, pool.sentences[item.right].text].append(item)
    out = []
    for (left, right), some in sorted(by_texts.items()):
        held = _align(pool, some)
        for chain in _chains(pool, held):
            kept = _tested(pool, chain)
            if kept:
                out.append(Passage(left, right, tuple(kept)))
    return tuple(out)


def _align(pool: Pool, some: Sequence[Link]) -> list[Link]:
    """The links of two texts that are believed, each sentence joined once (twice where one was split in two)."""
    place = {(pool.sentences[item.left].place, pool.sentences[item.right].place): item for item in some}
    believed = []
    for (i, j), item in place.items():
        belief = item.score
        for way in (1, -1):
            near = [place.get((i + way * a, j + way * b)) for a in (1, 2) for b in (1, 2)]
            best = max((other.score for other in near if other), default=0.0)
            belief += SUPPORT * max(0.0, best - LINKED)
        if belief >= BELIEF:
            believed.append((belief, i, j, item))
    believed.sort(key=lambda entry: (-entry[0], entry[1], entry[2]))
    rows: dict[int, list[int]] = defaultdict(list)
    columns: dict[int, list[int]] = defaultdict(list)
    kept = []
    for _, i, j, item in believed:
        taken = rows[i] + columns[j]
        split = item.contained and all(abs(j - other) == 1 for other in rows[i]) and all(
            abs(i - other) == 1 for other in columns[j]
        )  # fmt: skip
        if not taken or (split and len(taken) == 1):
            rows[i].append(j)
            columns[j].append(i)
            kept.append(item)
    return sorted(kept, key=lambda item: (item.left, item.right))


def _chains(pool: Pool, held: Sequence[Link]) -> Iterator[list[Link]]:
    """Runs of links whose sentences are at most three apart on both sides, a local change of order allowed."""
    chain: list[Link] = []
    open_chains: list[list[Link]] = []
    for item in held:
        i, j = pool.sentences[item.left].place, pool.sentences[item.right].place
        for chain in open_chains:
            last = chain[-1]
            if i - pool.sentences[last.left].place <= 3 and abs(j - pool.sentences[last.right].place) <= 3:
                chain.append(item)
                break
        else:
            open_chains.append([item])
        near = [chain for chain in open_chains if i - pool.sentences[chain[-1].left].place <= 3]
        if len(near) < len(open_chains):
            yield from (chain for chain in open_chains if i - pool.sentences[chain[-1].left].place > 3)
            open_chains = near
    yield from open_chains


def _tested(pool: Pool, chain: Sequence[Link]) -> list[Link]:
    """What is left of a chain: parallel statements (unclean links) count only inside a longer repeat, and a link on its
    own must be strong and long enough."""
    chain = [item for item in chain if item.clean or item.score >= CHANGED]
    while chain and chain[0].score < EDGE:
        chain = chain[1:]
    while chain and chain[-1].score < EDGE:
        chain = chain[:-1]
    clean = [item for item in chain if item.clean]
    if sum(pool.words(item.left) for item in clean) * 2 < sum(pool.words(item.left) for item in chain):
        chain = clean
    if not chain or not clean:
        return []
    if _same_argument(pool, chain):
        chain = [item for item in chain if item.score >= ALONE]
    mean = sum(item.score for item in chain) / max(1, len(chain))
    if len(chain) > 1 and any(_seed(pool, item) for item in chain) and mean >= (MEAN if len(chain) > 2 else PAIR):
        return list(chain)
    return [item for item in chain if item.clean and stands_alone(pool, item)]


def _seed(pool: Pool, item: Link) -> bool:
    """True for a link strong enough for a chain to rest on."""
    return item.clean and not item.contained and item.score >= SEED and (
        item.surface >= EDITED or pool.proof(item.left, item.right) >= PROOF_SEED
    )  # fmt: skip


def _same_argument(pool: Pool, chain: Sequence[Link]) -> bool:
    """True where a chain joins sentences of one text that stand so near each other that they share their subject."""
    first, last = pool.sentences[chain[0].left], pool.sentences[chain[0].right]
    return first.text == last.text and last.place - first.place <= NEAR


def _ratio(one: Sentence, two: Sentence) -> float:
    return min(len(one.forms), len(two.forms)) / max(len(one.forms), len(two.forms))


def stands_alone(pool: Pool, item: Link) -> bool:
    """True where one pair of sentences is a repeat without neighbours."""
    one, two = pool.sentences[item.left], pool.sentences[item.right]
    if not (one.lone and two.lone) or min(len(one.forms), len(two.forms)) < FEW_WORDS:
        return False
    shared, sizes = len(one.own & two.own), sorted((len(one.own), len(two.own)))
    if item.contained and (shared < CONTAINED * sizes[0] or _ratio(one, two) < 0.4):
        return False
    if not item.contained and 2 * shared < OWN * sum(sizes):
        return False
    proof = pool.proof(item.left, item.right) if item.surface < EDITED or item.score < ALONE else 0.0
    if item.surface < EDITED and proof < (PROOF_CONTAINED if item.contained else PROOF):
        return False
    close = one.text == two.text and abs(one.place - two.place) <= NEAR
    proven = not close and not item.contained and proof >= PROVEN
    return item.score >= ALONE + (CLOSE if close else 0.0) - (RETOLD if proven else 0.0)
