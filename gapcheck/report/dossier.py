"""The requests of a case as a report shows them: what was asked, what was answered, the findings under each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gapcheck import model
from gapcheck.model import Position, Severity, Status
from gapcheck.report import view
from gapcheck.report.locale import Locale
from gapcheck.report.passages import QUOTED, clean, shorten
from gapcheck.report.places import Places, name_of, paragraphs
from gapcheck.report.wording import sentences
from gapcheck.text.spans import count_words

WEIGHT = {severity: place for place, severity in enumerate((Severity.ERROR, Severity.WARNING, Severity.NOTE))}
REPEATS = ("REP001", "REP002")  # findings whose passages are drawn side by side
BESIDE = 24  # words of a quote that stands side by side with its copy elsewhere in the report
TITLE = 11  # words of a recommendation's text that stand in for a title


def slug(text: str) -> str:
    """A piece of an anchor: letters, digits, dots and hyphens only."""
    return re.sub(r"[^0-9A-Za-z.-]+", "-", text).strip("-") or "x"


def status_key(status: Status | None) -> str:
    return slug(status.value) if status else "no-reply"


def title_of(request: model.Request) -> str:
    """The request's own title, else the first words of its text."""
    if request.title:
        return clean(request.title)
    words = clean(request.text).split()
    return " ".join(words[:TITLE]).rstrip(".,;:") + (" …" if len(words) > TITLE else "")


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
        self.grades = self._grades()
        self.bearing = self._bearing()
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
            answers=tuple(self._answer(response, request) for response in self._telling(request)),
            findings=self.findings(self.first[request.id], request),
            pointers=tuple(self._pointer(name, finding) for name, finding in self._ordered(self.later[request.id])),
            evidence=self._evidence(request.id),
            own=self.own.get(request.id, ""),
        )

    def _telling(self, request: model.Request) -> tuple[model.Response, ...]:
        """The answers to a request; one without text or position on it is passed over where there are others."""
        found = self.run.case.answers[request.id]
        saying = tuple(
            response
            for response in found
            if response.text.strip() or any(stance.request in ("", request.id) for stance in response.stances)
        )
        return saying or found

    def _answer(self, response: model.Response, request: model.Request) -> view.Answer:
        language = self.places.document(response).language
        text = clean(response.text)
        pieces, cut = shorten(text, language)
        others = [name for name in self.leaves(response.answers) if name != request.id]
        first = self.told.setdefault(response.id, request.id)
        stances = [stance for stance in response.stances if stance.request in ("", request.id)]
        return view.Answer(
            id=response.id,
            reference=self.places.reference(response),
            language=language,
            pieces=pieces if text else (),
            whole=text if cut else "",
            length=self.t("words", count_words(text)),
            joint=self.t("joint_with", list=self.t.listed(self._names(others))) if others else "",
            above=first if first != request.id and text else "",
            position="; ".join(self._stance(stance) for stance in stances) or ("" if text else self.t("position_none")),
            review=clean(response.suspect or response.review),
        )

    def _names(self, names: Sequence[str], most: int = 5) -> list[str]:
        most = most if len(names) <= 2 * most else 2
        kept = list(names[:most])
        return kept if len(names) <= most else [*kept, self.t("others", len(names) - most)]

    def _stance(self, stance: model.Stance) -> str:
        label = self.t("position_" + slug(Position(stance.position).value))
        words = f" (“{clean(stance.words)}”)" if stance.words and stance.words.lower() != label.lower() else ""
        return f"{label}{words}" + (f", {clean(stance.by)}" if stance.by else "")

    def findings(
        self, found: Sequence[model.Finding], request: model.Request | None = None
    ) -> tuple[view.Finding, ...]:
        ordered = sorted(found, key=lambda finding: (WEIGHT[finding.severity], finding.code))
        return tuple(self._finding(finding, request) for finding in ordered)

    def _finding(self, finding: model.Finding, request: model.Request | None) -> view.Finding:
        message, ask, language = self.words(finding)
        verdict = finding.verdict
        said = ""
        if verdict:
            said = self.t(f"verdict_{verdict.verdict}", by=clean(verdict.by) or self.t("someone"))
            said += f" ({self.t.date(verdict.on)})" if verdict.on else ""
            said += f": {clean(verdict.why)}" if verdict.why else ""
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
            ),
            drawn=self.drawn(finding),
            verdict=said,
            disputed=bool(verdict and verdict.verdict == "disputed"),
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
        found = [
            self.words(finding)[0]
            for finding in (*self.first[outcome.request], *(finding for _, finding in self.later[outcome.request]))
            if finding.settles is not None and finding.settles is outcome.status and finding.code in outcome.codes
        ]
        return " ".join(dict.fromkeys(found)) or self.t(f"meaning_{status_key(outcome.status)}")

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

    def _grades(self) -> dict[str, tuple[view.Grade, ...]]:
        case = self.run.case
        meanings = {point.grade: point.meaning for point in (case.procedure.scale if case.procedure else ())}
        found: dict[str, list[view.Grade]] = defaultdict(list)
        for graded in case.evaluations:
            for evaluation in graded.evaluations:
                for name in self.leaves(evaluation.covers):
                    found[name].append(
                        view.Grade(
                            grade=clean(evaluation.grade),
                            meaning=clean(meanings.get(evaluation.grade, "")),
                            source=name_of(graded.document),
                        )
                    )
        return {name: tuple(grades) for name, grades in found.items()}

    def _bearing(self) -> dict[str, list[model.Statement | model.Evaluation]]:
        """Request → what the body's evaluation says, under the first request it covers, and what other sources say."""
        found: dict[str, list[model.Statement | model.Evaluation]] = defaultdict(list)
        for graded in self.run.case.evaluations:
            for evaluation in graded.evaluations:
                for name in self.leaves(evaluation.covers)[:1]:
                    found[name].append(evaluation)
        for seen in self.run.case.evidence:
            for statement in seen.statements:
                for name in self.leaves(statement.about):
                    found[name].append(statement)
        return found

    def _evidence(self, request: str) -> tuple[view.Quote, ...]:
        return self.places.quotes(model.quote(statement, "text") for statement in self.bearing.get(request, ()))
