"""The catalogue: every rule there is, in the order of their codes."""

from __future__ import annotations

from gapcheck.rules import (
    ans001,
    ans002,
    ans003,
    ans004,
    ans005,
    ans006,
    ans007,
    ans008,
    ans009,
    ans010,
    rep001,
    rep002,
    rep003,
    rep004,
    rep005,
)
from gapcheck.rules.base import Rule, rule

RULES: tuple[Rule, ...] = (
    rule(ans001),
    rule(ans002),
    rule(ans003),
    rule(ans004),
    rule(ans005),
    rule(ans006),
    rule(ans007),
    rule(ans008),
    rule(ans009),
    rule(ans010),
    rule(rep001),
    rule(rep002),
    rule(rep003),
    rule(rep004),
    rule(rep005),
)  # fmt: skip
