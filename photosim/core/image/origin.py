"""Whether a file is as its camera wrote it, or was made from another: the signs that it carries.

Only signs: metadata goes along with copies, and is easily lost.
"""

from __future__ import annotations

from photosim.core.image import editors
from photosim.core.records.photos import Metadata

FEW_PIXELS = 4_000_000
"""Up to so many pixels every picture is decoded whole, to measure its detail: 10 ms more (2026-11).
Larger ones without a camera's record would cost a third of all indexing."""


def is_worth_measuring(record: Metadata, size: tuple[int, int]) -> bool:
    """Whether a picture of this size may be another one than what a camera took."""
    if record.software is not None and editors.is_editor(record.software):
        return True
    if size[0] * size[1] <= FEW_PIXELS:
        return True
    if record.camera is None:
        return False
    if record.recorded_width is None or record.recorded_height is None:
        return True  # a camera that does not tell its size: an enlarged copy would not either
    return {record.recorded_width, record.recorded_height} != set(size)
