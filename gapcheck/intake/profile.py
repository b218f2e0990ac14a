"""Profiles: what documents of one family look like, one data file each in `profiles/`.

A profile is a list of cues over units in reading order. A cue that fits gives its unit a role and sets the role of
the units that follow; everything else is told in `profiles/README.md`. Nothing here knows a family.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from gapcheck.errors import GapcheckError, Problem

ROLES = {
    "part", "lead", "item", "request", "context", "quote", "answer", "topic", "closing", "position", "row",
    "reference", "summary", "grade", "group", "statement", "act", "title", "skip", "responder", "listing", "comment",
    "rejoinder", "fact",
}  # fmt: skip
KINDS = ("recommendations", "responses", "evaluations", "evidence")
_CONDITIONS = {
    "when", "contains", "ends", "label", "kind", "heading", "bold", "in", "before", "after", "last", "next", "cell",
    "like", "short", "stance", "quotes", "leaf",
}  # fmt: skip
_ACTIONS = {"is", "then", "keep", "set", "skip", "inside"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One line of a profile: conditions that must all hold, the role they give, the state they open."""

    role: str
    when: re.Pattern[str] | None = None
    contains: re.Pattern[str] | None = None
    ends: re.Pattern[str] | None = None
    label: frozenset[str] = frozenset()
    kind: frozenset[str] = frozenset()
    heading: bool | None = None
    bold: bool | None = None
    states: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    last: bool = False
    next: bool = False
    cell: int | None = None
    like: int = 0
    short: int = 0
    stance: bool = False
    quotes: int = 0
    leaf: bool = False
    then: str = ""
    keep: bool = False
    inside: bool = False
    fixed: tuple[tuple[str, str], ...] = ()
    skip: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of metadata: the field, where it stands, and what kind of value it is (text, date, period, state, symbol);
    `near` a pattern that a passage must show to be looked at."""

    field: str
    match: re.Pattern[str]
    value: str = "text"
    kinds: frozenset[str] = frozenset()
    place: str = "head"
    near: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One document family."""

    id: str
    name: str
    gives: tuple[str, ...]
    signs: tuple[tuple[re.Pattern[str], int], ...]
    needs: tuple[re.Pattern[str], ...] = ()
    cues: tuple[Cue, ...]
    facts: tuple[Fact, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()
    start: str = "skip:preamble"
    cites: re.Pattern[str] | None = None
    chosen: re.Pattern[str] | None = None
    plain: bool = True
    inline: bool = False
    verdicts: tuple[tuple[re.Pattern[str], str], ...] = ()
    kind: str = "fact"
    flat: bool = False
    below: bool = False
    numbered: bool = False
    positions: bool = False
    completes: bool = False
    once: bool = False
    single: bool = True
    joint: bool = False
    ending: re.Pattern[str] | None = None
    asks: re.Pattern[str] | None = None
    voices: tuple[tuple[str, re.Pattern[str]], ...] = ()
    columns: tuple[tuple[str, re.Pattern[str]], ...] = ()
    item: str = ""

    def score(self, text: str) -> int:
        """How much `text` looks like this family: the points of the signs found in it, 0 where one it needs is not."""
        if not all(need.search(text) for need in self.needs):
            return 0
        return sum(points for pattern, points in self.signs if pattern.search(text))


@lru_cache(maxsize=1)
def profiles() -> tuple[Profile, ...]:
    """Every profile that ships, in the order of their file names."""
    folder = resources.files("gapcheck.intake") / "profiles"
    names = sorted(path.name for path in folder.iterdir() if path.name.endswith(".yaml"))
    return tuple(load((folder / name).read_text("utf-8"), name) for name in names)


def named(name: str) -> Profile:
    """The profile `name`, or the one in the file `name` (it ends in .yaml). Raises GapcheckError with the names there
    are, or telling what is wrong with the file."""
    if name.endswith((".yaml", ".yml")):
        try:
            return load(Path(name).read_text("utf-8"), name)
        except (OSError, UnicodeDecodeError) as cause:
            raise GapcheckError(
                [Problem(file=name, message="cannot be read as a profile")], "Check its name."
            ) from cause
    for profile in profiles():
        if profile.id == name:
            return profile
    raise GapcheckError(f"There is no profile {name!r}.", "Choose one of: " + ", ".join(p.id for p in profiles()) + ".")


def load(text: str, file: str) -> Profile:
    """A profile from its YAML. Raises GapcheckError naming the key that is wrong."""
    try:
        data = yaml.safe_load(text)
        words = {_word(key): value for key, value in data.get("words", {}).items()}
        return Profile(
            id=data["id"],
            name=data["name"],
            gives=tuple(data["gives"]),
            signs=tuple((pattern(sign["find"], words), int(sign["points"])) for sign in data.get("signs", ())),
            needs=tuple(pattern(need, words) for need in data.get("needs", ())),
            cues=tuple(_cue(cue, words, file) for cue in data.get("cues", ())),
            facts=tuple(fact(one, words) for one in data.get("metadata", ())),
            fixed=tuple((key, str(value)) for key, value in data.get("document", {}).items()),
            start=data.get("start", "skip:preamble"),
            cites=pattern(data["cites"], words) if "cites" in data else None,
            chosen=pattern(data["chosen"], words) if "chosen" in data else None,
            plain=data.get("plain", True),
            inline=data.get("inline", False),
            verdicts=tuple((pattern(one["find"], words), str(one["grade"])) for one in data.get("verdicts", ())),
            kind=data.get("statements", "fact"),
            flat=data.get("flat", False),
            below=data.get("below", False),
            numbered=data.get("numbered", False),
            positions=data.get("positions", False),
            completes=data.get("completes", False),
            once=data.get("once", False),
            single=data.get("single", True),
            joint=data.get("joint", False),
            ending=pattern(data["ending"], words) if "ending" in data else None,
            asks=pattern(data["asks"], words) if "asks" in data else None,
            voices=tuple((name, pattern(find, words)) for name, find in data.get("voices", {}).items()),
            columns=tuple((name, pattern(find, words)) for name, find in data.get("columns", {}).items()),
            item=str(data.get("item", "")),
        )
    except (KeyError, TypeError, ValueError, AttributeError, re.error, yaml.YAMLError) as cause:
        raise GapcheckError(
            [Problem(file=file, message=f"is no profile: {cause}")], "See profiles/README.md."
        ) from cause


def _word(key: Any) -> str:
    """YAML takes the bare keys `no` and `yes` for truth values."""
    return {False: "no", True: "yes"}.get(key, str(key)) if isinstance(key, bool) else str(key)


def pattern(text: str, words: Mapping[str, Any]) -> re.Pattern[str]:
    """A pattern: `{name}` stands for any cue word of that name in any language and letter case, a space for any
    white space; the rest is as written."""

    def alternatives(match: re.Match[str]) -> str:
        found = words[match[1]]
        return "(?i:" + "|".join(found.values() if isinstance(found, Mapping) else [found]) + ")"

    filled = re.sub(r"\{([a-z_]+)\}", alternatives, text)
    return re.compile(_SPACES.sub(_spaced, filled))


_SPACES = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]| (\??)")


def _spaced(match: re.Match[str]) -> str:
    """A space stands for any run of white space that people write; one in a class or behind a backslash for itself."""
    if match[1] is None:
        return match[0]
    return r"\s{0,9}" if match[1] else r"\s{1,9}"


def _cue(data: Mapping[str, Any], words: Mapping[str, Any], file: str) -> Cue:
    unknown = set(data) - _CONDITIONS - _ACTIONS
    if unknown or data["is"] not in ROLES:
        wrong = ", ".join(sorted(unknown)) or data["is"]
        raise GapcheckError(
            [Problem(file=file, field="cues", message=f"a cue cannot say {wrong!r}")], "See profiles/README.md."
        )
    compiled: dict[str, Any] = {key: pattern(data[key], words) for key in ("when", "contains", "ends") if key in data}
    sets: dict[str, Any] = {
        key: frozenset(_listed(data[key])) for key in ("label", "kind", "before", "after") if key in data
    }
    plain: dict[str, Any] = {
        key: data[key]
        for key in (
            "heading",
            "bold",
            "last",
            "next",
            "cell",
            "like",
            "short",
            "stance",
            "quotes",
            "leaf",
            "then",
            "keep",
            "inside",
            "skip",
        )
        if key in data
    }
    return Cue(
        role=data["is"],
        states=frozenset(_listed(data.get("in", ()))),
        fixed=tuple((key, str(value)) for key, value in data.get("set", {}).items()),
        **compiled,
        **sets,
        **plain,
    )


def fact(data: Mapping[str, Any], words: Mapping[str, Any]) -> Fact:
    """One line of metadata from its YAML."""
    return Fact(
        field=data["field"],
        match=pattern(data["find"], words),
        value=data.get("value", "text"),
        kinds=frozenset(_listed(data.get("of", ()))),
        place=data.get("where", "head"),
        near=pattern(data["near"], words) if "near" in data else None,
    )


def _listed(value: str | Sequence[str]) -> Sequence[str]:
    return [value] if isinstance(value, str) else list(value)
