"""Two photos that are to be laid over each other: what goes to a worker process."""

from __future__ import annotations

from dataclasses import dataclass, field

from photosim.core.records.pairs import OverlayQuestion


@dataclass(frozen=True, slots=True)
class OverlaidPhoto:
    """A photo: the path of a file of it, and the JPEG bytes of its thumbnail; b"" without one."""

    path: bytes
    thumbnail: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class OverlayOrder:
    """What is to be laid over what; answers `DifferenceOverlay`.

    Attributes:
        question: what is wanted.
        first, second: its photos.
    """

    question: OverlayQuestion
    first: OverlaidPhoto
    second: OverlaidPhoto
