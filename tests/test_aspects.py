"""Aspects of a request, mentions of them, and the pairs labelled by reading."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from gapcheck import engine
from gapcheck.rules import RULES
from gapcheck.text.aspects import Touch, derive
from gapcheck.text.mentions import mentions
from gapcheck.text.rarity import rarity
from gapcheck.text.scope import asserted
from gapcheck.text.touches import touched
from tests.support import case_from

PAIRS = yaml.safe_load((Path(__file__).parent / "gold" / "answer_pairs.yaml").read_text("utf-8"))
KINDS = {"ANS003", "ANS004", "ANS005", "ANS006", "ANS007", "ANS009", "ANS010"}


def names(text: str, language: str = "en") -> list[str]:
    return [phrase.text for phrase in derive(text, language, rarity([text], language))]


def test_members_of_an_enumeration_are_aspects_of_their_own() -> None:
    found = names("Offer swimming lessons to apprentices, recruits and young people forced to steal")
    assert {"swimming lessons", "apprentices", "recruits", "young people forced to steal"} <= set(found)


@pytest.mark.parametrize(
    "text",
    [
        "Take effective measures, in particular with relevant stakeholders",
        "Continue efforts to strengthen the existing legal framework in accordance with international standards",
        "Step up its efforts and adopt further appropriate measures as soon as possible",
    ],
)
def test_generic_requests_have_no_aspects(text: str) -> None:
    assert names(text) == []


def test_the_name_of_a_treaty_is_no_aspect() -> None:
    assert names("Ratify the Convention on the Prevention of Marine Pollution (Norway)") == []


def test_spans_of_aspects_are_exact() -> None:
    text = "Ensure that co-operation between coroners and pathologists covers drownings in mountain rivers"
    for phrase in derive(text, "en", rarity([text], "en")):
        assert text[phrase.start : phrase.end] == phrase.text


@pytest.mark.parametrize(
    ("phrase", "text", "language"),
    [
        ("labour rights", "Leaflets on rights in labor law were printed.", "en"),
        ("NGOs", "Civil society took part.", "en"),
        ("non-governmental organisations", "Three NGOs took part.", "en"),
        ("co-operation of customs officers", "Customs officers now cooperate with the coast guard.", "en"),
        ("internal and external audits", "The audits, internal as well as external, are public.", "en"),
        ("accès à l'eau", "L'accès des villages à l'eau s'est amélioré.", "fr"),
        ("begg*", "Begging was studied.", "en"),
    ],
)
def test_a_mention_is_found_in_other_words(phrase: str, text: str, language: str) -> None:
    assert mentions(phrase, text, language)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("internal trafficking", "The Ministry of Internal Affairs fights trafficking."),
        ("internal trafficking", "International trafficking was studied."),
        ("domestic servitude", "Domestic services are taxed."),
        ("rural schools", "Schools were painted. Rural roads were mended."),
        ("importers of fish", "Fish is important."),
    ],
)
def test_words_that_look_alike_or_stand_apart_are_no_mention(phrase: str, text: str) -> None:
    assert not mentions(phrase, text, "en")


def test_a_word_of_an_aspect_alone_leaves_it_unsure_rather_than_missing() -> None:
    text = "Repair the lightning rods of chapels"
    (phrase,) = [each for each in derive(text, "en", rarity([text], "en")) if each.text == "lightning rods"]
    assert touched(phrase, "The rods were repaired.", "en") is Touch.UNSURE
    assert touched(phrase, "Chapels were painted.", "en") is Touch.MISSING
    assert touched(phrase, "New rods against lightning were fitted.", "en") is Touch.PRESENT


def test_what_every_request_says_weighs_little() -> None:
    asked = [f"Protect otters in the {place} basin" for place in ("Aare", "Birs", "Cher", "Drau", "Enns", "Fulda")]
    rare = rarity(asked, "en")
    assert rare.weight("otter") < rare.weight("aar")


def test_a_language_without_word_lists_yields_no_aspects() -> None:
    assert derive("Vaccineer de honden in de grensstreek", "nl", rarity([], "nl")) == ()


@pytest.mark.parametrize(
    "text",
    [
        "The minister said: “We do not accept this recommendation.”",
        "Benefits are not limited to citizens.",
        "Where an owner does not accept the offer, the court decides.",
    ],
)
def test_refusing_words_out_of_scope_are_passed_over(text: str) -> None:
    assert not asserted(text, "en", "declined")


def test_long_hostile_texts_are_read_in_bounded_time() -> None:
    text = "see recommendation " * 4000 + "(" * 4000 + "a-" * 8000
    assert derive(text, "en", rarity([text], "en")) is not None
    assert not mentions("unrelated matter", text, "en")


def fits(one: str, other: str) -> bool:
    return one.lower() in other.lower() or other.lower() in one.lower()


def read(pair: dict[str, Any], request: str) -> tuple[list[str], set[str], bool]:
    """The aspects said to be missing, the kinds of non-answer, and whether a joint answer passes the request over."""
    found = [finding for finding in engine.check_case(case_from(pair), RULES).findings if request in finding.requests]
    said = [
        str(name)
        for finding in found
        for name in finding.detail.get("aspects", finding.detail.get("missing", ()))  # type: ignore[attr-defined]
        if finding.code in ("ANS002", "ANS009")
    ]
    joint = any(finding.code == "ANS003" and finding.settles for finding in found)
    kinds = {f.code for f in found if f.code in KINDS and (f.code != "ANS003" or f.settles)}
    return said, kinds, joint


def labels(pair: dict[str, Any], kind: str) -> dict[str, list[str]]:
    return {str(name): list(values) for name, values in pair.get(kind, {}).items()}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: str(pair["name"]))
def test_kinds_of_non_answer_are_those_a_reader_sees(pair: dict[str, Any]) -> None:
    for request in map(str, pair["requests"]):
        assert read(pair, request)[1] == set(labels(pair, "codes").get(request, []))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: str(pair["name"]))
def test_what_the_answer_speaks_of_is_never_called_missing(pair: dict[str, Any]) -> None:
    for request, kept in labels(pair, "never").items():
        said = read(pair, request)[0]
        assert not [name for name in said for word in kept if fits(word, name)]


def test_aspects_are_found_as_often_as_measured() -> None:
    """Precision and recall over the pairs; the misses and false alarms are known (an answer that says "the post")."""
    right = wrong = missed = 0
    for pair in PAIRS:
        for request in map(str, pair["requests"]):
            wanted = labels(pair, "missing").get(request, [])
            said, _, joint = read(pair, request)
            if wanted == ["*"]:
                right, missed = right + bool(said), missed + (not said)
                continue
            good = [name for name in said if any(fits(word, name) for word in wanted)]
            right, wrong = right + len(good), wrong + len(said) - len(good)
            missed += sum(not joint and not any(fits(word, name) for name in said) for word in wanted)
    assert right / (right + wrong) >= 0.8
    assert right / (right + missed) >= 0.9
