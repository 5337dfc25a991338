"""Every photo as a dot, all at once: painted by numpy into an image.

100,000 photos take some 3 ms, whatever is in sight.
"""

from __future__ import annotations

import functools

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage

from photosim.core.records.photos import Floats
from photosim.gui.map.plane import Plane

Colours = npt.NDArray[np.uint32]
"""`(n,)` 0xAARRGGBB, not transparent."""


class Dots:
    """The dots of one map.

    Attributes:
        image: what was painted last, transparent where there is no dot.
    """

    def __init__(self, places: Floats) -> None:
        """Takes `(n, 2)` places in 0..1; the last ones lie on top."""
        self._x, self._y = (np.ascontiguousarray(places[:, axis]) for axis in (0, 1))
        self._pixels: Colours = np.zeros((1, 1), np.uint32)
        self.image = QImage()

    def paint(
        self, plane: Plane, ratio: float, colours: Colours, chosen: npt.NDArray[np.bool_]
    ) -> None:
        """Paint an image of the view's size.

        Args:
            plane: the view.
            ratio: device pixels per px.
            colours: `(n,)` of the dots.
            chosen: `(n,)` whose dots are larger and lie on top of all.
        """
        width, height = round(plane.width * ratio), round(plane.height * ratio)
        self._clear(width, height)
        side = side_px(plane, ratio, len(self._x))
        corner = plane.to_view(0.0, 0.0) * ratio
        x = self._x * np.float32(plane.scale * ratio) + np.float32(corner.x())
        y = self._y * np.float32(plane.scale * ratio) + np.float32(corner.y())
        _draw(self._pixels, x, y, colours, side)
        if chosen.any():
            larger = side + round(2 * ratio)
            _draw(self._pixels, x[chosen], y[chosen], colours[chosen], larger)
        self.image.setDevicePixelRatio(ratio)

    def _clear(self, width: int, height: int) -> None:
        """The image shows the pixels of the array, which lives as long as it does."""
        if self._pixels.shape == (height, width):
            self._pixels[:] = 0
            return
        self._pixels = np.zeros((height, width), np.uint32)
        argb = QImage.Format.Format_ARGB32_Premultiplied
        self.image = QImage(self._pixels.data, width, height, 4 * width, argb)


def side_px(plane: Plane, ratio: float, n: int) -> int:
    """How large a dot is, device pixels: larger when there is more room for each."""
    apart = plane.scale / max(n, 1) ** 0.5
    side: int = round(min(max(2.0, apart / 4), 6.0) * ratio)
    return side


def _draw(pixels: Colours, x: Floats, y: Floats, colours: Colours, side: int) -> None:
    """Paint dots of so many device pixels on an image `(h, w)`; those at its edge are left out."""
    height, width = pixels.shape
    left, top = x - np.float32(side / 2), y - np.float32(side / 2)
    seen = (left >= 0) & (top >= 0) & (left < width - side) & (top < height - side)
    first = top[seen].astype(np.intp) * width + left[seen].astype(np.intp)
    flat, shown = pixels.reshape(-1), colours[seen]
    for down, right in _disc(side):
        flat[first + (down * width + right)] = shown


@functools.cache
def _disc(side: int) -> list[tuple[int, int]]:
    """The device pixels of a dot, from its top left corner: round as far as its size allows."""
    middle, reach = (side - 1) / 2, (side / 2) ** 2
    every = ((down, right) for down in range(side) for right in range(side))
    return [(y, x) for y, x in every if (y - middle) ** 2 + (x - middle) ** 2 <= reach]
