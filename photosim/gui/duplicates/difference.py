"""Lays one photo over another and shows where they differ.

Two images in (any sizes, sRGB), with what the comparison found out about the pair; the second in
the frame of the first out, and the first in grey with the differences in a colour. Photos that only
differ in size are laid edge on edge; where a part is missing or a photo is tilted, the place is
found by correlation and then refined by pixels (B. D. Lucas and T. Kanade, "An iterative image
registration technique", 1981). Pure; runs beside the GUI thread.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTransform

from photosim.core.records.pairs import Differences
from photosim.gui.duplicates import correlation

_LONGEST_PX = 1600
"""Long edge of what is computed."""
_SEEN, _PLAIN = 10.0, 60.0
"""Differences of a channel, 0..255: below the first compression's, from the second on certain."""
_DIFFERS = 28.0
"""From here on a pixel counts as another one."""
_SAME_FORM = 0.01
"""Relative difference of two aspect ratios that rounding to pixels explains."""
_SURE = 0.85
"""Share of the area said to be common that must lie on the first photo: it was estimated."""
_WHOLE, _NOTHING_MORE, _STRAIGHT = 0.97, 0.03, 1.0

Bytes = npt.NDArray[np.uint8]
Grey = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class DifferenceOverlay:
    """The second photo in the frame of the first, and where they differ.

    Attributes:
        laid: the second photo; transparent where it shows nothing.
        difference: the first in grey, differences coloured, what the second lacks dark.
        share: of the area that both show, how much differs; 0..1.
        is_aligned: whether the photos fit onto each other; else they are laid edge on edge.
    """

    laid: QImage
    difference: QImage
    share: float
    is_aligned: bool


def overlay(
    first: QImage, second: QImage, details: Differences | None, colour: QColor
) -> DifferenceOverlay:
    """Lay `second` over `first`; `details` are of the second from the first, None if unknown."""
    first, second = _limited(first), _limited(second)
    transform = _exact(first, second, details)
    is_aligned = transform is not None
    if transform is None and details is not None:
        transform = _found(first, second, details)
        is_aligned = transform is not None
    transform = transform or _stretched(first, second, False, 0)
    laid = _laid(first, second, transform)
    shown, share = _difference(first, laid, colour)
    return DifferenceOverlay(laid, shown, share, is_aligned)


def sentence(found: DifferenceOverlay) -> str:
    """What the overlay says, for a person."""
    if not found.is_aligned:
        return "Two shots, laid over each other edge on edge"
    per_cent = found.share * 100
    if per_cent < 0.05:
        return "No difference that can be seen"
    if per_cent < 1:
        return "Less than 1\N{NO-BREAK SPACE}% of the picture differs"
    return f"{round(per_cent)}\N{NO-BREAK SPACE}% of the picture differs"


def _limited(image: QImage) -> QImage:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    if max(image.width(), image.height()) <= _LONGEST_PX:
        return image
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return image.scaled(_LONGEST_PX, _LONGEST_PX, keep, smooth)


# -- from the second's pixels to the first's


def _exact(first: QImage, second: QImage, details: Differences | None) -> QTransform | None:
    """Edge on edge, when both show the same: turned by quarters or mirrored, if it must be."""
    mirrored, quarters = False, 0
    if details is not None:
        quarters = round(details.degrees / 90) % 4
        mirrored = details.is_mirrored
        tilt = abs(details.degrees - round(details.degrees / 90) * 90)
        is_whole = details.shown >= _WHOLE and details.beyond <= _NOTHING_MORE
        if not is_whole or tilt >= _STRAIGHT:
            return None
    width, height = second.width(), second.height()
    if quarters % 2:
        width, height = height, width
    forms = (first.width() / first.height(), width / height)
    if abs(forms[0] / forms[1] - 1) > max(_SAME_FORM, 1.5 / min(width, height)):
        return None
    return _stretched(first, second, mirrored, quarters)


def _stretched(first: QImage, second: QImage, mirrored: bool, quarters: int) -> QTransform:
    """From the second's px to the first's, filling its frame; undoes turns and mirroring."""
    made = QTransform()
    made.scale(first.width(), first.height())
    made.translate(0.5, 0.5)
    if mirrored:
        made.scale(-1, 1)
    made.rotate(90 * quarters)  # Qt turns clockwise, as the turn is undone
    made.translate(-0.5, -0.5)
    made.scale(1 / second.width(), 1 / second.height())
    return made


def _found(first: QImage, second: QImage, details: Differences) -> QTransform | None:
    """By correlation of small grey pictures, then refined; None when they do not fit."""
    small = correlation.LONGEST_PX / max(first.width(), first.height())
    one = math.sqrt(first.width() * first.height() / details.first_px)
    two = math.sqrt(second.width() * second.height() / details.second_px)
    base = _shrunk(first, small)
    other = _shrunk(second, small * one / (details.enlarged * two))
    turned = QTransform()
    if details.is_mirrored:
        turned.scale(-1, 1)
    turned.rotate(details.degrees)
    upright, corner = _upright(other, turned)
    pixels = _pixels(upright).astype(np.float32)
    mask = pixels[..., 3] / np.float32(255)
    overlap = _SURE * (1 - details.beyond)
    moved = correlation.placed(_grey_of(base), _luma(pixels), mask, overlap)
    if moved is None:
        return None
    coarse = turned * QTransform.fromTranslate(moved[0] - corner.x(), moved[1] - corner.y())
    fine = correlation.refined(_grey_of(base), _grey_of(other), _matrix(coarse))
    return _scaling(second, other) * _transform(fine) * _scaling(base, first)


def _upright(image: QImage, turned: QTransform) -> tuple[QImage, QPoint]:
    """A turned picture in the box around it, transparent at the corners; where the box begins."""
    box = turned.mapRect(image.rect())
    made = QImage(box.size(), QImage.Format.Format_ARGB32_Premultiplied)
    _paint(made, image, turned * QTransform.fromTranslate(-box.x(), -box.y()))
    return made, box.topLeft()


def _shrunk(image: QImage, scale: float) -> QImage:
    width, height = max(8, round(image.width() * scale)), max(8, round(image.height() * scale))
    keep, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    return image.scaled(width, height, keep, smooth)


def _scaling(image: QImage, other: QImage) -> QTransform:
    """From an image's px to those of the same image in another size."""
    return QTransform.fromScale(other.width() / image.width(), other.height() / image.height())


def _paint(ground: QImage, image: QImage, transform: QTransform) -> None:
    """Put an image onto a cleared ground; painting shrinks without averaging, so scale before."""
    scale = math.sqrt(abs(transform.determinant()))
    if scale < 0.6:
        shrunk = _shrunk(image, scale)
        image, transform = shrunk, _scaling(shrunk, image) * transform
    ground.fill(Qt.GlobalColor.transparent)
    painter = QPainter(ground)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setTransform(transform)
    painter.drawImage(0, 0, image)
    painter.end()


def _grey_of(image: QImage) -> Grey:
    return _luma(_pixels(image).astype(np.float32))


def _luma(pixels: npt.NDArray[np.float32]) -> Grey:
    """Grey of `(h, w, 4)` blue, green, red, alpha."""
    weights = np.array([0.114, 0.587, 0.299], np.float32)
    made: Grey = pixels[..., :3] @ weights
    return made


def _matrix(transform: QTransform) -> npt.NDArray[np.float64]:
    """`(2, 3)`: from the second's px to the small first's."""
    return np.array(
        [
            [transform.m11(), transform.m21(), transform.dx()],
            [transform.m12(), transform.m22(), transform.dy()],
        ]
    )


def _transform(matrix: npt.NDArray[np.float64]) -> QTransform:
    (a, b, x), (c, d, y) = matrix.tolist()
    return QTransform(a, c, b, d, x, y)


# -- what differs


def _laid(first: QImage, second: QImage, transform: QTransform) -> QImage:
    made = QImage(first.size(), QImage.Format.Format_ARGB32_Premultiplied)
    _paint(made, second, transform)
    return made


def _difference(first: QImage, laid: QImage, colour: QColor) -> tuple[QImage, float]:
    one, two = _pixels(first).astype(np.float32), _pixels(laid).astype(np.float32)
    # its edge is mixed with nothing: not a difference
    covered = _blurred(_blurred(two[..., 3:] / np.float32(255)))[..., 0]
    is_shown = covered > 0.999
    # the finest detail differs after every resampling: look at neighbours together
    apart = _blurred(np.abs(_blurred(one[..., :3]) - _blurred(two[..., :3])).max(axis=2))
    apart[~is_shown] = 0
    strength = np.clip((apart - _SEEN) / (_PLAIN - _SEEN), 0, 1)[..., None]
    grey = np.repeat((_luma(one) * 0.45 + 24)[..., None], 3, axis=2)
    tint = np.array([colour.blue(), colour.green(), colour.red()], np.float32)
    mixed = grey * (1 - strength) + tint * strength
    mixed[~is_shown] *= 0.35
    share = float((apart > _DIFFERS).sum() / max(1, is_shown.sum()))
    return _image(mixed), share


def _blurred(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Means of 3 x 3 neighbours."""
    for axis in (0, 1):
        before, after = np.roll(values, 1, axis), np.roll(values, -1, axis)
        values = (values + before + after) / np.float32(3)
    return values


def _pixels(image: QImage) -> Bytes:
    """`(h, w, 4)` uint8: blue, green, red, alpha; shares the image's memory."""
    flat = np.frombuffer(image.constBits(), np.uint8)
    return flat.reshape(image.height(), image.bytesPerLine() // 4, 4)[:, : image.width()]


def _image(pixels: npt.NDArray[np.float32]) -> QImage:
    """An image of its own from `(h, w, 3)` blue, green, red."""
    height, width = pixels.shape[:2]
    filled = np.full((height, width, 4), 255, np.uint8)
    filled[..., :3] = np.clip(pixels, 0, 255)
    shared = QImage(filled.data, width, height, 4 * width, QImage.Format.Format_RGB32)
    return shared.copy()
