"""What each body asks for: scales, lengths, deadlines. Data files with their sources; no number lives in code."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from gapcheck.model import Document, Limit, Point, Procedure, Status


@lru_cache(maxsize=1)
def procedures() -> tuple[Procedure, ...]:
    """Every procedure on file, in the order of their ids."""
    folder = resources.files("gapcheck.procedures") / "data"
    files = sorted((path for path in folder.iterdir() if path.name.endswith(".yaml")), key=lambda path: path.name)
    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return tuple(build(yaml.load(path.read_text("utf-8"), Loader=loader)) for path in files)


def build(data: dict[str, Any]) -> Procedure:
    """The procedure one data file describes; every scalar arrives as a string."""
    return Procedure(
        id=data["id"],
        body=data["body"],
        names=tuple(data["names"]),
        symbols=tuple(data["symbols"]),
        reply_months=int(data["reply_months"]),
        scale=tuple(
            Point(
                grade=point["grade"],
                meaning=point["meaning"],
                wording=tuple(point["wording"]),
                statuses=tuple(Status(status) for status in point["statuses"]),
            )
            for point in data["scale"]
        ),
        limits=tuple(
            Limit(
                document=limit["document"],
                words=int(limit["words"]),
                source=limit["source"],
                date=limit["date"],
                confirmed=limit["confirmed"] == "true",
            )
            for limit in data["limits"]
        ),
        sources=tuple(f"{entry['what']}: {entry['source']} ({entry['date']})" for entry in data["sources"]),
        unconfirmed=tuple(entry["what"] for entry in data["sources"] if entry["confirmed"] != "true"),
        older_grades=tuple(data.get("older_grades", ())),
    )


def procedure_for(document: Document) -> Procedure | None:
    """The procedure a document belongs to: the one it names, else the one its symbol begins like, else the one whose
    body it names; None where none fits."""
    known = procedures()
    for procedure in known:
        if document.procedure == procedure.id:
            return procedure
    for procedure in known:
        if any(document.symbol.startswith(symbol) for symbol in procedure.symbols):
            return procedure
    for procedure in known:
        if document.body and any(name in document.body for name in procedure.names if len(name) > len("CEDAW")):
            return procedure
    return None
