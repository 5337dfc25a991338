"""WebP (RFC 9649): the coded picture, its transparency, and the frames of an animation."""

from __future__ import annotations

import struct

from photosim.core.image.payload.record import MOST_FRAMES, Payload

_PICTURE = frozenset((b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF"))
_N_CHUNKS = 1_000_000


def walk(data: bytes) -> Payload:
    """The payload of a WebP file."""
    pieces: list[memoryview] = []
    view = memoryview(data)
    n_frames = 0
    at = 12
    for _ in range(_N_CHUNKS):
        if at + 8 > len(data) or n_frames >= MOST_FRAMES:
            break
        kind, (length,) = data[at : at + 4], struct.unpack_from("<I", data, at + 4)
        n_frames += kind == b"ANMF"
        if kind in _PICTURE:
            pieces.append(view[at : at + 8 + length])
        elif kind == b"VP8X":
            pieces.append(view[at + 12 : at + 18])  # the canvas; flags say which metadata follows
        at += 8 + length + length % 2
    is_whole = at <= len(data) + 1 and len(data) >= struct.unpack_from("<I", data, 4)[0] + 7
    return Payload(max(1, n_frames), tuple(pieces), is_whole)
