"""The requests of a case as a report shows them: what was asked, what was answered, the findings under each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from gapcheck import model
from gapcheck.analysis.statistics import given
from gapcheck.analysis.statistics_asked import above, asked
from gapcheck.analysis.timeline import events
from gapcheck.model import Severity, Status
from gapcheck.report import view
from gapcheck.report.answered import answer, telling
from gapcheck.report.beside import bearing, grades
from gapcheck.report.locale import Locale
from gapcheck.report.method import verdict_words
from gapcheck.report.passages import QUOTED, clean
from gapcheck.report.places import Places, paragraphs
from gapcheck.report.wording import sentences

WEIGHT = {severity: place for place, severity in enumerate((Severity.ERROR, Severity.WARNING, Severity.NOTE))}
REPEATS = ("REP001", "REP002")  # findings whose passages are drawn side by side
BESIDE = 24  # words of a quote that stands side by side with its copy elsewhere in the report
TITLE = 11  # words of a recommendation's text that stand in for a title


def slug(text: str) -> str:
    """A piece of an anchor: letters, digits, dots and hyphens only."""
    return re.sub(r"[^0-9A-Za-z.-]+", "-", text).strip("-") or "x"


def disputed(finding: model.Finding) -> bool:
    return bool(finding.verdict and finding.verdict.verdict == "disputed")


def status_key(status: Status | None) -> str:
    return slug(status.value) if status else "no-reply"


def title_of(request: model.Request) -> str:
    """The request's own title, else the first words of its text."""
    if request.title:
        return clean(request.title)
    words = clean(request.text).split()
    title = " ".join(words[:TITLE]).rstrip(".,;:") + (" …" if len(words) > TITLE else "")
    return title[:1].upper() + title[1:]


def read(case: model.Case, request: str) -> None:
    """Reads the figures and dates in the answers to a request, for the drawings, while its texts are at hand: what was
    read of a text is kept for a while only, what was found for a request as long as the case."""
    for wanted in (*asked(case, request), *(above(case, request) if case.answers[request] else ())):
        given(case, wanted)
    events(case, request)


def said_once(told: Iterable[str], colon: str) -> str:
    """Sentences one after another, each once; two that begin alike up to a colon become one with both endings."""
    out: list[str] = []
    for sentence in dict.fromkeys(told):
        head, found, tail = sentence.partition(colon)
        if found and out and out[-1].startswith(head + colon):
            out[-1] = f"{out[-1].removesuffix('.')}; {tail}"
        else:
            out.append(sentence)
    return " ".join(out)


@dataclass
class Dossier:
    """Builds the views of requests; knows which finding is told under which request."""

    run: model.CaseRun
    t: Locale
    prefix: str
    own: Mapping[str, str]
    places: Places = field(init=False)
    first: dict[str, list[model.Finding]] = field(init=False)
    later: dict[str, list[tuple[str, model.Finding]]] = field(init=False)
    general: list[model.Finding] = field(init=False)

    def __post_init__(self) -> None:
        case = self.run.case
        self.places = Places(case, self.t)
        self.outcomes = {outcome.request: outcome for outcome in self.run.outcomes}
        self.place = {request.id: number for number, request in enumerate(case.requests)}
        self.grades = grades(case, self.leaves, self.t)
        self.bearing = bearing(case, self.leaves)
        self.told: dict[str, str] = {}
        self.first, self.later, self.general = defaultdict(list), defaultdict(list), []
        for finding in self.run.findings:
            leaves = self.leaves(finding.requests)
            if not leaves:
                self.general.append(finding)
                continue
            self.first[leaves[0]].append(finding)
            for name in leaves[1:]:
                self.later[name].append((leaves[0], finding))

    def leaves(self, names: Sequence[str]) -> tuple[str, ...]:
        """The requests at or below `names` in document order; quick where all of them are requests themselves."""
        if all(name in self.place for name in names):
            return tuple(sorted(set(names), key=self.place.__getitem__))
        return self.run.case.recommendations.leaves_of(tuple(names))

    def anchor(self, request: str) -> str:
        return f"{self.prefix}r-{slug(request)}"

    def items(self) -> tuple[view.Item, ...]:
        found = self.run.case.recommendations
        parts = [part for part in found.parts if part.part == "proposals"]
        items = (*found.items, *parts)
        return tuple(self._item(item) for item in items if any(leaf.id in self.outcomes for leaf in item.leaves()))

    def _item(self, item: model.Request) -> view.Item:
        return view.Item(
            id=item.id,
            label=item.id,
            anchor=f"{self.prefix}i-{slug(item.id)}",
            title=title_of(item),
            text=clean(item.text),
            requests=tuple(self._request(leaf, item) for leaf in item.leaves() if leaf.id in self.outcomes),
        )

    def _request(self, request: model.Request, item: model.Request) -> view.Request:
        outcome = self.outcomes[request.id]
        read(self.run.case, request.id)
        document = self.places.document(request)
        where = [self.places.reference(request)]
        if request.paragraphs:
            where.append(paragraphs(request.paragraphs, self.t))
        status = status_key(outcome.status)
        letter = request.id.removeprefix(f"{item.id}.") if request is not item else request.id.rsplit(".", 1)[-1]
        return view.Request(
            id=request.id,
            label=request.id,
            anchor=self.anchor(request.id),
            letter=letter,
            title=title_of(request),
            lead=tuple(clean(text) for text in request.lead),
            text=clean(request.text),
            language=document.language,
            reference="; ".join(where),
            themes=tuple(clean(theme) for theme in (*request.themes, *request.affected)),
            status=status,
            status_label=self.t(f"status_{status}"),
            because=self.because(outcome),
            grades=self.grades.get(request.id, ()),
            answers=tuple(self._answer(response, request.id) for response in telling(self.run.case, request.id)),
            findings=self.findings(self.first[request.id], request),
            pointers=tuple(self._pointer(name, finding) for name, finding in self._ordered(self.later[request.id])),
            evidence=self._evidence(request.id),
            own=self.own.get(request.id, ""),
        )

    def _answer(self, response: model.Response, request: str) -> view.Answer:
        first = self.told.setdefault(response.id, request)
        above = (first, self.anchor(first)) if first != request else ("", "")
        return answer(response, request, self.leaves(response.answers), above, self.places, self.t)

    def findings(
        self, found: Sequence[model.Finding], request: model.Request | None = None
    ) -> tuple[view.Finding, ...]:
        ordered = sorted(found, key=lambda finding: (WEIGHT[finding.severity], finding.code))
        return tuple(self._finding(finding, request) for finding in ordered)

    def _finding(self, finding: model.Finding, request: model.Request | None) -> view.Finding:
        message, ask, language = self.words(finding)
        verdict = finding.verdict
        return view.Finding(
            anchor=f"{self.prefix}f-{slug(finding.fingerprint)}",
            code=finding.code,
            name=self.rule_name(finding.code, finding.name),
            severity=finding.severity.value,
            severity_label=self.t(f"severity_{finding.severity.value}"),
            message=message,
            ask=ask,
            language=language,
            requests=finding.requests,
            quotes=self.places.quotes(
                [quote for quote in finding.quotes if not self._shown(quote, request)],
                BESIDE if self.drawn(finding) else QUOTED,
                request.id if request else "",
            ),
            drawn=self.drawn(finding),
            verdict=verdict_words(verdict, self.t) if verdict else "",
            disputed=disputed(finding),
            fingerprint=finding.fingerprint,
        )

    def drawn(self, finding: model.Finding) -> str:
        """The anchor of the copies side by side, "" for a finding that is no repeated passage."""
        repeated = finding.code in REPEATS and len(finding.quotes) > 1
        return f"{self.prefix}p-{slug(finding.fingerprint)}" if repeated else ""

    @staticmethod
    def _shown(quote: model.Quote, request: model.Request | None) -> bool:
        """True for a quote of the very request it stands under, whole: the reader has just read it."""
        return not quote.text or (quote.record is request and len(quote.text) >= 0.9 * len(request.text or " "))

    def words(self, finding: model.Finding) -> tuple[str, str, str]:
        """Message, question and their language: the catalogue's where it has the rule, else the rule's own English."""
        said = sentences(finding, self.run.case, self.t)
        return (
            (clean(said[0]), clean(said[1]), self.t.language)
            if said
            else (clean(finding.message), clean(finding.ask), "en")
        )

    def because(self, outcome: model.Outcome) -> str:
        """Why a request has its status, in one sentence of the report's language."""
        found = [self.words(finding)[0] for finding in self._settling(outcome)]
        return said_once(found, self.t("colon")) or self.t(f"meaning_{status_key(outcome.status)}")

    def _settling(self, outcome: model.Outcome) -> list[model.Finding]:
        """The findings on which a status rests."""
        found = (*self.first[outcome.request], *(finding for _, finding in self.later[outcome.request]))
        settling = [one for one in found if one.settles is not None and one.settles is outcome.status]
        return [one for one in settling if one.code in outcome.codes and not disputed(one)]

    def grounds(self, request: str) -> tuple[view.Quote, ...]:
        """For each reason of a request's status the first passage that shows it, but for the request's own words."""
        told = [
            [quote for quote in finding.quotes if quote.text and not isinstance(quote.record, model.Request)][:1]
            for finding in self._settling(self.outcomes[request])
        ]
        return self.places.quotes([quote for quotes in told for quote in quotes], BESIDE, request)

    def rule_name(self, code: str, name: str) -> str:
        return self.t(f"rule_{code}") if self.t.has(f"rule_{code}") else name.replace("-", " ")

    def _ordered(self, found: list[tuple[str, model.Finding]]) -> list[tuple[str, model.Finding]]:
        return sorted(found, key=lambda pair: (WEIGHT[pair[1].severity], pair[1].code))

    def _pointer(self, name: str, finding: model.Finding) -> view.Pointer:
        return view.Pointer(
            anchor=f"{self.prefix}f-{slug(finding.fingerprint)}",
            code=finding.code,
            name=self.rule_name(finding.code, finding.name),
            text=self.t("told_under", request=name),
        )

    def _evidence(self, request: str) -> tuple[view.Quote, ...]:
        """What bears on a request and stands in no finding told under it."""
        told = {
            id(quote.record) for finding in self.first[request] for quote in finding.quotes if quote.field == "text"
        }
        rest = (seen for seen in self.bearing.get(request, ()) if id(seen) not in told)
        return self.places.quotes(model.quote(statement, "text") for statement in rest)
