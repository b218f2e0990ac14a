"""Repeated text: the sentences, the difference, the groups, the bounds."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
import yaml

from benchmarks.reuse_accuracy import KINDS, PLANTED, measure
from gapcheck.analysis.repeated_events import repeated_events
from gapcheck.analysis.repeats import boilerplate, detail, repeated_from_previous, repeats
from gapcheck.model import Case
from gapcheck.text.lexicon import entries, find
from gapcheck.text.reuse import Pool, links
from gapcheck.text.reuse_chain import passages
from gapcheck.text.reuse_groups import difference
from gapcheck.text.reuse_units import Text, cut, tokens
from gapcheck.text.reuse_words import fold, vocabulary
from tests.support import case_from

FIELDS = yaml.safe_load(PLANTED.read_text("utf-8"))
PASSAGE = (
    "Menus are drawn up by a dietician and approved by the medical service every quarter. Complaints about food go to a"
    " locked postbox that only the ombudsman's staff may open."
)


def replied(*texts: str, **fields: Any) -> Case:
    """A case whose requests 1, 2, … are answered by the texts."""
    return case_from(
        {
            "requests": {str(at + 1): f"Request number {at + 1}." for at in range(len(texts))},
            "responses": [{"answers": [str(at + 1)], "text": text} for at, text in enumerate(texts)],
            **fields,
        }
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("field", FIELDS, ids=lambda field: str(field["field"]))
def test_planted_repeats_are_found_and_nothing_else(field: dict[str, Any], kind: str) -> None:
    got = measure(field, kind)
    assert not got["false alarm"]
    assert not got["misnamed"]


@pytest.mark.parametrize(("kind", "least"), [("said", 1.0), ("edited", 1.0), ("anew", 0.75)])
def test_all_copies_and_edited_copies_and_most_second_translations_are_found(kind: str, least: float) -> None:
    got = [measure(field, kind) for field in FIELDS]
    right, missed = (sum(len(one[name]) for one in got) for name in ("right", "missed"))
    assert right / (right + missed) >= least


@pytest.mark.parametrize("language", ["en", "fr"])
def test_words_used_alike_fold_to_one_form(language: str) -> None:
    for line in entries(language, "alike"):
        words = line.split()
        assert len(words) > 1, line
        folded = {fold(word, language) for word in words}
        assert len(folded) == 1, f"{line}: {folded}"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_function_words_weigh_nothing_and_spelled_numbers_are_numbers(language: str) -> None:
    for word in entries(language, "stopwords"):
        assert not any(token.share for token in tokens(word, language) if not token.figure), word
    for entry in entries(language, "numerals"):
        word, value = entry.split()
        assert [(token.form, token.figure) for token in tokens(f"{word} x", language)][:1] == [(value, True)]
    for word in entries(language, "weighty"):
        assert word in vocabulary(language).stop, f"{word} needs no exception: it is no function word"


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("group", ["event_words", "act_words", "fulfilment_words"])
def test_each_choice_of_an_event_or_act_word_is_found_in_a_sentence(language: str, group: str) -> None:
    for entry in entries(language, group):
        for choice in re.split(r"[\[\]|]", entry):
            if choice:
                assert find(f"Alma {choice} Velm", language, group), choice


def test_a_sentence_knows_its_days_its_labels_its_figures_and_its_names() -> None:
    text = "On 3 May 2024, under Articles 13 and 14, the Velm Institute trained 1,900 nurses in a two-day course."
    (piece,) = cut(Text("a", text), 0, "en")
    assert piece.marks == {"year 2024", "day 05-03", "label 13", "label 14"}
    assert piece.figures == {"1900"}
    assert {fold("Velm", "en"), fold("Institute", "en")} <= piece.names


def test_a_name_weighs_as_two_words_however_long_it_is() -> None:
    (piece,) = cut(Text("a", "It asked the State Office for Grain Stocks and Seed Banks."), 0, "en")
    assert sum(piece.content[stem] for stem in piece.names) == pytest.approx(2.0)
    (quoting,) = cut(Text("a", "It passed the Act “On the Storage of Grain and the Purity of Seed”."), 0, "en")
    assert {"storag", "grain", "puriti", "seed"}.isdisjoint(quoting.own)


def test_the_difference_names_changed_figures_and_names_and_covers_both_texts() -> None:
    left = "In June the Velm Institute trained 60 nurses in first aid."
    right = "In June the Dorn Institute trained some 80 nurses in first aid and triage."
    found = difference(left, right, "en")
    assert found.figures == (("60", "80"),)
    assert found.names == (("Velm", "Dorn"),)
    changed = [(tag, left[a:b], right[c:d]) for tag, a, b, c, d in found.ops if tag != "equal"]
    assert changed == [("replace", "Velm", "Dorn"), ("replace", "60", "some 80"), ("insert", "", "and triage")]
    for word in re.finditer(r"\w+", left):
        assert any(a <= word.start() and word.end() <= b for _, a, b, _, _ in found.ops), word.group()


def test_the_same_word_in_another_spelling_or_form_is_no_difference() -> None:
    found = difference("The labour programme organises courses.", "The Labor program organizes a course.", "en")
    assert [op[0] for op in found.ops if op[0] != "equal"] == ["insert"]


def test_a_year_that_comes_in_is_not_set_against_a_count_that_goes() -> None:
    found = difference("It has 9 beds for mothers.", "Since 2023 it has beds for mothers.", "en")
    assert set(found.figures) == {("9", ""), ("", "2023")}


def test_a_passage_that_stands_three_times_is_one_group_with_all_pairs() -> None:
    (found,) = repeats(replied(PASSAGE, f"{PASSAGE} Nine cooks were hired.", PASSAGE))
    assert [place.response.id for place in found.places] == ["r1", "r2", "r3"]
    assert found.kind == "word for word"
    assert len(found.pairs) == 6
    assert [round(place.coverage, 2) for place in found.places] == [1.0, 0.88, 1.0]


def test_every_place_and_pair_is_an_exact_span_of_its_answer() -> None:
    case = replied("Roofs were mended. " + PASSAGE, PASSAGE.replace("quarter", "year") + " The kitchen was rebuilt.")
    (found,) = repeats(case)
    data: Any = detail(found)
    texts = {response.id: response.text for response in case.responses}
    assert [texts[name][start:end][:5] for name, start, end in data["places"]] == ["Menus", "Menus"]
    for pair in data["pairs"]:
        left, right = (texts[name][start:end] for name, start, end in (pair["left"], pair["right"]))
        for tag, a, b, c, d in pair["ops"]:
            if tag == "equal":
                assert left[a:b].split()[0].lower()[:4] == right[c:d].split()[0].lower()[:4]
    assert data["sides"] == ["now", "now"]


def test_a_different_order_of_sentences_is_still_one_passage() -> None:
    first, second = PASSAGE.split(". ", 1)
    (found,) = repeats(replied(PASSAGE, f"{second} {first}."))
    assert len(found.pairs) == 2


def test_repeats_of_the_previous_reply_and_of_this_one_are_kept_apart() -> None:
    case = replied(PASSAGE, "The kitchen was rebuilt.", previous=[{"answers": ["1"], "text": PASSAGE}])
    assert not repeats(case)
    (found,) = repeated_from_previous(case)
    assert [(place.response.id, place.before) for place in found.places] == [("r1", False), ("r1", True)]
    assert detail(found)["sides"] == ["now", "before"]


def test_a_language_without_a_lexicon_is_searched_all_the_same() -> None:
    text = "Konzultant je přítomen na porodním sále v noci i o víkendu a vede záznam o každém porodu."
    assert len(repeats(replied(text, text, reply={"language": "cs"}))) == 1


def test_no_reply_and_empty_answers_give_nothing() -> None:
    assert not repeats(case_from({"requests": {"1": "Do it."}}))
    case = replied("", "Done.")
    assert not repeats(case)
    assert not boilerplate(case)
    assert not repeated_events(case)


def test_the_same_input_gives_the_same_groups_in_the_same_order() -> None:
    texts = [f"{PASSAGE} Wing {at} was painted by its prisoners in {at + 3} days." for at in range(6)]
    assert [detail(one) for one in repeats(replied(*texts))] == [detail(one) for one in repeats(replied(*texts))]


HOSTILE = {
    "one sentence 2,000 times in one answer": ["The bodies in charge pay constant attention to this matter. " * 2000],
    "one form filled in 2,000 times": [
        "".join(f"Inspector number {at} visited the wing and spoke of the food. " for at in range(2000))
    ],
    "a sentence of 40,000 words": ["word " * 40_000],
    "unclosed quotation marks": ["“" * 20_000 + ' "' * 20_000 + "« x " * 5_000],
    "digits": ["1 " * 40_000],
    "one event 2,000 times": ["On 3 May 2024 a training was held in Velm. " * 2000],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_in_bounded_time(name: str) -> None:
    start = time.process_time()
    case = replied(*HOSTILE[name])
    repeats(case)
    boilerplate(case)
    repeated_events(case)
    assert time.process_time() - start < 8


def test_the_cost_grows_with_the_length_and_not_with_its_square() -> None:
    from benchmarks.reuse_scale import reply

    spent = {}
    repeats(reply(500))
    for size in (8_000, 32_000):
        case = reply(size)
        start = time.process_time()
        repeats(case)
        spent[size] = time.process_time() - start
    assert spent[32_000] < 10 * spent[8_000]


def test_parallel_statements_stay_inside_a_longer_repeat_and_fall_outside_it() -> None:
    alone = Pool([Text("a", "In 2021 the office paid 40 grants to youth clubs."),
                  Text("b", "In 2022 the office paid 44 grants to youth clubs.")], "en")  # fmt: skip
    assert not passages(alone, links(alone))
    both = Pool([Text("a", f"{PASSAGE} In 2021 the office paid 40 grants to youth clubs. {PASSAGE[::-1]}"),
                 Text("b", f"{PASSAGE} In 2022 the office paid 44 grants to youth clubs.")], "en")  # fmt: skip
    (found,) = passages(both, links(both))
    assert len(found.links) == 3
