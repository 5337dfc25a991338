"""One thing that a person can choose; which there are, `services.settings` says."""

from __future__ import annotations

from dataclasses import dataclass

SettingValue = bool | int | str | tuple[str, ...]
"""What a setting can hold; a list of the file is a tuple here."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing to choose.

    Attributes:
        name: the key in the file.
        default: also says the type.
        choices: allowed values, when it is one of a few.
        low, high: allowed range of a number, both included.
        at_start: takes effect when photosim is started the next time.
    """

    name: str
    default: SettingValue
    choices: tuple[str, ...] = ()
    low: int = 0
    high: int = 100
    at_start: bool = False
