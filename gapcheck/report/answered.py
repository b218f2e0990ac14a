"""An answer as a report shows it: shortened, with the position taken, what else it answers, where it stood already."""

from __future__ import annotations

from collections.abc import Sequence

from gapcheck import model
from gapcheck.model import Position
from gapcheck.report import view
from gapcheck.report.locale import Locale
from gapcheck.report.passages import clean, shorten
from gapcheck.report.places import Places, some
from gapcheck.text.spans import count_words


def telling(case: model.Case, request: str) -> tuple[model.Response, ...]:
    """The answers to a request; one without text or position on it is passed over where there are others."""
    found = case.answers[request]
    saying = tuple(
        response
        for response in found
        if response.text.strip() or any(stance.request in ("", request) for stance in response.stances)
    )
    return saying or found


def answer(
    response: model.Response, request: str, answers: Sequence[str], above: tuple[str, str], places: Places, t: Locale
) -> view.Answer:
    """The view of an answer to `request`; `answers` are all requests it answers, `above` the one under which its text
    has stood already and its anchor, or two times ""."""
    language = places.document(response).language
    text = clean(response.text)
    pieces, cut = shorten(text, language)
    others = [name for name in answers if name != request]
    stances = [stance for stance in response.stances if stance.request in ("", request)]
    return view.Answer(
        id=response.id,
        reference=places.reference(response, tied=False),
        language=language,
        pieces=pieces if text else (),
        whole=text if cut else "",
        length=t("words", count_words(text)),
        joint=t("joint_with", list=t.listed(some(others, 5, t))) if others else "",
        above=above[0] if text else "",
        above_anchor=above[1] if text else "",
        position="; ".join(_stance(stance, t) for stance in stances) or ("" if text else t("position_none")),
        review=clean(response.suspect or response.review),
    )


def _stance(stance: model.Stance, t: Locale) -> str:
    key = Position(stance.position).value.replace(" ", "-")
    label = t(f"position_{key}")
    words = f" (“{clean(stance.words)}”)" if stance.words and stance.words.lower() != label.lower() else ""
    return f"{label}{words}" + (f", {clean(stance.by)}" if stance.by else "")
