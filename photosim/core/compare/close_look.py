"""The close look: are two photos whose thumbnails are the same picture really one?

`files -> some 768 px (documents 1152) -> laid on each other -> the largest local difference that
compression and resampling cannot explain`, in light and dark, and in colours. A digit, a word,
closed eyes, a stamp, a thing in another colour: too small for thumbnails, and another picture to a
person. What cannot be decided is not called the same either.

Runs in a worker process; imports OpenCV.
"""

from __future__ import annotations

import collections
import hashlib
import io
import itertools
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
from PIL import Image

from photosim.core.compare import (
    colour_change,
    colour_marks,
    documents,
    edits,
    geometry,
    local_change,
    other_colours,
    pieces,
    registration,
    resave_trial,
    resize_trial,
)
from photosim.core.compare.alignment import CommonGrid, resized
from photosim.core.compare.close_job import CloseAnswer, CloseOrder, OnDisk, not_same, same
from photosim.core.compare.differences import has_more_around, is_cropped, quarters
from photosim.core.compare.geometry import Affine, Size
from photosim.core.compare.local_change import LocalChange
from photosim.core.compare.superposition import Superposition
from photosim.core.errors import (
    DecodeError,
    Fault,
    UnavailableFileError,
    UnfinishedFileError,
)
from photosim.core.image import detail, frames, payload, remains
from photosim.core.image.decode import Decoded, Decoder
from photosim.core.image.examine import read
from photosim.core.image.formats import BROKEN_FILE_ERRORS
from photosim.core.records.pairs import Comparison, Differences, Doubt, Spot, Tier
from photosim.core.records.photos import Box, Pixels

PHOTO_PX, DOCUMENT_PX = 768, 1152
"""Long edge at which photos and documents are compared."""

MOST_SAME = 3.0
"""Strength of the strongest local change up to which it is the same picture."""

LEAST_OTHER = 4.0
"""Strength from which it is not; in between nobody can tell.

Calibration half of tests/bench/duplicates.py: 200 re-saves have .8 at most, real ones over years
2.8 (95 %); other digits, words, eyes and objects 4.4 and more, half of them 29; digits of 7 to 11
px 1.3 and more, half of them 9.
"""

_LEAST_ALONE, _TIMES_ALONE = 1.0, 3.0
"""Of two documents a weaker change is one as well, if nothing else is a third as strong: letters
differ in little. Where a page was made smaller by other filters everything is stronger, but alike:
of 60 re-saves of pages and chats the strongest place had 2.1 times as much as any other, where
one digit was another one 4.7 times and more, at strengths from 1.8 on (2026-11)."""

_MISSING_PX, _STILL_GREY = 9, 2.0
"""What is missing of a damaged file is so wide at least, px, and so even, grey levels."""

_MOST_UNLIKE = 0.2
"""Share of the structure of a further frame, of which no thumbnail was compared, that may be
another one: what is different everywhere is no local change, and stands out of no noise."""

_MOST_OTHER_GROUND = 0.04
"""The same where all that agrees is one thing: the ground around it must be the same, too. A key on
two pieces of cloth, the same word on two, have .06 and more; re-saves .02."""

_WHOLE = Box(0.0, 0.0, 1.0, 1.0)

_KEPT, _FEWEST = 10, 3
"""Decoded pictures that a worker keeps: those of a series come one after the other; 3 MB each. Of
very tall and wide ones, which may have 10 MB, fewer."""


@dataclass(frozen=True, slots=True)
class DecodedFile:
    """A photo's file, decoded for a close look.

    Attributes:
        pixels: `(h, w, 3)` uint8, upright, long edge `DOCUMENT_PX` at most.
        is_document: mostly flat ground.
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

    @property
    def is_long(self) -> bool:
        """Whether it is looked at in pieces."""
        return self.large is not None


class CloseLooks:
    """Looks closely at pairs; keeps the last pictures. For one thread."""

    def __init__(self, decoder: Decoder) -> None:
        cv2.setNumThreads(1)  # how many looks run at once is for the caller to say
        self._decoder = decoder
        self._opened: collections.OrderedDict[bytes, DecodedFile] = collections.OrderedDict()

    def look(self, order: CloseOrder) -> CloseAnswer:
        """Settle what the thumbnails said of a photo and each of its partners."""
        found: list[Comparison] = []
        details: dict[int, float] = {}
        asked = zip(order.partners, order.comparisons, order.superpositions, strict=True)
        for partner, comparison, superposition in asked:
            photos = {one.look.photo_id: one for one in (order.photo, partner)}
            pair = photos[comparison.first], photos[comparison.second]
            try:
                files = self._open(pair[0]), self._open(pair[1])
                found.append(_with_source(settled(comparison, files, superposition), pair))
                details |= _details(pair, files)
            except (UnavailableFileError, UnfinishedFileError):
                continue
            except DecodeError:
                found.append(not_same(comparison, Doubt.UNDECIDED))
        return CloseAnswer(tuple(found), details)

    def _open(self, photo: OnDisk) -> DecodedFile:
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
        data, path = _read(photo)
        found = opened(self._decoder, data, os.fsdecode(path))
        return found if photo.is_measured else replace(found, detail=detail.of_jpeg(data))


def _read(photo: OnDisk) -> tuple[bytes, bytes]:
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


def _with_source(found: Comparison, pair: tuple[OnDisk, OnDisk]) -> Comparison:
    """What a close look found, and which of the two files was made of the other one."""
    differences = found.differences
    if found.tier is not Tier.SAME_PICTURE or differences is None:
        return found
    made = differences
    if _may_be_resaved(differences, pair):
        made = replace(made, resaved=resave_trial.resaved(*_both(pair)))
    if _may_be_resized(differences, pair):
        made = replace(made, resized=resize_trial.resized(*_both(pair)))
    return replace(found, differences=made)


def _both(pair: tuple[OnDisk, OnDisk]) -> tuple[bytes, bytes]:
    return _read(pair[0])[0], _read(pair[1])[0]


def _may_be_resaved(differences: Differences, pair: tuple[OnDisk, OnDisk]) -> bool:
    """Whether that can be tried out, and is not known: equal pixels are nobody's copy."""
    sizes = _sizes(pair)
    is_jpeg = any(one.look.file_format == "JPEG" for one in pair)
    return is_jpeg and sizes[0] == sizes[1] and not differences.is_equal


def _may_be_resized(differences: Differences, pair: tuple[OnDisk, OnDisk]) -> bool:
    """Whether that can be tried out: of whole pictures that are not turned."""
    if is_cropped(differences) or has_more_around(differences):
        return False
    is_upright = not differences.is_mirrored and not quarters(differences)
    return is_upright and resize_trial.may_be_resized(*_sizes(pair))


def _sizes(pair: tuple[OnDisk, OnDisk]) -> tuple[Size, Size]:
    looks = pair[0].look, pair[1].look
    return (looks[0].width, looks[0].height), (looks[1].width, looks[1].height)


def _details(
    pair: tuple[OnDisk, OnDisk], files: tuple[DecodedFile, DecodedFile]
) -> dict[int, float]:
    return {
        photo.look.photo_id: file.detail
        for photo, file in zip(pair, files, strict=True)
        if file.detail is not None
    }


def opened(decoder: Decoder, data: bytes, name: str) -> DecodedFile:
    """A file's bytes for a close look.

    Raises:
        DecodeError: it cannot be decoded.
    """
    decoded = decoder.open(data, name, long_edge=DOCUMENT_PX, short_edge=0)
    pixels, large = np.asarray(decoded.image), None
    if pieces.is_long(decoded.width, decoded.height) and max(pixels.shape) >= DOCUMENT_PX:
        again = decoder.open(data, name, long_edge=DOCUMENT_PX, short_edge=pieces.LEGIBLE_EDGE)
        large = np.asarray(again.image)
    n_frames = payload.of(data, decoded.file_format).n_frames
    kept = data if n_frames > 1 else b""
    is_document = documents.is_document(pixels if large is None else pieces.middle(large))
    return DecodedFile(
        pixels,
        is_document,
        n_frames,
        kept,
        decoded.is_damaged,
        has_alpha=_has_alpha(data),
        large=large,
        is_legible=not is_document or _is_legible(decoded, large),
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


def settled(
    comparison: Comparison,
    pair: tuple[DecodedFile, DecodedFile],
    superposition: Superposition | None,
) -> Comparison:
    """What two photos are that the thumbnails call the same picture.

    Args:
        comparison: what the thumbnails said.
        pair: the files of its first and its second photo.
        superposition: how the thumbnails lie on each other.

    Raises:
        DecodeError: a frame is damaged.
    """
    first, second = pair
    if first.n_frames != second.n_frames:
        return not_same(comparison, Doubt.FRAMES)
    placed = None if superposition is None else geometry.of_numbers(superposition.placed)
    if superposition is None or placed is None or first.n_frames > frames.MOST:
        return not_same(comparison, Doubt.UNDECIDED)
    looked = _Looked(pair, placed, is_swapped=not superposition.is_first_inner)
    overlay, affine = looked.laid(first.pixels, second.pixels)
    change = looked.change(overlay)
    for found, window in looked.everywhere(change, affine):
        is_alone = looked.is_alone(found)
        if found.greatest > MOST_SAME or is_alone:
            spot = looked.spot(found, affine, window)
            is_other = found.greatest >= LEAST_OTHER or is_alone
            return not_same(comparison, Doubt.PLACE if is_other and spot else Doubt.UNDECIDED, spot)
    if not looked.is_legible or (
        superposition.is_of_one_thing and change.unlike > _MOST_OTHER_GROUND
    ):
        return not_same(comparison, Doubt.UNDECIDED)
    for one, other in _further(pair):
        change = looked.change(looked.laid(one, other)[0])
        if change.greatest > MOST_SAME or change.unlike > _MOST_UNLIKE:
            return not_same(comparison, Doubt.FRAMES)
    known = comparison.differences
    edited = None if known is None else looked.edited(known, overlay)
    return same(replace(comparison, differences=edited))


@dataclass(frozen=True, slots=True)
class _Looked:
    """A pair of files and how their thumbnails lie on each other.

    Attributes:
        pair: the files.
        placed: the map from places in the first to those in the second, as fractions.
        is_swapped: the inner picture, which is laid on the other one, is the second.
    """

    pair: tuple[DecodedFile, DecodedFile]
    placed: Affine
    is_swapped: bool

    @property
    def long_edge(self) -> int:
        """Px at which they are compared."""
        return DOCUMENT_PX if any(one.is_document for one in self.pair) else PHOTO_PX

    def laid(self, first: Pixels, second: Pixels) -> tuple[CommonGrid, Affine]:
        """Two pictures of the files on one grid, and the map between them as fractions."""
        small = [resized(one, self.long_edge / max(one.shape[:2])) for one in (first, second)]
        inner, outer = self._inner_first(*small)
        here, there = ((one.shape[1], one.shape[0]) for one in (inner, outer))
        placed = geometry.inverse(self.placed) if self.is_swapped else self.placed
        start = geometry.as_pixels(placed, here, there)
        overlay, affine = registration.lay(inner, outer, start, self.long_edge)
        if any(one.is_damaged for one in self.pair):
            overlay = _without_missing(overlay)
        return overlay, geometry.as_fractions(affine, here, there)

    def _inner_first(self, first: Pixels, second: Pixels) -> tuple[Pixels, Pixels]:
        return (second, first) if self.is_swapped else (first, second)

    def edited(self, found: Differences, overlay: CommonGrid) -> Differences:
        """The differences, and what the files show besides of what was done to one of them."""
        sign = -1 if self.is_swapped else 1
        return replace(
            found,
            is_recoloured=edits.is_recoloured(overlay),
            is_refocused=edits.is_refocused(overlay),
            noise=sign * edits.noise(overlay),
            is_equal=self._are_equal(),
            toned=edits.toned(overlay),
        )

    def _are_equal(self) -> bool:
        """Whether all pixels are the same: a PNG of a JPEG; of large ones that is not seen."""
        first, second = self.pair
        is_alike = first.has_alpha is second.has_alpha
        return is_alike and bool(np.array_equal(first.pixels, second.pixels))

    def change(self, overlay: CommonGrid) -> LocalChange:
        """Where two pictures on one grid differ; in light and dark first, since most do."""
        found = local_change.find(overlay)
        unlike = found.unlike
        for find in self._finds_colours():
            if found.greatest >= LEAST_OTHER:
                break
            recoloured = replace(find(overlay), unlike=unlike)
            found = max(found, recoloured, key=lambda change: change.greatest)
        return found

    def _finds_colours(self) -> Iterator[Callable[[CommonGrid], LocalChange]]:
        """What sees other colours: areas, thin marks, strong ones in drawings."""
        yield colour_change.find
        yield colour_marks.find
        if all(one.is_document for one in self.pair):
            yield other_colours.find

    def is_alone(self, change: LocalChange) -> bool:
        """Whether a change of two documents is one because nothing else comes near it."""
        if not _LEAST_ALONE < change.greatest < np.inf:
            return False
        are_documents = all(one.is_document for one in self.pair)
        return are_documents and change.greatest > _TIMES_ALONE * change.elsewhere

    @property
    def is_legible(self) -> bool:
        """Whether letters could be read in what was looked at."""
        return all(one.is_legible for one in self.pair)

    def everywhere(self, whole: LocalChange, affine: Affine) -> Iterator[tuple[LocalChange, Box]]:
        """The changes of the whole and of its pieces, and where these lie in the inner picture.

        Args:
            whole: that of the whole.
            affine: between places in both, as fractions.
        """
        yield whole, _WHOLE
        if not any(one.is_long for one in self.pair):
            return
        large = [one.pixels if one.large is None else one.large for one in self.pair]
        inner, outer = self._inner_first(*large)
        here, there = ((one.shape[1], one.shape[0]) for one in (inner, outer))
        placed = geometry.as_pixels(affine, here, there)
        for piece in pieces.laid(inner, outer, placed, self.long_edge):
            found = self.change(piece.grid)
            if np.isfinite(found.greatest):  # else none of it is in the other picture
                yield found, piece.window

    def spot(self, change: LocalChange, affine: Affine, window: Box) -> Spot | None:
        """The place in both photos of a change in a part of the inner one."""
        found = change.where(max(min(MOST_SAME, change.greatest / 2), change.greatest / 4))
        if found is None:
            return None
        (left, top, right, bottom), share = found
        height, width = change.strength.shape
        corners = np.array(
            [
                (window.x + window.width * x / width, window.y + window.height * y / height, 1.0)
                for x, y in itertools.product((left, right), (top, bottom))
            ]
        )
        boxes = _box(corners[:, :2]), _box(corners @ affine.T)
        first, second = reversed(boxes) if self.is_swapped else boxes
        return Spot(first, second, share * window.width * window.height)


def _without_missing(overlay: CommonGrid) -> CommonGrid:
    """The overlay as if what is missing of a damaged file, and grey therefore, were not shown."""
    side = np.ones((_MISSING_PX, _MISSING_PX), np.uint8)
    is_shown = overlay.is_shown
    for layer in (overlay.inner, overlay.outer):
        is_grey = (np.abs(layer - np.float32(remains.GREY)) < _STILL_GREY).all(axis=2)
        missing = cv2.morphologyEx(is_grey.astype(np.uint8), cv2.MORPH_OPEN, side)
        is_shown = is_shown & (cv2.dilate(missing, side) == 0)
    return CommonGrid(overlay.inner, overlay.outer, is_shown)


def _box(corners: np.ndarray) -> Box:
    """The upright box around some points, fractions of the picture, cut off at its edges."""
    low, high = (np.clip(edge(corners, axis=0), 0.0, 1.0) for edge in (np.min, np.max))
    return Box(float(low[0]), float(low[1]), float(high[0] - low[0]), float(high[1] - low[1]))


def _further(pair: tuple[DecodedFile, DecodedFile]) -> Iterator[tuple[Pixels, Pixels]]:
    """The other frames of both files, side by side."""
    if pair[0].n_frames > 1:
        yield from zip(
            *(frames.further(one.data, DOCUMENT_PX) for one in pair),
            strict=False,  # the files were found to have as many
        )
