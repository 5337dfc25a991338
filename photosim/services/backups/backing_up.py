"""Makes the backups of decisions, in slices, while the library is used."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable

from photosim.core.backups.copies import Backups
from photosim.core.errors import LogNote, PhotosimError, coded
from photosim.core.layout import Layout
from photosim.core.store import Store
from photosim.services.events import Event, Trouble
from photosim.services.runtime.futures import tell
from photosim.services.runtime.jobs import JobThread, LongWork, Turn

log = logging.getLogger(__name__)


class BackingUp:
    """Backs decisions up when that is due; every method is for the library thread.

    Args:
        thread: the library thread.
        notify: told when it does not work, once.
        now: wall clock, epoch seconds.
    """

    def __init__(
        self,
        thread: JobThread,
        notify: Callable[[Event], None],
        now: Callable[[], float] = time.time,
    ) -> None:
        self._thread = thread
        self._notify = notify
        self._now = now
        self._is_running = self._has_told = False

    def ensure(self, layout: Layout, store: Store, then: Callable[[], None]) -> None:
        """Make a backup if one is due; `then` is called at the end, whatever came of it."""
        if self._is_running:
            then()
            return
        self._is_running = True

        def ended(error: Exception | None) -> None:
            self._is_running = False
            if error is not None:
                self._failed(error)
            then()

        tell(self._thread.run(self._work(layout, store)), ended, ended)

    def _work(self, layout: Layout, store: Store) -> LongWork[None]:
        backups, decisions = Backups(layout.backups, self._now), store.decisions
        due = backups.looking(decisions.mark)
        while True:
            try:
                next(due)
            except StopIteration as end:
                is_due = end.value
                break
            yield Turn.AGAIN
        if not is_due or not any(decisions.counts().values()):
            return
        with contextlib.closing(Store.open_reader(layout.database)) as reader:
            for _ in backups.making(reader, decisions.arm):
                yield Turn.AGAIN

    def _failed(self, error: Exception) -> None:
        log.warning("%s", coded(LogNote.NO_NEW_BACKUP, error))
        if isinstance(error, PhotosimError) and not self._has_told:
            self._has_told = True
            self._notify(Trouble(str(error)))
