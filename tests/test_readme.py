"""README says what the tool does: its tables are made from the code. `pytest --rewrite-golden` writes them anew."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from gapcheck.cli import COMMANDS, gapcheck

README = Path(__file__).parent.parent / "README.md"


def rules_table() -> str:
    return CliRunner().invoke(gapcheck, ["rules", "--format", "markdown"]).output.strip()


def commands_table() -> str:
    context = click.Context(gapcheck)
    rows = ["| command | what it does |", "|---|---|"]
    for name in COMMANDS:
        command = gapcheck.get_command(context, name)
        assert command is not None
        usage = " ".join(command.collect_usage_pieces(click.Context(command)))
        first = (command.help or "").split("\n\n")[0].replace("\n", " ")
        usage = usage.replace("|", r"\|")
        rows.append(f"| `gapcheck {name} {usage}` | {' '.join(first.split())} |".replace("...", "…"))
    return "\n".join(rows)


@pytest.mark.parametrize(("name", "made"), [("rules", rules_table), ("commands", commands_table)])
def test_a_table_of_the_readme_is_what_the_code_says(name: str, made: object, pytestconfig: pytest.Config) -> None:
    text = README.read_text("utf-8")
    block = re.compile(rf"(<!-- {name} -->\n)(.*?)(<!-- /{name} -->)", re.DOTALL)
    wanted = f"\n{made()}\n\n"  # type: ignore[operator]
    if pytestconfig.getoption("--rewrite-golden"):
        README.write_text(block.sub(lambda found: f"{found[1]}{wanted}{found[3]}", text), "utf-8")
        return
    found = block.search(text)
    assert found is not None
    assert found[2] == wanted, "run: pytest tests/test_readme.py --rewrite-golden"


def test_every_command_line_of_the_readme_parses() -> None:
    fenced = "\n".join(re.findall(r"```sh\n(.*?)```", README.read_text("utf-8"), re.DOTALL))
    lines = re.findall(r"^gapcheck .*$", fenced, re.MULTILINE)
    assert len(lines) > 8
    for line in lines:
        words = shlex.split(line.split("#")[0])[1:]
        command = gapcheck.get_command(click.Context(gapcheck), words[0])
        assert command is not None, line
        command.make_parser(click.Context(command)).parse_args(args=words[1:])


def test_every_file_the_readme_names_is_there() -> None:
    for name in re.findall(r"\]\(([^)#]+)\)|python (benchmarks/\S+?)`", README.read_text("utf-8")):
        path = README.parent / (name[0] or name[1])
        assert path.exists(), path
