"""Physical lines of a document, and what can be told of them before they are joined: page furniture, contents pages."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gapcheck.intake.blocks import Kind

EDGE = 3
"""How many lines from the top or the bottom of a page a running head or foot may stand."""

WRAPPED_WIDTH = 200
"""Typed or extracted lines are shorter than this; a line that holds a paragraph is not."""

_PAGE_NUMBER = re.compile(
    r"(?:[-–—|\s]*(?:page|p\.|seite|página|стр\.)?\s*\d{1,4}(?:\s*(?:of|/|de|von|sur)\s*\d{1,4})?[-–—|\s]*|[ivxlc]{1,7})$",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"(?:\.\s?|…\s?|_){4,}\s*(?:\d[\d–\- .]*|[ivxlc]{1,7})?\s*$|\.{6,}", re.IGNORECASE)
_ENTRY = re.compile(r"\S.*?(?:\t|\s{3,})(?:[\d–-]+\s{2,})?(?:\d{1,4}|[ivxlc]{1,7})\s*$")
_LETTERS = re.compile(r"[^\W\d_]{3}|[^\W\d_]/")
LONGEST_ENTRY = 600
"""A line of a contents page is shorter, dots and all."""
_DATE = re.compile(r"\d{1,2}\W{1,2}\w+\W{1,2}\d{4}$|\w+ \d{1,2}, \d{4}$|\w+ \d{4}$")
_PAGED = re.compile(r"(?:^|\s)(?:\d{1,3}(?:[-–]\d{1,3})?|[ivxlc]{1,7})$")
_DIGITS = re.compile(r"\d+")
CONTENTS_TITLE = re.compile(
    r"(?:\W*)(?:table of )?contents(?: page)?\W*$|table des mati[èe]res\W*$|sommaire\W*$|index\W*$|[íi]ndice\W*$|inhalt(?:sverzeichnis)?\W*$|содержание\W*$|оглавление\W*$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Line:
    """One line: `text` is `source[start:end]` without outer white space; `left` and `right` its edges and `unit` the
    width of a character, in columns of text or points of a page; `gap` the empty space before it, in lines.

    `carries` tells that it goes on with the line before it whatever its looks; `opens` that it never does. `row` numbers
    the visual rows of a page whose lines may stand side by side; `cells` are the raw texts of a table row.
    """

    text: str
    start: int
    end: int
    page: int = 0
    number: int = 0
    left: float = 0.0
    right: float = 0.0
    gap: float = 0.0
    size: float = 0.0
    bold: bool = False
    kind: Kind = Kind.PARAGRAPH
    carries: bool = False
    opens: bool = False
    row: int = -1
    cells: tuple[str, ...] = ()


def is_wrapped(lines: Sequence[Line]) -> bool:
    """True for a text whose lines are wrapped: short, many of them going on in the middle of a sentence."""
    long = sum(line.right - line.left > WRAPPED_WIDTH for line in lines)
    runs = sum(line.gap < 1 and line.text[:1].islower() for line in lines[1:])
    return long <= 0.02 * len(lines) and runs >= max(2, 0.08 * len(lines))


def shape(text: str) -> str:
    """A line with its figures made alike, so that a running head with a page number repeats; dates and
    lines full of figures stay as they are."""
    if _DATE.match(text) or len(_DIGITS.findall(text)) > 2:
        return text
    return _DIGITS.sub("0", " ".join(text.split())).casefold()


def mark_furniture(pages: Sequence[Sequence[Line]]) -> None:
    """Marks page numbers and running heads: lines at the edge of a page, alone with a number or repeated there.

    `pages` are the lines of each page in order. A repeated line must stand at the same edge of at least three pages
    (two of a document of four pages or fewer), and on more of them than it stands inside: a heading that recurs opens
    some pages by chance.
    """
    enough = 2 if len(pages) <= 4 else 3
    seen: Counter[tuple[str, str]] = Counter()
    inside: Counter[str] = Counter()
    for page in pages:
        for key in {(edge, shape(line.text)) for edge, line in _edges(page)}:
            seen[key] += 1
        inside.update({shape(line.text) for line in page[EDGE:-EDGE]})
    repeats = {
        key for key, count in seen.items() if count >= enough and count >= inside[key[1]] and _LETTERS.search(key[1])
    }
    for page in pages:
        for edge, run in (("top", list(page[:EDGE])), ("bottom", list(page[::-1][:EDGE]))):
            for line in run:
                numbered = bool(_PAGE_NUMBER.match(line.text)) and (len(pages) > 1 or line.text == str(line.page))
                if (not numbered and (edge, shape(line.text)) not in repeats) or _leads(line.text):
                    break
                if len(line.text) > 160:
                    break
                line.kind = Kind.FURNITURE
    _mark_symbols(pages)
    _mark_feet(pages)


_SYMBOL = re.compile(r"(?=\S*\d)[A-Z]\S*[/(]\S+$")
TITLE_PAGE = 15
"""Lines of a first page among which a document prints its own symbol."""


def _mark_symbols(pages: Sequence[Sequence[Line]]) -> None:
    """Marks the document's own symbol at the head or foot of a later page: too few pages may repeat it to be told by
    that alone."""
    own = {line.text for line in pages[0][:TITLE_PAGE] if _SYMBOL.match(line.text)}
    for page in pages[1:]:
        for run in (page, page[::-1]):
            line = next((line for line in run if line.kind is Kind.PARAGRAPH), None)
            if line is not None and line.text in own:
                line.kind = Kind.FURNITURE


_ENTITLED = re.compile(r"([A-ZÀ-Ý][^\W\d_]{3,15}) (?:[Nn][o°º]\.? ?)?(?:[A-Z]\.\s?)?(\d{1,3})\s?[:.–—-]\s+\S")
_NUMBERED = re.compile(
    r"([A-ZÀ-Ý][^\W\d_]{3,15}) (\d{1,3})(?:[\s,;/–-]|\(?[a-z]{1,3}\)|\d{1,3}+|\b(?:and|to|et|à|y|a)\b)*+$"
)
_STOPPED = re.compile(r"[.!?;:)][\"”’»)\]]*$")
SERIES = 3
"""So many headings of one kind ("Recommendation 4: …"), counting up, are the frame of a document."""


def mark_series(lines: Sequence[Line]) -> None:
    """Marks lines that open a heading of a series as starts of their own, though the line before them is full: a word
    and a number ("Recommendation 4: Lamps", "Paragraph 8 (a)"), or a line that recurs with other numbers. What stands
    below such a line alone is another start, unless it begins small."""
    body = [line for line in lines if line.kind is Kind.PARAGRAPH]
    found: dict[str, list[tuple[int, int]]] = {}
    for place, line in enumerate(body):
        told = _heading_of_series(line.text)
        if told and (not place or _STOPPED.search(body[place - 1].text) or _heading_of_series(body[place - 1].text)):
            found.setdefault(told[0], []).append((told[1], place))
    for series in found.values():
        back = sum(this > after for (this, _), (after, _) in itertools.pairwise(series))  # a list may be printed twice
        for _, place in (
            series if SERIES * back < len(series) and len({body[at].text for _, at in series}) >= SERIES else ()
        ):
            body[place].opens = True
            below = body[place + 1] if place + 1 < len(body) else None
            if below and not _ENTITLED.match(body[place].text) and not below.text[:1].islower():
                below.opens = True


def _heading_of_series(text: str) -> tuple[str, int] | None:
    """(what the series goes by, the number) of a line that may be a heading of one."""
    match = _ENTITLED.match(text) or _NUMBERED.match(text)
    if match:
        return match[1], int(match[2])
    digits = _DIGITS.findall(text)
    plain = len(digits) == 1 and len(digits[0]) <= 3 and text[:1].isupper() and len(text) >= 20
    return (shape(text), int(digits[0])) if plain and text[-1] not in ".,;:!?" else None


def _mark_feet(pages: Sequence[Sequence[Line]]) -> None:
    """Marks a date or an address printed once, at the foot of a page whose last sentence goes on overleaf."""
    for page, after in itertools.pairwise(pages):
        body = [line for line in page if line.kind is Kind.PARAGRAPH]
        follows = next((line for line in after if line.kind is Kind.PARAGRAPH), None)
        if follows is None or not follows.text[:1].islower():
            continue
        feet = list(itertools.takewhile(lambda line: _is_foot(line.text), reversed(body[-EDGE:])))
        above = body[len(body) - len(feet) - 1].text if len(body) > len(feet) else ""
        if feet and above and above[-1] not in ".;:!?)”’":
            for line in feet:
                line.kind = Kind.FURNITURE


def _is_foot(text: str) -> bool:
    """A date, or words in capitals with a number among them and no full stop: an address."""
    if _DATE.fullmatch(text.strip()):
        return True
    words = text.replace(",", " ").split()
    marked = sum(word[0].isupper() or word[0].isdigit() for word in words)
    return 3 <= len(words) <= 14 and marked >= 0.7 * len(words) and bool(_DIGITS.search(text)) and text[-1] != "."


def _leads(text: str) -> bool:
    return len(text) < LONGEST_ENTRY and bool(_LEADERS.search(text))


def _edges(page: Sequence[Line]) -> list[tuple[str, Line]]:
    return [("top", line) for line in page[:EDGE]] + [("bottom", line) for line in page[-EDGE:]]


def guess_pages(lines: Sequence[Line]) -> list[list[Line]]:
    """Pages of a text that lost its form feeds: a page number alone on its line, after or before a wide gap or beside a
    line repeated near other page numbers, ends or opens a page. One page where the numbers do not count up."""
    shapes = Counter(shape(line.text) for line in lines if len(line.text) <= 80)
    breaks, last = [], 0
    for at, line in enumerate(lines):
        if not line.text.isdecimal() or len(line.text) > 4 or not 0 < int(line.text) - last <= 3:
            continue
        neighbours = [*lines[at + 1 : at + 2], *lines[max(at - 1, 0) : at]]
        head = any(shapes[shape(n.text)] >= 2 for n in neighbours)
        if (line.gap >= 1 or line.left > 60) and (head or line.gap >= 2):
            last = int(line.text)
            breaks.append(at + 1)
    if len(breaks) < 2:
        return [list(lines)]
    edges = [0, *breaks, len(lines)]
    return [list(lines[a:b]) for a, b in itertools.pairwise(edges) if a < b]


def mark_contents(lines: Sequence[Line]) -> None:
    """Marks contents pages: runs of lines with dot leaders or, under a heading such as "Contents", with page numbers."""
    _mark_contents_pages(lines)
    content = [line for line in lines if line.kind is Kind.PARAGRAPH]
    entry = [_leads(line.text) for line in content]
    titled = [at for at, line in enumerate(content) if len(line.text) < 40 and CONTENTS_TITLE.match(line.text)]
    for at in titled:
        for ahead in range(at + 1, min(at + 200, len(content))):
            if len(content[ahead].text) < LONGEST_ENTRY and _ENTRY.match(content[ahead].text):
                entry[ahead] = True
            elif not entry[ahead] and not any(entry[ahead + 1 : ahead + 4]):
                break
    for at, is_entry in enumerate(entry):
        if not is_entry:
            continue
        content[at].kind = Kind.CONTENTS
        for back in range(at - 1, max(at - 4, -1), -1):  # an entry's first lines, or the column heads above it
            if entry[back] or content[back].page != content[at].page:
                break
            near = any(entry[max(back - 4, 0) : back]) or any(title < back <= title + 12 for title in titled)
            if near and len(content[back].text) < 160:
                content[back].kind = Kind.CONTENTS
    for at in titled:
        if any(entry[at + 1 : at + 5]):
            content[at].kind = Kind.CONTENTS
            for between in content[at + 1 : at + 5]:
                if between.kind is Kind.CONTENTS:
                    break
                between.kind = Kind.CONTENTS


def _mark_contents_pages(lines: Sequence[Line]) -> None:
    """Whole pages from a contents heading on, as long as a good part of their lines ends with a page number."""
    pages: dict[int, list[Line]] = {}
    for line in lines:
        if line.page and line.kind is Kind.PARAGRAPH:
            pages.setdefault(line.page, []).append(line)
    going = False
    for page in pages.values():
        share = sum(bool(_PAGED.search(line.text)) for line in page) / len(page)
        titled = any(len(line.text) < 40 and CONTENTS_TITLE.match(line.text) for line in page[:4])
        going = (titled or going) and share >= 0.3 and len(page) >= 4
        for line in page if going else ():
            line.kind = Kind.CONTENTS
