"""What a person wrote, as it is repeated to them."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST = 40
"""Characters of a word that are repeated."""


def quoted(text: str) -> str:
    """A word in quotation marks, shortened."""
    return f"\u201c{text if len(text) <= LONGEST else text[: LONGEST - 1] + '…'}\u201d"


def listed(texts: Iterable[str]) -> str:
    """Several words, each in quotation marks."""
    return ", ".join(map(quoted, texts))
