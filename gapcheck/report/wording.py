"""A finding said in the report's language: message and question."""

from __future__ import annotations

from gapcheck import model
from gapcheck.report import told_answers, told_others
from gapcheck.report.locale import Locale
from gapcheck.report.told import Lacking, Told

WAYS = {**told_answers.WAYS, **told_others.WAYS}
"""How each rule's sentence is filled; a rule that is not here has a sentence that names its requests only."""


def sentences(finding: model.Finding, case: model.Case, t: Locale) -> tuple[str, str] | None:
    """Message and question in the language of `t`; None where its catalogue has no sentence for the rule, or the
    finding lacks what it needs."""
    if not t.speaks(finding.code):
        return None
    try:
        return WAYS.get(finding.code, Told.say)(Told(finding, case, t))
    except Lacking:
        return None
