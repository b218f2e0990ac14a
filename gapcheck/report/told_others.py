"""The sentences on figures, references, deadlines and evaluations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from gapcheck.report.told import MARKED, Told


def _statistics(f: Told) -> tuple[str, str]:
    years, by = f.finding.detail.get("asked_years", ()), f["by"]
    return f.say(
        "declined" if f["declined"] else "",
        indicators=f.marked(f["indicators"], 40),
        years=f.part("part_for_years", years, years=f.years(years if isinstance(years, list) else ())),
        by=f.part("part_by", by, by=f.by(by)),
    )


def _series(f: Told) -> tuple[str, str]:
    by = f["by"]
    return f.say(
        "" if f["years"] else "undated",
        asked="",
        indicator=f["indicator"],
        given=f.years(f["years"]),
        missing=f.years(f["missing"]),
        by=f.part("part_by", by, by=f.by(by)),
    )


def _breakdown(f: Told) -> tuple[str, str]:
    years = f["years"]
    return f.say(
        indicator=f["indicator"],
        by=f.by(f["missing_by"]),
        years=f.part("part_for_years", years, years=f.years(sorted(years))),
    )


def _rate(f: Told) -> tuple[str, str]:
    return f.say(shares=f.marked(list(dict.fromkeys(f["shares"]))))


def _conflict(f: Told) -> tuple[str, str]:
    other = f["sources"][1]
    where = {"this reply": "part_elsewhere", "the previous reply": "part_in_previous"}.get(other, "part_in_source")
    one, two = f["values"]
    return f.say(
        year=f["year"],
        what=f.part("part_brackets", f["indicator"], text=f.marked([f["indicator"]])),
        one=one,
        two=two,
        where=f.t(where, source=other),
    )


def _stale(f: Told) -> tuple[str, str]:
    noun = f["noun"]
    return f.say(
        newest=f["newest"], year=f["recommendation"], noun=f.part("part_brackets", noun, text=f.marked([noun]))
    )


def _reference(f: Told) -> tuple[str, str]:
    document = f.case.recommendations.document
    who = f.t("part_the_reply" if f["who"] == "reply" else "part_the_evaluation")
    symbol = f.finding.detail.get("symbol", "")
    return f.say(
        f["kind"], asked="", who=who, symbol=symbol, given=f.t.date(f["given"]), right=f.t.date(f["right"]),
        known=document.symbol or document.title or f.t("part_the_recommendation"),
        when=f.part("part_of_date", document.adopted, date=f.t.date(document.adopted)),
    )  # fmt: skip


def _citation(f: Told) -> tuple[str, str]:
    number = f["field"] == "number"
    one, two = (f.t("part_number" if number else "part_dated", value=f.t.date(value)) for value in f["values"])
    where = {"reply": "part_elsewhere", "previous": "part_in_previous"}.get(f["voice"], "part_in_source")
    return f.say(
        title=f.marked([f["title"]]), one=one, two=two, where=f.t(where, source=f["source"]),
        anew=f.part("part_anew", f["successive"]),
    )  # fmt: skip


def _late(f: Told) -> tuple[str, str]:
    computed = f.part("part_computed", f["computed"], f["months"])
    return f.say(due=f.t.date(f["due"]), received=f.t.date(f["received"]), span=f.t.span(f["days"]), computed=computed)


def _long(f: Told) -> tuple[str, str]:
    number, limit = f.t.number, f["limit"]
    return f.say(
        least=f.part("part_at_least", f["least"]), size=number(f["words"]), over=number(f["words"] - limit),
        limit=number(limit), document=f.kind(f["document"]), source=f["source"], doubt=f.part("part_limit_doubt", not f["confirmed"]),
    )  # fmt: skip


def _uncovered(f: Told) -> tuple[str, str]:
    return f.say(years=f.years(f["missing"]), first=str(f["from"])[:4], last=str(f["to"])[:4])


def _grade(f: Told) -> tuple[str, str]:
    other, grades = f["goes_with"], {"where": f["where"], "grade": f["grade"], "phrase": f.marked([f["phrase"]])}
    goes = f.part("part_goes_with", other, grades=f" {f.t('part_or')} ".join(other))
    return f.say("several" if f["closings"] > 1 else "", asked="", goes=goes, closings=f["closings"], **grades)


def _summary(f: Told) -> tuple[str, str]:
    summary, body = f["summary"], f["body"]
    variant = "no_summary" if not summary else "no_body" if not body else ""
    if summary and body and sorted(map(str, summary)) == sorted(map(str, body)):
        variant = "order"
    return f.say(variant, asked="", item=f["item"], summary=_grades(summary), body=_grades(body))


def _grades(found: Sequence[str]) -> str:
    return " ".join(f"[{grade.strip('[] ')}]" for grade in found)


def _ungraded(f: Told) -> tuple[str, str]:
    return f.say(item=f["item"], evaluation=f["evaluation"])


def _recurring(f: Told) -> tuple[str, str]:
    grouped: dict[tuple[str, str, str], list[str]] = {}
    for one in f["sources"]:
        grouped.setdefault((one["by"], one["symbol"], one["since"]), []).append(one["label"])
    parts = []
    for (by, symbol, since), labels in list(grouped.items())[:MARKED]:
        place = ", ".join(part for part in (symbol, *labels) if part)
        parts.append(f"{by}{f', {f.t.date(since)}' if since else ''}{f' ({place})' if place else ''}")
    more = len(grouped) - len(parts)
    since = f["since"]
    return f.say(
        sources=" ; ".join([*parts, *([f.t("others", more)] if more else [])]),
        since=f.part("part_brackets", since, text=f.t.date(since)),
    )


def _otherwise(f: Told) -> tuple[str, str]:
    since = f["date"]
    who = f"{f['by']}, {f.t.date(since)}" if since else f["by"]
    kind = "years" if f["kind"] == "years" else "rejoinder" if f["rejoinder"] else ""
    other = f.opening(f.finding.quotes[-1].text, 40)
    return f.say(kind, asked="", who=who, age=f.part("part_older_source", f["before"]), other=other)


WAYS: Mapping[str, Callable[[Told], tuple[str, str]]] = {
    "STA001": _statistics,
    "STA002": _series,
    "STA003": _breakdown,
    "STA004": _rate,
    "STA005": _conflict,
    "STA006": _stale,
    "REF001": _reference,
    "REF002": _citation,
    "REF003": _late,
    "REF004": _long,
    "REF005": _uncovered,
    "EVA001": _grade,
    "EVA002": _summary,
    "EVA003": _ungraded,
    "EVA004": _recurring,
    "EVA005": _otherwise,
}
