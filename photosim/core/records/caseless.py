"""Texts as they are compared: neither case nor the way a letter is composed tells them apart."""

from __future__ import annotations

import unicodedata


def caseless(text: str) -> str:
    """What texts have in common that differ only so."""
    return unicodedata.normalize("NFKC", text).casefold()
