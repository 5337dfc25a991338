"""Affine maps between two pictures: pixels of one to pixels of the other.

A map is a `(2, 3)` float64 matrix for columns (x, y, 1); the middle of the first pixel is (0, 0).
A size is (width, height) in px.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
"""Which pixels of a picture count."""

Affine = npt.NDArray[np.float64]
"""`(2, 3)` matrix."""
Points = npt.NDArray[np.float64]
"""`(n, 2)`, each (x, y) in px."""
Size = tuple[int, int]
Factors = tuple[float, float]
"""By what a width and a height were multiplied; they differ because sizes are whole pixels."""

_ORIENTATIONS = (
    ((1, 0), (0, 1)),
    ((-1, 0), (0, 1)),
    ((1, 0), (0, -1)),
    ((-1, 0), (0, -1)),
    ((0, 1), (1, 0)),
    ((0, -1), (1, 0)),
    ((0, 1), (-1, 0)),
    ((0, -1), (-1, 0)),
)
"""The eight ways to lay a rectangle on another: turned by quarters, mirrored or not."""

_LEAST_AREA = 1e-6
"""Share of a picture's area; what shows less of it cannot be led back."""

_GRID = 17
"""Places along each side at which coverage is probed."""


@dataclass(frozen=True, slots=True)
class Pose:
    """How a map turns and stretches: degrees anticlockwise in (-180, 180], mirrored first."""

    mirrored: bool
    degrees: float
    least_stretch: float
    greatest_stretch: float


def inverse(affine: Affine) -> Affine:
    """The map back."""
    back = np.linalg.inv(affine[:, :2])
    return np.hstack([back, -back @ affine[:, 2:]])


def rescaled(affine: Affine, source: Factors, target: Factors) -> Affine:
    """The map between the same pictures after each was resized by its factors."""
    whole = np.vstack([affine, [0.0, 0.0, 1.0]])
    between: Affine = _resizing(target) @ whole @ np.linalg.inv(_resizing(source))
    return between[:2]


def as_fractions(affine: Affine, source: Size, target: Size) -> Affine:
    """The map between places as fractions of the pictures, 0 at one edge and 1 at the other."""
    to_px = np.array([[source[0], 0.0, -0.5], [0.0, source[1], -0.5], [0.0, 0.0, 1.0]])
    placed: Affine = affine @ to_px
    placed[:, 2] += 0.5
    placed /= np.array(target, np.float64)[:, None]
    return placed


def as_pixels(affine: Affine, source: Size, target: Size) -> Affine:
    """The map between pixels of which `as_fractions` makes this one."""
    to_fraction = np.array(
        [[1 / source[0], 0.0, 0.5 / source[0]], [0.0, 1 / source[1], 0.5 / source[1]], [0, 0, 1.0]]
    )
    placed: Affine = np.array(target, np.float64)[:, None] * (affine @ to_fraction)
    placed[:, 2] -= 0.5
    return placed


def as_numbers(affine: Affine) -> tuple[float, ...]:
    """The six numbers of a map, row by row."""
    return tuple(affine.ravel().tolist())


def of_numbers(numbers: Sequence[float]) -> Affine | None:
    """The map of which `as_numbers` makes these; None where they are none that leads back."""
    affine = np.array(numbers, np.float64)
    if affine.shape != (6,) or not np.isfinite(affine).all():
        return None
    affine = affine.reshape(2, 3)
    return affine if abs(np.linalg.det(affine[:, :2])) > _LEAST_AREA else None


def whole(source: Size, target: Size, orientation: int) -> Affine:
    """The map of a whole picture onto another in one of eight orientations, 0 as it is."""
    turn = np.array(_ORIENTATIONS[orientation], np.float64)
    linear = np.diag(target) @ turn @ np.diag([1.0 / source[0], 1.0 / source[1]])
    middle = np.array([(source[0] - 1) / 2, (source[1] - 1) / 2])
    shift = np.array([(target[0] - 1) / 2, (target[1] - 1) / 2]) - linear @ middle
    return np.hstack([linear, shift[:, None]])


def off_whole(affine: Affine, source: Size, target: Size) -> float:
    """How far a map is from laying the whole of one picture on the whole of another.

    The greatest shift of a corner, in shares of the target's long edge, from the nearest of the
    eight ways of `whole`.
    """
    width, height = source
    corners = np.array([[0, 0, 1], [width, 0, 1], [0, height, 1], [width, height, 1]]).T
    shifts = (
        np.abs((affine - whole(source, target, way)) @ corners).max()
        for way in range(len(_ORIENTATIONS))
    )
    return float(min(shifts)) / max(target)


def orientation(degrees: float, *, is_mirrored: bool) -> int:
    """Which of the eight ways of `whole` turns so, to the nearest quarter, as `pose` says it."""
    wanted = (is_mirrored, round(degrees / 90) % 4)
    poses = [pose(whole((2, 2), (2, 2), way)) for way in range(len(_ORIENTATIONS))]
    return [(found.mirrored, round(found.degrees / 90) % 4) for found in poses].index(wanted)


def oriented(square: npt.NDArray[np.float32]) -> list[npt.NDArray[np.float32]]:
    """A square target as it looks from the source, for each orientation that `whole` takes."""
    seen = []
    for (a, b), (c, d) in _ORIENTATIONS:
        seen.append(square[::d, ::a] if a else square.T[::b, ::c])
    return seen


def coverage(affine: Affine, source: Size, target: Size, slack_px: float = 0.5) -> float:
    """The share of the source's area that lies inside the target, in [0, 1].

    `slack_px` of the target beyond its edge still count.
    """
    x, y = np.meshgrid(*(np.linspace(0, side - 1, _GRID) for side in source))
    placed = affine @ np.stack([x.ravel(), y.ravel(), np.ones(_GRID * _GRID)])
    low, high = -0.5 - slack_px, np.array(target)[:, None] - 0.5 + slack_px
    return float(((placed > low) & (placed < high)).all(axis=0).mean())


def pose(affine: Affine) -> Pose:
    """Turn and stretch of a map."""
    linear = affine[:, :2]
    mirrored = bool(np.linalg.det(linear) < 0)
    upright = linear @ np.diag([-1.0, 1.0]) if mirrored else linear
    degrees = -np.degrees(np.arctan2(upright[1, 0] - upright[0, 1], np.trace(upright)))
    stretches = np.linalg.svd(linear, compute_uv=False)
    return Pose(mirrored, float(degrees), float(stretches[1]), float(stretches[0]))


def tilt(degrees: float) -> float:
    """Degrees by which something is turned beyond whole quarters, 0..45."""
    return abs(degrees - round(degrees / 90) * 90)


def unevenness(affine: Affine) -> float:
    """By what a map stretches more in one direction than in the other, at least 1."""
    found = pose(affine)
    return found.greatest_stretch / max(found.least_stretch, 1e-6)


def stretch(affine: Affine) -> float:
    """Target pixels per source pixel, along a line, on average."""
    return float(np.sqrt(abs(np.linalg.det(affine[:, :2]))))


def _resizing(factors: Factors) -> npt.NDArray[np.float64]:
    """`(3, 3)`: pixel middles of a picture to those of the resized one."""
    x, y = factors
    return np.array([[x, 0.0, x / 2 - 0.5], [0.0, y, y / 2 - 0.5], [0.0, 0.0, 1.0]])


def area_inside(outline: Points, size: Size) -> float:
    """The area of a convex outline that lies inside a picture of this size, px squared.

    Each edge of the picture cuts off what lies beyond it (I. Sutherland and G. Hodgman, "Reentrant
    Polygon Clipping", 1974). OpenCV's `intersectConvexConvex` gives a half or another part where
    edges nearly coincide, as those of equal pictures do.
    """
    for axis, length in enumerate(size):
        for edge, sign in ((-0.5, 1), (length - 0.5, -1)):
            outline = _cut(outline, axis, edge, sign)
    x, y = outline.T
    return float(abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2)


def _cut(outline: Points, axis: int, edge: float, sign: int) -> Points:
    """What of an outline lies on one side of an edge."""
    beyond = sign * (outline[:, axis] - edge)
    kept = []
    for here, there, one, other in zip(
        outline, np.roll(outline, -1, axis=0), beyond, np.roll(beyond, -1), strict=True
    ):
        if one >= 0:
            kept.append(here)
        if (one >= 0) != (other >= 0):
            kept.append(here + one / (one - other) * (there - here))
    return np.array(kept, np.float64).reshape(-1, 2)
