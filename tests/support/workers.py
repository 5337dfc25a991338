"""Main functions of worker processes for tests: each serves as the real one, with its own answers.

They lie in a module of their own because a spawned process imports them by name. The order's path
says what to do.
"""

from __future__ import annotations

import os
import threading
from multiprocessing.connection import Connection
from pathlib import Path

from photosim.core.errors import DecodeError, ModelError
from photosim.services.runtime import worker
from photosim.services.runtime.lock import WriterLock
from photosim.services.runtime.messages import ExamineOrder, LoadOrder, Order, path_of


def obedient(pipe: Connection, *_: object) -> None:
    """`crash` aborts, `hang` never ends, `bad` is refused, `bug` is one, the rest is echoed.

    `hang:FILE` makes that file before it begins to hang.
    """
    worker.serve(pipe, _obey)


def _obey(order: Order) -> object:
    path = path_of(order)
    if isinstance(order, LoadOrder):
        return None
    if path.startswith(b"crash"):
        os.abort()
    if path.startswith(b"hang"):
        if flag := os.fsdecode(path.partition(b":")[2]):
            Path(flag).touch()
        threading.Event().wait()
    if path.startswith(b"bad"):
        raise DecodeError("This is no photo.")
    if path.startswith(b"bug"):
        raise ZeroDivisionError
    return (path, os.getpid())


def short_of_time(pipe: Connection) -> None:
    """As `obedient`, with a second of processor time for each order; `spin` needs more."""

    def answer(order: Order) -> object:
        while path_of(order).startswith(b"spin"):
            pass
        return _obey(order)

    worker.serve(pipe, worker.limited(answer, 1))


def crashes_once(pipe: Connection, flag: str) -> None:
    """The first order of all ends the process; the others are answered."""

    def answer(order: Order) -> object:
        if not isinstance(order, LoadOrder) and not Path(flag).exists():
            Path(flag).touch()
            os.abort()
        return path_of(order)

    worker.serve(pipe, answer)


def stillborn(pipe: Connection, log: str) -> None:
    """Dies before it can answer anything; a line in `log` for each."""
    with Path(log).open("a") as lines:
        lines.write("started\n")
    os._exit(3)


def meets(pipe: Connection, folder: str, n: int) -> None:
    """Answers an order when `n` of these processes have one at the same time."""

    def answer(order: Order) -> object:
        if isinstance(order, LoadOrder):
            return None
        Path(folder, str(os.getpid())).touch()
        while len(list(Path(folder).iterdir())) < n:
            os.sched_yield()
        return os.getpid()

    worker.serve(pipe, answer)


def gated(pipe: Connection, folder: str) -> None:
    """The order `gate` is answered when a file `open` is there; all answer with their path."""

    def answer(order: Order) -> object:
        if path_of(order) == b"gate":
            Path(folder, "waiting").touch()
            while not Path(folder, "open").exists():
                os.sched_yield()
        return path_of(order)

    worker.serve(pipe, answer)


def tells_environment(pipe: Connection) -> None:
    """Runs the real main function until its pipe ends, then tells what is in the environment."""
    os.environ.pop("ORT_DISABLE_TELEMETRY", None)
    worker.main(_Ended(), "card.json", 1, 0)
    pipe.send(dict(os.environ))


class _Ended:
    """A pipe whose other end is closed."""

    def recv(self) -> Order:
        raise EOFError

    def send(self, reply: object) -> None:
        raise BrokenPipeError


def locks_and_dies(path: str) -> None:
    """Ends without letting go of the lock."""
    WriterLock(Path(path)).acquire()
    os._exit(7)


def modelless(pipe: Connection) -> None:
    """Every order ends with the model's error."""

    def answer(order: Order) -> object:
        raise ModelError("The model file is damaged.")

    worker.serve(pipe, answer)


def hanging_parent(report: Connection) -> None:
    """A parent with two workers, one idle and one in an endless order; tells their ids."""
    from photosim.services.runtime.messages import Reply
    from photosim.services.runtime.worker_pool import WorkerPool

    answered = threading.Event()

    def told(_reply: Reply) -> None:
        answered.set()

    pool = WorkerPool(2, (), target=watched)
    pool.start()
    pool.submit(ExamineOrder(b"hang"), told)
    pool.submit(ExamineOrder(b"photo"), told)
    answered.wait(30)
    report.send(pool.pids())
    threading.Event().wait()


def watched(pipe: Connection) -> None:
    """As `obedient`, and ends with its parent as the real worker does."""
    worker.follow_parent()
    worker.serve(pipe, _obey)
