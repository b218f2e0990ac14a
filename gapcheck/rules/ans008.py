"""The reply quotes the request in other words.

## What it checks
The request as the State restates it (`quoted`) against the request as adopted, with the lead it stands under: which
words of weight were left out, which were put in. Spelling (labour, labor), plurals and other forms of a word,
hyphens, articles, punctuation, misprints and references in brackets are no rewording, nor is what stands in the
heading above the answers, or a position printed behind the quotation. A lead or a sub-item that is not quoted at all
is not counted as left out.

## Why it matters

The answer is written to the request as restated. Where "effective access" became "access", the answer will be about
access; what was left out is often what was not done.

## What to do

Read the answer against the adopted text. Ask for the words left out.

## What it cannot see

A changed order of words, or a comma that changes the sense. Which of two texts in different languages is the original. A
misprint that turns one word of five letters or more into another with the same first letter. On the restated requests of
one official reply, checked by hand, it finds the reworded ones and no other.

## Examples

```yaml
- name: two conditions are gone
  requests: {4: Provide free legal aid to all asylum seekers from the start of the procedure.}
  responses: [{answers: ["4"], quoted: Provide legal aid to asylum seekers, text: Lawyers visit the centre on Mondays.}]
  finds: [{requests: ["4"], message: free, quote: start of the procedure}]
```

```yaml
- name: spelling, plural and punctuation
  requests: {4: Strengthen the labour inspectorates’ programme of co-operation (paragraph 12);}
  responses: [{answers: ["4"], quoted: Strengthening the labor inspectorate's program of cooperation., text: It was strengthened in 2024.}]
  finds: []
```
"""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.analysis.answers import is_position_sentence
from gapcheck.analysis.repeated_words import answer_name, listed
from gapcheck.model import Case, Gap, Quote, Request, Response, Severity, quote
from gapcheck.text.reuse_quote import missing, overlap, shown, vocabulary_of
from gapcheck.text.spans import sentences

CODE = "ANS008"
NAME = "reworded-request"
SEVERITY = Severity.WARNING
QUOTED = 0.4
"""Of several requests answered together, one of which less than this is found in the quotation is not quoted."""
FEW = 2
"""Up to this many words of weight changed, the finding is a note."""


def check(case: Case) -> Iterator[Gap]:
    for response in case.responses:
        asked = [case.recommendations.by_id[name] for name in case.answered_by(response)]
        if response.quoted.strip() and asked:
            yield from _compare(case, response, asked)


def _compare(case: Case, response: Response, asked: list[Request]) -> Iterator[Gap]:
    language = case.recommendations.document.language
    headings = {one.id: one.heading for request in asked for one in case.answers[request.id]}
    restated = vocabulary_of([response.quoted, *headings.values()], language)
    adopted = [text for request in asked for text in (*request.lead, request.title, request.text)]
    taken = [r for r in asked if len(asked) == 1 or overlap(r.text, restated, language) >= QUOTED]
    if not taken:
        return
    dropped = [(request, run) for request in taken for run in missing(request.text, restated, language)]
    positions = [span for span in sentences(response.quoted, language) if is_position_sentence(span.text, language)]
    added = [
        run for run in missing(response.quoted, vocabulary_of(adopted, language), language)
        if not any(span.start <= run.start and run.end <= span.end for span in positions)
    ]  # fmt: skip
    size = sum(run.size for _, run in dropped) + sum(run.size for run in added)
    if not size:
        return
    gone = [word for request, run in dropped for word in shown(request.text, [run])]
    come = shown(response.quoted, added)
    spans: list[Quote] = [quote(request, "text", run.start, run.end) for request, run in dropped]
    spans += [quote(response, "quoted", run.start, run.end) for run in added]
    parts = [f"{verb} {_words(some)}" for verb, some in (("leaves out", gone), ("puts in", come)) if some]
    names = tuple(request.id for request in taken)
    ask = f"Please provide information on {listed(names)} as adopted"
    ask += f", including on {_words(gone)}, which the reply's wording of the request leaves out." if gone else "."
    yield Gap(
        requests=names,
        responses=(response.id,),
        quotes=tuple(spans),
        message=f"In {answer_name(case, response)}, the request is quoted in other words: the reply {' and '.join(parts)}.",
        ask=ask,
        severity=Severity.NOTE if size <= FEW else None,
        detail={
            "dropped": [[request.id, run.start, run.end] for request, run in dropped],
            "added": [[response.id, run.start, run.end] for run in added],
        },
    )


def _words(some: list[str], most: int = 6) -> str:
    quoted = [f"“{words}”" for words in some[:most]]
    return ", ".join(quoted) + (" and more" if len(some) > most else "")
