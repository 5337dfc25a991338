"""A hash of what is seen, not of what is written about it: equal for equal pictures.

Promised: two photos with one hash show the same pixels at the same size, upright, in the same
colours, on all their pages or frames. Not promised is the contrary: two files that show the same
may have two hashes, because one was compressed anew.

Where every pixel was decoded anyhow, the pixels are hashed, so that PNG, BMP and TIFF of one
picture agree. Else, and for several frames, the compressed bytes are, without metadata. What turns
or colours them when they are shown is part of it: the orientation, and a profile that is not sRGB.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from PIL import Image

from photosim.core.image.colour import plain
from photosim.core.image.payload import Payload

_ROWS = 512
"""Rows that are hashed at once: a picture of 150 MP is not copied whole."""


def of_payload(payload: Payload, n_bytes: int, orientation: int, profile: bytes) -> str | None:
    """The hash of a picture by its compressed bytes.

    Args:
        payload: of the file.
        n_bytes: of the whole file; pieces that make up much more than it overlap and are refused.
        orientation: EXIF orientation that is applied to it, 1..8.
        profile: its colour profile, b"" for none and for sRGB.

    Returns:
        hex; None when the structure of the file says nothing.
    """
    if not payload.pieces or sum(map(len, payload.pieces)) > 2 * n_bytes:
        return None
    digest = _begun("compressed", orientation, profile)
    for piece in payload.pieces:
        digest.update(b"%d:" % len(piece))
        digest.update(piece)
    return digest.hexdigest()


def of_pixels(image: Image.Image, profile: bytes) -> str:
    """The hash, hex, of a picture with one frame by its pixels, all decoded and upright."""
    digest = _begun("pixels", 1, profile)
    mode = _mode(image)
    digest.update(f"{mode} {image.width} {image.height}".encode())
    for top in range(0, image.height, _ROWS):
        rows = image.crop((0, top, image.width, min(top + _ROWS, image.height)))
        digest.update((rows if rows.mode == mode else plain(rows).convert(mode)).tobytes())
    return digest.hexdigest()


def are_equal(hashes: Iterable[str | bytes | None]) -> bool:
    """Whether all these hashes are known and one: their photos show the same."""
    different = set(hashes)
    return len(different) == 1 and None not in different


def _begun(kind: str, orientation: int, profile: bytes) -> hashlib._Hash:
    digest = hashlib.sha256(f"{kind} {orientation} ".encode())
    digest.update(hashlib.sha256(profile).digest())
    return digest


def _mode(image: Image.Image) -> str:
    """The mode in which pictures are compared: RGB or RGBA, unless there is more in a pixel."""
    if image.mode not in ("1", "L", "LA", "P", "PA", "RGB", "RGBA"):
        return image.mode
    has_alpha = image.mode in ("LA", "PA", "RGBA") or "transparency" in image.info
    if not has_alpha:
        return "RGB"
    shown = plain(image)
    return "RGBA" if shown.getextrema()[-1] != (255, 255) else "RGB"
