"""The JSON contract (schemas/output.schema.json): what other programs build on."""

from __future__ import annotations

import json
from collections.abc import Iterator

from gapcheck.outputs import Data, Manuals


def stream(data: Data, manuals: Manuals) -> Iterator[str]:
    yield f'{{\n "gapcheck": {json.dumps(data["gapcheck"])},\n "cases": ['
    between = "\n"
    for case in data["cases"]:
        yield between + json.dumps(case, ensure_ascii=False, indent=1)
        between = ",\n"
    yield f'\n ],\n "problems": {json.dumps(data["problems"], ensure_ascii=False, indent=1)}\n}}\n'
