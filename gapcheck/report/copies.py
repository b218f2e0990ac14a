"""Passages that stand more than once, set sentence against sentence: one column a copy, the differences marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
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
    found = [one for finding in run.findings if dossier.drawn(finding) for one in _repeat(finding, dossier)]
    alike, met = Counter(one.title for one in found), Counter[str]()
    numbered = []
    for one in found:
        met[one.title] += 1
        numbered.append(replace(one, title=f"{one.title} ({met[one.title]})") if alike[one.title] > 1 else one)
    return tuple(numbered)


def _repeat(finding: Finding, dossier: Dossier) -> list[view.Repeat]:
    """One set of columns; a third copy that shares few of the sentences has a set of its own beside its nearest."""
    t, quotes = dossier.t, finding.quotes
    sets = [(chosen, rows) for chosen, rows in _from_pairs(finding) if rows]
    if not sets:
        language = dossier.places.document(quotes[0].record).language
        sets = [((0, 1), side_by_side(clean(quotes[0].text), clean(quotes[1].text), language))]
    kind = str(finding.detail.get("kind", ""))
    if not kind:
        marked = any(piece.mark for _, rows in sets for row in rows for cell in row for piece in cell)
        kind = "edited" if marked else "word for word"
    copies = tuple(_copy(quote, finding, dossier) for quote in quotes)
    shown = {number for chosen, _ in sets for number in chosen}
    further = tuple(copy for number, copy in enumerate(copies) if number not in shown)
    found = []
    for place, (chosen, rows) in enumerate(sets):
        beside = tuple(copies[number] for number in chosen) + (further if place == len(sets) - 1 else ())
        labels = list(dict.fromkeys(copy.label for copy in beside))
        found.append(
            view.Repeat(
                anchor=dossier.drawn(finding) + (f"-{place + 1}" if place else ""),
                code=finding.code,
                title=" · ".join(labels) if len(labels) > 1 else t("twice_in", label=labels[0]),
                kind=t("repeat_" + kind.replace(" ", "_")),
                columns=len(chosen),
                copies=beside,
                rows=rows,
            )
        )
    return found


def _copy(quote: Quote, finding: Finding, dossier: Dossier) -> view.Copy:
    case, record, t, places = dossier.run.case, quote.record, dossier.t, dossier.places
    now = any(answer is record for answer in case.responses)
    requests = dossier.leaves(record.answers) if now and isinstance(record, Response) else ()
    shares = finding.detail.get("coverage")
    share = shares.get(record.id) if now and isinstance(shares, Mapping) else None
    words = t("words", count_words(quote.text))
    name = clean(record.id) if now else places.reference(record)
    percent = round(100 * share) if share else 0
    return view.Copy(
        label=t.listed(list(requests)) if requests else name,
        reference=places.reference(record),
        anchor=dossier.anchor(requests[0]) if requests else "",
        extent=t("share_all" if percent == 100 else "share_of", words=words, percent=percent) if percent else words,
        language=places.document(record).language,
    )


Rows = tuple[tuple[tuple[Piece, ...], ...], ...]


def _from_pairs(finding: Finding) -> list[tuple[tuple[int, ...], Rows]]:
    """Which copies stand beside each other, and rows from the sentence pairs the rule found: sentences tied to one
    another share a row."""
    pairs = finding.detail.get("pairs")
    if not isinstance(pairs, list | tuple):
        return []
    ties = [tie for pair in pairs if (tie := _tie(pair, finding.quotes))]
    groups = _groups(ties)
    chosen = tuple(range(min(len(finding.quotes), COLUMNS)))
    rows = _rows(groups, finding.quotes, chosen)
    if len(chosen) < COLUMNS or 2 * sum(bool(row[-1]) for row in rows) >= len(rows):
        return [(chosen, rows)]
    last = chosen[-1]
    apart = [((other, last), _rows(groups, finding.quotes, (other, last))) for other in chosen[:-1]]
    return [(chosen[:-1], _rows(groups, finding.quotes, chosen[:-1])), max(apart, key=lambda one: len(one[1]))]


def _rows(groups: Sequence[Sequence[Cell]], quotes: Sequence[Quote], chosen: Sequence[int]) -> Rows:
    rows = (_fill(group, quotes, chosen) for group in groups)
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


def _fill(group: Sequence[Cell], quotes: Sequence[Quote], chosen: Sequence[int]) -> tuple[tuple[Piece, ...], ...]:
    texts = []
    for number in chosen:
        spans = [(start, end) for at, start, end in group if at == number]
        text = getattr(quotes[number].record, quotes[number].field)
        texts.append(clean(text[min(s for s, _ in spans) : max(e for _, e in spans)]).strip() if spans else "")
    held = [place for place, text in enumerate(texts) if text]
    cells: list[tuple[Piece, ...]] = [()] * len(chosen)
    for place in held:
        other = next((other for other in held if other != place), None)
        if other is not None:
            cells[place] = differences(texts[place], texts[other])[0]
    return tuple(cells)
