"""JPEG (ITU T.81): tables and scans of the first picture, up to its own end marker.

What phones append is no frame: gain maps, depth maps, previews and films. Only the further views
of one shot, which the index of a multi-picture file names as such (CIPA DC-007), are counted.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from photosim.core.payload.record import Payload

END = 0xD9
_SCAN = 0xDA
_PROGRESSIVE = (0xC2, 0xC6, 0xCA, 0xCE)
_ALONE = frozenset((0x01, *range(0xD0, 0xD9)))
"""Markers without a length."""
_ADOBE, _JFIF, _INDEX = 0xEE, 0xE0, 0xE2
_ABOUT = frozenset((*range(0xE0, 0xF0), 0xFE))
"""Segments of applications, and comments."""
_IN_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""What ends coded data: a marker that is neither a stuffed byte, nor a restart, nor fill."""
_MARKER = re.compile(rb"\xff[^\x00\xff]")
_MOST_SEGMENTS = 100_000
_VIEWS = (0x020001, 0x020002, 0x020003)
"""Kinds of pictures in a multi-picture file: panorama, disparity, multi-angle (DC-007, 5.2.3.3)."""
_N_COEFFICIENTS = 64


@dataclass(slots=True)
class _Refinement:
    """How far each component of a progressive picture has come."""

    left: dict[int, set[int]] = field(default_factory=dict)

    def follow(self, marker: int, head: bytes) -> None:
        """Take in a segment by its first bytes: a frame names the components, a scan refines."""
        if marker in _PROGRESSIVE:
            n = head[9]
            self.left = {head[10 + 3 * i]: set(range(_N_COEFFICIENTS)) for i in range(n)}
        elif marker == _SCAN:
            self._refine(head)

    def _refine(self, scan: bytes) -> None:
        """The header of a scan says which coefficients it brings, and to which bit."""
        n = scan[4]
        first, last, bits = scan[5 + 2 * n : 8 + 2 * n]
        if bits & 0x0F == 0:
            for i in range(n):
                self.left.get(scan[5 + 2 * i], set()).difference_update(range(first, last + 1))

    @property
    def is_done(self) -> bool:
        """Whether no scan is missing."""
        return not any(self.left.values())


def walk(data: bytes) -> Payload:
    """The payload of a JPEG file."""
    pieces: list[bytes | memoryview] = []
    view = memoryview(data)
    refinement = _Refinement()
    n_frames, jfif, has_end = 1, b"", False
    for marker, start, stop in segments(data):
        if marker == END:
            has_end = True
        elif marker == _JFIF:
            jfif = jfif or data[start + 4 : start + 9]
        elif marker == _ADOBE:
            pieces += [jfif, view[start:stop]]  # together they say how colours are coded
        elif marker == _INDEX and data[start + 4 : start + 8] == b"MPF\0":
            n_frames = max(n_frames, _views(data[start + 8 : stop]))
        elif marker not in _ABOUT:
            pieces.append(view[start:stop])
        refinement.follow(marker, data[start : min(stop, start + 32)])
    return Payload(n_frames, tuple(pieces), has_end and refinement.is_done)


def is_refined(data: bytes) -> bool:
    """Whether no scan of a progressive picture is missing; True for every other."""
    refinement = _Refinement()
    for marker, start, stop in segments(data):
        refinement.follow(marker, data[start : min(stop, start + 32)])
    return refinement.is_done


def end(data: bytes) -> int:
    """Where the end marker of the first picture stands; the length of the file without one."""
    return next((start for marker, start, _ in segments(data) if marker == END), len(data))


def segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of each segment; a scan's holds its coded data. Ends behind `END`."""
    at = 2
    for _ in range(_MOST_SEGMENTS):
        found = _MARKER.search(data, at)  # skips fill bytes, and what careless programs leave
        if found is None:
            return
        at, marker = found.start(), data[found.start() + 1]
        if marker == END:
            yield END, at, at + 2
            return
        stop = at + 2 if marker in _ALONE else at + 2 + _length(data, at + 2)
        if marker == _SCAN:
            behind = _IN_SCAN.search(data, stop)
            stop = behind.start() if behind else len(data)
        yield marker, at, min(stop, len(data))
        at = stop


def _length(data: bytes, at: int) -> int:
    return max(2, int(struct.unpack_from(">H", data, at)[0]))


def _views(index: bytes) -> int:
    """How many pictures of a multi-picture index are views of the shot; 0 in a broken one."""
    order = "<" if index[:2] == b"II" else ">"
    try:
        at = struct.unpack_from(f"{order}I", index, 4)[0]
        entries = struct.unpack_from(f"{order}H", index, at)[0]
        for number in range(entries):
            tag, _, length, value = struct.unpack_from(f"{order}HHII", index, at + 2 + 12 * number)
            if tag == 0xB002:
                kinds = [
                    struct.unpack_from(f"{order}I", index, place)[0] & 0xFFFFFF
                    for place in range(value, value + length, 16)
                ]
                return sum(kind in _VIEWS for kind in kinds)
    except struct.error:
        return 0
    return 0
