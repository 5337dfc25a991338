"""Makes photos for tests: pictures, and the bytes of files that hold them, sound and broken."""

from __future__ import annotations

import importlib.util
import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pillow_heif
from PIL import Image, ImageCms
from PIL.ExifTags import GPS, IFD, Base

pillow_heif.register_heif_opener()

STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How a camera that writes each EXIF orientation lays down an upright picture."""

CORNERS = ((255, 0, 0), (0, 160, 0), (0, 0, 255), (255, 220, 0))
"""Colours of `corners`: top left, top right, bottom left, bottom right."""


def solid(size: tuple[int, int] = (640, 480), colour: object = (200, 60, 30)) -> Image.Image:
    return Image.new("RGB", size, colour)


def gradient(size: tuple[int, int] = (640, 480)) -> Image.Image:
    x, y = np.meshgrid(np.linspace(0, 255, size[0]), np.linspace(0, 255, size[1]))
    return Image.fromarray(np.stack([x, y, 255 - x], axis=2).astype(np.uint8))


def noise(size: tuple[int, int] = (640, 480), seed: int = 0, cells: int = 12) -> Image.Image:
    """Soft coloured noise: a picture unlike every other seed's, with few details."""
    values = np.random.default_rng(seed).integers(0, 256, (cells, cells, 3), dtype=np.uint8)
    return Image.fromarray(values).resize(size, Image.Resampling.BICUBIC)


def corners(size: tuple[int, int] = (800, 600)) -> Image.Image:
    """Four quarters of four colours: every orientation looks different."""
    quarters = Image.new("RGB", (2, 2))
    quarters.putdata(CORNERS)
    return quarters.resize(size, Image.Resampling.NEAREST)


def real_path(name: str = "astronaut.png") -> Path:
    """A real photograph that scikit-image carries: astronaut, chelsea, coffee, rocket.jpg, ..."""
    spec = importlib.util.find_spec("skimage")
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent / "data" / name


def real(name: str = "astronaut.png") -> Image.Image:
    with Image.open(real_path(name)) as image:
        return image.convert("RGB")


def encoded(image: Image.Image, file_format: str = "JPEG", **options: object) -> bytes:
    """The bytes of a file of this format: JPEG, PNG, WEBP, AVIF, HEIF, TIFF, GIF, BMP, MPO."""
    stored = io.BytesIO()
    if file_format == "JPEG":
        options.setdefault("quality", 92)
    if file_format in ("HEIF", "TIFF") and isinstance(options.get("exif"), Image.Exif):
        # Only from bytes pillow-heif writes the box that turns the picture, as cameras do, and
        # Pillow the nested directories of a TIFF.
        options["exif"] = options["exif"].tobytes()
    image.save(stored, file_format, **options)
    return stored.getvalue()


def exif(orientation: int | None = None, **tags: object) -> Image.Exif:
    """EXIF by tag names: `exif(6, Make="Canon", DateTimeOriginal=..., GPSLatitude=...)`."""
    made = Image.Exif()
    if orientation is not None:
        made[Base.Orientation] = orientation
    for name, value in tags.items():
        if name.startswith("GPS"):
            made.get_ifd(IFD.GPSInfo)[GPS[name]] = value
        elif name in ("Make", "Model", "DateTime"):
            made[Base[name]] = value
        else:
            made.get_ifd(IFD.Exif)[Base[name]] = value
    return made


def oriented(image: Image.Image, orientation: int, file_format: str = "JPEG") -> bytes:
    """A file whose pixels lie as a camera in that orientation writes them, and say so."""
    way = STORED[orientation]
    stored = image.transpose(way) if way is not None else image
    return encoded(stored, file_format, exif=exif(orientation))


def truncated(data: bytes, share: float = 0.5) -> bytes:
    return data[: int(len(data) * share)]


def animated(file_format: str = "GIF") -> bytes:
    """Three frames; the first is red."""
    first, *others = (solid((120, 90), colour) for colour in ("red", "lime", "blue"))
    return encoded(first, file_format, save_all=True, append_images=others, duration=100)


def huge_jpeg(width: int = 16384, height: int = 12288, strip: Image.Image | None = None) -> bytes:
    """A JPEG of about 200 MP, made of one encoded strip of 16 rows over and over.

    A restart marker stands after each strip, so that the entropy-coded bytes can be repeated.
    """
    strip = strip or gradient((width, 16))
    data = encoded(strip, quality=80, subsampling=2, restart_marker_rows=1)
    scan = data.index(b"\xff\xda")
    start = scan + 2 + struct.unpack_from(">H", data, scan + 2)[0]
    frame = data.index(b"\xff\xc0")
    head = data[: frame + 5] + struct.pack(">H", height) + data[frame + 7 : start]
    rows = height // 16
    coded = (data[start:-2] + bytes((0xFF, 0xD0 + i % 8)) for i in range(rows - 1))
    return head + b"".join(coded) + data[start:]


def png_bomb(width: int, height: int) -> bytes:
    """A small PNG that claims any size; its pixels are zeros and stop soon."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(100_000))), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def swapped_profile() -> bytes:
    """An ICC profile in which red and green have changed places, called otherwise than sRGB.

    It makes a conversion visible without knowing any figures: red becomes green.
    """
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    n_tags = struct.unpack_from(">I", data, 128)[0]
    places = {bytes(data[at : at + 4]): at for at in range(132, 132 + 12 * n_tags, 12)}
    for name, other in ((b"rXYZ", b"gXYZ"), (b"gXYZ", b"rXYZ")):
        data[places[name] : places[name] + 4] = other
    offset, size = struct.unpack_from(">II", data, places[b"desc"] + 4)
    text = data[offset : offset + size]
    for written, another in ((b"sRGB", b"xRGB"), (b"s\0R\0G\0B", b"x\0R\0G\0B")):
        text = text.replace(written, another)
    data[offset : offset + size] = text
    return bytes(data)
