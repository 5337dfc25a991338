"""One process for heavy computing, at low priority: it comes with an order and goes when idle."""

from __future__ import annotations

import collections
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace

from photosim.core.errors import Work, WorkFault, coded
from photosim.core.map.tsne import TurnsOrder
from photosim.services.runtime import background_worker
from photosim.services.runtime.jobs import LongWork, Turn
from photosim.services.runtime.messages import ColoursOrder, Order, Outcome, Reply
from photosim.services.runtime.worker_pool import Target, WorkerPool

NICE = 15
"""How far it stands back: behind indexing, too."""
IDLE_S = 10.0
"""How long it waits for another order before it ends."""
TIME_LIMIT_S = 900.0
"""How long one order may take. Sorting a million photos takes some minutes."""

_WORK: Mapping[type, Work] = {TurnsOrder: Work.MAP, ColoursOrder: Work.COLOURS}
_FAULTS: Mapping[Outcome, WorkFault] = {
    Outcome.CRASHED: WorkFault.CRASHED,
    Outcome.TOO_SLOW: WorkFault.TOO_SLOW,
    Outcome.BUG: WorkFault.BUG,
    Outcome.UNREADABLE: WorkFault.MUCH_MEMORY,
    Outcome.NOT_STARTED: WorkFault.NOT_BEGUN,
}


class Background:
    """Hands orders to the process. Every method is for any thread.

    Args:
        target: the process's main function; tests pass their own.
        idle_s: how long it waits for another order.
    """

    def __init__(self, target: Target = background_worker.main, idle_s: float = IDLE_S) -> None:
        self._target = target
        self._idle_s = idle_s
        self._lock = threading.Lock()
        self._pool: WorkerPool | None = None
        self._n_out = 0
        self._retiring: threading.Timer | None = None
        self._is_stopped = False

    def submit(self, order: Order, done: Callable[[Reply], None]) -> None:
        """Have an order done; `done` is called in another thread, exactly once.

        Args:
            order: what to do; one for `background_worker`.
            done: gets the reply, whatever happens, with a coded reason; must be quick.
        """

        def answered(reply: Reply) -> None:
            self._settle()
            work, reason = _WORK.get(type(order), Work.THEMES), reply.reason
            if reply.outcome in _FAULTS:
                reason = coded(_FAULTS[reply.outcome], work)
            done(replace(reply, reason=reason))

        with self._lock:
            pool = None if self._is_stopped else self._running()
            self._n_out += 1
        if pool is None:
            answered(Reply(Outcome.NOT_STARTED, reason=coded(WorkFault.CLOSING)))
        else:
            pool.submit(order, answered)

    def pids(self) -> list[int]:
        """Process ids of what runs; none while there is nothing to do."""
        pool = self._pool
        return [] if pool is None else pool.pids()

    def stop(self) -> None:
        """End it; orders that are not answered yet are answered `NOT_STARTED`."""
        with self._lock:
            self._is_stopped = True
            pool, self._pool = self._pool, None
            if self._retiring is not None:
                self._retiring.cancel()
        if pool is not None:
            pool.stop()

    def _running(self) -> WorkerPool:
        """The worker pool; holds the lock."""
        if self._retiring is not None:
            self._retiring.cancel()
            self._retiring = None
        if self._pool is None:
            self._pool = WorkerPool(1, (NICE,), target=self._target, time_limit_s=TIME_LIMIT_S)
            self._pool.start()
        return self._pool

    def _settle(self) -> None:
        """One order less; the last one leaves the process a moment to live."""
        with self._lock:
            self._n_out -= 1
            if self._n_out == 0 and not self._is_stopped:
                self._retiring = threading.Timer(self._idle_s, self._retire)
                self._retiring.daemon = True
                self._retiring.start()

    def _retire(self) -> None:
        with self._lock:
            if self._n_out or self._is_stopped:
                return
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()


def replying(background: Background, order: Order, wake: Callable[[], None]) -> LongWork[Reply]:
    """The reply to an order, awaited in the turns of a long job.

    Args:
        background: has it done.
        order: as for `Background.submit`.
        wake: called in another thread when the reply is there: the job's thread shall go on.
    """
    replies: collections.deque[Reply] = collections.deque()

    def answered(reply: Reply) -> None:
        replies.append(reply)
        wake()

    background.submit(order, answered)
    while not replies:
        yield Turn.WAIT
    return replies[0]
