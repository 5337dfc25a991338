"""Arrays in one file, a cache: checked before it is believed, written beside and swapped in.

`magic, length of the header, header (JSON: names, types, shapes), arrays, SHA-256 of all that`. No
pickle and no zip: an array is the bytes that stand there. Reading and writing yield between pieces,
so that who turns them may do something else meanwhile.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from photosim.core.disk import private
from photosim.core.disk.free_space import FULL
from photosim.core.errors import CacheFault, CacheFileError, DiskFullError, system_reason

Arrays = Mapping[str, npt.NDArray[Any]]
T = TypeVar("T")

_MAGIC = b"photosim arrays 1\n"
_PIECE = 8 * 1024**2
"""Bytes read or written in one go: some 10 ms."""
_DIGEST = 32
_KINDS = frozenset("biufS")
"""Types of numbers and bytes; nothing that would have to be interpreted."""


def writing(path: Path, arrays: Arrays) -> Iterator[None]:
    """Write arrays to a file, in slices; until all is on the disk an older file stands.

    Raises:
        DiskFullError: no room; an older file still stands.
        CacheFileError: it cannot be written there; an older file still stands.
    """
    temporary = path.with_name(path.name + ".new")
    with _told_plainly(path), _tidied(temporary):
        with open(temporary, "wb", opener=private.opener) as file:
            digest = hashlib.sha256()
            for piece in _pieces(arrays):
                digest.update(piece)
                file.write(piece)
                yield
            file.write(digest.digest())
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)


def read(path: Path) -> dict[str, npt.NDArray[Any]]:
    """The arrays as they were written, read-only.

    Raises:
        CacheFileError: the file is missing, cannot be read or is not as it was written.
    """
    steps = reading(path)
    while (arrays := next(steps)) is None:
        pass
    return arrays


def reading(path: Path) -> Iterator[dict[str, npt.NDArray[Any]] | None]:
    """As `read`, in slices: None after each, the arrays at last."""
    content = bytearray()
    digest = hashlib.sha256()
    with _told_plainly(path):
        if not path.exists():
            raise CacheFileError(CacheFault.ARRAYS_MISSING, path)
    with _told_plainly(path), path.open("rb") as file:
        left = os.fstat(file.fileno()).st_size - _DIGEST
        while left > 0 and (piece := file.read(min(_PIECE, left))):
            digest.update(piece)
            content += piece
            left -= len(piece)
            yield None
        is_whole = left == 0 and file.read() == digest.digest()
    if not is_whole or not content.startswith(_MAGIC):
        raise CacheFileError(CacheFault.ARRAYS_DAMAGED, path)
    yield _unpacked(path, content)


def reading_record(path: Path, record: Callable[[Path, Arrays], T]) -> Iterator[T | None]:
    """Read what is made of arrays, in slices: None after each, the record at last.

    Args:
        path: of the file.
        record: makes it of path and arrays; raises CacheFileError for those of another version.

    Raises:
        CacheFileError: there is none, it is damaged, or of another version.
    """
    for arrays in reading(path):
        yield None if arrays is None else record(path, arrays)


def check_shapes(path: Path, arrays: Arrays, shapes: Mapping[str, tuple[int, ...]]) -> None:
    """Look whether a file holds these arrays: written by another version it may hold others.

    Raises:
        CacheFileError: it does not.
    """
    if {name: array.shape for name, array in arrays.items()} != shapes:
        raise CacheFileError(CacheFault.ARRAYS_OTHER_VERSION, path)


def _pieces(arrays: Arrays) -> Iterator[bytes | memoryview]:
    plain = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    unfit = [name for name, array in plain.items() if array.dtype.kind not in _KINDS]
    if unfit:
        raise TypeError(f"arrays of a type that is not kept: {unfit}")
    header = [[name, array.dtype.str, list(array.shape)] for name, array in plain.items()]
    packed = json.dumps(header).encode()
    yield _MAGIC + len(packed).to_bytes(8, "little") + packed
    for array in plain.values():
        content = array.reshape(-1).view(np.uint8).data if array.size else b""
        for start in range(0, len(content), _PIECE):
            yield content[start : start + _PIECE]


def _unpacked(path: Path, content: bytearray) -> dict[str, npt.NDArray[Any]]:
    """The arrays of a file that proved to be one that was written here."""
    start = len(_MAGIC) + 8
    length = int.from_bytes(content[len(_MAGIC) : start], "little")
    found = {}
    try:
        at = start + length
        for name, kind, shape in json.loads(content[start:at]):
            dtype, count = np.dtype(kind), math.prod(shape)
            array = np.frombuffer(content, dtype, count, at) if count else np.empty(0, dtype)
            array.flags.writeable = False
            found[name] = array.reshape(shape)
            at += count * dtype.itemsize
    except (ValueError, TypeError) as error:
        raise CacheFileError(CacheFault.ARRAYS_OTHER_KIND, path) from error
    return found


@contextmanager
def _told_plainly(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise DiskFullError(CacheFault.ARRAYS_NO_ROOM, path.parent) from error
        raise CacheFileError(CacheFault.ARRAYS_REFUSED, path, system_reason(error)) from error


@contextmanager
def _tidied(temporary: Path) -> Iterator[None]:
    """The temporary file goes when writing fails or is given up."""
    try:
        yield
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
