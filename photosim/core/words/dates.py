"""Dates in words: "2019", "May 2019", "3 May", "summer", "2019-05-03", "last year".

words -> the dates among them, each with the words it is made of -> which photos were taken then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

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


@dataclass(frozen=True, slots=True)
class When:
    """A date as far as it was said; None or empty for what was not."""

    text: str
    year: int | None = None
    months: tuple[int, ...] = ()
    day: int | None = None

    def holds(self, times: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
        """Which of `(n,)` capture times, seconds by the camera's clock, it means; never NaN."""
        seconds = np.nan_to_num(np.clip(times, -_FAR, _FAR)).astype(np.int64)
        days = seconds.astype("datetime64[s]").astype("datetime64[D]")
        months = days.astype("datetime64[M]").astype(np.int64) + 1970 * 12
        year, month = months // 12, months % 12 + 1
        found = ~np.isnan(times)
        if self.months:
            found &= np.isin(month, self.months)
        if self.year is not None:
            is_winter = self.months == _SEASONS["winter"]
            found &= year + ((month == 12) & is_winter) == self.year
        if self.day is not None:
            found &= (days - days.astype("datetime64[M]")).astype(np.int64) + 1 == self.day
        return found


_FAR = 200.0 * 365 * 86_400


def find(words: Sequence[str], now: datetime) -> tuple[list[When], list[str]]:
    """The dates among the words of a text in lower case, and the words that are left."""
    found: list[When] = []
    left: list[str] = []
    at = 0
    while at < len(words):
        when, used = _at(words[at : at + 3], now)
        if when is None:
            left.append(words[at])
        else:
            found.append(when)
        at += max(used, 1)
    return found, left


def _at(words: Sequence[str], now: datetime) -> tuple[When | None, int]:
    """The date that begins some words, and how many of them it takes."""
    for read in (_written, _relative, _day_month, _month, _season, _year):
        when, used = read(words, now)
        if when is not None:
            return when, used
    return None, 0


DateReading = tuple[When | None, int]


def _written(words: Sequence[str], _: datetime) -> DateReading:
    """2019-05-03 or 2019-05."""
    parts = words[0].replace(".", "-").split("-")
    if len(parts) not in (2, 3) or not all(part.isdecimal() for part in parts):
        return None, 0
    numbers = [int(part) for part in parts if len(part) <= len("2019")]
    if len(numbers) != len(parts) or not _is_year(parts[0]) or not 1 <= numbers[1] <= len(MONTHS):
        return None, 0
    day = numbers[2] if len(numbers) > 2 else None
    return When(words[0], numbers[0], (numbers[1],), day), 1


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
    """3 May, 3 May 2019."""
    if len(words) < 2 or not words[0].isdecimal() or not 0 < len(words[0]) <= len("31"):
        return None, 0
    when, used = _month(words[1:], now)
    if when is None or not 1 <= int(words[0]) <= 31:
        return None, 0
    return When(f"{words[0]} {when.text}", when.year, when.months, int(words[0])), used + 1


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


def _is_year(word: str) -> bool:
    is_number = len(word) == len("2019") and word.isascii() and word.isdecimal()
    return is_number and FIRST_YEAR <= int(word) <= LAST_YEAR
