"""PNG and APNG (W3C, third edition): header, palette, transparency, coded pixels of all frames."""

from __future__ import annotations

import struct

from photosim.core.image.payload.record import COUNTED_FRAMES, Payload

_PICTURE = frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"acTL", b"fcTL", b"fdAT"))
_N_CHUNKS = 4_000_000
"""Chunks that are looked at: files of 1 GB have fewer when each holds more than 250 bytes."""


def walk(data: bytes) -> Payload:
    """The payload of a PNG file; frames that are not in the animation are not counted."""
    pieces: list[memoryview] = []
    view = memoryview(data)
    n_controls, n_promised, has_pixels, has_end = 0, 0, False, False
    at = 8
    for _ in range(_N_CHUNKS):
        if at + 8 > len(data) or n_controls >= COUNTED_FRAMES:
            break
        (length,), kind = struct.unpack_from(">I", data, at), data[at + 4 : at + 8]
        has_pixels = has_pixels or kind == b"IDAT"
        if kind == b"acTL" and not has_pixels:
            (n_promised,) = struct.unpack_from(">I", data, at + 8)
        n_controls += kind == b"fcTL"
        if kind in _PICTURE:
            pieces.append(view[at + 4 : at + 8 + length])
        if kind == b"IEND":
            has_end = True
            break
        at += 12 + length
    n_frames = n_controls if n_promised else 1
    is_whole = (has_end or at == len(data)) and n_frames >= min(n_promised, COUNTED_FRAMES)
    return Payload(max(1, n_frames), tuple(pieces), is_whole)
