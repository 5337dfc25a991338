"""`photosim ...` in processes that start at once: they are forked from one that has loaded it.

Each is a process like any other, with its exit code and what it prints, and can be killed; tests
that start dozens of them would spend most of their time on imports otherwise.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection, wait

from support.waiting import SOON_S

from photosim import __main__ as photosim

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["photosim.cli.main", "photosim.gui.trash.system_trash"])
"""There is one such process for all tests; it finds only what is installed or in the checkout."""


class Forked:
    """A command that was started.

    Attributes:
        pid: its process id.
        returncode: how it ended; below zero the signal that killed it; None before.
    """

    returncode: int | None = None

    def __init__(self, arguments: list[str], run: Callable[[], int]) -> None:
        (out, to_out), (err, to_err) = (PROCESSES.Pipe(duplex=False) for _ in "oe")
        started = (arguments, (to_out, to_err), dict(os.environ), run)
        self._process = PROCESSES.Process(target=_main, args=started)
        self._process.start()
        to_out.close()
        to_err.close()
        self._printed: dict[Connection, bytes] = {out: b"", err: b""}
        self.pid = self._process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def kill(self) -> None:
        self._process.kill()

    def communicate(self) -> tuple[bytes, ...]:
        """Wait for its end, and its children's: standard output and standard error."""
        is_open = set(self._printed)
        while is_open:
            ready = wait(is_open, SOON_S)
            assert ready, "it does not end"
            for one in ready:
                part = os.read(one.fileno(), 65536)
                self._printed[one] += part
                if not part:
                    is_open.remove(one)
                    one.close()
        self._process.join(SOON_S)
        self.returncode = self.poll()
        return tuple(self._printed.values())


def start(*arguments: object, run: Callable[[], int] = photosim.main) -> Forked:
    """Start photosim with these arguments, or something else that finds them in `sys.argv`."""
    return Forked(list(map(str, arguments)), run)


def _main(
    arguments: list[str],
    printed: tuple[Connection, Connection],
    environment: dict[str, str],
    run: Callable[[], int],
) -> None:
    for number, pipe in enumerate(printed, 1):
        os.dup2(pipe.fileno(), number)
        pipe.close()
    sys.stdout, sys.stderr = os.fdopen(1, "w", closefd=False), os.fdopen(2, "w", closefd=False)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv[1:] = arguments
    sys.exit(run())
