"""Bounded waiting for what other threads, processes or the system do; a test never sleeps."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import wait

SOON_S = 60.0
"""A long wait is a failed test, so nothing is lost by being generous on a slow machine."""
_LOOK_AGAIN_S = 0.02


def until(condition: Callable[[], object], within_s: float = SOON_S) -> bool:
    """Whether a condition came true in time."""
    deadline = time.monotonic() + within_s
    pause = threading.Event()
    while not condition():
        if time.monotonic() > deadline:
            return False
        pause.wait(_LOOK_AGAIN_S)
    return True


def ended(pid: int) -> bool:
    """Wait until a process, our child or not, is gone."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    over = wait([handle], timeout=SOON_S)
    os.close(handle)
    multiprocessing.active_children()  # a child of ours is not gone before somebody asks for it
    return bool(over)
