"""Labels of requests in little room."""

from __future__ import annotations

import re
from collections.abc import Sequence

RUN = 3  # labels from which a run is drawn together
_END = re.compile(r"(\d+|(?<![A-Za-z])[A-Za-z])$")


def runs(labels: Sequence[str]) -> str:
    """ "115.1–115.5, 115.9, 115.12": labels that follow each other drawn together, in the order given."""
    groups: list[list[str]] = []
    for label in labels:
        if groups and _after(groups[-1][-1]) == label:
            groups[-1].append(label)
        else:
            groups.append([label])
    return ", ".join(f"{group[0]}–{group[-1]}" if len(group) >= RUN else ", ".join(group) for group in groups)


def _after(label: str) -> str:
    """The label that follows in a count: "115.9" → "115.10", "2.a" → "2.b"; "" where none does."""
    end = _END.search(label)
    if not end:
        return ""
    last = end.group()
    following = str(int(last) + 1) if last.isdigit() else chr(ord(last) + 1)
    return label[: end.start()] + following
