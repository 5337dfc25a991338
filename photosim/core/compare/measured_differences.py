"""Finds in what two photos of one picture differ: the facts behind `differences.changes`."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from photosim.core.compare import differences, geometry
from photosim.core.compare.exposure import Tone
from photosim.core.compare.fit import Fit
from photosim.core.compare.geometry import Affine, Size
from photosim.core.compare.prepared import Prepared
from photosim.core.compare.superposition import Superposition
from photosim.core.records.pairs import Differences, PairInput

_MARKED = 0.015
"""Share of blocks with structure in one picture only from which it is a mark."""

_LEAST_STRIP = 0.03

_BORDER_SPREAD = 12.0
"""Median deviation, grey levels, below which what lies beyond is a border of one colour."""

_WRITTEN, _MOST_WRITTEN = 32.0, 0.001
"""Grey levels from the border's colour from which something is on it; share of it up to which that
is chance. Plain borders saved at quality 40 and 60 reach .0002, a caption .011 to .014, a shadow
.04 to .07 (25 photos, 2026-11)."""

_EDGE_PX = 3
"""Px beside the edge of the inner picture that are not judged: mixed colours."""


def find(
    first: PairInput, second: PairInput, one: Prepared, other: Prepared, fit: Fit, tones: Tone
) -> Differences:
    """The differences of the second photo from the first.

    Args:
        first: a photo.
        second: the photo that is told from it.
        one: the first photo's thumbnail.
        other: the second photo's thumbnail.
        fit: how these lie on each other.
        tones: how their tones differ, of the outer one from the inner one.
    """
    there, back = _both_ways(fit)
    shown, beyond = _extent(one, other, fit)
    pose = geometry.pose(there)
    sign = -1 if fit.alignment.is_swapped else 1
    return Differences(
        first_px=first.width * first.height,
        second_px=second.width * second.height,
        enlarged=geometry.stretch(there) * _reduction(one, first) / _reduction(other, second),
        shown=shown,
        beyond=beyond,
        degrees=pose.degrees,
        is_mirrored=pose.mirrored,
        is_framed=_is_framed(other, there, one.size),
        is_marked=is_marked(fit),
        stops=sign * tones.stops,
        colour=-sign * tones.lost_colour,
        first_format=first.file_format,
        second_format=second.file_format,
        first_size=first.size,
        second_size=second.size,
        is_first_framed=_is_framed(one, back, other.size),
        stretched=geometry.unevenness(there),
        placed=_placed(one, other, fit),
        is_of_one_thing=fit.is_of_one_thing,
    )


def superposition(one: Prepared, other: Prepared, fit: Fit) -> Superposition:
    """How the first of two thumbnails lies on the second, without a look at their pixels."""
    is_first_inner = differences.is_inner(*_extent(one, other, fit))
    return Superposition(_placed(one, other, fit), is_first_inner, fit.is_of_one_thing)


def is_marked(fit: Fit) -> bool:
    """Whether one of two pictures has text or a mark that the other one lacks."""
    return fit.agreement.marked > _MARKED or fit.agreement.strip > _LEAST_STRIP


def _both_ways(fit: Fit) -> tuple[Affine, Affine]:
    """The map from thumbnail px of the first picture to those of the second, and the one back."""
    affine, inverse = fit.alignment.affine, geometry.inverse(fit.alignment.affine)
    return (inverse, affine) if fit.alignment.is_swapped else (affine, inverse)


def _placed(one: Prepared, other: Prepared, fit: Fit) -> tuple[float, ...]:
    """The numbers of the map from places in the first to those in the second."""
    there, _ = _both_ways(fit)
    return geometry.as_numbers(geometry.as_fractions(there, one.size, other.size))


def _extent(one: Prepared, other: Prepared, fit: Fit) -> tuple[float, float]:
    """The share of the first that the second shows, and that of the second beyond the first."""
    there, back = _both_ways(fit)
    return _shared(there, one.size, other.size), 1.0 - _shared(back, other.size, one.size)


def _reduction(prepared: Prepared, look: PairInput) -> float:
    """Px of the thumbnail for each px of the photo, along a line."""
    return float(np.sqrt(prepared.size[0] * prepared.size[1] / max(1, look.width * look.height)))


def _shared(affine: Affine, source: Size, target: Size) -> float:
    """The share of the source's area that lies inside the target, exactly, in [0, 1]."""
    outline = _corners(source) @ affine[:, :2].T + affine[:, 2]
    area = geometry.area_inside(outline, target)
    whole = source[0] * source[1] * geometry.stretch(affine) ** 2
    return float(np.clip(area / max(whole, 1e-6), 0.0, 1.0))


def _corners(size: Size) -> npt.NDArray[np.float64]:
    """`(4, 2)`: the outline of a picture, px."""
    width, height = size
    unit = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float64)
    return unit * (width, height) - 0.5


def _is_framed(outer: Prepared, affine: Affine, inner: Size) -> bool:
    """Whether what a picture shows beyond another one has one colour and nothing written on it."""
    placed = _corners(inner) @ affine[:, :2].T + affine[:, 2]
    is_beyond = np.ones(outer.grey.shape, np.uint8)
    cv2.fillConvexPoly(is_beyond, np.round(placed).astype(np.int32), (0,))
    is_beyond = np.asarray(cv2.erode(is_beyond, np.ones((3, 3), np.uint8), iterations=_EDGE_PX))
    beyond = outer.rgb[is_beyond > 0].astype(np.float32)
    if not len(beyond):
        return False
    off = np.abs(beyond - np.median(beyond, axis=0))
    is_written = float((off.max(axis=1) > _WRITTEN).mean()) > _MOST_WRITTEN
    return float(off.mean()) < _BORDER_SPREAD and not is_written
