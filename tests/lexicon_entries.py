"""The single entries of the lexicons and what matches each: a list item, each choice within its brackets, each
alternative of a regular expression."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from gapcheck.text.lexicon import alternation, lexicon

TABLES = Path(__file__).parent / "lexicons"
WORDS = {
    "stopwords", "alike", "numerals", "weighty", "aspect_head", "aspect_function", "aspect_verbs", "aspect_generic",
    "aspect_weak", "aspect_not_adverbs", "aspect_adverb_endings", "aspect_groups", "aspect_noun_endings",
    "aspect_links", "aspect_participles", "aspect_gerunds", "aspect_verb_openers", "aspect_noun_openers",
    "aspect_modals", "elisions", "prefixes", "institution", "instrument", "stem_apart", "synonyms", "number_words",
    "aspect_verbal_endings", "aspect_verbal_nouns", "abolish_verbs", "lessen_verbs", "standing_words", "each_of_them", "institution_of", "term_function", "aspect_owners", "aspect_governing",
    "aspect_deed_endings", "breaks_off", "statistics_noise", "promise_words", "citation_glue", "citation_small",
    "citation_titles", "citation_common", "request_deeds", "question_words", "question_pronouns", "question_links",
    "question_things", "alternatives", "question_or_not", "aside_openers", "question_openers", "copulas", "relatives", "articles", "copula_participles", "irregular_participles",
}  # fmt: skip
"""Groups read word by word; the others are phrases, or mappings of them."""
VALUES = {"months", "number_signs", "magnitudes", "fractions"}
"""Mappings of a word to a value."""
SETTINGS = {"aspect_head", "citation_titles", "number_signs"}
"""Groups that hold a choice of the language, not words a text could hold."""
WHOLE = {"synonyms", "aspect_links"}
"""Lists of words in which an entry may be several words."""
ENDINGS = {
    "aspect_deed_endings",
    "aspect_noun_endings",
    "aspect_adverb_endings",
    "aspect_participles",
    "aspect_verbal_endings",
    "aspect_gerunds",
    "aspect_links",
    "copula_participles",
}
OPENINGS = {"prefixes"}
CASED = {"citation_acts", "citation_provisions", "institution", "instrument"}
SPEECH = {
    "declined", "declined_not", "not_provided", "not_provided_not", "law_coming", "past_scope", "request_anaphor",
    "kept", "position_sentence", "pointer", "statistics_asked", "statistics_asked_not", "outcomes.asked", "deeds.asked",
    "figures_declined", "done", "intention", "intention_not", "verdicts", "otherwise", "otherwise_plain", "defines", "reported_request",
    "asking", "titled", "stands", "stands_not", "premature", "has_place", "finished", "for_want", "falls_short",
    "reply_kinds", "reason_clause", "condition_clause", "citation_not_acts",
}  # fmt: skip
"""Groups whose phrases mean something only in their own sentences: prose about other things is no sample of them."""


def keyed(language: str) -> Iterator[tuple[str, Any]]:
    """(group, entries) for every group of a language: "declined", "verdicts.full", "outcomes.training.asked"."""
    for group, value in lexicon(language).items():
        if group in SETTINGS or not value:
            continue
        if group in VALUES:
            yield group, list(value)
        elif isinstance(value, list):
            yield group, value
        else:
            for name, inner in value.items():
                if isinstance(inner, list):
                    yield f"{group}.{name}", inner
                else:
                    yield from (
                        (f"{group}.{name}.{part}", held) for part, held in inner.items() if isinstance(held, list)
                    )


def entries_of(key: str, held: list[Any]) -> list[str]:
    """The single entries of one group, in file order, each once."""
    group = key.split(".")[0]
    if group in WHOLE:
        flat = [str(word) for entry in held for word in (entry if isinstance(entry, list) else [entry])]
    elif group in WORDS:
        flat = [word for entry in held for word in str(entry).split()]
    else:
        flat = [variant for entry in held for variant in variants(str(entry))]
    return list(dict.fromkeys(flat))


def variants(phrase: str) -> list[str]:
    """A phrase with each of its brackets fixed to each choice in turn, the others as they are."""
    if phrase.startswith("re:"):
        return ["re:" + top for top in _split(phrase[3:].strip())]
    found = list(re.finditer(r"\[([^\]]+)\]", phrase))
    choices = [(m, choice) for m in found for choice in m.group(1).split("|")]
    return [phrase[: m.start()] + f"[{choice}]" + phrase[m.end() :] for m, choice in choices] or [phrase]


def _split(pattern: str) -> list[str]:
    """The alternatives of a regular expression that no group holds."""
    depth, cuts = 0, [-1]
    for at, sign in _signs(pattern):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "|" and depth == 0:
            cuts.append(at)
    return [pattern[a + 1 : b] for a, b in zip(cuts, [*cuts[1:], len(pattern)], strict=True)]


def _signs(pattern: str) -> Iterator[tuple[int, str]]:
    """Every sign of a regular expression that is neither escaped nor in a class of characters."""
    at, within = 0, False
    while at < len(pattern):
        if pattern[at] == "\\":
            at += 2
            continue
        if within:
            within = pattern[at] != "]"
        elif pattern[at] == "[":
            within = True
        else:
            yield at, pattern[at]
        at += 1


def entry_pattern(key: str, entry: str) -> re.Pattern[str]:
    """One entry by itself, as the code that reads its group would find it in a text."""
    group = key.split(".")[0]
    flags = re.NOFLAG if group in CASED else re.IGNORECASE
    if group not in WORDS:
        return re.compile(alternation([entry]), flags)
    word = r"\s+".join(map(re.escape, entry.split()))
    if group == "elisions":
        return re.compile(rf"(?<!\w){word}['’]\w", flags)
    before = r"\w" if group in ENDINGS else r"(?<!\w)"
    after = r"-?\w" if group in OPENINGS else r"(?!\w)"
    return re.compile(before + word + after, flags)


def own_only(key: str) -> bool:
    """Whether an entry of the group needs a sample of the group itself."""
    parts = key.split(".")
    return parts[0] in SPEECH or f"{parts[0]}.{parts[-1]}" in SPEECH


def samples(language: str, key: str) -> list[str]:
    """The sentences that may show an entry of the group: the group's own, and for plain words the language's prose."""
    own = [str(sample) for sample in table(language).get(key, [[]])[0]]
    return own if own_only(key) else own + prose(language)


@cache
def table(language: str) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    path = TABLES / f"{language}.yaml"
    return (yaml.load(path.read_text("utf-8"), Loader=loader) or {}) if path.is_file() else {}


@cache
def prose(language: str) -> list[str]:
    """The language's invented sentences, one a line."""
    path = TABLES / f"{language}.txt"
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    return [line for line in lines if line.strip() and not line.startswith("#")]


def unmatched(language: str) -> list[tuple[str, str]]:
    """(group, entry) for every entry that no sample shows."""
    missing = []
    for key, held in keyed(language):
        texts = samples(language, key)
        for entry in entries_of(key, held):
            found = entry_pattern(key, entry)
            if not any(found.search(text) for text in texts):
                missing.append((key, entry))
    return missing
