"""Valid record data (plain dicts, as the schemas define them) to the nouns of `model`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from gapcheck.model import (
    Act,
    Aspect,
    Document,
    Evaluation,
    Evaluations,
    Evidence,
    Origin,
    Position,
    Recommendations,
    Reply,
    Request,
    Response,
    Stance,
    Statement,
    Statistic,
)

Data = Mapping[str, Any]
Place = tuple[str | int, ...]
"""A path inside a record file: ("recommendations", 0, "text")."""
Origins = Callable[[Place], Origin]
"""Gives the origin of the record at a place; its `lines` are keyed by the record's own field names."""


def nowhere(place: Place) -> Origin:
    return Origin()


def _texts(values: Sequence[Any] | None) -> tuple[str, ...]:
    return tuple(str(value) for value in values or ())


def document(data: Data, origins: Origins = nowhere) -> Document:
    source, period = data.get("source", {}), data.get("period", {})
    plain = (
        "id kind symbol title body state language wording adopted published reply_due received session treaty"
        " procedure replies_to previous evaluates follows about quoted_symbol quoted_date words"
    ).split()
    fields: dict[str, Any] = {name: data[name] for name in plain if name in data}
    return Document(
        **fields,
        follow_up=_texts(data.get("follow_up")),
        period_from=period.get("from", ""),
        period_to=period.get("to", ""),
        source_url=source.get("url", ""),
        source_file=source.get("file", ""),
        source_sha256=source.get("sha256", ""),
        source_pages=source.get("pages", 0),
        origin=origins(("document",)),
    )


def request(
    data: Data, place: Place = (), origins: Origins = nowhere, lead: tuple[str, ...] = (), part: str = ""
) -> Request:
    text = data.get("text", "")
    below = (*lead, text) if text else lead
    return Request(
        id=data["id"],
        label=data.get("label", ""),
        text=text,
        title=data.get("title", ""),
        paragraphs=_texts(data.get("paragraphs")),
        themes=_texts(data.get("themes")),
        affected=_texts(data.get("affected")),
        expects=tuple(
            Aspect(aspect=item["aspect"], terms=_texts(item.get("terms"))) for item in data.get("expects", ())
        ),
        statistics=tuple(statistic(item) for item in data.get("statistics", ())),
        addressees=_texts(data.get("addressees")),
        page=data.get("page", 0),
        part=data.get("role", part),
        review=data.get("review", ""),
        sub_items=tuple(
            request(item, (*place, "sub_items", number), origins, below)
            for number, item in enumerate(data.get("sub_items", ()))
        ),
        lead=lead,
        origin=origins(place),
    )


def statistic(data: Data) -> Statistic:
    return Statistic(
        indicator=data["indicator"],
        years=tuple(data.get("years", ())),
        by=_texts(data.get("by")),
        terms=_texts(data.get("terms")),
    )


def recommendations(data: Data, origins: Origins = nowhere) -> Recommendations:
    return Recommendations(
        document=document(data["document"], origins),
        items=tuple(
            request(item, ("recommendations", number), origins) for number, item in enumerate(data["recommendations"])
        ),
        parts=tuple(request(item, ("parts", number), origins) for number, item in enumerate(data.get("parts", ()))),
    )


def response(data: Data, number: int, origins: Origins = nowhere) -> Response:
    """`number` counts from 0; a response without an id of its own is `r<number + 1>`."""
    stances = [Stance(position=Position(data["position"]), words=data.get("position_words", ""), by=data.get("by", ""))
               ] if "position" in data else []  # fmt: skip
    stances += [
        Stance(
            position=Position(item["position"]),
            request=item.get("request", ""),
            by=item.get("by", ""),
            words=item.get("words", ""),
        )
        for item in data.get("positions", ())
    ]
    return Response(
        id=data.get("id", f"r{number + 1}"),
        answers=_texts(data.get("answers")),
        heading=data.get("heading", ""),
        quoted=data.get("quoted", ""),
        text=data.get("text", ""),
        stances=tuple(stances),
        see=_texts(data.get("see")),
        by=data.get("by", ""),
        page=data.get("page", 0),
        paragraphs=_texts(data.get("paragraphs")),
        review=data.get("review", ""),
        suspect=data.get("suspect", ""),
        origin=origins(("responses", number)),
    )


def reply(data: Data, origins: Origins = nowhere) -> Reply:
    return Reply(
        document=document(data["document"], origins),
        responses=tuple(response(item, number, origins) for number, item in enumerate(data["responses"])),
    )


def evaluations(data: Data, origins: Origins = nowhere) -> Evaluations:
    return Evaluations(
        document=document(data["document"], origins),
        summary={str(name): _texts(grades) for name, grades in data.get("summary", {}).items()},
        summary_text=data.get("summary_text", ""),
        evaluations=tuple(
            Evaluation(
                id=item.get("id", f"e{number + 1}"),
                covers=_texts(item.get("covers")),
                grade=item.get("grade", ""),
                text=item.get("text", ""),
                page=item.get("page", 0),
                review=item.get("review", ""),
                origin=origins(("evaluations", number)),
            )
            for number, item in enumerate(data["evaluations"])
        ),
        origin=origins(()),
    )


def evidence(data: Data, origins: Origins = nowhere) -> Evidence:
    return Evidence(
        document=document(data["document"], origins),
        statements=tuple(
            Statement(
                id=item.get("id", f"s{number + 1}"),
                about=_texts(item.get("about")),
                text=item["text"],
                kind=item.get("kind", "fact"),
                label=item.get("label", ""),
                group=item.get("group", ""),
                page=item.get("page", 0),
                review=item.get("review", ""),
                origin=origins(("statements", number)),
            )
            for number, item in enumerate(data.get("statements", ()))
        ),
        acts=tuple(
            Act(
                id=item.get("id", f"a{number + 1}"),
                title=item["title"],
                number=item.get("number", ""),
                date=item.get("date", ""),
                issuer=item.get("issuer", ""),
                origin=origins(("acts", number)),
            )
            for number, item in enumerate(data.get("acts", ()))
        ),
    )
