"""Files written in one step: beside, flushed to disk, then renamed, so that a reader never meets half a file."""

from __future__ import annotations

import contextlib
import os
import re
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from gapcheck.errors import GapcheckError, Problem

TEMPORARY = re.compile(r"\.gapcheck-(\d+)-[0-9a-f]+\.tmp")
"""The name of a file that is not yet in its place; the number is the process that writes it."""
ABANDONED = 60
"""Seconds after which such a file may be taken for left behind; another machine may write to the same folder."""


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
    current = Path()
    try:
        for current, text in files.items():
            current.parent.mkdir(parents=True, exist_ok=True)
            ready[current] = _beside(current, text)
        _place(ready, force)
    except OSError as error:
        name = Path(error.filename).as_posix() if isinstance(error.filename, str) else current.as_posix()
        if TEMPORARY.fullmatch(Path(name).name):
            name = current.as_posix()
        problem = Problem(file=name, message=f"cannot be written: {(error.strerror or str(error)).lower()}")
        raise GapcheckError([problem], "Nothing was changed.") from error
    finally:
        for temporary in ready.values():
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
    for folder in {path.parent for path in files}:
        sweep(folder)


def replace(path: Path, content: str) -> None:
    """Writes one file in one step, without waiting for the disk: for what can be worked out again. Raises OSError."""
    os.replace(_beside(path, content, lasting=False), path)


def _beside(path: Path, content: str | bytes, lasting: bool = True) -> Path:
    """A new file in the folder of `path` with the content, safely on disk, with the rights that `path` has or would
    have. It has a name only once it is whole, where the system can do that: a killed run leaves no half of it."""
    name = path.parent / f".gapcheck-{os.getpid()}-{os.urandom(4).hex()}.tmp"
    data = content.encode("utf-8") if isinstance(content, str) else content
    rights = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    if hasattr(os, "O_TMPFILE"):
        with contextlib.suppress(OSError), _written(name.parent, os.O_TMPFILE, data, rights, lasting) as handle:
            folder = os.open(name.parent, os.O_RDONLY)
            try:  # with the folder given, links are followed to the file itself
                os.link(f"/proc/self/fd/{handle}", name.name, dst_dir_fd=folder, follow_symlinks=True)
            finally:
                os.close(folder)
            return name
    try:
        with _written(name, os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), data, rights, lasting):
            return name
    except BaseException:
        name.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def _written(path: Path, flags: int, data: bytes, rights: int, lasting: bool) -> Iterator[int]:
    """An open new file that holds the data."""
    handle = os.open(path, os.O_WRONLY | flags, rights)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        stream.flush()
        if lasting:
            os.fsync(handle)
        if hasattr(os, "fchmod"):
            os.fchmod(handle, rights)
        yield handle


def sweep(folder: Path) -> None:
    """Removes what killed runs left in a folder: files not yet in their place, of processes that are no more."""
    with contextlib.suppress(OSError):
        for found in os.scandir(folder):
            match = TEMPORARY.fullmatch(found.name)
            if match and time.time() - found.stat().st_mtime > ABANDONED and not _runs(int(match[1])):
                os.unlink(found.path)


def _runs(process: int) -> bool:
    if os.name != "posix":
        return True  # asking would end it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Lets one process at a time change the files of a folder by what they say; nothing is left behind. Where folders
    cannot be locked it lets all pass."""
    try:
        import fcntl

        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        yield
        return
    try:
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


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
