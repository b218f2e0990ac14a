"""`gapcheck schema`."""

from __future__ import annotations

import click

from gapcheck import resources
from gapcheck.records.fields import markdown

KINDS = ("recommendations", "responses", "evaluations", "evidence", "verdicts", "output")


@click.command("schema", epilog="Examples:\n\n  gapcheck schema responses\n\n  gapcheck schema output --json")
@click.argument("kind", type=click.Choice(KINDS), metavar="KIND")
@click.option("--json", "as_json", is_flag=True, help="Print the JSON Schema itself.")
def schema_command(kind: str, as_json: bool) -> None:
    """Print the fields of a kind of record: name, type, whether required, meaning, example.

    KIND is one of recommendations, responses, evaluations, evidence, verdicts, output.
    """
    if as_json:
        path = resources.folder("schemas") / f"{kind}.schema.json"
        click.echo(path.read_text("utf-8"), nl=False)
    else:
        click.echo(markdown(kind).rstrip())
