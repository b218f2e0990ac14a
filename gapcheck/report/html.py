"""The report as one HTML file: styles, pictures and a small script inside it, nothing fetched."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence

from gapcheck.report import charts
from gapcheck.report.environment import environment, fill
from gapcheck.report.locale import Locale
from gapcheck.report.view import Options, Series, View


def html(views: Sequence[View], t: Locale, options: Options) -> str:
    """The page of one or several cases in one file. The script is allowed by its hash only.

    Raises GapcheckError where a template is missing or wrong."""
    from markupsafe import Markup

    env = environment(options.templates_dir, markup=True)
    style = _asset(env, options.audience, "report.css").replace(
        "%title", _css_string(" · ".join(view.title for view in views))
    )
    script = _asset(env, options.audience, "report.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()

    def drawing(view: View) -> object:
        line = view.timeline
        desc = t("timeline_desc", first=line.first, last=line.last)
        return charts.timeline(line, title=line.summary, desc=desc, ident=f"{view.prefix}timeline-svg")

    def spark(series: Series) -> object:
        values = "; ".join(f"{year}: {value:g}" for year, value in series.points)
        return charts.sparkline(series, title=values)

    extra = {
        "style": Markup(style),
        "script": Markup(script),
        "script_hash": f"'sha256-{digest}'",
        "symbols": charts.symbols(),
        "drawing": drawing,
        "spark": spark,
        "version": options.version,
    }
    return fill(env, f"{options.audience}/report.html.jinja", views, t, extra)


def _asset(env: object, audience: str, name: str) -> str:
    """A style sheet or script: the audience's own, else the one of the full report."""
    import jinja2

    assert isinstance(env, jinja2.Environment)
    assert env.loader is not None
    for folder in (audience, "full"):
        try:
            return str(env.loader.get_source(env, f"{folder}/{name}")[0]).replace("</", "<\\/")
        except jinja2.TemplateNotFound:
            continue
    return ""


def _css_string(text: str) -> str:
    """`text` as it may stand in a quoted CSS string inside <style>."""
    return "".join(char if char.isalnum() or char in " .,:;()/·-" else f"\\{ord(char):x} " for char in text)
