"""What stands beside a reply: the grades a body gave, what its evaluation says, and what other sources say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from gapcheck import model
from gapcheck.report import view
from gapcheck.report.locale import Locale
from gapcheck.report.passages import clean
from gapcheck.report.places import name_of

Leaves = Callable[[Sequence[str]], tuple[str, ...]]
"""Ids of requests → the requests at or below them."""


def grades(case: model.Case, leaves: Leaves, t: Locale) -> Mapping[str, tuple[view.Grade, ...]]:
    """Request → the grades it was given, each with what the body's scale says it means."""
    meanings = {point.grade: point.meaning for point in (case.procedure.scale if case.procedure else ())}
    found: dict[str, list[view.Grade]] = defaultdict(list)
    for graded in case.evaluations:
        for evaluation in graded.evaluations:
            meaning = clean(meanings.get(evaluation.grade, ""))
            grade = view.Grade(
                grade=clean(evaluation.grade),
                meaning=meaning,
                source=name_of(graded.document),
                words=t("graded_meaning" if meaning else "graded", grade=clean(evaluation.grade), meaning=meaning),
            )
            for name in leaves(evaluation.covers):
                found[name].append(grade)
    return {name: tuple(given) for name, given in found.items()}


def bearing(case: model.Case, leaves: Leaves) -> Mapping[str, Sequence[model.Statement | model.Evaluation]]:
    """Request → what the body's evaluation says, under the first request it covers, and what other sources say."""
    found: dict[str, list[model.Statement | model.Evaluation]] = defaultdict(list)
    for graded in case.evaluations:
        for evaluation in graded.evaluations:
            for name in leaves(evaluation.covers)[:1]:
                found[name].append(evaluation)
    for seen in case.evidence:
        for statement in seen.statements:
            for name in leaves(statement.about):
                found[name].append(statement)
    return found
