"""Which folders may be watched: none of photosim's own, and none inside or around another."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from photosim.core.disk.file_identity import keys_of, keys_upwards
from photosim.core.errors import Fault, FolderError
from photosim.core.layout import Layout
from photosim.core.records.photos import readable


def refuse_inside_library(path: bytes, library: bytes) -> None:
    """Check that a folder to be watched is not, and lies not in, photosim's own.

    Raises:
        FolderError: it does, and is not that of the demonstration.
    """
    layout = Layout(Path(os.fsdecode(library)))
    if layout.demo_mark.exists() and keys_of(path) & keys_of(os.fsencode(layout.demo_pictures)):
        return
    if keys_of(library) & (keys_of(path) | keys_upwards(path)):
        raise FolderError(Fault.FOLDER_OF_LIBRARY, readable(path), readable(library))


def refuse_nested(path: bytes, others: Sequence[bytes]) -> None:
    """Check that a folder to be watched lies neither inside nor around a watched one.

    Links, bind mounts and names in another case are seen through where the folders can be read.

    Raises:
        FolderError: it does.
    """
    for other in others:
        if keys_of(path) & keys_of(other):
            raise FolderError(Fault.FOLDER_WATCHED, readable(path))
        if keys_of(other) & keys_upwards(path):
            raise FolderError(Fault.FOLDER_INSIDE, readable(path), readable(other))
        if keys_of(path) & keys_upwards(other):
            raise FolderError(Fault.FOLDER_AROUND, readable(path), readable(other))
