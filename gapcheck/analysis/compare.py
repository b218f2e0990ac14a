"""Two runs side by side: two cycles of one review, or two versions of the same records. Pure data in, pure data out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gapcheck.model import CaseRun, Finding, Request
from gapcheck.text.spans import spelled, stems

SAME, ALIKE = 97.0, 72.0
"""Similarity of stems, 0 to 100: from SAME two requests are one text (spelling and punctuation aside), from ALIKE one
is the other re-worded. Chosen on pairs of sub-items of successive cycles: unrelated requests to one State seldom
pass 60, re-adopted ones seldom fall below 75."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestChange:
    """`change` is "new", "gone", "reworded", "moved" (same text, another id) or "repeated" (same text, same id)."""

    change: str
    old: Request | None = None
    new: Request | None = None
    similarity: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerChange:
    """The answers to one request: `change` is "unchanged" (word for word), "changed", "new" or "gone"."""

    change: str
    request: str
    old_text: str = ""
    new_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapChange:
    """`change` is "closed", "opened", "open", or "dropped" where the request itself is no longer made; the finding is the newer one where there is one."""

    change: str
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    old: CaseRun
    new: CaseRun
    requests: tuple[RequestChange, ...]
    answers: tuple[AnswerChange, ...]
    gaps: tuple[GapChange, ...]


def compare(old: CaseRun, new: CaseRun) -> Comparison:
    """What changed from `old` to `new`: requests in the order of the new document, those gone last."""
    requests = _requests(old.case.requests, new.case.requests, new.case.language)
    pairs = {change.new.id: change.old.id for change in requests if change.new and change.old}
    return Comparison(
        old=old,
        new=new,
        requests=requests,
        answers=_answers(old, new, pairs),
        gaps=_gaps(old.findings, new.findings, requests),
    )


def _key(request: Request, language: str) -> str:
    return " ".join(stems(request.text, language))


def _requests(old: Sequence[Request], new: Sequence[Request], language: str) -> tuple[RequestChange, ...]:
    from rapidfuzz import fuzz

    keys = {id(request): _key(request, language) for request in (*old, *new)}
    scored = sorted(
        (
            (-(score + (1 if before.id == after.id else 0)), place, before, after, score)
            for place, after in enumerate(new)
            for before in old
            if (score := fuzz.ratio(keys[id(before)], keys[id(after)], score_cutoff=ALIKE))
            or (before.id == after.id and not keys[id(before)] and not keys[id(after)])
        ),
        key=lambda entry: (entry[0], entry[1], entry[2].id),
    )
    partner: dict[str, tuple[Request, float]] = {}
    used: set[str] = set()
    for _, _, before, after, score in scored:
        if after.id not in partner and before.id not in used:
            partner[after.id] = (before, score)
            used.add(before.id)
    changes = []
    for after in new:
        if after.id not in partner:
            changes.append(RequestChange(change="new", new=after))
            continue
        before, score = partner[after.id]
        name = "reworded" if score < SAME else "repeated" if before.id == after.id else "moved"
        changes.append(RequestChange(change=name, old=before, new=after, similarity=score))
    changes += [RequestChange(change="gone", old=before) for before in old if before.id not in used]
    return tuple(changes)


def _text(result: CaseRun, request: str) -> str:
    return "\n\n".join(response.text for response in result.case.answers.get(request, ()) if response.text)


def _plain(text: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in spelled(text))


def _answers(old: CaseRun, new: CaseRun, pairs: dict[str, str]) -> tuple[AnswerChange, ...]:
    changes = []
    for after, before in pairs.items():
        was, now = _text(old, before), _text(new, after)
        if not was and not now:
            continue
        if not was or not now:
            change = "new" if now else "gone"
        else:
            change = "unchanged" if _plain(was) == _plain(now) else "changed"
        changes.append(AnswerChange(change=change, request=after, old_text=was, new_text=now))
    return tuple(changes)


def _gaps(old: Sequence[Finding], new: Sequence[Finding], requests: Sequence[RequestChange]) -> tuple[GapChange, ...]:
    """Findings are one gap where their fingerprints are equal, else where rule and (paired) requests are. A request that
    is new has no gap of before, whatever stood under its number; a gap of requests that are gone is not closed by it."""
    pairs = {change.new.id: change.old.id if change.old else "" for change in requests if change.new}
    gone = {change.old.id for change in requests if change.old and not change.new}

    def same_passage(before: Finding, after: Finding) -> bool:
        return before.fingerprint == after.fingerprint

    def same_requests(before: Finding, after: Finding) -> bool:
        renamed = tuple(pairs.get(name, name) for name in after.requests)
        return before.code == after.code and before.requests == renamed

    left = list(old)
    matched: dict[int, Finding] = {}
    for same in (same_passage, same_requests):
        for place, after in enumerate(new):
            found = next((before for before in left if same(before, after)), None) if place not in matched else None
            if found is not None:
                matched[place] = found
                left.remove(found)
    changes = [GapChange(change="open" if n in matched else "opened", finding=f) for n, f in enumerate(new)]
    for finding in left:
        dropped = bool(finding.requests) and gone.issuperset(finding.requests)
        changes.append(GapChange(change="dropped" if dropped else "closed", finding=finding))
    return tuple(changes)
