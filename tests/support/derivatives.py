"""A camera's file, and the kinds of copies that people and programs make of it.

Each pair has a better one that is known: the camera's. Two kinds of originals: as a camera writes
them (its own tables, note and size, no JFIF marker), and as any program writes a picture with no
more than maker, model and time; of the latter some copies with the same record cannot be told from
it, and nothing may be proposed.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter
from PIL.ExifTags import Base
from support import photos

TAKEN = "2019:07:14 18:05:59"
OWN_TABLES = [
    [2, 2, 2, 3, 5, 7, 9, 11] * 4 + [4, 5, 6, 8, 12, 15, 18, 20] * 4,
    [3, 3, 4, 7, 12, 14, 14, 14] * 4 + [12, 13, 14, 16, 18, 20, 22, 24] * 4,
]


@dataclass(frozen=True)
class Original:
    """A camera's file.

    Attributes:
        data: its bytes.
        record: its EXIF as it stands in it.
        picture: its pixels.
    """

    data: bytes
    record: bytes
    picture: Image.Image


def by_camera(picture: Image.Image, number: int = 0) -> Original:
    """As a camera writes it."""
    record = _record(
        number,
        DateTime=_time(number),
        MakerNote=b"Camera\0" + bytes(range(64)),
        ExifImageWidth=picture.width,
        ExifImageHeight=picture.height,
        ExposureTime=1 / 250,
        FNumber=5.6,
        ISOSpeedRatings=200,
    )
    data = photos.encoded(picture, exif=record, qtables=OWN_TABLES, quality=50, subsampling=1)
    length = int.from_bytes(data[4:6], "big")
    assert data[2:4] == b"\xff\xe0"
    return _opened(data[:2] + data[4 + length :], record)


def plain(picture: Image.Image, number: int = 0) -> Original:
    """With no more than who made it and when."""
    record = _record(number)
    return _opened(photos.encoded(picture, exif=record, quality=90), record)


def _record(number: int, **more: object) -> bytes:
    made = photos.exif(Make="Canon", Model="Canon EOS", DateTimeOriginal=_time(number), **more)
    return bytes(made.tobytes())


def _time(number: int) -> str:
    return f"2019:07:{1 + number % 28:02} {number // 60 % 24:02}:{number % 60:02}:59"


def _opened(data: bytes, record: bytes) -> Original:
    with Image.open(io.BytesIO(data)) as opened:
        picture = opened.convert("RGB")
    picture.info = {}  # some encoders write the record that stands there
    return Original(data, record, picture)


Make = Callable[[Original], bytes]


def _jpeg(change: Callable[[Image.Image], Image.Image], **options: object) -> Make:
    return lambda one: photos.encoded(change(one.picture), quality=95, **options)


def _kept(change: Callable[[Image.Image], Image.Image], quality: int = 95) -> Make:
    """Saved with the camera's record as it was."""
    return lambda one: photos.encoded(change(one.picture), quality=quality, exif=one.record)


def _edited(change: Callable[[Image.Image], Image.Image], **tags: object) -> Make:
    """Saved with the record, and what an editor writes into it."""

    def make(one: Original) -> bytes:
        record = Image.Exif()
        record.load(one.record)
        for name, value in tags.items():
            record[Base[name]] = value
        return photos.encoded(change(one.picture), quality=96, exif=record)

    return make


def _as(file_format: str, *, keeps_record: bool, **options: object) -> Make:
    def make(one: Original) -> bytes:
        more = {"exif": one.record} if keeps_record else {}
        return photos.encoded(one.picture, file_format, **more, **options)

    return make


def _same(image: Image.Image) -> Image.Image:
    return image


def _scaled(factor: float) -> Callable[[Image.Image], Image.Image]:
    return lambda image: image.resize(
        (round(image.width * factor), round(image.height * factor)), Image.Resampling.BICUBIC
    )


def _sharpened(image: Image.Image) -> Image.Image:
    return image.filter(ImageFilter.UnsharpMask(2, 90, 2))


def _cropped(image: Image.Image) -> Image.Image:
    w, h = image.size
    return image.crop((w // 20, h // 20, w - w // 25, h - h // 30))


def _marked(image: Image.Image) -> Image.Image:
    made = image.copy()
    place = (image.width * 0.62, image.height * 0.92)
    ImageDraw.Draw(made).text(place, "(c) www.example.org", (255, 255, 255))
    return made


def _mirrored(image: Image.Image) -> Image.Image:
    return image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)


def _turned(image: Image.Image) -> Image.Image:
    return image.transpose(Image.Transpose.ROTATE_90)


def _grey(image: Image.Image) -> Image.Image:
    return image.convert("L").convert("RGB")


def _brightened(image: Image.Image) -> Image.Image:
    return ImageEnhance.Brightness(image).enhance(1.15)


def _stripped(one: Original) -> bytes:
    """The same compressed picture without the camera's record."""
    place = one.data.index(b"\xff\xe1")
    length = int.from_bytes(one.data[place + 2 : place + 4], "big")
    return one.data[:place] + one.data[place + 2 + length :]


def _cut_off(one: Original) -> bytes:
    return one.data[: round(len(one.data) * 0.7)]


def _with_history(one: Original) -> bytes:
    packet = b'<x stEvt:softwareAgent="Adobe Photoshop 21.0 (Windows)"/>'
    return photos.encoded(one.picture, quality=97, exif=one.record, xmp=packet)


def _larger_png(one: Original) -> bytes:
    return photos.encoded(_scaled(1.5)(one.picture), "PNG")


KINDS: dict[str, tuple[str, Make]] = {
    "PNG": ("png", _as("PNG", keeps_record=False)),
    "PNG with the record": ("png", _as("PNG", keeps_record=True)),
    "PNG, enlarged": ("png", _larger_png),
    "TIFF": ("tif", _as("TIFF", keeps_record=False)),
    "TIFF with the record": ("tif", _as("TIFF", keeps_record=True)),
    "WebP": ("webp", _as("WEBP", keeps_record=False, quality=95)),
    "WebP with the record": ("webp", _as("WEBP", keeps_record=True, quality=95)),
    "HEIC": ("heic", _as("HEIF", keeps_record=False, quality=95)),
    "higher quality": ("jpg", _jpeg(_same)),
    "higher quality with the record": ("jpg", _kept(_same, quality=98)),
    "low quality": ("jpg", lambda one: photos.encoded(one.picture, quality=60)),
    "enlarged 1.5 times": ("jpg", _jpeg(_scaled(1.5))),
    "enlarged twice": ("jpg", _jpeg(_scaled(2))),
    "enlarged twice with the record": ("jpg", _kept(_scaled(2))),
    "half as large": ("jpg", _jpeg(_scaled(0.5))),
    "half as large with the record": ("jpg", _kept(_scaled(0.5))),
    "messenger": ("jpg", lambda one: photos.encoded(_scaled(0.6)(one.picture), quality=70)),
    "without its record": ("jpg", _stripped),
    "sharpened": ("jpg", _jpeg(_sharpened)),
    "sharpened by GIMP": ("jpg", _edited(_sharpened, Software="GIMP 2.10.32")),
    "cropped": ("jpg", _jpeg(_cropped)),
    "watermark": ("jpg", _jpeg(_marked)),
    "mirrored": ("jpg", _jpeg(_mirrored)),
    "mirrored with the record": ("jpg", _kept(_mirrored, quality=97)),
    "turned": ("jpg", _jpeg(_turned)),
    "grey": ("jpg", _jpeg(_grey)),
    "brightened": ("jpg", _jpeg(_brightened)),
    "exported by Lightroom": (
        "jpg", _edited(_brightened, Software="Adobe Photoshop Lightroom Classic 12.0")
    ),
    "history names Photoshop": ("jpg", _with_history),
    "cut off": ("jpg", _cut_off),
}  # fmt: skip
"""Ending and bytes of each kind of copy; the camera's file is the better one of every pair."""
