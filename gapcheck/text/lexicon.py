"""The words rules look for, one data file a language: `lexicons/<language>.yaml`.

A file maps groups ("declined", "intention", …) to phrases. In a phrase, white space matches any white space,
`*` the rest of a word, `…` up to six words between, `[a|b]` either, `(word)` an optional word, `(a|b)` one of several
or none, and a phrase that starts with `re:` is a regular expression as it stands. A phrase matches whole words, in any
letter case; `'` is either apostrophe, and no white space is wanted behind one that ends a choice (`[le|l'] [âge]`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import repeat
from pathlib import Path
from typing import Any

import yaml

from gapcheck.text.openings import Openings, folded
from gapcheck.text.spans import Span, base_language

LEFT, RIGHT = r"(?<!\w)", r"(?!\w)"
APOSTROPHE = "['’]"
GAP, END = rf"(?:\s+|(?<={APOSTROPHE}))", rf"(?:{RIGHT}|(?<={APOSTROPHE}))"
BETWEEN = rf"\s+(?:\S+\s+){{0,6}}?(?:\w{{1,2}}{APOSTROPHE})?"
"""White space, and the end of a word, where the word before may be elided ("d'", "l'")."""
PLAIN = re.compile(r"[^\W_](?:[ ’'-]?[^\W_])*(?:\(s\)|\*)?")


@lru_cache(maxsize=16)
def lexicon(language: str) -> Mapping[str, Any]:
    """Every group of one language; {} for a language without a file."""
    path = Path(__file__).parent / "lexicons" / f"{base_language(language)}.yaml"
    if not path.is_file():
        return {}
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text("utf-8"), Loader=loader) or {}


@lru_cache(maxsize=1024)
def entries(language: str, group: str) -> tuple[str, ...]:
    """The phrases of one group in file order; () where the language or the group is not there."""
    return tuple(str(entry) for entry in lexicon(language).get(group, ()))


@lru_cache(maxsize=512)
def pattern(language: str, group: str) -> re.Pattern[str]:
    """One pattern for all phrases of a group; a pattern that never matches for an empty group."""
    return re.compile(alternation(entries(language, group)), re.IGNORECASE)


def alternation(phrases: Iterable[str]) -> str:
    """One regular expression for several phrases, as text; one that never matches for none. Neighbouring phrases share
    their guards: inside a word none of them is even tried."""
    parts: list[str] = []
    run: list[str] = []
    for phrase in (*phrases, ""):
        if PLAIN.fullmatch(phrase):
            base = _escaped(re.sub(r"\(s\)$|\*$", "", phrase)).replace("\\ ", r"\s+")
            run.append(base + ("s?" if phrase.endswith("(s)") else r"\w*" if phrase.endswith("*") else ""))
            continue
        start, inner, end = _guarded(phrase)
        if phrase and start and end == RIGHT:
            run.append(inner)
            continue
        if run:
            parts.append(f"{LEFT}(?:{'|'.join(run)}){RIGHT}")
            run = []
        if phrase:
            parts.append(f"(?:{start}{inner}{end})")
    return "|".join(parts) or "(?!)"


def phrase_pattern(phrase: str) -> str:
    """The regular expression of one phrase, as text."""
    return f"(?:{''.join(_guarded(phrase))})"


def _guarded(phrase: str) -> tuple[str, str, str]:
    """A phrase as a regular expression between two guards, either "" where it needs none."""
    if phrase.startswith("re:"):
        return "", phrase[3:].strip(), ""
    out, at = "", 0
    for token in re.finditer(r"\[([^\]]+)\]|\s*\(([^)]+)\)|\s*…\s*|\*|\s+", phrase):
        out += _escaped(phrase[at : token.start()])
        at = token.end()
        if token.group(1):
            out += "(?:" + "|".join(_plain(choice) for choice in token.group(1).split("|")) + ")"
        elif token.group(2):
            out += rf"(?:\s*(?:{'|'.join(_plain(choice) for choice in token.group(2).split('|'))}))?"
        elif "…" in token.group():
            out += BETWEEN
        else:
            out += (
                r"\w*"
                if token.group() == "*"
                else GAP
                if phrase[token.start() - 1] == "]" and "'" in phrase
                else r"\s+"
            )
    out += _escaped(phrase[at:])
    start = LEFT if phrase[:1].isalnum() or phrase[:1] in "[(" else ""
    end = RIGHT if phrase[-1:].isalnum() or phrase[-1:] in "])" else ""
    if phrase.endswith("]") and "'" in phrase:
        end = END
    return start, out, end


def _plain(text: str) -> str:
    return r"\s+".join(_escaped(word).replace(r"\*", r"\w*") for word in text.split())


def _escaped(text: str) -> str:
    return re.escape(text).replace("'", APOSTROPHE)


@lru_cache(maxsize=2048)
def find(text: str, language: str, group: str) -> tuple[Span, ...]:
    """Every place in `text` where a phrase of the group stands, left to right, not overlapping."""
    opened, letters, low = _opened(language, group), _letters(language, group), folded(text)
    places: Mapping[int, Iterable[int]] = {}
    numbers: Iterable[int] = range(len(letters))
    if len(low) == len(text):  # it is not where a capital has no small form of its own
        places = opened.places(low)
        numbers = (*places, *opened.others)
    hits: list[tuple[int, int, re.Match[str]]] = []
    for number in numbers:
        if all(any(map(low.__contains__, runs)) for runs in letters[number]):
            phrase = _phrase(language, group, number)
            some = map(phrase.match, repeat(text), places[number]) if number in places else phrase.finditer(text)
            hits += [(match.start(), number, match) for match in some if match]
    found: list[Span] = []
    for place, _, match in sorted(hits, key=lambda hit: hit[:2]):
        if not found or place >= found[-1].end:
            found.append(Span(*match.span(), match.group()))
    return tuple(found)


def says(text: str, language: str, group: str) -> bool:
    """Whether any phrase of the group stands in `text`."""
    return bool(find(text, language, group))


@lru_cache(maxsize=4096)
def _phrase(language: str, group: str, number: int) -> re.Pattern[str]:
    return re.compile(phrase_pattern(entries(language, group)[number]), re.IGNORECASE)


@lru_cache(maxsize=512)
def _opened(language: str, group: str) -> Openings:
    return Openings([phrase_pattern(phrase) for phrase in entries(language, group)])


OPTIONAL, CHOICE = re.compile(r"\([^)]*\)"), re.compile(r"\[([^\]]+)\]")
LETTERS = re.compile("[a-z0-9]+")


@lru_cache(maxsize=512)
def _letters(language: str, group: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """For each phrase the runs of ASCII letters of which every match holds one each; none for a regular expression."""
    return tuple(
        () if phrase.startswith("re:") else tuple(_held(OPTIONAL.sub(" ", phrase.lower())))
        for phrase in entries(language, group)
    )


def _held(phrase: str) -> Iterator[tuple[str, ...]]:
    for run in LETTERS.findall(CHOICE.sub(" ", phrase)):
        yield (run,)
    for choices in CHOICE.findall(phrase):
        runs = [LETTERS.findall(choice) for choice in choices.split("|")]
        if all(runs):
            yield tuple(max(some, key=len) for some in runs)
