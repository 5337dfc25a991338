"""What comparing needs to see of one photo, each part found when it is first asked for."""

from __future__ import annotations

import io
from functools import cached_property

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from photosim.core.compare import keypoints
from photosim.core.compare.geometry import Size
from photosim.core.compare.keypoints import Grey, Keypoints
from photosim.core.errors import DecodeError, Fault
from photosim.core.image.formats import BROKEN_FILE_ERRORS
from photosim.core.records.photos import Floats

Rgb = npt.NDArray[np.uint8]
"""`(h, w, 3)` uint8."""

_OVERVIEW = 32
"""Side of the overview, px."""

_LEAST_CONTRAST = 1.0
"""Standard deviation in grey levels below which a picture has no overview to compare."""


class Prepared:
    """A thumbnail prepared for comparing.

    Keep it while its photo is compared with several others. For one thread at a time.
    """

    def __init__(self, thumbnail: bytes) -> None:
        """Takes the JPEG bytes of a thumbnail, upright; decodes nothing yet."""
        self._thumbnail = thumbnail

    @cached_property
    def rgb(self) -> Rgb:
        """The pixels.

        Raises:
            DecodeError: the thumbnail is damaged.
        """
        try:
            with Image.open(io.BytesIO(self._thumbnail), formats=("JPEG",)) as image:
                return np.asarray(image.convert("RGB"))
        except BROKEN_FILE_ERRORS as error:
            raise DecodeError(Fault.THUMBNAIL_DAMAGED) from error

    @cached_property
    def grey(self) -> Grey:
        """The pixels without colour."""
        return np.asarray(cv2.cvtColor(self.rgb, cv2.COLOR_RGB2GRAY), np.uint8)

    @cached_property
    def overview(self) -> Floats:
        """`(32, 32)` float32, mean 0 and length 1; all 0 for a picture of one tone."""
        tiny = cv2.resize(self.grey, (_OVERVIEW, _OVERVIEW), interpolation=cv2.INTER_AREA)
        deviation = tiny.astype(np.float32) - np.float32(tiny.mean())
        length = float(np.linalg.norm(deviation))
        if length < _LEAST_CONTRAST * _OVERVIEW:
            return np.zeros_like(deviation)
        return deviation / np.float32(length)

    @cached_property
    def features(self) -> Keypoints:
        """Local features."""
        return keypoints.find(self.grey)

    @cached_property
    def mirrored_features(self) -> Keypoints:
        """Local features of the mirrored picture, at their places in the picture itself."""
        return keypoints.mirrored(self.grey)

    @property
    def size(self) -> Size:
        """Width and height of the thumbnail, px."""
        return self.grey.shape[1], self.grey.shape[0]
