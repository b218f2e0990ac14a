"""Passages said twice: word for word, edited, or translated anew.

How it works, and why each number is what it is (measured by `benchmarks/reuse_accuracy.py`):

1. Texts are cut into sentences, sentences into content (`reuse_units`). A stem's weight falls with the number of
   sentences it stands in, so that the words of the subject ("victim", "prison") prove little and rare ones much.
2. Sentences that share rare stems or rare neighbours are candidates: an inverted index, so the cost grows with the
   length of the reply and not with its square. Stems in more than `COMMON` sentences are no key, and a sentence keeps
   its `CANDIDATES` best partners.
3. A candidate pair gets a score: the weight of what both share over the weight of both (0…1). Where one sentence was
   split in two, the share of the shorter one counts instead, at a discount.
4. (`reuse_chain`) Neighbours aligned in the same order raise the belief in a pair: a translator keeps the order of the sentences.
   A pair on its own must score `ALONE`, one between aligned neighbours may score as little as `LINKED`.
5. Two sentences that carry different years, days or article numbers are parallel statements and no repeat, however
   alike; so are two with different names, or with other figures and other words both. Inside a longer repeat they
   stay, and the change is what the reader is shown.
6. Aligned sentences are chained into passages, passages into groups (`reuse_groups`): a passage that stands three times
   is one group.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from gapcheck.text.reuse_units import Sentence, Text, cut, same_name

LINKED = 0.33
"""Below this two sentences have nothing to do with each other."""
TEMPLATE = 0.05
"""Parallel statements agree in form more than in content ("X has drafted a bill on …" twice), re-translations the other
way round; half of what the surface exceeds the content by, beyond this, is taken off the score."""
SEED = 0.55
"""A link this strong is reason to look at the neighbours of both sentences."""
CONTAINED = 0.80
"""A sentence of which this much stands in a clearly longer one is contained in it."""
COMMON = 40
CANDIDATES = 8
MEETINGS = 40
"""A sentence is compared with so many others at most: a reply of one line a thousand times over stays cheap."""


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
        self.length: Counter[int] = Counter()
        for piece in self.sentences:
            self.length[piece.text] += len(piece.forms)
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


def link(pool: Pool, left: int, right: int) -> Link | None:
    """How alike two sentences are; None below `LINKED`."""
    from rapidfuzz.distance import Indel  # 40 ms to import

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
    if one.figures - two.figures and two.figures - one.figures:
        if one.text == two.text:
            return True  # a series told figure by figure
        if not one.figures & two.figures and not one.marks & two.marks and one.own - two.own and two.own - one.own:
            return True  # one form filled in twice, with another word and another figure
    return names_differ(one, two)


def names_differ(one: Sentence, two: Sentence) -> bool:
    """True where each names something the other does not; a misspelt or inflected name is the same."""
    left = one.names - two.content.keys()
    right = two.names - one.content.keys()
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
        marks.extend(dict.fromkeys((one, two) if one < two else (two, one) for one, two in pairwise(meant)))
        own.append(marks)
        for mark in marks:
            keys[mark].append(number)
    telling = {mark: (1.0 / len(places), places) for mark, places in keys.items() if 1 < len(places) <= COMMON}
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
            if mark in telling:
                weight, places = telling[mark]
                for other in places:
                    votes[other] += weight
        votes.pop(number, None)
        forms = pool.sentences[number].forms
        least = sorted(votes.values())[-CANDIDATES * 4] if len(votes) > CANDIDATES * 4 else 0.0
        best = sorted([(-weight, other) for other, weight in votes.items() if weight >= least])[: CANDIDATES * 4]
        near = [other for _, other in best if pool.sentences[other].forms != forms][:CANDIDATES]
        seen.update([(number, other) if number < other else (other, number) for other in near])
    yield from sorted(seen)


def links(pool: Pool, pairs: Iterable[tuple[int, int]] | None = None) -> list[Link]:
    """Every link between sentences that may be joined, and those found beside a strong one."""
    found: dict[tuple[int, int], Link] = {}
    tried: set[tuple[int, int]] = set()
    met: Counter[int] = Counter()

    def attempt(left: int, right: int) -> Link | None:
        if (left, right) in tried or met[left] >= MEETINGS or met[right] >= MEETINGS:
            return found.get((left, right))
        tried.add((left, right))
        met[left] += 1
        met[right] += 1
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
