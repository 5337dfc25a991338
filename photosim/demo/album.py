"""The album of the demonstration: which pictures there are, and what was made of them.

It holds what people's albums hold: journeys, a series of shots, and copies that were made for the
web, cropped, or put away in a second place.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from PIL import Image

from photosim.core.disk import private
from photosim.demo import buildings, nature, things

QUERY = "Balloon festival/IMG_0841.jpg"
"""The picture that the demonstration searches with: it has copies, and others of its series."""
_SERIES_S = 2
_MAKE, _MODEL, _TAKEN, _EXIF = 0x010F, 0x0110, 0x9003, 0x8769
"""Tags of Exif 2.32: the camera, the capture time, and the part that has it."""
_QUALITY = 90

DrawPicture = Callable[[int], Image.Image]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One folder of the album: what is on its pictures, how many, from when on, by which camera."""

    folder: str
    draw: DrawPicture
    n: int
    number: int
    taken: datetime
    camera: tuple[str, str]

    def shots(self) -> Iterator[tuple[str, Callable[[], Image.Image], datetime]]:
        """Name, picture and capture time of each."""
        for n in range(self.n):
            name = f"{self.folder}/IMG_{self.number + n:04}.jpg"
            seed = self.number * 10 + n
            yield name, partial(self.draw, seed), self.taken + timedelta(minutes=23 * n)


_COMPACT, _REFLEX = ("Lumos", "Compact 20"), ("Argenta", "D-40")
CHAPTERS = (
    Chapter("Sea 2022", nature.sunset, 3, 112, datetime(2022, 7, 9, 21, 4), _COMPACT),
    Chapter("Sea 2022", buildings.lighthouse, 2, 121, datetime(2022, 7, 11, 11, 20), _COMPACT),
    Chapter("Mountains", nature.mountains, 3, 204, datetime(2022, 9, 3, 9, 42), _REFLEX),
    Chapter("Winter", nature.winter_wood, 2, 311, datetime(2023, 1, 14, 14, 8), _REFLEX),
    Chapter("Winter", nature.night, 2, 322, datetime(2023, 1, 15, 22, 51), _REFLEX),
    Chapter("Holland", buildings.tulips, 2, 402, datetime(2023, 4, 20, 13, 30), _COMPACT),
    Chapter("Town", buildings.street, 3, 511, datetime(2023, 5, 6, 10, 15), _COMPACT),
    Chapter("Town", buildings.skyline, 3, 530, datetime(2023, 5, 7, 21, 37), _COMPACT),
    Chapter("Garden", things.daisy, 2, 604, datetime(2023, 6, 18, 16, 2), _REFLEX),
    Chapter("Garden", things.sunflower, 2, 611, datetime(2023, 8, 12, 11, 46), _REFLEX),
    Chapter("Garden", things.poppy, 2, 620, datetime(2023, 6, 19, 9, 27), _REFLEX),
    Chapter("Kitchen", things.oranges, 2, 702, datetime(2023, 11, 5, 12, 12), _COMPACT),
    Chapter("Kitchen", things.apples, 2, 707, datetime(2023, 11, 5, 12, 40), _COMPACT),
    Chapter("Desert", nature.dunes, 2, 760, datetime(2024, 3, 2, 18, 5), _REFLEX),
    Chapter("Balloon festival", things.balloons, 2, 851, datetime(2024, 8, 24, 8, 11), _REFLEX),
)
_FESTIVAL = datetime(2024, 8, 24, 7, 30)


def write(folder: Path) -> Iterator[tuple[int, int]]:
    """Draw the album into a folder; what is there already is drawn anew.

    Yields:
        How many pictures are written, and how many there will be, after each.

    Raises:
        OSError: it cannot be written.
    """
    shots = [shot for chapter in CHAPTERS for shot in _of(chapter)] + list(_series())
    total = len(shots) + len(_COPIES)
    for n, (name, draw, exif) in enumerate(shots, start=1):
        _save(folder / name, draw(), exif)
        yield n, total
    original = (folder / QUERY).read_bytes()
    for n, (name, copied) in enumerate(_COPIES.items(), start=len(shots) + 1):
        _put(folder / name, copied(original))
        yield n, total


def _of(chapter: Chapter) -> Iterator[tuple[str, Callable[[], Image.Image], Image.Exif]]:
    for name, draw, taken in chapter.shots():
        yield name, draw, _exif(taken, chapter.camera)


def _series() -> Iterator[tuple[str, Callable[[], Image.Image], Image.Exif]]:
    """One scene, three shots, a moment apart."""
    for n in range(3):
        taken = _FESTIVAL + timedelta(seconds=_SERIES_S * n)
        name = f"Balloon festival/IMG_{841 + n:04}.jpg"
        draw = partial(things.balloons, 8, float(n * _SERIES_S))
        yield name, draw, _exif(taken, _REFLEX)


def _exif(taken: datetime, camera: tuple[str, str]) -> Image.Exif:
    exif = Image.Exif()
    exif[_MAKE], exif[_MODEL] = camera
    exif.get_ifd(_EXIF)[_TAKEN] = taken.strftime("%Y:%m:%d %H:%M:%S")
    return exif


def _equal(original: bytes) -> bytes:
    return original


def _smaller(original: bytes) -> bytes:
    return _encoded(_opened(original).resize((600, 400), Image.Resampling.LANCZOS), quality=70)


def _cropped(original: bytes) -> bytes:
    return _encoded(_opened(original).crop((60, 90, 900, 700)), quality=88)


def _grey(original: bytes) -> bytes:
    return _encoded(_opened(original).convert("L"), quality=85)


_COPIES: dict[str, Callable[[bytes], bytes]] = {
    "Put away/IMG_0841.jpg": _equal,
    "For the web/balloons small.jpg": _smaller,
    "For the web/balloons cropped.jpg": _cropped,
    "For the web/balloons grey.jpg": _grey,
}
"""What somebody made of the query's picture, by where it lies."""


def _opened(original: bytes) -> Image.Image:
    with Image.open(io.BytesIO(original)) as image:
        return image.convert("RGB")


def _encoded(image: Image.Image, quality: int) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def _save(path: Path, image: Image.Image, exif: Image.Exif) -> None:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=_QUALITY, exif=exif)
    _put(path, buffer.getvalue())


def _put(path: Path, content: bytes) -> None:
    """Write beside, then replace: a picture is there as a whole or not at all."""
    private.make_folder(path.parent)
    beside = path.with_name(f".{path.name}.new")
    with open(beside, "wb", opener=private.opener) as file:
        file.write(content)
    beside.replace(path)
