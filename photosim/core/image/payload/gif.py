"""GIF (GIF89a specification): screen, colour tables, and every image with its control block."""

from __future__ import annotations

from photosim.core.image.payload.record import COUNTED_FRAMES, Payload

_EXTENSION, _IMAGE, _TRAILER = 0x21, 0x2C, 0x3B
_CONTROL = 0xF9
_N_BLOCKS = 4_000_000
"""Sub-blocks that are looked at: full ones of 255 bytes make up 1 GB."""


class _SubBlocks:
    """Goes over runs of sub-blocks, and not over more than `_N_BLOCKS` in all."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._left = _N_BLOCKS

    def end(self, at: int) -> int | None:
        """Where the run that begins at `at` ends; None when it is cut off."""
        while at < len(self._data) and self._left > 0:
            self._left -= 1
            size = self._data[at]
            at += 1 + size
            if size == 0:
                return at
        return None


def walk(data: bytes) -> Payload:
    """The payload of a GIF file."""
    blocks = _SubBlocks(data)
    at = 13 + _table(data[10])
    view = memoryview(data)
    pieces = [view[:at]]
    n_frames = 0
    while at < len(data) and data[at] in (_EXTENSION, _IMAGE) and n_frames < COUNTED_FRAMES:
        is_image = data[at] == _IMAGE
        start = at + 11 + _table(data[at + 9]) if is_image else at + 2
        end = blocks.end(start)
        if is_image or data[at + 1] == _CONTROL:
            pieces.append(view[at:end])
        n_frames += is_image
        if end is None:
            return Payload(max(1, n_frames), tuple(pieces), is_whole=False)
        at = end
    is_ended = at >= len(data) or data[at] in (_TRAILER, 0)
    return Payload(max(1, n_frames), tuple(pieces), is_ended and n_frames > 0)


def _table(flags: int) -> int:
    """Bytes of the colour table that the flags announce."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0
