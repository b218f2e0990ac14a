"""The JSON contract (schemas/output.schema.json): what other programs build on."""

from __future__ import annotations

import json

from gapcheck.outputs import Data, Manuals


def render(data: Data, manuals: Manuals) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
