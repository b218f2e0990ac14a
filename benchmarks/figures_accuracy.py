"""How many figures are found, and how many numbers that are none are passed over, on labelled texts.

    python benchmarks/figures_accuracy.py [--verbose]

The texts of tests/gold/figures.yaml were labelled before the reader was written, those of figures_unseen.yaml after it
was finished. Printed: precision, recall, the share
of right years, and with --verbose every miss and false alarm. Files named on the command line are read the same way.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from gapcheck.text.dates import dates
from gapcheck.text.figures import Figure, figures

GOLD = Path(__file__).parent.parent / "tests" / "gold" / "figures.yaml"
UNSEEN = GOLD.with_name("figures_unseen.yaml")
MARK = re.compile(r"\{([^;}]*);([^;}]*);([^;}]*);([^}]*)\}")


@dataclass(frozen=True)
class Label:
    start: int
    end: int
    value: str
    years: tuple[int, ...]
    word: str


@dataclass
class Score:
    right: int = 0
    missed: int = 0
    false: int = 0
    others: int = 0
    values: int = 0
    years: int = 0
    nouns: int = 0

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.false)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)


def unmark(marked: str) -> tuple[str, list[Label]]:
    """The text without its marks, and the labels."""
    text, labels, at = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        start = len(text)
        text += match[1]
        years = tuple(int(year) for year in match[3].split())
        labels.append(Label(start, len(text), match[2], years, match[4].strip()))
        at = match.end()
    return text + marked[at:], labels


def value_of(figure: Figure) -> str:
    low = f"{figure.value:g}" if figure.value < 1e6 else f"{figure.value:.0f}"
    high = f"-{figure.top:g}" if figure.top != figure.value else ""
    return low + high + ("%" if figure.unit == "%" else "")


def others(text: str, language: str, labels: list[Label]) -> int:
    """Runs of digits that are neither labelled nor part of a labelled figure; dates count as one each."""
    taken = {place for label in labels for place in range(label.start, label.end)}
    free = list(text)
    count = 0
    for date in dates(text, language):
        free[date.start : date.end] = " " * (date.end - date.start)
        count += 1
    return count + sum(m.start() not in taken for m in re.finditer(r"\d[\d.,/-]*", "".join(free)))


def compare(case: dict[str, str], score: Score) -> Iterator[str]:
    """Counts one text into `score`; yields what was missed, read wrongly or falsely."""
    text, labels = unmark(case["text"])
    language = case["language"]
    score.others += others(text, language, labels)
    left = [figure for figure in figures(text, language) if figure.kind != "amount"]
    for label in labels:
        hits = [f for f in left if f.start < label.end and label.start < f.end]
        if not hits:
            score.missed += 1
            yield f"missed   {text[label.start : label.end]!r} … {text[label.end : label.end + 40]!r}"
            continue
        figure = hits[0]
        left.remove(figure)
        score.right += 1
        score.values += value_of(figure) == label.value
        score.years += figure.years == label.years
        score.nouns += label.word.lower() in f"{figure.noun} {text[slice(*figure.quote)]}".lower()
        if value_of(figure) != label.value or figure.years != label.years:
            yield f"differs  {figure.text!r}: {value_of(figure)} {figure.years}, should be {label.value} {label.years}"
    for figure in left:
        score.false += 1
        yield f"false    {figure.text!r} … {text[figure.start - 30 : figure.end + 30]!r}"


def measure(path: Path = GOLD) -> tuple[Score, list[str]]:
    """The score over all texts of a file, and the lines on what went wrong."""
    score, lines = Score(), []
    for case in yaml.safe_load(path.read_text("utf-8")):
        lines += [f"{case['name']}: {line}" for line in compare(case, score)]
    return score, lines


def main(arguments: list[str]) -> None:
    for path in [Path(name) for name in arguments if not name.startswith("-")] or [GOLD, UNSEEN]:
        score, lines = measure(path)
        found = score.right or 1
        print(f"{path.name}: {score.right + score.missed} figures, {score.others} other numbers")
        print(f"  precision {score.precision:.3f}  recall {score.recall:.3f}  passed over wrongly read {score.false}")
        print(
            f"  of those found: value {score.values / found:.3f}  years {score.years / found:.3f}  noun {score.nouns / found:.3f}"
        )
        if "--verbose" in arguments:
            print("\n".join(lines))


if __name__ == "__main__":
    main(sys.argv[1:])
