"""What is read out of a case is kept with the case: read once, however many rules ask, and gone when the case is."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from gapcheck.model import Case

P = ParamSpec("P")
R = TypeVar("R")


def per_case(work: Callable[Concatenate[Case, P], R]) -> Callable[Concatenate[Case, P], R]:
    """`work` with its results kept, by its other arguments (hashable, given by place), in the case they are of. A cache
    of the module's own would hold thousands of cases of a large run in memory."""

    @wraps(work)
    def kept(case: Case, /, *args: P.args, **kwargs: P.kwargs) -> R:
        held: dict[object, R] = case.__dict__.setdefault("_kept", {})
        key = (work, *args) if args else work
        if key not in held:
            held[key] = work(case, *args, **kwargs)
        return held[key]

    return kept
