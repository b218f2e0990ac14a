"""Passages said twice: word for word, edited, or translated anew.

How it works, and why each number is what it is (measured by `benchmarks/reuse_accuracy.py`):

1. Texts are cut into sentences, sentences into content (`reuse_units`). A stem's weight falls with the number of
   sentences it stands in, so that the words of the subject ("victim", "prison") prove little and rare ones much.
2. Sentences that share rare stems or rare neighbours are candidates: an inverted index, so the cost grows with the
   length of the reply and not with its square. Stems in more than `COMMON` sentences are no key, and a sentence keeps
   its `CANDIDATES` best partners.
3. A candidate pair gets a score: the weight of what both share over the weight of both (0…1). Where one sentence was
   split in two, the share of the shorter one counts instead, at a discount.
4. Neighbours aligned in the same order raise the belief in a pair: a translator keeps the order of the sentences.
   A pair on its own must score `ALONE`, one between aligned neighbours may score as little as `LINKED`.
5. Two sentences that carry different years, days or article numbers are parallel statements and no repeat, however
   alike; so are two with different names. Inside a longer repeat they stay, and the change is what the reader is shown.
6. Aligned sentences are chained into passages, passages into groups: a passage that stands three times is one group.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log

from gapcheck.text.reuse_units import Sentence, Text, cut, same_name

ALONE = 0.62
LINKED = 0.33
SUPPORT = 0.35
BELIEF = 0.50
TEMPLATE = 0.05
SEED = 0.55
CONTAINED = 0.80
CHANGED = 0.70
EDGE = 0.45
MEAN = 0.48
PAIR = 0.55
OWN = 0.55
COMMON = 40
CANDIDATES = 8
VERBATIM = 0.97
EDITED = 0.80
FEW_WORDS = 8


@dataclass(frozen=True, slots=True)
class Link:
    """Two sentences (indexes into the pool) that say the same: `score` by content, `surface` by words in order.

    `clean` is False where they name different years, days, provisions or names.
    """

    left: int
    right: int
    score: float
    surface: float
    clean: bool
    contained: bool


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


class Pool:
    """Sentences of several texts, and what each stem weighs among them."""

    def __init__(self, texts: Sequence[Text], language: str) -> None:
        self.texts = tuple(texts)
        self.language = language
        self.sentences: list[Sentence] = [
            piece for number, text in enumerate(texts) for piece in cut(text, number, language)
        ]
        spread = Counter(stem for piece in self.sentences for stem in piece.content)
        total = len(self.sentences) + 3
        self.spread = spread
        self.weight = {stem: log(total / (count + 0.5)) + 0.5 for stem, count in spread.items()}
        self.mass = [
            sum(self.weight[stem] * share for stem, share in piece.content.items()) for piece in self.sentences
        ]
        self.at = {(piece.text, piece.place): number for number, piece in enumerate(self.sentences)}

    def words(self, number: int) -> int:
        return len(self.sentences[number].forms)

    def quote(self, number: int) -> str:
        piece = self.sentences[number]
        return self.texts[piece.text].text[piece.start : piece.end]

    def proof(self, left: int, right: int) -> float:
        """How much the words of their own that two sentences share prove, in words that stand nowhere else."""
        rarest = log((len(self.sentences) + 3) / 1.5) + 0.5
        return sum(self.weight[stem] for stem in self.sentences[left].own & self.sentences[right].own) / rarest


def kind_of(pool: Pool, joined: Sequence[Link]) -> str:
    """ "word for word", "edited" or "translated": by the words that stand in the same order on both sides."""
    total = sum(pool.words(item.left) + pool.words(item.right) for item in joined)
    same = sum(item.surface * (pool.words(item.left) + pool.words(item.right)) for item in joined) / total
    return "word for word" if same >= VERBATIM else "edited" if same >= EDITED else "translated"


def link(pool: Pool, left: int, right: int) -> Link | None:
    """How alike two sentences are; None below `LINKED`."""
    from rapidfuzz.distance import Indel

    one, two = pool.sentences[left], pool.sentences[right]
    small, large = (one, two) if len(one.content) <= len(two.content) else (two, one)
    shared = 0.0
    other = large.content
    for stem, share in small.content.items():
        if stem in other:
            shared += pool.weight[stem] * (share + other[stem]) / 2
    total = pool.mass[left] + pool.mass[right]
    if not total or len(small.content) < 3:
        return None
    score = 2 * shared / total
    least = min(pool.mass[left], pool.mass[right])
    contained = False
    if least and least < 0.7 * (total - least) and len(small.own) >= 4 and shared / least >= CONTAINED:
        score, contained = max(score, 0.85 * shared / least), True
    if score < LINKED:
        return None
    surface = Indel.normalized_similarity(one.forms, two.forms)
    if surface > 0.999:
        return Link(left, right, 1.0, 1.0, True, False)
    if not contained:
        score -= max(0.0, surface - score - TEMPLATE) / 2
    return Link(left, right, min(score, 1.0), surface, not _clash(one, two), contained)


def _clash(one: Sentence, two: Sentence) -> bool:
    """True where each carries a year, a day, a provision number or a name that the other lacks."""
    for kind in ("year", "day", "label"):
        left = {mark for mark in one.marks if mark.startswith(kind)}
        right = {mark for mark in two.marks if mark.startswith(kind)}
        if left and right and not left & right:
            return True
        if kind != "day" and left - right and right - left:
            return True
    if one.text == two.text and one.figures - two.figures and two.figures - one.figures:
        return True  # a series told figure by figure
    return names_differ(one, two)


def names_differ(one: Sentence, two: Sentence) -> bool:
    """True where each names something the other does not; a misspelt or inflected name is the same."""
    left = {name for name in one.names - two.content.keys()}
    right = {name for name in two.names - one.content.keys()}
    if not left or not right:
        return False
    return any(not any(same_name(name, other) for other in right) for name in left)


def candidates(pool: Pool) -> Iterator[tuple[int, int]]:
    """Pairs of sentences worth a comparison, left before right, each once, near-linear in the number of sentences."""
    keys: dict[object, list[int]] = defaultdict(list)
    own: list[list[object]] = []
    for number, piece in enumerate(pool.sentences):
        marks: list[object] = [stem for stem in piece.content if pool.spread[stem] <= COMMON]
        meant = [form for form in piece.forms if form in piece.content]
        marks.extend({tuple(sorted(pair)) for pair in zip(meant, meant[1:], strict=False)})
        own.append(marks)
        for mark in marks:
            keys[mark].append(number)
    weight = {mark: 1.0 / len(places) for mark, places in keys.items()}
    same: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, piece in enumerate(pool.sentences):
        same[piece.forms].append(number)
    seen: set[tuple[int, int]] = set()
    for twins in same.values():  # a sentence that stands m times: a chain of links, all of them where m is small
        reach = len(twins) if len(twins) <= 8 else 2
        for at, number in enumerate(twins):
            seen.update((number, other) for other in twins[at + 1 : at + reach])
    for number, marks in enumerate(own):
        votes: dict[int, float] = defaultdict(float)
        for mark in marks:
            places = keys[mark]
            if 1 < len(places) <= COMMON:
                for other in places:
                    votes[other] += weight[mark]
        votes.pop(number, None)
        forms = pool.sentences[number].forms
        best = sorted(votes.items(), key=lambda item: (-item[1], item[0]))[: CANDIDATES * 4]
        best = [item for item in best if pool.sentences[item[0]].forms != forms][:CANDIDATES]
        seen.update((min(number, other), max(number, other)) for other, _ in best)
    yield from sorted(seen)


def links(pool: Pool, pairs: Iterable[tuple[int, int]] | None = None) -> list[Link]:
    """Every link between sentences that may be joined, and those found beside a strong one."""
    found: dict[tuple[int, int], Link] = {}
    tried: set[tuple[int, int]] = set()

    def attempt(left: int, right: int) -> Link | None:
        if (left, right) in tried:
            return found.get((left, right))
        tried.add((left, right))
        one, two = pool.sentences[left], pool.sentences[right]
        if one.text == two.text and two.place - one.place < 1:
            return None
        joined = link(pool, left, right)
        if joined:
            found[left, right] = joined
        return joined

    todo = [pair for pair in (candidates(pool) if pairs is None else pairs) if attempt(*pair)]
    while todo:
        left, right = todo.pop()
        if found[left, right].score < SEED:
            continue
        one, two = pool.sentences[left], pool.sentences[right]
        for step, leap in STEPS:
            near, far = pool.at.get((one.text, one.place + step)), pool.at.get((two.text, two.place + leap))
            if near is not None and far is not None and near < far and (near, far) not in tried and attempt(near, far):
                todo.append((near, far))
    return [found[pair] for pair in sorted(found)]


STEPS = ((1, 1), (-1, -1), (1, 2), (2, 1), (-1, -2), (-2, -1), (2, 2), (-2, -2), (0, 1), (0, -1), (1, 0), (-1, 0))


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
        done = [chain for chain in open_chains if i - pool.sentences[chain[-1].left].place > 3]
        yield from done
        open_chains = [chain for chain in open_chains if chain not in done]
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
        item.surface >= EDITED or pool.proof(item.left, item.right) >= 2
    )  # fmt: skip


def _same_argument(pool: Pool, chain: Sequence[Link]) -> bool:
    """True where a chain joins sentences of one text that stand so near each other that they share their subject."""
    first, last = pool.sentences[chain[0].left], pool.sentences[chain[0].right]
    return first.text == last.text and last.place - first.place <= 3


def len_ratio(one: Sentence, two: Sentence) -> float:
    return min(len(one.forms), len(two.forms)) / max(len(one.forms), len(two.forms))


def stands_alone(pool: Pool, item: Link) -> bool:
    """True where one pair of sentences is a repeat without neighbours."""
    one, two = pool.sentences[item.left], pool.sentences[item.right]
    if not (one.lone and two.lone) or min(len(one.forms), len(two.forms)) < FEW_WORDS:
        return False
    shared, sizes = len(one.own & two.own), sorted((len(one.own), len(two.own)))
    if item.contained and (shared < CONTAINED * sizes[0] or len_ratio(one, two) < 0.4):
        return False
    if not item.contained and 2 * shared < OWN * sum(sizes):
        return False
    if item.surface < EDITED and pool.proof(item.left, item.right) < (4 if item.contained else 3):
        return False
    close = one.text == two.text and abs(one.place - two.place) <= 3
    return item.score >= ALONE + (0.23 if close else 0.0)
