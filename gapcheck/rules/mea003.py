"""What the previous reply promised is not reported in this one.

## What it checks

Every sentence of the State's previous reply that announces or considers a measure, with at least four words of matter.
The promise counts as reported where six in ten of those words come together within three neighbouring sentences of this
reply. The finding names the request of this cycle that the promise bears on, where one shares at least three words of
matter with it.

## Why it matters

A follow-up procedure is there to hear what became of what was announced. A promise that drops out of sight is worth a
question, whatever became of it.

## What to do

Ask what became of the measure. If the reply reports it in other words, dispute the finding and say where.

## What it cannot see

A report of the measure in wholly other words, or under the new name of a law. Promises of more than one cycle ago.

## Examples

```yaml
- name: a promised register is never mentioned again
  requests: {1.a: Set up a national register of prison deaths.}
  previous: [{answers: [], text: The Ministry of Justice will establish a national register of deaths in prison by 2022.}]
  responses: [{answers: [1.a], text: Doctors visit every prison weekly.}]
  finds: [{requests: [1.a], quote: will establish, ask: what became of}]
```

```yaml
- name: the promised register is reported
  requests: {1.a: Set up a national register of prison deaths.}
  previous: [{answers: [], text: The Ministry of Justice will establish a national register of deaths in prison by 2022.}]
  responses: [{answers: [1.a], text: The Ministry of Justice established the national register of deaths in prison in 2022.}]
  finds: []
```
"""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.analysis.intentions import concerned, intentions, matter, reported
from gapcheck.model import Case, Gap, Severity, quote
from gapcheck.text.spans import base_language

CODE = "MEA003"
NAME = "promise-unkept"
SEVERITY = Severity.NOTE


def check(case: Case) -> Iterator[Gap]:
    if case.previous is None or case.reply is None:
        return
    language = case.previous.document.language
    if base_language(language) != base_language(case.language):
        return
    seen: set[frozenset[str]] = set()
    for response in case.previous.responses:
        for span in intentions(response.text, language):
            words = matter(span.text, language)
            if len(words) < 4 or words in seen or reported(case, span.text):
                continue
            seen.add(words)
            requests = concerned(case, response, span.text)
            yield Gap(
                requests=tuple(request.id for request in requests),
                responses=(response.id,),
                quotes=(quote(response, "text", span.start, span.end),),
                message="The previous reply announced a measure that this reply does not mention.",
                ask=f"Please state what became of the measure announced in the previous reply: “{' '.join(span.text.split())}”",
                detail={"previous": case.previous.document.id},
            )
