"""How messages on repeats name answers and passages, and which part of an answer restates its request."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gapcheck.analysis.answers import substance
from gapcheck.analysis.naming import item, listing
from gapcheck.analysis.repeats import RESTATED
from gapcheck.model import Case, Response
from gapcheck.text.reuse_units import Text, cut, tokens


def answer_name(case: Case, response: Response) -> str:
    """How a message names an answer: "the answer to 6.c", "the answer to 2.a, 2.b and 2 more", "response r7"."""
    asked = case.answered_by(response)
    if not asked:
        return f"response {response.id}"
    return f"the answer to {listed(asked)}"


def answers_to(case: Case, responses: Iterable[Response]) -> tuple[str, ...]:
    """What some answers answer, in order: ids of requests, and the id of an answer that is tied to none."""
    return tuple(dict.fromkeys(name for one in responses for name in case.answered_by(one) or (one.id,)))


def listed(ids: Sequence[str], most: int = 4) -> str:
    """Ids in a row of words, no more than `most` of them named."""
    if len(ids) > most:
        return f"{', '.join(ids[: most - 1])} and {len(ids) - most + 1} more"
    return listing(ids) if len(ids) > 1 else "".join(map(item, ids))


def opening(text: str, most: int = 14) -> str:
    """The first words of a passage, on one line."""
    some = text.split()
    return " ".join(some[:most]) + (" …" if len(some) > most else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """The part of an answer that restates its request: its spans, its words, its share of the answer, and the words of
    content it adds to the request's."""

    spans: tuple[tuple[int, int], ...]
    words: int
    share: float
    added: tuple[str, ...]


def restating(case: Case, response: Response) -> Echo:
    """The sentences of an answer whose content stands in the request and that bring no figure or date of their own; positions,
    pointers and boilerplate aside."""
    language = case.language
    requests = [case.recommendations.by_id[name] for name in case.answered_by(response)]
    asked = [text for request in requests for text in (*request.lead, request.text)] + [response.quoted]
    pieces = [piece for text in asked if text for piece in cut(Text("", text), 0, language)]
    known = {stem for piece in pieces for stem in piece.content}
    numbers = {number for piece in pieces for number in piece.figures | piece.marks}
    spans, added, words, total = [], [], 0, 0
    said = {span.start for span in substance(case, response)}
    for piece in cut(Text(response.id, response.text), 0, language):
        if piece.start not in said:
            continue
        total += len(piece.forms)
        mass = sum(piece.content.values())
        same = sum(share for stem, share in piece.content.items() if stem in known)
        news = (piece.figures | piece.marks) - numbers
        if len(piece.content) >= 4 and not news and same >= RESTATED * mass:
            spans.append((piece.start, piece.end))
            words += len(piece.forms)
            body = response.text[piece.start : piece.end]
            added += [body[t.start : t.end] for t in tokens(body, language) if t.share and t.form not in known]
    return Echo(spans=tuple(spans), words=words, share=words / max(1, total), added=tuple(dict.fromkeys(added)))
