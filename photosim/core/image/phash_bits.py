"""Hamming distance of perceptual hashes in the eight orientations, from the hashes alone.

Turning or mirroring a picture swaps and negates the frequencies whose signs are the bits (see
`phash`). A negated frequency is above the median where it was below, but for frequencies between
the median and zero: few, and this only proposes.
"""

from __future__ import annotations

_ALL = 2**64 - 1
_ROWS = 0xFF00FF00FF00FF00
"""Bits of the odd vertical frequencies 1, 3, 5, 7: rows 0, 2, 4, 6, the first row highest."""
_COLUMNS = 0xAAAAAAAAAAAAAAAA
"""Bits of the odd horizontal frequencies."""
_MIRRORINGS = (0, _ROWS, _COLUMNS, _ROWS ^ _COLUMNS)


def distance(first: int, second: int) -> int:
    """Bits by which two hashes differ in the orientation in which they differ least, 0..64."""
    turned = transposed(second)
    upright = min((first ^ second ^ mask).bit_count() for mask in _MIRRORINGS)
    return min(upright, *((first ^ turned ^ mask).bit_count() for mask in _MIRRORINGS))


def transposed(bits: int) -> int:
    """The hash of the picture mirrored at its diagonal: rows become columns.

    Henry S. Warren, "Hacker's Delight", 7-3.
    """
    for shift, mask in (
        (7, 0x00AA00AA00AA00AA),
        (14, 0x0000CCCC0000CCCC),
        (28, 0x00000000F0F0F0F0),
    ):
        swapped = (bits ^ (bits >> shift)) & mask
        bits = (bits ^ swapped ^ (swapped << shift)) & _ALL
    return bits
