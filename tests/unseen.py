"""The invented documents of the held-out measure, read against what their author says of them: which words stand in each
request and in each answer to it (`import` in tests/gold/*-rules.json), and that there is no request besides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gapcheck.model import CaseRun


def faults(gold: Mapping[str, Any], runs: Sequence[CaseRun]) -> Iterator[str]:
    """Everything that the import has otherwise than the gold, one line each."""
    case = runs[0].case
    texts = {request.id: " ".join(request.text.split()) for request in case.requests}
    for name in texts:
        if name not in gold["import"]:
            yield f"{name}: a request that nobody made: {texts[name][:80]}"
    for name, (asked, said) in gold["import"].items():
        if name not in texts:
            yield f"{name}: no such request"
            continue
        if asked not in texts[name]:
            yield f"{name}: “{asked}” is not in its text: {texts[name][:80]}"
        answers = " ".join(" ".join(response.text.split()) for response in case.answers.get(name, ()))
        if said is None and answers:
            yield f"{name}: answered, though nobody answers it: {answers[:80]}"
        if said is not None and said not in answers:
            yield f"{name}: “{said}” is not in its answers: {answers[:80] or 'none'}"
    for where, text in (*texts.items(), *((one.id, one.text + (one.quoted or "")) for one in case.responses)):
        for stray in gold.get("stray", ()):
            if stray in " ".join(text.split()):
                yield f"{where}: “{stray}” does not belong there"
