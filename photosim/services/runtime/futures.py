"""What the engine hands out at once for an answer that comes later: `concurrent.futures.Future`.

A future is completed once, in the thread that did the work, mostly the library thread; who looks
only then is told at once. It never counts as running: `cancel` works from any thread until there is
an answer, and does nothing from then on. Who cancelled is told nothing, and neither is anybody when
the engine stops first. What work fails with is logged where it fails, also if nobody looks at the
future.
"""

from __future__ import annotations

import contextlib
import logging
import weakref
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from functools import partial
from typing import TypeVar

from photosim.core.disk import obstacles
from photosim.core.errors import PhotosimError

S = TypeVar("S")
T = TypeVar("T")
log = logging.getLogger(__name__)


def finish(future: Future[T], value: T) -> None:
    """There is an answer; nothing happens when nobody waits for it any more."""
    with contextlib.suppress(InvalidStateError):
        future.set_result(value)


def fail(future: Future[T], error: Exception) -> None:
    """There will be no answer; nothing happens when nobody waits for it any more."""
    with contextlib.suppress(InvalidStateError):
        future.set_exception(error)


def tell(
    future: Future[T],
    done: Callable[[T], object] | None = None,
    failed: Callable[[Exception], object] | None = None,
) -> None:
    """Have one of two functions called, once, with the answer or the error.

    They must be quick: they run in the thread that completes the future, or here when that is done
    already. Nothing is called when the future is cancelled.
    """
    future.add_done_callback(partial(_told, done, failed))


def pass_failure(source: Future[S], target: Future[T]) -> None:
    """What becomes of the target without an answer: the failure or the end of the source."""
    tell(source, None, partial(fail, target))
    cancel_with(source, target)


def pass_on(source: Future[T], target: Future[T]) -> None:
    """The target ends as the source does, if nothing has ended it before."""
    tell(source, partial(finish, target))
    pass_failure(source, target)


def cancel_with(one: Future[S], other: Future[T]) -> None:
    """When one is cancelled, cancel the other."""
    there = weakref.ref(other)  # two that hold each other would keep a large answer for long

    def look(one: Future[S]) -> None:
        other = there()
        if one.cancelled() and other is not None:
            other.cancel()

    one.add_done_callback(look)


def chained(first: Future[S], then: Callable[[S], Future[T]]) -> Future[T]:
    """The answer of what is asked once the first answer is there.

    Args:
        first: may fail; then nothing more is asked. It is cancelled with what is returned.
        then: begins what follows, quickly, in the thread that completes the first one or here; not
            called when nobody waits any more.
    """
    last: Future[T] = Future()

    def go_on(value: S) -> None:
        if last.done():
            return
        try:
            second = then(value)
        except Exception as error:
            log.exception("What follows an answer could not be begun.")
            fail(last, error)
        else:
            cancel_with(last, second)
            pass_on(second, last)

    cancel_with(last, first)
    tell(first, go_on)
    pass_failure(first, last)
    return last


def mapped(future: Future[S], make: Callable[[S], T]) -> Future[T]:
    """What is made of an answer, in the thread that gives it; cancelled as `chained`."""

    def made(value: S) -> Future[T]:
        ready: Future[T] = Future()
        finish(ready, make(value))
        return ready

    return chained(future, made)


def shielded(step: Callable[[], object]) -> None:
    """Do one thing in a thread that must outlive it: what it raises is logged.

    A fault of the world is said in words, with its traceback only where all is logged; what else it
    raises is a bug.
    """
    try:
        step()
    except PhotosimError as error:
        _log_fault(error)
    except Exception as error:  # the same place: a thread that ends here ends in silence
        if (fault := obstacles.of_system(error)) is not None:
            _log_fault(fault, error)
        else:
            log.exception("A thread goes on after a mistake.")


def _log_fault(fault: PhotosimError, cause: Exception | None = None) -> None:
    log.warning("%s", fault)
    log.info("It was met here.", exc_info=cause or fault)


def _told(
    done: Callable[[T], object] | None,
    failed: Callable[[Exception], object] | None,
    future: Future[T],
) -> None:
    if future.cancelled():
        return
    error = future.exception()
    if isinstance(error, Exception) and failed is not None:
        shielded(partial(failed, error))
    elif error is None and done is not None:
        shielded(partial(done, future.result()))
