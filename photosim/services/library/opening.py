"""Opens a library whole: repaired before if it is damaged, later if its disk is full.

The command line waits for SQLite's check of the whole library first. The window does not: it is
checked beside (`checkup`), and when that finds damage, or the person goes back to a backup, the
library is closed for a moment and opened again.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

from photosim.core.errors import (
    DamagedError,
    DiskFullError,
    PhotosimError,
    StoreFault,
    WorkFault,
    coded,
)
from photosim.core.layout import Layout
from photosim.core.store import Store
from photosim.services.backups.checkup import Checkup
from photosim.services.backups.repairing import Repairing
from photosim.services.events import Event, Phase, Progress, Trouble
from photosim.services.library.open_library import OpenedLibrary
from photosim.services.runtime.free_space_watch import FreeSpaceWatch
from photosim.services.runtime.jobs import LongWork, Turn


class ReopenedError(PhotosimError):
    """The library was closed under a job and is opened again: it has to be asked for again."""


class Opening:
    """The way into one library. For the library thread.

    Args:
        layout: of the library.
        make: opens it, with all that works on it.
        notify: told what a person should know.
        wake: called from another thread when there is something to do.
        is_window: whether a person looks on, who can wait for room but not for a check.
        clock: seconds, monotonic.
    """

    def __init__(
        self,
        layout: Layout,
        make: Callable[[], OpenedLibrary],
        notify: Callable[[Event], None],
        wake: Callable[[], None],
        *,
        is_window: bool,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._layout = layout
        self._make = make
        self._notify = notify
        self._wake = wake
        self._is_window = is_window
        self._clock = clock
        self._repairing = Repairing(layout, notify)

    def open(self) -> LongWork[OpenedLibrary]:
        """The open library.

        Raises:
            PhotosimError: it cannot be opened, nor repaired.
        """
        yield from self._repairing.prepare()
        if not self._is_window and self._layout.database.exists():
            with contextlib.suppress(DamagedError):  # the check says what is
                Store.refuse_newer(self._layout.database)
            faults = yield from self._checked()
            if faults:
                yield from self._repairing.mend(damage(faults))
        while True:
            try:
                return self._make()
            except DamagedError as error:
                yield from self._repairing.mend(error)
            except DiskFullError as error:
                if not self._is_window:
                    raise
                yield from self._wait_for_room(error)

    def mend(self, why: DamagedError) -> LongWork[None]:
        """Repair the library, which is closed.

        Raises:
            StoreError: it cannot be repaired, or was before.
        """
        yield from self._repairing.mend(why)

    def _checked(self) -> LongWork[list[str]]:
        found: list[list[str]] = []

        def take(faults: list[str]) -> None:
            found.append(faults)
            self._wake()

        checkup = Checkup(take, self._wake)
        checkup.start(self._layout.database)
        try:
            while not found:
                yield Turn.WAIT
        finally:
            checkup.stop()
        return found[0]

    def _wait_for_room(self, error: DiskFullError) -> LongWork[None]:
        self._notify(Trouble(str(error), coded(WorkFault.OPENED_WITH_ROOM)))
        self._notify(Progress(Phase.STOPPED))
        watch = FreeSpaceWatch(self._layout.root, clock=self._clock)
        watch.stopped()
        while not watch.has_returned():
            yield Turn.WAIT
        self._notify(Progress(Phase.STARTING))


def damage(faults: list[str]) -> DamagedError:
    """What the check has found, as an error."""
    return DamagedError(StoreFault.DATABASE_DAMAGED, faults[0])
