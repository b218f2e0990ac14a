"""Recommendations that a document says more than once, in boxes, in chapters and in a closing list, become one each.

The fullest list is kept: the longest unbroken run of numbers, then the one without repeats, then the most sub-items, then
the later. What stands elsewhere and in no list is kept as well and marked.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from gapcheck.intake.conserve import Ledger
from gapcheck.intake.labels import Scheme
from gapcheck.intake.outline import Node
from gapcheck.intake.restated import runs, share

AGAIN = "recommendations said again"
ALIKE = 60.0
"""Words of the shorter of two texts that stand in the other: a box and its line in the closing list share 70 and more,
two recommendations of one report 30 and less."""
TITLE = 8
"""A part that holds one sub-item only and has no more words of its own than this is that sub-item's heading."""


def settle(roots: Sequence[Node], lists: Sequence[int], ledger: Ledger) -> list[Node]:
    """The items to keep, in order. `lists` says for every root in which list it stands, 0 for none."""
    groups: dict[int, list[Node]] = {}
    for node, number in zip(roots, lists, strict=True):
        groups.setdefault(number, []).append(node)
    if not groups:
        return []
    best = max(groups, key=lambda number: _rank(groups[number], number))
    kept = _without_repeats(groups[best], ledger)
    for number, nodes in groups.items():
        if number == best:
            continue
        for node in nodes:
            if (number and _messy(nodes)) or any(_alike(node, other) for other in kept):
                drop(node, ledger)
            else:
                node.reviews.append("it stands outside the list of recommendations" if best else "it stands in no list")
                kept.append(node)
    return sorted(kept, key=_order) if all(_number(node.id) for node in kept) else kept


def _messy(nodes: Sequence[Node]) -> bool:
    """Whether numbers repeat, or stand beside letters: the argument for recommendations, not a list of them."""
    names = [_number(node.id) for node in nodes]
    return len(set(names)) < len(names) or (0 in names and any(names))


def _rank(nodes: Sequence[Node], number: int) -> tuple[int, bool, int, int, int]:
    names = [_number(node.id) for node in nodes]
    run = _longest(names)
    leaves = sum(1 for node in nodes for one in node.walk() if not one.children)
    return run, len(set(names)) == len(names), leaves, sum(len(_text(node)) for node in nodes), number


def _longest(names: Sequence[int]) -> int:
    """The length of the longest run n, n + 1, … that stands in order."""
    ending: dict[int, int] = {}
    for name in names:
        ending[name] = max(ending.get(name, 0), ending.get(name - 1, 0) + 1)
    return max(ending.values(), default=0)


def _number(name: str) -> int:
    last = name.partition("-")[0].rpartition(".")[2]
    return int(last) if last.isdigit() else 0


def _order(node: Node) -> tuple[str, int]:
    return node.id.partition("-")[0].rpartition(".")[0], _number(node.id)


def _text(node: Node) -> str:
    return " ".join([node.title, *(one.text for one in node.walk())])


def _alike(one: Node, other: Node) -> bool:
    """Whether two items say the same: the same number and title, or the words of the shorter in the longer."""
    same = one.id.partition("-")[0] == other.id.partition("-")[0]
    if same and one.title and other.title and fuzz.ratio(one.title.lower(), other.title.lower()) >= 80:
        return True
    first, second = sorted((runs(_text(one)), runs(_text(other))), key=len)
    return len(first) > 1 and share(first, second) >= ALIKE


def _without_repeats(nodes: Sequence[Node], ledger: Ledger) -> list[Node]:
    """A list in which a heading is printed again above its items: the one with items stays."""
    kept: list[Node] = []
    for node in nodes:
        twin = next((other for other in kept if other.id == node.id and _alike(node, other)), None)
        if twin is None:
            kept.append(node)
            continue
        worse, better = (twin, node) if len(list(node.walk())) >= len(list(twin.walk())) else (node, twin)
        drop(worse, ledger)
        kept = [better if other is twin else other for other in kept]
    return kept


def drop(node: Node, ledger: Ledger, name: str = AGAIN) -> None:
    """Says in the account that an item and all below it are in no record, and why."""
    for one in node.walk():
        ledger.skip(name, [*([one.mark] if one.mark else []), *one.title_pieces])
        for unit in one.units:
            ledger.skip(name, [unit.mark if unit.mark is not one.mark else None, *unit.pieces])


def titled(nodes: Sequence[Node]) -> None:
    """An item whose first passage looks like a heading and has text or sub-items below it has it for its title."""
    for node in nodes:
        first = node.units[0] if node.units else None
        if first is None or node.title or not first.heading or not first.pieces:
            continue
        if len(node.units) > 1 or node.children:
            node.title, node.title_pieces, node.units = first.text, first.pieces, node.units[1:]


def numbered(nodes: Sequence[Node]) -> None:
    """A recommendation printed as one numbered paragraph of the report ("2.14 …") below its heading is that paragraph's
    words: the paragraph's number is no part of it."""
    for node in nodes:
        only = node.children[0] if len(node.children) == 1 else None
        if only is None or only.scheme is not Scheme.NUMBER or "." not in only.label.strip(".") or node.text:
            continue
        for one in list(only.walk())[1:]:
            one.id = node.id + one.id[len(only.id) :]
        node.units, node.children = only.units, only.children
        for child in node.children:
            child.parent = node


def folded(nodes: Sequence[Node]) -> None:
    """A list of one is no list: a part with a heading and one sub-item is one request."""
    for root in nodes:
        for node in list(root.walk()):
            if node is root or len(node.children) != 1 or node.tail.endswith(":"):
                continue
            only = node.children[0]
            counted = only.scheme in (Scheme.ROMAN, Scheme.LETTER, Scheme.NUMBER) and only.value == 1
            if counted and not only.children and len(node.text.split()) <= TITLE:
                node.units, node.children = [*node.units, *only.units], []
