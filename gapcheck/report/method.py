"""What a report says of how it was made: the rules that found something, and what people said of their findings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from gapcheck.model import CaseRun, Finding, Verdict
from gapcheck.report import view
from gapcheck.report.locale import Locale
from gapcheck.report.passages import clean

Manuals = Mapping[str, tuple[str, str]]
"""Rule code → (name, manual in Markdown)."""
_PLAIN = re.compile(r"`|\*(?=\w)|(?<=\w)\*")
"""The marks of emphasis and of code in a manual page."""


def rule_notes(
    findings: Sequence[Finding], names: Mapping[str, str], manuals: Manuals, t: Locale
) -> tuple[view.RuleNote, ...]:
    """What the rules that found something say of themselves, and how often people here found them right."""
    notes = []
    for code in sorted({finding.code for finding in findings}):
        manual = manuals.get(code, ("", ""))[1]
        found = [finding for finding in findings if finding.code == code]
        notes.append(
            view.RuleNote(
                code=code,
                name=names[code],
                count=len(found),
                judged=judged(found, t),
                catches=_catches(manual),
                checks=_section(manual, "What it checks") or (manual.split("\n")[0],),
                blind=_section(manual, "What it cannot see"),
            )
        )
    return tuple(notes)


def judged(found: Sequence[Finding], t: Locale) -> str:
    """The precision of a rule by the verdicts on its findings, in one sentence; "" where nobody judged any."""
    said = [finding.verdict.verdict for finding in found if finding.verdict]
    if not said:
        return ""
    right = said.count("accepted")
    return t(
        "rule_judged", percent=round(100 * right / len(said)), judged=t.number(len(said)), total=t.number(len(found)),
        right=t.number(right), wrong=t.number(len(said) - right),
    )  # fmt: skip


def verdict_words(verdict: Verdict, t: Locale) -> str:
    """A person's word on a finding: who, when, why."""
    said = t(f"verdict_{verdict.verdict}", by=clean(verdict.by) or t("someone"))
    said += f" ({t.date(verdict.on)})" if verdict.on else ""
    why = " ".join(clean(part) for part in (verdict.why, verdict.note) if part)
    return said + (t("colon") + why if why else "")


def stale(run: CaseRun, t: Locale) -> tuple[str, ...]:
    """The verdicts that no longer apply, since their passages changed: rule, requests, and what was said."""
    told = []
    for verdict in run.stale:
        where = " ".join(part for part in (verdict.code, ", ".join(verdict.requests)) if part)
        told.append(" · ".join(part for part in (clean(where), verdict_words(verdict, t)) if part))
    return tuple(told)


def _catches(manual: str) -> str:
    """The one sentence with which a manual page begins."""
    return " ".join(_PLAIN.sub("", manual.split("\n\n")[0]).split())


def _section(manual: str, heading: str) -> tuple[str, ...]:
    _, found, rest = f"\n{manual}".partition(f"\n## {heading}\n")
    body = rest.split("\n## ")[0] if found else ""
    paragraphs = [" ".join(_PLAIN.sub("", part).split()) for part in body.split("\n\n")]
    return tuple(part for part in paragraphs if part)
