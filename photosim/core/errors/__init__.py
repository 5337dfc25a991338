"""The errors that a person is told about; a bug is an ordinary Python exception.

In: what is wrong, as a `Code` of `codes` with its values. Out: an exception of one small family, or
the text that `coded` makes of them: kept in the library and sent between processes, read again by
`parsed`. `photosim.texts.error_wording` says it: one plain sentence of what, where and what to do
next. The lowest room; pure, in any thread.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from photosim.core.errors.codes import (
    KINDS,
    BackupFault,
    CacheFault,
    CheckFault,
    Code,
    Damage,
    Fault,
    FileContent,
    LogNote,
    ModelFault,
    Obstacle,
    ReviewFault,
    SettingFault,
    StoreFault,
    ThemeFault,
    TrashFault,
    Wanted,
    WordFault,
    Work,
    WorkFault,
)

__all__ = [
    "KINDS",
    "BackupError",
    "BackupFault",
    "BoxError",
    "CacheFault",
    "CacheFileError",
    "CheckFault",
    "Code",
    "CodeValue",
    "Damage",
    "DamagedError",
    "DecodeError",
    "DiskFullError",
    "Fault",
    "FileContent",
    "FolderError",
    "GivenValue",
    "IndexFileError",
    "LabelError",
    "LibraryBusyError",
    "LogNote",
    "ModelError",
    "ModelFault",
    "Obstacle",
    "PhotosimError",
    "ReviewError",
    "ReviewFault",
    "SettingFault",
    "StoreError",
    "StoreFault",
    "StoreTooNewError",
    "ThemeError",
    "ThemeFault",
    "TrashError",
    "TrashFault",
    "UnavailableFileError",
    "UnfinishedFileError",
    "Wanted",
    "WordFault",
    "Work",
    "WorkFault",
    "coded",
    "kept_as",
    "parsed",
    "system_reason",
]

_CODES = {str(code): code for kind in KINDS for code in kind}

CodeValue = str | int | Sequence[str] | None
"""What comes back of a value."""

GivenValue = CodeValue | Path | Exception
"""Paths and exceptions are told as texts; a `Code`, or what was made of one, is said in words.

Of an exception of the system the number is kept, as `system_reason` says.
"""

_BEFORE: Mapping[Code, str] = {
    Fault.NO_PERMISSION: "You have no permission to read this file.",
    Fault.STILL_WRITTEN: "The file ends too early; it may still be being written.",
}
"""What libraries hold that were written when reasons were sentences."""

_SIGN = "#"
"""What a coded fault begins with, and no sentence does."""


def coded(code: Code, *values: GivenValue) -> str:
    """A code with its values, as the library keeps it and processes send it."""
    given = [coded(value) if isinstance(value, Code) else value for value in values]
    return f"{_SIGN}{code} {json.dumps(given, default=_value)}" if given else _SIGN + code


def system_reason(error: OSError) -> int | str | None:
    """Why the system refused something, as a value: its errno, which the texts put into words.

    A text of its own stays one, as libraries and Windows give it; None when there is none either.
    Other systems have other numbers, but no library is carried from one to another.
    """
    number = error.errno
    return number if number and error.strerror == os.strerror(number) else error.strerror


def _value(given: object) -> str:
    """A path or an exception as it is told, but for the words that the system has for a number."""
    said = str(given)
    if isinstance(given, OSError) and isinstance(number := system_reason(given), int):
        begin = f"[Errno {number}] {given.strerror}"
        if said.startswith(begin):
            return coded(Obstacle.SYSTEM_ERROR, number, said.removeprefix(begin))
    return said


def parsed(text: str) -> tuple[Code, list[CodeValue]] | None:
    """What `coded` made a text of; None for a sentence.

    Of what a damaged library or another photosim kept, the values may be others than the code's.
    """
    code, _, rest = text.removeprefix(_SIGN).partition(" ")
    if not text.startswith(_SIGN):
        return None
    try:
        found, values = _CODES[code], json.loads(rest or "[]")
    except (KeyError, ValueError, RecursionError):  # a sentence that begins with a path, say
        return None
    return (found, values) if isinstance(values, list) else None


def kept_as(fault: Code) -> tuple[str, ...]:
    """The texts by which libraries of every age hold a fault without values."""
    return (coded(fault), *([_BEFORE[fault]] if fault in _BEFORE else []))


class PhotosimError(Exception):
    """The world is not as it should be; the message is a coded one, and no sentence.

    Args:
        code: what is wrong, or the message of such an error, as another process told it.
        values: as the comment at the code says.
    """

    def __init__(self, code: Code | str, *values: GivenValue) -> None:
        super().__init__(coded(code, *values) if isinstance(code, Code) else code)


class DecodeError(PhotosimError):
    """A file cannot be read as a photo; the message does not name it."""


class UnfinishedFileError(DecodeError):
    """A file changed while it was read or ends too early: it may still be being written."""


class ModelError(PhotosimError):
    """A model file or its card is missing, damaged or does not fit."""


class StoreError(PhotosimError):
    """The library's database cannot be read or written."""


class StoreTooNewError(StoreError):
    """The library was made by a newer photosim; it is left untouched."""


class DamagedError(StoreError):
    """A page or a row of the library's database is not as it was written."""


class BackupError(PhotosimError):
    """A backup of decisions cannot be made, is damaged, or is not there."""


class LibraryBusyError(PhotosimError):
    """Another program is writing to this library."""


class DiskFullError(StoreError):
    """There is no room left where the library lies."""


class IndexFileError(PhotosimError):
    """The index file is missing or does not match its record; it must be made again."""


class CacheFileError(PhotosimError):
    """A file that photosim can make again is missing or not as it was written."""


class FolderError(PhotosimError):
    """A watched folder cannot be added, read or found."""


class UnavailableFileError(DecodeError):
    """A file that was there cannot be reached now: moved, deleted, or its drive is gone."""


class BoxError(DecodeError):
    """The part of a picture to search by is none: no size, outside of it, or a few pixels only."""


class TrashError(PhotosimError):
    """A photo cannot be moved to the trash, or not be brought back from it; it stays."""


class ReviewError(PhotosimError):
    """What a person asked of a review cannot be done: its group is another one now, say."""


class ThemeError(PhotosimError):
    """The themes cannot be made, or one that was asked for is not there any more."""


class LabelError(PhotosimError):
    """A label cannot have this name, or is not there any more."""
