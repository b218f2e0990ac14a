"""The sentences on answers: what is missing in them, what stands twice, what was only announced."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from gapcheck import model
from gapcheck.model import Status
from gapcheck.report.locale import Locale
from gapcheck.report.told import SHORT, Told


def _aspects(f: Told) -> tuple[str, str]:
    return f.say("none" if f["none"] else "", asked="", aspects=f.marked(f["aspects"], 12))


def _joint(f: Told) -> tuple[str, str]:
    if not f.finding.detail:
        return f.say("note")
    return f.say(names=f["passed_over"], together=f.points(f["together"]))


def _declined(f: Told) -> tuple[str, str]:
    kind = f["kind"]
    variant = kind if kind in ("law", "kept", "enough", "position") else "" if f["core"] else "part"
    by = f["by"] or f.t("part_the_reply")
    return f.say(variant, asked=kind if kind in ("law", "kept", "enough") else "", by=by)


def _off_topic(f: Told) -> tuple[str, str]:
    return f.say(other=f["reads_like"])


def _untied(f: Told) -> tuple[str, str]:
    likely, page = f.finding.detail.get("reads_like"), f["page"]
    return f.say(
        f["place"],
        asked="page" if page else "",
        hint=f.part("part_reads_like", likely, other=likely),
        page=page,
    )


def _cut(f: Told) -> tuple[str, str]:
    text = f.finding.quotes[-1].text.rstrip() if f.finding.quotes else ""
    variant = "may" if f.finding.settles is None else "list" if text.endswith(":") else ""
    answer = f.part("part_to_point", f.finding.requests, len(f.finding.requests), requests=f.points(f.finding.requests))
    return f.say(variant, asked="", answer=answer, end=f.marked(["… " + " ".join(text.split()[-5:])]))


def _reworded(f: Told) -> tuple[str, str]:
    gone = [quote.text for quote in f.finding.quotes if isinstance(quote.record, model.Request)]
    come = [quote.text for quote in f.finding.quotes if quote.field == "quoted"]
    parts = [f.part("part_leaves_out", gone, words=f.marked(gone)), f.part("part_puts_in", come, words=f.marked(come))]
    return f.say(
        changes=f.listed(part for part in parts if part),
        gone=f.part("part_as_adopted", gone, words=f.marked(gone)),
    )


def _pointer(f: Told) -> tuple[str, str]:
    unknown, circle = f["unknown"], f["circle"]
    if f.finding.detail.get("beside"):
        return f.say("beside_circle" if circle else "beside", asked="beside", to=f.points(unknown))
    targets, missing, reached = f["targets"], f["missing"], len(f.finding.responses) > 1
    end = (
        "missing"
        if missing
        else ""
        if reached
        else "circle"
        if circle
        else "empty"
        if targets
        else "strange"
        if unknown
        else "unknown"
    )
    where = f.t(f"part_pointer_{end}", to=f.points(unknown), aspects=f.marked(missing)) if end else ""
    return f.say(
        asked="missing" if missing else "cover" if reached else "",
        to=f.part("part_to_answer", targets, len(targets), to=f.points(targets)),
        where=where,
        aspects=f.marked(missing),
        targets=f.points(targets),
    )


def _position(f: Told) -> tuple[str, str]:
    held = [f.t("position_" + name.replace(" ", "-")) for name in f["positions"]]
    return f.say(positions=f.part("part_brackets", held, text=", ".join(held)))


def _repeated(f: Told) -> tuple[str, str]:
    shares: Mapping[str, float] = f["coverage"]
    kind = f.t("repeat_" + f["kind"].replace(" ", "_"))
    responses, text = f.finding.responses, f.opening(f.finding.quotes[0].text)
    differ = [tuple(change) for pair in f["pairs"] for change in (*pair["figures"], *pair["names"]) if all(change)]
    said = "; ".join(f"{f.marked([old])} / {f.marked([new])}" for old, new in list(dict.fromkeys(differ))[:4])
    values: dict[str, Any] = {
        "kind": kind, "words": f.t("words", f["words"]), "opening": text, "requests": f.points(f.answers_to(responses)),
        "changes": f.part("part_versions", said, changes=said),
    }  # fmt: skip
    if len(responses) == 1:
        return f.say("within", copies=f["copies"], **values)
    later = [name for name in f.answers_to(responses) if name not in f.answers_to(responses[:1])]
    values["later"] = f.points(later or f.answers_to(responses[-1:]))
    if len(responses) == 2:
        first, last = responses
        most, other = (first, last) if shares.get(first, 0) > shares.get(last, 0) else (last, first)
        share = f.share(shares.get(most, 0))
        one, two = f.points(f.answers_to([most])), f.points(f.answers_to([other]))
        asked = "same" if one == two else ""
        return f.say(asked or "share", asked=asked, share=share, one=one, twin=other, other=two, **values)
    return f.say(**values)


def _from_previous(f: Told) -> tuple[str, str]:
    changed = [tuple(change) for pair in f["pairs"] for change in pair["figures"] if all(change)]
    said = "; ".join(f"{f.marked([old])} → {f.marked([now])}" for now, old in list(dict.fromkeys(changed))[:4])
    share = max(f["coverage"].values(), default=0)
    return f.say(
        share=f.share(share),
        kind=f.t("repeat_" + f["kind"].replace(" ", "_")),
        opening=f.opening(f.finding.quotes[0].text),
        changes=f.part("part_changed_since", said, changes=said),
    )


def _echo(f: Told) -> tuple[str, str]:
    added = f["added"][:SHORT]
    return f.say(
        "" if f["share"] > 0.995 else "most",
        asked="",
        opening=f.opening(f.finding.quotes[0].text),
        added=f.part("part_adds_only", added, words=", ".join(added)),
    )


def _event(f: Told) -> tuple[str, str]:
    events = f["events"]
    days = f.listed(_days(event, f.t) for event in events[:SHORT])
    figures = list(dict.fromkeys(", ".join(some) for some in events[0]["figures"] if some))
    where = f.points(f.answers_to(f.finding.responses))
    if f["conflict"] and len(figures) > 1:
        return f.say(
            "figures",
            days=days,
            where=where,
            figures=f" {f.t('part_against')} ".join(figures),
            either=f" {f.t('part_or')} ".join(figures),
        )
    return f.say("many" if len(events) > 1 else "", events=len(events), days=days, where=where)


def _days(event: Mapping[str, str], t: Locale) -> str:
    first, last = event["date"], event["until"]
    return t.date(first) + (f" – {t.date(last)}" if last and last != first else "")


def _boilerplate(f: Told) -> tuple[str, str]:
    only = f.answers_to(f["only"])
    return f.say(
        answers=len(f.finding.responses),
        sentence=f.opening(f["sentence"], 30),
        whole=f.part("part_whole_answer", only, len(only), requests=f.points(only, 12)),
        notably=f.part("part_notably", only, requests=f.points(only, 12)),
    )


def _earlier(f: Told) -> tuple[str, str]:
    newest = max(event["until"] or event["iso"] for event in f["dates"])
    return f.say(asked_on=f.t.date(f["recommendation"]), newest=f.t.date(newest))


def _intention(f: Told) -> tuple[str, str]:
    return f.say("" if f.finding.settles is Status.INTENTION_ONLY else "note", asked="")


def _promise(f: Told) -> tuple[str, str]:
    return f.say(promise=f.opening(f.finding.quotes[0].text, 40))


WAYS: Mapping[str, Callable[[Told], tuple[str, str]]] = {
    "ANS002": _aspects,
    "ANS003": _joint,
    "ANS004": _declined,
    "ANS005": _off_topic,
    "ANS006": _untied,
    "ANS007": _cut,
    "ANS008": _reworded,
    "ANS009": _pointer,
    "ANS010": _position,
    "REP001": _repeated,
    "REP002": _from_previous,
    "REP003": _echo,
    "REP004": _event,
    "REP005": _boilerplate,
    "MEA001": _earlier,
    "MEA002": _intention,
    "MEA003": _promise,
}
