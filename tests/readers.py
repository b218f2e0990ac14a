"""One document of our own in five formats, and what every reader must make of it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pypandoc

from gapcheck.intake.blocks import Kind, Source, check

LONG = (
    "The council visited nine reception centres over two winters and spoke with residents, nurses, interpreters and "
    "the staff of the night shift. It found that the heating had been repaired in seven of them, that the kitchens "
    "were clean, and that complaints were written down but seldom answered within the thirty days that the centres’ "
    "own rules allow. Children waited longest for a place at school, in one town for eleven months."
)
ITEMS = (
    ("(a)", "Answer every complaint within thirty days;"),
    ("(b)", "Offer each child a school place, in particular:"),
    ("(i)", "in the two northern towns;"),
    ("(ii)", "in centres opened since 2021;"),
    ("(c)", "Publish the number of complaints by month."),
)
BULLETS = ("a nurse on call at night", "an interpreter for each language spoken")
ROWS = (("Year", "Complaints", "Answered"), ("2021", "412", "97"), ("2022", "388", "141"))
NOTE = "Figures of the council’s own register."

MARKDOWN = f"""# Review of reception centres

## 1. What was found

{LONG}[^1]

## 2. What should be done

The council asks the ministry to:

{chr(10).join(f"{label} {text}{chr(10)}" for label, text in ITEMS)}
Each centre should have:

- {BULLETS[0]}
- {BULLETS[1]}

The numbers follow in a table.

| {" | ".join(ROWS[0])} |
|---|---|---|
| {" | ".join(ROWS[1])} |
| {" | ".join(ROWS[2])} |

[^1]: {NOTE}
"""

TEXT = f"""Review of reception centres

1. What was found

{LONG}[footnoteRef:1] [1: {NOTE}]

2. What should be done

The council asks the ministry to:
{chr(10).join(f"	{label}	{text}" for label, text in ITEMS)}

Each centre should have:
- {BULLETS[0]}
- {BULLETS[1]}

The numbers follow in a table.
"""

HTML = f"""<!doctype html><html lang="en"><head><title>Review</title><style>p {{color: red}}</style></head><body>
<nav><a href="/">Home</a></nav>
<h1>Review of reception centres</h1><h2>1. What was found</h2><p>{LONG}<sup>1</sup></p>
<h2>2. What should be done</h2><p>The council asks the ministry to:</p>
<p>{"</p><p>".join(f"{label} {text}" for label, text in ITEMS)}</p>
<p>Each centre should have:</p><ul><li>{BULLETS[0]}</li><li>{BULLETS[1]}</li></ul>
<p>The numbers follow in a table.</p>
<table>{"".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)}</table>
<script>document.write("not text")</script><p hidden>nor this</p>
<section class="footnotes"><p><sup>1</sup> {NOTE}</p></section></body></html>
"""

TYPST = f"""#set page(width: 15cm, height: 20cm, footer: context align(center, counter(page).display()))
#set text(size: 10pt, font: ("Libertinus Serif", "DejaVu Serif"))
#set par(justify: true)
#set list(marker: [•])
= Review of reception centres
== 1. What was found
{LONG}#footnote[{NOTE}]

== 2. What should be done
The council asks the ministry to:

{chr(10).join(f"#pad(left: {2.4 if label.startswith(('(i', '(v')) else 1.2}em)[{label} #h(0.6em) {text}]" for label, text in ITEMS)}

Each centre should have:
- {BULLETS[0]}
- {BULLETS[1]}

The numbers follow in a table.

#table(columns: 3, inset: 6pt, {", ".join(f"[{cell}]" for row in ROWS for cell in row)})
"""


def pandoc(markdown: str, target: Path, *options: str) -> Path:
    """`markdown` (pandoc's own, so that `[^1]` is a note) as the format of `target`."""
    source = target.with_suffix(".source.md")
    source.write_text(markdown, "utf-8")
    subprocess.run(
        [pypandoc.get_pandoc_path(), "-f", "markdown-fancy_lists-startnum", str(source), "-o", str(target), *options],
        check=True,
    )
    return target


def pdf(markup: str, target: Path) -> Path:
    """Typst markup as a PDF."""
    import typst

    source = target.with_suffix(".typ")
    source.write_text(markup, "utf-8")
    typst.compile(str(source), output=str(target))
    return target


def records(source: Source) -> list[tuple[str, str, str]]:
    """(kind, label, text) of what a reader of the document reads, the partition proven first."""
    check(source)
    return [(str(block.kind), block.label, block.text) for block in source.blocks if block.content]


def notes(source: Source) -> list[str]:
    """The texts of its footnotes."""
    return [block.text for block in source.blocks if block.kind is Kind.FOOTNOTE]
