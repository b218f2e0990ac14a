"""The report as Markdown: no HTML in it, readable as plain text, and nothing from a record can become markup."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup

from gapcheck.report.environment import environment, fill
from gapcheck.report.locale import Locale
from gapcheck.report.passages import clean
from gapcheck.report.view import Options, Piece, View

SIGNS = {
    "unanswered": "■", "declined": "✕", "pointer-only": "▶", "position-only": "●", "intention-only": "◆",
    "earlier-measures-only": "◀", "partly-answered": "◩", "answered": "□", "no-reply": "·",
}  # fmt: skip
"""One sign a status, of the same shape as in the pictures."""

_ANYWHERE = re.compile(
    r"[\\`*\[<$|]|(?<![^\W_])_|_(?![^\W_])|~(?=~)|&(?=#?\w+;)|(?<=:)/(?=/)|(?<=www)\.|@(?=\w)", re.IGNORECASE
)
_AT_START = re.compile(r"^(?:[#>=+-]|(\d{1,9})(?=[.)](?:\s|$)))")


def escape_markdown(value: object) -> Markup:
    """`value` as inline Markdown that shows its very characters, on one line. Markup passes as it is."""
    if isinstance(value, Markup):
        return value
    text = re.sub(r"\s+", " ", clean(str(value)))
    lead = " " if text[:1] == " " else ""
    text = _ANYWHERE.sub(lambda match: "\\" + match.group(), text[len(lead) :])
    text = _AT_START.sub(lambda match: f"{match.group(1)}\\" if match.group(1) else "\\" + match.group(), text)
    return Markup(lead + text)


def marked(pieces: Sequence[Piece], between: str = "") -> Markup:
    """Pieces as one line: the passage a finding rests on, and figures and names that differ, in bold; other words
    that differ in italics. A quote that is all hit stays plain."""
    whole = all(piece.mark in ("hit", "gap") for piece in pieces)
    signs = {"loud": "**", "changed": "*"} if whole else {"hit": "**", "loud": "**", "changed": "*"}
    return Markup(between.join(_emphasis(piece.text, signs.get(piece.mark, "")) for piece in pieces).strip())


def _emphasis(text: str, sign: str) -> str:
    """`text` between signs. Emphasis that starts or ends with punctuation may show its stars, so that punctuation
    at either end stays outside."""
    core = re.search(r"\w(?:.*\w)?", text, re.DOTALL)
    if not sign or not core:
        return escape_markdown(text)
    return (
        escape_markdown(text[: core.start()]) + sign + escape_markdown(core.group()) + sign
        + escape_markdown(text[core.end() :])
    )  # fmt: skip


def _verbatim(text: str) -> Markup:
    """What the authors of the report wrote themselves, in Markdown, comes back as they wrote it."""
    return Markup(clean(text))


def markdown(views: Sequence[View], t: Locale, options: Options) -> str:
    """The report of one or several cases. Raises GapcheckError where a template is missing or wrong."""
    env = environment(options.templates_dir, markup=True, escape=escape_markdown)
    env.filters["marked"] = marked
    text = fill(
        env,
        f"{options.audience}/report.md.jinja",
        views,
        t,
        {"version": options.version, "signs": SIGNS, "verbatim": _verbatim},
    )
    lines = [line.rstrip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"
