"""Ties each response to the requests it answers: by the labels it names, by the request it restates, by its heading.

A restated request is matched by its words, since labels differ and wording drifts. Two requests that fit nearly alike
are told apart by order, as a reply follows its document; every tie that is not plain carries a `review`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from gapcheck.intake.draft import Record, known_ids
from gapcheck.intake.ordinals import members
from gapcheck.intake.ranges import expand, resolve
from gapcheck.intake.replies import Draft
from gapcheck.intake.restated import CITED, end, opening, runs, share
from gapcheck.text import lexicon
from gapcheck.text.spans import sentences, stems

PLAIN = 62.0
"""Above this the wording alone ties. Restated requests of the shared documents score 66 and more, other pairs of one
document 60 and less (benchmarks/import_accuracy.py prints both)."""
FAINT = 38.0
"""Below this a passage is not taken for a restated request."""
NEAR = 8.0
"""Two requests whose scores are closer than this are told apart by order."""


@dataclass(frozen=True, slots=True)
class Match:
    """How well a text restates the request `id` (0–100)."""

    id: str
    score: float


class Asked:
    """The requests of one recommendations record, ready to be matched by wording."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        self.language = record.get("document", {}).get("language", "en")
        self.texts: dict[str, str] = {}
        self.below: dict[str, list[str]] = {}
        self.titles: dict[str, str] = {}
        self._roots: list[str] = []
        for item in (*record.get("recommendations", ()), *record.get("parts", ())):
            self._roots.append(item["id"])
            self._take(item)
        self.ids = list(self.texts)
        self.place = {name: number for number, name in enumerate(self.ids)}
        self.stems = {name: stems(text, self.language) for name, text in self.texts.items()}
        self.counts = {name: Counter(found) for name, found in self.stems.items()}
        seen = Counter(word for found in self.stems.values() for word in set(found))
        self.weight = {word: math.log(1 + len(self.ids) / count) for word, count in seen.items()}

        self.runs = [runs(self._whole(name), self.language) for name in self._roots]
        self.openings = opening(self.texts.values())

    def _whole(self, name: str) -> str:
        """The text of an item and of all below it."""
        return "\n".join(self.texts[one] for one in (name, *self.below[name]))

    def quoted(self, text: str) -> float:
        """How much of a passage stands in any one item, sub-items included (0–100)."""
        said = runs(_CITED.sub("", text), self.language)
        return max((share(said, whole) for whole in self.runs), default=0.0)

    def fits(self, text: str, label: str) -> float:
        """How much of the weight of an item's words stands in `text` (0–1)."""
        name = resolve(label, self.place)
        wanted = {word for one in (name, *self.below.get(name, ())) for word in self.stems.get(one, ())}
        told = set(stems(text, self.language))
        total = sum(self.weight[word] for word in wanted)
        return sum(self.weight[word] for word in wanted & told) / total if total else 0.0

    def is_leaf(self, label: str) -> bool:
        """Whether a label names a request without sub-items."""
        name = resolve(label, self.place)
        return name in self.place and not self.below[name]

    def ends(self, text: str) -> int:
        """Where a request restated at the head of a passage that goes on ends: word for word, or in other words and
        with the paragraph it cites; 0 where none does."""
        at = end(text, self.openings)
        cited = None if at else CITED.search(text)
        return cited.end() if cited and self.likeness(text[: cited.start()]) >= PLAIN else at

    def _take(self, item: Mapping[str, Any]) -> list[str]:
        name = item["id"]
        self.texts[name] = _CITED.sub("", item.get("text", ""))
        self.titles[name] = item.get("title", "")
        self.below[name] = [found for child in item.get("sub_items", ()) for found in self._take(child)]
        return [name, *self.below[name]]

    def leaves(self, name: str) -> list[str]:
        """The requests without sub-items at or below `name`."""
        return [found for found in (name, *self.below.get(name, ())) if not self.below.get(found)]

    def score(self, text: str, name: str) -> float:
        """How well `text` restates the request: words in order, and the weight of the words they share."""
        said, asked = stems(_CITED.sub("", text), self.language), self.stems[name]
        if not said or not asked:
            return 0.0
        in_order = fuzz.ratio(" ".join(said), " ".join(asked))
        counted, wanted = Counter(said), self.counts[name]
        top = math.log(1 + len(self.ids))
        both = self._weigh(counted & wanted, top)
        total = self._weigh(counted, top) + self._weigh(wanted, top)
        return 0.5 * in_order + 50.0 * (2 * both / total if total else 0.0)

    def _weigh(self, words: Counter[str], unknown: float) -> float:
        return sum(self.weight.get(word, unknown) * count for word, count in words.items())

    def best(self, text: str, among: Sequence[str] = ()) -> list[Match]:
        """The requests that `text` may restate, the best first; requests without text of their own are left out."""
        found = [Match(name, self.score(text, name)) for name in (among or self.ids) if self.stems[name]]
        return sorted(found, key=lambda match: (-match.score, self.place[match.id]))

    def likeness(self, text: str) -> float:
        """The score of the request that `text` resembles most, titles counted too."""
        length = len(stems(text, self.language))
        near = [name for name in self.ids if 0.4 * length <= len(self.stems[name]) <= 2.5 * length]
        found = self.best(text, near) if near else []  # beyond these lengths no score reaches a quotation's
        titled = max((fuzz.ratio(text.lower(), title.lower()) for title in self.titles.values() if title), default=0.0)
        return max(found[0].score if found else 0.0, titled)


_CITED = re.compile(r"\s*\((?:paragraphs?|paras?\.?|§+)\s*[\d\s,–-]+(?:and\s*\d+)?\)\s*[;.]?\s*$", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\b(?:paragraph|párrafo|paragraphe|page|section|article)", re.IGNORECASE)


def tie(drafts: Sequence[Draft], record: Mapping[str, Any], language: str) -> list[Record]:
    """The responses with `answers`, `see` and `review`, in their order."""
    return _Tying(Asked(record), language).run(drafts)


def untied(drafts: Sequence[Draft], language: str) -> list[Record]:
    """The responses where no recommendations are at hand: tied to the labels they stand under, as printed."""
    out = []
    for draft in drafts:
        named = (
            [draft.within] if draft.within.isupper() and not draft.named else expand(draft.named or draft.within).ids
        )
        out.append(
            _finished(
                draft, named, [*draft.notes, "tied by its label only: no recommendations were given"], language, named
            )
        )
    return out


class _Tying:
    def __init__(self, asked: Asked, language: str) -> None:
        self.asked, self.language = asked, language
        self.at = -1
        self.done: set[str] = set()

    def run(self, drafts: Sequence[Draft]) -> list[Record]:
        out = []
        for draft in drafts:
            notes = list(draft.notes)
            answers = self._answers(draft, notes)
            for name in answers:
                self.at = (
                    max(self.at, self.asked.place[name])
                    if self.asked.place[name] >= self.at
                    else self.asked.place[name]
                )
                self.done.update(self.asked.leaves(name))
            out.append(_finished(draft, answers, notes, self.language, self.asked.ids))
        return out

    def _answers(self, draft: Draft, notes: list[str]) -> list[str]:
        within = resolve(draft.within, self.asked.ids) if draft.within else ""
        within = within if within in self.asked.place else ""
        if draft.named:
            named = expand(draft.named, self.asked.ids, within)
            notes += named.notes + [f"it names {name}, which is no request" for name in named.unknown]
            if len(named.ids) == 1:
                name = named.ids[0]
                direct = [child for child in self.asked.below[name] if child.count(".") == name.count(".") + 1]
                return members(draft.record.get("heading", ""), direct) or named.ids
            if named.ids:
                return named.ids
        answers: list[str] = []
        for text in draft.quotes:
            for name in self._quoted(text, within, notes):
                if name not in answers:
                    answers.append(name)
        answers = [name for name in answers if not any(other.startswith(f"{name}.") for other in answers)]
        if not answers and within:
            return [within]
        if not answers:
            answers = self._headed(draft, notes)
        if not answers:
            notes.append("no request could be told for this answer")
        return sorted(answers, key=self.asked.place.__getitem__)

    def _quoted(self, text: str, within: str, notes: list[str]) -> list[str]:
        """The request one restated passage stands for; the item it stands under where its words fit no sub-item."""
        if within and not self.asked.below[within]:
            return self._checked(text, within, notes)
        near = self.asked.best(text, [within, *self.asked.below[within]] if within else ())
        if within and (not near or near[0].score < PLAIN):
            wide = self.asked.best(text)
            if wide and wide[0].score >= PLAIN and wide[0].id not in self.asked.below[within]:
                notes.append(f"it stands under {within} but restates {wide[0].id}")
                return [wide[0].id]
        if not near or near[0].score < FAINT:
            if within:
                notes.append(f"the restated request fits no sub-item of {within}; tied to {within} as a whole")
                return [within]
            return []
        return [self._chosen(near, notes)]

    def _checked(self, text: str, within: str, notes: list[str]) -> list[str]:
        wide = self.asked.best(text)
        if wide and wide[0].id != within and wide[0].score >= PLAIN > self.asked.score(text, within):
            notes.append(f"it stands under {within} but restates {wide[0].id}")
            return [wide[0].id]
        return [within]

    def _chosen(self, near: Sequence[Match], notes: list[str]) -> str:
        """The best match; of near-equal ones the next in order that has no answer yet."""
        best = near[0]
        rivals = [match for match in near if best.score - match.score < NEAR and match.score >= FAINT]
        if len(rivals) > 1:
            ahead = [m for m in rivals if self.asked.place[m.id] > self.at and m.id not in self.done]
            chosen = min(ahead, key=lambda match: self.asked.place[match.id]) if ahead else best
            other = next(match for match in rivals if match is not chosen)
            notes.append(f"tied to {chosen.id} by its wording and order; {other.id} fits nearly as well")
            return chosen.id
        if best.score < PLAIN:
            runner = f"; the next best is {near[1].id}" if len(near) > 1 else ""
            notes.append(f"tied to {best.id} by a loose likeness of wording{runner}")
        return best.id

    def _headed(self, draft: Draft, notes: list[str]) -> list[str]:
        heading = draft.record.get("heading", "")
        if not heading:
            return []
        named = expand(heading, self.asked.ids)
        if named.ids and re.search(r"\d", heading):
            return named.ids
        low = heading.lower()
        titled = [(fuzz.ratio(low, title.lower()), name) for name, title in self.asked.titles.items() if title]
        if titled and max(titled)[0] >= 80:
            return [max(titled)[1]]
        near = self.asked.best(heading)
        return [self._chosen(near, notes)] if near and near[0].score >= PLAIN else []


def _finished(
    draft: Draft, answers: Sequence[str], notes: Sequence[str], language: str, known: Sequence[str]
) -> Record:
    """The record with its keys in the order people read them."""
    record = draft.record
    text = record.get("text", "")
    own = bool(_PARAGRAPH.search(record.get("heading", "")))
    see = _pointed(text, language, known, own) if len(text.split()) <= 60 else []
    ordered: Record = {"id": record["id"], "answers": list(answers)}
    see = [name for name in see if name not in answers]
    if see:
        ordered["see"] = see
    for key in ("page", "paragraphs", "heading", "quoted", "text"):
        if record.get(key):
            ordered[key] = record[key]
    if notes:
        ordered["review"] = "; ".join(dict.fromkeys(notes))
    record.clear()
    record.update(ordered)
    return record


def _pointed(text: str, language: str, known: Sequence[str], own: bool) -> list[str]:
    """The requests a pointer leads to ("See recommendations 53 and 71"); `own` tells that they go by paragraphs."""
    found: list[str] = []
    pointer = lexicon.pattern(language, "pointer")
    for clause in (clause for sentence in sentences(text, language) for clause in sentence.text.split(";")):
        if not pointer.search(clause):
            continue
        named = expand(clause, known).ids
        if not own and _PARAGRAPH.search(clause):  # a report's paragraphs have no letters
            named = [name for name in named if re.search(r"\.[a-z]", name)]
        found += [name for name in named if name not in found]
    return found


def leaves(record: Mapping[str, Any]) -> list[str]:
    """The ids of the requests without sub-items of a recommendations record."""
    items = [*record.get("recommendations", ()), *record.get("parts", ())]
    parents = {name.rpartition(".")[0] for name in known_ids(items)}
    return [name for name in known_ids(items) if name not in parents]
