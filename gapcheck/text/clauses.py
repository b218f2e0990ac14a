"""Stretches of a request that ask for nothing: why it is asked, when it applies, and who is told to act."""

from __future__ import annotations

import re
from functools import lru_cache

from gapcheck.text.deeds import manners
from gapcheck.text.lexicon import pattern
from gapcheck.text.spans import base_language
from gapcheck.text.tokens import tokens, word_list

STOP, MARK = re.compile(r"[.;](?=\s|$)"), re.compile(r"[,.;:)](?=\s|$)")
PAUSE = re.compile(r"[,.;:)](?=\s|$)|\s(?:and|et|y)\s")
ASIDE = re.compile(r",[^,.;:]{1,60},")
"""What stands between commas right behind the word that opens a clause: "if, on review, …"."""


@lru_cache(maxsize=2048)
def unasked(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """The stretches as pairs of offsets, in order, none overlapping another: clauses that say why ("because …", up to
    the end of the sentence), when ("where …", up to a mark) or in the light of what, what an office is for, and the names of the
    bodies told to act."""
    found = sorted([
        *_clauses(text, language), *_addressed(text, language), *_agents(text, language),
        *(manners(text, base_language(language)) if word_list(language, "aspect_function") else ()),
        *(match.span() for match in pattern(language, "asking").finditer(text)),
    ])  # fmt: skip
    out: list[tuple[int, int]] = []
    for start, end in found:
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)


def _clauses(text: str, language: str) -> list[tuple[int, int]]:
    out = []
    for group, stop in (("reason_clause", STOP), ("condition_clause", MARK), ("reference_clause", MARK), ("contrast_clause", PAUSE), ("purpose_clause", STOP),
                        ("office_title", MARK)):  # fmt: skip
        clause = pattern(language, group).search(text)
        while clause:
            opened = ASIDE.match(text, clause.end()) if stop is MARK else None
            mark = stop.search(text, opened.end() if opened else clause.end())
            end = mark.start() if mark else len(text)
            out.append((clause.end() if group == "office_title" else clause.start(), end))
            clause = pattern(language, group).search(text, end)
    return out


def _agents(text: str, language: str) -> list[tuple[int, int]]:
    """Who is told to act by "… should be provided by hospitals and boards to …": up to the verb, or to a mark."""
    out = []
    for agent in pattern(language, "passive_agent").finditer(text):
        mark = STOP.search(text, agent.end())
        end = mark.start() if mark else len(text)
        verb = pattern(language, "agent_ends").search(text, agent.end(), end)
        comma = re.compile(r"[,(]").search(text, agent.end(), end)
        out.append((agent.end(), verb.start() if verb else comma.start() if comma else end))
    return out


def _addressed(text: str, language: str) -> list[tuple[int, int]]:
    """Capitalised words before "should" and a verb that is no passive: "The Coast Guard should train …"."""
    modals, passive = word_list(language, "aspect_modals"), word_list(language, "aspect_function")
    both = word_list(language, "each_of_them")
    if not modals:
        return []
    out, start = [], 0
    acts = pattern(language, "agent_acts")
    for mark in (*STOP.finditer(text), None):
        end = mark.start() if mark else len(text)
        found = tokens(text[start:end], language)
        at = next((number for number, token in enumerate(found) if token.text.lower() in modals), 0)
        while at and at + 1 < len(found) and found[at + 1].text.lower() in both:
            at += 1
        if at and (aside := ASIDE.match(text, start + found[at].end)):
            spoken = start + found[at].end
            found = tuple(one for one in found if start + one.end <= spoken or start + one.start >= aside.end())
        if at and at + 1 < len(found) and found[at + 1].text.lower() not in passive:
            named = [token for token in found[:at] if token.text[:1].isupper()]
            out += [(start + token.start, start + token.end) for token in named]
        acting = None if at else acts.search(text, start, end)
        if acting:
            out.append((start, acting.start()))
        start = end
    return out


@lru_cache(maxsize=2048)
def bodies(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """The names of bodies: "the Regional Office for Bridges and Weirs", with the capitalised words before and behind
    the word that tells a body. A name of one word is none."""
    telling, small = word_list(language, "institution"), word_list(language, "aspect_function")
    found, out, at = tokens(text, language), [], 0

    def capital(number: int) -> bool:
        return 0 <= number < len(found) and found[number].text[:1].isupper()

    def joined(left: int, right: int) -> bool:
        return not re.search(r"[.,;:()\n]", text[found[left].end : found[right].start])

    while at < len(found):
        word = found[at].text
        if word[:1].upper() + word[1:] not in telling:
            at += 1
            continue
        first = last = at
        while capital(first - 1) and joined(first - 1, first):
            first -= 1
        step = 1
        while last + step < len(found) and step <= 3 and joined(last + step - 1, last + step):
            if capital(last + step):
                last, step = last + step, 1
            elif found[last + step].text in small and len(found[last + step].text) <= 3:
                step += 1
            else:
                break
        if last > first and (capital(at) or last > at):
            out.append((found[first].start, found[last].end))
        at = last + 1
    return tuple(out)
