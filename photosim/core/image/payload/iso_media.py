"""HEIC and AVIF (ISO/IEC 14496-12 and 23008-12): picture items, and the tracks of sequences.

An item is a frame when a person can see it for itself: not a tile or an input of another item, not
a thumbnail, no auxiliary picture (transparency, gain map, depth) and not hidden.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from photosim.core.image.payload import av1
from photosim.core.image.payload.record import COUNTED_FRAMES, Payload

_CODED = frozenset((b"hvc1", b"av01", b"avc1", b"vvc1", b"jpeg", b"j2k1", b"unci"))
_DERIVED = frozenset((b"grid", b"iovl", b"iden"))
_SEQUENCES = frozenset((b"avis", b"msf1", b"hevc", b"hevx", b"hevm", b"hevs"))
_PICTURES = (b"pict", b"vide")
"""Handlers of tracks that are seen; transparency has `auxv`."""
_MOST_BOXES = 100_000
_ALPHA = b"alpha"

BoxSpan = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Extent:
    """Where a part of an item lies: in the meta box or in the file; where its length is written."""

    is_inner: bool
    start: int
    length: int
    written: BoxSpan


@dataclass(slots=True)
class _Meta:
    """What the meta box says of the items, by their id."""

    primary: int = 0
    kinds: dict[int, bytes] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    inputs: set[int] = field(default_factory=set)
    thumbnails: set[int] = field(default_factory=set)
    auxiliary: set[int] = field(default_factory=set)
    places: dict[int, list[_Extent]] = field(default_factory=dict)
    properties: list[BoxSpan] = field(default_factory=list)
    held: dict[int, list[int]] = field(default_factory=dict)
    inner: BoxSpan = (0, 0)


def walk(data: bytes) -> Payload:
    """The payload of a HEIC or AVIF file."""
    meta, is_whole, brands = _Meta(), True, b""
    n_samples = 0
    pieces: list[memoryview] = []
    view = memoryview(data)
    for kind, start, stop in _boxes(data, 0, len(data)):
        is_whole = is_whole and stop <= len(data)
        if kind == b"ftyp":
            brands = data[start:stop]
        elif kind == b"meta":
            _read_meta(data, start + 4, stop, meta)
        elif kind == b"moov":
            n_samples = _samples(data, start, stop)
        elif kind == b"mdat" and _is_sequence(brands):
            pieces.append(view[start:stop])
    seen = sum(_is_seen(meta, item) for item in meta.kinds)
    n_frames = max(seen, n_samples if _is_sequence(brands) else 0, 1)
    for item in sorted(meta.kinds):
        pieces += _item(data, meta, item)
    return Payload(min(n_frames, COUNTED_FRAMES), tuple(pieces), is_whole)


def longer(data: bytes, n: int) -> bytes:
    """An AVIF file that ends inside a picture, saying that `n` bytes or a few more belong to it.

    As it is when it does not end there, or when what it says cannot be changed.
    """
    try:
        return _longer(data, n)
    except (struct.error, LookupError, OverflowError):
        return data


def _longer(data: bytes, n: int) -> bytes:
    meta, around = _Meta(), 0
    for kind, start, stop in _boxes(data, 0, len(data)):
        if kind == b"meta":
            _read_meta(data, start + 4, stop, meta)
        elif kind == b"mdat":
            around = start
    cut = _extent_at_end(data, meta)
    at, size, width = av1.last_unit(data, cut.start)
    size_bytes = av1.leb128(size + n, width) if width else b""
    more = n + len(size_bytes) - width
    changed = bytearray(data)
    _add(changed, cut.written, more)
    _add(changed, (around - 8, around - (4 if data[around - 4 : around] == b"mdat" else 0)), more)
    changed[at : at + width] = size_bytes
    return bytes(changed)


def _extent_at_end(data: bytes, meta: _Meta) -> _Extent:
    """The part of a coded item that the bytes end in.

    Raises:
        LookupError: they end elsewhere.
    """
    for item, extents in meta.places.items():
        for extent in extents:
            is_cut = extent.start < len(data) < extent.start + extent.length
            if is_cut and not extent.is_inner and meta.kinds.get(item) == b"av01":
                return extent
    raise LookupError("the file is not cut off in a picture")


def _add(data: bytearray, where: BoxSpan, n: int) -> None:
    """Add to a number that stands in some bytes.

    Raises:
        OverflowError: it needs more of them.
    """
    begin, end = where
    number = int.from_bytes(data[begin:end], "big") + n
    data[begin:end] = number.to_bytes(end - begin, "big")


def _is_sequence(brands: bytes) -> bool:
    return any(brands[at : at + 4] in _SEQUENCES for at in range(0, len(brands), 4))


def _is_seen(meta: _Meta, item: int) -> bool:
    if item == meta.primary:
        return True
    is_part = item in meta.inputs or item in meta.thumbnails or item in meta.auxiliary
    return meta.kinds[item] in _CODED | _DERIVED and not is_part and item not in meta.hidden


def _item(data: bytes, meta: _Meta, item: int) -> Iterator[memoryview]:
    """The bytes of an item that the picture depends on; none for other items."""
    if meta.kinds[item] not in _CODED | _DERIVED or item in meta.thumbnails:
        return
    properties = [meta.properties[i] for i in meta.held.get(item, []) if i < len(meta.properties)]
    if item in meta.auxiliary and not any(_ALPHA in data[a:b] for a, b in properties):
        return
    view = memoryview(data)
    for start, stop in properties:
        yield view[start:stop]
    for extent in meta.places.get(item, []):
        begin = extent.start + meta.inner[0] if extent.is_inner else extent.start
        yield view[begin : begin + extent.length]


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Type, start and end of what is in each box; the end may lie behind the end of the bytes."""
    for _ in range(_MOST_BOXES):
        if at + 8 > min(end, len(data)):
            return
        size, kind = struct.unpack_from(">I4s", data, at)
        start = at + 8
        if size == 1 and start + 8 <= len(data):
            (size,) = struct.unpack_from(">Q", data, start)
            start += 8
        stop = end if size == 0 else at + size
        if stop < start:
            return
        yield kind, start, stop
        at = stop


def _read_meta(data: bytes, start: int, stop: int, meta: _Meta) -> None:
    for kind, begin, end in _boxes(data, start, stop):
        if kind == b"pitm":
            meta.primary = _number(data, begin + 4, 4 if data[begin] else 2)
        elif kind == b"iinf":
            _read_items(data, begin, end, meta)
        elif kind == b"iref":
            _read_references(data, begin, end, meta)
        elif kind == b"iloc":
            _read_places(data, begin, meta)
        elif kind == b"iprp":
            _read_properties(data, begin, end, meta)
        elif kind == b"idat":
            meta.inner = begin, end


def _number(data: bytes, at: int, size: int) -> int:
    if at + size > len(data):
        raise struct.error("cut off")
    return int.from_bytes(data[at : at + size], "big")


def _read_items(data: bytes, begin: int, end: int, meta: _Meta) -> None:
    for kind, at, _ in _boxes(data, begin + (8 if data[begin] else 6), end):
        if kind != b"infe" or data[at] < 2:
            continue
        wide = 4 if data[at] > 2 else 2
        item = _number(data, at + 4, wide)
        meta.kinds[item] = data[at + 6 + wide : at + 10 + wide]
        if data[at + 3] & 1:
            meta.hidden.add(item)


def _read_references(data: bytes, begin: int, end: int, meta: _Meta) -> None:
    wide = 4 if data[begin] else 2
    for kind, at, stop in _boxes(data, begin + 4, end):
        origin = _number(data, at, wide)
        n = _number(data, at + wide, 2)
        places = range(at + wide + 2, min(at + wide + 2 + n * wide, stop, len(data)), wide)
        if kind == b"dimg":
            meta.inputs.update(_number(data, place, wide) for place in places)
        elif kind == b"thmb":
            meta.thumbnails.add(origin)
        elif kind == b"auxl":
            meta.auxiliary.add(origin)


def _read_places(data: bytes, at: int, meta: _Meta) -> None:
    version = data[at]
    offset_size, length_size = data[at + 4] >> 4, data[at + 4] & 15
    base_size, index_size = data[at + 5] >> 4, data[at + 5] & 15 if version else 0
    wide = 4 if version == 2 else 2
    n = _number(data, at + 6, wide)
    at += 6 + wide
    for _ in range(min(n, _MOST_BOXES)):
        item = _number(data, at, wide)
        at += wide
        is_inner = bool(version) and _number(data, at, 2) & 15 == 1
        at += 2 if version else 0
        base = _number(data, at + 2, base_size)
        extents = _number(data, at + 2 + base_size, 2)
        at += 4 + base_size
        for _ in range(min(extents, _MOST_BOXES)):
            at += index_size
            start = base + _number(data, at, offset_size)
            written = at + offset_size, at + offset_size + length_size
            length = _number(data, written[0], length_size)
            at = written[1]
            extent = _Extent(is_inner, start, length, written)
            meta.places.setdefault(item, []).append(extent)


def _read_properties(data: bytes, begin: int, end: int, meta: _Meta) -> None:
    for kind, at, stop in _boxes(data, begin, end):
        if kind == b"ipco":
            meta.properties = [(a - 4, b) for _, a, b in _boxes(data, at, stop)]
        elif kind == b"ipma":
            _read_held(data, at, meta)


def _read_held(data: bytes, at: int, meta: _Meta) -> None:
    wide = 4 if data[at] else 2
    size = 2 if data[at + 3] & 1 else 1
    n = _number(data, at + 4, 4)
    at += 8
    for _ in range(min(n, _MOST_BOXES)):
        item, count = _number(data, at, wide), data[at + wide]
        at += wide + 1
        mask = 0x7FFF if size == 2 else 0x7F  # the highest bit says that it is essential
        meta.held[item] = [(_number(data, at + i * size, size) & mask) - 1 for i in range(count)]
        at += count * size


def _samples(data: bytes, start: int, stop: int) -> int:
    """Samples of the longest track that is seen."""
    found = 0
    for kind, begin, end in _boxes(data, start, stop):
        if kind != b"trak":
            continue
        for _, at, to in _inside(data, begin, end, b"mdia"):
            handler = next(
                (data[a + 8 : a + 12] for _, a, _ in _inside(data, at, to, b"hdlr")), b""
            )
            if handler in _PICTURES:
                found = max(found, _track_samples(data, at, to))
    return found


def _track_samples(data: bytes, start: int, stop: int) -> int:
    for _, a, b in _inside(data, start, stop, b"minf"):
        for _, c, d in _inside(data, a, b, b"stbl"):
            for _, e, _ in _inside(data, c, d, b"stsz"):
                return _number(data, e + 8, 4)
    return 0


def _inside(data: bytes, start: int, stop: int, kind: bytes) -> Iterator[tuple[bytes, int, int]]:
    return (box for box in _boxes(data, start, stop) if box[0] == kind)
