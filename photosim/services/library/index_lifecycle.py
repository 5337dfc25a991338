"""The life of the index: its process is started, loads the index, may die and begins anew.

For the library thread.
"""

from __future__ import annotations

import logging
from concurrent.futures import Future

from photosim.core.errors import LogNote, coded
from photosim.services.events import Phase, Progress
from photosim.services.library.open_library import OpenedLibrary
from photosim.services.runtime.index_process import IndexDiedError, IndexProcess
from photosim.services.runtime.jobs import JobThread, LongWork, Turn

log = logging.getLogger(__name__)

LOADS = 3
"""How often in a row the index is loaded when the process dies of it."""


class IndexLifecycle:
    """Keeps an index process with the right index in it.

    Args:
        thread: the library thread.
        process: what is searched and filled.

    Attributes:
        process: the same.
    """

    def __init__(self, thread: JobThread, process: IndexProcess) -> None:
        self._thread = thread
        self.process = process
        self._is_loading = False

    def open(self, opened: OpenedLibrary) -> LongWork[None]:
        """Load the index or make it again; the process may die of it some times."""
        self._is_loading = True
        try:
            for _ in range(LOADS - 1):
                try:
                    yield from self._load(opened)
                    return
                except IndexDiedError:
                    log.warning("%s", coded(LogNote.INDEX_DIED_LOADING))
            yield from self._load(opened)
        finally:
            self._is_loading = False

    def revive(self, opened: OpenedLibrary) -> Future[None] | None:
        """The process was found dead: another one loads the index or makes it again.

        None when that is being done, or was done already.
        """
        if self._is_loading or self.process.pid is not None:
            return None
        log.warning("%s", coded(LogNote.INDEX_DIED))
        opened.library.live.lost()
        self._thread.rest(0.0)
        self._is_loading = True
        return self._thread.run(self.open(opened))

    def _load(self, opened: OpenedLibrary) -> LongWork[None]:
        if self.process.pid is None:
            self.process.start()
        for n_in, n_all in opened.library.open_index():
            opened.notifier.progress(Progress(Phase.STARTING, n_in, n_all, n_photos=n_in))
            yield Turn.AGAIN
