"""Stretches of a request that ask for nothing: why it is asked, when it applies, and who is told to act."""

from __future__ import annotations

import re
from functools import lru_cache

from gapcheck.text.lexicon import pattern
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
    found = sorted([*_clauses(text, language), *_addressed(text, language), *_agents(text, language)])
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
        if at and at + 1 < len(found) and found[at + 1].text.lower() not in passive:
            named = [token for token in found[:at] if token.text[:1].isupper()]
            out += [(start + token.start, start + token.end) for token in named]
        acting = None if at else acts.search(text, start, end)
        if acting:
            out.append((start, acting.start()))
        start = end
    return out
