"""An aspect of the request never occurs in the answer.

## What it checks

The phrases that carry a request's meaning are looked for in everything that is answered to it, and in what its
pointers lead to. They are the `expects` of the record where a person wrote some; else they are derived from the
request's text: runs of content words without function words, verbs of asking and generic words ("effective measures",
"relevant stakeholders"), the rarer among the requests of the case the weightier. Stems, spelling variants and
synonyms count as a mention, and so does an acronym spelled out. A derived aspect is reported only where the greater
part of it occurs nowhere, at most six for one request, the most specific ones; aspects that hang on one another by a
preposition are named as one. Clauses that say why something is asked ("because …") hold no aspects.

Two things more must leave a word in an answer: certain deeds a request asks for (to review a law, prosecute, train,
monitor, publish, coordinate, do so every year …), a manner, a named standard or a time limit ("without notice", "within one year": any date or time
will do), each looked for by every word that tells of it, in a joint answer only
in sentences that speak of the request; and the subject of the whole case, where a request names it and its answer never
does.

What stands above or below a recommendation's list is asked of the answers to all its parts: one finding names what none
of them mentions, and leaves their statuses as they are.

## Why it matters

A body names groups and situations because they were left out before. An answer that speaks of the matter in general
and not of the group that the body named leaves the reader without the one thing that was asked.

## What to do

Ask for the named aspect. If the answer does speak of it in words the check does not know, dispute the finding, or give
the request an `expects` entry with those words as `terms`.

## What it cannot see

Whether what is said of an aspect answers it: a mention is not an answer. An aspect described without any of its words.
Requests and replies in different languages are compared by `expects` only.
On long requests with many clauses it names fragments of them as well: there one claim in five was wrong. Who asks, who is told to act, and who answers for it, is taken for no aspect, though a reply may owe a word on it.
Nor is what an act or a strategy is on, where the reply speaks of an act or a strategy under whatever title.

## Examples

```yaml
- name: a group the request names is not in the answer
  requests: {6.b: Train labour inspectors to recognise trafficking, 6.c: Increase efforts to identify victims of internal trafficking}
  responses: [{answers: [6.c], text: "Border guards identified nine victims of trafficking from abroad in 2024."}]
  finds: [{requests: [6.c], message: internal trafficking, quote: internal trafficking}]
  status: {6.c: partly answered}
```

```yaml
- name: other words for the same thing are a mention
  requests: {3: Consult NGOs on the reform of juvenile prisons}
  responses: [{answers: ["3"], text: "Civil society was heard twice on the reform of prisons for minors."}]
  finds: []
```
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from gapcheck.analysis.answers import Wanted, aspects, demands, followed_text, placed, substance
from gapcheck.analysis.naming import item, listing
from gapcheck.analysis.refusals import is_declined
from gapcheck.model import Case, Gap, Quote, Request, Response, Severity, Status, quote
from gapcheck.text.aspects import Touch
from gapcheck.text.rarity import WEAK
from gapcheck.text.runs import JOINING
from gapcheck.text.spans import words
from gapcheck.text.titles import titled
from gapcheck.text.tokens import word_list
from gapcheck.text.touches import speaking

CODE = "ANS002"
NAME = "unaddressed-aspect"
SEVERITY = Severity.WARNING
MOST = 6
"""So many derived aspects are named at most: the first ones are the surest."""
NEAR = 4
"""So many words may stand between two aspects that are shown as one."""

NOWHERE: frozenset[int] = frozenset()
MORE = 3
"""And so many deeds and subjects of the case."""


def check(case: Case) -> Iterator[Gap]:
    for request in case.requests:
        responses = _answering(case, request)
        if responses:
            yield from _unaddressed(case, request, (request.id,), responses)
    for item_ in case.recommendations.items:
        for above in item_.walk():
            if above.sub_items and _asks(above, case.recommendations.document.language):
                parts = {part.id: _answering(case, part) for part in above.leaves()}
                names = tuple(name for name, found in parts.items() if found)
                found = {one.id: one for some in parts.values() for one in some}
                if names:
                    yield from _unaddressed(case, above, names, list(found.values()))


def _asks(above: Request, language: str) -> bool:
    """Whether what stands above a list asks for something itself; a heading does not."""
    modals = word_list(language, "aspect_modals")
    return ":" in above.text or any(word.text.lower() in modals for word in words(above.text))


def _answering(case: Case, request: Request) -> list[Response]:
    """The answers to a request that say something; none where it is declined."""
    responses = [response for response in case.answers.get(request.id, ()) if substance(case, response)]
    return [] if responses and is_declined(case, request) else responses


def _unaddressed(case: Case, request: Request, names: tuple[str, ...], responses: list[Response]) -> Iterator[Gap]:
    """What a request asks that no answer to it mentions; `names` are the requests below one that holds a list."""
    who = " ".join(dict.fromkeys(response.by for response in responses if response.by))
    texts = tuple(dict.fromkeys(f"{followed_text(case, name)}\n\n{who}".rstrip() for name in names))

    above = bool(request.sub_items)
    wanted = aspects(case, request.id)
    near: dict[str, frozenset[int]] = {}
    if not above and any(len(case.answered_by(response)) > 1 for response in responses):
        phrases = [aspect.phrase for aspect in wanted if aspect.phrase]
        near = {text: speaking(phrases, text, case.language) for text in texts}

    def missing(some: Iterable[Wanted]) -> list[Wanted]:
        return [
            each
            for each in some
            if all(each.touch(text, case.language, near.get(text, NOWHERE)) is Touch.MISSING for text in texts)
            and (
                each.deed is not None
                or not any(titled(each.start, each.end, request.text, text, case.language) for text in texts)
            )
        ]

    gone = missing(wanted)
    none = bool(wanted) and len(gone) == len(wanted) and not above
    firm = [aspect for aspect in gone if aspect.firm]
    named = gone if request.expects else firm or (_telling(gone, case.language) if none else [])
    none = none and bool(named)
    further = missing(each for each in demands(case, request.id) if each.deed or not above)
    named = [_with_deed(aspect, named, further) for aspect in named]
    named = _chosen([*named, *_apart(further, named)], request, case.recommendations.document.language)
    if not named:
        return
    asked = listed([aspect.name for aspect in named])
    what = listing(item(name) for name in names)
    yield Gap(
        requests=names,
        responses=tuple(response.id for response in responses),
        quotes=_quotes(request, named),
        message=f"The reply to {what} does not mention {asked}, asked above or below their list."
        if above
        else f"The reply to {what} mentions nothing of what the request names: {asked}."
        if none
        else f"The reply to {what} does not mention {asked}.",
        ask=f"With regard to {what}, please provide information on the measures taken "
        f"concerning {listed([aspect.name for aspect in named], 'and')}, which the reply does not mention.",
        settles=None if above else Status.PARTLY_ANSWERED,
        detail={
            "aspects": [aspect.name for aspect in named],
            "present": [aspect.name for aspect in wanted if aspect not in gone],
            "none": none,
            "above": request.id if above else "",
        },
    )


def _telling(gone: list[Wanted], language: str) -> list[Wanted]:
    """What tells enough to be named though nothing but its place makes it an aspect: all of it where the head of a
    phrase stands last, several words elsewhere ("informes" alone is cut out of "informes de inspección")."""
    last = word_list(language, "aspect_head") != {"first"}
    return [aspect for aspect in gone if last or " " in aspect.name]


def _with_deed(aspect: Wanted, named: Sequence[Wanted], further: Sequence[Wanted]) -> Wanted:
    """An aspect that is all the object of a deed that is missing too, named with it: "detect cases of smuggling"."""
    for deed in further:
        within = [other for other in named if deed.start <= other.start and other.end <= deed.end]
        if deed.deed and within == [aspect] and aspect.end == deed.end and aspect.start > deed.start:
            return replace(aspect, name=deed.name, start=deed.start)
    return aspect


def _apart(further: Sequence[Wanted], named: Sequence[Wanted]) -> list[Wanted]:
    """What is not said already by one that overlaps it, `MORE` at most."""
    out: list[Wanted] = []
    for aspect in further:
        if not any(aspect.start < other.end and other.start < aspect.end for other in (*named, *out)):
            out.append(aspect)
    return out[:MORE]


def _chosen(missing: Sequence[Wanted], request: Request, language: str) -> list[Wanted]:
    """All that a person expects; of derived ones the surest, firm ones first, in the order of the request."""
    if request.expects:
        return [placed(aspect, request, language) for aspect in missing]
    derived = [aspect for aspect in missing if aspect.phrase and aspect.phrase.score > WEAK]
    surest = sorted(derived, key=lambda aspect: not aspect.firm)[:MOST]
    others = [aspect for aspect in missing if aspect not in derived]
    return _merged(sorted([*surest, *others], key=lambda aspect: aspect.start), request.text, language)


def _merged(missing: Sequence[Wanted], text: str, language: str) -> list[Wanted]:
    """Aspects that hang on one another by a preposition are one ("appeals against fines of landlords"), and so are
    alternatives ("oars or sails")."""
    function, out = word_list(language, "aspect_function"), list(missing[:1])
    alternatives, verbs = word_list(language, "alternatives"), word_list(language, "aspect_verbs")
    for aspect in missing[1:]:
        gap = text[out[-1].end : aspect.start]
        between = gap.lower().split()
        linked = (
            between[:1]
            and not _turns(between, verbs)
            and (between[0] in function - JOINING or between[0] in alternatives)
        )
        if 0 < len(between) <= NEAR and not re.search(r"[,;:.()]", gap) and linked:
            out[-1] = replace(out[-1], name=text[out[-1].start : aspect.end], end=aspect.end)
        else:
            out.append(aspect)
    return out


def _turns(between: Sequence[str], verbs: frozenset[str]) -> bool:
    """Whether another deed begins between two aspects: "before a search and abolish licences"."""
    return any(word in JOINING and behind in verbs for word, behind in pairwise(between))


def _quotes(request: Request, named: Sequence[Wanted]) -> tuple[Quote, ...]:
    spans = dict.fromkeys((aspect.start, aspect.end) for aspect in named if aspect.end)
    return tuple(quote(request, "text", start, end) for start, end in spans) or (quote(request, "text"),)


def listed(names: Sequence[str], last: str = "or") -> str:
    """“a”, “b” or “c”."""
    marked = [f"“{' '.join(name.split())}”" for name in names]
    return marked[0] if len(marked) == 1 else f"{', '.join(marked[:-1])} {last} {marked[-1]}"
