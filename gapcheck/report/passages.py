"""Passages made fit to show: shortened, the words that matter marked, two copies set side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from gapcheck.report.view import Piece
from gapcheck.text.spans import Span, count_words, sentences

TOKEN = re.compile(r"\S+")
KEEP = 60  # words of an answer shown before it is cut at the end of a sentence
QUOTED = 90  # words of one quote shown; the middle of a longer one is left out
LONGEST = 1500  # words of each copy compared word by word; difflib is quadratic
_ALIKE = str.maketrans("‐‑‒–—’", "-----'")  # typographic variants that make no difference
GAP = Piece(text="[…]", mark="gap")
_UNSAFE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)


def clean(text: str) -> str:
    """`text` without what no page can hold: control characters, lone surrogates, non-characters."""
    return text if text.isprintable() else _UNSAFE.sub("", text)


def plain(pieces: Iterable[Piece]) -> str:
    """The words of `pieces`, one space between."""
    return " ".join(" ".join(piece.text for piece in pieces).split())


def shorten(text: str, language: str, keep: int = KEEP) -> tuple[tuple[Piece, ...], bool]:
    """The opening sentences of `text`, about `keep` words, and whether anything was left out."""
    if count_words(text) <= keep * 1.3:
        return (Piece(text=text.strip()),), False
    end, seen = 0, 0
    for sentence in sentences(text[: keep * 40], language):
        seen += count_words(sentence.text)
        if end and seen > keep:
            break
        end = sentence.end
        if seen >= keep:
            break
    opening = text[:end]
    if count_words(opening) > keep * 1.6:
        opening = _first_words(opening, keep)
    return (Piece(text=opening.strip()), GAP), True


def _first_words(text: str, keep: int) -> str:
    ends = [token.end() for token in TOKEN.finditer(text[: keep * 60])]
    return text[: ends[min(keep, len(ends)) - 1]] if ends else text


def in_context(text: str, spans: Sequence[tuple[int, int]], language: str, quoted: int = QUOTED) -> tuple[Piece, ...]:
    """Each span of `text` marked as a hit, within the sentences it stands in; what lies between is left out, and a
    hit of more than `quoted` words loses its middle."""
    hits = _joined([(len(clean(text[:start])), len(clean(text[:end]))) for start, end in spans])
    text = clean(text)
    bounds = sentences(text, language)
    pieces: list[Piece] = []
    at = 0
    for place, (start, end) in enumerate(hits):
        around = [span for span in bounds if span.start < end and span.end > start]
        left = min([start, *(span.start for span in around)])
        right = max([end, *(span.end for span in around)])
        if pieces and left > at:
            pieces += [Piece(text=" "), GAP, Piece(text=" ")] if text[at:left].strip() else [Piece(text=" ")]
        pieces += [*_tail(text[max(left, at) : start]), *_hit(text[start:end], quoted)]
        following = hits[place + 1][0] if place + 1 < len(hits) else len(text)
        at = min(right, following)
        pieces += _head(text[end:at])
    return tuple(piece for piece in pieces if piece.text)


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that overlap made one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def _tail(text: str) -> list[Piece]:
    tokens = list(TOKEN.finditer(text))
    return [GAP, Piece(text=" " + text[tokens[-30].start() :])] if len(tokens) > 40 else [Piece(text=text)]


def _head(text: str) -> list[Piece]:
    tokens = list(TOKEN.finditer(text))
    return [Piece(text=text[: tokens[29].end()] + " "), GAP] if len(tokens) > 40 else [Piece(text=text)]


def _hit(text: str, quoted: int) -> list[Piece]:
    tokens = list(TOKEN.finditer(text))
    if len(tokens) <= quoted:
        return [Piece(text=text, mark="hit")]
    half = quoted // 2
    return [
        Piece(text=text[: tokens[half - 1].end()], mark="hit"),
        Piece(text=" "),
        GAP,
        Piece(text=" "),
        Piece(text=text[tokens[-half].start() :], mark="hit"),
    ]


def differences(left: str, right: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces: what is the same plain, what differs "changed", a differing figure or name "loud"."""
    a, b = TOKEN.findall(left)[:LONGEST], TOKEN.findall(right)[:LONGEST]
    out: tuple[list[Piece], list[Piece]] = ([], [])
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, _keys(a), _keys(b), autojunk=False).get_opcodes():
        if tag == "equal":
            out[0].append(Piece(text=" ".join(a[i1:i2])))
            out[1].append(Piece(text=" ".join(b[j1:j2])))
            continue
        out[0].extend(_changed(a[i1:i2], first=i1 == 0))
        out[1].extend(_changed(b[j1:j2], first=j1 == 0))
    return tuple(out[0]), tuple(out[1])


def _keys(tokens: Sequence[str]) -> list[str]:
    return [token.strip(".,;:!?()[]\"'“”‘’«»").lower().translate(_ALIKE).removesuffix("'s") for token in tokens]


def _changed(tokens: Sequence[str], first: bool) -> list[Piece]:
    pieces: list[Piece] = []
    for place, token in enumerate(tokens):
        bare = token.strip("(“‘«\"'[")
        loud = any(char.isdigit() for char in token) or (bare[:1].isupper() and not (first and place == 0))
        mark = "loud" if loud else "changed"
        if pieces and pieces[-1].mark == mark:
            pieces[-1] = Piece(text=f"{pieces[-1].text} {token}", mark=mark)
        else:
            pieces.append(Piece(text=token, mark=mark))
    return pieces


def side_by_side(left: str, right: str, language: str) -> tuple[tuple[tuple[Piece, ...], ...], ...]:
    """Sentence against sentence: rows of (left pieces, right pieces), an empty tuple where one side has no sentence."""
    a, b = sentences(left, language)[:80], sentences(right, language)[:80]
    rows = []
    for i, j in _aligned(a, b):
        if i is not None and j is not None:
            rows.append(differences(a[i].text, b[j].text))
        elif i is not None:
            rows.append(((Piece(text=a[i].text, mark="changed"),), ()))
        elif j is not None:
            rows.append(((), (Piece(text=b[j].text, mark="changed"),)))
    return tuple(rows)


def _aligned(a: Sequence[Span], b: Sequence[Span]) -> list[tuple[int | None, int | None]]:
    """The pairing in order that keeps most words in common (dynamic programming over word overlap)."""
    bags_a = [set(_keys(TOKEN.findall(span.text))) for span in a]
    bags_b = [set(_keys(TOKEN.findall(span.text))) for span in b]

    def likeness(i: int, j: int) -> float:
        both = len(bags_a[i] & bags_b[j])
        score = 2 * both / max(len(bags_a[i]) + len(bags_b[j]), 1)
        return score if score >= 0.25 else -1.0

    best = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + likeness(i, j))
    pairs: list[tuple[int | None, int | None]] = []
    i = j = 0
    while i < len(a) and j < len(b):
        score = likeness(i, j)
        if score > 0 and best[i][j] == best[i + 1][j + 1] + score:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            pairs.append((i, None))
            i += 1
        else:
            pairs.append((None, j))
            j += 1
    return pairs + [(k, None) for k in range(i, len(a))] + [(None, k) for k in range(j, len(b))]
