"""What two photos are by their files, after their thumbnails were called the same picture.

`files -> some 768 px (documents 1152) -> laid on each other -> the largest local difference that
compression and resampling cannot explain`, in light and dark, and in colours. A digit, a word,
closed eyes, a stamp, a thing in another colour: too small for thumbnails, and another picture to a
person. What cannot be decided is not called the same either.

Runs in a worker process; imports OpenCV.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

import cv2
import numpy as np

from photosim.core.compare import (
    colour_change,
    colour_marks,
    edits,
    geometry,
    local_change,
    other_colours,
    pieces,
    registration,
)
from photosim.core.compare.alignment import CommonGrid, resized
from photosim.core.compare.close_job import not_same, same
from photosim.core.compare.geometry import Affine
from photosim.core.compare.local_change import LocalChange
from photosim.core.compare.opened_files import OPENED_PX, DecodedFile
from photosim.core.compare.superposition import Superposition
from photosim.core.image import frames, remains
from photosim.core.records.pairs import Comparison, Differences, Doubt, Spot
from photosim.core.records.photos import Box, Pixels

PHOTO_PX, DOCUMENT_PX = 768, OPENED_PX
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

_TIMES_ALONE_IN_PHOTOS = 6.0
"""Of two photos such a change may be one: a digit on a sign in a copy at a third of the size. Of
560 copies, smaller, sharpened, blurred or recoloured, none has one; of 240 that were brightened or
have more contrast 5, where light burnt out (2026-11)."""

_MISSING_PX, _STILL_GREY = 9, 2.0
"""What is missing of a damaged file is so wide at least, px, and so even, grey levels."""

_MOST_UNLIKE = 0.2
"""Share of the structure of a further frame, of which no thumbnail was compared, that may be
another one: what is different everywhere is no local change, and stands out of no noise."""

_MOST_OTHER_GROUND = 0.04
"""The same where all that agrees is one thing: the ground around it must be the same, too. A key on
two pieces of cloth, the same word on two, have .06 and more; re-saves .02."""

_MOST_OTHER_LETTERS, _LEAST_OF_LETTERS = 0.02, 1.5
"""The same of two documents, with a strength: other bills in one form, of which one was made small,
differ in every letter, so that none stands out. At 25 and 30 % of 1,754 px such pairs have .021 and
1.52 and more; of 130 pages and chats, smaller, at quality 40 and in other tones, those with .02
have 1.45 at most (2026-11)."""

_LEAST_TILTED = 0.04
"""Degrees from which one of two pages was not made of the other: it was scanned or photographed
once more. Copies, at half size, cropped, turned by quarters, are off by .008 at most, second scans
by .046 and more (2026-11)."""

_MOST_BY_HAND = 1.0
"""Strength from which nobody can tell whether two such pages are one, with either picture predicted
from the other one. Of 100 pairs of other pages in one form, each photographed by
hand, one of them at 25 to 100 % of its size, what is weaker is smaller than `_LEAST_PAGE_PX`; so
are all of 80 copies of such pages but darker ones that a coarse filter made smaller (2026-11)."""

_LEAST_PAGE_PX, _MUCH_SMALLER = 480, 1.5
"""Long edge of such a page, made so many times smaller at least, from which it can be read."""

_Of = TypeVar("_Of")

_WHOLE = Box(0.0, 0.0, 1.0, 1.0)


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
    grid, affine = looked.on_one_grid(first.pixels, second.pixels)
    change = looked.change(grid)
    for found, window in looked.everywhere(change, affine):
        is_alone = looked.is_alone(found)
        if found.greatest > MOST_SAME or is_alone:
            spot = looked.spot(found, affine, window)
            is_other = found.greatest >= LEAST_OTHER or (is_alone and looked.are_documents)
            return not_same(comparison, Doubt.PLACE if is_other and spot else Doubt.UNDECIDED, spot)
    is_on_other_ground = superposition.is_of_one_thing and change.unlike > _MOST_OTHER_GROUND
    if (
        not looked.is_legible(grid, affine)
        or is_on_other_ground
        or looked.is_other_page(grid, affine, change)
    ):
        return not_same(comparison, Doubt.UNDECIDED)
    for one, other in _further(pair):
        change = looked.change(looked.on_one_grid(one, other)[0])
        if change.greatest > MOST_SAME or change.unlike > _MOST_UNLIKE:
            return not_same(comparison, Doubt.FRAMES)
    known = comparison.differences
    edited = None if known is None else looked.edited(known, grid)
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

    def on_one_grid(self, first: Pixels, second: Pixels) -> tuple[CommonGrid, Affine]:
        """Two pictures of the files on one grid, and the map between them as fractions."""
        small = [resized(one, self.long_edge / max(one.shape[:2])) for one in (first, second)]
        inner, outer = self._inner_first(*small)
        here, there = ((one.shape[1], one.shape[0]) for one in (inner, outer))
        placed = geometry.inverse(self.placed) if self.is_swapped else self.placed
        start = geometry.as_pixels(placed, here, there)
        grid, affine = registration.common_grid(inner, outer, start, self.long_edge)
        if any(one.is_damaged for one in self.pair):
            grid = _without_missing(grid)
        return grid, geometry.as_fractions(affine, here, there)

    def _inner_first(self, first: _Of, second: _Of) -> tuple[_Of, _Of]:
        return (second, first) if self.is_swapped else (first, second)

    def edited(self, found: Differences, grid: CommonGrid) -> Differences:
        """The differences, and what the files show besides of what was done to one of them."""
        sign = -1 if self.is_swapped else 1
        return replace(
            found,
            is_recoloured=edits.is_recoloured(grid),
            is_refocused=edits.is_refocused(grid),
            noise=sign * edits.noise(grid),
            is_equal=self._are_equal(),
            toned=edits.toned(grid),
        )

    def _are_equal(self) -> bool:
        """Whether all pixels are the same: a PNG of a JPEG; of large ones that is not seen."""
        first, second = self.pair
        is_alike = first.has_alpha is second.has_alpha
        return is_alike and bool(np.array_equal(first.pixels, second.pixels))

    def change(self, grid: CommonGrid) -> LocalChange:
        """Where two pictures on one grid differ; in light and dark first, since most do."""
        found = local_change.find(grid)
        unlike = found.unlike
        for find in self._finds_colours():
            if found.greatest >= LEAST_OTHER:
                break
            recoloured = replace(find(grid), unlike=unlike)
            found = max(found, recoloured, key=lambda change: change.greatest)
        return found

    def _finds_colours(self) -> Iterator[Callable[[CommonGrid], LocalChange]]:
        """What sees other colours: areas, thin marks, strong ones in drawings."""
        yield colour_change.find
        yield colour_marks.find
        if self.are_documents:
            yield other_colours.find

    def is_alone(self, change: LocalChange) -> bool:
        """Whether a weak change is one because nothing else comes near it."""
        if not _LEAST_ALONE < change.greatest < np.inf:
            return False
        times = _TIMES_ALONE if self.are_documents else _TIMES_ALONE_IN_PHOTOS
        return change.greatest > times * change.elsewhere

    @property
    def are_documents(self) -> bool:
        """Whether both are mostly flat ground."""
        return all(one.is_document for one in self.pair)

    def are_taken_anew(self, affine: Affine) -> bool:
        """Whether these are documents that a hand laid down, or held the camera over, twice.

        Args:
            affine: between places in both, as fractions.
        """
        is_by_hand = any(one.is_uneven for one in self.pair)
        is_tilted = geometry.tilt(geometry.pose(self._as_pixels(affine)).degrees) > _LEAST_TILTED
        return self.are_documents and (is_by_hand or is_tilted)

    def _as_pixels(self, affine: Affine) -> Affine:
        """A map between fractions of the inner and the outer file, in px."""
        here, there = (
            (one.pixels.shape[1], one.pixels.shape[0]) for one in self._inner_first(*self.pair)
        )
        return geometry.as_pixels(affine, here, there)

    def is_other_page(self, grid: CommonGrid, affine: Affine, change: LocalChange) -> bool:
        """Whether two documents may have only their form in common.

        Of two pages that were photographed by hand, or of which one was made small, all letters
        differ a little, so that none stands out. Pale tones that burnt out can be told of the other
        page, letters cannot.

        Args:
            grid: both pictures.
            affine: between places in both, as fractions.
            change: how they differ.
        """
        unlike, least = _MOST_OTHER_LETTERS, _LEAST_OF_LETTERS
        if self.are_taken_anew(affine):
            unlike, least = 0.0, _MOST_BY_HAND
        if not self.are_documents or change.unlike <= unlike or change.greatest <= _MOST_BY_HAND:
            return False
        ways = local_change.both_ways(grid)
        return all(way.unlike > unlike and way.greatest > least for way in ways)

    def is_legible(self, grid: CommonGrid, affine: Affine) -> bool:
        """Whether letters could be read in what was looked at.

        Args:
            grid: both pictures, as they were looked at.
            affine: between places in both, as fractions.
        """
        if not all(one.is_legible for one in self.pair):
            return False
        if max(grid.is_shown.shape) >= _LEAST_PAGE_PX or not self.are_taken_anew(affine):
            return True
        stretch = geometry.stretch(self._as_pixels(affine))
        return max(stretch, 1 / stretch) < _MUCH_SMALLER

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


def _without_missing(grid: CommonGrid) -> CommonGrid:
    """The grid as if what is missing of a damaged file, and grey therefore, were not shown."""
    side = np.ones((_MISSING_PX, _MISSING_PX), np.uint8)
    is_shown = grid.is_shown
    for layer in (grid.inner, grid.outer):
        is_grey = (np.abs(layer - np.float32(remains.GREY)) < _STILL_GREY).all(axis=2)
        missing = cv2.morphologyEx(is_grey.astype(np.uint8), cv2.MORPH_OPEN, side)
        is_shown = is_shown & (cv2.dilate(missing, side) == 0)
    return CommonGrid(grid.inner, grid.outer, is_shown)


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
