"""Sub-items told by their place: "paragraph 7, first and third bullet points"."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PLACES = (
    "first|premier|première|primer|primera|primero",
    "second|deuxième|seconde?|segundo|segunda",
    "third|troisième|tercer|tercera|tercero",
    "fourth|quatrième|cuarto|cuarta",
    "fifth|cinquième|quinto|quinta",
    "sixth|sixième|sexto|sexta",
    "seventh|septième|séptimo|séptima",
    "eighth|huitième|octavo|octava",
)
_LAST = "last|final|dernier|dernière|último|última"
_MEMBER = re.compile(
    r"\b(?:bullets?(?: points?)?|dashes|indents?|sub-?paragraphs?|sub-?items?|points?|tirets?|puces?|alinéas?|guion(?:es)?"
    r"|viñetas?|incisos?|apartados?)\b",
    re.IGNORECASE,
)
_WORD = re.compile("|".join(f"(?P<p{n}>\\b(?:{words})\\b)" for n, words in enumerate((*_PLACES, _LAST))), re.IGNORECASE)


def members(text: str, children: Sequence[str]) -> list[str]:
    """Those of `children` that `text` names by their place, in order; [] where it names none."""
    if not children or not _MEMBER.search(text):
        return []
    found = []
    for match in _WORD.finditer(text):
        place = int((match.lastgroup or "p0")[1:])
        place = len(children) - 1 if place == len(_PLACES) else place
        if place < len(children) and children[place] not in found:
            found.append(children[place])
    return sorted(found, key=list(children).index)
