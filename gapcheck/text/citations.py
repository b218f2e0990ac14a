"""Citations in running text: acts with their number, date, title and issuer; articles and paragraphs; symbols.

An act is cited where a word for one ("Decision", "loi") stands beside a number that is marked as one ("No. 152",
"#252"), beside a date, or beside a title; its parts may stand in any order, with nothing among them but small words,
brackets and capitalised names. A bare number is never a citation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from gapcheck.text.citations_grammar import Grammar, grammar_of
from gapcheck.text.dates import dates
from gapcheck.text.spans import Span, base_language, sentences

SYMBOL = re.compile(
    r"(?<![\w/])(?=[^\s,;]{0,60}\d)[A-Z][A-Za-z]{0,11}(?:\(\d{4}\)\d{1,4}|(?:/[A-Za-z0-9][\w().-]{0,20}){1,8})(?:/[\w.]{1,12}){0,3}"
)
TITLE = re.compile(r"[«“„\"]\s*([^«»“”„\"]{3,240}?)\s*[»”“\",]{1,2}")
OF_YEAR = re.compile(r"\b(?:of|de)\s+((?:19|20)\d\d)(?![\w/]|[.,]\d|\s+(?:€|%|euros?|people|persons))")
"""A year that an act may have for its date: "the Law on Fisheries of 2002 applies"."""
SHORT_NAME = re.compile(r"(?:the|el|la|le|l['’])?\s*(?:\d{4}\s)?\w+(?:\s\d{4})?", re.IGNORECASE)
"""What a text defines a title as, to use from there on: "the 1998 Act"."""
ROOM, TITLE_WORDS = 14, 24
"""So many words may stand between two parts of one citation, and in a title without quotation marks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A citation at [start, end) of the text. `kind` is "law", "code", "decree", "decision", "order", "rules",
    "plan" or "treaty" for an act, "article", "chapter", "section", "paragraph", "rule" or "annex" for a provision,
    and "symbol". `number` is without its mark; of provisions as written ("8.0.3", "248-254"). `date` is ISO 8601 or a
    prefix of it; `title` and `issuer` are the text's own words, "" where there are none; `whole` tells that the
    title stands in quotation marks."""

    start: int
    end: int
    text: str
    kind: str
    number: str = ""
    date: str = ""
    title: str = ""
    issuer: str = ""
    whole: bool = False

    @property
    def is_act(self) -> bool:
        return self.kind in ACTS


ACTS = frozenset({"law", "code", "decree", "decision", "order", "rules", "plan", "treaty"})


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    sort: str
    value: str
    more: str = ""


@lru_cache(maxsize=1024)
def citations(text: str, language: str = "en") -> tuple[Citation, ...]:
    """Every citation in `text`, by place; a provision of an act and the act are two. In a language without the words
    for them, symbols only."""
    found = [
        Citation(start=match.start(), end=match.start() + len(symbol), text=symbol, kind="symbol", number=symbol)
        for match in SYMBOL.finditer(text)
        if (symbol := _balanced(match.group())) and any(char.isdigit() for char in symbol)
    ]
    grammar = grammar_of(base_language(language))
    if grammar is not None:
        found += _provisions(text, grammar)
        for sentence in sentences(text, language):
            found += _acts(text, sentence, language, grammar)
    return tuple(sorted(found, key=lambda citation: (citation.start, citation.end, citation.kind)))


def kind_of(title: str, language: str = "en") -> str:
    """The kind of act a title names at its head or end ("Law on …", "Grant Law"); "" where it names none."""
    grammar = grammar_of(base_language(language))
    found = grammar.heads.search(title) if grammar else None
    return (found.lastgroup or "") if found else ""


def _balanced(symbol: str) -> str:
    """A symbol without the punctuation that follows it in the sentence."""
    symbol = symbol.rstrip(".-")
    return symbol.rstrip(").-") if symbol.count(")") > symbol.count("(") else symbol


def _provisions(text: str, grammar: Grammar) -> Iterator[Citation]:
    for match in grammar.provisions.finditer(text):
        place, first = match.end(), match.start()
        kind = match.lastgroup or ""
        while found := grammar.locator.match(text, place):
            number = found.group(1).strip()
            start = first if first >= 0 else found.start(1)
            end = found.start(1) + len(number)
            yield Citation(start=start, end=end, text=text[start:end], kind=kind, number=re.sub(r"\s+", " ", number))
            first, place = -1, end
            further = grammar.further.match(text, place)
            if not further:
                break
            place = further.end()


def _acts(text: str, sentence: Span, language: str, grammar: Grammar) -> Iterator[Citation]:
    """The acts of one sentence: its parts chained from left to right."""
    chain: list[_Part] = []
    for part in _parts(text, sentence, language, grammar):
        if chain and not _joins(text, chain, part, grammar):
            yield from _cited(text, chain, grammar)
            chain = []
        chain.append(part)
    yield from _cited(text, chain, grammar)


def _parts(text: str, sentence: Span, language: str, grammar: Grammar) -> list[_Part]:
    first, last = sentence.start, sentence.end
    found = [
        _Part(match.start(), match.end(), "title", match.group(1).strip(" ,"), "whole")
        for match in TITLE.finditer(text, first, last)
        if not SHORT_NAME.fullmatch(match.group(1))
    ]
    quoted = [(part.start, part.end) for part in found]

    def free(start: int) -> bool:
        return not any(one <= start < other for one, other in quoted)

    barred = [match.span() for match in grammar.not_acts.finditer(text, first, last)]
    for match in grammar.acts.finditer(text, first, last):
        if free(match.start()) and not any(one <= match.start() < other for one, other in barred):
            found.append(_Part(match.start(), match.end(), "act", match.lastgroup or "", match.group()))
    if not found:  # neither an act's word nor a title: no number and no date cites anything
        return []
    for match in grammar.numbers.finditer(text, first, last):
        if free(match.start()):
            found.append(_Part(match.start(), match.start(1) + len(_number(match.group(1))), "number",
                               _number(match.group(1))))  # fmt: skip
    numbers = [(part.start, part.end) for part in found if part.sort == "number"]
    for dated in dates(text, language):
        inside = first <= dated.start < last and free(dated.start)
        if inside and dated.kind in ("day", "month", "year") and not any(a <= dated.start < b for a, b in numbers):
            found.append(_Part(dated.start, dated.end, "date", dated.iso))
    known = [(part.start, part.end) for part in found]
    for match in OF_YEAR.finditer(text, first, last):
        if free(match.start()) and not any(one < match.end() and match.start(1) < other for one, other in known):
            found.append(_Part(match.start(1), match.end(), "date", match.group(1)))
    return _with_plain_titles(text, last, sorted(found, key=lambda part: part.start), grammar)


def _number(written: str) -> str:
    return written.rstrip(".,-/")


def _with_plain_titles(text: str, last: int, found: list[_Part], grammar: Grammar) -> list[_Part]:
    """Adds titles that stand without quotation marks behind an act's word, its number or its date."""
    out: list[_Part] = []
    for part in found:
        if out and part.start < out[-1].end:  # an act's word or a date within the title: "Law on the Code of …"
            continue
        out.append(part)
        acted = part.sort == "act" and (grammar.free or part.more[:1].isupper())
        if not acted and not (part.sort in ("number", "date") and any(p.sort == "act" for p in out[-4:-1])):
            continue
        lead = grammar.leads.match(text, part.end, last)
        if lead:
            title = _plain_title(text, lead.end(), last, grammar)
            if title:
                out.append(_Part(lead.start(), title, "title", text[lead.end() : title]))
    return out


def _plain_title(text: str, start: int, last: int, grammar: Grammar) -> int:
    """Where a title that begins at `start` ends; 0 where there is none."""
    end, at, size, capital = start, start, 0, False
    for word in re.finditer(r"[^\s,;:.()«»“”\"]+", text[start : min(last, start + 300)]):
        small = word.group().lower() in grammar.small
        if text[at : start + word.start()].strip() or size >= (TITLE_WORDS // 2 if grammar.free else TITLE_WORDS):
            break
        if not (small or grammar.free or word.group()[0].isupper()) or (grammar.free and word.group()[0].isdigit()):
            break
        if grammar.stops.fullmatch(word.group()):
            break
        size, at = size + 1, start + word.end()
        if not small:
            end, capital = at, True
    return end if capital and end > start else _named_again(text, start, last)


def _named_again(text: str, start: int, last: int) -> int:
    """ "Regulation on this Fund": a demonstrative and one capitalised word."""
    match = re.compile(r"(?:this|that|its|ce|cette|este|esta)\s+[A-Z]\w+").match(text, start, last)
    return match.end() if match else 0


def _joins(text: str, chain: list[_Part], part: _Part, grammar: Grammar) -> bool:
    """Whether a part belongs to the citation before it."""
    sorts = [one.sort for one in chain]
    gap = text[chain[-1].end : part.start]
    if part.sort in ("number", "date") and part.sort in sorts:
        return False
    if part.sort == "title" and ("title" in sorts or re.search(r",\s*\w+\s*$", gap)):
        return False
    if part.sort == "act" and sorts[-1] == "title" and "(" not in gap and not grammar.approved.search(gap):
        return False
    if part.sort == "act" and "act" in sorts and ({"number", "date"} & set(sorts) or sorts.count("act") > 1):
        return False
    if part.sort == "act" and sorts == ["date"]:
        return False
    if re.search(r"[;.]\s", gap) or gap.count("(") - gap.count(")") < -1:
        return False
    tokens = re.findall(r"[^\W_]+(?:[’'][^\W_]+)*", gap)
    if len(tokens) > ROOM:
        return False
    return all(token[0].isupper() or token.lower() in grammar.glue or token.lower().rstrip("’'s") in grammar.glue
               for token in tokens)  # fmt: skip


def _cited(text: str, chain: list[_Part], grammar: Grammar) -> Iterator[Citation]:
    value = {part.sort: part for part in chain}
    title = value.get("title")
    head = grammar.heads.search(title.value) if title and title.more else None
    kind = value["act"].value if "act" in value else (head.lastgroup or "") if head else ""
    if not kind or not ({"number", "date", "title"} & set(value)):
        return
    start, end = chain[0].start, chain[-1].end
    if text[start:end].count("(") > text[start:end].count(")") and text[end : end + 1] == ")":
        end += 1
    named, issuer = title.value if title else "", _issuer(text, chain, grammar)
    if not named and kind == "law" and re.fullmatch(r"\w+ \d{4}", text[start:end]):  # "Road Traffic Act 1988"
        named, issuer = issuer, ""
    yield Citation(
        start=start,
        end=end,
        text=text[start:end],
        kind=kind,
        number=value["number"].value if "number" in value else "",
        date=value["date"].value if "date" in value else "",
        title=" ".join(named.split()),
        issuer=issuer,
        whole=bool(title and title.more),
    )


NAME = r"[A-ZÀ-Ý][^\W\d_]+(?:[’']s?)?"
NAMES = re.compile(rf"{NAME}(?:\s+(?:(?:of|de|del|du|des|for|and|the|la|las|los|et|y)\s+){{0,2}}{NAME}){{0,9}}")
BEHIND = re.compile(r",?\s*(?:of|by|de|del|du|des|par|por)\s+(?:the |el |la |las |le |los |l['’])?(?=[A-ZÀ-Ý])")


def _issuer(text: str, chain: list[_Part], grammar: Grammar) -> str:
    """The capitalised names between the parts, right before an act's word ("the Cabinet of Ministers' Decision",
    "Presidential Decree"), or behind it all ("of the Ministry of Justice")."""
    named: list[str] = []
    if chain[0].sort == "act":
        lead = text[max(0, chain[0].start - 120) : chain[0].start]
        named += [match.group() for match in NAMES.finditer(lead) if not lead[match.end() :].strip()]
    for one, other in pairwise(chain):
        named += NAMES.findall(text[one.end : other.start])
    if not named and (behind := BEHIND.match(text, chain[-1].end)) and (name := NAMES.match(text, behind.end())):
        named.append(name.group())
    words = [word.replace("’", "'").removesuffix("'s").rstrip("'") for name in named for word in name.split()]
    while words and words[0].lower() in grammar.glue | grammar.small | {"with"}:
        del words[0]
    return " ".join(words)
