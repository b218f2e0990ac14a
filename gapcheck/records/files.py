"""Files written in one step: beside, flushed to disk, then renamed, so that a reader never meets half a file."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from gapcheck.errors import GapcheckError, Problem


def write(files: Mapping[Path, str] | Mapping[Path, bytes], force: bool = False) -> None:
    """Writes several files, all or none. A file that is there already is replaced only with `force`.

    Raises GapcheckError where files are in the way or cannot be written; those that were there are then as before.
    """
    if not force:
        there = [path for path in files if os.path.lexists(path)]
        if there:
            problems = [Problem(file=path.as_posix(), message="this file is there already") for path in there]
            raise GapcheckError(problems, "Use --force to replace it, or choose another name.")
    ready: dict[Path, Path] = {}
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            ready[path] = _beside(path, text)
        _place(ready, force)
    except OSError as error:
        name = Path(error.filename).as_posix() if isinstance(error.filename, str) else ""
        problem = Problem(file=name, message=f"cannot be written: {(error.strerror or str(error)).lower()}")
        raise GapcheckError([problem], "Nothing was changed.") from error
    finally:
        for temporary in ready.values():
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _beside(path: Path, content: str | bytes) -> Path:
    """A new file next to `path` with the content, safely on disk, with the rights that `path` has or would have."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content.encode("utf-8") if isinstance(content, str) else content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
    except BaseException:
        os.unlink(name)
        raise
    return Path(name)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _place(ready: Mapping[Path, Path], force: bool) -> None:
    """Moves every new file to its place; where one cannot, those moved before are put back."""
    before = {path: path.read_bytes() if path.exists() else None for path in ready}
    done: list[Path] = []
    try:
        for path, temporary in ready.items():
            target = path.resolve() if path.is_symlink() else path
            if force:
                os.replace(temporary, target)
            else:
                _claim(temporary, target)
            done.append(path)
    except OSError:
        for path in done:
            content = before[path]
            if content is None:
                path.unlink(missing_ok=True)
            else:
                os.replace(_beside(path, content), path)
        raise
    for folder in sorted({path.parent for path in ready}):
        _flush_folder(folder)


def _claim(temporary: Path, target: Path) -> None:
    """Gives the file its name unless another has it meanwhile."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        os.replace(temporary, target)


def _flush_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # not every system lets a folder be opened
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
