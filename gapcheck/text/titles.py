"""Acts, strategies and programmes that a request names by what they are on, and whether a text speaks of them."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from gapcheck.text.lexicon import pattern
from gapcheck.text.tokens import tokens


class Titled(NamedTuple):
    """A title stands at [start, end) of a request; `kind` is the key of the word that says what it is ("act")."""

    start: int
    end: int
    kind: str


@lru_cache(maxsize=2048)
def titles(text: str, language: str) -> tuple[Titled, ...]:
    """The titles within a request, in its order."""
    found = (match.span() for match in pattern(language, "titled").finditer(text))
    return tuple(Titled(start, end, tokens(text[start:end], language)[0].key) for start, end in found)


def titled(start: int, end: int, request: str, text: str, language: str) -> bool:
    """True where [start, end) of a request lies on a title, and `text` calls something by its kind ("the SDM Act")."""
    kinds = {one.kind for one in titles(request, language) if one.start < end and start < one.end}
    return bool(kinds) and any(token.key in kinds for token in tokens(text, language))
