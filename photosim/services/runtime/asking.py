"""Lets another thread ask the library thread something and wait for the answer.

Only the library thread touches the store. A thread with slow work of its own, hashing or moving
files, hands it a small piece of work and goes on with what comes back.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, wait
from typing import Protocol, TypeVar

from photosim.core.errors import StoreError, StoreFault
from photosim.core.store import Store

T = TypeVar("T")

LOOK_AGAIN_S = 0.25
"""How often somebody who waits looks whether there is still anybody who could answer."""


class Submit(Protocol):
    """Runs a function in the library thread."""

    def __call__(self, work: Callable[[Store], T]) -> Future[T]:
        """Hand it over; the future is cancelled when the library thread ends before."""


class Asking:
    """Asks and waits. Never to be called from the library thread itself.

    Args:
        submit: hands a function to the library thread.
    """

    def __init__(self, submit: Submit) -> None:
        self._submit = submit
        self._closed = threading.Event()

    def __call__(self, work: Callable[[Store], T]) -> T:
        """What a function of the store gives, or raises.

        Raises:
            StoreError: the library was closed meanwhile; whether it was done is not known.
        """
        answer = self._submit(work)
        while not wait([answer], timeout=LOOK_AGAIN_S).done:
            if self._closed.is_set() or answer.cancelled():
                raise StoreError(StoreFault.CLOSED)
        try:
            return answer.result()
        except CancelledError:
            raise StoreError(StoreFault.CLOSED) from None

    def close(self) -> None:
        """Nobody will answer any more: who waits gets an error."""
        self._closed.set()
