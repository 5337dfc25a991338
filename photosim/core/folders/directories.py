"""Directories in a watched folder, by their paths relative to it; the folder itself is `b""`."""

from __future__ import annotations

import os
from collections.abc import Iterable

from photosim.core.store.folders import FolderRow

_SEPARATOR = os.fsencode(os.sep)


def is_at_or_below(directory: bytes, head: bytes) -> bool:
    """Whether a directory is `head` or lies in it; everything lies in the root, `b""`."""
    return directory == head or is_below(directory, head)


def is_below(directory: bytes, head: bytes) -> bool:
    """Whether a directory lies in `head`, at any depth."""
    return directory != head and (head == b"" or directory.startswith(head + _SEPARATOR))


def head_of(directory: bytes, above: bytes) -> bytes:
    """The directory just below `above` in which another, deeper one lies or which it is."""
    name, _, _ = directory[len(above) :].lstrip(_SEPARATOR).partition(_SEPARATOR)
    return join(above, name)


def join(directory: bytes, name: bytes) -> bytes:
    """A path below a directory; both may be empty."""
    return os.path.join(directory, name) if directory and name else directory or name  # noqa: PTH118


def by_folder(folders: Iterable[FolderRow], directories: Iterable[bytes]) -> dict[int, set[bytes]]:
    """Directories as scans want them: by watched folder, relative to it.

    Args:
        folders: the watched ones.
        directories: complete paths; those outside every watched folder are left out.
    """
    found: dict[int, set[bytes]] = {}
    for folder in folders:
        inside = os.path.join(folder.path, b"")  # noqa: PTH118 (bytes)
        for directory in directories:
            if directory == folder.path:
                found.setdefault(folder.id, set()).add(b"")
            elif directory.startswith(inside):
                found.setdefault(folder.id, set()).add(directory[len(inside) :])
    return found
