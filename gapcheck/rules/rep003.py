"""The answer restates the request.

## What it checks

For each sentence of an answer: how much of its content stands in the request it answers, with the lead and the State's
own quotation of it. A sentence that brings no figure or date of its own and whose content stands there by three
quarters restates the request. The rule fires where such sentences make up most of the answer.

## Why it matters

"Training of judges is being strengthened" is the request in the present tense. It takes up the words of the
recommendation, and gives nothing that could be checked.

## What to do

Ask for what the sentence leaves out: by whom, when, for how many, with what result.

## What it cannot see

A request restated in other words throughout. A short and true answer in the words of the request ("The register was
abolished.") looks the same: read the finding as a question.

## Examples

```yaml
- name: the request in the present tense
  requests: {2.a: Strengthen the training of labour inspectors on the detection of forced labour in agriculture.}
  responses: [{answers: [2.a], text: The training of labour inspectors on detecting forced labour in agriculture is being strengthened.}]
  finds: [{requests: [2.a], message: restates the request}]
```

```yaml
- name: the request taken up, then answered
  requests: {2.a: Strengthen the training of labour inspectors on the detection of forced labour in agriculture.}
  responses:
    - answers: [2.a]
      text: >-
        The training of labour inspectors on forced labour was strengthened. Two instructors were hired in Ostra, the
        course was lengthened to nine days, and 61 of 80 inspectors passed its examination in 2024.
  finds: []
```
"""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.analysis.repeated_words import answer_name, opening, restating
from gapcheck.model import Case, Gap, Quote, Severity, quote

CODE = "REP003"
NAME = "echoed-request"
SEVERITY = Severity.WARNING
MOST = 0.6
"""The share of an answer's words in sentences that restate the request."""


def check(case: Case) -> Iterator[Gap]:
    for response in case.responses:
        asked = case.answered_by(response)
        echo = restating(case, response)
        if not asked or echo.share < MOST:
            continue
        spans: list[Quote] = [quote(response, "text", start, end) for start, end in echo.spans]
        spans += [quote(case.recommendations.by_id[name], "text") for name in asked]
        name = answer_name(case, response)
        whole = "" if echo.share > 0.995 else "most of "
        message = f"{(whole + name)[0].upper()}{(whole + name)[1:]} restates the request"
        if echo.added:
            message += f"; in these sentences it adds only: {', '.join(echo.added[:8])}"
        yield Gap(
            requests=asked,
            responses=(response.id,),
            quotes=tuple(span for span in spans if span.text),
            message=message + ".",
            ask=f"Please indicate what was done in concrete terms where the reply states “{opening(spans[0].text)}”: by whom,"
            " when, for how many persons, and with what result.",
            severity=None if echo.words >= 8 else Severity.NOTE,
            detail={
                "share": round(echo.share, 2),
                "echo": [[response.id, start, end] for start, end in echo.spans],
                "added": list(echo.added),
            },
        )
