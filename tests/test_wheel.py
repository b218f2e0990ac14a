"""The wheel holds what the tool needs: built, installed into an empty environment, run in an empty folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    return subprocess.run([str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An environment with only the wheel in it (its dependencies lent by the running one), and an empty folder."""
    place = tmp_path_factory.mktemp("wheel")
    source = place / "source"
    names = ("gapcheck", "schemas", "templates", "pyproject.toml", "README.md", "LICENSE")
    for name in names:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        source.mkdir(exist_ok=True)
        copy(ROOT / name, source / name)
    built = run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", place, source, cwd=place)
    assert built.returncode == 0, built.stderr
    (wheel,) = place.glob("*.whl")
    venv.create(place / "empty", with_pip=True)
    python = place / "empty" / "bin" / "python"
    put = run(python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=place)
    assert put.returncode == 0, put.stderr
    (site,) = (place / "empty" / "lib").glob("python3*/site-packages")
    own = next(path for path in sys.path if path.endswith("site-packages"))
    (site / "lent.pth").write_text(own + "\n")
    folder = place / "folder"
    folder.mkdir()
    return python, folder


def test_the_installed_tool_runs_in_an_empty_folder(installed: tuple[Path, Path]) -> None:
    python, folder = installed
    where = run(python, "-c", "import gapcheck; print(gapcheck.__file__)", cwd=folder)
    assert "empty" in where.stdout
    version = run(python, "-m", "gapcheck", "--version", cwd=folder)
    assert version.stdout.startswith("gapcheck ")
    nothing = run(python, "-m", "gapcheck", "check", cwd=folder)
    assert nothing.returncode == 2
    assert "no such data folder" in nothing.stderr
    assert "Traceback" not in nothing.stderr


def test_schemas_and_templates_travel_in_the_wheel(installed: tuple[Path, Path]) -> None:
    python, folder = installed
    shutil.copytree(ROOT / "data", folder / "data", dirs_exist_ok=True)
    checked = run(python, "-m", "gapcheck", "check", "--format", "json", "--fail-on", "never", cwd=folder)
    assert checked.returncode == 0, checked.stderr
    assert json.loads(checked.stdout)["cases"]
    shown = run(python, "-m", "gapcheck", "schema", "recommendations", cwd=folder)
    assert "sub_items" in shown.stdout
    made = run(python, "-m", "gapcheck", "report", "--format", "md,html,docx", "-o", "made", cwd=folder)
    assert made.returncode == 0, made.stderr
    assert {path.suffix for path in (folder / "made").iterdir()} == {".md", ".html", ".docx"}
