"""A draft in the layout of a body's follow-up report: item by item, what speaks for each point of its scale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from gapcheck.analysis.procedure import Toward, toward
from gapcheck.model import CaseRun, Document, Point, Response, Severity, Status
from gapcheck.report import view
from gapcheck.report.dossier import status_key
from gapcheck.report.locale import Locale
from gapcheck.report.naming import names, runs
from gapcheck.report.passages import clean
from gapcheck.report.places import brief, name_of


def assessments(run: CaseRun, items: Sequence[view.Item], t: Locale) -> tuple[view.Assessment, ...]:
    """One block an item. A status is evidence toward every point of the scale that names it; where the body
    publishes no scale, or none of its points names a status, the status stands by itself."""
    if run.case.reply is None:
        return ()
    return tuple(
        view.Assessment(
            label=item.label,
            anchor=item.anchor,
            title=item.title,
            reply=_reply(run.case.reply.document, _answers(run, item), t),
            points=_points(run, item, t),
        )
        for item in items
    )


def _answers(run: CaseRun, item: view.Item) -> tuple[Response, ...]:
    """The answers shown under an item, each once, in the order of the reply."""
    shown = {answer.id for request in item.requests for answer in request.answers}
    return tuple(response for response in run.case.responses if response.id in shown)


def _reply(reply: Document, items: Sequence[Response], t: Locale) -> str:
    """Where the reply deals with an item: its paragraphs, else its pages, else the answers by name."""
    name = brief(name_of(reply))
    if not items:
        return t("no_answer")
    if all(answer.paragraphs for answer in items):
        found = list(dict.fromkeys(clean(number) for answer in items for number in answer.paragraphs))
        return f"{name}, {t('ref_paragraphs', len(found), list=t.listed(found))}"
    if all(answer.page for answer in items):
        pages = [str(page) for page in sorted({answer.page for answer in items})]
        return f"{name}, {t('ref_pages', len(pages), list=t.listed(pages))}"
    names = [clean(answer.id) for answer in items]
    return f"{name}, {t('ref_answers', len(names), list=t.listed(names))}"


def _points(run: CaseRun, item: view.Item, t: Locale) -> tuple[view.Point, ...]:
    """What speaks for each point; a sentence that holds for several requests is said once."""
    sorted_out = toward(run.case, run.outcomes)
    scale = run.case.procedure.scale if run.case.procedure else ()
    points = []
    for point in scale:
        held = _evidence([request for request in item.requests if point in _toward(sorted_out, request)])
        if held:
            points.append(view.Point(grade=clean(point.grade), meaning=clean(point.meaning), evidence=held))
    for status in Status:
        key = status_key(status)
        held = _evidence(
            [request for request in item.requests if request.status == key and not _toward(sorted_out, request)]
        )
        if held:
            points.append(view.Point(grade="", meaning=t(f"status_{key}"), evidence=held))
    return tuple(points)


def _toward(sorted_out: Mapping[str, Toward], request: view.Request) -> tuple[Point, ...]:
    found = sorted_out.get(request.id)
    return found.points if found else ()


def _evidence(requests: Sequence[view.Request]) -> tuple[str, ...]:
    """One sentence for each reason; those that end in the name of their request become one that names all."""
    said: dict[str, list[str]] = {}
    for request in requests:
        why = request.because or request.status_label
        ending = f" {request.label}."
        said.setdefault(f"{why.removesuffix(ending)} {{}}." if why.endswith(ending) else why, []).append(request.label)
    return tuple(_reason(why, labels) for why, labels in said.items())


def _reason(why: str, labels: Sequence[str]) -> str:
    if why.endswith(" {}."):
        return f"{why.removesuffix('{}.')}{runs(labels)}."
    return why if len(labels) == 1 and names(why, labels[0]) else f"{runs(labels)}: {why}"


def screening(run: CaseRun, copies: int, t: Locale) -> tuple[view.Fact, ...]:
    """What an officer checks first: is every request answered, is anything said twice, how much was found."""
    if run.case.reply is None:
        return ()
    total = len(run.outcomes)
    answered = sum(outcome.status is not Status.UNANSWERED for outcome in run.outcomes)
    full = sum(outcome.status is Status.ANSWERED for outcome in run.outcomes)
    levels = Counter(finding.severity for finding in run.findings)
    found = ", ".join(
        f"{t.number(levels[level])} {t(f'severity_{level.value}')}"
        for level in (Severity.ERROR, Severity.WARNING, Severity.NOTE)
        if levels[level]
    )
    return (
        view.Fact(
            name=t("screen_complete"),
            value=t("screen_complete_value", answered=t.number(answered), total=t.number(total)),
            note=t("screen_full", full),
        ),
        view.Fact(name=t("screen_repeats"), value=t("screen_repeats_value", copies)),
        view.Fact(name=t("screen_findings"), value=t("n_findings", len(run.findings)), note=found),
    )
