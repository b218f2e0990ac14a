"""Passages that stand more than once, set sentence against sentence: one column a copy, the differences marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gapcheck.model import CaseRun, Finding, Quote, Response
from gapcheck.report import view
from gapcheck.report.dossier import Dossier
from gapcheck.report.passages import clean, differences, side_by_side
from gapcheck.report.view import Piece
from gapcheck.text.spans import count_words

COLUMNS = 3  # copies beside each other; the others are listed
Cell = tuple[int, int, int]
"""A sentence of a copy: number of the copy, start and end in its text."""


def repeats(run: CaseRun, dossier: Dossier) -> tuple[view.Repeat, ...]:
    """The passages that stand more than once, in the order of the findings."""
    return tuple(_repeat(finding, dossier) for finding in run.findings if dossier.drawn(finding))


def _repeat(finding: Finding, dossier: Dossier) -> view.Repeat:
    t, quotes = dossier.t, finding.quotes
    columns = min(len(quotes), COLUMNS)
    rows = _from_pairs(finding, columns)
    if not rows:
        columns = 2
        language = dossier.places.document(quotes[0].record).language
        rows = side_by_side(clean(quotes[0].text), clean(quotes[1].text), language)
    kind = str(finding.detail.get("kind", ""))
    if not kind:
        kind = "edited" if any(piece.mark for row in rows for cell in row for piece in cell) else "word for word"
    copies = tuple(_copy(quote, finding, dossier) for quote in quotes)
    labels = list(dict.fromkeys(copy.label for copy in copies))
    return view.Repeat(
        anchor=dossier.drawn(finding),
        code=finding.code,
        title=" · ".join(labels) if len(labels) > 1 else t("twice_in", label=labels[0]),
        kind=t("repeat_" + kind.replace(" ", "_")),
        extent="; ".join(dict.fromkeys(copy.extent for copy in copies)),
        columns=columns,
        copies=copies,
        rows=rows,
    )


def _copy(quote: Quote, finding: Finding, dossier: Dossier) -> view.Copy:
    case, record, t, places = dossier.run.case, quote.record, dossier.t, dossier.places
    now = any(answer is record for answer in case.responses)
    requests = dossier.leaves(record.answers) if now and isinstance(record, Response) else ()
    shares = finding.detail.get("coverage")
    share = shares.get(record.id) if now and isinstance(shares, Mapping) else None
    words = t("words", count_words(quote.text))
    name = clean(record.id) if now else places.reference(record)
    return view.Copy(
        label=t.listed(list(requests)) if requests else name,
        reference=places.reference(record),
        anchor=dossier.anchor(requests[0]) if requests else "",
        extent=t("share_of", words=words, name=name, percent=round(100 * share))
        if share
        else t("part_of", words=words, name=name),
        language=places.document(record).language,
    )


def _from_pairs(finding: Finding, columns: int) -> tuple[tuple[tuple[Piece, ...], ...], ...]:
    """Rows from the sentence pairs the rule found: sentences tied to one another share a row."""
    pairs = finding.detail.get("pairs")
    if not isinstance(pairs, list | tuple):
        return ()
    ties = [tie for pair in pairs if (tie := _tie(pair, finding.quotes))]
    rows = [_fill(group, finding.quotes, columns) for group in _groups(ties)]
    return tuple(row for row in rows if sum(bool(cell) for cell in row) > 1)


def _tie(pair: Mapping[str, Any], quotes: Sequence[Quote]) -> tuple[Cell, Cell] | None:
    """The two sentences of a pair as cells; None where one of them stands in no copy."""
    left = _cell(pair["left"], quotes, ())
    right = _cell(pair["right"], quotes, (left[0],) if left else ())
    return (left, right) if left and right else None


def _cell(place: Sequence[Any], quotes: Sequence[Quote], taken: tuple[int, ...]) -> Cell | None:
    name, start, end = place
    for number, quote in enumerate(quotes):
        if number not in taken and quote.record.id == name and quote.start < end and start < quote.end:
            return number, int(start), int(end)
    return None


def _groups(ties: Sequence[tuple[Cell, Cell]]) -> list[list[Cell]]:
    """Cells tied directly or through others, in the order of the first copy they stand in."""
    groups: list[list[Cell]] = []
    for left, right in ties:
        joined = [group for group in groups if any(_same(cell, one) for cell in group for one in (left, right))]
        merged = [cell for group in joined for cell in group] + [left, right]
        groups = [group for group in groups if group not in joined] + [list(dict.fromkeys(merged))]
    return sorted(groups, key=lambda group: min(group))


def _same(one: Cell, other: Cell) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def _fill(group: Sequence[Cell], quotes: Sequence[Quote], columns: int) -> tuple[tuple[Piece, ...], ...]:
    texts = []
    for number in range(columns):
        spans = [(start, end) for at, start, end in group if at == number]
        text = getattr(quotes[number].record, quotes[number].field)
        texts.append(clean(text[min(s for s, _ in spans) : max(e for _, e in spans)]).strip() if spans else "")
    held = [number for number, text in enumerate(texts) if text]
    cells: list[tuple[Piece, ...]] = [()] * columns
    for number in held:
        other = next((other for other in held if other != number), None)
        if other is not None:
            cells[number] = differences(texts[number], texts[other])[0]
    return tuple(cells)
