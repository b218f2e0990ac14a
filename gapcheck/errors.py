"""What a user can be told: which file, which line, which field, what was found, what would be right."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong with an input.

    `code` is a `REC…` code for record files and "" elsewhere; `line` and `column` count from 1, 0 where unknown;
    `field` is a dotted path (`recommendations[0].sub_items[2].id`); `found` and `expected` are plain words.
    """

    file: str
    line: int = 0
    column: int = 0
    field: str = ""
    message: str
    found: str = ""
    expected: str = ""
    code: str = ""

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        text = f"{where}: {self.field + ': ' if self.field else ''}{self.message}"
        if self.found:
            text += f"; found {self.found}"
        if self.expected:
            text += f"; expected {self.expected}"
        return text


class GapcheckError(Exception):
    """An error a user can mend. Carries every problem found in the run, never just the first.

    `hint` says what to do next, in one sentence.
    """

    def __init__(self, problems: list[Problem] | str, hint: str = "") -> None:
        self.problems = [Problem(file="", message=problems)] if isinstance(problems, str) else problems
        self.hint = hint
        super().__init__("\n".join(str(problem).removeprefix(": ") for problem in self.problems))


class RuleFault(Exception):
    """A rule broke: a fault in gapcheck itself, told apart from findings (exit code 4)."""

    def __init__(self, code: str, case: str, cause: BaseException) -> None:
        self.code, self.case = code, case
        super().__init__(f"rule {code} failed on case {case}: {type(cause).__name__}: {cause}")

    def __reduce__(self) -> tuple[type[RuleFault], tuple[str, str, BaseException]]:
        """So that it comes through from another process; the cause's own class may not."""
        return RuleFault, (self.code, self.case, RuntimeError(str(self.__cause__ or self)))
