"""A search of many photos that is done a little at each turn of the library thread."""

from __future__ import annotations

from collections.abc import Iterator

from photosim.core.library import Library


class SteppedSearch:
    """What is left of a search; subclasses begin it. For the library thread.

    Args:
        library: the open library.

    Attributes:
        n_left: how many photos are to be searched.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._steps: Iterator[bool] = iter(())
        self.n_left = 0

    def turn(self) -> bool:
        """Search a little, or write down a little of what was found; whether any pair came of it.

        At the end nothing is left, and nothing that holds memory.
        """
        is_any = next(self._steps, None)
        if is_any is None:
            self._end()
        return bool(is_any)

    def _end(self) -> None:
        self.n_left, self._steps = 0, iter(())
