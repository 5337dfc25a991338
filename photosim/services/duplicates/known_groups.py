"""The groups of a library that is only read: what was compared while it could be written."""

from __future__ import annotations

from photosim.core.duplicates.grouping import Grouping
from photosim.core.store import Store
from photosim.services.runtime.jobs import LongWork, Turn


class KnownGroups:
    """Knows the groups where nothing can be compared; belongs to the thread of its store.

    Implements `group_questions.GroupSource`.

    Args:
        store: of the library, open for reading.
    """

    def __init__(self, store: Store) -> None:
        self.grouping = Grouping(store, settles=False)

    def load(self) -> LongWork[Grouping]:
        """The groups of what is known."""
        if not self.grouping.is_loaded:
            for _ in self.grouping.load():
                yield Turn.AGAIN
        return self.grouping
