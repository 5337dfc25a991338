"""Dates in words: "2019", "May 2019", "3 May", "summer", "2019-05-03", "3.5.2019", "last year".

words -> the dates among them, each with the words it is made of -> which photos were taken then.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_SHORT = {name[:3]: number for number, name in enumerate(MONTHS, 1)} | {"sept": 9}
_SEASONS = {
    "spring": (3, 4, 5),
    "summer": (6, 7, 8),
    "autumn": (9, 10, 11),
    "winter": (12, 1, 2),
}
"""Of the northern half of the earth; winter is the one that ends in a year."""
FIRST_YEAR, LAST_YEAR = 1826, 2199
"""Years of photographs; other numbers of four digits are file names."""

_WRITTEN = re.compile(r"([0-9]{1,4})([-./])([0-9]{1,4})(?:\2([0-9]{1,4}))?")
_DAY = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?")
_MOST_DAYS = 31
_LONGEST = len(["3rd", "of", "May", "2019"])


@dataclass(frozen=True, slots=True)
class When:
    """A date as far as it was said; None or empty for what was not.

    Attributes:
        text: as it was written.
        year, months, day: as above.
        last_year: of some years; `year` is the first.
        other: what it may mean as well: of 3/4/2022 the one with day and month the other way round.
    """

    text: str
    year: int | None = None
    months: tuple[int, ...] = ()
    day: int | None = None
    last_year: int | None = None
    other: When | None = None

    def holds(self, times: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
        """Which of `(n,)` capture times, seconds by the camera's clock, it means; never NaN."""
        found = self._holds(times)
        return found if self.other is None else found | self.other.holds(times)

    def _holds(self, times: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
        seconds = np.nan_to_num(np.clip(times, -_FAR, _FAR)).astype(np.int64)
        days = seconds.astype("datetime64[s]").astype("datetime64[D]")
        months = days.astype("datetime64[M]").astype(np.int64) + 1970 * 12
        year, month = months // 12, months % 12 + 1
        found = ~np.isnan(times)
        if self.months:
            found &= np.isin(month, self.months)
        if self.year is not None:
            is_winter = self.months == _SEASONS["winter"]
            of_year = year + ((month == 12) & is_winter)
            found &= (self.year <= of_year) & (of_year <= (self.last_year or self.year))
        if self.day is not None:
            found &= (days - days.astype("datetime64[M]")).astype(np.int64) + 1 == self.day
        return found


_FAR = 200.0 * 365 * 86_400


def find(words: Sequence[str], now: datetime) -> tuple[list[When], list[str]]:
    """The dates among the words of a text in lower case, and the words that are left."""
    found: list[When] = []
    left: list[str] = []
    words = [part for word in words for part in _parts(word, now)]
    at = 0
    while at < len(words):
        when, used = _at(words[at : at + _LONGEST], now)
        if when is None:
            left.append(words[at])
        else:
            found.append(when)
        at += max(used, 1)
    return found, left


def _parts(word: str, now: datetime) -> list[str]:
    """A word itself; its parts if there are strokes in it and it is no date."""
    return [word] if _written([word], now)[0] else word.split("/")


def _at(words: Sequence[str], now: datetime) -> tuple[When | None, int]:
    """The date that begins some words, and how many of them it takes."""
    for read in (_written, _day, _relative, _day_month, _month_day, _month, _season, _year):
        when, used = read(words, now)
        if when is not None:
            return when, used
    return None, 0


DateReading = tuple[When | None, int]


def _written(words: Sequence[str], _: datetime) -> DateReading:
    """2019-05-03 or 2019-05, 3.5.2019 or 5.2019, 5/3/2019, 2019-2020."""
    written = _WRITTEN.fullmatch(words[0])
    if written is None:
        return None, 0
    first, sign, second, third = written.groups()
    if third is None and _is_year(first) and _is_year(second):
        when: When | None = _years(words[0], int(first), int(second))
    elif _is_year(first):
        when = _dated(words[0], first, second, third)
    elif third is None:
        when = _dated(words[0], second, first, None)
    else:
        when = _either_way(words[0], third, (first, second), is_day_first=sign == ".")
    return (when, 1) if when else (None, 0)


def _years(text: str, one: int, other: int) -> When:
    return When(text, min(one, other), last_year=max(one, other))


def _dated(text: str, year: str, month: str, day: str | None) -> When | None:
    """A date in digits; None if there is none of these."""
    if not _is_year(year) or len(month) > len("12") or not 1 <= int(month) <= len(MONTHS):
        return None
    if day is None:
        return When(text, int(year), (int(month),))
    number = _day_of(day)
    return When(text, int(year), (int(month),), number) if number else None


def _either_way(text: str, year: str, parts: tuple[str, str], *, is_day_first: bool) -> When | None:
    """A date with the year at its end; both that it may be where that is open.

    Args:
        text: as it was written.
        year: of it.
        parts: day and month, or month and day.
        is_day_first: whether that order is meant where both may be.
    """
    first, second = parts
    european, american = _dated(text, year, second, first), _dated(text, year, first, second)
    if european is None or is_day_first or int(first) == int(second):
        return european or american
    return replace(european, other=american)


def _day(words: Sequence[str], now: datetime) -> DateReading:
    """Today, yesterday; in names they stand in digits."""
    if words[0] not in ("today", "yesterday"):
        return None, 0
    day = now - timedelta(days=int(words[0] == "yesterday"))
    return When(f"{day:%Y-%m-%d}", day.year, (day.month,), day.day), 1


def _relative(words: Sequence[str], now: datetime) -> DateReading:
    """Last year, this summer, last May."""
    if len(words) < 2 or words[0] not in ("last", "this"):
        return None, 0
    text, back = " ".join(words[:2]), int(words[0] == "last")
    if words[1] == "year":
        return When(text, now.year - back), 2
    months = _SEASONS.get(words[1]) or _month_of(words[1])
    if not months:
        return None, 0
    has_been = now.month > months[-1] or (months[-1] == now.month and not back)
    return When(text, now.year - (back if not back or not has_been else 0), months), 2


def _day_month(words: Sequence[str], now: datetime) -> DateReading:
    """3 May, 3 May 2019, 3rd of May."""
    day = _day_of(words[0])
    after = words[2:] if words[1:2] == ["of"] else words[1:]
    if day is None or not after:
        return None, 0
    when, used = _month(after, now)
    if when is None:
        return None, 0
    used += len(words) - len(after)
    return When(" ".join(words[:used]), when.year, when.months, day), used


def _month_day(words: Sequence[str], _: datetime) -> DateReading:
    """May 3, May 3rd 2019."""
    months = _month_of(words[0])
    day = _day_of(words[1]) if len(words) > 1 else None
    if not months or day is None:
        return None, 0
    year = int(words[2]) if len(words) > 2 and _is_year(words[2]) else None
    used = 2 if year is None else 3
    return When(" ".join(words[:used]), year, months, day), used


def _month(words: Sequence[str], _: datetime) -> DateReading:
    """May, May 2019."""
    return _with_year(words, _month_of(words[0]))


def _season(words: Sequence[str], _: datetime) -> DateReading:
    """Summer, summer 2019."""
    return _with_year(words, _SEASONS.get(words[0].replace("fall", "autumn"), ()))


def _with_year(words: Sequence[str], months: tuple[int, ...]) -> DateReading:
    if not months:
        return None, 0
    if len(words) > 1 and _is_year(words[1]):
        return When(" ".join(words[:2]), int(words[1]), months), 2
    return When(words[0], None, months), 1


def _year(words: Sequence[str], _: datetime) -> DateReading:
    return (When(words[0], int(words[0])), 1) if _is_year(words[0]) else (None, 0)


def _month_of(word: str) -> tuple[int, ...]:
    if word in MONTHS:
        return (MONTHS.index(word) + 1,)
    return (_SHORT[word],) if word in _SHORT else ()


def _day_of(word: str) -> int | None:
    """The day of a month that a word is: 3, 03, 3rd."""
    found = _DAY.fullmatch(word)
    return int(found[1]) if found and 1 <= int(found[1]) <= _MOST_DAYS else None


def _is_year(word: str) -> bool:
    is_number = len(word) == len("2019") and word.isascii() and word.isdecimal()
    return is_number and FIRST_YEAR <= int(word) <= LAST_YEAR
