"""The part of the engine that knows words; tests pass their own."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from typing import Protocol

from photosim.core.records.themes import Suggestion, Tag


class SuggestionPort(Protocol):
    """Knows which words the library can answer."""

    def suggest(self, text: str) -> Future[Sequence[Suggestion]]:
        """Words near a text that is being typed, the best first."""


class TagPort(Protocol):
    """Knows words for a photo."""

    def tags(self, photo_id: int) -> Future[Sequence[Tag]]:
        """The tags of a photo, labels first, then the best."""


class WordPort(SuggestionPort, TagPort, Protocol):
    """All that the rooms of words ask of the engine."""
