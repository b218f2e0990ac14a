"""Precision and recall of the search for repeated text on planted sentences: `python benchmarks/reuse_accuracy.py`.

`reuse_planted.yaml` holds invented passages in three versions and sentences that only look alike. For each kind a pool
is made of the first versions, the second versions and every sentence that stands apart; a found link between the two
versions of one sentence is right, any other is a false alarm. Every miss and false alarm is printed with `--all`.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

from gapcheck.text.reuse import Pool, links
from gapcheck.text.reuse_chain import kind_of, passages
from gapcheck.text.reuse_units import Text

PLANTED = Path(__file__).with_name("reuse_planted.yaml")
KINDS = {"said": "word for word", "edited": "edited", "anew": "translated"}


def pool_of(field: dict[str, Any], version: str) -> tuple[Pool, dict[tuple[int, int], str]]:
    """The texts of one field, and which planted sentence stands at (text, start)."""
    texts, spots = [], {}
    for copy in ("said", version):
        for number, passage in enumerate(field["passages"]):
            body = ""
            for line, sentence in enumerate(passage[copy]):
                spots[len(texts), len(body)] = f"{number}.{line}"
                body += sentence + " "
            texts.append(Text(f"{copy} {number}", body.strip()))
    for rows in field["apart"]:
        for row in rows:
            texts.append(Text("apart", row))
        texts.append(Text("apart together", " ".join(rows[1:])))
    return Pool(texts, field["language"]), spots


def measure(field: dict[str, Any], version: str) -> dict[str, list[str]]:
    """The outcome of one field and kind, as lists of what was right, missed, a false alarm, rightly named."""
    pool, spots = pool_of(field, version)
    size = len(field["passages"])
    wanted = {name for (number, _), name in spots.items() if number < size}
    out: dict[str, list[str]] = defaultdict(list)
    for passage in passages(pool, links(pool)):
        for item in passage.links:
            one, two = pool.sentences[item.left], pool.sentences[item.right]
            left, right = spots.get((one.text, one.start)), spots.get((two.text, two.start))
            shown = f"{pool.quote(item.left)} | {pool.quote(item.right)} ({item.score:.2f})"
            if pool.texts[one.text].key == "apart" and pool.quote(item.left) == pool.quote(item.right):
                continue
            if left and right and left == right and one.text < size <= two.text:
                out["right"].append(left)
            else:
                out["false alarm"].append(shown)
        if passage.left >= 2 * size:
            continue
        named = kind_of(pool, passage.links) == KINDS[version]
        out["named" if named else "misnamed"].append(f"{pool.texts[passage.left].key} {kind_of(pool, passage.links)}")
    texts = {name: field["passages"][int(name.split(".")[0])][version][int(name.split(".")[1])] for name in wanted}
    out["missed"] = [texts[name] for name in sorted(wanted - set(out["right"]))]
    out["right"] = sorted(set(out["right"]))
    return out


def main() -> None:
    fields = yaml.safe_load(PLANTED.read_text("utf-8"))
    totals: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    for field in fields:
        for version, kind in KINDS.items():
            got = measure(field, version)
            counts = [len(got[name]) for name in ("right", "missed", "false alarm", "named", "misnamed")]
            totals[field["set"], kind] = [a + b for a, b in zip(totals[field["set"], kind], counts, strict=True)]
            for what in ("missed", "false alarm", "misnamed") if "--all" in sys.argv else ():
                for line in got[what]:
                    print(f"{field['field']}, {kind}, {what}: {line}")
    print(
        f"{'set':10} {'kind':14} {'right':>5} {'missed':>6} {'false':>5} {'precision':>9} {'recall':>6} {'kind named':>10}"
    )
    for (name, kind), (right, missed, false, named, misnamed) in sorted(totals.items(), reverse=True):
        print(
            f"{name:10} {kind:14} {right:5} {missed:6} {false:5} {right / max(1, right + false):9.2f}"
            f" {right / max(1, right + missed):6.2f} {named / max(1, named + misnamed):10.2f}"
        )


if __name__ == "__main__":
    main()
