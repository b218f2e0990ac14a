"""Statistics asked and given over a whole case, and the dates of its answers."""

from __future__ import annotations

from typing import Any

import pytest

from gapcheck.analysis.intentions import intentions
from gapcheck.analysis.statistics import asked, declined, grid, reporting_years
from gapcheck.analysis.timeline import events, timeline
from tests.support import case_from

PERIODS = [
    ("2023-06-16", {"received": "2025-06-11"}, (2023, 2024)),
    ("2023-10-20", {"received": "2024-10-18"}, (2023,)),
    ("2021-10-08", {"received": "2024-01-17"}, (2022, 2023)),
    ("2020-03-01", {"period": {"from": "2018-01-01", "to": "2021-12-31"}}, (2018, 2019, 2020, 2021)),
    ("2024-02-01", {"received": "2024-08-01"}, (2024,)),
    ("", {"received": "2024-08-01"}, ()),
]
ASKED = [
    ("Collect disaggregated data on street children, including on the number of children placed in care;",
     [("street children", "explicit"), ("children placed in care", "explicit")]),
    ("Provide statistics, disaggregated by sex and region, on complaints of torture.", [("complaints of torture", "explicit")]),
    ("Investigate every allegation and compensate victims.",
     [("investigations opened", "implied"), ("persons who received compensation, and the amounts paid", "implied")]),
    ("Take a number of measures on personal data.", []),
    ("Amend the Family Code.", []),
]  # fmt: skip


def _case(**parts: Any) -> Any:
    return case_from({"requests": {"1.a": "Train inspectors."}, "responses": [], **parts})


@pytest.mark.parametrize(("adopted", "reply", "years"), PERIODS)
def test_the_reporting_years_are_those_a_reply_can_be_asked_for(
    adopted: str, reply: dict[str, Any], years: tuple[int, ...]
) -> None:
    assert reporting_years(_case(document={"adopted": adopted}, reply=reply)) == years


@pytest.mark.parametrize(("text", "expected"), ASKED)
def test_what_a_request_asks_to_be_counted_is_read_from_its_words(text: str, expected: list[tuple[str, str]]) -> None:
    case = _case(requests={"1.a": text})
    assert [(wanted.indicator, wanted.source) for wanted in asked(case, "1.a")] == expected


def test_breakdowns_and_the_first_year_are_read_from_the_request() -> None:
    text = "Provide statistical information since 2021 on the number of migrants detained, and the grounds for it, per year, disaggregated by sex."
    (wanted,) = asked(_case(requests={"1.a": text}), "1.a")
    assert wanted.years == (2021, 2022, 2023, 2024)
    assert set(wanted.by) >= {"sex", "ground"}


def test_the_record_takes_precedence_over_the_words() -> None:
    request = {"id": "1", "label": "1.", "text": "Train inspectors.",
               "statistics": [{"indicator": "guides printed", "years": [2024], "terms": ["guides"]}]}  # fmt: skip
    (wanted,) = asked(_case(requests=[request]), "1")
    assert (wanted.indicator, wanted.source, wanted.years) == ("guides printed", "record", (2024,))


def test_the_grid_shows_each_year_given_or_missing() -> None:
    answer = "In 2022, 30 inspectors were trained, and in 2023, 41 inspectors, of whom 12 were women."
    (row,) = grid(_case(responses=[{"answers": ["1.a"], "text": answer}]))
    assert row.detail["years"] == {"2022": "30", "2023": "41, 12"}
    assert row.missing == (2024,)


def test_a_figure_in_an_answer_that_a_pointer_leads_to_counts() -> None:
    case = _case(
        requests={"1": "Train inspectors.", "2": "Train the police."},
        responses=[
            {"answers": ["1"], "text": "See recommendation 2."},
            {"answers": ["2"], "text": "In 2023, 41 inspectors and officers were trained, and in 2024, 50 officers."},
        ],
    )
    row = next(row for row in grid(case) if row.asked.request == "1")
    assert row.missing == ()
    assert len(row.given) == 2


def test_the_verbs_above_a_list_ask_only_where_its_answers_have_such_figures() -> None:
    requests = {
        "1": {"text": "Ensure that offenders are prosecuted, by:"},
        "1.a": "using digital evidence;",
        "1.b": "protecting witnesses.",
    }
    text = "In 2022, 5 persons were prosecuted, and in 2023, 6 persons."
    rows = grid(_case(requests=requests, responses=[{"answers": ["1.a"], "text": text}]))
    assert [(row.asked.request, row.asked.source, row.missing) for row in rows] == [("1.a", "lead", (2024,))]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "No register holds such data.", True),
        ("en", "Data on ethnicity are not collected by the police.", True),
        ("en", "The register holds such data.", False),
        ("fr", "Ces données ne sont pas collectées par la police.", True),
        ("fr", "Les données sont collectées par la police.", False),
    ],
)
def test_a_reply_that_says_it_has_no_such_figures_is_understood(language: str, text: str, expected: bool) -> None:
    case = _case(reply={"language": language}, responses=[{"answers": ["1.a"], "text": text}])
    assert bool(declined(case, "1.a")) is expected


def test_every_date_is_an_act_an_event_a_period_or_the_year_of_a_figure() -> None:
    text = "Under the Labour Act of 3 May 2011, in 2024, 40 inspectors were trained. On 12 June 2023 a meeting took place. Since 2019 the office has been open."
    case = _case(responses=[{"answers": ["1.a"], "text": text}])
    found = [(event.iso, event.kind, event.later) for event in events(case, "1.a")]
    assert found == [
        ("2011-05-03", "act", False),
        ("2024", "statistic year", True),
        ("2023-06-12", "event", False),
        ("2019", "period", False),
    ]
    assert [event.iso for event in timeline(case)] == sorted(iso for iso, _, _ in found)


def test_the_label_of_an_act_is_its_title() -> None:
    text = "The Law “On Shelters” of 3 May 2011 applies."
    (event,) = events(_case(responses=[{"answers": ["1.a"], "text": text}]), "1.a")
    assert event.label == "On Shelters"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "A new law is being drafted.", 1),
        ("en", "The Ministry will introduce a register.", 1),
        ("en", "The Ministry introduced a register.", 0),
        ("en", "A register is not planned.", 0),
        ("en", "Action plan for 2023: the office was opened.", 0),
        ("fr", "Une loi est en cours d’élaboration.", 1),
        ("fr", "La loi a été adoptée.", 0),
    ],
)
def test_an_intention_is_told_from_a_deed(language: str, text: str, expected: int) -> None:
    assert len(intentions(text, language)) == expected
