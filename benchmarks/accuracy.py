"""How often the rules are right, measured against gold made by reading (tests/gold/*-rules.json).

    python benchmarks/accuracy.py [--list] [--statuses] [GOLD…]

Each gold file names its official documents; they are read from $GAPCHECK_DOCUMENTS (default: ../shared/documents beside
the checkout), imported in memory and checked with every rule. Where data/ holds the case as abstracts, those are
measured against the same gold. Printed for each code: how much the gold expects, how much of it is met or missed, how
many claims were found, right, neither way and false, and the two shares. What the gold calls also fair counts neither
way. A gold marked `held_out` is of a case that the rules were not worked on with: it has a table of its own and no part
in the sums over the others, so that they can be compared. Of official documents there is none now; what the last one gave
while it was held out stays in the file of figures. Those that are `invented` (tests/documents/unseen), by somebody who
had not seen how the rules look for anything, are summed by themselves. --list adds every miss and false alarm,
--statuses the status of each request: who said what, and which codes explain a difference.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.accuracy_evidence import compare_ties, print_ties  # noqa: E402
from benchmarks.accuracy_match import Claim, Result, compare, resolve  # noqa: E402
from gapcheck import engine  # noqa: E402
from gapcheck.cli.intake import drafts_of, import_all  # noqa: E402
from gapcheck.errors import GapcheckError  # noqa: E402
from gapcheck.model import Case, CaseRun, Outcome  # noqa: E402
from gapcheck.procedures import procedure_for  # noqa: E402
from gapcheck.records.store import load, load_texts  # noqa: E402
from gapcheck.records.writer import dump  # noqa: E402
from gapcheck.rules import RULES  # noqa: E402

DOCUMENTS = Path(os.environ.get("GAPCHECK_DOCUMENTS", ROOT.parent / "shared" / "documents"))
GOLD = ROOT / "tests" / "gold"
INVENTED = ROOT / "tests" / "documents" / "unseen"
NUMBERS = ("gold", "met", "missed", "found", "right", "neither", "false")


KEPT = Path(__file__).parent.parent / "gapcheck" / "rules" / "measured.yaml"


@dataclass
class Score:
    """The seven numbers of one code, and the shares that follow from them (1 where there is nothing to be wrong of)."""

    numbers: dict[str, int] = field(default_factory=lambda: dict.fromkeys(NUMBERS, 0))

    def add(self, other: Score) -> None:
        for name in NUMBERS:
            self.numbers[name] += other.numbers[name]

    @property
    def precision(self) -> float:
        right, false = self.numbers["right"], self.numbers["false"]
        return right / (right + false) if right + false else 1.0

    @property
    def recall(self) -> float:
        return self.numbers["met"] / self.numbers["gold"] if self.numbers["gold"] else 1.0


@dataclass
class Sum:
    """The scores of several cases together."""

    cases: list[str] = field(default_factory=list)
    total: dict[str, Score] = field(default_factory=dict)

    def add(self, case: str, table: Mapping[str, Score]) -> None:
        self.cases.append(case)
        for code, score in table.items():
            self.total.setdefault(code, Score()).add(score)

    def plain(self) -> dict[str, Any]:
        """As the file of figures keeps it."""
        return {"cases": self.cases, "rules": {code: score.numbers for code, score in sorted(self.total.items())}}


def gold_files(names: Sequence[str] = ()) -> list[Path]:
    """The gold named, or all of it."""
    return [Path(name) for name in names] or sorted(GOLD.glob("*-rules.json"))


def evidence_gold() -> list[Path]:
    """What sources of evidence hold and which requests it bears on, where somebody read it."""
    return sorted(GOLD.glob("*-evidence.json"))


def read_gold(path: Path) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return gold


def held_out(gold: Mapping[str, Any]) -> bool:
    """Whether no rule was worked on with this case."""
    return bool(gold.get("held_out"))


def invented(gold: Mapping[str, Any]) -> bool:
    """Whether its documents were invented for the measure, and so stand in the repository."""
    return bool(gold.get("invented"))


def documents(gold: Mapping[str, Any]) -> list[tuple[Path, str | None]]:
    """The gold's documents with their kinds; empty where one of them is not at hand."""
    folder = INVENTED if invented(gold) else DOCUMENTS
    found = [(next(iter(sorted(folder.glob(pattern))), None), kind) for pattern, kind in gold["documents"]]
    return [(path, kind) for path, kind in found if path] if all(path for path, _ in found) else []


def from_documents(gold: Mapping[str, Any]) -> list[CaseRun]:
    """Every rule over the cases that the official documents make. Raises GapcheckError where they cannot be read."""
    drafts = drafts_of(import_all(documents(gold), allow_loss=True))
    texts = [(f"{draft['document']['id']}.yaml", dump(draft["document"]["kind"], draft)) for draft in drafts]
    return _run(load_texts(texts, procedure_for=procedure_for).cases)


def from_data(gold: Mapping[str, Any]) -> list[CaseRun]:
    """The same over the shipped records of the case, if there are any; its own case first."""
    names = [gold["case"], *(entry["case"] for entry in gold["expected"] if "case" in entry)]
    store = load([ROOT / "data"], procedure_for=procedure_for)
    return _run(store.case(name) for name in dict.fromkeys(names) if name in store.case_ids)


def _run(cases: Iterable[Case]) -> list[CaseRun]:
    return [engine.check_case(case, RULES) for case in cases]


def measure(gold: Mapping[str, Any], runs: Sequence[CaseRun]) -> Result:
    """The findings of all cases of one dossier against its gold."""
    ids = [request.id for run in runs for request in run.case.requests]
    return compare(gold, [finding for run in runs for finding in run.findings], ids)


def scores(result: Result) -> dict[str, Score]:
    """A score for each code that is expected or found, in the order of the codes."""
    out: dict[str, Score] = {}
    columns = {
        "gold": (*result.met, *result.missed), "met": result.met, "missed": result.missed,
        "found": (*result.right, *result.neutral, *result.false), "right": result.right,
        "neither": result.neutral, "false": result.false,
    }  # fmt: skip
    for name, claims in columns.items():
        for claim in claims:
            out.setdefault(claim.code, Score()).numbers[name] += 1
    return dict(sorted(out.items()))


def statuses(
    gold: Mapping[str, Any], runs: Sequence[CaseRun]
) -> Iterator[tuple[str, Mapping[str, Any], Outcome | None]]:
    """For each request of the gold: its id, what the gold says, and what came out (None: no such request)."""
    outcomes = {outcome.request: outcome for run in runs for outcome in run.outcomes if outcome.status}
    for name, said in gold["status"].items():
        found = resolve(name, list(outcomes))
        yield name, said, outcomes.get(found[0])


def agreement(gold: Mapping[str, Any], runs: Sequence[CaseRun]) -> tuple[int, int, int]:
    """How many requests the gold has, how many statuses are just its own, and how many it allows."""
    total = same = allowed = 0
    for _, said, outcome in statuses(gold, runs):
        status = str(outcome.status) if outcome else ""
        total, same = total + 1, same + (status == said["status"])
        allowed += status in (said["status"], *said.get("or", ()))
    return total, same, allowed


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("gold", nargs="*", help="gold files; default: all")
    parser.add_argument("--list", action="store_true", help="every miss and false alarm")
    parser.add_argument("--statuses", action="store_true", help="the status of each request, who said what")
    parser.add_argument("--write", action="store_true", help=f"keep the figures for `gapcheck explain`: {KEPT.name}")
    options = parser.parse_args(arguments)
    known, unknown, made_up = Sum(), Sum(), Sum()
    for path in gold_files(options.gold):
        gold = read_gold(path)
        read: dict[str, list[CaseRun]] = {}
        if documents(gold):
            try:
                read["documents"] = from_documents(gold)
            except GapcheckError as error:
                print(f"\n{gold['case']}: the documents cannot be read: {error}")
        else:
            print(f"\n{gold['case']}: the official documents are not under $GAPCHECK_DOCUMENTS")
        shipped = from_data(gold)
        if shipped:
            read["abstracts"] = shipped
        for source, runs in read.items():
            result = measure(gold, runs)
            print(f"\n## {gold['case']}, from {source}{_apart(gold)}")
            print_table(scores(result))
            if source == "documents":
                whole = made_up if invented(gold) else unknown if held_out(gold) else known
                whole.add(gold["case"], scores(result))
            if options.list:
                print_list(result)
        print_statuses(gold, read, every=options.statuses)
    for path in [] if options.gold else evidence_gold():
        gold = read_gold(path)
        if documents(gold):
            runs = from_documents(gold)
            print_ties(_titled(gold), compare_ties(gold, [run.case for run in runs]), listed=options.list)
    for title, whole in (
        ("The cases worked on", known),
        ("Held out: the rules were not worked on with it", unknown),
        ("Held out, invented", made_up),
    ):
        if whole.cases:
            print(f"\n## {title}, from documents: {', '.join(whole.cases)}")
            print_table(dict(sorted(whole.total.items())))
    if options.write:
        keep(known, unknown)
    return 0


def _titled(gold: Mapping[str, Any]) -> str:
    return gold["case"] + (", held out" if held_out(gold) else "")


def _apart(gold: Mapping[str, Any]) -> str:
    return ", held out, invented" if invented(gold) else ", held out" if held_out(gold) else ""


def keep(known: Sum, unknown: Sum) -> None:
    """Writes the figures that each rule's page shows: of what an expert listed, how much was found, how much right; the
    cases held out apart. Where none is, what was last measured on one stays as it is."""
    before = yaml.safe_load(KEPT.read_text("utf-8"))["held_out"]
    data = {**known.plain(), "held_out": unknown.plain() if unknown.cases else before}
    KEPT.write_text(
        "# Written by `python benchmarks/accuracy.py --write`; shown by `gapcheck explain`.\n"
        + yaml.safe_dump(data, sort_keys=False, default_flow_style=None, width=110),
        "utf-8",
    )


def print_table(table: Mapping[str, Score]) -> None:
    print("code    " + "".join(f"{name:>8}" for name in NUMBERS) + "  precision  recall")
    whole = Score()
    for score in table.values():
        whole.add(score)
    for code, score in [*table.items(), ("all", whole)]:
        shares = [
            f"{share:.2f}" if known else "-"
            for share, known in (
                (score.precision, score.numbers["right"] + score.numbers["false"]),
                (score.recall, score.numbers["gold"]),
            )
        ]
        print(
            f"{code:<8}" + "".join(f"{score.numbers[name]:>8}" for name in NUMBERS) + f"{shares[0]:>11}{shares[1]:>8}"
        )


def print_list(result: Result) -> None:
    for title, claims in (("missed", result.missed), ("false", result.false)):
        for claim in claims:
            print(f"  {title:<7}{_shown(claim)}")


def _shown(claim: Claim) -> str:
    about = f" “{claim.about}”" if claim.about else f" {claim.day}" if claim.day else ""
    start = f" [{' | '.join(claim.start)} …]" if claim.start else ""
    names = sorted(claim.requests)
    which = ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")
    return f"{claim.code} {which}{about}: {claim.text[:260]}{start}"


def print_statuses(gold: Mapping[str, Any], read: Mapping[str, Sequence[CaseRun]], *, every: bool) -> None:
    """Agreement in numbers; then the requests on which somebody differs, or `every` one."""
    for source, runs in read.items():
        total, same, allowed = agreement(gold, runs)
        print(f"statuses from {source}: {same} of {total} as in the gold, {allowed} as it allows")
    if set(read) == {"documents", "abstracts"}:
        pairs = list(zip(*(statuses(gold, runs) for runs in read.values()), strict=True))
        alike = sum(
            one[2] is not None and other[2] is not None and one[2].status == other[2].status for one, other in pairs
        )
        print(f"the same status from documents and abstracts: {alike} of {len(pairs)}")
    for rows in zip(*(statuses(gold, runs) for runs in read.values()), strict=True):
        name, said, _ = rows[0]
        cells = [f"{source}: {_told(row[2])}" for source, row in zip(read, rows, strict=True)]
        found = {str(row[2].status) if row[2] else "" for row in rows}
        if every or found != {said["status"]}:
            free = all(status in (said["status"], *said.get("or", ())) for status in found)
            gold_said = " or ".join((said["status"], *said.get("or", ())))
            print(f"  {'  ' if free else '! '}{name:<8} gold: {gold_said}; {'; '.join(cells)}")


def _told(outcome: Outcome | None) -> str:
    if outcome is None:
        return "no such request"
    return f"{outcome.status}" + (f" ({', '.join(outcome.codes)})" if outcome.codes else "")


if __name__ == "__main__":
    sys.exit(main())
