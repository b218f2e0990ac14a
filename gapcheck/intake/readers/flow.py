"""Lines into blocks: paragraphs put together again over line ends, page breaks, furniture and footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gapcheck.intake.blocks import Block, Kind
from gapcheck.intake.readers import clean, labels
from gapcheck.intake.readers.lines import Line
from gapcheck.intake.readers.looks import ENDED, headings, levels, lower_start

_SENTENCE = re.compile(r"[.!?…。؟।][\"”’»)\]*_]*\d{0,3}$")
_HANGING = re.compile(
    r"[^\W\d_][,;]?\s[^\W\d_A-Z]{1,3}$|\s(?:Mrs?|Ms|Dr|Prof|Sra?|Mme|Nos?|[Aa]rts?|[Pp]aras?)$"
)  # "of the", "Mr": no heading ends so
_NOTE_MARK = re.compile(r"(?:<sup>)?\s*(\d{1,3}|[¹²³⁰⁴-⁹]{1,3}|[*†‡]{1,3})\s*(?:</sup>)?[.)]?\s*")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(slots=True)
class Layout:
    """What is known of the whole document: whether its lines are wrapped, the right edge a page, the body's size."""

    wrapped: bool
    edges: dict[int, float] = field(default_factory=dict)
    size: float = 0.0
    known: frozenset[str] = frozenset()
    points: float = 1.0


def blocks(lines: Sequence[Line], layout: Layout) -> tuple[Block, ...]:
    """The blocks of `lines` (in reading order), in the order of their starts; every line lies in exactly one."""
    found = [_named(group, layout) for group in _named_groups(lines)]
    found += [_block(group, layout) for group in _groups(lines, layout)]
    found.sort(key=lambda block: block.start)
    return tuple(levels(headings(found, layout.size)))


def _named_groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if line.kind in (Kind.FURNITURE, Kind.CONTENTS):
            yield [line]
        elif line.kind is Kind.FOOTNOTE:
            if group and (line.opens or (line.page != group[-1].page and not line.carries)):
                yield group
                group = []
            group.append(line)
    if group:
        yield group


def _groups(lines: Sequence[Line], layout: Layout) -> Iterator[list[Line]]:
    group: list[Line] = []
    cut = False
    for at, line in enumerate(lines):
        if line.kind in (Kind.FURNITURE, Kind.CONTENTS, Kind.FOOTNOTE):
            cut = cut or line.kind is not Kind.FOOTNOTE or not line.carries
            continue
        following = lines[at + 1] if at + 1 < len(lines) else None
        title = layout.wrapped and group and _is_title(group[-1], line, following, layout)
        if group and (line.opens or title or not _continues(group, line, layout, cut)):
            yield group
            group = []
        group.append(line)
        cut = False
    if group:
        yield group


def _continues(group: list[Line], line: Line, layout: Layout, cut: bool) -> bool:
    """True where `line` goes on with the paragraph of `group`; `cut` tells that named lines stand between them."""
    before = group[-1]
    if line.carries:
        return True
    if Kind.TABLE_ROW in (before.kind, line.kind):
        return False
    label, rest = labels.split(line.text[:200])
    if len(group) == 1 and _bare_label(before) and line.gap <= 1.6 and not (label and rest):
        return True
    cut = cut or line.page != before.page
    open_end = not ENDED.search(before.text[-12:])
    lower = lower_start(line.text) or (line.text[:1] == "(" and not label and open_end)
    if not layout.wrapped:
        if line.gap < 1 and _unclosed_bold(group):
            return True
        long = before.end - before.start > 60 or line.gap < 1
        lower = lower or (cut and line.text[:1].isdigit())
        return lower and not label and open_end and (long or cut) and not _bare_items(group)
    if before.size and line.size and abs(before.size - line.size) > 0.12 * before.size:
        return False
    full = _full(before, line, layout, 0.0 if label else 0.06)
    if cut or line.gap >= 1:
        return (
            open_end
            and not label
            and (lower or (full and cut and line.gap < 1 and not line.bold))
            and (full or cut or before.right - before.left > 0.6 * (layout.edges.get(before.page, 0) - before.left))
        )
    if line.bold and not before.bold and _set_apart(before, line, layout):
        return False
    if before.bold != line.bold and (not full or before.bold) and not (lower and open_end):
        return False
    indented = line.left - before.left
    if labels.is_bullet(label) and (label not in labels.DASHES or indented < -1):
        return False
    if label and group[0].opens and not labels.is_bullet(label) and labels.number(label) == 1:
        return False
    if label and (not open_end or not full or _successor(group, label) or abs(indented) > 3 * layout.points):
        return not (not open_end or not full or _successor(group, label)) and not rest
    if not full and _title_goes_on(group, line, open_end):
        return True
    wide = before.right > 0.7 * layout.edges.get(before.page, 0.0)
    longer = group[0].opens and len(line.text) > len(before.text)  # the rest of a heading is the shorter line
    if not full and open_end and not label and wide and not longer and _HANGING.search(before.text[-12:]):
        return abs(indented) < 3 * layout.points
    if full:
        return not (indented > 2.5 * layout.points and _SENTENCE.search(before.text[-8:]) and len(group) > 1)
    return lower and open_end


def _set_apart(before: Line, line: Line, layout: Layout) -> bool:
    """A bold line of its own behind the end of a sentence: it stops short of the edge and ends no sentence."""
    short = line.right < 0.8 * layout.edges.get(line.page, 0.0)
    return short and bool(_SENTENCE.search(before.text[-8:])) and not ENDED.search(line.text[-12:])


def _is_title(before: Line, line: Line, following: Line | None, layout: Layout) -> bool:
    """A short line without a stop, behind the end of a sentence and before the start of one: a title set close."""
    if following is None or following.page != line.page or line.carries or Kind.TABLE_ROW in (before.kind, line.kind):
        return False
    short = len(line.text) < 0.9 * len(following.text) and not _full(line, following, layout)
    stops = _SENTENCE.search(before.text[-8:]) and not ENDED.search(line.text[-12:]) and line.text[-1] not in ",-–"
    capitals = all(part.text[:1].isupper() for part in (line, following))
    return bool(stops) and short and capitals and len(line.text) > 12


def _title_goes_on(group: list[Line], line: Line, open_end: bool) -> bool:
    """A title over two lines: set apart, unfinished, the second line shorter and at the same edge."""
    before = group[-1]
    apart = group[0].gap >= 1 and len(group) == 1 and open_end and len(before.text) >= 45
    return apart and len(line.text) < len(before.text) and abs(line.left - before.left) < 2


def _bare_label(line: Line) -> bool:
    label, rest = labels.split(line.text[:60])
    return (bool(label) and not rest) or (line.text.isdigit() and len(line.text) <= 3)


def continues_text(before: Block, block: Block, cut: bool) -> bool:
    """The same of formats whose paragraphs are marked: True where a page break cut one sentence into two paragraphs."""
    if block.kind is not Kind.PARAGRAPH or before.kind not in (Kind.PARAGRAPH, Kind.LIST_ITEM) or not before.text:
        return False
    items = lower_start(before.text) and not before.label and len(before.text) < 600
    open_end = not ENDED.search(before.text[-12:]) and before.bold == block.bold
    lower = lower_start(block.text) or (cut and block.text[:1].isdigit())
    return lower and open_end and not items and (cut or len(before.text) > 60)


def _bare_items(group: list[Line]) -> bool:
    """A lower-case paragraph may be one of a list without glyphs: it is not glued to the next one."""
    return lower_start(group[0].text) and len(group) == 1 and group[0].end - group[0].start < 600


def _unclosed_bold(group: list[Line]) -> bool:
    return group[0].text.startswith("**") and len(group) < 20 and sum(line.text.count("**") for line in group) % 2 == 1


def _successor(group: list[Line], label: str) -> bool:
    own = labels.split(group[0].text[:60])[0]
    return (
        bool(own)
        and labels.family(own) == labels.family(label, own)
        and (labels.is_bullet(label) or labels.number(label) == labels.number(own) + 1)
    )


def _full(before: Line, line: Line, layout: Layout, slack: float = 0.06) -> bool:
    """True where the first word of `line` would not have fitted behind `before`: the line broke because it was full.
    `slack` is the share of the width that a ragged edge may leave."""
    edge = layout.edges.get(before.page, 0.0)
    width = max(before.right - before.left, 1.0) / max(len(before.text), 1)
    word = len(line.text.split(None, 1)[0]) if line.text else 0
    return before.right + (word + 1) * width > edge - slack * (edge - before.left)


def _spans(group: Sequence[Line]) -> tuple[tuple[int, int], ...]:
    return tuple((line.start, line.end) for line in group)


def _text(group: Sequence[Line], layout: Layout) -> tuple[str, str]:
    """(label, clean text) of a group of lines."""
    raw = group[0].text.lstrip("#").lstrip() if re.match(r"#{1,6}\s", group[0].text) else group[0].text
    head = clean.REMAINS.sub("", raw[:400]) + raw[400:]
    label, first = labels.split(head.lstrip("*_ ") if head.startswith(("**", "__")) else head)
    if group[0].text.isdigit() and len(group[0].text) <= 3 and len(group) > 1:
        label, first = group[0].text, ""
    whole = clean.joined(
        [first, *(line.text for line in group[1:])] if first else [line.text for line in group[1:]], layout.known
    )
    if not first and label and not labels.is_bullet(label) and len(group) > 1:
        again, _rest = labels.split(whole[:200])
        if again and not labels.is_bullet(again):
            return label, clean.without_stars(clean.reading(whole))
    return label, clean.without_stars(clean.reading(whole))


def _named(group: list[Line], layout: Layout) -> Block:
    label, text = "", " ".join(clean.reading(line.text) for line in group)
    if group[0].kind is Kind.FOOTNOTE:
        label, text = note(_joined(group, layout))
    return _made(group, group[0].kind, label, text)


def _joined(group: Sequence[Line], layout: Layout) -> str:
    return clean.joined((line.text for line in group), layout.known)


def note(raw: str) -> tuple[str, str]:
    """(mark, text) of a footnote's body: "1", "*", or "" where it bears no mark."""
    raw = re.sub(r"^\[\d{1,4}:\s*|\]$", "", raw.strip()) if raw.lstrip().startswith("[") else raw.strip()
    match = _NOTE_MARK.match(raw)
    mark, rest = (match[1].translate(_RAISED), raw[match.end() :]) if match and match.end() < len(raw) else ("", raw)
    return mark, clean.without_stars(clean.reading(rest))


def _block(group: list[Line], layout: Layout) -> Block:
    if group[0].kind is Kind.TABLE_ROW:
        cells = tuple(_cell(cell, layout) for cell in group[0].cells)
        return _made(group, Kind.TABLE_ROW, "", " | ".join(cell for cell in cells if cell), cells=cells)
    label, text = _text(group, layout)
    raw = "\n".join(line.text for line in group)
    bold = all(line.bold for line in group) or _starred(raw, label)
    kind = Kind.LIST_ITEM if label else Kind.PARAGRAPH
    level = 0
    if match := re.match(r"(#{1,6})\s", raw):
        kind, level = Kind.HEADING, len(match[1])
    if not any(char.isalnum() for char in text) and (not label or labels.is_bullet(label)):
        kind = Kind.FURNITURE
    return _made(group, kind, label, text, bold=bold, level=level)


def _starred(raw: str, label: str) -> bool:
    """True where stars embrace all of a block, its label within or outside of them."""
    raw = clean.REMAINS.sub("", raw).strip()
    return clean.is_bold(raw) or (bool(label) and any(map(clean.is_bold, (raw[1:], labels.split(raw)[1]))))


def _cell(raw: str, layout: Layout) -> str:
    return clean.without_stars(clean.reading(clean.joined(raw.split("\n"), layout.known)))


def _made(
    group: Sequence[Line], kind: Kind, label: str, text: str, *, bold: bool = False, level: int = 0,
    cells: tuple[str, ...] = (),
) -> Block:  # fmt: skip
    spans = _spans(group)
    return Block(
        text=text, kind=kind, label=label, level=level, bold=bold, cells=cells, indent=group[0].left,
        page=group[0].page, line=group[0].number, start=spans[0][0], end=spans[-1][1], spans=spans,
        style=f"size {group[0].size:.4g}" if group[0].size else "",
    )  # fmt: skip
