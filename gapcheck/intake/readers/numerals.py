"""List counters as printed: 4 as "4", "d", "D", "iv", "IV"."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def counter(number: int, style: str) -> str:
    """`number` in the style "1", "01", "a", "A", "i" or "I"; as a plain number where the style has no sign for it."""
    if style in "aA" and number > 0:
        letters = letter(number)
        return letters.upper() if style == "A" else letters
    if style in "iI" and 0 < number < 4000:
        numeral = roman(number)
        return numeral.upper() if style == "I" else numeral
    return f"{number:02d}" if style == "01" else str(number)


def letter(number: int) -> str:
    """a … z, then aa, bb … as word processors count."""
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1) if number <= 26 * 20 else str(number)


def roman(number: int) -> str:
    """A roman numeral in lower case."""
    numeral = ""
    for value, sign in _ROMAN:
        numeral += sign * (number // value)
        number %= value
    return numeral
