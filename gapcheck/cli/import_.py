"""`gapcheck import`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from gapcheck.cli.intake import drafts_of, import_all
from gapcheck.errors import GapcheckError, Problem
from gapcheck.intake.importing import Imported
from gapcheck.intake.profile import profiles
from gapcheck.records.files import write
from gapcheck.records.writer import dump
from gapcheck.records.yamlfile import read

KINDS = ("recommendations", "response", "evaluation", "evidence")


@click.command(
    "import",
    epilog="Examples:\n\n  gapcheck import recommendations.pdf reply.docx -o data\n\n"
    "  gapcheck import assessment.html --as evidence --against data/recommendations/xyz-2024.yaml\n\n"
    "  gapcheck import reply.pdf --dry-run",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option(
    "--as", "as_kind", type=click.Choice(KINDS), help="What the documents are; found from their text otherwise."
)
@click.option("--profile", help="The document family; chosen by content otherwise. `--profile list` prints them.")
@click.option(
    "--against", type=click.Path(path_type=Path), help="The record of the recommendations that is answered or graded."
)
@click.option(
    "-o", "--to", "folder", type=click.Path(path_type=Path, file_okay=False), default=Path("data"), show_default=True,
    help="The data folder to write to.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Show the outline as a tree and the account; write nothing.")
@click.option(
    "--force", is_flag=True, help="Replace records that are there already, with all that people added to them."
)
@click.option("--allow-loss", is_flag=True, help="Write even where a numbered item of the source is in no record.")
def import_command(
    files: tuple[Path, ...], as_kind: str | None, profile: str | None, against: Path | None, folder: Path,
    dry_run: bool, force: bool, allow_loss: bool,
) -> None:  # fmt: skip
    """Read official documents (PDF, Word, HTML, Markdown, text) and write them as records that lost nothing.

    The first import of a document writes its record. A later one updates it: texts follow the document, what people
    added stays, and answers to requests that changed are marked suspect.
    """
    if profile == "list":
        for known in profiles():
            click.echo(f"{known.id:<28} {known.name}")
        return
    context = [_record(against)] if against else _records(folder)
    imports = import_all(
        [(path, as_kind) for path in files], profile, context, allow_loss, _records(folder, "responses")
    )
    for one in imports:
        _tell(one, dry_run)
    if dry_run:
        return
    drafts = drafts_of(imports)
    if force:
        kinds = [draft["document"]["kind"] for draft in drafts]
        texts = {
            folder / kind / f"{draft['document']['id']}.yaml": dump(kind, draft)
            for kind, draft in zip(kinds, drafts, strict=True)
        }
        changes = [f"replaced or written: {path.as_posix()}" for path in texts]
    else:
        from gapcheck.records.again import merged

        texts, changes = merged(folder, drafts)
    write(texts, force=True)
    for line in [*changes, *_cleared(folder, imports)]:
        click.echo(line)


_OWN_LINE = "# yaml-language-server:"


def _cleared(folder: Path, imports: Sequence[Imported]) -> Iterator[str]:
    """Removes replies whose positions went into a fuller one, unless a person wrote into them; a line for each."""
    for name in (name for one in imports for name in one.absorbed):
        for path in (folder / "responses").glob(f"{name}.y*ml"):
            lines = path.read_text("utf-8").splitlines()
            if any(line.lstrip().startswith("#") and not line.startswith(_OWN_LINE) for line in lines):
                yield f"kept, since it has remarks: {path.as_posix()}; its positions stand in the new reply as well"
                continue
            path.unlink()
            yield f"removed, since its positions stand in the new reply: {path.as_posix()}"


def _record(path: Path) -> Mapping[str, Any]:
    loaded = read(path)
    if loaded.problems or not isinstance(loaded.data, dict) or "recommendations" not in loaded.data:
        problems = list(loaded.problems) or [Problem(file=path.as_posix(), message="holds no recommendations")]
        raise GapcheckError(problems, hint="--against names a file of data/recommendations/")
    return loaded.data


def _records(folder: Path, kind: str = "recommendations") -> list[Mapping[str, Any]]:
    """The recommendations (or replies) on record; files with errors are passed over: `gapcheck check` tells of them."""
    found = sorted((folder / kind).glob("*.y*ml"))
    loaded = [read(path) for path in found]
    return [one.data for one in loaded if not one.problems and isinstance(one.data, dict) and "document" in one.data]


def _tell(one: Imported, outline: bool) -> None:
    click.echo(f"{one.file}: read as {one.profile_name} ({one.profile})")
    for note in one.notes:
        click.echo(f"  {note}")
    if outline:
        click.echo(one.outline)
    click.echo("  Where every character of the source went:")
    for line in one.account.table().splitlines():
        click.echo(f"    {line}")
    for passage in one.account.passages:
        click.echo(f"    unassigned: {passage}")
    for lost in one.lost:
        click.echo(f"  LOST: {lost.message}")
    if one.reviews:
        click.echo(f"  To review: {len(one.reviews)}")
        for review in one.reviews:
            click.echo(f"    {review.record}: {review.note}")
