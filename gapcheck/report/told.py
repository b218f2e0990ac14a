"""A finding said in the report's language: message and question, built from the finding's own data.

The catalogue holds the sentences (`finding_<CODE>`, `ask_<CODE>`, with variants behind a further underscore, and the
shared parts `part_…`); this module chooses the variant and hands over what the sentence names: aspects, years,
figures, dates, symbols, shares. Quotations stay in the language of the document they come from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from gapcheck import model
from gapcheck.report.locale import Locale

SHORT, MARKED, OPENING, NAMED = 8, 6, 14, 5
"""So many parts of a list, quotations, words of an opening, and requests are named."""


class Lacking(Exception):
    """The finding does not carry what its sentence needs."""


@dataclass(frozen=True)
class Told:
    """One finding with what its sentence may need."""

    finding: model.Finding
    case: model.Case
    t: Locale

    def __getitem__(self, key: str) -> Any:
        try:
            return self.finding.detail[key]
        except KeyError as error:
            raise Lacking(key) from error

    def listed(self, items: Iterable[object]) -> str:
        return self.t.listed([str(item) for item in items])

    def points(self, names: Sequence[str], most: int = NAMED) -> str:
        """ "6.c, 6.d and two others"."""
        kept = list(names[:most])
        return self.listed(kept if len(names) <= most else [*kept, self.t("others", len(names) - most)])

    def marked(self, texts: Sequence[str], most: int = MARKED) -> str:
        """Quotations in the language's own marks; of a long list the first ones."""
        shown = [self.t("part_quoted", text=" ".join(text.split())) for text in texts[:most]]
        return ", ".join([*shown, "…"] if len(texts) > most else shown)

    def opening(self, text: str, most: int = OPENING) -> str:
        some = text.split()
        return self.marked([" ".join(some[:most]) + (" …" if len(some) > most else "")])

    def years(self, years: Iterable[object]) -> str:
        return self.listed(years)

    def share(self, share: float) -> str:
        return self.t("part_all") if share > 0.995 else f"{max(1, round(100 * share))} %"

    def answers_to(self, responses: Iterable[str]) -> tuple[str, ...]:
        """What some answers of the reply answer; the id of an answer that is tied to no request."""
        by_id = {response.id: response for response in self.case.responses}
        found = (self.case.answered_by(by_id[name]) or (name,) for name in responses if name in by_id)
        return tuple(dict.fromkeys(name for names in found for name in names))

    def by(self, names: Sequence[str]) -> str:
        """Breakdowns: "by sex and age"."""
        keys = [f"breakdown_{name}" for name in names]
        return self.listed(
            self.t(key) if self.t.has(key) else self.marked([name]) for key, name in zip(keys, names, strict=True)
        )

    def kind(self, document: str) -> str:
        """A kind of document, in words; a kind the catalogue does not know stays as it is."""
        key = f"part_kind_{document.replace(' ', '-')}"
        return self.t(key) if self.t.has(key) else document

    def part(self, key: str, when: object, n: int | None = None, **values: object) -> str:
        """An optional part of a sentence, "" where there is nothing to say in it."""
        return self.t(key, n, **values) if when else ""

    def say(
        self, variant: str = "", asked: str | None = None, names: Sequence[str] | None = None, **values: object
    ) -> tuple[str, str]:
        """Message and question of a variant (`asked`: the question's, where it is another) for some requests."""
        code = self.finding.code
        names = self.finding.requests if names is None else names
        asked = variant if asked is None else asked
        keys = [f"{kind}_{code}" + (f"_{way}" if way else "") for kind, way in (("finding", variant), ("ask", asked))]
        bare = [f"finding_{code}", f"ask_{code}"]
        values = {"requests": self.points(names), **values}
        message, ask = (
            self.t(key if self.t.has(key) else plain, len(names), **values)
            for key, plain in zip(keys, bare, strict=True)
        )
        return " ".join(message.split(" ")).strip(), ask.strip()
