"""Reads and decodes the files of two photos, as large as a close look needs them.

`the first path that holds the photo's bytes -> decoded, long edge 1152 px; very tall or wide ones
once more, larger -> a DecodedFile`. Runs in a worker process.
"""

from __future__ import annotations

import collections
import hashlib
import io
import os
from dataclasses import dataclass, field, replace

import numpy as np
from PIL import Image

from photosim.core.compare import documents, pieces
from photosim.core.compare.close_job import OnDisk
from photosim.core.errors import DecodeError, Fault, UnavailableFileError
from photosim.core.image import detail, payload
from photosim.core.image.decode import Decoded, Decoder
from photosim.core.image.file_bytes import read
from photosim.core.image.formats import BROKEN_FILE_ERRORS
from photosim.core.records.photos import Pixels

OPENED_PX = 1152
"""Long edge at which files are opened, the one at which documents are compared."""

_KEPT, _FEWEST = 10, 3
"""Decoded pictures that a worker keeps: those of a series come one after the other; 3 MB each. Of
very tall and wide ones, which may have 10 MB, fewer."""


@dataclass(frozen=True, slots=True)
class DecodedFile:
    """A photo's file, decoded for a close look.

    Attributes:
        pixels: `(h, w, 3)` uint8, upright, long edge `OPENED_PX` at most.
        is_document: mostly flat ground, or a page in uneven light.
        is_uneven: a page in uneven light: one that was photographed by hand.
        n_frames: pages or frames that a person can see.
        data: the file, where it has several of them.
        is_damaged: what is missing of it is grey.
        has_alpha: it may be transparent; its pixels are those on a ground.
        detail: how much of its pixels is real, where that was not known; None when it is not now.
        large: the same pixels, more of them where it is very tall or wide.
        is_legible: letters as large as they are on phones can be read in these; of no photo asked.
    """

    pixels: Pixels
    is_document: bool
    n_frames: int = 1
    data: bytes = field(default=b"", repr=False)
    is_damaged: bool = False
    has_alpha: bool = False
    detail: float | None = None
    large: Pixels | None = field(default=None, repr=False)
    is_legible: bool = True
    is_uneven: bool = False

    @property
    def is_long(self) -> bool:
        """Whether it is looked at in pieces."""
        return self.large is not None


class OpenedFiles:
    """Opens photos' files; keeps the last ones. For one thread."""

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        self._opened: collections.OrderedDict[bytes, DecodedFile] = collections.OrderedDict()

    def open(self, photo: OnDisk) -> DecodedFile:
        """The photo from its first file that holds it.

        Raises:
            UnavailableFileError: no file of it can be reached, or holds it now.
            DecodeError: it cannot be decoded.
        """
        wanted = photo.content_hash
        opened = self._opened.pop(wanted, None) or self._decoded(photo)
        self._opened[wanted] = opened
        while len(self._opened) > _KEPT or (len(self._opened) > _FEWEST and self._n_long > _FEWEST):
            self._opened.popitem(last=False)
        return opened

    @property
    def _n_long(self) -> int:
        return sum(one.is_long for one in self._opened.values())

    def _decoded(self, photo: OnDisk) -> DecodedFile:
        data, path = read_from_disk(photo)
        found = opened(self._decoder, data, os.fsdecode(path))
        return found if photo.is_measured else replace(found, detail=detail.of_jpeg(data))


def read_from_disk(photo: OnDisk) -> tuple[bytes, bytes]:
    """The bytes of a photo's first file that holds it, and its path.

    Raises:
        UnavailableFileError: there is none now.
    """
    for path in photo.paths:
        try:
            data = read(path)
        except DecodeError:
            continue
        if hashlib.sha256(data).digest() == photo.content_hash:
            return data, path
    raise UnavailableFileError(Fault.NO_FILE_NOW)


def opened(decoder: Decoder, data: bytes, name: str) -> DecodedFile:
    """A file's bytes for a close look.

    Raises:
        DecodeError: it cannot be decoded.
    """
    decoded = decoder.open(data, name, long_edge=OPENED_PX, short_edge=0)
    pixels, large = np.asarray(decoded.image), None
    if pieces.is_long(decoded.width, decoded.height) and max(pixels.shape) >= OPENED_PX:
        again = decoder.open(data, name, long_edge=OPENED_PX, short_edge=pieces.LEGIBLE_EDGE)
        large = np.asarray(again.image)
    n_frames = payload.of(data, decoded.file_format).n_frames
    kept = data if n_frames > 1 else b""
    looked_at = pixels if large is None else pieces.middle(large)
    is_even = documents.is_document(looked_at)
    is_uneven = not is_even and documents.is_page_in_uneven_light(looked_at)
    is_document = is_even or is_uneven
    return DecodedFile(
        pixels,
        is_document,
        n_frames,
        kept,
        decoded.is_damaged,
        has_alpha=_has_alpha(data),
        large=large,
        is_legible=not is_document or _is_legible(decoded, large),
        is_uneven=is_uneven,
    )


def _is_legible(decoded: Decoded, large: Pixels | None) -> bool:
    """Whether letters can be read in as many pixels of a very tall or wide picture."""
    if large is None:
        return True
    least = min(pieces.LEAST_SHORT_EDGE, decoded.width, decoded.height)
    return bool(min(large.shape[:2]) >= least)


def _has_alpha(data: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(data)) as image:
            return image.has_transparency_data
    except BROKEN_FILE_ERRORS:  # what others decode: RAW and whatever is damaged
        return False
