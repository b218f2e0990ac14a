"""The command line as a user meets it: exit codes, help, streams, settings, verdicts, what a change brings."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import repository

ROOT = Path(__file__).parent.parent
BODY = """\
document: {id: body-2024, kind: recommendations, symbol: X/1, state: XXX, adopted: "2024-03-01"}
recommendations:
  - {id: "1", label: "1.", text: Train prison doctors in the documentation of injuries.}
  - {id: "2", label: "2.", text: Publish the annual report of the ombudsperson.}
"""
REPLY = """\
document: {id: state-2026, kind: responses, symbol: X/2, state: XXX, replies_to: body-2024, received: "2026-02-01"}
responses:
  - {answers: ["1"], text: "In 2025 the ministry trained 41 prison doctors in the documentation of injuries."}
"""


def gapcheck(*words: str, cwd: Path, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "gapcheck", *words], cwd=cwd, input=stdin, capture_output=True, text=True,
        encoding="utf-8", env={**os.environ, **environment},
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with one case: two requests, the second unanswered."""
    return repository(tmp_path, recommendations=BODY, responses=REPLY)


def only(place: Path, *words: str) -> list[dict[str, object]]:
    done = gapcheck("check", "--format", "json", "--select", "ANS001", *words, cwd=place)
    findings: list[dict[str, object]] = json.loads(done.stdout)["cases"][0]["findings"]
    return findings


def test_findings_end_with_one_and_nothing_but_the_answer_is_on_stdout(place: Path) -> None:
    done = gapcheck("check", "--format", "json", cwd=place)
    assert done.returncode == 1
    assert json.loads(done.stdout)["cases"][0]["id"] == "body-2024"
    assert done.stderr == ""


def test_the_fail_level_decides_about_the_exit_code(place: Path) -> None:
    assert gapcheck("check", "--select", "ANS001", "--fail-on", "error", cwd=place).returncode == 1
    assert gapcheck("check", "--select", "ANS001", "--fail-on", "never", cwd=place).returncode == 0
    assert gapcheck("check", "--ignore", "ANS,STA,MEA,REP,REF,EVA", cwd=place).returncode == 0


def test_an_empty_data_folder_ends_with_three(tmp_path: Path) -> None:
    (tmp_path / "data" / "responses").mkdir(parents=True)
    done = gapcheck("check", cwd=tmp_path)
    assert done.returncode == 3
    assert "nothing was checked" in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["check", "--format", "pdf"], "'pdf' is not one of"),
        (["check", "no-such-case"], "no case is called no-such-case"),
        (["check", "--select", "XYZ"], "no rule has a code like XYZ"),
        (["explain", "ABC123"], "no rule is called ABC123"),
        (["check", "--data", "nowhere"], "no such data folder"),
        (["chekc"], "No such command 'chekc'"),
        (["check", "--since", "HEAD~9"], "cannot be had"),
    ],
)
def test_wrong_usage_ends_with_two_and_says_what_would_be_right(place: Path, words: list[str], told: str) -> None:
    done = gapcheck(*words, cwd=place, GIT_CEILING_DIRECTORIES=str(place.parent))
    assert done.returncode == 2
    assert told in done.stderr
    assert done.stdout == ""


def test_a_fault_in_gapcheck_itself_ends_with_four_and_names_rule_and_case(place: Path) -> None:
    broken = (
        "import gapcheck.rules as r, dataclasses, sys\n"
        "def check(case):\n    yield 1 / 0\n"
        "r.RULES = (dataclasses.replace(r.RULES[0], check=check),)\n"
        "from gapcheck.cli import main\n"
        "sys.argv = ['gapcheck', 'check']\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", broken], cwd=place, capture_output=True, text=True)
    assert done.returncode == 4
    assert "ANS001" in done.stderr
    assert "body-2024" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_command_has_help_with_an_example(place: Path) -> None:
    listed = gapcheck("--help", cwd=place).stdout
    from gapcheck.cli import COMMANDS

    for name in COMMANDS:
        assert f"  {name} " in listed
        text = gapcheck(name, "--help", cwd=place).stdout
        assert f"gapcheck {name}" in text.split("Example", 1)[1], name


def test_output_is_utf8_whatever_the_locale_and_plain_when_piped(place: Path) -> None:
    path = place / "data" / "recommendations" / "body-2024.yaml"
    path.write_text(path.read_text("utf-8").replace("Publish", "Publish in Azərbaycan the"), "utf-8")
    done = gapcheck("check", "--select", "ANS001", cwd=place, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert "Azərbaycan" in done.stdout
    assert "\033[" not in done.stdout


def test_settings_are_read_and_unknown_keys_refused_with_the_nearest(place: Path) -> None:
    (place / "gapcheck.toml").write_text('fail-on = "never"\n[severity]\nANS001 = "note"\n', "utf-8")
    assert gapcheck("check", cwd=place).returncode == 0
    assert {finding["severity"] for finding in only(place)} == {"note"}
    shown = gapcheck("config", cwd=place).stdout
    assert "fail-on   = 'never'  (gapcheck.toml)" in shown
    (place / "gapcheck.toml").write_text('fail_on = "never"\n', "utf-8")
    done = gapcheck("check", cwd=place)
    assert done.returncode == 2
    assert "gapcheck.toml: fail_on: unknown key; found fail_on; expected fail-on" in done.stderr


def test_several_outputs_are_written_at_once(place: Path) -> None:
    gapcheck("check", "--output", "sarif=a/x.sarif", "--output", "junit=a/x.xml", cwd=place)
    assert json.loads((place / "a" / "x.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert (place / "a" / "x.xml").read_text("utf-8").startswith("<?xml")


def test_a_disputed_finding_stays_visible_and_no_longer_fails(place: Path) -> None:
    (finding,) = only(place)
    mark = str(finding["fingerprint"])
    words = ("review", "X/1", "--dispute", mark, "--why", "Annex 2 has it.", "--by", "Ana", "--on", "2026-03-01")
    assert gapcheck(*words, cwd=place).returncode == 0
    done = gapcheck("check", "--select", "ANS001", cwd=place)
    assert done.returncode == 0
    assert "[disputed by Ana]" in done.stdout
    lines = place / "data" / "responses" / "state-2026.yaml"
    lines.write_text("# a new first line\n\n" + lines.read_text("utf-8"), "utf-8")
    assert only(place)[0]["verdict"]["why"] == "Annex 2 has it."  # type: ignore[index]


def test_a_verdict_whose_passage_changed_is_stale_and_not_applied(place: Path) -> None:
    (finding,) = only(place)
    words = ("review", "body-2024", "--dispute", str(finding["fingerprint"]), "--why", "See annex.", "--by", "Ana")
    gapcheck(*words, cwd=place)
    path = place / "data" / "recommendations" / "body-2024.yaml"
    path.write_text(path.read_text("utf-8").replace("annual report", "yearly account"), "utf-8")
    data = json.loads(gapcheck("check", "--format", "json", "--select", "ANS001", cwd=place).stdout)["cases"][0]
    assert data["findings"][0]["verdict"] is None
    assert data["stale_verdicts"][0]["why"] == "See annex."


def test_review_walks_the_findings_and_saves_at_each_step(place: Path) -> None:
    done = gapcheck("review", "body-2024", "--select", "ANS001", "--by", "Ana", cwd=place, stdin="b\nn\nLook again\n")
    assert done.returncode == 0
    text = (place / "data" / "verdicts" / "body-2024.yaml").read_text("utf-8")
    assert "verdict: accepted" in text
    assert "note: Look again" in text


def test_since_reports_only_what_a_change_brings(place: Path) -> None:
    def git(*words: str) -> None:
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(["git", *identity, *words], cwd=place, check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "first")
    assert only(place, "--since", "HEAD") == []
    path = place / "data" / "recommendations" / "body-2024.yaml"
    path.write_text(path.read_text("utf-8") + '  - {id: "3", label: "3.", text: Open a shelter.}\n', "utf-8")
    assert [finding["requests"] for finding in only(place, "--since", "HEAD")] == [["3"]]
    shown = gapcheck("diff", "body-2024@HEAD", "body-2024", "--format", "json", cwd=place)
    summary = json.loads(shown.stdout)["comparisons"][0]["summary"]
    assert summary["requests"] == {"repeated": 2, "new": 1}


def test_fmt_check_names_what_it_would_change_and_fmt_is_idempotent(place: Path) -> None:
    done = gapcheck("fmt", "--check", cwd=place)
    assert done.returncode == 1
    assert "would change data/recommendations/body-2024.yaml" in done.stdout
    assert gapcheck("fmt", cwd=place).returncode == 0
    assert gapcheck("fmt", "--check", cwd=place).returncode == 0


def test_a_new_repository_passes_its_own_check(tmp_path: Path) -> None:
    assert gapcheck("init", "mine", cwd=tmp_path).returncode == 0
    done = gapcheck("check", cwd=tmp_path / "mine")
    assert done.returncode == 0, done.stdout
    assert gapcheck("fmt", "--check", cwd=tmp_path / "mine").returncode == 0
    again = gapcheck("init", "mine", cwd=tmp_path)
    assert again.returncode == 2
    assert "is there already" in again.stderr


def test_the_founding_case_shows_its_gaps_with_file_and_line(tmp_path: Path) -> None:
    gapcheck("init", "mine", cwd=tmp_path)
    shutil.copytree(ROOT / "data", tmp_path / "mine" / "data", dirs_exist_ok=True)
    done = gapcheck("check", "--format", "github", cwd=tmp_path / "mine")
    assert done.returncode == 1
    assert "file=data/responses/aze-greta-2025.yaml,line=" in done.stdout


def test_a_planted_error_fails_the_run_with_its_line(place: Path) -> None:
    path = place / "data" / "responses" / "state-2026.yaml"
    path.write_text(path.read_text("utf-8").replace("answers", "anwsers"), "utf-8")
    done = gapcheck("check", cwd=place)
    assert done.returncode == 1
    assert "data/responses/state-2026.yaml:3:" in done.stdout
    assert "expected `answers`" in done.stdout


def test_a_kept_result_is_the_result_and_every_change_is_seen(place: Path) -> None:
    words = ("check", "--format", "json")
    first = gapcheck(*words, cwd=place)
    (kept,) = (place / ".gapcheck_cache").glob("*.json")
    again = gapcheck(*words, cwd=place)
    fresh = gapcheck(*words, "--no-cache", cwd=place)
    assert first.stdout == again.stdout == fresh.stdout
    kept.write_text(kept.read_text("utf-8").replace("The reply has no response", "KEPT"), "utf-8")
    assert "KEPT" in gapcheck(*words, cwd=place).stdout, "the second run must come from the cache"
    path = place / "data" / "responses" / "state-2026.yaml"
    path.write_text(path.read_text("utf-8").replace("41 prison", "43 prison"), "utf-8")
    assert "KEPT" not in gapcheck(*words, cwd=place).stdout
    kept.write_text(json.dumps({**json.loads(kept.read_text("utf-8")), "case": {"id": "body-2024"}}), "utf-8")
    assert gapcheck(*words, cwd=place).returncode == 1
    kept.write_text("{", "utf-8")
    assert json.loads(gapcheck(*words, cwd=place).stdout) == json.loads(
        gapcheck(*words, "--no-cache", cwd=place).stdout
    )


def test_a_report_keeps_its_results_for_the_next_check_but_not_those_of_a_few_rules(place: Path) -> None:
    gapcheck("report", "--select", "ANS001", "--format", "md", cwd=place)
    assert not (place / ".gapcheck_cache").exists()
    gapcheck("report", "--format", "md", cwd=place)
    (kept,) = (place / ".gapcheck_cache").glob("*.json")
    kept.write_text(kept.read_text("utf-8").replace("The reply has no response", "KEPT"), "utf-8")
    assert "KEPT" in gapcheck("check", "--format", "json", cwd=place).stdout


def test_a_folder_that_cannot_be_written_is_no_hindrance(place: Path) -> None:
    (place / ".gapcheck_cache").write_text("in the way", "utf-8")
    assert gapcheck("check", cwd=place).returncode == 1


def test_the_page_of_a_rule_tells_how_often_it_was_right(place: Path) -> None:
    shown = gapcheck("explain", "ANS009", cwd=place).stdout
    assert "- recall 1.00: 29 of 29 listed findings were found" in shown
    assert "## Measured" in gapcheck("explain", "sta006", cwd=place).stdout


def test_since_copes_with_a_revision_that_holds_links_and_names_one_it_does_not_know(place: Path) -> None:
    def git(*words: str) -> None:
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(["git", *identity, *words], cwd=place, check=True, capture_output=True)

    (place / "data" / "evidence").mkdir()
    (place / "data" / "evidence" / "away.txt").symlink_to("/etc/hostname")
    (place / "data" / "evidence" / "here.txt").symlink_to("../responses/state-2026.yaml")
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "first")
    assert only(place, "--since", "HEAD") == []
    done = gapcheck("check", "--since", "no-such", cwd=place)
    assert done.returncode == 2
    assert "git knows no revision no-such here" in done.stderr


def test_the_files_for_ci_install_what_they_are_told_to(tmp_path: Path) -> None:
    address = "git+https://example.org/gapcheck@v9"
    done = gapcheck("init", "my monitor", "--install", address, cwd=tmp_path)
    assert "cd 'my monitor' && gapcheck check" in done.stderr
    for name in (".gitlab-ci.yml", ".pre-commit-config.yaml", ".github/workflows/gapcheck.yml"):
        assert f'"{address}"' in (tmp_path / "my monitor" / name).read_text("utf-8"), name
    assert gapcheck("init", "other", "--install", 'x"; rm', cwd=tmp_path).returncode == 2


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("gapcheck re", {"report", "review"}),
        ("gapcheck check --fo", {"--format"}),
        ("gapcheck report --audience ", {"full", "staff", "ngo", "public"}),
        ("gapcheck check bo", {"body-2024"}),
        ("gapcheck review ", {"body-2024"}),
        ("gapcheck explain ans00", {f"ANS00{n}" for n in range(1, 10)}),
    ],
)
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_commands_options_choices_cases_and_codes(
    place: Path, shell: str, line: str, expected: set[str]
) -> None:
    assert "_GAPCHECK_COMPLETE" in gapcheck("completion", shell, cwd=place).stdout
    last = line.rsplit(" ", 1)[1]
    asked = {"COMP_WORDS": line, "COMP_CWORD": last if shell == "fish" else str(line.count(" "))}
    ask = "from gapcheck.cli import main; import sys; sys.argv = ['gapcheck']; main()"
    done = subprocess.run(
        [sys.executable, "-c", ask], cwd=place, capture_output=True, text=True,
        env={**os.environ, **asked, "_GAPCHECK_COMPLETE": f"{shell}_complete"},
    )  # fmt: skip
    words = set(done.stdout.replace(",", "\n").replace("\t", "\n").splitlines())
    assert expected <= words, done.stdout + done.stderr
