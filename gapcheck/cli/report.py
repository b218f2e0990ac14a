"""`gapcheck report`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from gapcheck import __version__
from gapcheck.cli import NOTHING_CHECKED
from gapcheck.cli.completion import cases
from gapcheck.cli.options import data_option, manuals, open_store, rule_options, run_cases
from gapcheck.errors import GapcheckError, Problem
from gapcheck.model import CaseRun
from gapcheck.procedures import procedure_for
from gapcheck.records.files import write
from gapcheck.records.store import Store, load_texts
from gapcheck.report import AUDIENCES, FORMATS, render

TABLES = ("csv", "xlsx")


def _formats(context: click.Context, parameter: click.Parameter, value: str) -> tuple[str, ...]:
    formats = tuple(dict.fromkeys(part.strip().lower() for part in value.split(",") if part.strip()))
    for format_ in formats:
        if format_ not in (*FORMATS, *TABLES):
            raise click.BadParameter(f"{format_!r} is not one of {', '.join((*FORMATS, *TABLES))}")
    return formats


@click.command(
    "report",
    epilog="Examples:\n\n  gapcheck report\n\n  gapcheck report xyz-2024 --format docx --audience ngo --budget 3300\n\n"
    "  gapcheck report --recommendations body.pdf --reply state.docx --format docx",
)
@click.argument("case", nargs=-1, shell_complete=cases)
@data_option
@click.option("--recommendations", type=click.Path(path_type=Path), help="The body's document, instead of records.")
@click.option("--reply", type=click.Path(path_type=Path), help="The State's reply to it.")
@click.option("--evaluation", type=click.Path(path_type=Path), multiple=True, help="The body's evaluation, if any.")
@click.option("--evidence", type=click.Path(path_type=Path), multiple=True, help="What others say, if any.")
@click.option("--document", type=click.Path(path_type=Path), help="One document that holds both sides.")
@click.option(
    "--format", "formats", default="html", show_default=True, callback=_formats, metavar="md,html,docx",
    help="One or several of md, html, docx; csv and xlsx give the tables behind the report.",
)  # fmt: skip
@click.option("--audience", type=click.Choice(AUDIENCES), default="full", show_default=True, help="Whom it is for.")
@click.option("--language", default="en", show_default=True, help="The language of the report: en or fr.")
@click.option(
    "--budget",
    type=click.IntRange(min=0),
    default=0,
    help="Words a shadow report may have.  [default: the body's limit]",
)
@click.option(
    "--templates", type=click.Path(path_type=Path), help="A folder of your own templates; they win over ours."
)
@rule_options
@click.option(
    "-o", "--to", "folder", type=click.Path(path_type=Path, file_okay=False), default=Path("out"), show_default=True
)
def report_command(
    case: tuple[str, ...], data: Path, recommendations: Path | None, reply: Path | None, evaluation: tuple[Path, ...],
    evidence: tuple[Path, ...], document: Path | None, formats: tuple[str, ...], audience: str, language: str,
    budget: int, templates: Path | None, select: tuple[str, ...], ignore: tuple[str, ...], folder: Path,
) -> None:  # fmt: skip
    """Write the gap report of each case: what was asked, what was answered, what is missing, and what to ask next.

    CASE is the id or the symbol of the recommendations or of the reply; without one, every case with a reply. With
    --recommendations and --reply, the report is made straight from two official documents.
    """
    if templates and not templates.is_dir():
        problem = Problem(file=templates.as_posix(), message="there is no such folder of templates")
        raise GapcheckError([problem], hint="name a folder with --templates, or leave it out to use ours")
    if recommendations or reply or document:
        store, keep = _from_documents(recommendations, reply, evaluation, evidence, document), None
    else:
        store, keep = open_store(data), data
    for problem in store.problems:
        click.echo(f"gapcheck: {problem.code} {problem}", err=True)
    checked = run_cases(store, case, select, ignore, keep)
    results = [result for result in checked if case or result.case.reply]
    if not results:
        click.echo("gapcheck: there is no case with a reply to report on", err=True)
        raise click.exceptions.Exit(NOTHING_CHECKED)
    files: dict[Path, bytes] = {}
    for result in results:
        for format_ in formats:
            if format_ in TABLES:
                files |= _tables(result, format_, folder)
                continue
            path = folder / f"{result.case.id}{'' if audience == 'full' else f'-{audience}'}.{format_}"
            files[path] = _render([result], format_, audience, language, budget, templates, path)
    write(files, force=True)
    for path in files:
        click.echo(path.as_posix())


def _render(
    results: Sequence[CaseRun],
    format_: str,
    audience: str,
    language: str,
    budget: int,
    templates: Path | None,
    path: Path,
) -> bytes:
    return render(
        results,
        format=format_,
        audience=audience,
        language=language,
        templates_dir=templates,
        budget=budget,
        manuals=manuals(),
        version=__version__,
        existing=path.read_bytes() if path.is_file() else None,
    )


def _tables(result: CaseRun, format_: str, folder: Path) -> dict[Path, bytes]:
    from gapcheck.outputs.contract import case_data
    from gapcheck.outputs.tables import as_csv, as_xlsx, tables

    named = tables(case_data(result))
    if format_ == "csv":
        return {folder / f"{result.case.id}-{name}.csv": as_csv(table) for name, table in named.items()}
    try:
        return {folder / f"{result.case.id}.xlsx": as_xlsx(named)}
    except ImportError as error:
        raise GapcheckError("a workbook needs xlsxwriter", hint="pip install 'gapcheck[xlsx]', or use csv") from error


def _from_documents(
    recommendations: Path | None, reply: Path | None, evaluation: Sequence[Path], evidence: Sequence[Path],
    document: Path | None,
) -> Store:  # fmt: skip
    from gapcheck.cli.intake import drafts_of, import_all
    from gapcheck.records.writer import dump

    if document is None and (recommendations is None or reply is None):
        raise GapcheckError(
            "a report straight from documents needs both sides",
            hint="give --recommendations FILE and --reply FILE, or --document FILE for one that holds both",
        )
    files: list[tuple[Path, str | None]] = [(document, None)] if document else []
    files += [(recommendations, "recommendations")] if recommendations else []
    files += [(reply, "response")] if reply else []
    files += [(path, "evaluation") for path in evaluation] + [(path, "evidence") for path in evidence]
    imports = import_all(files)
    for one in imports:
        review = f", {len(one.reviews)} to review" if one.reviews else ""
        click.echo(f"{one.file}: read as {one.profile_name}{review}", err=True)
    drafts = drafts_of(imports)
    texts = [(f"{draft['document']['id']}.yaml", dump(draft["document"]["kind"], draft)) for draft in drafts]
    return load_texts(texts, procedure_for=procedure_for)
