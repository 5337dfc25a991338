from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from photosim.core.image import written_time


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("2019:07:31 18:05:59", datetime(2019, 7, 31, 18, 5, 59)),
        ("2016:05:01 24:17:40", datetime(2016, 5, 1, 0, 17, 40)),
        ("2016:06:30 23:59:60", datetime(2016, 7, 1)),
        ("2019-07-31 18:05:59", datetime(2019, 7, 31, 18, 5, 59)),
        ("2019/07/31 18:05:59", datetime(2019, 7, 31, 18, 5, 59)),
        ("2019.07.31 18.05.59", datetime(2019, 7, 31, 18, 5, 59)),
        ("2019-07-31T18:05:59", datetime(2019, 7, 31, 18, 5, 59)),
        ("2019:07:31 18:05", datetime(2019, 7, 31, 18, 5)),
        ("2019: 7: 1  8: 5: 9", datetime(2019, 7, 1, 8, 5, 9)),
        ("2019:7:1 8:5:9", datetime(2019, 7, 1, 8, 5, 9)),
        ("2019:07:31 06:05:59 PM", datetime(2019, 7, 31, 18, 5, 59)),
        ("2019:07:31 12:05:59 am", datetime(2019, 7, 31, 0, 5, 59)),
        ("2019:07:31 下午6:05:59", datetime(2019, 7, 31, 18, 5, 59)),
        ("2019-07-31T18:05:59.42", datetime(2019, 7, 31, 18, 5, 59, 420_000)),
        ("20190731T180559", datetime(2019, 7, 31, 18, 5, 59)),
        ("20190731", datetime(2019, 7, 31)),
        ("2019-07-31", datetime(2019, 7, 31)),
    ],
)
def test_a_time_is_read_whatever_its_spelling(text, taken):
    assert written_time.read(text) == (taken, None)


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("2019-07-31T18:05:59Z", 0),
        ("2019-07-31T18:05:59+02:00", 7200),
        ("2019:07:31 18:05:59-0330", -12_600),
        ("20190731T180559+0200", 7200),
        ("2019-07-31T18:05:59+99:00", None),
    ],
)
def test_an_offset_behind_it_is_read_too(text, offset):
    assert written_time.read(text) == (datetime(2019, 7, 31, 18, 5, 59), offset)


@pytest.mark.parametrize(
    "text",
    [
        *("0000:00:00 00:00:00", "2019:13:01 00:00:00", "2019:07:31 25:00:00"),
        *("1700:01:01 00:00:00", "2019:07:31 18:61:00", "2019:02:30 00:00:00"),
        *("", "x", "2019", "99999999999999"),
    ],
)
def test_nonsense_is_none(text):
    assert written_time.read(text) is None


def test_the_end_of_time_is_no_error():
    assert written_time.read("9999:12:31 23:59:60") is None


@given(some.text(max_size=60))
def test_any_text_is_a_time_or_none(text):
    written_time.read(text, text)
