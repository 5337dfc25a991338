"""RAW files by the preview that the camera put into them.

LibRaw (through rawpy) only finds and hands out the preview: nothing is developed, which keeps
most of its code away from hostile files and costs milliseconds instead of seconds.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image

from photosim.core.errors import DecodeError, Fault
from photosim.core.image import metadata
from photosim.core.image.formats import BROKEN_FILE_ERRORS
from photosim.core.records.photos import Metadata

_ORIENTATIONS = {0: 1, 3: 3, 5: 8, 6: 6}
"""LibRaw's `flip` (0, 3: half a turn, 5: left, 6: right) as EXIF orientation."""


@dataclass(frozen=True, slots=True)
class RawPreview:
    """The preview of a RAW file.

    Attributes:
        encoded: the preview as an encoded picture.
        orientation: EXIF orientation of the RAW file, 1..8, not applied to the preview.
        width, height: pixels of the RAW picture, upright.
        metadata: of the RAW file, None when only the preview's own is known.
    """

    encoded: bytes
    orientation: int
    width: int
    height: int
    metadata: Metadata | None


class NotRawError(DecodeError):
    """The bytes are no RAW file that LibRaw knows."""


def preview(data: bytes) -> RawPreview:
    """Finds the embedded preview in the bytes of a RAW file.

    Raises:
        NotRawError: the file is no RAW file, or of a camera that LibRaw does not know.
        DecodeError: rawpy is missing, the file is damaged, or it holds no preview.
    """
    try:
        import rawpy
    except ImportError:
        raise DecodeError(Fault.RAW_EXTRA) from None
    libraw_error: type[Exception] = rawpy.LibRawError
    unsupported: type[Exception] = rawpy.LibRawFileUnsupportedError
    try:
        with rawpy.imread(io.BytesIO(data)) as opened:
            thumbnail = opened.extract_thumb()
            sizes = opened.sizes
    except unsupported as error:
        raise NotRawError(Fault.RAW_UNKNOWN) from error
    except (libraw_error, *BROKEN_FILE_ERRORS) as error:
        raise DecodeError(Fault.RAW_NO_PREVIEW) from error
    orientation = _ORIENTATIONS.get(sizes.flip, 1)
    is_turned = orientation >= 5
    return RawPreview(
        encoded=_encoded(thumbnail.data),
        orientation=orientation,
        width=sizes.height if is_turned else sizes.width,
        height=sizes.width if is_turned else sizes.height,
        metadata=_metadata(data),
    )


def _encoded(found: object) -> bytes:
    """The preview as an encoded picture: JPEG bytes as they are, a bitmap as BMP."""
    if isinstance(found, bytes):
        return found
    stored = io.BytesIO()
    Image.fromarray(found).save(stored, "BMP")  # type: ignore[arg-type]  # (h, w, 3) uint8
    return stored.getvalue()


def _metadata(data: bytes) -> Metadata | None:
    """The metadata of the RAW files that are TIFF files inside: CR2, NEF, ARW, DNG, PEF, ORF, RW2.

    Olympus and Panasonic changed only TIFF's magic number, which is put back.
    """
    if data[:2] not in (b"II", b"MM"):
        return None
    magic = b"II*\x00" if data[:2] == b"II" else b"MM\x00*"
    holder = Image.new("L", (1, 1))
    try:
        holder.getexif().load(b"Exif\x00\x00" + magic + data[4:])
    except BROKEN_FILE_ERRORS:
        return None
    return metadata.read(holder)
