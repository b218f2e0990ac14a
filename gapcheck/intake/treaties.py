"""The treaty a document rests on: told by its symbol, by the body whose name heads it, or by its own title.

The treaties are data (`treaties.yaml`). What is written down is the name as the document itself gives it, else the
name of the treaty in the document's language; a document that shows no treaty has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

LINES = 14
"""Lines of a title page among which the name of a body or of a treaty may stand alone."""
_ASIDE = re.compile(r"^\W+|\s*[(\[][^()\[\]]{0,80}[)\]]|\W+$")


@dataclass(frozen=True, slots=True)
class Treaty:
    """One treaty: how symbols begin that rest on it, its bodies and its own names as patterns; names by language."""

    symbols: re.Pattern[str]
    bodies: re.Pattern[str] | None
    titles: re.Pattern[str]
    names: Mapping[str, Sequence[str]]


@lru_cache(maxsize=1)
def treaties() -> tuple[Treaty, ...]:
    """Every treaty on file, in the order of the file."""
    text = (resources.files("gapcheck.intake") / "treaties.yaml").read_text("utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return tuple(
        Treaty(
            symbols=re.compile(rf"(?:{'|'.join(one['symbols'])})"),
            bodies=_any(one["bodies"]) if "bodies" in one else None,
            titles=_any(name for names in one["names"].values() for name in names),
            names=one["names"],
        )
        for one in yaml.load(text, Loader=loader)
    )


def _any(names: Iterable[str]) -> re.Pattern[str]:
    """Any of the names, the longest first, in any letter case, with either apostrophe and any white space."""
    ordered = sorted(names, key=lambda name: (-len(name), name))
    spelled = (re.escape(name).replace(r"\ ", r"\s+").replace("'", "['’]") for name in ordered)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelled)})(?!\w)", re.IGNORECASE)


def treaty_of(symbols: Sequence[str], title: str, body: str, head: str, language: str) -> str:
    """The treaty of a document with these symbols (its own first), title, body and title page; "" where none shows."""
    found = _by_symbol(symbols) or _by_words([body, title]) or _by_words(_alone(head))
    if found is None:
        return ""
    full = (found.names.get(language) or found.names["en"])[0]
    named = next((match for text in (title, head) if (match := _any([full]).search(text))), None)
    return " ".join(named.group().split()) if named else full


def _by_symbol(symbols: Sequence[str]) -> Treaty | None:
    for symbol in symbols:
        for one in treaties():
            if symbol and one.symbols.match("".join(symbol.split())):
                return one
    return None


def _by_words(texts: Iterable[str]) -> Treaty | None:
    """The treaty whose name or body stands first in the first text that names any."""
    for text in texts:
        places = [
            (match.start(), -(match.end() - match.start()), order)
            for order, one in enumerate(treaties())
            for pattern in (one.titles, one.bodies)
            if pattern is not None and (match := pattern.search(text))
        ]
        if places:
            return treaties()[min(places)[2]]
    return None


def _alone(head: str) -> list[str]:
    """Lines of a title page that are no more than a name of a body or of a treaty."""
    lines = [_ASIDE.sub("", line) for line in head.split("\n")[:LINES]]
    patterns = [pattern for one in treaties() for pattern in (one.titles, one.bodies) if pattern is not None]
    return [line for line in lines if any(_nearly(pattern, line) for pattern in patterns)]


def _nearly(pattern: re.Pattern[str], line: str) -> bool:
    match = pattern.match(line)
    return match is not None and len(line) - match.end() <= 90
