"""How findings name requests and list things to a reader."""

from __future__ import annotations

from collections.abc import Iterable

from gapcheck.model import Case


def item(name: str) -> str:
    """A request by its id; a bare number is called an item: "2.a", "item 1"."""
    return f"item {name}" if name.isdigit() else name


def called(case: Case, request: str) -> str:
    """How a request is named to a reader: its label, or its id where that says less ("-", "(ii)")."""
    label = case.recommendations.by_id[request].label.strip().rstrip(" .:;,–—-")
    return item(label if any(char.isdigit() for char in label) else request)


def listing(items: Iterable[object]) -> str:
    """ "2022, 2023 and 2024"."""
    names = [str(one) for one in items]
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
