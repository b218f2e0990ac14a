"""Cases worked out one by one, or on all cores where they are many."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from gapcheck.records.store import Store

MANY = 24
"""From so many cases on a second process earns its start."""
_store: Store | None = None
"""What a forked process works on: it has it from its parent, nothing is sent."""


def check(store: Store, name: str) -> dict[str, Any]:
    """The result of one case as the data of the JSON contract."""
    from gapcheck import engine
    from gapcheck.outputs.contract import case_data
    from gapcheck.rules import RULES

    return case_data(engine.check_case(store.case(name), RULES, verdicts=store.verdicts.get(name, ())))


def _check(name: str) -> dict[str, Any]:
    assert _store is not None
    return check(_store, name)


@contextmanager
def pool(store: Store, number: int) -> Iterator[Callable[[Iterable[str]], Iterator[dict[str, Any]]]]:
    """Gives a function from case ids to their results, in the same order."""
    global _store
    cores = os.cpu_count() or 1
    if number < MANY or cores < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield lambda names: (check(store, name) for name in names)
        return
    import gapcheck.rules  # noqa: F401 - loaded before the fork, once for all

    _store = store
    processes = multiprocessing.get_context("fork").Pool(cores)
    try:
        yield lambda names: processes.imap(_check, names, chunksize=4)
    finally:
        processes.terminate()
        _store = None
