"""Very tall and very wide pictures, piece by piece.

A screenshot of a whole chat is eight times as tall as wide: as small as a close look takes a
picture, nobody could read it. So it is decoded in more pixels, and each piece of the one is laid on
its place in the other, and refined there by itself: an error of a tenth of a pixel in the small
picture is a whole one in a piece.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from photosim.core.compare import alignment, geometry, registration
from photosim.core.compare.alignment import CommonGrid
from photosim.core.compare.geometry import Affine
from photosim.core.records.photos import Box, Pixels

LEGIBLE_EDGE = 640
"""Px of a short edge in which letters can be read: those of 32 px on a phone have 19 then. The
decoder holds the long edge to four pieces, whatever that leaves of the short one."""

LEAST_SHORT_EDGE = 320
"""Px of the short edge below which letters of 40 px on a phone have less than 12."""

_LONG = 2.5
"""Ratio of the edges from which a picture is looked at in pieces; phones have 2.2 at most."""

_PIECE_PX = 1152
_OVERLAP_PX, _MARGIN_PX = 32, 24
"""Of neighbouring pieces; beside the place of a piece in the other picture, for refining."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the inner picture and its place in the outer one, on one grid.

    Attributes:
        grid: both.
        window: where it lies in the inner picture.
    """

    grid: CommonGrid
    window: Box


def is_long(width: int, height: int) -> bool:
    """Whether a picture is to be looked at in pieces."""
    return max(width, height) > _LONG * min(width, height)


def middle(pixels: Pixels) -> Pixels:
    """The middle of a very tall or wide picture, twice as long as its short edge."""
    half = min(pixels.shape[:2])
    down, across = (
        slice(max(0, side // 2 - half), side // 2 + half + 1) for side in pixels.shape[:2]
    )
    return pixels[down, across]


def laid(inner: Pixels, outer: Pixels, affine: Affine, long_edge: int) -> Iterator[Piece]:
    """The pieces of one picture in colour, each on its place in the other one.

    Args:
        inner: `(h, w, 3)` uint8, upright.
        outer: the same.
        affine: px of the inner picture to those of the outer one, from looking at the whole.
        long_edge: px of the grid of a piece at most.
    """
    height, width = inner.shape[:2]
    for left in _starts(width):
        for top in _starts(height):
            piece = inner[top : top + _PIECE_PX, left : left + _PIECE_PX]
            shift = affine[:, :2] @ (left, top) + affine[:, 2]
            moved = np.hstack([affine[:, :2], shift[:, None]])
            there, place = _place(piece, outer, moved)
            if min(there.shape[:2]) < _MARGIN_PX:
                continue
            moved[:, 2] -= place
            near = registration.nearer(piece, there, moved)
            window = Box(
                left / width, top / height, piece.shape[1] / width, piece.shape[0] / height
            )
            yield Piece(alignment.common_grid(piece, there, near, long_edge), window)


def _starts(length: int) -> list[int]:
    """Where pieces begin along an edge; the last one is no sliver."""
    number = max(1, -(-(length - _OVERLAP_PX) // (_PIECE_PX - _OVERLAP_PX)))
    return [round(part * max(0, length - _PIECE_PX) / max(1, number - 1)) for part in range(number)]


def _place(piece: Pixels, outer: Pixels, affine: Affine) -> tuple[Pixels, tuple[int, int]]:
    """The part of the outer picture where a piece lies, with a margin, and its left top corner."""
    height, width = piece.shape[:2]
    corners = np.array([[0, 0, 1], [width, 0, 1], [0, height, 1], [width, height, 1]]).T
    placed = affine @ corners
    margin = _MARGIN_PX * max(1.0, geometry.stretch(affine))
    size = np.array([outer.shape[1], outer.shape[0]])
    low = np.clip(np.floor(placed.min(axis=1) - margin), 0, size).astype(int)
    high = np.clip(np.ceil(placed.max(axis=1) + margin), 0, size).astype(int)
    left, top = int(low[0]), int(low[1])
    return outer[top : high[1], left : high[0]], (left, top)
