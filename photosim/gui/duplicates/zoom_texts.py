"""How large compared photos are shown, in words. Pure."""

from __future__ import annotations

from collections.abc import Sequence


def text(percents: Sequence[int], *, is_fitted: bool, is_locked: bool) -> str:
    """Such as "Whole photos, 25 % and 100 %, together"; empty for no photo.

    Args:
        percents: device pixels for 100 pixels of each photo.
        is_fitted: whether all are seen whole.
        is_locked: whether zoom and place are the same in all.
    """
    told = list(dict.fromkeys(f"{percent}\N{NO-BREAK SPACE}%" for percent in percents))
    if not told:
        return ""
    first = ("Whole photo" if len(percents) == 1 else "Whole photos") if is_fitted else "Zoom"
    sizes = " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)
    said = f"{first}, {sizes}" if is_fitted else f"{first} {sizes}"
    if len(percents) < 2:
        return said
    return f"{said}, {'together' if is_locked else 'each for itself'}"
