"""A backup of decisions in one file: lines of JSON, compressed; believed only when it is whole.

First line: what it is, when it was made, how many rows of each kind it holds. Then, for some rows
at a time, `{"table": ..., "columns": [...], "rows": [...]}`, bytes as `{"x": "hex"}`. Last line:
the SHA-256 of all lines before. A kind of decision that a reader does not know is passed over.
"""

from __future__ import annotations

import errno
import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from photosim.core.errors import BackupError, BackupFault
from photosim.core.store.decisions import TableRows

FORMAT = 1
"""Raised when readers of this one could not make sense of a newer file."""
_KIND = "decisions of photosim"
_LEVEL = 4
"""Of compression: half of the time of the usual one, a tenth more bytes."""
_BROKEN = (OSError, EOFError, zlib.error, ValueError, TypeError, KeyError)
"""What reading a damaged file ends with."""


@dataclass(frozen=True, slots=True)
class DecisionHeader:
    """What the first line says.

    Attributes:
        made: epoch seconds.
        holds: what there is in it, see `Decisions.counts`.
        mark: of the decisions, see `Decisions.mark`.
    """

    made: float
    holds: Mapping[str, int]
    mark: str | None


def writing(path: Path, head: DecisionHeader, parts: Iterator[TableRows]) -> Iterator[None]:
    """Write a file, in slices. The caller writes beside and renames.

    Raises:
        OSError: it cannot be written.
    """
    digest = hashlib.sha256()
    with path.open("wb") as raw, gzip.GzipFile("", "wb", _LEVEL, raw, mtime=0) as file:
        for line in _lines(head, parts):
            file.write(line)
            digest.update(line)
            yield
        file.write(_line({"sha256": digest.hexdigest()}))


def checking(path: Path) -> Iterator[None]:
    """Read a file to its end, in slices.

    Raises:
        BackupError: it is not as it was written, or cannot be read.
    """
    digest, last = hashlib.sha256(), b""
    try:
        with gzip.open(path) as file:
            _head(json.loads(last := file.readline()), path)
            for line in file:
                digest.update(last)
                last = line
                yield
        is_whole = json.loads(last) == {"sha256": digest.hexdigest()}
    except _BROKEN as error:
        raise _refused(path, error) from error
    if not is_whole:
        raise BackupError(BackupFault.BACKUP_DAMAGED, path)


def check(path: Path) -> None:
    """As `checking`, in one go."""
    for _ in checking(path):
        pass


def head(path: Path) -> DecisionHeader:
    """What the first line says; the rest is not looked at.

    Raises:
        BackupError: it cannot be read, or a newer photosim made it.
    """
    try:
        with gzip.open(path) as file:
            return _head(json.loads(file.readline()), path)
    except _BROKEN as error:
        raise _refused(path, error) from error


def parts(path: Path) -> Iterator[TableRows]:
    """The rows of a file that `check` has accepted, in the order they were written."""
    with gzip.open(path) as file:
        file.readline()
        for line in file:
            said = json.loads(line)
            if "table" in said:
                rows = [tuple(_value(value) for value in row) for row in said["rows"]]
                yield TableRows(said["table"], tuple(said["columns"]), rows)


def _lines(head: DecisionHeader, parts: Iterator[TableRows]) -> Iterator[bytes]:
    yield _line(
        {
            "kind": _KIND,
            "format": FORMAT,
            "made": head.made,
            "holds": dict(head.holds),
            "mark": head.mark,
        }
    )
    for part in parts:
        yield _line(
            {"table": part.table, "columns": list(part.columns), "rows": [*map(list, part.rows)]}
        )


def _line(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, separators=(",", ":"), default=_said).encode("ascii") + b"\n"


def _said(value: object) -> dict[str, str]:
    """Bytes in words; JSON knows the rest."""
    if not isinstance(value, bytes):
        raise TypeError(value)
    return {"x": value.hex()}


def _value(said: Any) -> Any:  # noqa: ANN401 (JSON)
    return bytes.fromhex(said["x"]) if isinstance(said, dict) else said


def _head(said: Any, path: Path) -> DecisionHeader:  # noqa: ANN401 (JSON)
    if said["kind"] != _KIND:
        raise ValueError(said["kind"])
    if said["format"] > FORMAT:
        raise BackupError(BackupFault.BACKUP_TOO_NEW, path)
    holds = {str(table): int(n) for table, n in said["holds"].items()}
    return DecisionHeader(float(said["made"]), holds, said["mark"])


def _refused(path: Path, error: Exception) -> BackupError:
    """What a person is told: the system lets nobody read it, or it is damaged."""
    if isinstance(error, OSError) and error.errno in (errno.EACCES, errno.EPERM, errno.ELOOP):
        return BackupError(BackupFault.BACKUP_UNREADABLE, path, error.errno)
    return BackupError(BackupFault.BACKUP_DAMAGED, path)
