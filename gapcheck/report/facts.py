"""One checked case to one view: everything a report says, in the report's language, before any layout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from gapcheck.analysis.procedure import deadline, length, words_of
from gapcheck.model import Case, CaseRun, Document, Severity, Status
from gapcheck.report import view
from gapcheck.report.copies import repeats
from gapcheck.report.dossier import Dossier, status_key
from gapcheck.report.drawings import statistics, timeline
from gapcheck.report.followup import assessments, screening
from gapcheck.report.locale import Locale, locale
from gapcheck.report.matrix import in_tens, matrix
from gapcheck.report.method import Manuals, rule_notes, stale
from gapcheck.report.naming import rest
from gapcheck.report.passages import clean
from gapcheck.report.places import name_of
from gapcheck.report.shadow import spread, weighed

PUBLIC = 15
"""So many requests are told on the page for the public; the others are named."""


def facts(
    run: CaseRun,
    *,
    language: str = "en",
    audience: str = "full",
    prefix: str = "",
    manuals: Manuals | None = None,
    version: str = "",
    own: Mapping[str, str] | None = None,
) -> view.View:
    """The view of one case. `prefix` goes before every anchor, `own` maps a request's id to the reader's own text.
    Raises GapcheckError for a language without a catalogue."""
    t = locale(language)
    dossier = Dossier(run, t, prefix, own or {})
    told = dossier.items()
    items = in_tens(told)
    case, asked = run.case, run.case.recommendations.document
    drawn = repeats(run, dossier)
    twice = sum(bool(dossier.drawn(finding)) for finding in run.findings)
    state = clean(t.state(asked.state)) or name_of(asked)
    used = Counter(finding.code for finding in run.findings)
    names = {finding.code: dossier.rule_name(finding.code, finding.name) for finding in run.findings}
    reply = name_of(case.reply.document) if case.reply else ""
    open_ones = selected = weighed(items)
    if audience == "public":
        open_ones = tuple(request for request in open_ones if request.status != "answered")
        selected = spread(open_ones, PUBLIC)
        selected = tuple(replace(request, grounds=dossier.grounds(request.id)) for request in selected)
    kept = {request.id for request in selected}
    left_out = [request for request in open_ones if request.id not in kept]
    return view.View(
        id=case.id,
        prefix=prefix,
        language=t.language,
        audience=audience,
        state=state,
        body=t("the_body", body=body) if (body := clean(asked.body).removeprefix("The ")) else t("a_body"),
        asked=name_of(asked),
        reply=reply,
        replied=bool(case.reply),
        title=t(_title_key(audience, bool(reply), t), state=state, asked=name_of(asked)),
        subtitle=t("subtitle" if reply else "subtitle_no_reply", asked=name_of(asked), reply=reply),
        facts=head(run, t),
        summary=summary(run, twice, t),
        wording=t(f"wording_note_{case.wording}"),
        total=len(case.requests),
        counts=counts(run, t),
        severities=tuple(
            (level.value, t(f"severity_{level.value}"), sum(found.severity is level for found in run.findings))
            for level in (Severity.ERROR, Severity.WARNING, Severity.NOTE)
        ),
        rows=matrix(items),
        graded=any(request.grades for item in items for request in item.requests),
        dense=len(items) != len(told),
        general=dossier.findings(dossier.general),
        items=items,
        repeats=drawn,
        statistics=statistics(run, dossier),
        timeline=timeline(run, dossier),
        screening=screening(run, twice, t),
        scaled=bool(case.procedure and case.procedure.scale),
        assessments=assessments(run, items, t),
        themes=tuple(sorted({theme for item in items for request in item.requests for theme in request.themes})),
        codes=tuple((code, names[code], used[code]) for code in sorted(used)),
        rules=rule_notes(run.findings, names, manuals or {}, t),
        stale=stale(run, t),
        sources=sources(run, t),
        citation=t("citation", asked=name_of(asked), reply=reply or t("no_reply"), version=version),
        version=version,
        selected=selected,
        left_out=tuple(left_out),
        rest=rest(left_out, items),
    )


def _title_key(audience: str, replied: bool, t: Locale) -> str:
    own = f"title_{audience}"
    return own if t.has(own) else "title" if replied else "title_no_reply"


def counts(run: CaseRun, t: Locale) -> tuple[view.Count, ...]:
    """Every status in its order with its number; they add up to the number of requests."""
    found = Counter(outcome.status for outcome in run.outcomes)
    statuses: list[Status | None] = [None] if None in found else list(Status)
    total = max(len(run.outcomes), 1)
    return tuple(
        view.Count(
            status=status_key(status),
            label=t(f"status_{status_key(status)}"),
            meaning=t(f"meaning_{status_key(status)}"),
            n=found[status],
            share=round(100 * found[status] / total, 2),
        )
        for status in statuses
    )


def summary(run: CaseRun, copies: int, t: Locale) -> str:
    """The result in one sentence."""
    total = len(run.outcomes)
    if run.case.reply is None:
        return t("summary_no_reply", total)
    found = Counter(outcome.status for outcome in run.outcomes)
    parts = [t(f"sum_{status_key(status)}", found[status]) for status in Status if found[status]]
    sentence = t("summary", total, parts=t.listed(parts))
    return sentence + (t("summary_repeats", copies) if copies else "") + "."


def head(run: CaseRun, t: Locale) -> tuple[view.Fact, ...]:
    """The lines at the top: what was asked and replied, when, how long, how early or late, on which wording."""
    case, asked = run.case, run.case.recommendations.document
    lines = [view.Fact(name=t("fact_asked"), value=name_of(asked), note=_dated(t, "adopted", asked.adopted))]
    if case.reply is None:
        lines.append(view.Fact(name=t("fact_reply"), value=t("no_reply")))
    else:
        reply = case.reply.document
        lines += [
            view.Fact(name=t("fact_reply"), value=name_of(reply), note=_dated(t, "received", reply.received)),
            _deadline(t, case),
            _length(t, case),
        ]
    if case.previous:
        lines.append(view.Fact(name=t("fact_previous"), value=name_of(case.previous.document)))
    lines.append(
        view.Fact(name=t("fact_wording"), value=t(f"wording_{case.wording}"), note=t(f"wording_short_{case.wording}"))
    )
    return tuple(lines)


def _dated(t: Locale, key: str, iso: str) -> str:
    return t(key, date=t.date(iso)) if iso else t(f"{key}_unknown")


def _deadline(t: Locale, case: Case) -> view.Fact:
    found, due = deadline(case), case.recommendations.document.reply_due
    if found is None:
        return view.Fact(
            name=t("fact_due"), value=t.date(due) if due else t("due_none"), note=t("due_unknown") if due else ""
        )
    key = "on_time" if found.days == 0 else "late" if found.days > 0 else "early"
    note = t(key, span=t.span(abs(found.days)))
    if found.computed and case.procedure:
        note += t("due_computed", case.procedure.reply_months)
    return view.Fact(name=t("fact_due"), value=t.date(found.due), note=note)


def _length(t: Locale, case: Case) -> view.Fact:
    size, least = words_of(case)
    if not size:
        return view.Fact(name=t("fact_length"), value=t("length_unknown"))
    value, found = t("words", size), length(case)
    value = t("at_least", words=value) if least else value
    if found is None:
        return view.Fact(name=t("fact_length"), value=value, note=t("limit_none"))
    limit = t.number(found.limit.words)
    note = t("limit_over", found.over, limit=limit) if found.over > 0 else t("limit_kept", limit=limit)
    return view.Fact(
        name=t("fact_length"), value=value, note=note + ("" if found.limit.confirmed else t("unconfirmed"))
    )


def sources(run: CaseRun, t: Locale) -> tuple[view.Source, ...]:
    """Every document of the case, what it served for, and where it came from."""
    case = run.case
    found: list[tuple[str, Document]] = [("asked", case.recommendations.document)]
    found += [("reply", case.reply.document)] if case.reply else []
    found += [("previous", case.previous.document)] if case.previous else []
    found += [("earlier", earlier.document) for earlier in case.earlier]
    found += [("graded", graded.document) for graded in case.evaluations]
    found += [("evidence", seen.document) for seen in case.evidence]
    return tuple(_source(t, role, document) for role, document in found)


def _source(t: Locale, role: str, document: Document) -> view.Source:
    details = [clean(document.body), t(f"wording_{document.wording}")]
    details += [t("pages", document.source_pages)] if document.source_pages else []
    details += [t("words", document.words)] if document.words else []
    details += [f"SHA-256 {document.source_sha256}"] if document.source_sha256 else []
    return view.Source(
        id=clean(document.id),
        role=t(f"role_{role}"),
        symbol=clean(document.symbol or ("" if document.title else document.id)),
        title=clean(document.title),
        details=", ".join(part for part in details if part),
        url=clean(document.source_url),
    )
