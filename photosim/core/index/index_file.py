"""The index's two files: written beside, checked, swapped in; never loaded unless they match.

hnswlib reports nothing when it cannot write (full disk, missing folder) and crashes or lies when
it reads a damaged file (a random page: 30 of 30 crashes), so sizes, header and hashes are checked
here. The graph's file is hnswlib's own; beside it lie the photo ids of its entries, as `.npz`.
"""

from __future__ import annotations

import hashlib
import io
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np

from photosim.core.disk import private
from photosim.core.disk.free_space import FULL
from photosim.core.errors import CacheFault, DiskFullError, IndexFileError, system_reason
from photosim.core.index.vector_index import IndexFile

IDS_SUFFIX = ".ids"
KEY_BYTES = 16
HEADER = struct.Struct("<6Q")
"""Start of hnswlib 0.8's file: offset 0, capacity, entries, bytes of an entry, offset of the label,
offset of the vector (hnswalg.h, saveIndex)."""
SPARE = 1.1
"""Room for new photos in a loaded graph; beyond it the graph grows by itself."""


def ids_path(path: Path) -> Path:
    """Where the photo ids of the graph at `path` lie."""
    return path.with_name(path.name + IDS_SUFFIX)


def write(
    path: Path,
    graph: Any,  # noqa: ANN401 - hnswlib has no types
    dim: int,
    keys: list[bytes],
    holders: list[tuple[int, ...]],
) -> IndexFile:
    """Save a graph and its photo ids; until both are checked the older files stand.

    Args:
        path: the graph's file; temporary files are made in the same folder.
        graph: a `hnswlib.Index`.
        dim: length of an embedding.
        keys: `KEY_BYTES` bytes for each entry.
        holders: photo ids of each entry.

    Raises:
        DiskFullError: no room.
        IndexFileError: it cannot be written there.
    """
    temporary = path.with_name(path.name + ".new")
    with _tidied(path, temporary, ids_path(temporary)):
        _write_synced(ids_path(temporary), _packed(keys, holders))
        private.make_file(temporary)  # hnswlib writes into what is there
        graph.save_index(os.fsencode(temporary))
        _check_whole(temporary, graph.index_file_size())
        if _entries_and_dim(temporary) != (len(keys), dim):
            raise IndexFileError(CacheFault.INDEX_NOT_WRITTEN, path.parent)
        record = _record(path, temporary, dim, sum(map(len, holders)), len(keys))
        ids_path(temporary).replace(ids_path(path))
        temporary.replace(path)
    return record


@contextmanager
def _tidied(path: Path, *temporaries: Path) -> Iterator[None]:
    """Temporary files go when writing fails; the file system's reasons become ours."""
    try:
        yield
    except FileNotFoundError as error:
        raise IndexFileError(CacheFault.INDEX_NO_FOLDER, path.parent) from error
    except OSError as error:
        if error.errno in FULL:
            raise DiskFullError(CacheFault.INDEX_NO_ROOM, path.parent) from error
        raise IndexFileError(CacheFault.INDEX_REFUSED, path.parent, system_reason(error)) from error
    finally:
        for temporary in temporaries:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _packed(keys: list[bytes], holders: list[tuple[int, ...]]) -> bytes:
    packed = io.BytesIO()
    np.savez(
        packed,
        keys=np.frombuffer(b"".join(keys), np.uint8).reshape(len(keys), KEY_BYTES),
        photo_ids=np.array([photo for row in holders for photo in row], np.int64),
        n_holders=np.array([len(row) for row in holders], np.int64),
    )
    return packed.getvalue()


def _unpacked(packed: bytes) -> tuple[list[bytes], list[tuple[int, ...]]]:
    with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
        keys = [row.tobytes() for row in arrays["keys"]]
        photo_ids = arrays["photo_ids"].tolist()
        ends = np.cumsum(arrays["n_holders"]).tolist()
    starts = [0, *ends]
    return keys, [tuple(photo_ids[a:b]) for a, b in zip(starts, ends, strict=False)]


def _write_synced(path: Path, content: bytes) -> None:
    with open(path, "wb", opener=private.opener) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _check_whole(path: Path, size: int) -> None:
    """Bring a file that hnswlib wrote to the disk.

    hnswlib stops at the first failed write and says nothing, so the file is too short then; writing
    on makes the system say why.

    Raises:
        OSError: the system's reason.
        IndexFileError: the file has another size, for no reason the system gives.
    """
    with path.open("r+b") as file:
        missing = size - file.seek(0, os.SEEK_END)
        file.write(bytes(max(0, missing)))
        file.flush()
        os.fsync(file.fileno())
    if missing:
        raise IndexFileError(CacheFault.INDEX_NOT_WRITTEN, path.parent)


def _entries_and_dim(path: Path) -> tuple[int, int]:
    """Number of entries and their vectors' length, as the header of a graph's file says."""
    with path.open("rb") as file:
        start = file.read(HEADER.size)
    if len(start) < HEADER.size:
        return -1, -1
    _, _, entries, _, label_offset, vector_offset = HEADER.unpack(start)
    return entries, (label_offset - vector_offset) // np.dtype(np.float32).itemsize


def _record(path: Path, temporary: Path, dim: int, count: int, entries: int) -> IndexFile:
    return IndexFile(
        name=path.name,
        size=temporary.stat().st_size,
        sha256=_sha256(temporary),
        ids_size=ids_path(temporary).stat().st_size,
        ids_sha256=_sha256(ids_path(temporary)),
        dim=dim,
        count=count,
        entries=entries,
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read(path: Path, expected: IndexFile) -> tuple[list[bytes], list[tuple[int, ...]]]:
    """Keys and holders of the entries, after both files proved to be the ones that were saved.

    Raises:
        IndexFileError: they are not, or cannot be read.
    """
    try:
        packed = ids_path(path).read_bytes()
        found = (path.stat().st_size, len(packed), *_entries_and_dim(path))
        wanted = (expected.size, expected.ids_size, expected.entries, expected.dim)
        hashes = (hashlib.sha256(packed).hexdigest(), _sha256(path))
    except FileNotFoundError as error:
        raise IndexFileError(CacheFault.INDEX_UNREADABLE, path) from error
    except OSError as error:
        raise IndexFileError(CacheFault.INDEX_FORBIDDEN, path, system_reason(error)) from error
    if found != wanted or hashes != (expected.ids_sha256, expected.sha256):
        raise IndexFileError(CacheFault.INDEX_DAMAGED, path)
    keys, holders = _unpacked(packed)
    if (len(keys), sum(map(len, holders))) != (expected.entries, expected.count):
        raise IndexFileError(CacheFault.INDEX_OTHER_RECORD, path)
    return keys, holders


def load_graph(graph: Any, path: Path, expected: IndexFile) -> None:  # noqa: ANN401 - hnswlib has no types
    """Load a file that `read` has accepted into an empty `hnswlib.Index`.

    Raises:
        IndexFileError: hnswlib refuses it.
    """
    try:
        graph.load_index(os.fsencode(path), max_elements=int(expected.entries * SPARE) + 1)
    except RuntimeError as error:
        raise IndexFileError(CacheFault.INDEX_NOT_LOADED, path) from error
