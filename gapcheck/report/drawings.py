"""What a report draws: passages that stand twice, figures asked and given by year, dated acts on a line of years."""

from __future__ import annotations

from collections.abc import Sequence

from gapcheck.analysis.statistics import Row
from gapcheck.analysis.statistics import grid as statistics_grid
from gapcheck.model import CaseRun, Finding, Quote
from gapcheck.report import view
from gapcheck.report.dossier import Dossier, slug
from gapcheck.report.locale import Locale
from gapcheck.report.passages import clean, side_by_side
from gapcheck.text.spans import count_words

REPEATS = ("REP001", "REP002")
LAST_YEARS = 5  # columns where no request names a year
UNDATED = 4  # figures without a year named beside an indicator


def repeats(run: CaseRun, dossier: Dossier) -> tuple[view.Repeat, ...]:
    """The passages that stand twice, in the order of the findings, longest first among equals."""
    found = [finding for finding in run.findings if finding.code in REPEATS and len(finding.quotes) > 1]
    return tuple(_repeat(finding, dossier) for finding in found)


def _repeat(finding: Finding, dossier: Dossier) -> view.Repeat:
    t, quotes = dossier.t, finding.quotes
    left, right = quotes[0], quotes[1]
    language = dossier.places.document(left.record).language
    rows = side_by_side(clean(left.text), clean(right.text), language)
    same = all(not piece.mark for row in rows for side in row for piece in side)
    shared = sum(count_words(piece.text) for row in rows for piece in row[0] if not piece.mark)
    sizes = [count_words(quote.text) for quote in quotes]
    return view.Repeat(
        anchor=f"{dossier.prefix}p-{slug(finding.fingerprint)}",
        code=finding.code,
        kind=t("repeat_same" if same else "repeat_edited"),
        message=dossier.words(finding)[0],
        extent=t(
            "repeat_extent",
            left=t.number(sizes[0]),
            right=t.number(sizes[1]),
            left_name=clean(left.record.id),
            right_name=clean(right.record.id),
            percent=round(100 * shared / max(sizes[0], 1)),
        ),
        copies=tuple(_copy(quote, dossier) for quote in quotes),
        rows=rows,
    )


def _copy(quote: Quote, dossier: Dossier) -> view.Copy:
    case, record = dossier.run.case, quote.record
    requests = [name for name, answers in case.answers.items() if any(answer is record for answer in answers)]
    places = dossier.places
    return view.Copy(
        label=", ".join(requests) or clean(record.id),
        reference=places.reference(record),
        anchor=dossier.anchor(requests[0]) if requests else "",
        note="",
        language=places.document(record).language,
    )


def statistics(run: CaseRun, dossier: Dossier) -> view.Statistics:
    """The grid: a row an indicator asked for, a column a year that any of them asks for or gives."""
    t, grid = dossier.t, statistics_grid(run.case)
    years = sorted({year for row in grid for year in row.asked.years})
    years = years or sorted({year for row in grid for year in row.years})[-LAST_YEARS:]
    found = tuple(_series(row, years, dossier) for row in grid)
    given = sum(1 for series in found if series.given)
    return view.Statistics(
        years=tuple(years),
        series=found,
        summary=t("statistics_summary", len(found), given=t.count(given)) if found else "",
    )


def _series(row: Row, years: Sequence[int], dossier: Dossier) -> view.Series:
    t, asked = dossier.t, row.asked
    figures = tuple(_figure(row, year, dossier) for year in years)
    parts = [
        t("by_missing" if name in row.missing_by or not row.given else "by_given", by=_by(name, t)) for name in asked.by
    ]
    if row.undated:
        values = list(dict.fromkeys(clean(one.figure.shown) for one in row.undated))[:UNDATED]
        parts.append(t("without_year", list="; ".join(values)))
    if row.declined:
        parts.append(t("no_such_figures"))
    points = [(year, held[0].figure.value) for year, held in sorted(row.years.items()) if len(held) == 1]
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


def _figure(row: Row, year: int, dossier: Dossier) -> view.Figure:
    held = row.years.get(year, ())
    return view.Figure(
        year=year,
        value=", ".join(dict.fromkeys(clean(one.figure.shown) for one in held)),
        reference="; ".join(dict.fromkeys(dossier.places.reference(one.response) for one in held)),
        asked=year in row.asked.years or not row.asked.years and not row.given,
    )


def timeline(run: CaseRun, dossier: Dossier) -> view.Timeline:
    return view.Timeline(
        first=0, last=0, asked=0.0, replied=0.0, asked_label="", replied_label="", tracks=(), summary="", shown=0
    )
