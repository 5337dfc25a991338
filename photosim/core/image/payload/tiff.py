"""TIFF and BigTIFF (TIFF 6.0): the chain of directories, each a page unless it says otherwise."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from photosim.core.image.payload.record import COUNTED_FRAMES, Payload

_NEW_KIND, _OLD_KIND = 254, 255
_PAGE_BIT = 2
"""`NewSubfileType`: 1 is a smaller copy, 4 a mask, 8 depth, 16 an enhanced copy; 2 is one page."""
_DESCRIBING = frozenset(
    (
        *(256, 257, 258, 259, 262, 266, 274, 277, 278, 284, 292, 317, 318, 320, 322, 323, 332),
        *(338, 339, 347, 433, 512, 515, 517, 518, 519, 520, 521, 529, 530, 531, 532, 34675),
    )
)
"""Tags that say how to read the pixels: sizes, bits, compression, colours, tables, the profile."""
_DATA = ((273, 279), (324, 325), (513, 514))
"""Tags of places and lengths: strips, tiles, one JPEG stream."""
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_SIZES |= {16: 8, 17: 8, 18: 8}
_NUMBERS = {1: "B", 3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}
_MOST_ENTRIES = 4096
_MOST_BYTES = 1 << 22
"""Bytes of one tag's values: places of half a million strips."""
_MOST_PIECES = 1 << 20


@dataclass(frozen=True, slots=True)
class _NumberFormat:
    """How numbers are written: byte order, and the wider ones of BigTIFF."""

    order: str
    is_big: bool

    @property
    def offset(self) -> str:
        return f"{self.order}{'Q' if self.is_big else 'I'}"

    @property
    def count(self) -> str:
        return f"{self.order}{'Q' if self.is_big else 'H'}"

    @property
    def entry(self) -> str:
        return f"{self.order}HHQQ" if self.is_big else f"{self.order}HHII"


Entries = dict[int, tuple[int, bytes]]
"""By tag: the type of its values, and their bytes."""


def walk(data: bytes) -> Payload:
    """The payload of a TIFF file; a picture that only a sub-directory holds is no page."""
    layout = _NumberFormat("<" if data[:2] == b"II" else ">", data[2:4] in (b"+\0", b"\0+"))
    pieces: list[bytes | memoryview] = []
    view = memoryview(data)
    n_pages, is_whole = 0, True
    for entries in _directories(data, layout):
        if not _is_page(entries, layout):
            continue
        n_pages += 1
        pieces += [b"%d:" % tag + entries[tag][1] for tag in sorted(_DESCRIBING & entries.keys())]
        for start, length in _places(entries, layout):
            pieces.append(view[start : start + length])
            is_whole = is_whole and start + length <= len(data)
        if n_pages >= COUNTED_FRAMES or len(pieces) >= _MOST_PIECES:
            break
    return Payload(max(1, n_pages), tuple(pieces), is_whole and n_pages > 0)


def _directories(data: bytes, layout: _NumberFormat) -> Iterator[Entries]:
    """Every directory of the main chain, once, however it is tied."""
    seen: set[int] = set()
    (at,) = struct.unpack_from(layout.offset, data, 8 if layout.is_big else 4)
    while at and at not in seen and at < len(data):
        seen.add(at)
        try:
            entries, following = _directory(data, at, layout)
        except struct.error:  # cut off inside
            return
        yield entries
        try:
            (at,) = struct.unpack_from(layout.offset, data, following)
        except struct.error:
            return


def _directory(data: bytes, at: int, layout: _NumberFormat) -> tuple[Entries, int]:
    """The entries of one directory, and where the place of the next one stands."""
    (n,) = struct.unpack_from(layout.count, data, at)
    at += struct.calcsize(layout.count)
    step = struct.calcsize(layout.entry)
    room = 8 if layout.is_big else 4
    entries: Entries = {}
    for number in range(min(n, _MOST_ENTRIES)):
        place = at + number * step
        tag, kind, count, value = struct.unpack_from(layout.entry, data, place)
        size = _SIZES.get(kind, 0) * count
        start = place + step - room if size <= room else value
        if tag in _WANTED and size <= _MOST_BYTES:
            entries[tag] = kind, data[start : start + size]
    return entries, at + n * step


_WANTED = _DESCRIBING | {_NEW_KIND, _OLD_KIND} | {tag for pair in _DATA for tag in pair}


def _numbers(entries: Entries, tag: int, layout: _NumberFormat) -> tuple[int, ...]:
    kind, value = entries.get(tag, (4, b""))
    letter = _NUMBERS.get(kind)
    if letter is None:
        return ()
    n = len(value) // struct.calcsize(f"={letter}")
    return struct.unpack_from(f"{layout.order}{n}{letter}", value)


def _is_page(entries: Entries, layout: _NumberFormat) -> bool:
    new = _numbers(entries, _NEW_KIND, layout)
    old = _numbers(entries, _OLD_KIND, layout)
    is_other = (new and new[0] & ~_PAGE_BIT) or (not new and old and old[0] == 2)
    return not is_other and 256 in entries and 257 in entries


def _places(entries: Entries, layout: _NumberFormat) -> Iterator[tuple[int, int]]:
    for at, length in _DATA:
        yield from zip(
            _numbers(entries, at, layout), _numbers(entries, length, layout), strict=False
        )
