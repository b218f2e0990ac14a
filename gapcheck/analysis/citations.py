"""The acts a case cites, with their places: the reply, the reply before it, and the acts that evidence lists; and the
acts that stand under two numbers or two dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log

from gapcheck.analysis.kept import per_case
from gapcheck.model import Act, Case, Document, Quote, Response, quote
from gapcheck.text.citations import Citation, citations, kind_of
from gapcheck.text.lexicon import pattern
from gapcheck.text.scope import sentence_at
from gapcheck.text.spans import base_language
from gapcheck.text.tokens import tokens, word_list

ALIKE, NEAR = 0.6, 0.6
"""How much of two titles must agree, by the weight of their words: of both together for titles alone, of the shorter
one beside one date and one issuer."""
RENDERED = 3
"""So many words must agree where the rarest of the shorter title is another word in the longer."""
CLASS = {"law": "law", "code": "law", "decree": "act", "decision": "act", "order": "act", "rules": "act"}
"""Rules and the decision that approves them are one act; a law is none of these."""
SERIAL = frozenset({"plan", "treaty"})
"""Plans and protocols follow one another under one title: another date is another plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """One act as one place cites it. `voice` is "reply", "previous" or "evidence"; `response` None for evidence;
    `quote` the citation's own words, or the title of a listed act; `amends` tells that its sentence speaks of an
    amendment or a successor, whose date is not the act's."""

    voice: str
    document: Document
    quote: Quote
    kind: str = ""
    number: str = ""
    date: str = ""
    title: str = ""
    issuer: str = ""
    response: Response | None = None
    amends: bool = False

    @property
    def shown(self) -> str:
        """The number and date for a reader: "No. 12 of 12 January 2006"."""
        return " of ".join(part for part in (f"No. {self.number}" if self.number else "", self.date) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One act cited in two ways: `field` "number" or "date", `first` in the reply, `others` every place that agrees
    with neither, grouped by the caller; `successive` tells that a later act of the same name would explain it."""

    field: str
    first: Cited
    other: Cited
    successive: bool = False


@per_case
def acts(case: Case) -> tuple[Cited, ...]:
    """Every act cited in the reply, in the previous reply and in evidence (its listed acts and its statements)."""
    found: list[Cited] = []
    for voice, reply in (("reply", case.reply), ("previous", case.previous)):
        for response in reply.responses if reply else ():
            language = reply.document.language if reply else ""
            for citation in citations(response.text, language):
                if reply and citation.is_act:
                    found.append(_from_text(voice, reply.document, citation, response, language))
    for evidence in case.evidence:
        language = evidence.document.language
        found += [_from_act(evidence.document, act) for act in evidence.acts]
        for statement in evidence.statements:
            for citation in citations(statement.text, language):
                if citation.is_act and citation.title:
                    found.append(
                        Cited(
                            voice="evidence", document=evidence.document, kind=citation.kind, number=citation.number,
                            date=citation.date, title=citation.title, issuer=citation.issuer,
                            quote=quote(statement, "text", citation.start, citation.end),
                            amends=_amends(statement.text, citation, language),
                        )
                    )  # fmt: skip
    return tuple(found)


def _from_text(voice: str, document: Document, citation: Citation, response: Response, language: str) -> Cited:
    return Cited(
        voice=voice, document=document, response=response, kind=citation.kind, number=citation.number,
        date=citation.date, title=citation.title, issuer=citation.issuer,
        quote=quote(response, "text", citation.start, citation.end),
        amends=_amends(response.text, citation, language),
    )  # fmt: skip


def _amends(text: str, citation: Citation, language: str) -> bool:
    """True where the sentence, outside the title, speaks of amending or replacing."""
    sentence = sentence_at(citation.start, text, language)
    outside = sentence.text.replace(citation.text, " ")
    lead = text[max(sentence.start, citation.start - 60) : citation.start] + citation.text
    found = pattern(base_language(language), "citation_amending").search
    return bool(found(lead) or (found(outside) and not citation.whole))


def _from_act(document: Document, act: Act) -> Cited:
    return Cited(
        voice="evidence", document=document, quote=quote(act, "title"),
        kind=kind_of(act.title, document.language), number=act.number, date=act.date,
        title=act.title, issuer=act.issuer,
        amends=bool(_found(document, act.title)),
    )  # fmt: skip


def _found(document: Document, text: str) -> re.Match[str] | None:
    return pattern(base_language(document.language), "citation_amending").search(text)


@lru_cache(maxsize=4096)
def title_words(title: str, language: str) -> frozenset[str]:
    """The words of a title by which acts are told apart."""
    idle = word_list(language, "aspect_function") | word_list(language, "citation_common")
    return frozenset(
        token.key for token in tokens(title, language) if token.text.lower() not in idle and not token.text.isdigit()
    )


@dataclass(frozen=True, slots=True)
class _Titles:
    """How many of a case's titles hold each word: what tells one act from another."""

    counts: Mapping[str, int]
    size: int

    def weight(self, words: frozenset[str]) -> float:
        return sum(log(1 + self.size / self.counts.get(word, 1)) for word in words)

    def rarest(self, words: frozenset[str]) -> frozenset[str]:
        least = min((self.counts.get(word, 1) for word in words), default=0)
        return frozenset(word for word in words if self.counts.get(word, 1) == least)


@per_case
def _titles(case: Case) -> _Titles:
    titles = {frozenset(_words(cited)) for cited in acts(case) if cited.title}
    return _Titles(Counter(word for title in titles for word in title), max(len(titles), 1))


def _words(cited: Cited) -> frozenset[str]:
    return title_words(cited.title, base_language(cited.document.language))


def _near(case: Case, one: Cited, other: Cited) -> bool:
    """Beside one day and one issuer: the shorter title's weight, its rarest words included, stands in the longer; or
    all of it but one word, where no other act has these words."""
    titles = _titles(case)
    short, long = sorted((_words(one), _words(other)), key=lambda words: (len(words), sorted(words)))
    shared = short & long
    if shared & titles.rarest(short):
        return titles.weight(shared) >= NEAR * titles.weight(short)
    return len(shared) >= RENDERED and len(short - shared) == 1 and _alone(case, shared, one.date)


def _alone(case: Case, shared: frozenset[str], day: str) -> bool:
    """Whether no act of another day has these words and few besides in its title: then one word of it was translated
    otherwise ("Relief Fund for …", "Assistance Fund for …")."""
    others = (_words(cited) for cited in acts(case) if cited.date and cited.date != day)
    return not any(shared <= words and len(words - shared) < RENDERED for words in others)


def _same_title(case: Case, one: Cited, other: Cited) -> bool:
    """Two titles that agree on their own: most of the weight of both, and the rarest words of each."""
    titles = _titles(case)
    mine, theirs = _words(one), _words(other)
    shared = mine & theirs
    if not shared or not (shared & titles.rarest(mine)) or not (shared & titles.rarest(theirs)):
        return False
    if CLASS.get(one.kind, one.kind) != CLASS.get(other.kind, other.kind) and one.kind and other.kind:
        return False
    return titles.weight(shared) >= ALIKE * titles.weight(mine | theirs)


def _issued_alike(one: Cited, other: Cited) -> bool:
    """Whether two issuers may be one: a word in common ("Cabinet", "Cabinet of Ministers"), or one not named."""
    names = []
    for cited in (one, other):
        language = base_language(cited.document.language)
        idle = word_list(language, "citation_common") | word_list(language, "citation_small")
        names.append({word[:6].lower() for word in re.findall(r"\w+", cited.issuer) if word.lower() not in idle})
    return not names[0] or not names[1] or bool(names[0] & names[1])


def _number(written: str) -> str:
    return re.sub(r"[^\w/-]", "", written).lower().lstrip("0")


def _dates_differ(one: str, other: str) -> bool:
    """Whether two dates cannot be one: compared as far as both go."""
    size = min(len(one), len(other))
    return bool(size) and one[:size] != other[:size]


def _compare(case: Case, one: Cited, other: Cited) -> Iterator[Conflict]:
    """How two citations of what reads like one act differ."""
    numbers = bool(one.number and other.number)
    dated = bool(one.date and other.date)
    number_differs = numbers and _number(one.number) != _number(other.number)
    date_differs = dated and _dates_differ(one.date, other.date)
    if number_differs == date_differs:  # nothing differs, or everything does: then they are two acts
        return
    if not _issued_alike(one, other) or one.amends or other.amends:
        return
    if number_differs and dated and len(one.date) == len(other.date) == 10:
        if _near(case, one, other):
            yield Conflict(field="number", first=one, other=other)
    elif _same_title(case, one, other) and not {one.kind, other.kind} & SERIAL:
        if number_differs:
            yield Conflict(field="number", first=one, other=other, successive=True)
        else:
            same_year = one.date[:4] == other.date[:4]
            yield Conflict(field="date", first=one, other=other, successive=not numbers and not same_year)


@per_case
def conflicts(case: Case) -> tuple[Conflict, ...]:
    """Every pair of citations of one act that differ in number or date, the first of each in the reply; a pair of
    values once, with its first places."""
    known = [cited for cited in acts(case) if cited.title and (cited.number or cited.date)]
    found: dict[tuple[str, str, str], Conflict] = {}
    for at, one in enumerate(known):
        if one.voice != "reply":
            continue
        for other in known[at + 1 :]:
            for conflict in _compare(case, one, other):
                values = sorted((getattr(one, conflict.field), getattr(other, conflict.field)))
                key = (conflict.field, values[0], values[1])
                found.setdefault(key, conflict)
    return tuple(found.values())


@per_case
def matched(case: Case) -> tuple[tuple[Cited, Cited], ...]:
    """Acts of the reply beside the same act in evidence: same title, or same day and issuer and a title near enough."""
    mine = [cited for cited in acts(case) if cited.voice == "reply" and (cited.title or cited.date)]
    theirs = [cited for cited in acts(case) if cited.voice == "evidence"]
    return tuple(
        (one, other)
        for one in mine
        for other in theirs
        if _same_title(case, one, other)
        or (len(one.date) == 10 and one.date == other.date and _issued_alike(one, other) and _near(case, one, other))
    )  # fmt: skip
