"""Dates in words, and the photos that were taken then."""

from datetime import UTC, datetime

import numpy as np
import pytest

from photosim.core.words import dates
from photosim.core.words.dates import When

NOW = datetime(2026, 11, 21)


def found(text: str) -> tuple[list[When], list[str]]:
    return dates.find(text.split(), NOW)


def time(year: int, month: int, day: int) -> float:
    return datetime(year, month, day, 12, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("text", "year", "months", "day"),
    [
        ("2019", 2019, (), None),
        ("may 2019", 2019, (5,), None),
        ("sept", None, (9,), None),
        ("3 may 2019", 2019, (5,), 3),
        ("summer 2018", 2018, (6, 7, 8), None),
        ("2019-05-03", 2019, (5,), 3),
        ("2019-05", 2019, (5,), None),
        ("last year", 2025, (), None),
        ("last summer", 2026, (6, 7, 8), None),
        ("last december", 2025, (12,), None),
        ("this may", 2026, (5,), None),
        ("2019.05.03", 2019, (5,), 3),
        ("03.05.2019", 2019, (5,), 3),
        ("3.5.2019", 2019, (5,), 3),
        ("3-3-2019", 2019, (3,), 3),
        ("25/12/2019", 2019, (12,), 25),
        ("12/25/2019", 2019, (12,), 25),
        ("12.25.2019", 2019, (12,), 25),
        ("2019/5/3", 2019, (5,), 3),
        ("05/2019", 2019, (5,), None),
        ("5.2019", 2019, (5,), None),
        ("3rd may 2019", 2019, (5,), 3),
        ("3rd of may 2019", 2019, (5,), 3),
        ("may 3rd 2019", 2019, (5,), 3),
        ("may 3", None, (5,), 3),
        ("today", 2026, (11,), 21),
        ("yesterday", 2026, (11,), 20),
    ],
)
def test_dates_are_found(text, year, months, day):
    ([when], left) = found(text)

    assert (when.year, when.months, when.day, left) == (year, months, day, [])


@pytest.mark.parametrize(
    "text",
    [
        *("1234", "99", "20190503", "\uff12\uff10\uff11\uff19", "last", "this", "3", "2019-13"),
        *("03.05.19", "31.13.2019", "32.1.2019", "2019-05-32", "0.5.2019", "1.2.3", "3-5", "4th"),
    ],
)
def test_other_numbers_and_words_are_left(text):
    assert found(text) == ([], [text])


@pytest.mark.parametrize("text", ["3/4/2022", "03-04-2022"])
def test_day_and_month_that_cannot_be_told_apart_are_both(text):
    ([when], _) = found(text)
    times = np.array([time(2022, 4, 3), time(2022, 3, 4), time(2022, 4, 4), time(2021, 4, 3)])

    assert when.holds(times).tolist() == [True, True, False, False]


@pytest.mark.parametrize("text", ["2019-2020", "2020-2019", "2019/2020"])
def test_years_from_one_to_another_are_all_of_them(text):
    ([when], left) = found(text)
    times = np.array([time(year, 5, 3) for year in (2018, 2019, 2020, 2021)])

    assert (when.holds(times).tolist(), left) == ([False, True, True, False], [])


def test_strokes_that_make_no_date_part_words():
    ([when], left) = found("2019/20 99/99/2019x")

    assert (when.text, left) == ("2019", ["20", "99", "99", "2019x"])


def test_words_around_a_date_are_left_in_order():
    ([when], left) = found("dog may 2019 sofa")

    assert (when.text, left) == ("may 2019", ["dog", "sofa"])


def test_photos_of_that_time_are_told_from_others():
    times = np.array([time(2019, 5, 3), time(2019, 5, 4), time(2018, 5, 3), time(1950, 5, 3)])

    assert When("", 2019, (5,), 3).holds(times).tolist() == [True, False, False, False]
    assert When("", None, (5,)).holds(times).tolist() == [True] * 4
    assert When("", 1950).holds(times).tolist() == [False, False, False, True]


def test_winter_is_that_of_the_year_it_ends_in():
    times = np.array([time(2018, 12, 24), time(2019, 2, 1), time(2019, 12, 24)])

    assert When("", 2019, (12, 1, 2)).holds(times).tolist() == [True, True, False]


def test_times_that_are_none_are_no_error():
    times = np.array([np.nan, np.inf, -np.inf, 1e300])

    assert not When("", 2019).holds(times).any()
