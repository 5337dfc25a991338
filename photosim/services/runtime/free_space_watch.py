"""Knows when work that stopped on a full disk may go on: looks every half minute."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from photosim.core.disk.free_space import DiskSpace, room

LOOK_S = 30.0
"""How often a full disk is looked at."""
PATIENCE_S = 600.0
"""Work that failed for want of room is tried again after so long, also when no room came: a quota
or a limit may have changed, which the system does not count as room."""
CLEAR_OF_RESERVE = 1.1
"""So much more than the reserve has to be free again: else it stops and goes on all the time."""
GROWTH_BYTES = 512 * 1024
"""So much more than when writing failed: a batch of photos needs it."""


class FreeSpaceWatch:
    """Watches the disk of a folder; belongs to one thread.

    Args:
        folder: of the library.
        look: finds out how much room there is; tests pass their own.
        clock: seconds, monotonic.
    """

    def __init__(
        self,
        folder: Path,
        look: Callable[[Path], DiskSpace] = room,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._folder = folder
        self._look = look
        self._clock = clock
        self._free = 0
        self._stopped_at = self._looked_at = clock()

    @property
    def is_scarce(self) -> bool:
        """Whether only the reserve is left; a disk that cannot be asked is not."""
        found = self._room()
        return found is not None and found.is_scarce

    def stopped(self) -> None:
        """Work stops now for want of room."""
        self._stopped_at = self._looked_at = self._clock()
        found = self._room()
        self._free = 0 if found is None else found.free

    def has_returned(self) -> bool:
        """Whether the work may be tried again; looks at most every half minute."""
        now = self._clock()
        if now - self._looked_at < LOOK_S:
            return False
        self._looked_at = now
        found = self._room()
        if found is None or found.is_scarce:
            return False
        is_clear = found.free >= found.reserve * CLEAR_OF_RESERVE
        has_grown = found.free >= self._free + GROWTH_BYTES
        return (is_clear and has_grown) or now - self._stopped_at >= PATIENCE_S

    def _room(self) -> DiskSpace | None:
        try:
            return self._look(self._folder)
        except OSError:
            return None
