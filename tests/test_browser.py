"""The reports in a real browser and before other validators: nothing inaccessible, nothing invalid, nothing fetched.

They need Chromium, node, java and `npm install` in tests/browser. `.ci/run` installs them; elsewhere the tests skip, in CI
they never do.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
HERE = Path(__file__).parent / "browser"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
MISSING = [
    name
    for name, there in (
        ("chromium", CHROMIUM),
        ("node", shutil.which("node")),
        ("java", shutil.which("java")),
        ("npm install in tests/browser", (HERE / "node_modules").is_dir()),
    )
    if not there
]
pytestmark = pytest.mark.skipif(
    bool(MISSING) and not os.environ.get("CI"), reason=f"not installed: {', '.join(MISSING)}"
)
AUDIENCES = ("full", "staff", "ngo", "public")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every audience's report of the shipped case, in every format."""
    folder = tmp_path_factory.mktemp("reports")
    for audience in AUDIENCES:
        subprocess.run(
            [sys.executable, "-m", "gapcheck", "report", "--format", "html,docx", "--audience", audience, "-o", folder],
            cwd=ROOT, check=True, capture_output=True,
        )  # fmt: skip
    return folder


def page(reports: Path, audience: str, suffix: str = "html") -> Path:
    end = "" if audience == "full" else f"-{audience}"
    (found,) = [path for path in reports.glob(f"*.{suffix}") if path.stem == f"aze-greta-2023{end}"]
    return found


@pytest.fixture(scope="module")
def seen(reports: Path) -> dict[str, Any]:
    command = ["node", HERE / "browser.mjs", page(reports, "full"), CHROMIUM]
    done = subprocess.run([str(word) for word in command], cwd=HERE, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_axe_finds_nothing_on_wide_and_narrow_light_and_dark_screens(seen: dict[str, Any]) -> None:
    assert seen["axe"] == []


def test_the_page_fetches_nothing_and_breaks_nowhere(seen: dict[str, Any]) -> None:
    assert all(address.startswith("file:") for address in seen["requests"]), seen["requests"]


def test_the_matrix_leads_to_the_request_and_filters_and_search_narrow_the_list(seen: dict[str, Any]) -> None:
    walk = seen["walk"]
    assert walk["all"] == 25
    assert walk["anchor"].startswith("#r-")
    assert walk["target"]
    assert 0 < walk["filtered"] == walk["fitting"] < walk["all"]
    assert walk["nothing"] == 0
    assert walk["again"], "a link to a request that a filter hides shows it again"


def test_the_keyboard_meets_the_skip_link_first(seen: dict[str, Any]) -> None:
    assert seen["walk"]["firstFocus"] == "#main"


def test_everything_is_readable_without_scripts(seen: dict[str, Any]) -> None:
    assert seen["plain"] == {"shown": 25, "filters": 0}


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_page_is_valid_html(reports: Path, audience: str) -> None:
    jar = HERE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    done = subprocess.run(
        ["java", "-jar", str(jar), "--errors-only", "--format", "json", str(page(reports, audience))],
        capture_output=True, text=True,
    )  # fmt: skip
    found = [message for message in json.loads(done.stderr)["messages"] if message["type"] == "error"]
    assert found == []


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_word_file_is_valid_office_open_xml(reports: Path, audience: str) -> None:
    validator = HERE / "node_modules" / ".bin" / "ooxml-validator"
    done = subprocess.run([str(validator), str(page(reports, audience, "docx"))], capture_output=True, text=True)
    assert json.loads(done.stdout)["errors"] == []


def test_the_sarif_log_is_valid_by_its_own_validator(tmp_path: Path) -> None:
    log = tmp_path / "gapcheck.sarif"
    words = ["check", "--no-cache", "--fail-on", "never", "--format", "sarif"]
    done = subprocess.run([sys.executable, "-m", "gapcheck", *words], cwd=ROOT, capture_output=True, check=True)
    log.write_bytes(done.stdout)
    modules = HERE / "node_modules"
    (modules / "@microsoft" / "sarif-multitool-linux" / "Sarif.Multitool").chmod(0o755)
    tool = modules / ".bin" / "sarif-multitool"
    seen = subprocess.run([str(tool), "validate", str(log)], capture_output=True, text=True)
    assert "Analysis completed successfully." in seen.stdout
    assert ": error " not in seen.stdout, seen.stdout
