"""AV1: the units that coded data consist of (AV1 Bitstream & Decoding Process, 5.3 and 4.10.5)."""

from __future__ import annotations

_HAS_EXTENSION, _HAS_SIZE = 0x04, 0x02
_MOST_SIZE_BYTES = 8


def last_unit(data: bytes, at: int) -> tuple[int, int, int]:
    """The unit that the bytes end in: where its size stands, the size, and in how many bytes.

    Args:
        data: ends before the unit does.
        at: where the first unit begins.

    Returns:
        No bytes for a unit without a size: it goes as far as what it is in.

    Raises:
        IndexError: the bytes end before the size of a unit, or with one.
    """
    while True:
        head = data[at]
        at += 2 if head & _HAS_EXTENSION else 1
        if not head & _HAS_SIZE:
            return at, 0, 0
        size, width = _size(data, at)
        if at + width + size > len(data):
            return at, size, width
        at += width + size


def _size(data: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, lowest first, and its bytes."""
    value = 0
    for i in range(_MOST_SIZE_BYTES):
        value |= (data[at + i] & 0x7F) << 7 * i
        if not data[at + i] & 0x80:
            return value, i + 1
    raise IndexError("no size")


def leb128(value: int, least: int) -> bytes:
    """A number of seven bits a byte, lowest first, in `least` bytes or more."""
    n = max(least, -(-value.bit_length() // 7))
    septets = [value >> 7 * i & 0x7F for i in range(n)]
    return bytes(septet | 0x80 for septet in septets[:-1]) + bytes(septets[-1:])
