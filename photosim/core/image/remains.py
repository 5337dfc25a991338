"""What can still be seen of a picture whose file is cut off or broken, and which part of it.

A decoder that is lenient fills what is missing and does not say where. So the picture is decoded
twice, with two different fillings: where the results differ, nothing of the file is seen. For JPEG,
WebP, HEIC and AVIF the filling stands behind the bytes there are, up to where the file should end;
for the others it lies in the image before it is decoded into. A picture that lacks only the end of
its frame comes out equal both times: all of it is there.
"""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFile

from photosim.core.errors import Fault, UnfinishedFileError
from photosim.core.image import sniff
from photosim.core.image.formats import BROKEN_FILE_ERRORS, MAX_BYTES
from photosim.core.image.payload import iso_media, jpeg, webp

LEAST_SHARE = 0.05
"""Share of the pixels that must be there; less is no picture."""

GREY = 128
"""Level of each channel of what is missing."""

_BLEED_PX = 16
"""Lines before the first missing one that smoothing between blocks has mixed with the filling."""
_INTERLACED = 0.1
"""So much more of the picture must be there in coarse blocks than in whole rows, as a share."""
_CODED_IN_BLOCKS = ("JPEG", "WEBP", "HEIF", "AVIF")
_JPEG_FILLING = 4096
"""Bytes that are put before the end marker."""
_ROOM, _LEAST_ROOM = 16, 1 << 16
"""Times what is missing, and bytes, chosen amply, not measured: with less room than a filling needs
its decoder refuses it, and another filling is tried."""
_LENGTHEN = {"WEBP": webp.longer, "AVIF": iso_media.longer}
_MOST_ZEROS = 16
"""More zeros than that at the end of a JPEG are room that was reserved and never written."""

PixelBox = tuple[int, int, int, int]
Load = Callable[[bytes, int | None], Image.Image]
"""Opens and loads the bytes of a file; the level that the image is filled with before, or None."""


@dataclass(frozen=True, slots=True)
class Remains:
    """A picture with what is there of it.

    Attributes:
        image: as it was loaded; what is missing holds anything.
        part: what is there of the loaded image: left, top, right and bottom in px.
        is_damaged: something is missing or not as it was written.
    """

    image: Image.Image
    part: PixelBox
    is_damaged: bool

    @property
    def is_cut(self) -> bool:
        """Whether pixels are missing."""
        return self.part != (0, 0, *self.image.size)

    def scaled_part(self, width: int, height: int) -> PixelBox:
        """The part that is there of the image at another size."""
        across, down = width / self.image.width, height / self.image.height
        left, top, right, bottom = self.part
        return round(left * across), round(top * down), round(right * across), round(bottom * down)


def of(data: bytes, load: Load) -> Remains:
    """What remains of a picture that cannot be read as it should.

    Args:
        data: the file.
        load: decodes it; called twice or more.

    Raises:
        UnfinishedFileError: almost nothing is there.
        Exception: one of `BROKEN_FILE_ERRORS`: nothing can be made of it.
    """
    kind = sniff.picture_format(data)
    is_filled = kind not in _CODED_IN_BLOCKS
    there = webp.picture_alone(data) if kind == "WEBP" else data
    with _leniently() if is_filled else contextlib.nullcontext():
        first, second = _twice(there, load)
    with contextlib.closing(second):
        seen = _what_is_there(first, second, is_filled)
    if _area(seen.part) < LEAST_SHARE * first.width * first.height:
        first.close()
        raise UnfinishedFileError(Fault.NEARLY_NOTHING)
    is_less = there is not data or not _is_complete(data)
    return seen if seen.is_damaged else replace(seen, is_damaged=is_less)


def _is_complete(data: bytes) -> bool:
    """Of a picture with all pixels: whether only its frame is unfinished, and nothing is broken.

    Where a format says how long a file is, what is missing is coded data, or the last even byte of
    WebP: a decoder of HEIC may conceal it both times alike.
    """
    if data.startswith(b"\xff\xd8"):
        return jpeg.is_refined(data)
    length = sniff.stated_length(data)
    return sniff.ends_too_early(data) if length is None else length - len(data) == 1


def may_be_filled(image: Image.Image) -> bool:
    """Whether a JPEG's last pixel is the grey that its decoder fills in where data are missing.

    A file that was cut off and then given an end marker has no other sign of it; few whole pictures
    have this very grey there, and `of` tells them apart.
    """
    last = image.getpixel((image.width - 1, image.height - 1))
    return set(last if isinstance(last, tuple) else (last,)) <= {GREY - 1, GREY}


def _twice(data: bytes, load: Load) -> tuple[Image.Image, Image.Image]:
    """The picture decoded with two fillings."""
    length = sniff.stated_length(data)
    if data.startswith(b"\xff\xd8"):
        there = _without_zeros(data[: jpeg.end(data)])
        noise = _noise(_JPEG_FILLING).replace(b"\xff", b"\x5a")
        return load(there + b"\xff\xd9", None), load(there + noise + b"\xff\xd9", None)
    if length is not None and len(data) < length <= MAX_BYTES:
        return _padded(*_with_room(data, length - len(data)), load)
    return load(data, 0), load(data, 255)


def _with_room(data: bytes, n: int) -> tuple[bytes, int]:
    """A file that lacks `n` bytes, changed into one that lacks more; how many.

    Fillings are longer than pictures, and decoders of WebP and AVIF refuse all of a picture whose
    coded data are at an end too early.
    """
    lengthen = _LENGTHEN.get(sniff.picture_format(data) or "")
    if lengthen is None:
        return data, n
    longer = lengthen(data, min(_ROOM * n + _LEAST_ROOM, MAX_BYTES - len(data) - n))
    return longer, (sniff.stated_length(longer) or 0) - len(longer)


def _without_zeros(data: bytes) -> bytes:
    there = data.rstrip(b"\0")
    there = there if len(data) - len(there) > _MOST_ZEROS else data
    return there.rstrip(b"\xff")  # fill bytes, or half a marker


def _padded(data: bytes, n: int, load: Load) -> tuple[Image.Image, Image.Image]:
    """Decoded with two fillings behind the bytes: decoders refuse some of them."""
    found: list[Image.Image] = []
    refusal: Exception | None = None
    for make in _FILLINGS:
        try:
            found.append(load(data + make(n), None))
        except BROKEN_FILE_ERRORS as error:
            refusal = error
        if len(found) == 2:
            return found[0], found[1]
    assert refusal is not None
    raise refusal


def _noise(n: int, seed: int = 0) -> bytes:
    return random.Random(seed).randbytes(n)  # any bytes will do, but always the same


def _tone(byte: bytes) -> Callable[[int], bytes]:
    return lambda n: byte * n


_FILLINGS: tuple[Callable[[int], bytes], ...] = (
    *(bytes, _noise, _tone(b"\x55"), _tone(b"\xff"), _tone(b"\xaa"), _tone(b"\x80")),
    *(partial(_noise, seed=seed) for seed in (1, 2, 3)),
)
"""Several, since decoders refuse some: of lossless WebP about every fourth (2026-11, 18 files)."""


@contextlib.contextmanager
def _leniently() -> Iterator[None]:
    """Pillow goes on where the data end; a switch for the whole process, back again afterwards."""
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False


def _what_is_there(first: Image.Image, second: Image.Image, is_filled: bool) -> Remains:
    """The first of two decoded images, without the holes of interlaced ones, and what is there.

    `is_filled`: the fillings lay in the images, not behind the bytes.
    """
    one, other = np.asarray(first), np.asarray(second)
    if one.shape != other.shape:
        return Remains(first, (0, 0, 0, 0), is_damaged=True)
    differs = (one != other).reshape(*one.shape[:2], -1).any(axis=2)
    part = _part_there(one, differs)
    if is_filled and _area(part) < differs.size * (1 - _lost_blocks(differs) - _INTERLACED):
        filled_rows, last = _without_holes(one, differs)
        _replace(first, filled_rows)
        return Remains(first, (0, 0, first.width, last), is_damaged=True)
    return Remains(first, part, is_damaged=bool(differs.any()))


def _replace(image: Image.Image, pixels: npt.NDArray[np.generic]) -> None:
    """Put other pixels into an image that keeps its palette."""
    if image.mode == "1":
        image.paste(Image.fromarray(pixels))
    else:
        image.paste(Image.frombytes(image.mode, image.size, np.ascontiguousarray(pixels).tobytes()))


def _lost_blocks(differs: npt.NDArray[np.bool_]) -> float:
    """Share of the blocks of 8 x 8 px that differ in every pixel."""
    height, width = (side - side % 8 for side in differs.shape)
    blocks = differs[:height, :width].reshape(height // 8, 8, width // 8, 8)
    return float(blocks.all(axis=(1, 3)).mean())


def _without_holes(
    pixels: npt.NDArray[np.generic], differs: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.generic], int]:
    """The pixels with those that are missing taken from the left and from above; rows that are."""
    height, width = differs.shape
    columns = np.maximum.accumulate(np.where(differs, 0, np.arange(width)), axis=1)
    across = np.take_along_axis(
        pixels, columns.reshape(*columns.shape, *[1] * (pixels.ndim - 2)), 1
    )
    is_there = ~differs[:, 0]
    rows = np.maximum.accumulate(np.where(is_there, np.arange(height), 0))
    last = min(height, int(np.flatnonzero(is_there).max(initial=0)) + 8)
    return across[rows], last


def _part_there(one: npt.NDArray[np.generic], differs: npt.NDArray[np.bool_]) -> PixelBox:
    """The largest part beside all differences that reaches across the image.

    Pictures are written from top to bottom, BMP from bottom to top, and what a HEIC file turns lies
    on any side. Behind the differences both may be equal again, but then they are of one colour.
    """
    height, width = differs.shape
    if not differs.any():
        return 0, 0, width, height
    top, bottom = _ends(np.asarray(differs.any(axis=1)))
    left, right = _ends(np.asarray(differs.any(axis=0)))
    parts = (
        (0, 0, width, top - _BLEED_PX),
        (0, bottom + _BLEED_PX, width, height),
        (0, 0, left - _BLEED_PX, height),
        (right + _BLEED_PX, 0, width, height),
    )
    return max(parts, key=lambda part: 0 if _is_empty(one, part) else _area(part))


def _ends(lines: npt.NDArray[np.bool_]) -> tuple[int, int]:
    """The first line that is true, and the one behind the last."""
    return int(lines.argmax()), len(lines) - int(lines[::-1].argmax())


def _area(part: PixelBox) -> int:
    return max(0, part[2] - part[0]) * max(0, part[3] - part[1])


def _is_empty(pixels: npt.NDArray[np.generic], part: PixelBox) -> bool:
    """Whether all of a part has one colour."""
    left, top, right, bottom = part
    inside = pixels[max(0, top) : max(0, bottom), max(0, left) : max(0, right)]
    return not inside.size or bool((inside == inside[0, 0]).all())


def filled(opened: ImageFile.ImageFile, level: int) -> None:
    """Give an opened image its memory, filled, before it is loaded."""
    n = len(opened.getbands())
    opened.im = Image.new(opened.mode, opened.size, level if n == 1 else (level,) * n).im


def with_grey(image: Image.Image, part: PixelBox) -> Image.Image:
    """An RGB image that is grey outside of a part."""
    shown = Image.new("RGB", image.size, (GREY, GREY, GREY))
    shown.paste(image.crop(part), part[:2])
    return shown
