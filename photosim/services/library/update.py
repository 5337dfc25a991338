"""Brings a library of an older photosim up to date before commands that only read look into it."""

from __future__ import annotations

import contextlib

from photosim.core.disk import obstacles
from photosim.core.errors import DamagedError, LibraryBusyError, StoreError, StoreFault
from photosim.core.layout import Layout
from photosim.core.store import Store
from photosim.services.runtime.lock import WriterLock


def bring_up_to_date(layout: Layout) -> None:
    """Change the tables of a library, if they are an older photosim's, as opening it to write does.

    A checked copy is kept beside it. For the calling thread; the library is not open in it.

    Args:
        layout: of a library that is there.

    Raises:
        StoreError: its tables are older and cannot be changed now: nothing may be written there,
            another program has it open, it is damaged, or there is no room for the copy.
    """
    if not _is_older(layout):
        return
    if obstacles.of_writing(layout.database) is not None:
        raise StoreError(StoreFault.OLDER_UNWRITABLE, layout.root)
    lock = WriterLock(layout.lock)
    try:
        lock.acquire()
    except LibraryBusyError as error:
        if not _is_older(layout):  # a newer window has just begun
            return
        raise StoreError(StoreFault.OLDER_IN_USE) from error
    try:
        Store.open(layout.database).close()
    finally:
        lock.release()


def _is_older(layout: Layout) -> bool:
    with contextlib.suppress(DamagedError):  # whoever reads it says so
        return Store.is_older(layout.database)
    return False
