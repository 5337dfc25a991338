"""Has a library checked while it is used: in a thread and a connection of its own.

SQLite reads every page: a second for 60,000 photos that the system has at hand, some minutes for
a million on a slow disk. It holds up nobody: SQLite works without Python's lock meanwhile.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

from photosim.core.disk import free_space, obstacles
from photosim.core.errors import Damage, coded
from photosim.core.store import connection as connections
from photosim.core.store.unsound import unsound
from photosim.services.runtime.futures import shielded

log = logging.getLogger(__name__)

EVERY_S = 600.0
"""How often is asked whether a backup is due, while photosim is open."""


class Checkup:
    """One check after the opening, then a clock. `start` and `stop` once, from any thread.

    Args:
        found: told what is wrong, an empty list when nothing is; in the thread of the check.
        tick: called every now and then afterwards, in the same thread.
        every_s: how often, seconds.
    """

    def __init__(
        self,
        found: Callable[[list[str]], None],
        tick: Callable[[], None],
        every_s: float = EVERY_S,
    ) -> None:
        self._found = found
        self._tick = tick
        self._every_s = every_s
        self._stopping = threading.Event()
        self._connection: sqlite3.Connection | None = None
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        """A thread can be waited for only once it was started."""

    def start(self, database: Path) -> None:
        """Begin to check; after `stop` nothing begins."""
        thread = threading.Thread(target=self._run, args=(database,), name="checkup", daemon=True)
        with self._starting:
            if not self._stopping.is_set():
                thread.start()
                self._thread = thread

    def stop(self) -> None:
        """End, also in the middle of the check."""
        with self._starting:
            self._stopping.set()
        connection = self._connection
        if connection is not None:
            with contextlib.suppress(sqlite3.ProgrammingError):  # closed a moment ago
                connection.interrupt()
        if self._thread is not None:
            self._thread.join(3.0)

    def _run(self, database: Path) -> None:
        faults = faults_of(database, self._keep)
        if self._stopping.is_set():
            return
        if faults:
            each = "; ".join(["%s"] * len(faults))
            log.info(f"The library is damaged: {each}", *faults)
        shielded(lambda: self._found(faults))
        while not self._stopping.wait(self._every_s):
            shielded(self._tick)

    def _keep(self, connection: sqlite3.Connection | None) -> None:
        self._connection = connection


def faults_of(
    database: Path, using: Callable[[sqlite3.Connection | None], None] = lambda _: None
) -> list[str]:
    """What is wrong in a library by SQLite's whole check and by ours, as `coded`; or nothing.

    Args:
        database: read with its log; nothing is written.
        using: told the connection, to interrupt it, and None at the end.
    """
    uri = f"{database.absolute().as_uri()}?mode=ro"
    try:
        connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
    except sqlite3.Error as error:
        return _said(error, database)
    using(connection)
    try:
        return _checked(connection, database)
    finally:
        using(None)
        connection.close()


def _checked(connection: sqlite3.Connection, database: Path) -> list[str]:
    try:
        rows = connection.execute("PRAGMA integrity_check(20)").fetchall()
        found = connections.found_by_check(rows, database)
        return found or _of_embeddings(connection)
    except sqlite3.DatabaseError as error:
        return _said(error, database)
    except UnicodeDecodeError:
        return [coded(Damage.NO_TEXT)]


def _of_embeddings(connection: sqlite3.Connection) -> list[str]:
    """What no check of pages can see."""
    tables = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'embedding'")
    if tables.fetchone() is None:
        return []  # it was never opened to the end
    n_damaged = len(unsound(connection.execute))
    return [coded(Damage.EMBEDDINGS, n_damaged)] if n_damaged else []


def _said(error: sqlite3.Error, database: Path) -> list[str]:
    """What SQLite says is a fault, unless it says nothing of what the database holds.

    A file that may not be read, a disk that fails, want of room (SQLite writes beside also to
    read): whoever opens the library says so, and nothing is repaired.
    """
    is_around = obstacles.primary_code(error) in obstacles.ENVIRONMENT
    if is_around or free_space.is_full(error, database):
        return []
    return [coded(connections.unreadable(database, error))]
