"""Which requests a statement of evidence is about, told by wording alone, and the acts its narrative cites.

Words are weighed by rarity, among the requests and among the statements: what stands everywhere ties nothing. Where it
is not plain the statement is left untied, for a wrong tie puts a stranger's words beside an answer.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from gapcheck.intake.draft import Record
from gapcheck.text.citations import citations
from gapcheck.text.mentions import tokens, word_list
from gapcheck.text.spans import base_language, stem

TIED = 0.35
"""Share of the weight of a request's words that a statement must hold."""
CARRYING = 3
"""So many of these words must carry weight; fewer are chance."""
COMMON = 0.2
"""A word in more than this share of the requests, or of the statements, carries little, and so does one that stands in
nearly every text of any matter ("measure")."""
LITTLE = 0.3
MOST = 3
"""A statement that fits more requests than this is about the whole and tied to none of them."""


def words(text: str, language: str) -> frozenset[str]:
    """The words of a text as they are compared, without function words and figures."""
    idle = word_list(language, "aspect_function")
    return frozenset(
        token.key
        for token in tokens(text, language)
        if len(token.text) > 2 and not token.text.isdigit() and token.text.lower() not in idle
    )


@lru_cache(maxsize=16)
def _small(language: str) -> frozenset[str]:
    groups = ("aspect_generic", "aspect_weak", "aspect_verbs", "citation_common")
    found = frozenset[str]().union(*(word_list(language, group) for group in groups))
    return frozenset(stem(word, language) for word in found)


def tied(statements: Sequence[Record], record: Mapping[str, Any], language: str) -> None:
    """Gives `about` to each statement whose requests are plain; another language than theirs ties nothing."""
    language = base_language(language)
    if base_language(record.get("document", {}).get("language", language)) != language:
        return
    asked = {name: found for name, text in _leaves(record) if (found := words(text, language))}
    told = [words(f"{one.get('group', '')}. {one['text']}", language) for one in statements]
    weight, carrying = _weights(asked, told, _small(language))
    for one, held in zip(statements, told, strict=True):
        near = []
        for name, wanted in asked.items():
            total = sum(weight[word] for word in sorted(wanted))
            shared = sorted(wanted & held)
            enough = sum(word in carrying for word in shared) >= CARRYING
            if enough and sum(weight[word] for word in shared) >= TIED * total:
                near.append(name)
        if near and len(near) <= MOST and not one.get("about"):
            entries = list(one.items())
            one.clear()
            one.update([entries[0], ("about", near), *entries[1:]])


def _leaves(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every request without sub-items of the recommendations proper, with its text."""

    def walk(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        if not item.get("sub_items"):
            yield item["id"], item.get("text", "")
        for child in item.get("sub_items", ()):
            yield from walk(child)

    for item in record.get("recommendations", ()):
        yield from walk(item)


def _weights(
    asked: Mapping[str, frozenset[str]], told: Sequence[frozenset[str]], small: frozenset[str]
) -> tuple[dict[str, float], frozenset[str]]:
    """What each word of the requests is worth, and those that carry a request."""
    among = Counter(word for found in asked.values() for word in found)
    around = Counter(word for found in told for word in found)
    weight = {}
    carrying = set()
    for word, count in among.items():
        common = word in small or (len(asked) >= 8 and count > COMMON * len(asked))
        common = common or (len(told) >= 20 and around[word] > COMMON * len(told))
        weight[word] = math.log(1 + len(asked) / count) * (LITTLE if common else 1.0)
        if not common:
            carrying.add(word)
    return weight, frozenset(carrying)


def narrated(statements: Sequence[Record], acts: Sequence[Record], language: str) -> list[Record]:
    """The acts that facts cite by number and date together and that are not among `acts`, each once."""
    known = {(_plain(act.get("number", "")), act.get("date", "")) for act in acts}
    found: list[Record] = []
    for one in statements:
        if one["kind"] != "fact":
            continue
        for cited in citations(one["text"], language):
            key = (_plain(cited.number), cited.date)
            if not (cited.is_act and cited.number and len(cited.date) == 10) or key in known:
                continue
            known.add(key)
            record: Record = {"id": f"a{len(acts) + len(found) + 1}", "title": cited.title or cited.text}
            record.update(number=cited.number, date=cited.date)
            if cited.issuer:
                record["issuer"] = cited.issuer
            found.append(record)
    return found


def _plain(number: str) -> str:
    return number.lower().lstrip("0")
