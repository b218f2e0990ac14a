"""How often a rule was right, measured on real cases against gold made by reading (`benchmarks/accuracy.py --write`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml


@lru_cache(maxsize=1)
def _kept() -> dict[str, Any]:
    path = resources.files("gapcheck.rules") / "measured.yaml"
    data: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return data


def measured(code: str) -> str:
    """The `## Measured` section of a rule's page, as Markdown: on the cases it was worked on with, and apart from them on
    one before it was, which tells what to expect of a new document."""
    kept = _kept()
    where = f"On {len(kept['cases'])} real cases in their official wording"
    numbers = kept["rules"].get(code)
    if not _known(numbers):
        told = [f"{where} an expert listed nothing for this rule, and it found nothing: only its own cases test it."]
    else:
        told = [f"{where}, against findings an expert listed by reading:", _figures(numbers)]
    held = kept.get("held_out", {"cases": [], "rules": {}})
    numbers = held["rules"].get(code)
    if _known(numbers):
        names = ", ".join(held["cases"])
        now = " It has been since, and is among the cases above." if set(held["cases"]) <= set(kept["cases"]) else ""
        told += [f"On a document that the rules were not worked on with ({names}):{now}", _figures(numbers)]
    return "## Measured\n\n" + "\n\n".join(told)


def _known(numbers: Mapping[str, int] | None) -> bool:
    return numbers is not None and bool(numbers["gold"] or numbers["right"] + numbers["false"])


def _figures(numbers: Mapping[str, int]) -> str:
    """A list of what is known: recall, precision, and what counts neither way."""
    lines = []
    if numbers["gold"]:
        share = numbers["met"] / numbers["gold"]
        lines.append(f"- recall {share:.2f}: {numbers['met']} of {numbers['gold']} listed findings were found;")
    judged = numbers["right"] + numbers["false"]
    if judged:
        lines.append(f"- precision {numbers['right'] / judged:.2f}: {numbers['right']} of {judged} judged were right;")
    if numbers["neither"]:
        lines.append(f"- {numbers['neither']} more are fair to raise but were not listed, and count neither way.")
    return "\n".join(lines).rstrip(";") + ("" if lines[-1].endswith(".") else ".")
