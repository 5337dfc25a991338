"""A file's times as calendars have them."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosim.core.disk import file_times

S = 10**9


@pytest.mark.parametrize(
    ("time_ns", "year"),
    [
        (-11_644_473_600 * S + 86_400 * S, 1601),  # what NTFS writes for "none", and a day
        (10_413_792_000 * S + 86_400 * S, 2300),
        (15_020_000_000 * S, 2445),
        (2**127, 9999),
        (-(2**127), 1),
    ],
)
def test_times_beyond_64_bits_can_be_shown(time_ns, year):
    assert file_times.local(time_ns).year == year


def test_an_ordinary_time_is_that_of_this_computers_clock():
    time_ns = 1_700_000_000 * S + 250_000_000

    assert file_times.local(time_ns) == datetime.fromtimestamp(1_700_000_000.25)
    assert file_times.seconds(time_ns) == 1_700_000_000.25


@given(st.integers(), st.integers())
def test_any_number_can_be_shown_and_sorted(one, other):
    file_times.local(one)
    if one <= other:
        assert file_times.seconds(one) <= file_times.seconds(other)
