"""JPEG (ITU T.81): tables and scans of the first picture, up to its own end marker.

What phones append is no frame: gain maps, depth maps, previews and films. Only the further views
of one shot, which the index of a multi-picture file names as such (CIPA DC-007), are counted.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from photosim.core.image.payload.record import Payload

END = 0xD9
_START = 0xD8
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
_UNDEFINED, _ENTRIES = 0, 0xB002
_MAP = re.compile(rb"hdrgm|21496|gain ?map|depth|disparity|matte", re.I)
"""What is written into maps of gains (Adobe, ISO 21496-1, Apple), of depth, and of what is seen."""
_SIZES = frozenset((*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)))
"""Markers of the frame's header, which tells the size."""
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
    further: list[memoryview] = []
    for marker, start, stop in segments(data):
        if marker == END:
            has_end = True
        elif marker == _JFIF:
            jfif = jfif or data[start + 4 : start + 9]
        elif marker == _ADOBE:
            pieces += [jfif, view[start:stop]]  # together they say how colours are coded
        elif marker == _INDEX and data[start + 4 : start + 8] == b"MPF\0":
            n_views, further = _views(data, start + 8)
            n_frames = max(n_frames, n_views)
        elif marker not in _ABOUT:
            pieces.append(view[start:stop])
        if not _is_cut(data, marker, start):
            refinement.follow(marker, data[start : min(stop, start + 32)])
    return Payload(n_frames, (*pieces, *further), has_end and refinement.is_done)


def is_refined(data: bytes) -> bool:
    """Whether no scan of a progressive picture is missing; True for every other."""
    refinement = _Refinement()
    for marker, start, stop in segments(data):
        if not _is_cut(data, marker, start):
            refinement.follow(marker, data[start : min(stop, start + 32)])
    return refinement.is_done


def end(data: bytes) -> int:
    """Where the end marker of the first picture stands, or should: where a file without one ends.

    It is before a segment that the file ends in, unless that is a scan's coded data: no decoder
    takes anything from a table or a header of which a part is missing.
    """
    last = len(data)
    for marker, start, stop in segments(data):
        if marker == END or _is_cut(data, marker, start):
            return start
        last = stop
    return last


def _is_cut(data: bytes, marker: int, start: int) -> bool:
    """Whether a file ends inside a segment, its coded data apart."""
    is_long = marker != END and marker not in _ALONE
    return is_long and start + 2 + _length(data, start + 2) > len(data)


def segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of each segment; a scan's holds its coded data. Ends behind `END`.

    Of a file without one it ends before what was appended to it: another picture.
    """
    at = 2
    for _ in range(_MOST_SEGMENTS):
        found = _MARKER.search(data, at)  # skips fill bytes, and what careless programs leave
        if found is None:
            return
        at, marker = found.start(), data[found.start() + 1]
        if marker == _START:
            return
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
    """Bytes of a segment, those of this number with them."""
    return max(2, int.from_bytes(data[at : at + 2].ljust(2, b"\xff"), "big"))


def _views(data: bytes, base: int) -> tuple[int, list[memoryview]]:
    """How many pictures of a multi-picture index are views of the shot; the bytes of the further.

    Args:
        data: the whole file.
        base: where the index begins; places are counted from there.
    """
    order = "<" if data[base : base + 2] == b"II" else ">"
    n_views, further = 0, list[memoryview]()
    try:
        for place in _entries(data, base, order):
            kind, length, at = struct.unpack_from(f"{order}III", data, place)
            found = memoryview(data)[base + at : base + at + length] if at else memoryview(b"")
            is_view = kind & 0xFFFFFF in _VIEWS
            if is_view or (kind & 0xFFFFFF == _UNDEFINED and _is_like(data, bytes(found))):
                n_views += 1 if is_view else 1 + (not n_views)  # the first is one as well
                further += _coded(bytes(found))
    except struct.error:
        return 0, []
    return n_views, further


def _entries(data: bytes, base: int, order: str) -> range:
    """Where the entries of a multi-picture index stand."""
    at = base + struct.unpack_from(f"{order}I", data, base + 4)[0]
    n = struct.unpack_from(f"{order}H", data, at)[0]
    for number in range(n):
        tag, _, length, value = struct.unpack_from(f"{order}HHII", data, at + 2 + 12 * number)
        if tag == _ENTRIES:
            return range(base + value, base + value + min(length, len(data)), 16)
    return range(0)


def _is_like(data: bytes, other: bytes) -> bool:
    """Whether a picture of no kind is a view: of the first one's size, and no map of gains or so.

    Phones call gain maps so, and programs everything.
    """
    return (
        other.startswith(b"\xff\xd8")
        and _frame(other) == _frame(data)
        and not any(
            marker in _ABOUT and _MAP.search(other, start, stop)
            for marker, start, stop in segments(other)
        )
    )


def _coded(data: bytes) -> list[memoryview]:
    """What a further picture depends on, without what is written about it."""
    view = memoryview(data)
    return [
        view[start:stop]
        for marker, start, stop in segments(data)
        if marker not in _ABOUT or marker == _ADOBE
    ]


def _frame(data: bytes) -> bytes:
    """Height, width and number of components as they stand in the frame's header."""
    found = (
        data[start + 5 : start + 10] for marker, start, _ in segments(data) if marker in _SIZES
    )
    return next(found, b"")
