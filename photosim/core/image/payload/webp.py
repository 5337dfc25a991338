"""WebP (RFC 9649): the coded picture, its transparency, and the frames of an animation."""

from __future__ import annotations

import struct

from photosim.core.image.payload.record import COUNTED_FRAMES, Payload

_PICTURE = frozenset((b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF"))
_CODED = (b"VP8 ", b"VP8L")
_N_CHUNKS = 1_000_000
_ANIMATED, _METADATA = 0x02, 0x08 | 0x04
"""Flags of the extended form: it has frames; EXIF or XMP follows the picture."""


def walk(data: bytes) -> Payload:
    """The payload of a WebP file."""
    pieces: list[memoryview] = []
    view = memoryview(data)
    n_frames = 0
    at = 12
    for _ in range(_N_CHUNKS):
        if at + 8 > len(data) or n_frames >= COUNTED_FRAMES:
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


def picture_alone(data: bytes) -> bytes:
    """A WebP file up to the end of its picture; as it is when no more follows, or it has frames.

    A decoder refuses all of it when the metadata that its head tells of are cut off.
    """
    if data[12:16] != b"VP8X" or len(data) < 30 or data[20] & _ANIMATED:
        return data
    at = 30
    while at + 8 <= len(data):
        kind, (length,) = data[at : at + 4], struct.unpack_from("<I", data, at + 4)
        at += 8 + length + length % 2
        if kind in _CODED:
            flags = bytes([data[20] & ~_METADATA])
            return data[:4] + struct.pack("<I", at - 8) + data[8:20] + flags + data[21:at]
    return data


def longer(data: bytes, n: int) -> bytes:
    """A WebP file of one picture that was cut off, saying that `n` bytes more, or n + 1, are of it.

    As it is when no coded picture begins in it, or it has frames.
    """
    if data[12:16] == b"VP8X" and data[20] & _ANIMATED:
        return data
    at = 12
    while at + 8 <= len(data):
        kind, (length,) = data[at : at + 4], struct.unpack_from("<I", data, at + 4)
        if kind in _CODED:
            more = length + n + (length + n) % 2
            head = data[:4] + struct.pack("<I", at + more) + data[8 : at + 4]
            return head + struct.pack("<I", more) + data[at + 8 :]
        at += 8 + length + length % 2
    return data
