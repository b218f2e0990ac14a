"""Dates as they stand in running text, and numbers that look like years and are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapcheck.text.dates import dates

READ = [
    ("en", "The Act was dated 10 September 2013.", ["2013-09-10"]),
    ("en", "Decision No. 7 of June 17, 2006 stands.", ["2006-06-17"]),
    ("en", "A seminar was held on October 26–27, 2023.", ["2023-10-26/2023-10-27"]),
    ("en", "Talks ran from 30 June to 2 July 2023.", ["2023-06-30/2023-07-02"]),
    ("en", "On the 24th of May 2021 the shelter opened.", ["2021-05-24"]),
    ("en", "Received on 16.06.2023, filed 2025-06-11.", ["2023-06-16", "2025-06-11"]),
    ("en", "In the years 2022, 2023 and 2024 courses were given.", ["2022", "2023", "2024"]),
    ("en", "The plan for 2020-2024 and the school year 2021/22.", ["2020/2024", "2021/2022"]),
    ("en", "Since 2016 the centre has been open.", ["2016+"]),
    ("en", "Between 2021 and 2023 nothing changed.", ["2021/2023"]),
    ("en", "From May 2023 to June 2024 the clinic was shut.", ["2023-05/2024-06"]),
    ("en", "There were 7 in 2022, 8 in 2023 and 7 in 2024.", ["2022", "2023", "2024"]),
    ("en", "Year | 2022 | 2023", ["2022", "2023"]),
    ("fr", "Le 1er juin 2023, la loi est entrée en vigueur.", ["2023-06-01"]),
    ("fr", "De 2021 à 2023, puis du 3 au 5 mars 2024.", ["2021/2023", "2024-03-03/2024-03-05"]),
    ("fr", "Loi n° 2016-1321 du 7 octobre 2016 ; depuis août 2019.", ["2016-10-07", "2019-08+"]),
    ("fr", "En 2022 et 2023, et fin 2024.", ["2022", "2023", "2024"]),
]
NOT_DATES = [
    ("en", "Law No. 2004 applies, with Article 2010 and page 1999."),
    ("en", "A total of 2000 people and 2100 euros were counted."),
    ("en", "See Rec(2022)21 and CMW/C/AZE/CO/3."),
    ("en", "Each of 2000 inmates, and 1950 prisoners, may march on."),
    ("en", "On 31 June the 12 inspectors met; 24/7 service, Articles 248-254."),
    ("fr", "L'article 2010 du code, 2000 euros et un total de 1950 détenus."),
    ("xx", "On 3 May 2024 in 2024."),
]


def _shown(text: str, language: str) -> list[str]:
    return [d.iso + (f"/{d.until}" if d.until else "") + ("+" if d.open else "") for d in dates(text, language)]


@pytest.mark.parametrize(("language", "text", "expected"), READ)
def test_a_date_is_read_as_written(language: str, text: str, expected: list[str]) -> None:
    assert _shown(text, language) == expected


@pytest.mark.parametrize(("language", "text"), NOT_DATES)
def test_a_number_that_is_no_year_is_passed_over(language: str, text: str) -> None:
    assert _shown(text, language) == []


@given(st.text(alphabet="0123456789 ,.-/–ofinMay2023andto", max_size=300))
def test_dates_are_spans_of_the_text_and_never_overlap(text: str) -> None:
    at = 0
    for dated in dates(text, "en"):
        assert text[dated.start : dated.end] == dated.text
        assert dated.start >= at
        assert dated.first <= dated.last
        at = dated.end


def test_the_ends_of_a_date_are_days() -> None:
    month, years = dates("in February 2024, and over 2020-2022", "en")
    assert (month.first, month.last) == ("2024-02-01", "2024-02-29")
    assert (years.first, years.last, years.years) == ("2020-01-01", "2022-12-31", (2020, 2021, 2022))
