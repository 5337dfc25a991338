"""The sixteen ways in which a copy of a photo may differ from it, each a function of an image.

They are those of the first measurements: resaved, brightened, recoloured, blurred, turned,
mirrored, cropped, framed, written on.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

Alteration = Callable[[Image.Image], bytes]


def _saved(image: Image.Image, quality: int = 92) -> bytes:
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def _resized(image: Image.Image) -> bytes:
    size = (max(1, image.width // 4), max(1, image.height // 4))
    return _saved(image.resize(size, Image.Resampling.LANCZOS))


def _cropped(image: Image.Image, area: float) -> bytes:
    """The part with this share of the area, somewhat off the middle."""
    side = math.sqrt(area)
    width, height = round(image.width * side), round(image.height * side)
    left, top = round((image.width - width) * 0.4), round((image.height - height) * 0.6)
    return _saved(image.crop((left, top, left + width, top + height)))


def _framed(image: Image.Image) -> bytes:
    return _saved(ImageOps.expand(image, round(0.12 * min(image.size)), (255, 255, 255)))


def _written_on(image: Image.Image) -> bytes:
    copy = image.copy()
    draw = ImageDraw.Draw(copy)
    top = round(image.height * 0.78)
    draw.rectangle((0, top, image.width, image.height), fill=(20, 20, 20))
    size = max(8, (image.height - top) // 3)
    text = "when you finally get home"
    draw.text((image.width // 20, top + size), text, fill=(255, 255, 255), font_size=size)
    return _saved(copy)


def _brightened(image: Image.Image, factor: float) -> bytes:
    return _saved(ImageEnhance.Brightness(image).enhance(factor))


ALTERATIONS: dict[str, Alteration] = {
    "resized to 25 %": _resized,
    "JPEG quality 10": lambda image: _saved(image, 10),
    "brightness +60 %": lambda image: _brightened(image, 1.6),
    "brightness -50 %": lambda image: _brightened(image, 0.5),
    "grey": lambda image: _saved(ImageOps.grayscale(image)),
    "saturated": lambda image: _saved(ImageEnhance.Color(image).enhance(2.0)),
    "blurred (width/120)": lambda image: _saved(
        image.filter(ImageFilter.GaussianBlur(image.width / 120))
    ),
    "mirrored": lambda image: _saved(ImageOps.mirror(image)),
    "turned by 90": lambda image: _saved(image.transpose(Image.Transpose.ROTATE_90)),
    "turned by 180": lambda image: _saved(image.transpose(Image.Transpose.ROTATE_180)),
    "rotated by 10, black corners": lambda image: _saved(
        image.rotate(10, Image.Resampling.BICUBIC, expand=True)
    ),
    "cropped to 80 %": lambda image: _cropped(image, 0.8),
    "cropped to 50 %": lambda image: _cropped(image, 0.5),
    "cropped to 25 %": lambda image: _cropped(image, 0.25),
    "border added": _framed,
    "band of text": _written_on,
}
