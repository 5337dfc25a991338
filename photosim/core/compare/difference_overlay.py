"""Lays one photo over another and shows where they differ, for a person.

Photos that only differ in size, quarter turns and mirroring are laid edge on edge; where a part is
missing or a photo is tilted, they lie on each other as comparing found it, refined by pixels
(`registration`). Runs in a worker process.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt

from photosim.core.compare import alignment, geometry, registration
from photosim.core.compare.differences import has_more_around, is_cropped, is_first_inner
from photosim.core.compare.geometry import Affine, Size
from photosim.core.compare.luma_chroma import LUMA
from photosim.core.compare.overlay_job import OverlaidPhoto, OverlayOrder
from photosim.core.compare.prepared import Prepared
from photosim.core.errors import DecodeError
from photosim.core.records.pairs import DifferenceOverlay, Differences
from photosim.core.records.photos import Floats, Pixels

LONGEST_PX = 1600
"""Long edge of what is computed."""
_SEEN, _PLAIN = 10.0, 60.0
"""Differences of a channel, 0..255: below the first compression's, from the second on certain."""
_DIFFERS = 28.0
"""From here on a pixel counts as another one."""
_SAME_FORM = 0.01
"""Relative difference of two aspect ratios that rounding to pixels explains."""
_LEAST_TILT = 1.0
"""Degrees from which edges no longer lie on edges; a person is told only of more."""
_EDGE = 0.5 + 1e-6
"""Px from the middle of the outermost pixel to the edge of a picture."""
Decode = Callable[[bytes, int], tuple[int, int, bytes]]
"""Width, height and RGB rows of the file at a path, its long edge at most so many px."""


def answer(order: OverlayOrder, decode: Decode) -> DifferenceOverlay:
    """What is asked for; of a photo whose file cannot be read, its thumbnail is taken.

    Raises:
        DecodeError: a photo has neither.
    """
    is_sharp = order.question.is_sharp
    first = _pixels(order.first, decode, is_sharp=is_sharp)
    second = _pixels(order.second, decode, is_sharp=is_sharp)
    affine = _map(order, first, second)
    is_aligned = affine is not None
    if affine is None:
        affine = geometry.whole(_size(first), _size(second), 0)
    laid = _laid(first, second, affine)
    shown, share = _difference(first, laid, order.question.colour)
    height, width = first.shape[:2]
    return DifferenceOverlay(width, height, laid.tobytes(), shown.tobytes(), share, is_aligned)


def _pixels(photo: OverlaidPhoto, decode: Decode, *, is_sharp: bool) -> Pixels:
    if is_sharp:
        try:
            width, height, rgb = decode(photo.path, LONGEST_PX)
        except DecodeError:
            pass  # it is offline, or has changed: its thumbnail is still there
        else:
            return np.frombuffer(rgb, np.uint8).reshape(height, width, 3)
    return Prepared(photo.thumbnail).rgb


def _size(pixels: Pixels) -> Size:
    return pixels.shape[1], pixels.shape[0]


# -- from the first's pixels to the second's


def _map(order: OverlayOrder, first: Pixels, second: Pixels) -> Affine | None:
    """None when they do not fit onto each other, or nobody knows how."""
    differences = order.question.differences
    exact = _edge_on_edge(_size(first), _size(second), differences)
    if exact is not None or differences is None:
        return exact
    return _found(differences, first, second)


def _edge_on_edge(first: Size, second: Size, differences: Differences | None) -> Affine | None:
    """When both show the same: turned by quarters or mirrored, if it must be."""
    orientation, (width, height) = 0, second
    if differences is not None:
        is_part = is_cropped(differences) or has_more_around(differences)
        if is_part or geometry.tilt(differences.degrees) >= _LEAST_TILT:
            return None
        orientation = geometry.orientation(differences.degrees, is_mirrored=differences.is_mirrored)
        if round(differences.degrees / 90) % 2:
            width, height = height, width
    forms = (first[0] / first[1], width / height)
    if abs(forms[0] / forms[1] - 1) > max(_SAME_FORM, 1.5 / min(width, height)):
        return None
    return geometry.whole(first, second, orientation)


def _found(differences: Differences, first: Pixels, second: Pixels) -> Affine | None:
    """As comparing found it, refined on these pixels, from the one of which more is shown."""
    placed = None if differences.placed is None else geometry.of_numbers(differences.placed)
    if placed is None:
        return None
    affine = geometry.as_pixels(placed, _size(first), _size(second))
    if is_first_inner(differences):
        return registration.nearer(first, second, affine)
    return geometry.inverse(registration.nearer(second, first, geometry.inverse(affine)))


# -- what differs


def _laid(first: Pixels, second: Pixels, affine: Affine) -> Pixels:
    """`(h, w, 4)`: the second in the first's frame, transparent where it shows nothing.

    The colours are multiplied by the opacity.
    """
    small = alignment.resized(second, min(1.0, 1 / max(geometry.stretch(affine), 1e-6)))
    affine = geometry.rescaled(affine, (1.0, 1.0), alignment.factors(second, small))
    way = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    made = cv2.warpAffine(small, affine, _size(first), flags=way, borderMode=cv2.BORDER_REPLICATE)
    is_shown = _inside(affine, _size(first), _size(small)).astype(np.uint8)
    return np.dstack([made * is_shown[..., None], 255 * is_shown])


def _inside(affine: Affine, source: Size, target: Size) -> npt.NDArray[np.bool_]:
    """`(h, w)` of the source: which of its px lie in the target, to its very edge."""
    x, y = np.arange(source[0]), np.arange(source[1])[:, None]
    is_inside = np.ones(source[::-1], np.bool_)
    for (right, down, shift), side in zip(affine, target, strict=True):
        place = right * x + down * y + shift
        is_inside &= (place > -_EDGE) & (place < side - 1 + _EDGE)
    return is_inside


def _difference(first: Pixels, laid: Pixels, colour: tuple[int, int, int]) -> tuple[Pixels, float]:
    """The first in grey, differences coloured, `(h, w, 3)`; which share of the area differs."""
    one, two = first.astype(np.float32), laid.astype(np.float32)
    # its edge is mixed with nothing: not a difference
    is_shown = _blurred(_blurred(two[..., 3] / np.float32(255))) > 0.999
    # the finest detail differs after every resampling: look at neighbours together
    apart = _blurred(np.abs(_blurred(one) - _blurred(two[..., :3])).max(axis=2))
    apart[~is_shown] = 0
    strength = np.clip((apart - _SEEN) / (_PLAIN - _SEEN), 0, 1)[..., None]
    grey = np.repeat((one @ LUMA * 0.45 + 24)[..., None], 3, axis=2)
    mixed = grey * (1 - strength) + np.array(colour, np.float32) * strength
    mixed[~is_shown] *= 0.35
    share = float((apart > _DIFFERS).sum() / max(1, is_shown.sum()))
    return np.clip(mixed, 0, 255).astype(np.uint8), share


def _blurred(values: Floats) -> Floats:
    """Means of 3 x 3 neighbours."""
    return np.asarray(cv2.blur(values, (3, 3)), np.float32)
