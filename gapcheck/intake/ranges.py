"""References to requests as documents write them, and the ids they stand for.

`Recs. 6–13`, `140.82-85, 87`, `(2-5)`, `(4) (a) to (d) and (5)`, `12d/12e`, `36 (b)–(e)`, `4a) i-iii)` and
`140.35. 140.36` are read with one grammar: components (numbers, letters, roman numerals), things that join two ends
of a range, and everything else, which only separates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gapcheck.intake.labels import Reading, Scheme, readings, spell

LONGEST = 2000
"""No list of requests is longer: a range of more ends is a misreading."""
_JOINERS = {"to", "until", "through", "à", "au", "a", "al", "hasta", "bis"}
_TOKEN = re.compile(
    r"(?P<number>\d{1,4}(?:\.\d{1,4})*)"
    r"|(?P<dash>\s*[-–—−‐‑]\s*)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<mark>[().,;/&\[\]:])"
    r"|(?P<space>\s+)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_LISTING = {"and", "et", "y", "e", "or", "ou", "o", "und", "as", "well", "ainsi", "que"}


@dataclass(slots=True)
class References:
    """`ids` in the order named, each once; `unknown` what no known id matches; `notes` what a person should check."""

    ids: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def parts_of(text: str) -> list[list[tuple[str, ...]]]:
    """The references in `text` as ends of ranges: [[("6",), ("13",)]] for "6–13", [[("36", "b")]] for "36 (b)".

    Words that are no label ("Recs.", "Paragraph") are passed over.
    """
    found: list[list[tuple[str, ...]]] = []
    path: tuple[str, ...] = ()
    joining = False
    tight = False  # nothing but white space or a bracket since the last component
    for match in _TOKEN.finditer(text):
        kind, token = match.lastgroup, match.group()
        if kind == "dash" or (kind == "word" and token.lower() in _JOINERS and found and not _is_letter(text, match)):
            joining, tight = bool(found), False
            continue
        component = token if kind == "number" else token.lower() if kind == "word" and _component(text, match) else ""
        if component:
            path = _placed(path, component, joining, tight)
            if joining and found:
                found[-1].append(path)
            elif found and len(path) > len(found[-1][-1]) and (tight or found[-1] == [path[:-1]]):
                found[-1][-1] = path  # "36" then "(b)", "36, points (b) and (c)": one reference each
            else:
                found.append([path])
            joining, tight = False, True
        elif (kind == "mark" and token in ",;/&") or (kind == "word" and token.lower() in _LISTING):
            tight = False
        elif kind in ("word", "other"):
            tight, joining = False, False
    return found


_END = re.compile(r"\s+(?:\d|\(?[a-z]{1,4}\)|[b-df-xz](?![a-z]))")
"""What follows "a" where it joins two ends; in "12, points a and b" it is a letter."""


def _is_letter(text: str, match: re.Match[str]) -> bool:
    """Between white space "a" joins two ends (Spanish); beside a bracket, a digit or a dash it is a component."""
    if len(match.group()) > 1:
        return False
    if not (text[match.start() - 1].isspace() and text[match.end() : match.end() + 1].isspace()):
        return True
    return not _END.match(text, match.end())


_NUMBERED = re.compile(r"\.\d")


def _component(text: str, match: re.Match[str]) -> bool:
    word = match.group()
    before, after = text[max(match.start() - 1, 0) : match.start()], text[match.end() : match.end() + 1]
    if not readings(word) or len(word) > 5:
        return False
    if len(word) == 1 and word.isupper() and _NUMBERED.match(text, match.end()):
        return False  # the part a number stands in: "A.2"
    if word.lower() in _LISTING and before.isspace() and after.isspace():
        return False  # "31.1 y 31.2"
    marked = before in ("(", "/") or after in (")", ".") or before.isdigit()
    edged = before in ("", " ", "-", "–", ",", "\n", "\t") and after in (
        "",
        " ",
        ",",
        ";",
        "-",
        "–",
        "/",
        ")",
        "\n",
        "]",
    )
    return marked or (edged and (len(word) == 1 or all(char in "ivx" for char in word.lower())))


def _placed(path: tuple[str, ...], component: str, joining: bool, tight: bool) -> tuple[str, ...]:
    """Where a component hangs: a number begins anew, a letter stands below a number, a numeral below a letter."""
    if component[0].isdigit():
        if joining and path and "." in path[0] and "." not in component:
            return (path[0].rpartition(".")[0] + "." + component,)
        return (component,)
    schemes = {reading.scheme for reading in readings(component)}
    if not path:
        return (component,)
    last = path[-1]
    numeral_open = len(path) > 2 and Scheme.ROMAN in {reading.scheme for reading in readings(last)}
    if Scheme.ROMAN in schemes and (numeral_open or (tight and len(path) == 2 and not last[0].isdigit())):
        return (*path[:2], component)
    if path[0][0].isdigit():
        return (path[0], component)
    return (component,)


def expand(text: str, known: Sequence[str] = (), within: str = "") -> References:
    """The ids `text` refers to, ranges filled in.

    `known` are the ids there are, in document order: a reference that is none of them is looked for by the end of an
    id ("18" for "115.18") and as a child of `within`; what is still not found goes to `unknown`. Without `known`
    everything is taken as written.
    """
    out = References()
    place = {name: number for number, name in enumerate(known)}
    stem = ""
    for ends in parts_of(text):
        names = []
        for end in ends:
            name = ".".join(end)
            if stem and name.isdigit() and f"{stem}.{name}" in place:
                name = f"{stem}.{name}"
            names.append(resolve(name, place, within) if known else name)
        if ends[-1][0].count("."):
            stem = ends[-1][0].rpartition(".")[0]
        for name in _filled(names, out) if len(names) > 1 else names:
            if known and name not in place:
                if name not in out.unknown:
                    out.unknown.append(name)
            elif name not in out.ids:
                out.ids.append(name)
    return out


def resolve(name: str, known: Sequence[str] | dict[str, int], within: str = "") -> str:
    """The known id that `name` means: itself, below `within`, or the only id that ends with it; else `name`."""
    if name in known:
        return name
    if within and f"{within}.{name}" in known:
        return f"{within}.{name}"
    ends = [other for other in known if other.endswith(f".{name}")]
    return ends[0] if len(ends) == 1 else name


def _filled(names: list[str], out: References) -> list[str]:
    """Every id from the first to the last of a range, siblings by their ordinals."""
    first, last = names[0].split("."), names[-1].split(".")
    if first[:-1] != last[:-1]:
        if len(first) > len(last) and first[: len(last) - 1] == last[:-1]:
            last = [*first[: len(last)], *last[len(last) :]]
        out.notes.append(f"the two ends of {names[0]} – {names[-1]} stand at different depths")
        return names
    pair = _same_scheme(first[-1], last[-1])
    if pair is None:
        out.notes.append(f"{names[0]} – {names[-1]} is no range")
        return names
    low, high = pair
    if high.value < low.value or high.value - low.value > LONGEST:
        out.notes.append(f"{names[0]} – {names[-1]} runs backwards or too far")
        return names
    stem = ".".join(first[:-1])
    run = [spell(low.scheme, value) for value in range(low.value, high.value + 1)]
    return [f"{stem}.{end}" if stem else end for end in run]


def _same_scheme(first: str, last: str) -> tuple[Reading, Reading] | None:
    pairs = [(one, two) for one in readings(first) for two in readings(last) if one.scheme is two.scheme]
    pairs.sort(key=lambda pair: (pair[1].value < pair[0].value, abs(pair[1].value - pair[0].value)))
    return pairs[0] if pairs else None
