"""The catalogue: every rule there is, in the order of their codes."""

from __future__ import annotations

from gapcheck.rules import (
    ans001,
)
from gapcheck.rules.base import Rule, rule

RULES: tuple[Rule, ...] = (
    rule(ans001),
)  # fmt: skip
