"""A small library of real photographs, as a camera would have written them."""

from __future__ import annotations

import shutil
from pathlib import Path

from PIL import Image
from support import photos

NAMES = (
    "astronaut.png",
    "chelsea.png",
    "coffee.png",
    "rocket.jpg",
    "motorcycle_left.png",
    "hubble_deep_field.jpg",
    "camera.png",
    "coins.png",
    "moon.png",
    "retina.jpg",
    "brick.png",
    "grass.png",
    "page.png",
    "clock_motion.png",
)
"""Photographs that scikit-image carries; the first ones make the smallest album."""
COPIES = ("chelsea copy", "chelsea small", "chelsea turned", "coffee cropped", "rocket sent")
"""What `fill_with_copies` writes: names begin with their picture's."""
_LONG_EDGE = 1024


def stem(name: str) -> str:
    return name.partition(".")[0]


def fill(folder: Path, n: int = len(NAMES)) -> dict[str, Path]:
    """Write the first n photographs into `folder` as JPEG files; their paths by name."""
    folder.mkdir(parents=True, exist_ok=True)
    return {stem(name): write(folder, name, day) for day, name in enumerate(NAMES[:n], 1)}


def write(folder: Path, name: str, day: int) -> Path:
    """One photograph, taken on a day of May 2019."""
    picture = photos.real(name)
    picture.thumbnail((_LONG_EDGE, _LONG_EDGE), Image.Resampling.LANCZOS)
    when = photos.exif(DateTimeOriginal=f"2019:05:{day:02} 10:42:00", Make="Canon", Model="EOS R5")
    path = folder / f"{stem(name)}.jpg"
    path.write_bytes(photos.encoded(picture, exif=when))
    return path


def made_up(folder: Path, n: int) -> None:
    """Photos of soft colours, many and quickly read."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed in range(n):
        picture = photos.noise((320, 240), seed)
        (folder / f"soft-{seed:03}.jpg").write_bytes(photos.encoded(picture, quality=80))


def cropped(path: Path) -> Image.Image:
    """Four fifths of a photo, from a corner, as a person cuts it."""
    with Image.open(path) as whole:
        width, height = whole.size
        return whole.convert("RGB").crop((width // 5, height // 5, width, height))


def turned(path: Path) -> Image.Image:
    """A photo lying on its side."""
    with Image.open(path) as whole:
        return whole.convert("RGB").transpose(Image.Transpose.ROTATE_90)


def recompressed(path: Path) -> bytes:
    """A photo after it went through a messenger: a third of the size, few bits."""
    with Image.open(path) as whole:
        small = whole.convert("RGB")
        small.thumbnail((whole.width // 3, whole.height // 3))
        return photos.encoded(small, quality=35)


def quarters(folder: Path, n: int) -> list[Path]:
    """Photos that share nothing: the four quarters of each photograph; in order."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(n):
        whole = photos.real(NAMES[number // 4])
        size = (whole.width // 2, whole.height // 2)
        left, top = number % 2 * size[0], number // 2 % 2 * size[1]
        quarter = whole.crop((left, top, left + size[0], top + size[1]))
        paths.append(folder / f"{stem(NAMES[number // 4])} {number % 4}.jpg")
        paths[-1].write_bytes(photos.encoded(quarter, quality=90))
    return paths


def smaller(path: Path) -> bytes:
    """A photo with half of its pixels."""
    with Image.open(path) as whole:
        small = whole.convert("RGB")
        small.thumbnail((whole.width * 7 // 10, whole.height * 7 // 10))
        return photos.encoded(small, quality=75)


def fill_with_copies(paths: dict[str, Path], folder: Path) -> None:
    """The `COPIES` of photographs."""
    folder.mkdir()
    shutil.copy2(paths["chelsea"], folder / "chelsea copy.jpg")
    (folder / "chelsea small.jpg").write_bytes(smaller(paths["chelsea"]))
    (folder / "chelsea turned.jpg").write_bytes(photos.encoded(turned(paths["chelsea"])))
    (folder / "rocket sent.jpg").write_bytes(recompressed(paths["rocket"]))
    with Image.open(paths["coffee"]) as whole:
        width, height = whole.size
        cut = whole.convert("RGB").crop((width // 20, height // 15, width, height))
    (folder / "coffee cropped.jpg").write_bytes(photos.encoded(cut))
