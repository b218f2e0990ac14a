"""What the search for repeated text costs against the length of the reply: `python benchmarks/reuse_scale.py [FILE.svg]`.

Replies of growing length are made of invented sentences; one paragraph in ten is told again in other words, one in ten
word for word, and one sentence stands at the head of every answer. Prints words, seconds of processor time and seconds for 10,000 words,
and draws them as SVG where a file is named.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from time import process_time

from gapcheck.analysis.repeats import boilerplate, repeats
from gapcheck.model import Case, Document, Recommendations, Reply, Request, Response

SIZES = (7_500, 15_000, 30_000, 60_000, 120_000)
WHO = "inspectorate ministry hospital court governor school council agency commission prosecutor clinic bank".split()
DID = "trained registered examined financed published repaired visited counted audited licensed hired sheltered".split()
WHOM = (
    "nurses prisoners pupils farmers drivers widows interpreters tenants fishermen apprentices veterans judges".split()
)
WHERE = "northern coastal eastern rural central border mountain island southern harbour mining forest".split()
HOW = "without notice|under a written plan|with its own funds|after a public hearing|within the year|by a joint team".split(
    "|"
)
AGAIN = {
    "The {who} of the {where} region {did} {count} {whom} of {place} {how} because {cause} was reported by {name}.": (
        "Because {name} had reported {cause}, {count} {whom} of {place} were {did} {how} by the {who} of the {where} region."
    ),
    "For {whom} in {place}, {name} drew up a plan on {cause}, which the {where} {who} {did} {how} in {count} villages.": (
        "A plan on {cause} was drawn up by {name} for {whom} in {place}; in {count} villages it was {did} {how} by the {where} {who}."
    ),
}


def word(source: random.Random) -> str:
    """An invented word of three syllables: real replies bring new words at every length."""
    return "".join(source.choice("bdfgklmnprstvz") + source.choice("aeiou") for _ in range(3))


def reply(words: int, seed: int = 7) -> Case:
    """A case whose reply has about so many words."""
    source = random.Random(seed)
    told: list[tuple[str, str]] = []
    paragraphs: list[str] = []
    length = 0
    while length < words:
        lines, again = [], []
        for _ in range(4):
            form = source.choice(list(AGAIN))
            parts = {
                "who": source.choice(WHO), "did": source.choice(DID), "whom": source.choice(WHOM), "how": source.choice(HOW),
                "where": source.choice(WHERE), "count": str(source.randint(11, 990)), "cause": word(source),
                "place": word(source).title(), "name": word(source).title(),
            }  # fmt: skip
            lines.append(form.format(**parts))
            again.append(AGAIN[form].format(**parts))
        paragraphs.append(" ".join(lines))
        told.append((" ".join(lines), " ".join(again)))
        chance = source.random()
        if chance < 0.2 and len(told) > 10:
            paragraphs.append(source.choice(told[:-5])[int(chance < 0.1)])
        length = sum(len(text.split()) for text in paragraphs) if len(paragraphs) % 20 == 0 else length + 80
    answers = [
        "The authorities attach great importance to this recommendation. " + " ".join(paragraphs[at : at + 4])
        for at in range(0, len(paragraphs), 4)
    ]
    asked = tuple(Request(id=str(at + 1), text=f"Report on {word(source)}.") for at in range(len(answers)))
    return Case(
        id=f"made of {words}",
        recommendations=Recommendations(document=Document(id="asked", kind="recommendations"), items=asked),
        reply=Reply(
            document=Document(id="replied", kind="responses"),
            responses=tuple(
                Response(id=f"r{at + 1}", answers=(str(at + 1),), text=text) for at, text in enumerate(answers)
            ),
        ),
    )


def main() -> None:
    repeats(reply(500))  # libraries are loaded, the lexicon is read
    rows = []
    print(f"{'words':>8} {'seconds':>8} {'per 10,000':>10} {'repeats':>8} {'boilerplate':>11}")
    for size in SIZES:
        case = reply(size)
        count = sum(len(response.text.split()) for response in case.responses)
        start = process_time()
        found, idle = repeats(case), boilerplate(case)
        seconds = process_time() - start
        rows.append((count, seconds))
        print(f"{count:8} {seconds:8.2f} {seconds / count * 10_000:10.3f} {len(found):8} {len(idle):11}")
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(svg(rows), "utf-8")


def svg(rows: list[tuple[int, float]]) -> str:
    """The cost against the length, with the straight line through the first point."""
    wide, high = max(count for count, _ in rows), max(seconds for _, seconds in rows) * 1.15
    spots = [(60 + 520 * count / wide, 280 - 240 * seconds / high) for count, seconds in rows]
    first = rows[0][1] / rows[0][0]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    marks = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"/><text x="{x:.1f}" y="{y - 8:.1f}" text-anchor="end">{seconds:.2f} s</text>'
        f'<text x="{x:.1f}" y="298" text-anchor="middle">{count:,}</text>'
        for (x, y), (count, seconds) in zip(spots, rows, strict=True)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 320" font-family="sans-serif" font-size="11">'
        "<title>Cost of the search for repeated text</title><desc>Seconds against words of the reply; the grey line is"
        " the cost of the shortest reply, drawn out straight.</desc>"
        f'<line x1="60" y1="280" x2="580" y2="{280 - 240 * first * wide / high:.1f}" stroke="#bbb"/>'
        '<path d="M60 30V280H590" fill="none" stroke="#333"/>'
        f'<polyline points="{path}" fill="none" stroke="#1f5fa8" stroke-width="2"/>{marks}'
        '<text x="320" y="315" text-anchor="middle">words of the reply</text></svg>\n'
    )


if __name__ == "__main__":
    main()
