"""What a change brings: the run less what an earlier revision of the data folder already had."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from gapcheck.cli.options import check_data
from gapcheck.errors import GapcheckError
from gapcheck.outputs import Data


def only_new(result: Data, data: Path, revision: str) -> dict[str, Any]:
    """`result` with the findings and record problems that `revision` did not have. Cases stay, so that their statuses
    are told. Raises GapcheckError where git does not know the revision."""
    before = _at(data, revision)
    known = {finding["fingerprint"] for case in before["cases"] for finding in case["findings"]}
    seen = Counter(_mark(problem) for problem in before["problems"])
    problems = []
    for problem in result["problems"]:
        seen[_mark(problem)] -= 1
        if seen[_mark(problem)] < 0:
            problems.append(problem)
    cases = (
        {**case, "findings": [one for one in case["findings"] if one["fingerprint"] not in known]}
        for case in result["cases"]
    )
    return {**result, "cases": cases, "problems": problems}


def _mark(problem: Data) -> tuple[str, ...]:
    """What makes a record problem the same one although lines moved."""
    return (problem["code"], problem["file"], problem["message"], problem["found"])


def _at(data: Path, revision: str) -> Data:
    with tempfile.TemporaryDirectory() as folder:
        unpack(data, revision, Path(folder))
        if not any(Path(folder).iterdir()):
            return {"cases": [], "problems": []}
        found = check_data(Path(folder), cached=False)
        found["cases"] = list(found["cases"])
        prefix = Path(folder).as_posix()
        for problem in found["problems"]:
            problem["file"] = problem["file"].replace(prefix, data.as_posix(), 1)
        return found


def unpack(data: Path, revision: str, target: Path) -> None:
    """Lays the data folder, as it was at a git revision, into `target`; nothing where it was not there yet.
    Raises GapcheckError where git does not know the revision."""
    top = _git(data, "rev-parse", "--show-toplevel").decode().strip()
    inside = data.resolve().relative_to(Path(top).resolve()).as_posix()
    commit = _commit(data, revision)
    if inside != "." and not _git(Path(top), "ls-tree", commit, "--", inside):
        return
    packed = _git(Path(top), "archive", "--format=tar", f"{commit}:{'' if inside == '.' else inside}")
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(target, filter=_laid)


def _laid(member: tarfile.TarInfo, path: str) -> tarfile.TarInfo | None:
    """The member as it may be laid down; None for one that would lead out of the folder, such as a link to elsewhere."""
    try:
        return tarfile.data_filter(member, path)
    except tarfile.FilterError:
        return None


def _commit(data: Path, revision: str) -> str:
    name = f"{revision}^{{commit}}"
    try:
        return _git(data, "rev-parse", "--verify", "--quiet", "--end-of-options", name).decode().strip()
    except GapcheckError as error:
        raise GapcheckError(
            f"git knows no revision {revision} here; the data folder of that revision cannot be had", hint=error.hint
        ) from error


def _git(folder: Path, *words: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, check=True)
    except (subprocess.CalledProcessError, FileNotFoundError) as error:
        said = getattr(error, "stderr", b"").decode("utf-8", "replace").strip() or "git could not answer"
        raise GapcheckError(
            f"the data folder of that revision cannot be had: {said}",
            hint="the data folder must be in a git checkout that has the revision (in CI: fetch-depth: 0)",
        ) from error
    return done.stdout
