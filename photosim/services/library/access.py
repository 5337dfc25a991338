"""The way to the open library, from any thread; who asks too early is answered once it is open."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from photosim.core.errors import PhotosimError
from photosim.services.events import Event, Trouble
from photosim.services.library.open_library import OpenedLibrary
from photosim.services.runtime.jobs import Job, LibraryThread, LongWork

T = TypeVar("T")
Failed = Callable[[Exception], None]


class Access:
    """Passes work to the library thread together with the open library.

    Args:
        thread: the library thread.
        notify: told what goes wrong when nobody waits for an answer.
    """

    def __init__(self, thread: LibraryThread, notify: Callable[[Event], None]) -> None:
        self._thread = thread
        self._notify = notify
        self._opened: OpenedLibrary | None = None
        self._problem: PhotosimError | None = None
        self._early: list[tuple[Job, Callable[[OpenedLibrary], Any]]] = []

    def submit(
        self, work: Callable[[OpenedLibrary], T], done: Callable[[T], None], failed: Failed
    ) -> Job:
        """Have a short function done in the library thread. For any thread."""
        job = Job(done, failed)
        self._thread.submit(lambda: self._do(job, work), _nothing, job.fail)
        return job

    def run(
        self,
        work: Callable[[OpenedLibrary], LongWork[T]],
        done: Callable[[T], None],
        failed: Failed,
    ) -> Job:
        """Have a generator turned in the library thread. For any thread."""
        job = Job(done, failed)

        def begin(opened: OpenedLibrary) -> None:
            if not job.is_cancelled:
                self._thread.run(work(opened), job.finish, job.fail)

        self.submit(begin, _nothing, job.fail)
        return job

    def quietly(self, work: Callable[[OpenedLibrary], Any]) -> None:
        """As `submit` when nobody waits: what a person should know of it is told as an event."""
        self.submit(work, _nothing, self._tell)

    # in the library thread

    def grant(self, opened: OpenedLibrary) -> None:
        """The library is open: whoever asked before is answered now."""
        self._opened = opened
        self._do_early()

    def refuse(self, problem: PhotosimError) -> None:
        """The library cannot be used: whoever asks or has asked is told why."""
        self._problem = problem
        self._do_early()

    def withdraw(self) -> None:
        """The library is being closed and will be opened again: whoever asks waits for that."""
        self._opened = None

    @property
    def opened(self) -> OpenedLibrary | None:
        """The library if it was opened, also when it cannot be used any more."""
        return self._opened

    def if_open(self) -> OpenedLibrary | None:
        """The open library; None while it is being opened.

        Raises:
            PhotosimError: it cannot be used.
        """
        if self._problem is not None:
            raise self._problem
        return self._opened

    def _do(self, job: Job, work: Callable[[OpenedLibrary], Any]) -> None:
        """Do it, or keep it until the library is open."""
        opened = self.if_open()
        if opened is None:
            self._early.append((job, work))
        elif not job.is_cancelled:
            job.finish(work(opened))

    def _do_early(self) -> None:
        early, self._early = self._early, []
        for job, work in early:
            self._thread.submit(partial(self._do, job, work), _nothing, job.fail)

    def _tell(self, error: Exception) -> None:
        if isinstance(error, PhotosimError):
            self._notify(Trouble(str(error)))


def _nothing(_: object) -> None:
    """Nobody waits for the answer."""
