"""The words of every language: the files parse, the phrases compile, the groups are complete, and each matches what it
should and not what only looks like it; every single entry is shown at work by a sentence that we invented
(tests/lexicons/<language>.yaml for each group, <language>.txt for plain words)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from gapcheck.text.citations import citations
from gapcheck.text.dates import dates
from gapcheck.text.figures import figures
from gapcheck.text.lexicon import alternation, entries, lexicon, pattern, phrase_pattern
from gapcheck.text.spans import stem
from tests.lexicon_entries import TABLES, VALUES, WORDS, table, unmatched

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "gapcheck/text/lexicons").glob("*.yaml"))
LANGUAGES = [path.stem for path in FILES]
COMPLETE = ("fr", "es")

ABSENT: dict[tuple[str, str], str] = {
    ("en", "elisions"): "English elides no article",
    ("es", "elisions"): "Spanish elides no article",
    ("en", "citation_stops"): "an English title has capitals and ends where they end",
    ("fr", "aspect_not_adverbs"): "no ending tells French adverbs from nouns (-ment: logement)",
    ("fr", "aspect_adverb_endings"): "no ending tells French adverbs from nouns (-ment: logement)",
    ("fr", "aspect_participles"): "French nouns have the endings of participles (santé, arrivée)",
    ("es", "aspect_participles"): "Spanish nouns have the endings of participles (refugiados, jornadas)",
    ("fr", "aspect_gerunds"): "a form in -ant may be a noun (passant); the verbs are listed",
    ("fr", "aspect_verb_openers"): "an infinitive is a verb wherever it stands",
    ("es", "aspect_verb_openers"): "an infinitive is a verb wherever it stands",
    ("fr", "aspect_noun_openers"): "a preposition goes before infinitives as before nouns",
    ("es", "aspect_noun_openers"): "a preposition goes before infinitives as before nouns",
}
"""Groups that a language has no words for, each with the reason."""


def _phrases(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _phrases(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _phrases(inner)
    else:
        yield str(value)


def _keys(language: str) -> Iterator[str]:
    """Every group that must have an example: "declined", "verdicts.full", "outcomes.training.asked"."""
    for group, value in lexicon(language).items():
        if group in VALUES or not value:
            continue
        for name, inner in value.items() if isinstance(value, dict) else ():
            if isinstance(inner, dict):
                yield from (f"{group}.{name}.{part}" for part, held in inner.items() if isinstance(held, list))
            else:
                yield f"{group}.{name}"
        if isinstance(value, list):
            yield group


def _matches(language: str, key: str, sample: str) -> bool:
    group, *path = key.split(".")
    value: Any = lexicon(language)[group]
    for name in path:
        value = value[name]
    if group in VALUES:
        return str(value) == sample
    if group == "synonyms":
        return any(sample in line for line in value)
    if group == "aspect_links":
        return sample in value
    if group in WORDS:
        return sample in {word for entry in value for word in str(entry).split()}
    if path:
        flags = re.IGNORECASE if group not in ("citation_acts", "citation_provisions") else re.NOFLAG
        return re.search(alternation(map(str, value)), sample, flags) is not None
    return pattern(language, group).search(sample) is not None


SAMPLES = [
    (language, key, sample, wanted)
    for language in LANGUAGES
    if (TABLES / f"{language}.yaml").is_file()
    for key, (must, must_not) in table(language).items()
    for wanted, samples in ((True, must), (False, must_not))
    for sample in map(str, samples)
]


@pytest.mark.parametrize(("language", "key", "sample", "wanted"), SAMPLES)
def test_a_group_matches_what_it_should_and_no_near_miss(language: str, key: str, sample: str, wanted: bool) -> None:
    assert _matches(language, key, sample) is wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_group_has_a_sample_and_a_near_miss(language: str) -> None:
    samples = table(language)
    assert [key for key in _keys(language) if key not in samples] == []
    assert [key for key, (must, must_not) in samples.items() if not must or not must_not] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_single_entry_is_matched_by_an_invented_sentence(language: str) -> None:
    """By the entry alone: a list item, each choice within its brackets, each alternative of a regular expression. Plain
    words may stand in the language's prose (`<language>.txt`), phrases need a sentence of their own group."""
    missing = [f"{language}.yaml {group}: {entry}" for group, entry in unmatched(language)]
    assert missing == [], f"{len(missing)} entries without a sample in tests/lexicons: " + "; ".join(missing[:20])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_parses_and_no_group_stands_twice(path: Path) -> None:
    text = path.read_text("utf-8")
    groups = re.findall(r"^([a-z_]+):", text, re.MULTILINE)
    assert isinstance(yaml.safe_load(text), dict)
    assert len(groups) == len(set(groups))
    assert all(phrase.strip() for phrase in _phrases(yaml.safe_load(text)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_compiles_and_matches_no_empty_text(language: str) -> None:
    for group, value in lexicon(language).items():
        if group in WORDS or group in VALUES:
            continue
        for phrase in _phrases(value):
            found = re.compile(phrase_pattern(phrase), re.IGNORECASE).search("")
            assert found is None, f"{language} {group}: {phrase}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_yes_or_no_became_a_truth_value(language: str) -> None:
    assert not [phrase for phrase in _phrases(lexicon(language)) if phrase in ("True", "False", "None")]


@pytest.mark.parametrize("language", COMPLETE)
def test_every_group_of_english_is_there_or_the_reason_is_given(language: str) -> None:
    lacking = {group for group in lexicon("en") if not lexicon(language).get(group)}
    assert lacking == {group for name, group in ABSENT if name == language}
    assert {group for group in lexicon(language) if not lexicon("en").get(group)} == {
        group for name, group in ABSENT if name == "en"
    }


@pytest.mark.parametrize("language", COMPLETE)
@pytest.mark.parametrize("group", ["breakdowns", "outcomes", "deeds", "verdicts", "citation_acts", "reply_kinds"])
def test_a_mapping_has_the_kinds_english_has(language: str, group: str) -> None:
    assert list(lexicon(language)[group]) == list(lexicon("en")[group])


@pytest.mark.parametrize("language", [language for language in LANGUAGES if lexicon(language).get("months")])
def test_every_month_has_a_name(language: str) -> None:
    assert set(lexicon(language)["months"].values()) == set(range(1, 13))


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_kept_apart_are_words_the_stemmer_would_throw_together_or_keep(language: str) -> None:
    groups = [entry.split() for entry in entries(language, "stem_apart")]
    every = [word for group in groups for word in group]
    assert len(every) == len(set(every)), "a word stands in two groups"
    assert all(word == word.lower() and stem(word, language) for word in every)


READ = yaml.safe_load((TABLES / "read.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", READ, ids=lambda case: case["text"])
def test_dates_figures_and_citations_are_read_in_the_language(case: dict[str, Any]) -> None:
    text, language = case["text"], case["language"]
    if "dates" in case:
        found = [date.iso + (f"/{date.until}" if date.until else "") for date in dates(text, language)]
        assert found == case["dates"]
    if "figures" in case:
        assert [[figure.value, list(figure.years)] for figure in figures(text, language)] == case["figures"]
    if "citations" in case:
        assert [[c.kind, c.number, c.date] for c in citations(text, language)] == case["citations"]
