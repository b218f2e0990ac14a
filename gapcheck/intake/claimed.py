"""Responses of a group and the positions in them: by request, by responder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gapcheck.intake.draft import Record
from gapcheck.intake.ranges import expand
from gapcheck.intake.replies import Draft
from gapcheck.intake.responders import Claim, canonical
from gapcheck.intake.stances import ordered


@dataclass(slots=True, eq=False)
class Joined(Draft):
    """A response of a group: `head` is the first of its group, whose requests it answers too unless it names its own."""

    head: Joined | None = None
    refs: list[str] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    by: str = ""


def named(drafts: Sequence[Draft]) -> None:
    """Says in each draft which requests it names, before it is tied: its own, else those of its group."""
    for draft in drafts:
        if isinstance(draft, Joined) and not draft.named:
            head = draft.head or draft
            own = draft.refs or head.refs
            draft.named = "; ".join(own) or ("" if head.quotes and not head.within else head.within)
            draft.quotes = draft.quotes or ([] if draft.refs else head.quotes)


def settle(drafts: Sequence[Draft], records: Sequence[Record], known: Sequence[str]) -> list[Record]:
    """The tied responses with their positions and who takes them."""
    bodies = [draft.by for draft in drafts if isinstance(draft, Joined)]
    bodies += [claim.by for draft in drafts if isinstance(draft, Joined) for claim in draft.claims]
    told = list(dict.fromkeys(name for name in bodies if name))
    for draft, record in zip(drafts, records, strict=True):
        if not isinstance(draft, Joined):
            continue
        by = canonical(draft.by, told) if draft.by else ""
        if by:
            record["by"] = by
        stances = [stance for claim in draft.claims for stance in stances_of(claim, record, known, told, by)]
        stances = [stance for place, stance in enumerate(stances) if stance not in stances[:place]]
        if len(stances) == 1 and set(stances[0]) == {"position", "words"}:
            record["position"], record["position_words"] = stances[0]["position"], stances[0]["words"]
        elif stances:
            record["positions"] = stances
    return [ordered(record) for record in records]


def stances_of(claim: Claim, record: Record, known: Sequence[str], told: Sequence[str], by: str) -> list[Record]:
    """A claim as stances: one for each request it names, one for all where it names none or all."""
    ids = [name for name in expand(claim.refs, known).ids if name in known] if claim.refs else []
    who = canonical(claim.by, told) if claim.by else ""
    who = who or by
    stance: Record = {**({"by": who} if who else {}), "position": claim.position.value, "words": claim.words}
    if not ids or set(ids) == set(record["answers"]):
        return [stance]
    return [{"request": name, **stance} for name in ids]
