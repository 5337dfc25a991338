"""Whether the sensor's data of a RAW file are all there, which its preview does not show.

The preview stands at the beginning of the file and is whole also where a copy was broken off or a
card was only half recovered. What a file says of itself is looked at: where the data lie (TIFF 6.0
and DNG 1.4, as CR2, NEF, ARW, PEF and DNG are built; the boxes of CR3, ISO/IEC 14496-12; the head
of RAF), and whether there is anything. Nothing is decoded. Other kinds are taken for whole.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from photosim.core.image.sniff import SENSOR_PIXELS

Span = tuple[int, int]
"""Where some bytes begin and how many they are."""

_SLACK = 256
"""One part in so many may be missing: some cameras count the last bytes of a line twice."""
_BLOCK = 1 << 16
"""Bytes; of a picture none of that length are all zeros, but for what is one even tone."""
_MOST_DIRECTORIES, _MOST_TAGS, _MOST_SPANS = 32, 1000, 1 << 16
_SUB_DIRECTORIES, _PHOTOMETRIC = 330, 262
_PLACES = ((273, 279), (324, 325))
"""Tags of the places and lengths of strips and of tiles."""
_NUMBERS = {1: "B", 3: "H", 4: "I", 13: "I"}
_UNKNOWN = 0xFFFFFFFF
"""Panasonic's place of a strip that is told elsewhere."""
_RAF_DATA = 100
"""Where a RAF file says where its sensor data lie: place and length, big endian."""


def are_whole(data: bytes) -> bool:
    """Whether nothing of them is cut off, nor most of them zeros; True for what is not known."""
    try:
        spans = _spans(data)
    except struct.error:  # the structure itself ends too early
        return False
    length = sum(n for _, n in spans)
    there = sum(max(0, min(n, len(data) - at)) for at, n in spans)
    return (length - there) * _SLACK <= length and not _is_empty(data, spans)


def _spans(data: bytes) -> Sequence[Span]:
    """Where the sensor data lie; nothing when nobody can tell."""
    if data[:2] in (b"II", b"MM"):
        return _of_tiff(data, "<" if data[:2] == b"II" else ">")
    if data.startswith(b"FUJIFILM"):
        return [struct.unpack_from(">II", data, _RAF_DATA)]
    if data[4:11] == b"ftypcrx":
        return list(_boxes(data))
    return []


def _boxes(data: bytes) -> Iterator[Span]:
    at = 0
    while at < len(data):
        n, kind = struct.unpack_from(">I4s", data, at)
        if n == 1:
            (n,) = struct.unpack_from(">Q", data, at + 8)
        if kind == b"mdat":
            yield at, n or len(data) - at
        if n < 8:  # up to the end of the file, or nonsense
            return
        at += n


def _of_tiff(data: bytes, order: str) -> Sequence[Span]:
    """Those of the directories that say so; else the largest of all, which no preview is."""
    sensor: list[Span] = []
    largest: list[Span] = []
    for tags in _directories(data, order):
        spans = [span for places in _PLACES for span in _placed(tags, *places)]
        if any(tone in SENSOR_PIXELS for tone in tags.get(_PHOTOMETRIC, ())):
            sensor += spans
        largest = max(largest, spans, key=lambda some: sum(n for _, n in some))
    return sensor or largest


def _placed(tags: dict[int, tuple[int, ...]], places: int, lengths: int) -> Iterator[Span]:
    for at, n in zip(tags.get(places, ()), tags.get(lengths, ()), strict=False):
        if at not in (0, _UNKNOWN):
            yield at, n


def _directories(data: bytes, order: str) -> Iterator[dict[int, tuple[int, ...]]]:
    """Every directory with its numbers, those below others among them.

    Raises:
        struct.error: the first, or one below another, lies behind the end. What follows the last
            is nonsense in the files of some cameras.
    """
    waiting = [(struct.unpack_from(f"{order}I", data, 4)[0], True)]
    seen: set[int] = set()
    while waiting and len(seen) < _MOST_DIRECTORIES:
        at, is_needed = waiting.pop()
        if at == 0 or at in seen:
            continue
        seen.add(at)
        try:
            tags, following = _directory(data, order, at)
        except struct.error:
            if is_needed:
                raise
            continue
        yield tags
        waiting += [(following, False), *((one, True) for one in tags.get(_SUB_DIRECTORIES, ()))]


def _directory(data: bytes, order: str, at: int) -> tuple[dict[int, tuple[int, ...]], int]:
    (n,) = struct.unpack_from(f"{order}H", data, at)
    tags: dict[int, tuple[int, ...]] = {}
    for start in range(at + 2, at + 2 + 12 * min(n, _MOST_TAGS), 12):
        tag, kind, count = struct.unpack_from(f"{order}HHI", data, start)
        letter = _NUMBERS.get(kind)
        if tag not in _WANTED or letter is None or count > _MOST_SPANS:
            continue
        values = f"{order}{count}{letter}"
        place = start + 8
        if struct.calcsize(values) > 4:
            (place,) = struct.unpack_from(f"{order}I", data, place)
        tags[tag] = struct.unpack_from(values, data, place)
    end = at + 2 + 12 * n
    is_there = end + 4 <= len(data)
    return tags, struct.unpack_from(f"{order}I", data, end)[0] if is_there else 0


_WANTED = {_SUB_DIRECTORIES, _PHOTOMETRIC, *(tag for pair in _PLACES for tag in pair)}


def _is_empty(data: bytes, spans: Sequence[Span]) -> bool:
    """Whether most of it is zeros, as in the holes of a recovered card."""
    zeros, view = bytes(_BLOCK), memoryview(data)
    n_blocks = n_empty = 0
    for at, n in spans:
        for start in range(at, min(at + n, len(data)) - _BLOCK + 1, _BLOCK):
            n_blocks += 1
            n_empty += view[start : start + _BLOCK] == zeros
    return n_empty * 2 > n_blocks
