"""What a rule is: a module with `CODE`, `NAME`, `SEVERITY`, a docstring that is its manual page, and `check(case)`."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType

from gapcheck.model import Case, Gap, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`check` sees parsed data only (no I/O, no clock) and yields gaps; the engine stamps everything else."""

    code: str
    name: str
    severity: Severity
    check: Callable[[Case], Iterator[Gap]]
    manual: str

    @property
    def summary(self) -> str:
        """The first line of the manual."""
        return self.manual.splitlines()[0]


def rule(module: ModuleType) -> Rule:
    """The rule a module holds."""
    return Rule(
        code=module.CODE,
        name=module.NAME,
        severity=module.SEVERITY,
        check=module.check,
        manual=inspect.cleandoc(module.__doc__ or ""),
    )
