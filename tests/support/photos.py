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


def fill(folder: Path, n: int, size: tuple[int, int] = (160, 120)) -> Path:
    """Write n small photos into `folder`, `0.jpg` and so on, each unlike all others."""
    folder.mkdir(exist_ok=True)
    for seed in range(n):
        (folder / f"{seed}.jpg").write_bytes(encoded(noise(size, seed)))
    return folder


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
    if file_format not in ("JPEG", "WEBP") and isinstance(options.get("exif"), Image.Exif):
        # Only from bytes pillow-heif writes the box that turns the picture, as cameras do, and
        # Pillow the nested directories.
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
        elif name in ("Make", "Model", "DateTime", "ImageDescription") or name[:2] == "XP":
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


def dng_with_sensor_last(preview: Image.Image, size: tuple[int, int] = (1200, 900)) -> bytes:
    """A DNG whose preview and directories lie before the sensor's data, as most cameras write."""
    made = dng(preview, size, quality=92)
    place, length = struct.pack("<HHII", 273, 4, 1, 8), 2 * size[0] * size[1]
    assert made.count(place) == 1
    moved = made.replace(place, struct.pack("<HHII", 273, 4, 1, len(made)))
    return moved + made[8 : 8 + length]


def dng(
    preview: Image.Image,
    size: tuple[int, int] = (1200, 900),
    orientation: int = 1,
    **options: object,
) -> bytes:
    """A RAW file, Adobe's DNG 1.4: a grey sensor of this size and an unturned JPEG preview."""
    sensor = np.full((size[1], size[0]), 8000, np.uint16).tobytes()
    stored = encoded(preview, "JPEG", **options)
    tags: dict[int, tuple[int, tuple[int, ...] | bytes]] = {
        254: (4, (0,)),
        256: (4, (size[0],)),
        257: (4, (size[1],)),
        258: (3, (16,)),
        259: (3, (1,)),
        262: (3, (32803,)),
        271: (2, b"Leica\0"),
        272: (2, b"M9\0"),
        273: (4, (8,)),
        274: (3, (orientation,)),
        277: (3, (1,)),
        278: (4, (size[1],)),
        279: (4, (len(sensor),)),
        306: (2, b"2012:03:04 05:06:07\0"),
        330: (4, (0,)),
        33421: (3, (2, 2)),
        33422: (1, (0, 1, 1, 2)),
        50706: (1, (1, 4, 0, 0)),
        50708: (2, b"Leica M9\0"),
        50721: (10, (1, 1, 0, 1, 0, 1, 0, 1, 1, 1, 0, 1, 0, 1, 0, 1, 1, 1)),
    }
    at_preview = 8 + len(sensor)
    at_second = at_preview + len(stored) + len(stored) % 2
    second = _directory(
        {
            254: (4, (1,)),
            256: (4, (preview.width,)),
            257: (4, (preview.height,)),
            258: (3, (8, 8, 8)),
            259: (3, (7,)),
            262: (3, (6,)),
            273: (4, (at_preview,)),
            277: (3, (3,)),
            278: (4, (preview.height,)),
            279: (4, (len(stored),)),
        },
        at_second,
    )
    tags[330] = (4, (at_second,))
    at_first = at_second + len(second)
    body = sensor + stored + b"\0" * (len(stored) % 2) + second + _directory(tags, at_first)
    return b"II*\0" + struct.pack("<I", at_first) + body


def _directory(tags: dict[int, tuple[int, tuple[int, ...] | bytes]], start: int) -> bytes:
    """One directory of a TIFF file that begins at `start`, its longer values behind it."""
    letters = {1: "B", 3: "H", 4: "I", 10: "i"}
    entries, values = b"", b""
    at = start + 2 + 12 * len(tags) + 4
    for tag, (kind, value) in sorted(tags.items()):
        packed = (
            value
            if isinstance(value, bytes)
            else struct.pack(f"<{len(value)}{letters[kind]}", *value)
        )
        count = len(value) // 2 if kind == 10 else len(value)
        if len(packed) > 4:
            entries += struct.pack("<HHII", tag, kind, count, at + len(values))
            values += packed + b"\0" * (len(packed) % 2)
        else:
            entries += struct.pack("<HHI", tag, kind, count) + packed.ljust(4, b"\0")
    return struct.pack("<H", len(tags)) + entries + b"\0\0\0\0" + values
