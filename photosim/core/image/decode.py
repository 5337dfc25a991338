"""A file's bytes to a small upright sRGB image, decoded once and no larger than needed.

bytes ──open (allow-list, limits)──▶ JPEG at 1/1 … 1/8 ──load──▶ small ──profile──▶ sRGB ──▶ upright

JPEG decoding is the physical limit of indexing; at 1/8 only the mean of each 8x8 block is
computed. Everything that costs per pixel happens on the small image.
"""

from __future__ import annotations

import contextlib
import io
import math
import warnings
from dataclasses import dataclass, replace

import pillow_heif
from PIL import AvifImagePlugin, Image, ImageFile, TiffImagePlugin, WebPImagePlugin

from photosim.core.errors import DecodeError, Fault, UnfinishedFileError
from photosim.core.image import (
    detail,
    film_inside,
    formats,
    metadata,
    origin,
    payload,
    pixel_hash,
    raw,
    remains,
    sensor_data,
    sniff,
    traces,
)
from photosim.core.image.colour import ColourManager, plain
from photosim.core.image.payload import Payload
from photosim.core.image.remains import Remains
from photosim.core.image.thumbnails import LONG_EDGE
from photosim.core.records.photos import Metadata, Traces

SHORT_EDGE = 192
"""Pixels that the short edge keeps where the photo has them, px.

Half of the long edge: what is no panorama is decoded at the thumbnail's size and made smaller once.
"""

_PLUGINS = (AvifImagePlugin, TiffImagePlugin, WebPImagePlugin)
"""Imported by name: Pillow would import all of its parsers to find these three."""

_BY_PAYLOAD = ("JPEG", "HEIF", "AVIF")
"""Formats whose decoders make small pictures of large ones, or not the same one everywhere."""

_NO_WHOLE_PICTURE: tuple[type[Exception], ...] = (
    *formats.BROKEN_FILE_ERRORS,
    UnfinishedFileError,
)

_TOO_LARGE = (MemoryError, Image.DecompressionBombError)

_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What makes an image of each EXIF orientation upright (CIPA DC-008, tag 0x0112)."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """One decoded photo.

    Attributes:
        image: RGB, sRGB, upright, made smaller.
        width, height: pixels of the whole photo, upright.
        file_format: Pillow's name of the format; "RAW" for raw files.
        metadata: what the camera wrote.
        n_frames: pages or frames that a person can see.
        is_damaged: only a part of the picture is there, or it is not as it was written.
        pixel_hash: as in `Examined`; None unless asked for.
        detail: as in `Examined`; None unless asked for.
        square: the same squashed for the model straight from what was decoded, sharper than from
            `image`: on clothing photos the mean average precision is 0.7 % better; without rows
            that are missing; None unless asked for.
    """

    image: Image.Image
    width: int
    height: int
    file_format: str
    metadata: Metadata
    square: Image.Image | None = None
    n_frames: int = 1
    is_damaged: bool = False
    pixel_hash: str | None = None
    detail: float | None = None


@dataclass(frozen=True, slots=True)
class DecodeTarget:
    """What a decoded picture shall have.

    Attributes:
        long_edge: px.
        short_edge: px; 0 for "as small as the long edge makes it".
        square: side of the squashed image, px; 0 for none.
        in_full: its frames, its damage, its hash and its detail are looked at, too.
    """

    long_edge: int = LONG_EDGE
    short_edge: int = SHORT_EDGE
    square: int = 0
    in_full: bool = False


class Decoder:
    """Decodes photos, one at a time; remembers the colour profiles it has met.

    Registers the HEIF parser with Pillow and puts Pillow's own limit of pixels at ours. Works in
    one thread of a process at a time: Pillow's warnings are silenced while a file is open, and
    Python keeps its filter of warnings for all threads.
    """

    def __init__(self) -> None:
        self._colours = ColourManager()
        pillow_heif.register_heif_opener(decode_threads=1)
        # `_check_size` is stricter and speaks plainly; this one guards what parsers open inside.
        Image.MAX_IMAGE_PIXELS = formats.MAX_PIXELS_SCALED

    def open(
        self,
        data: bytes,
        name: str = "",
        long_edge: int = LONG_EDGE,
        short_edge: int = SHORT_EDGE,
        square: int = 0,
        *,
        in_full: bool = False,
    ) -> Decoded:
        """Decodes the bytes of one file.

        The result has a long edge of `long_edge` px, or more where the short edge would fall below
        `short_edge` px, and never more than the photo itself has. Of a file that is cut off or
        broken what is there is shown, the rest in grey.

        Args:
            data: the whole file.
            name: the file's name; its ending helps to tell RAW files, the content decides.
            long_edge: px.
            short_edge: px; 0 for "as small as the long edge makes it".
            square: side of the squashed image, px; 0 for none.
            in_full: count its frames, hash its pixels, measure its detail, see if it is whole.

        Raises:
            UnfinishedFileError: the file ends before anything can be seen.
            DecodeError: it cannot be read as a photo for another reason; the message says which.
        """
        if not data:
            raise UnfinishedFileError(Fault.EMPTY)
        wanted = DecodeTarget(long_edge, short_edge, square, in_full)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                if _may_be_raw(data, name):
                    return self._open_raw_or_else(data, name, wanted)
                return self._open(data, wanted)
            except formats.BROKEN_FILE_ERRORS as error:
                raise _reason(data, error) from error

    def _open(self, data: bytes, wanted: DecodeTarget) -> Decoded:
        """`open` for everything that Pillow reads."""
        loader = _Loader(wanted)
        try:
            seen = loader.whole(data)
        except _NO_WHOLE_PICTURE as error:
            if isinstance(error, _TOO_LARGE) or sniff.picture_format(data) is None:
                raise
            seen = remains.of(data, loader.load)
        with contextlib.closing(seen.image):
            return self._decoded(data, seen, loader, wanted)

    def _decoded(
        self, data: bytes, seen: Remains, loader: _Loader, wanted: DecodeTarget
    ) -> Decoded:
        """The picture as it was loaded, finished, with what is found out about it."""
        opened = seen.image
        told = metadata.read(opened, loader.in_file)
        shown = told.traces | traces.read(opened) | loader.depth
        record = replace(told, rating=traces.rating(opened), traces=shown)
        left = metadata.orientation_of(metadata.tags(opened))
        colours = plain(opened)
        size = target_size(*loader.size, wanted.long_edge, wanted.short_edge)
        image = self._finished(opened, colours, size, left, seen)
        squashed = None
        if wanted.square:
            there = colours.crop(seen.part) if seen.is_cut else colours
            squashed = self._finished(opened, there, (wanted.square, wanted.square), left)
        width, height = loader.size if left < 5 else loader.size[::-1]
        name = "JPEG" if loader.format == "MPO" else loader.format
        found = Decoded(image, width, height, name, record, squashed, is_damaged=seen.is_damaged)
        return self._in_full(data, loader, opened, found, left) if wanted.in_full else found

    def _in_full(
        self,
        data: bytes,
        loader: _Loader,
        opened: Image.Image,
        found: Decoded,
        orientation: int,
    ) -> Decoded:
        """With what is in it besides, its frames, damage, pixel hash and detail."""
        found = replace(found, metadata=_with_contents(data, loader.format, opened, found.metadata))
        content = loader.content or payload.of(data, found.file_format)
        is_damaged = found.is_damaged or (content.n_frames > 1 and not content.is_whole)
        found = replace(found, n_frames=content.n_frames, is_damaged=is_damaged)
        if is_damaged:
            return found
        profile = opened.info.get("icc_profile")
        if not isinstance(profile, bytes) or not self._colours.changes(profile, opened.mode):
            profile = b""
        pixels: str | None
        if (
            _is_whole_size(opened, found)
            and content.n_frames == 1
            and found.file_format not in _BY_PAYLOAD
        ):
            upright = opened.transpose(_UPRIGHT[orientation]) if orientation > 1 else opened
            pixels = pixel_hash.of_pixels(upright, profile)
        else:
            pixels = pixel_hash.of_payload(content, len(data), orientation, profile)
        return replace(found, pixel_hash=pixels, detail=_detail(data, opened, found))

    def _finished(
        self,
        opened: Image.Image,
        colours: Image.Image,
        size: tuple[int, int],
        orientation: int,
        seen: Remains | None = None,
    ) -> Image.Image:
        """The loaded image at a size, in sRGB, upright, without the file's other data."""
        profile = opened.info.get("icc_profile")
        image = colours
        if image.size != size:
            image = image.resize(size, Image.Resampling.HAMMING, reducing_gap=2.0)
        image = self._colours.to_srgb(image, profile if isinstance(profile, bytes) else None)
        if seen is not None and seen.is_cut:
            image = remains.with_grey(image, seen.scaled_part(*image.size))
        if orientation in _UPRIGHT:
            image = image.transpose(_UPRIGHT[orientation])
        elif image is opened:
            image = image.copy()
        image.info = {}
        return image

    def _open_raw_or_else(self, data: bytes, name: str, wanted: DecodeTarget) -> Decoded:
        """A RAW file, or a TIFF file that is called or looks like one."""
        try:
            return self._open_raw(data, wanted)
        except DecodeError as error:
            if sniff.content_of(data):
                raise _reason(data, error) from error
            if formats.is_raw_name(name) and not _is_plain(data, error):
                raise
        return self._open(data, wanted)

    def _open_raw(self, data: bytes, wanted: DecodeTarget) -> Decoded:
        """`open` for RAW files: their embedded preview stands for them, not for their pixels."""
        found = raw.preview(data)
        seen = self._open(found.encoded, replace(wanted, in_full=False))
        image, squashed = seen.image, seen.square
        # JPEG previews say how they lie (LibRaw writes it into those that do not), bitmaps
        # do not; a few of them are upright already.
        is_lying = found.orientation == 3 or (
            found.orientation >= 5 and (seen.width > seen.height) != (found.width > found.height)
        )
        if is_lying and seen.metadata.orientation == 1:
            image = image.transpose(_UPRIGHT[found.orientation])
            squashed = squashed and squashed.transpose(_UPRIGHT[found.orientation])
        record = found.metadata or seen.metadata
        is_damaged = wanted.in_full and not sensor_data.are_whole(data)
        return Decoded(
            image,
            found.width,
            found.height,
            "RAW",
            record,
            squashed,
            is_damaged=is_damaged or seen.is_damaged,
        )


def _may_be_raw(data: bytes, name: str) -> bool:
    """Whether LibRaw is asked: not for a JPEG that is called `.NEF`."""
    if sniff.picture_format(data) not in (None, "TIFF"):
        return False
    return formats.is_raw_name(name) or (sniff.is_raw(data) and formats.raw_supported())


def _is_plain(data: bytes, error: DecodeError) -> bool:
    """Whether what LibRaw refused is a picture for Pillow; of a RAW file it sees the preview."""
    is_picture = sniff.picture_format(data) is not None and not sniff.is_raw(data)
    return is_picture and isinstance(error, raw.NotRawError)


class _Loader:
    """Opens and loads the bytes of one file, at the scale that suffices.

    Attributes:
        size: pixels of the whole picture as it lies in the file.
        format: Pillow's name of the format.
        in_file: the file's own orientation where the parser removes it from the tags.
        depth: `Traces.DEEP`, or nothing; loading loses it.
        content: what the file's structure says, where that was looked at.
    """

    def __init__(self, wanted: DecodeTarget) -> None:
        self._wanted = wanted
        self.size = (0, 0)
        self.format = ""
        self.in_file: int | None = None
        self.depth = Traces.NONE
        self.content: Payload | None = None

    def whole(self, data: bytes) -> Remains:
        """The picture of a whole file; raises what parsers raise over any other.

        Raises:
            UnfinishedFileError: it ends too early, which not every parser says.
        """
        image = self.load(data)
        if self._is_doubtful(data, image):
            image.close()
            raise UnfinishedFileError(Fault.CUT_OFF)
        return Remains(image, (0, 0, *image.size), is_damaged=False)

    def load(self, data: bytes, level: int | None = None) -> ImageFile.ImageFile:
        """The loaded image; filled with a level first, so that what the file lacks has it."""
        opened = Image.open(io.BytesIO(data), formats=formats.PILLOW_FORMATS)
        try:
            _check_size(opened)
            self.format = opened.format or ""
            self.in_file = _orientation_in_file(opened)
            self.depth = traces.depth(opened)
            self.size = opened.size
            _draft(opened, target_size(*opened.size, *self._edges))
            if level is not None:
                remains.filled(opened, level)
            opened.load()
        except BaseException:
            opened.close()
            raise
        return opened

    @property
    def _edges(self) -> tuple[int, int]:
        return self._wanted.long_edge, self._wanted.short_edge

    def _is_doubtful(self, data: bytes, image: Image.Image) -> bool:
        """Whether the parser may have filled in what is missing, and said nothing."""
        if self.format in ("HEIF", "AVIF"):
            return sniff.ends_too_early(data)
        return (
            self.format in ("JPEG", "MPO")
            and self._wanted.in_full
            and (not self._walked(data).is_whole or remains.may_be_filled(image))
        )

    def _walked(self, data: bytes) -> Payload:
        self.content = payload.of(data, self.format)
        return self.content


def _is_whole_size(opened: Image.Image, found: Decoded) -> bool:
    """Whether every pixel was decoded."""
    return sorted(opened.size) == sorted((found.width, found.height))


def _with_contents(data: bytes, file_format: str, opened: Image.Image, found: Metadata) -> Metadata:
    """The metadata with what somebody wrote, a film inside, and whether colours are few."""
    written, shown = traces.written(opened), found.traces
    if written:
        shown |= Traces.CAPTION
    if film_inside.is_in(data, file_format):
        shown |= Traces.FILM
    if traces.has_few_colours(opened):
        shown |= Traces.PALETTE
    return replace(found, traces=shown, written=written)


def _detail(data: bytes, opened: Image.Image, found: Decoded) -> float | None:
    """How much of its pixels is real; None where measuring that would take too long."""
    if _is_whole_size(opened, found):
        return None if opened.mode in formats.DEEP_MODES else detail.measure(opened)
    if found.file_format != "JPEG" or not origin.is_worth_measuring(
        found.metadata, (found.width, found.height)
    ):
        return None
    return detail.of_jpeg(data)


def target_size(width: int, height: int, long_edge: int, short_edge: int) -> tuple[int, int]:
    """The size in px that keeps the shape and fills both edges, at most the photo's own.

    A panorama's long edge is held to four times `long_edge`, whatever its short edge then is.
    """
    scale = max(long_edge / max(width, height), short_edge / min(width, height))
    scale = min(scale, 4 * long_edge / max(width, height), 1.0)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _draft(opened: ImageFile.ImageFile, wanted: tuple[int, int]) -> None:
    """Asks for JPEG at a fraction of its size, and for HEIC's own thumbnail, if large enough.

    Pillow takes the largest of 1/8, 1/4, 1/2 that is at least the size asked for, rounding the
    size down; asking for `size // n` gets exactly 1/n.
    """
    if opened.format == "HEIF":
        opened.draft(None, wanted)
        return
    for n in (8, 4, 2):
        if all(math.ceil(have / n) >= want for have, want in zip(opened.size, wanted, strict=True)):
            opened.draft(None, (max(1, opened.width // n), max(1, opened.height // n)))
            return


def _check_size(opened: ImageFile.ImageFile) -> None:
    """Refuses pictures without pixels and those that would take too much memory."""
    if min(opened.size) < 1:
        raise DecodeError(Fault.NO_PIXELS)
    limit = formats.max_pixels(opened.format or "")
    if opened.width * opened.height > limit:
        megapixels = math.ceil(opened.width * opened.height / 1e6)  # more than the limit's
        raise DecodeError(Fault.MANY_PIXELS, megapixels, limit // 1_000_000)


def _orientation_in_file(opened: ImageFile.ImageFile) -> int | None:
    """The file's orientation where the parser removes it while it makes the pixels upright."""
    if isinstance(opened, TiffImagePlugin.TiffImageFile):
        return metadata.orientation_of(opened.tag_v2)
    found = opened.info.get("original_orientation")
    return found if isinstance(found, int) and 1 <= found <= 8 else None


def _reason(data: bytes, error: Exception) -> DecodeError:
    """The reason for what a parser raised."""
    if isinstance(error, MemoryError):
        return DecodeError(Fault.MUCH_MEMORY)
    if isinstance(error, Image.DecompressionBombError):
        return DecodeError(Fault.FAR_TOO_MANY_PIXELS)
    content = sniff.content_of(data)
    if content:
        return DecodeError(Fault.OTHER_CONTENT, content)
    picture = sniff.picture_format(data)
    if isinstance(error, UnfinishedFileError):
        return error
    if sniff.ends_too_early(data) or (picture and "truncat" in str(error).lower()):
        return UnfinishedFileError(Fault.CUT_OFF)
    if picture:
        return DecodeError(Fault.DAMAGED, picture)
    return DecodeError(Fault.NO_PICTURE)
