"""What a report draws of the case: figures asked and given by year, dated acts on a line of years."""

from __future__ import annotations

from collections.abc import Sequence

from gapcheck.analysis.statistics import Given, Row
from gapcheck.analysis.statistics import grid as statistics_grid
from gapcheck.analysis.timeline import Event, events
from gapcheck.model import CaseRun
from gapcheck.report import view
from gapcheck.report.dossier import Dossier
from gapcheck.report.locale import Locale
from gapcheck.report.passages import clean

LAST_YEARS = 5  # columns where no request names a year
LONGEST_AXIS = 40  # years on the axis; older dates stand at its left end
QUOTES = tuple('«“"')  # a title in these is whole
UNDATED = 4  # figures without a year named beside an indicator


def statistics(run: CaseRun, dossier: Dossier) -> view.Statistics:
    """The grid: a row an indicator asked for, a column a year that any of them asks for or gives."""
    t, grid = dossier.t, statistics_grid(run.case)
    years = _columns(grid)
    found = tuple(_series(row, years, dossier) for row in grid)
    given = sum(1 for series in found if series.given)
    return view.Statistics(
        years=tuple(years),
        series=found,
        summary=t("statistics_summary", len(found), given=t("statistics_given", given)) if found else "",
        trends=any(series.points for series in found),
    )


def _columns(grid: Sequence[Row]) -> list[int]:
    """The years asked for and, where any row gives them, the year before and the year after."""
    asked = {year for row in grid for year in row.asked.years}
    given = {year for row in grid for year in row.years}
    if not asked:
        return sorted(given)[-LAST_YEARS:]
    return sorted(asked | {year for year in given if min(asked) - 1 <= year <= max(asked) + 1})


def _series(row: Row, years: Sequence[int], dossier: Dossier) -> view.Series:
    t, asked = dossier.t, row.asked
    figures = tuple(_figure(row, year, dossier) for year in years)
    parts = [
        t("by_missing" if name in row.missing_by or not row.given else "by_given", by=_by(name, t)) for name in asked.by
    ]
    others = [f"{at}: {shown}" for at, shown in _beyond(row, years)][:UNDATED]
    if others:
        parts.append(t("other_years", list="; ".join(others)))
    if row.undated:
        values = list(dict.fromkeys(clean(one.figure.shown) for one in row.undated))[:UNDATED]
        parts.append(t("without_year", list="; ".join(values)))
    if row.declined:
        parts.append(t("no_such_figures"))
    points = [
        (year, held[0].figure.value)
        for year, held in sorted(row.years.items())
        if len(held) == 1 and len(held[0].figure.years) < 2
    ]
    return view.Series(
        request=asked.request,
        anchor=dossier.anchor(asked.request),
        indicator=clean(asked.indicator),
        figures=figures,
        breakdowns="; ".join(parts),
        points=tuple(points) if len(points) > 2 else (),
        given=sum(bool(figure.value) for figure in figures) or len(row.undated),
        asked=sum(figure.asked for figure in figures),
    )


def _by(name: str, t: Locale) -> str:
    return t(f"breakdown_{name}") if t.has(f"breakdown_{name}") else clean(name)


def _beyond(row: Row, years: Sequence[int]) -> list[tuple[str, str]]:
    """The figures for years that have no column: the years of each, and its value."""
    found: dict[str, list[int]] = {}
    for year, held in row.years.items():
        if year not in years:
            for one in held:
                found.setdefault(clean(one.figure.shown), []).append(year)
    return [(", ".join(str(year) for year in dict.fromkeys(held)), value) for value, held in found.items()]


def _shown(held: Sequence[Given]) -> str:
    """The values of one year; one for several years together says so, that it is not read as each year's."""
    return ", ".join(dict.fromkeys(_value(one) for one in held))


def _value(one: Given) -> str:
    value, years = clean(one.figure.shown), sorted(set(one.figure.years))
    return f"{value} ({years[0]}–{years[-1]})" if len(years) > 1 else value


def _figure(row: Row, year: int, dossier: Dossier) -> view.Figure:
    held = row.years.get(year, ())
    return view.Figure(
        year=year,
        value=_shown(held),
        reference="; ".join(dict.fromkeys(dossier.places.reference(one.response) for one in held)),
        asked=year in row.asked.years or (not row.asked.years and not row.given),
    )


def timeline(run: CaseRun, dossier: Dossier) -> view.Timeline:
    """Every dated act, decision and event the answers cite, on the line of its request; years of figures left out."""
    t, case = dossier.t, run.case
    tracks, seen = [], {}
    for request in case.requests:
        found = [event for event in events(case, request.id) if event.kind != "statistic year" and _at(event.iso)]
        seen.update({(event.response.id, event.start): event for event in found})
        found.sort(key=lambda event: (event.iso, event.start))
        if found:
            ticks = tuple(_tick(event, case.recommendations.document.adopted, t) for event in found)
            tracks.append(view.Track(label=request.id, anchor=dossier.anchor(request.id), ticks=ticks))
    asked = case.recommendations.document.adopted
    replied = case.reply.document.received if case.reply else ""
    marks = [mark for mark in (_at(asked), _at(replied)) if mark]
    dates = [tick.at for track in tracks for tick in track.ticks]
    every = [*dates, *marks] or [0.0]
    before = sum(not event.later for event in seen.values())
    return view.Timeline(
        first=int(max(min(every), max(every) - LONGEST_AXIS)),
        last=int(max(every)),
        asked=_at(asked),
        replied=_at(replied),
        asked_label=t("timeline_asked", date=t.date(asked)) if asked else "",
        replied_label=t("timeline_replied", date=t.date(replied)) if replied else "",
        tracks=tuple(tracks),
        summary=_cited(len(seen), before, asked, t) if tracks else "",
        shown=len(dates),
    )


def _cited(acts: int, before: int, asked: str, t: Locale) -> str:
    return t("timeline_summary", acts, before=t.count(before)) if asked else t("timeline_undated", acts)


def _tick(event: Event, asked: str, t: Locale) -> view.Tick:
    return view.Tick(
        at=_at(event.iso),
        date=t.date(event.iso) + (f" – {t.date(event.until)}" if event.until and event.until != event.iso else ""),
        title=_title(event),
        side=("after" if event.later else "before") if asked else "unknown",
    )


def _title(event: Event) -> str:
    """What a date is of; words taken out of the middle of a sentence say so."""
    label, sentence = clean(event.label), " ".join(clean(event.quote.text).split())
    at = sentence.find(label)
    if at < 0 or sentence[max(at - 2, 0) : at].strip()[-1:] in QUOTES:
        return label
    lead = "… " if sentence[:at].strip(" ,;:.–-") else ""
    return lead + label + (" …" if sentence[at + len(label) :].strip(' ,;:.–-»”"') else "")


def _at(iso: str) -> float:
    """A date as years with a fraction; the middle of a year or month where no day is given; 0.0 for no date."""
    parts = iso.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return 0.0
    year, month, day = [int(part) for part in parts] + [0] * (3 - len(parts))
    if not month:
        return year + 0.5
    return round(year + (month - 1 + ((day or 15) - 0.5) / 31) / 12, 4)
