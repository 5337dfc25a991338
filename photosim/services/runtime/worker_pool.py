"""The worker pool: starts worker processes, gives each one order at a time, replaces the dead.

A thread of its own waits for the pipes and calls every order's `done`, so that a worker gets its
next order at once, however busy the library thread is. A worker first loads its model: only when
it has answered to that it gets orders, so that whoever dies later died of an order. An order that
kills its worker is tried once more on a fresh one; the second time it is answered "crashed". One
that takes longer than the time limit is killed with its worker, and one whose worker the system
ended, because it computed too long, is answered so at once. Nothing else stops.
"""

from __future__ import annotations

import collections
import logging
import multiprocessing
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any

from photosim.core.disk import obstacles
from photosim.core.errors import Fault, LogNote, WorkFault, coded
from photosim.core.records.photos import readable
from photosim.services.runtime import worker
from photosim.services.runtime.futures import shielded
from photosim.services.runtime.messages import LoadOrder, Order, Outcome, Reply, path_of

log = logging.getLogger(__name__)

TIME_LIMIT_S = 300.0
"""By the clock on the wall: a drive that hangs. 1 GB from a slow network drive takes two minutes;
what computes too long ends by its processor time (`worker.CPU_LIMIT_S`)."""
STRIKES = 2
"""How many workers an order may kill."""
FAILED_STARTS = 3
"""After so many workers in a row that died before they were ready, all orders are refused."""
GOODBYE_S = 3.0
"""A killed process that is not gone by then hangs in the system: nobody waits for it."""

_TOO_MUCH_TIME = -signal.SIGXCPU if hasattr(signal, "SIGXCPU") else None
"""Exit code of a worker that the system ended over its processor time."""

Done = Callable[[Reply], None]
Target = Callable[..., None]


@dataclass(slots=True)
class _Ticket:
    order: Order
    done: Done
    strikes: int = 0


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    ticket: _Ticket | None = None
    since: float = 0.0
    is_ready: bool = False


class WorkerPool:
    """Worker processes and the queue before them. `submit` and `stop` are for any thread.

    Args:
        n_workers: how many processes at most; they are started when there is work.
        arguments: what `target` gets after its pipe.
        target: the worker's main function; tests pass their own.
        clock: seconds, monotonic.
        time_limit_s: how long one order may take.
    """

    def __init__(
        self,
        n_workers: int,
        arguments: tuple[Any, ...],
        *,
        target: Target = worker.main,
        time_limit_s: float = TIME_LIMIT_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._n_workers = n_workers
        self._arguments = arguments
        self._target = target
        self._time_limit_s = time_limit_s
        self._clock = clock
        self._queue: collections.deque[_Ticket] = collections.deque()
        self._lock = threading.Lock()
        self._workers: list[_Worker] = []
        self._failed_starts = 0
        self._why_not = coded(WorkFault.NO_WORKERS)
        self._stopping = False
        self._wakeups, self._wakeup = self._context.Pipe(duplex=False)
        self._thread = threading.Thread(target=self._run, name="worker-pool", daemon=True)

    def start(self) -> None:
        """Begin to serve orders."""
        self._thread.start()

    def warm_up(self) -> None:
        """Start one worker before there is work, so that the first order finds it running."""
        self.submit(LoadOrder(), _ignore)

    def submit(self, order: Order, done: Done, *, first: bool = False) -> None:
        """Have an order done; `done` is called in the pool's thread, exactly once.

        Args:
            order: what to do.
            done: gets the reply, whatever happens; must be quick.
            first: before all that waits.
        """
        ticket = _Ticket(order, done)
        with self._lock:
            stopping = self._stopping
            if not stopping:
                (self._queue.appendleft if first else self._queue.append)(ticket)
        if stopping:
            done(Reply(Outcome.NOT_STARTED, reason=coded(WorkFault.CLOSING)))
        else:
            self._wake()

    @property
    def n_waiting(self) -> int:
        """Orders that no worker has yet."""
        return len(self._queue)

    def pids(self) -> list[int]:
        """Process ids of the workers that are running."""
        return [w.process.pid for w in list(self._workers) if w.process.pid is not None]

    def stop(self, timeout_s: float = 5.0) -> None:
        """End all workers; what is not answered yet is answered `NOT_STARTED`."""
        with self._lock:
            self._stopping = True
        self._wake()
        if self._thread.ident is not None:
            self._thread.join(timeout_s)
        else:
            self._end_all()

    def _wake(self) -> None:
        try:
            self._wakeup.send_bytes(b"!")
        except OSError:
            log.debug("The worker pool has ended already.")

    def _run(self) -> None:
        while not self._stopping:
            self._hand_out()
            ready = set(wait([w.pipe for w in self._workers] + [self._wakeups], self._patience()))
            if self._wakeups in ready:
                self._wakeups.recv_bytes()
            for one in [w for w in self._workers if w.pipe in ready]:
                self._receive(one)
            self._end_slow()
        self._end_all()

    def _hand_out(self) -> None:
        for one in [w for w in self._workers if w.is_ready and w.ticket is None]:
            if self._queue:
                with self._lock:
                    one.ticket = self._queue.popleft()
                self._send(one, one.ticket.order)
        while self._needs_another():
            self._hire()
        if self._queue and not self._workers:
            self._failed_starts = 0  # who asks again later gets another attempt
            self._refuse_all(self._why_not)

    def _needs_another(self) -> bool:
        n_starting = sum(not one.is_ready for one in self._workers)
        is_allowed = len(self._workers) < self._n_workers and self._failed_starts < FAILED_STARTS
        return is_allowed and len(self._queue) > n_starting

    def _hire(self) -> None:
        try:
            one = self._started()
        except OSError as error:
            fault = obstacles.of_system(error)
            log.info("A worker cannot be started: %s", fault or error)
            self._why_not = coded(WorkFault.NO_WORKERS) if fault is None else str(fault)
            self._failed_starts += 1
        else:
            self._workers.append(one)
            self._send(one, LoadOrder())

    def _started(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=self._target, args=(theirs, *self._arguments), daemon=True
        )
        try:
            process.start()
        except OSError:
            ours.close()
            raise
        finally:
            theirs.close()
        return _Worker(process, ours)

    def _send(self, one: _Worker, order: Order) -> None:
        one.since = self._clock()
        try:
            one.pipe.send(order)
        except OSError:
            self._bury(one)

    def _receive(self, one: _Worker) -> None:
        try:
            reply: Reply = one.pipe.recv()
        except (EOFError, OSError):
            self._bury(one)
            return
        if not one.is_ready:
            one.is_ready, self._failed_starts = True, 0
            return
        ticket, one.ticket = one.ticket, None
        if ticket is not None:
            self._answer(ticket, reply)

    def _bury(self, one: _Worker) -> None:
        """A worker died: its order gets another chance or the blame."""
        self._discharge(one)
        log.warning("%s", coded(LogNote.WORKER_DIED, one.process.exitcode))
        if not one.is_ready:
            self._failed_starts += 1
        ticket = one.ticket
        if ticket is None:
            return
        if one.process.exitcode == _TOO_MUCH_TIME:
            reason = coded(Fault.MUCH_COMPUTING)
            self._answer(ticket, Reply(Outcome.TOO_SLOW, reason=reason))
            return
        ticket.strikes += 1
        if ticket.strikes < STRIKES:
            with self._lock:
                self._queue.appendleft(ticket)
        else:
            reason = coded(Fault.CRASHES)
            self._answer(ticket, Reply(Outcome.CRASHED, reason=reason))

    def _end_slow(self) -> None:
        for one in list(self._workers):
            if not _is_busy(one) or self._clock() - one.since <= self._time_limit_s:
                continue
            if one.ticket is None:
                self._bury(one)
                continue
            self._discharge(one)
            reason = coded(Fault.SLOW, f"{self._time_limit_s:.0f}")
            self._answer(one.ticket, Reply(Outcome.TOO_SLOW, reason=reason))

    def _patience(self) -> float | None:
        busy = [one.since for one in self._workers if _is_busy(one)]
        if not busy:
            return None
        return max(0.0, min(busy) + self._time_limit_s - self._clock()) + 0.01

    def _discharge(self, one: _Worker) -> None:
        self._workers.remove(one)
        one.pipe.close()
        one.process.kill()
        one.process.join(GOODBYE_S)

    def _refuse_all(self, reason: str) -> None:
        with self._lock:
            refused = list(self._queue)
            self._queue.clear()
        for ticket in refused:
            self._answer(ticket, Reply(Outcome.NOT_STARTED, reason=reason))

    def _end_all(self) -> None:
        busy = [one.ticket for one in self._workers if one.ticket is not None]
        for one in list(self._workers):
            self._discharge(one)
        with self._lock:
            self._queue.extendleft(busy)
        self._refuse_all(coded(WorkFault.CLOSING))

    def _answer(self, ticket: _Ticket, reply: Reply) -> None:
        for line in reply.noise:
            log.info("Reading %s: %s", readable(path_of(ticket.order)), line)
        if reply.outcome is Outcome.BUG:
            log.error("A worker met a bug with %r:\n%s", path_of(ticket.order), reply.reason)
        shielded(lambda: ticket.done(reply))


def _is_busy(one: _Worker) -> bool:
    return one.ticket is not None or not one.is_ready


def _ignore(reply: Reply) -> None:
    log.debug("Warmed up: %s", reply.outcome)
