"""The errors that a person is told about; a bug is an ordinary Python exception.

Each message is one plain sentence that says what, where and what to do next.
"""

from __future__ import annotations

NO_PERMISSION = "You have no permission to read this file."
"""Why a file is a problem that may be none a moment later, without any event."""


class PhotosimError(Exception):
    """The world is not as it should be; the message is a sentence for the person."""


class DecodeError(PhotosimError):
    """A file cannot be read as a photo; the message is the reason, without the path."""


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
