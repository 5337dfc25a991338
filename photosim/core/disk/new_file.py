"""New files beside others: under a temporary name first, at a name where nothing lies at last.

What lies somewhere already is never written into, replaced or blamed: a file of that name, damaged
or not, a folder, a link to nowhere. Files are their owner's alone.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

_MODE = 0o600


def free_name(path: Path) -> Path:
    """The path itself, or with "-2", "-3" ... before its ending: the first where nothing lies."""
    for number in count(1):
        name = path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
        if not os.path.lexists(name):
            return name
    raise AssertionError("count ends nowhere")


@contextlib.contextmanager
def written_beside(path: Path) -> Iterator[Path]:
    """A file to be written under a temporary name; it gets its own once the block has ended.

    Args:
        path: its name in the end. What lies there stays: `free_name` finds another.

    Yields:
        An empty file, for its owner alone. It is brought to the disk and renamed at the end,
        unless the block has removed it, and removed when the block fails.

    Raises:
        OSError: it cannot be made, written or renamed.
    """
    temporary = make(free_name(path.with_name(f"{path.name}.new")))
    try:
        yield temporary
        if temporary.exists():
            sync(temporary)
            temporary.rename(free_name(path))
            sync_folder(path.parent)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def make(path: Path) -> Path:
    """An empty file at a name where nothing lies, for its owner alone.

    Raises:
        OSError: it cannot be made, or something lies there.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _MODE))
    return path


def sync(path: Path) -> None:
    """Bring a file's content to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system can do that."""
    with contextlib.suppress(OSError, AttributeError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
