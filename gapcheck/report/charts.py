"""Pictures as SVG text: the marks of the statuses, the timeline, sparklines. Nothing is read, nothing is random.

Colours come from classes, so that a page can set them for light, dark and paper; every text is escaped.
"""

from __future__ import annotations

from markupsafe import Markup, escape

from gapcheck.report.view import Series, Timeline

SHAPES = {
    "unanswered": "M1 1H31V31H1Z",
    "declined": "M10 1H22L31 10V22L22 31H10L1 22V10Z",
    "pointer-only": "M1 1H21L31 16L21 31H1Z",
    "position-only": "M16 1A15 15 0 0 1 16 31A15 15 0 0 1 16 1Z",
    "intention-only": "M16 1L31 16L16 31L1 16Z",
    "earlier-measures-only": "M31 1H11L1 16L11 31H31Z",
    "partly-answered": "M1 1H31V31H1Z",
    "answered": "M1 1H31V31H1Z",
    "no-reply": "M1 1H31V31H1Z",
}
"""One shape a status: a full square, an octagon, an arrow onward, a disc, a lozenge, an arrow backward, a half-filled
square, an empty one."""
PATTERNS = {
    "intention-only": '<pattern id="{p}-dots" width="5" height="5" patternUnits="userSpaceOnUse"><circle class="ink" cx="2.5" cy="2.5" r="0.9"/></pattern>',
    "earlier-measures-only": '<pattern id="{p}-lines" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="line" d="M0 0V5"/></pattern>',
}
_FILLS = {"intention-only": "dots", "earlier-measures-only": "lines"}


def symbols(prefix: str = "s") -> Markup:
    """One hidden <svg> that defines a symbol for each status: `<use href="#s-declined"/>`."""
    out = ['<svg class="defs" width="0" height="0" aria-hidden="true" focusable="false"><defs>']
    out += [pattern.format(p=prefix) for pattern in PATTERNS.values()]
    out.append("</defs>")
    for status, path in SHAPES.items():
        over = f'<path d="{path}" fill="url(#{prefix}-{_FILLS[status]})"/>' if status in _FILLS else ""
        if status == "partly-answered":
            over = '<path class="half" d="M1 31V1L31 31Z"/>'
        out.append(
            f'<symbol id="{prefix}-{status}" viewBox="0 0 32 32"><path class="shape" d="{path}"/>{over}</symbol>'
        )
    out.append("</svg>")
    return Markup("".join(out))


ROW, LEFT, RIGHT, TOP, WIDTH = 20, 64, 16, 54, 960


def axis_years(line: Timeline) -> list[int]:
    """The years written on the axis: all of them, or every second, fifth, tenth… so that at most 16 stand there."""
    span = line.last + 1 - line.first
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 10_000) if span / step <= 16)
    return [year for year in range(line.first, line.last + 2) if year % step == 0]


def place(line: Timeline, at: float) -> float:
    """Where a moment stands on the axis; what is older than the axis stands at its left end."""
    span = max(line.last + 1 - line.first, 1)
    return LEFT + (WIDTH - LEFT - RIGHT) * (max(at, line.first) - line.first) / span


def timeline(line: Timeline, *, title: str, desc: str, ident: str) -> Markup:
    """The line of years: one row a track, one tick an event, a rule at the recommendation and one at the reply."""
    height = TOP + ROW * len(line.tracks) + 8

    def x(at: float) -> str:
        return f"{place(line, at):.1f}"

    out = [
        f'<svg class="timeline" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="{ident}-t {ident}-d">',
        f'<title id="{ident}-t">{escape(title)}</title><desc id="{ident}-d">{escape(desc)}</desc>',
    ]
    for year in axis_years(line):
        out.append(f'<path class="grid" d="M{x(year)} {TOP - 6}V{height - 6}"/>')
        out.append(f'<text class="year" x="{x(year)}" y="{TOP - 12}" text-anchor="middle">{year}</text>')
    for number, track in enumerate(line.tracks):
        y = TOP + ROW * number + 10
        out.append(f'<text class="track" x="{LEFT - 10}" y="{y + 4}" text-anchor="end">{escape(track.label)}</text>')
        out.append(f'<path class="base" d="M{LEFT} {y}H{WIDTH - RIGHT}"/>')
    for at, label, y in ((line.replied, line.replied_label, 12), (line.asked, line.asked_label, 26)):
        if at:
            inward = place(line, at) > WIDTH / 2
            spot = f'x="{place(line, at) + (-5 if inward else 5):.1f}" y="{y}" text-anchor="{"end" if inward else "start"}"'
            out.append(f'<path class="rule" d="M{x(at)} {y - 10}V{height - 6}"/>')
            out.append(f'<text class="mark" {spot}>{escape(label)}</text>')
    for number, track in enumerate(line.tracks):
        y = TOP + ROW * number + 10
        for tick in track.ticks:
            words = escape(f"{tick.date}: {tick.title}" if tick.title else tick.date)
            out.append(
                f'<path class="tick {tick.side}" d="M{x(tick.at)} {y - 7}V{y + 7}"><title>{words}</title></path>'
            )
    return Markup("".join([*out, "</svg>"]))


def sparkline(series: Series, *, title: str) -> Markup:
    """A small line through the numbers of one series; nothing where fewer than three are there."""
    if len(series.points) < 3:
        return Markup("")
    years, values = [at for at, _ in series.points], [value for _, value in series.points]
    wide, high, low = max(years[-1] - years[0], 1), max(values), min(values)
    spread = (high - low) or 1
    dots = [
        f"{4 + 64 * (year - years[0]) / wide:.1f} {20 - 16 * (value - low) / spread:.1f}"
        for year, value in series.points
    ]
    end = dots[-1].split()
    return Markup(
        f'<svg class="spark" viewBox="0 0 72 24" role="img" aria-label="{escape(title)}"><path d="M{"L".join(dots)}"/>'
        f'<circle cx="{end[0]}" cy="{end[1]}" r="2.4"/></svg>'
    )
