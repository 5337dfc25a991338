"""What a walk through a file finds."""

from __future__ import annotations

from dataclasses import dataclass

COUNTED_FRAMES = 100_000
"""A walk counts no further; an hour of video at 25 frames a second has fewer."""


@dataclass(frozen=True, slots=True)
class Payload:
    """The picture in a file.

    Attributes:
        n_frames: pages or frames that a person can see, at least 1.
        pieces: the picture's bytes with all that their decoding depends on, in order; empty when
            the file's structure could not be followed.
        is_whole: nothing of `pieces` is cut off, as far as the structure says.
    """

    n_frames: int = 1
    pieces: tuple[bytes | memoryview, ...] = ()
    is_whole: bool = True
