"""The close look: are two photos whose thumbnails are the same picture really one?

Their files are read (`opened_files`) and compared (`file_comparison`); of those that are one, it is
found out which was made of the other (`provenance`). Runs in a worker process; imports OpenCV.
"""

from __future__ import annotations

import cv2

from photosim.core.compare.close_job import CloseAnswer, CloseOrder, OnDisk, not_same
from photosim.core.compare.file_comparison import settled
from photosim.core.compare.opened_files import DecodedFile, OpenedFiles
from photosim.core.compare.provenance import with_provenance
from photosim.core.errors import DecodeError, UnavailableFileError, UnfinishedFileError
from photosim.core.image.decode import Decoder
from photosim.core.records.pairs import Comparison, Doubt


class CloseLooks:
    """Looks closely at pairs; keeps the last files. For one thread."""

    def __init__(self, decoder: Decoder) -> None:
        cv2.setNumThreads(1)  # how many looks run at once is for the caller to say
        self._files = OpenedFiles(decoder)

    def look(self, order: CloseOrder) -> CloseAnswer:
        """Settle what the thumbnails said of a photo and each of its partners."""
        found: list[Comparison] = []
        details: dict[int, float] = {}
        asked = zip(order.partners, order.comparisons, order.superpositions, strict=True)
        for partner, comparison, superposition in asked:
            photos = {one.look.photo_id: one for one in (order.photo, partner)}
            pair = photos[comparison.first], photos[comparison.second]
            try:
                files = self._files.open(pair[0]), self._files.open(pair[1])
                found.append(with_provenance(settled(comparison, files, superposition), pair))
                details |= _details(pair, files)
            except (UnavailableFileError, UnfinishedFileError):
                continue
            except DecodeError:
                found.append(not_same(comparison, Doubt.UNDECIDED))
        return CloseAnswer(tuple(found), details)


def _details(
    pair: tuple[OnDisk, OnDisk], files: tuple[DecodedFile, DecodedFile]
) -> dict[int, float]:
    return {
        photo.look.photo_id: file.detail
        for photo, file in zip(pair, files, strict=True)
        if file.detail is not None
    }
