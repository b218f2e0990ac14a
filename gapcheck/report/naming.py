"""Many requests named in little room: runs drawn together, those that are only named told by status."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gapcheck.report.view import Item, Request, Rest

RUN = 3  # labels from which a run is drawn together
_END = re.compile(r"(\d+|(?<![A-Za-z])[A-Za-z])$")


def names(sentence: str, label: str) -> bool:
    """Whether a sentence names a request by its label: "2.a" is not in "2.a.i"."""
    at = sentence.find(label)
    while at >= 0:
        before, after = sentence[at - 1 : at], sentence[at + len(label) : at + len(label) + 2]
        if not (before.isalnum() or before == "." or after[:1].isalnum() or (after[:1] == "." and after[1:].isalnum())):
            return True
        at = sentence.find(label, at + 1)
    return False


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


def rest(left_out: Sequence[Request], items: Sequence[Item]) -> tuple[Rest, ...]:
    """The requests left out, by status from the gravest to the least, each status in document order."""
    left = {request.id for request in left_out}
    found: dict[tuple[str, str], list[str]] = {}
    for status in dict.fromkeys((request.status, request.status_label) for request in left_out):
        found[status] = []
    for request in (request for item in items for request in item.requests if request.id in left):
        found[request.status, request.status_label].append(request.label)
    return tuple(
        Rest(status=status, label=label, n=len(labels), requests=runs(labels))
        for (status, label), labels in found.items()
    )
