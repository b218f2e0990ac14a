"""Runs the rules over cases: stamps code, severity and fingerprint, settles statuses, applies verdicts, sorts."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from gapcheck.errors import Problem, RuleFault
from gapcheck.model import Case, CaseRun, Finding, Gap, Outcome, Run, Severity, Status, Verdict
from gapcheck.rules.base import Rule
from gapcheck.text.spans import spelled

ORDER = {severity: place for place, severity in enumerate((Severity.NOTE, Severity.WARNING, Severity.ERROR))}


def run(
    cases: Iterable[Case],
    rules: Sequence[Rule],
    *,
    version: str,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    severities: Mapping[str, Severity] | None = None,
    verdicts: Mapping[str, Sequence[Verdict]] | None = None,
    problems: Sequence[Problem] = (),
) -> Run:
    """Checks every case. `select` and `ignore` are codes or prefixes of codes ("ANS"); they choose which findings
    are shown, never what a status rests on. `verdicts` maps a case's id to its verdicts. Raises RuleFault where a
    rule itself breaks."""
    done = []
    for case in cases:
        done.append(check_case(case, rules, select, ignore, severities or {}, (verdicts or {}).get(case.id, ())))
    return Run(version=version, cases=tuple(done), problems=tuple(problems))


def check_case(
    case: Case,
    rules: Sequence[Rule],
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    severities: Mapping[str, Severity] | None = None,
    verdicts: Sequence[Verdict] = (),
) -> CaseRun:
    """Runs every rule over one case."""
    gaps: list[tuple[Rule, Gap]] = []
    for rule in rules:
        try:
            gaps.extend((rule, gap) for gap in rule.check(case))
        except Exception as cause:
            raise RuleFault(rule.code, case.id, cause) from cause
    findings = _stamp(case, gaps, severities or {}, {verdict.fingerprint: verdict for verdict in verdicts})
    known = {finding.fingerprint for finding in findings}
    return CaseRun(
        case=case,
        outcomes=settle(case, findings),
        findings=tuple(finding for finding in findings if chosen(finding.code, select, ignore)),
        stale=tuple(verdict for verdict in verdicts if verdict.fingerprint not in known),
    )


def chosen(code: str, select: Sequence[str], ignore: Sequence[str]) -> bool:
    """True where `code` is selected (everything is, without a selection) and not ignored; the longer prefix wins."""
    best_in = max((len(prefix) for prefix in select if code.startswith(prefix)), default=-1 if select else 0)
    best_out = max((len(prefix) for prefix in ignore if code.startswith(prefix)), default=-1)
    return best_in > best_out


def fingerprint(code: str, gap: Gap) -> str:
    """16 hex digits from the rule, the requests and the passages' own words: no line, page or offset enters."""
    passages = [" ".join(spelled(quote.text)).lower() for quote in gap.quotes]
    parts = [code, *sorted(gap.requests), *sorted(passages)]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def _stamp(
    case: Case,
    gaps: Sequence[tuple[Rule, Gap]],
    severities: Mapping[str, Severity],
    verdicts: Mapping[str, Verdict],
) -> list[Finding]:
    place = {request.id: number for number, request in enumerate(case.requests)}
    seen: Counter[str] = Counter()
    findings = []
    for rule, gap in gaps:
        mark = fingerprint(rule.code, gap)
        seen[mark] += 1
        if seen[mark] > 1:
            mark = f"{mark}-{seen[mark]}"
        findings.append(
            Finding(
                code=rule.code,
                name=rule.name,
                severity=severities.get(rule.code) or gap.severity or rule.severity,
                requests=gap.requests,
                responses=gap.responses,
                message=gap.message,
                ask=gap.ask,
                quotes=gap.quotes,
                fingerprint=mark,
                settles=gap.settles,
                detail=gap.detail,
                verdict=verdicts.get(mark),
            )
        )

    def key(finding: Finding) -> tuple[int, str, int, str, int, str]:
        first = min((place.get(request, len(place)) for request in finding.requests), default=len(place))
        span = finding.quotes[0] if finding.quotes else None
        spot = (len(span.record.id), span.record.id, span.start) if span else (0, "", 0)
        return (first, finding.code, *spot, finding.fingerprint)

    return sorted(findings, key=key)


def settle(case: Case, findings: Sequence[Finding]) -> tuple[Outcome, ...]:
    """The status of every request: the first in the order of `Status` that a finding argues for; "answered" where
    none does. A finding that a person disputed argues for nothing. Without a reply on record: None for all."""
    if case.reply is None:
        return tuple(
            Outcome(request=request.id, status=None, because="No reply is on record.") for request in case.requests
        )
    order = list(Status)
    outcomes = []
    arguing: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.settles and not (finding.verdict and finding.verdict.verdict == "disputed"):
            for name in dict.fromkeys(finding.requests):
                arguing.setdefault(name, []).append(finding)
    for request in case.requests:
        argued = arguing.get(request.id)
        if not argued:
            outcomes.append(
                Outcome(request=request.id, status=Status.ANSWERED, because="No rule found anything missing.")
            )
            continue
        status = min((finding.settles for finding in argued if finding.settles), key=order.index)
        reasons = [finding for finding in argued if finding.settles is status]
        outcomes.append(
            Outcome(
                request=request.id,
                status=status,
                because=" ".join(dict.fromkeys(finding.message for finding in reasons)),
                codes=tuple(dict.fromkeys(finding.code for finding in reasons)),
            )
        )
    return tuple(outcomes)
