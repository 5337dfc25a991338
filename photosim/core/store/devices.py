"""On which device each file lies, as far as scans have seen: inode numbers hold for one alone.

Two disks of which one is the copy of the other number their files alike. A device has another
number each time it is mounted; every scan notes the one of that time.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from photosim.core.store.connection import Connection
from photosim.core.store.library_facts import LibraryFacts

DEVICES = "devices of folders"
"""The note of the devices on which folders, and the drives mounted below them, lie."""


class Devices:
    """The devices of all folders at one moment. For the thread of its connection."""

    def __init__(self, connection: Connection) -> None:
        noted = LibraryFacts(connection).get(DEVICES, {})
        self._by_folder: Mapping[str, Mapping[str, Any]] = noted if isinstance(noted, dict) else {}

    def of(self, folder_id: int, directory: bytes) -> int | None:
        """The device on which a directory of a folder lies; None while that is not known."""
        noted = self._by_folder.get(str(folder_id), {})
        above = directory
        while above and os.fsdecode(above) not in noted:
            above = os.path.dirname(above)  # noqa: PTH120 (bytes)
        found = noted.get(os.fsdecode(above))
        return found if isinstance(found, int) else None
