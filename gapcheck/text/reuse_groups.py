"""Passages gathered into groups, and the difference between two versions word by word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from gapcheck.text.reuse import Link, Pool
from gapcheck.text.reuse_chain import Group, Passage
from gapcheck.text.reuse_units import Token, same_name, tokens

Op = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two spans: `ops` are ("equal" | "replace" | "insert" | "delete", i1, i2, j1, j2) in
    character offsets of the two texts, covering every word; `figures` and `names` are pairs (left, right) of what
    changed, "" where one side has none."""

    ops: tuple[Op, ...]
    figures: tuple[tuple[str, str], ...]
    names: tuple[tuple[str, str], ...]


class _Sets:
    """Disjoint sets of numbers."""

    def __init__(self) -> None:
        self.parent: dict[int, int] = {}

    def find(self, one: int) -> int:
        root = one
        while self.parent.setdefault(root, root) != root:
            root = self.parent[root]
        while self.parent[one] != root:
            self.parent[one], one = root, self.parent[one]
        return root

    def join(self, one: int, two: int) -> None:
        left, right = sorted((self.find(one), self.find(two)))
        self.parent[right] = left


def clusters(pairs: Sequence[tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    """The connected sets of at least two numbers, each sorted, in the order of their first."""
    sets = _Sets()
    for one, two in pairs:
        sets.join(one, two)
    found: dict[int, list[int]] = defaultdict(list)
    for number in sorted(sets.parent):
        found[sets.find(number)].append(number)
    return tuple(tuple(members) for _, members in sorted(found.items()))


def groups(pool: Pool, found: Sequence[Passage]) -> tuple[Group, ...]:
    """One group for each repeated passage, whatever the number of copies, in the order of their first copy.

    Two passages belong together where they overlap in one text by at least half of the shorter one.
    """
    sides: list[tuple[int, frozenset[int]]] = []
    for passage in found:
        sides.append((passage.left, frozenset(pool.sentences[item.left].place for item in passage.links)))
        sides.append((passage.right, frozenset(pool.sentences[item.right].place for item in passage.links)))
    at: dict[tuple[int, int], list[int]] = defaultdict(list)
    spot = _Sets()
    for side, (text, places) in enumerate(sides):
        spot.find(side)
        for place in sorted(places):
            for other in at[text, place][:4]:  # a few stand for all that hold this sentence: they are joined already
                if len(places & sides[other][1]) * 2 >= min(len(places), len(sides[other][1])):
                    spot.join(side, other)
            at[text, place].append(side)
    whole = _Sets()
    for number in range(len(found)):
        whole.join(spot.find(2 * number), spot.find(2 * number + 1))
    members: dict[int, list[int]] = defaultdict(list)
    for number in range(len(found)):
        members[whole.find(spot.find(2 * number))].append(number)
    return tuple(
        sorted((_group(found, sides, spot, some) for some in members.values()), key=lambda group: group.places)
    )


def _group(
    found: Sequence[Passage], sides: Sequence[tuple[int, frozenset[int]]], spot: _Sets, some: Sequence[int]
) -> Group:
    copies: dict[int, tuple[int, set[int]]] = {}
    for number in some:
        for side in (2 * number, 2 * number + 1):
            text, places = sides[side]
            copies.setdefault(spot.find(side), (text, set()))[1].update(places)
    spots = sorted((text, tuple(sorted(held))) for text, held in copies.values())
    joined = {(item.left, item.right): item for number in some for item in found[number].links}
    return Group(tuple(spots), tuple(joined[pair] for pair in sorted(joined)))


def difference(left: str, right: str, language: str) -> Difference:
    """The word-level difference of two versions; the same word in another form, spelling or case is no change."""
    from rapidfuzz.distance import Levenshtein

    one, two = tokens(left, language), tokens(right, language)
    ops: list[Op] = []
    codes = Levenshtein.opcodes([token.form for token in one], [token.form for token in two])
    for code in codes:
        i1, i2 = _span(one, code.src_start, code.src_end, len(left))
        j1, j2 = _span(two, code.dest_start, code.dest_end, len(right))
        if ops and ops[-1][0] != "equal" and code.tag != "equal":  # delete beside replace reads as one change
            i1, j1 = ops[-1][1], ops[-1][3]
            ops.pop()
            tag = "delete" if j1 == j2 else "insert" if i1 == i2 else "replace"
            ops.append((tag, i1, i2, j1, j2))
        else:
            ops.append((code.tag, i1, i2, j1, j2))
    return Difference(tuple(ops), _figures(left, right, one, two, ops), _names(left, right, one, two))


def _span(words: Sequence[Token], first: int, last: int, length: int) -> tuple[int, int]:
    """The characters from word `first` to before word `last`; an empty span at the next word where there is none."""
    if first < last:
        return words[first].start, words[last - 1].end
    return (words[first].start,) * 2 if first < len(words) else (length,) * 2


def _figures(
    left: str, right: str, one: Sequence[Token], two: Sequence[Token], ops: Sequence[Op]
) -> tuple[tuple[str, str], ...]:
    """Numbers that stand on one side only: paired where they stand in one change, or where each side has just one and
    not only one of them is a year."""
    first, second = {t.form for t in one if t.figure}, {t.form for t in two if t.figure}
    gone = [t for t in one if t.figure and t.form not in second]
    come = [t for t in two if t.figure and t.form not in first]
    if len(gone) == len(come) == 1 and _year(gone[0]) == _year(come[0]):
        return ((left[gone[0].start : gone[0].end], right[come[0].start : come[0].end]),)
    found: list[tuple[str, str]] = []
    for tag, i1, i2, j1, j2 in ops:
        if tag != "equal":
            old = [left[t.start : t.end] for t in gone if i1 <= t.start < i2]
            new = [right[t.start : t.end] for t in come if j1 <= t.start < j2]
            size = max(len(old), len(new))
            found += zip([*old, *[""] * (size - len(old))], [*new, *[""] * (size - len(new))], strict=True)
    return tuple(dict.fromkeys(found))


def _year(token: Token) -> bool:
    return len(token.form) == 4 and token.form[:2] in ("19", "20")


def _names(left: str, right: str, one: Sequence[Token], two: Sequence[Token]) -> tuple[tuple[str, str], ...]:
    """Names on either side that the other side lacks, where both sides have one; a name left out is no change."""
    gone = _named(left, one, {token.form for token in two})
    come = _named(right, two, {token.form for token in one})
    if not gone or not come:
        return ()
    return ((" ".join(gone), " ".join(come)),)


def _named(text: str, words: Sequence[Token], others: set[str]) -> list[str]:
    found = [
        token for token in words if token.name and token.share and not any(same_name(token.form, o) for o in others)
    ]
    return list(dict.fromkeys(text[token.start : token.end] for token in found))


def coverage(pool: Pool, places: Sequence[tuple[int, Sequence[int]]]) -> dict[int, float]:
    """Text number → the share of its words that stand in the given sentences (0…1)."""
    inside: dict[int, set[int]] = defaultdict(set)
    for text, held in places:
        inside[text].update(held)
    return {
        text: sum(len(pool.sentences[pool.at[text, place]].forms) for place in held) / max(1, pool.length[text])
        for text, held in sorted(inside.items())
    }


def span(pool: Pool, text: int, places: Sequence[int]) -> tuple[int, int]:
    """The characters from the first of some sentences to the end of the last."""
    return (
        min(pool.sentences[pool.at[text, place]].start for place in places),
        max(pool.sentences[pool.at[text, place]].end for place in places),
    )


def pairs_of(pool: Pool, item: Link) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """(text, start, end) of both sentences of a link."""
    one, two = pool.sentences[item.left], pool.sentences[item.right]
    return (one.text, one.start, one.end), (two.text, two.start, two.end)
