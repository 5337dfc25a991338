"""A screen that nobody sees, for the windows of programs that a test starts."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

IS_HERE = shutil.which("Xvfb") is not None


@contextmanager
def unseen_screen() -> Iterator[str]:
    """The name of a screen, which is there until the end.

    Its server stays as it is when a client goes: otherwise it begins anew when the last one went,
    also the one that only asked whether there is a screen, and turns away who comes meanwhile.
    """
    reading, writing = os.pipe()
    room = ["-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), *room], pass_fds=[writing], stderr=subprocess.DEVNULL
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        name = told.readline().strip()
        try:
            assert name, "no screen"
            yield f":{name}"
        finally:
            server.terminate()  # not killed: it takes its name away with it
            server.wait()
