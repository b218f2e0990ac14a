"""The words of the reports, one data file a language: labels, plurals, dates, numbers, lengths of time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from gapcheck.errors import GapcheckError, Problem

FOLDER = resources.files("gapcheck.report") / "locales"
LANGUAGES = tuple(
    sorted(
        path.name.removesuffix(".yaml") for path in FOLDER.iterdir() if path.name not in ("states.yaml", "__init__.py")
    )
)
"""Every language that has a catalogue."""
NAMED_IN = ("en", "fr")
"""The order of the names in states.yaml; a language without a column takes the first."""


class Locale:
    """One language's catalogue. A text is looked up by key and filled with named values; a text with forms
    (`one`, `other`, optionally `none`) takes the form for `n`."""

    def __init__(self, language: str, texts: Mapping[str, Any], states: Mapping[str, list[str]]) -> None:
        self.language = language
        self._texts, self._states = texts, states
        self._spoken = frozenset(key.split("_")[1] for key in texts if key.startswith("finding_"))

    def __call__(self, key: str, n: int | None = None, **values: object) -> str:
        """The text of `key`; {n} is the number in figures, {count} in words where it is small, {Count} the
        same at the beginning of a sentence. Raises KeyError."""
        entry = self._texts[key]
        if isinstance(entry, Mapping):
            entry = entry.get("none" if n == 0 and "none" in entry else "one" if self._singular(n or 0) else "other")
        if n is not None:
            count = self.count(n)
            values = {"n": self.number(n), "count": count, "Count": count[:1].upper() + count[1:], **values}
        return str(entry).format(**values) if values else str(entry)

    def _singular(self, n: int) -> bool:
        return n == 1 or (n == 0 and self.language == "fr")

    def has(self, key: str) -> bool:
        return key in self._texts

    def speaks(self, code: str) -> bool:
        """Whether the catalogue has sentences of its own for the findings of a rule."""
        return code in self._spoken

    def number(self, value: int) -> str:
        """Thousands set apart as the language does: 3,300 or 3 300 (with a no-break space)."""
        return f"{value:,}".replace(",", self._texts["thousands"])

    def count(self, n: int) -> str:
        """A small number in words, a larger one in figures."""
        words: list[str] = self._texts["numbers"]
        return words[n] if 0 <= n < len(words) else self.number(n)

    def date(self, iso: str) -> str:
        """A date for people; "2023", "2023-06" and "2023-06-16" are all dates. What is none of them stays as it is."""
        parts = iso.split("-")
        try:
            numbers = [int(part) for part in parts]
            date(*[*numbers, 1, 1][:3])
        except (ValueError, TypeError):
            return iso
        if len(numbers) == 1:
            return iso
        month = self._texts["months_of_year"][numbers[1] - 1]
        if len(numbers) == 2:
            return f"{month} {numbers[0]}"
        day = self._texts.get("first_day", "{day}") if numbers[2] == 1 else "{day}"
        return str(self._texts["day_month_year"]).format(day=day.format(day=numbers[2]), month=month, year=numbers[0])

    def span(self, days: int) -> str:
        """A length of time in words: days up to eight weeks, then months, then years."""
        if days < 57:
            return self("days", days)
        months = round(days / 30.44)
        return self("months", months) if months < 24 else self("years", round(days / 365.25))

    def listed(self, items: list[str]) -> str:
        """ "a, b and c"."""
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} {self('and')} {items[-1]}"

    def state(self, code: str) -> str:
        """A State's name by its ISO 3166-1 alpha-3 code; the code itself where it is unknown."""
        names = self._states.get(code.upper())
        return names[NAMED_IN.index(self.language) if self.language in NAMED_IN else 0] if names else code


@lru_cache(maxsize=4)
def locale(language: str) -> Locale:
    """The catalogue of a language (a region is ignored: "en-GB"). Raises GapcheckError where there is none."""
    base = language.split("-")[0].lower()
    if base not in LANGUAGES:
        problem = Problem(
            file="", message="no report in this language", found=language, expected=" or ".join(LANGUAGES)
        )
        raise GapcheckError([problem], hint=f"Use --language {LANGUAGES[0]}.")
    return Locale(base, _load(base), _load("states"))


def _load(name: str) -> dict[str, Any]:
    path = resources.files("gapcheck.report") / "locales" / f"{name}.yaml"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=loader)
    return data
