"""The way to the open library, from any thread; who asks too early is answered once it is open."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any, Protocol, TypeVar

from photosim.core.errors import PhotosimError
from photosim.services.events import Event, Trouble
from photosim.services.library.open_library import OpenedLibrary
from photosim.services.runtime.futures import finish, pass_failure, pass_on, tell
from photosim.services.runtime.jobs import JobThread, LongWork

T = TypeVar("T")


class Reviving(Protocol):
    """Looks at an answer to come."""

    def __call__(self, future: Future[T]) -> Future[T]:
        """The same future; when it fails since the index died, another one is begun first."""


class Access:
    """Passes work to the library thread together with the open library.

    Args:
        thread: the library thread.
        notify: told what goes wrong when nobody waits for an answer.
    """

    def __init__(self, thread: JobThread, notify: Callable[[Event], None]) -> None:
        self._thread = thread
        self._notify = notify
        self._opened: OpenedLibrary | None = None
        self._problem: PhotosimError | None = None
        self._early: list[tuple[Future[Any], Callable[[OpenedLibrary], Any]]] = []

    def submit(self, work: Callable[[OpenedLibrary], T]) -> Future[T]:
        """Have a short function done in the library thread. For any thread."""
        answer: Future[T] = Future()
        pass_failure(self._thread.submit(partial(self._do, answer, work)), answer)
        return answer

    def run(self, work: Callable[[OpenedLibrary], LongWork[T]]) -> Future[T]:
        """Have a generator turned in the library thread, to its end once begun. For any thread."""
        answer: Future[T] = Future()

        def begin(opened: OpenedLibrary) -> None:
            if not answer.done():
                pass_on(self._thread.run(work(opened)), answer)

        pass_failure(self.submit(begin), answer)
        return answer

    def quietly(self, work: Callable[[OpenedLibrary], Any]) -> None:
        """As `submit` when nobody waits: what a person should know of it is told as an event."""
        tell(self.submit(work), failed=self._tell)

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

    def _do(self, answer: Future[T], work: Callable[[OpenedLibrary], T]) -> None:
        """Do it, or keep it until the library is open."""
        opened = self.if_open()
        if opened is None:
            self._early.append((answer, work))
        elif not answer.done():
            finish(answer, work(opened))

    def _do_early(self) -> None:
        early, self._early = self._early, []
        for answer, work in early:
            pass_failure(self._thread.submit(partial(self._do, answer, work)), answer)

    def _tell(self, error: Exception) -> None:
        if isinstance(error, PhotosimError):
            self._notify(Trouble(str(error)))
