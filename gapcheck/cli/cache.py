"""Results kept between runs, so that what did not change is not worked out again: `.gapcheck_cache/` where one stands.

A result is used only where its key fits: the version and the very files of gapcheck, every record file of the case
and its verdicts, byte for byte. A cache that cannot be read or written is passed over in silence.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from gapcheck import __version__
from gapcheck.records import files
from gapcheck.records.index import Entry
from gapcheck.records.ties import Plan
from gapcheck.resources import PACKAGE

FOLDER = Path(".gapcheck_cache")
PARTS = frozenset(("id", "requests", "findings", "summary", "statistics", "stale_verdicts"))
"""What every result has; a file without them was not written by us."""


def key(plan: Plan, verdicts: Path) -> str:
    """What the result of a case depends on, as 64 hex digits."""
    digest = hashlib.sha256(_own_stamp().encode())
    entries: list[Entry | None] = [plan.recommendations, plan.reply, plan.previous]
    for entry in (*entries, *plan.earlier, *plan.evaluations, *plan.evidence):
        digest.update(f"\x1f{entry.file.name if entry else ''}\x1f".encode("utf-8", "surrogatepass"))
        if entry:
            digest.update(_bytes(Path(entry.file.path)))
    digest.update(b"\x1fverdicts\x1f" + _bytes(verdicts))
    return digest.hexdigest()


def _bytes(path: Path) -> bytes:
    try:
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return b""


def _own_stamp() -> str:
    """Changes with every change to gapcheck's own files, so that work on a rule is seen at once."""
    parts = [__version__]
    for path in _own_files(PACKAGE):
        parts.append(f"{path.name}:{path.stat().st_size}:{path.stat().st_mtime_ns}")
    return "\x1e".join(parts)


def _own_files(folder: Path) -> Iterable[os.DirEntry[str]]:
    with os.scandir(folder) as found:
        for one in sorted(found, key=lambda one: one.name):
            if one.is_dir(follow_symlinks=False):
                if one.name != "__pycache__":
                    yield from _own_files(Path(one.path))
            elif one.name.endswith((".py", ".yaml")):
                yield one


def _place(name: str, data: Path) -> Path:
    return FOLDER / f"{hashlib.sha256(f'{data.as_posix()}{chr(31)}{name}'.encode()).hexdigest()[:24]}.json"


def read(name: str, data: Path, wanted: str) -> dict[str, Any] | None:
    """The kept result of a case, where its key is `wanted`."""
    try:
        kept = json.loads(_place(name, data).read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(kept, dict) or kept.get("key") != wanted or not isinstance(kept.get("case"), dict):
        return None
    case: dict[str, Any] = kept["case"]
    return case if case.keys() >= PARTS else None


def keep(name: str, data: Path, wanted: str, case: dict[str, Any]) -> None:
    """Keeps the result of a case in place of the one kept before."""
    path = _place(name, data)
    with contextlib.suppress(OSError):
        FOLDER.mkdir(exist_ok=True)
        ignore = FOLDER / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", "utf-8")
        files.replace(path, json.dumps({"key": wanted, "case": case}, ensure_ascii=False))
