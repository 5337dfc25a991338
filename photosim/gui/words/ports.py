"""The part of the engine that knows words; tests pass their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from photosim.core.records.themes import Suggestion, Tag
from photosim.gui.shell.searching import Cancellable

Failed = Callable[[Exception], None]


class SuggestionSource(Protocol):
    """Knows which words the library can answer."""

    def suggest(
        self, text: str, done: Callable[[Sequence[Suggestion]], None], failed: Failed
    ) -> Cancellable:
        """Words near a text that is being typed, the best first, to `done` in any thread."""


class TagSource(Protocol):
    """Knows words for a photo."""

    def tags(
        self, photo_id: int, done: Callable[[Sequence[Tag]], None], failed: Failed
    ) -> Cancellable:
        """The tags of a photo, labels first, then the best, to `done` in any thread."""


class WordSource(SuggestionSource, TagSource, Protocol):
    """All that the rooms of words ask of the engine."""
