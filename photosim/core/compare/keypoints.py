"""Local features of a picture, ORB, and how those of two pictures correspond.

E. Rublee and others, "ORB: an efficient alternative to SIFT or SURF", ICCV 2011. They survive
turning, scaling, cropping and changes of tone, but not mirroring: of a mirrored picture they are
found again.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from photosim.core.compare.geometry import Affine
from photosim.core.records.photos import Floats

Grey = npt.NDArray[np.uint8]
"""`(h, w)` uint8."""

_MOST = 400
"""Landmarks kept of a picture; 3 ms to find, 2 ms to compare with those of another."""

_SMALLEST_LONG_EDGE = 300
"""Pictures below are enlarged to this long edge, px: ORB's patch is 31 px wide."""

_FAST_THRESHOLD = 8
"""Grey levels by which a corner stands out; OpenCV's 20 finds too little in soft pictures."""

_MOST_BITS = 70
"""Bits of 256 by which the descriptors of one place may differ; unrelated ones: about 128."""

_CLEAR, _MUTUAL = 0.85, 0.95
"""A nearest descriptor must be this much nearer than the second; less so when it is mutual."""

_REACH_PX = 4.0
"""How far from its place a local feature may lie that still follows a map."""

LEAST = 6
"""Landmarks below which no map is believed."""


@dataclass(frozen=True, slots=True)
class Keypoints:
    """Places and descriptors: `points` `(n, 2)` float32 px, `descriptors` `(n, 4)` uint64."""

    points: Floats
    descriptors: npt.NDArray[np.uint64]


def find(grey: Grey) -> Keypoints:
    """The local features of a picture; none in one without structure."""
    factor = max(1.0, _SMALLEST_LONG_EDGE / max(grey.shape))
    if factor > 1:
        height, width = (max(1, round(side * factor)) for side in grey.shape)
        grey = np.asarray(cv2.resize(grey, (width, height), interpolation=cv2.INTER_CUBIC), "u1")
    if min(grey.shape) < 32:
        return _nothing()
    orb = cv2.ORB.create(nfeatures=_MOST, edgeThreshold=15, fastThreshold=_FAST_THRESHOLD)
    places, descriptors = orb.detectAndCompute(grey, None)
    if not places:
        return _nothing()
    points = (np.array([place.pt for place in places], np.float32) + 0.5) / factor - 0.5
    return Keypoints(points.astype(np.float32), np.ascontiguousarray(descriptors).view(np.uint64))


def mirrored(grey: Grey) -> Keypoints:
    """The local features that the mirrored picture has, at their places in the picture itself."""
    found = find(np.ascontiguousarray(grey[:, ::-1]))
    points = found.points.copy()
    points[:, 0] = grey.shape[1] - 1 - points[:, 0]
    return Keypoints(points, found.descriptors)


def agreed_map(source: Keypoints, target: Keypoints) -> tuple[Affine | None, int]:
    """The similarity (turn, scale, shift) that most corresponding local features agree on.

    Returns:
        The map, None without one; how many local features follow it.
    """
    here, there = _corresponding(source, target)
    if len(here) < LEAST:
        return None, 0
    found, follow = cv2.estimateAffinePartial2D(
        here, there, ransacReprojThreshold=_REACH_PX, maxIters=500, confidence=0.995
    )
    return (None, 0) if found is None else (np.asarray(found, np.float64), int(follow.sum()))


def _corresponding(source: Keypoints, target: Keypoints) -> tuple[Floats, Floats]:
    """Places of the pairs whose descriptors are clearly nearest to each other."""
    if len(source.points) < LEAST or len(target.points) < LEAST:
        return source.points[:0], target.points[:0]
    bits = np.zeros((len(source.points), len(target.points)), np.uint16)
    for word in range(4):
        differ = source.descriptors[:, word, None] ^ target.descriptors[None, :, word]
        bits += np.bitwise_count(differ)
    rows = np.arange(len(bits))
    nearest = bits.argmin(axis=1)
    is_mutual = bits.argmin(axis=0)[nearest] == rows
    least = bits[rows, nearest].astype(np.float32)
    bits[rows, nearest] = 999
    second = bits.min(axis=1)
    is_clear = (least < _CLEAR * second) | is_mutual & (least < _MUTUAL * second)
    kept = is_clear & (least < _MOST_BITS)
    return source.points[kept], target.points[nearest[kept]]


def _nothing() -> Keypoints:
    return Keypoints(np.zeros((0, 2), np.float32), np.zeros((0, 4), np.uint64))
