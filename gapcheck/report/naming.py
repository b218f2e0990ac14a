"""Many requests named in little room: runs drawn together, those that are only named told by status."""

from __future__ import annotations

from collections.abc import Sequence

from gapcheck.report.view import Item, Request, Rest
from gapcheck.text.labels import runs

__all__ = ["names", "rest", "runs"]


def names(sentence: str, label: str) -> bool:
    """Whether a sentence names a request by its label: "2.a" is not in "2.a.i"."""
    at = sentence.find(label)
    while at >= 0:
        before, after = sentence[at - 1 : at], sentence[at + len(label) : at + len(label) + 2]
        if not (before.isalnum() or before == "." or after[:1].isalnum() or (after[:1] == "." and after[1:].isalnum())):
            return True
        at = sentence.find(label, at + 1)
    return False


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
