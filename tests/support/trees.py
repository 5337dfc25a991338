"""What lies in a folder, so that every change of it is seen."""

from __future__ import annotations

import hashlib
import stat
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Entry:
    """A file: hash of its content, mode, and time of its last change, ns."""

    content: str
    mode: int
    modified_ns: int


def tree(folder: Path) -> dict[Path, Entry]:
    """Every file below a folder."""
    return {path: _entry(path) for path in folder.rglob("*") if not path.is_dir()}


def contents(folder: Path) -> dict[Path, str]:
    """The hash of every file below a folder, whenever it was written."""
    return {path: entry.content for path, entry in tree(folder).items()}


def _entry(path: Path) -> Entry:
    known = path.lstat()
    content = hashlib.sha256(path.read_bytes()).hexdigest()
    return Entry(content, stat.S_IMODE(known.st_mode), known.st_mtime_ns)
