"""Where two aligned pictures have thin marks in another colour, which are as light as their ground.

The orange digits of a date on a grey road: light and dark say nothing of them (`local_change`), and
`colour_change` asks for areas, since compression keeps few colours. But where nothing was done to
the colours of the whole, what compression leaves is small: there the planes of colour are compared
as the plane of light and dark is, by their noise and their structure.
"""

from __future__ import annotations

import cv2
import numpy as np

from photosim.core.compare import local_change
from photosim.core.compare.alignment import CommonGrid
from photosim.core.compare.local_change import LocalChange
from photosim.core.compare.luma_chroma import chroma
from photosim.core.compare.tone_match import Matched
from photosim.core.records.photos import Floats

_LEFT_ALONE = 4.0
"""Grey levels of Cb and Cr up to which three quarters differ where all colours were left alone."""

_COLOURED = 10.0
_MOST_FADED = 0.5
"""Distance from grey of what has a colour, and the least ratio of how much of it both have: copies
in grey have none."""

_LEAST_APART = 14.0
"""Mean of 3 x 3 px of half the size by which a mark stands out; grey levels of Cb and Cr."""

_LEAST = 3.9
"""Strength from which it is a mark. Other digits of 12 to 16 px in a date have 4.5 to 9, some 3.3;
of 180 re-saved, blurred, brightened and toned copies three have more than 1.3: sharpened beyond all
measure 3.6 (2026-11)."""


def find(grid: CommonGrid) -> LocalChange:
    """The marks of two pictures in colour on one grid; none where all colours were changed."""
    nothing = LocalChange(np.zeros(grid.is_shown.shape, np.float32), 0.0)
    if not _is_suspicious(grid):
        return nothing
    planes = (cv2.split(chroma(layer)) for layer in (grid.inner, grid.outer))
    changes = (_change(grid, *plane) for plane in zip(*planes, strict=True))
    found = max(changes, key=lambda change: change.greatest)
    return found if found.greatest >= _LEAST else nothing


def _change(grid: CommonGrid, one: Floats, other: Floats) -> LocalChange:
    """How far two planes of colour differ: the lesser of what is seen from either."""
    found = local_change.predicted(grid, Matched(one, other))
    if found.greatest < _LEAST:
        return found
    turned = local_change.predicted(grid, Matched(other, one))
    return min(found, turned, key=lambda change: change.greatest)


def _is_suspicious(grid: CommonGrid) -> bool:
    """Whether colours were left alone as a whole, and not in some place."""
    height, width = grid.is_shown.shape
    size = max(1, width // 2), max(1, height // 2)
    here, there = (
        chroma(np.asarray(cv2.resize(layer, size, interpolation=cv2.INTER_AREA), np.float32))
        for layer in (grid.inner, grid.outer)
    )
    shown = cv2.resize(grid.is_shown.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST) > 0
    apart = np.where(shown, _length(there - here), np.float32(0))
    if not shown.any() or np.percentile(apart[shown][::7], 75) > _LEFT_ALONE:
        return False
    if float(cv2.blur(apart, (3, 3)).max()) < _LEAST_APART:
        return False
    coloured = sorted(int((_length(plane)[shown] > _COLOURED).sum()) for plane in (here, there))
    return bool(coloured[0] > _MOST_FADED * coloured[1])


def _length(colours: Floats) -> Floats:
    return np.asarray(cv2.magnitude(*cv2.split(colours)), np.float32)
