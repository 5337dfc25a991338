"""Pictures put together of photos: side by side, or one on another."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

from photosim.core.records.photos import Box

HEIGHT = 400
"""Of pasted pictures, px."""
OFF = 0.05
"""By how much a person misses an edge, of the picture's side."""


@dataclass(frozen=True)
class Pasted:
    """Two photos side by side, and one of them is meant."""

    data: bytes
    meant: Path
    box: Box


def paste(meant: Path, other: Path, chance: random.Random, quality: int) -> Pasted:
    """Both photos equally high, the one that is meant at the left or at the right."""
    images = {path: at_height(opened(path)) for path in (meant, other)}
    order = [meant, other] if chance.random() < 0.5 else [other, meant]
    width = sum(image.width for image in images.values())
    made = Image.new("RGB", (width, HEIGHT))
    left = 0
    for path in order:
        made.paste(images[path], (left, 0))
        if path == meant:
            box = Box(left / width, 0.0, images[path].width / width, 1.0)
        left += images[path].width
    return Pasted(encoded(made, quality), meant, box)


def missed(box: Box, chance: random.Random) -> Box:
    """The box as a hurried person draws it."""
    left, top, right, bottom = (
        edge + chance.uniform(-OFF, OFF)
        for edge in (box.x, box.y, box.x + box.width, box.y + box.height)
    )
    return Box(left, top, right - left, bottom - top)


def onto(ground: Image.Image, photo: Image.Image, chance: random.Random) -> tuple[Image.Image, Box]:
    """A photo pasted anywhere onto a ground, with a third to a sixth of its area."""
    side = chance.uniform(0.4, 0.58) * (ground.width * ground.height) ** 0.5
    scale = side / (photo.width * photo.height) ** 0.5
    width = min(ground.width, round(photo.width * scale))
    height = min(ground.height, round(photo.height * scale))
    left = chance.randint(0, ground.width - width)
    top = chance.randint(0, ground.height - height)
    made = ground.copy()
    made.paste(photo.resize((width, height)), (left, top))
    where = Box(
        left / ground.width, top / ground.height, width / ground.width, height / ground.height
    )
    return made, where


def opened(path: Path) -> Image.Image:
    with Image.open(path) as image:
        return ImageOps.exif_transpose(image).convert("RGB")


def at_height(image: Image.Image) -> Image.Image:
    return image.resize((max(1, round(image.width * HEIGHT / image.height)), HEIGHT))


def encoded(image: Image.Image, quality: int = 92) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()
