"""How often a rule was right, measured on real cases against gold made by reading (`benchmarks/accuracy.py --write`)."""

from __future__ import annotations

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
    """The `## Measured` section of a rule's page, as Markdown."""
    kept = _kept()
    numbers = kept["rules"].get(code)
    where = f"{len(kept['cases'])} real cases in their official wording"
    if numbers is None or not (numbers["gold"] or numbers["right"] + numbers["false"]):
        told = f"On {where} an expert listed nothing for this rule, and it found nothing: only its own cases test it."
        return f"## Measured\n\n{told}"
    lines = [f"On {where}, against findings an expert listed by reading:", ""]
    if numbers["gold"]:
        share = numbers["met"] / numbers["gold"]
        lines.append(f"- recall {share:.2f}: {numbers['met']} of {numbers['gold']} listed findings were found;")
    judged = numbers["right"] + numbers["false"]
    if judged:
        lines.append(f"- precision {numbers['right'] / judged:.2f}: {numbers['right']} of {judged} judged were right;")
    if numbers["neither"]:
        lines.append(f"- {numbers['neither']} more are fair to raise but were not listed, and count neither way.")
    return "## Measured\n\n" + "\n".join(lines).rstrip(";") + ("" if lines[-1].endswith(".") else ".")
