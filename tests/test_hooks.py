"""The pre-commit hooks and the GitHub action of this repository, run as their users run them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent


def run(*words: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in words], cwd=cwd, capture_output=True, text=True, encoding="utf-8",
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, **environment},
    )  # fmt: skip


def git(folder: Path, *words: str | Path) -> None:
    done = run("git", "-c", "user.name=a", "-c", "user.email=a@example.org", *words, cwd=folder)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A repository made by `gapcheck init`, in a folder whose name has a space and an accent."""
    folder = tmp_path / "mon dépôt"
    assert run(BIN / "gapcheck", "init", folder, cwd=tmp_path).returncode == 0
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "first")
    return folder


def test_the_hooks_run_from_a_clone_and_stop_a_broken_record(mine: Path, tmp_path: Path) -> None:
    clone = tmp_path / "gapcheck"
    clone.mkdir()
    names = run("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", cwd=ROOT).stdout.split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, clone / name)
    git(clone, "init", "-q")
    git(clone, "add", "-A")
    git(clone, "commit", "-qm", "all")
    revision = run("git", "rev-parse", "HEAD", cwd=clone).stdout.strip()
    config = {"repos": [{"repo": str(clone), "rev": revision, "hooks": [{"id": "gapcheck"}, {"id": "gapcheck-fmt"}]}]}
    (mine / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), "utf-8")
    git(mine, "add", ".")
    home = {"PRE_COMMIT_HOME": str(tmp_path / "home")}
    good = run(BIN / "pre-commit", "run", "--all-files", cwd=mine, **home)
    if "CalledProcessError" in good.stdout + good.stderr and not os.environ.get("CI"):
        pytest.skip("pre-commit could not install the hook's environment: no package registry answers")
    assert good.returncode == 0, good.stdout
    record = mine / "data" / "responses" / "example-reply-2026.yaml"
    record.write_text(record.read_text("utf-8").replace("answers:", "anwsers:", 1), "utf-8")
    bad = run(BIN / "pre-commit", "run", "--all-files", cwd=mine, **home)
    assert bad.returncode == 1
    assert "data/responses/example-reply-2026.yaml:" in bad.stdout
    assert "expected `answers`" in bad.stdout


def test_the_action_checks_annotates_and_writes_sarif(mine: Path) -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    inputs = {name: str(entry.get("default", "")) for name, entry in action["inputs"].items()}
    step = action["runs"]["steps"][1]
    environment = {name: value.replace("${{ inputs.", "").replace(" }}", "") for name, value in step["env"].items()}
    values = {name: inputs[key] for name, key in environment.items()}
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    shutil.copytree(ROOT / "data", mine / "data", dirs_exist_ok=True)
    done = run("bash", "-euo", "pipefail", "-c", step["run"], cwd=mine, PATH=path, **values)
    assert done.returncode == 1
    assert "::warning file=data/responses/aze-greta-2025.yaml,line=" in done.stdout
    assert (mine / "gapcheck.sarif").is_file()
