"""What the system says of an error, by its number: the only place that asks for it."""

from __future__ import annotations

import os

from photosim.core.errors import CodeValue


def said(reason: CodeValue) -> str:
    """Why the system refused something, as it says it; what is a text already stays as it is."""
    if not isinstance(reason, int):
        return str(reason)
    try:
        return os.strerror(reason)
    except (OverflowError, ValueError):  # no number of an error, in a damaged library
        return str(reason)


def in_small_letters(reason: CodeValue) -> str:
    """The same for the middle of a sentence; of a text not even the first letter is changed."""
    return said(reason).lower() if isinstance(reason, int) else said(reason)
