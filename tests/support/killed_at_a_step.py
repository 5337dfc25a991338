"""Runs photosim's command line, as `sys.argv` has it, and dies at one step.

A step is whatever changes a name or opens a file in the library's folder, or opens a database: what
Python's audit events tell. The N-th of them kills the process with SIGKILL, before it happens.
"""

from __future__ import annotations

import os
import signal
import sys

from photosim.cli import main as cli

EVENTS = {"open", "os.rename", "os.remove", "os.mkdir", "os.truncate", "sqlite3.connect"}
PATHS = (str, bytes, os.PathLike)


def run(step: int) -> int:
    """Run until the step; the exit code of the command when it ends before."""
    left, arguments = step, sys.argv[1:]
    library = os.fsencode(arguments[arguments.index("--library") + 1])

    def hear(event: str, values: tuple) -> None:
        nonlocal left
        if (
            event not in EVENTS
            or not values
            or not isinstance(values[0], str | bytes | os.PathLike)
        ):
            return
        if library not in os.fsencode(values[0]) or (event == "open" and not _writes(values)):
            return
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    options = cli.parse(arguments)
    sys.addaudithook(hear)
    return cli.run(options)


def _writes(values: tuple) -> bool:
    flags = values[2] if len(values) > 2 and isinstance(values[2], int) else 0
    return bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
