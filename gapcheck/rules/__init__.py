"""The catalogue: every rule there is, in the order of their codes."""

from __future__ import annotations

from gapcheck.rules import (
    ans001,
    ans008,
    rep001,
    rep002,
    rep003,
    rep004,
    rep005,
)
from gapcheck.rules.base import Rule, rule

RULES: tuple[Rule, ...] = (
    rule(ans001),
    rule(ans008),
    rule(rep001),
    rule(rep002),
    rule(rep003),
    rule(rep004),
    rule(rep005),
)  # fmt: skip
