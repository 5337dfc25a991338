"""Where the pixels of a query come from: a file, bytes, or a photo of the library.

A part of a photo is cut from the photo's own file; when that cannot be read now, from the small
picture that the library keeps, and the person is told so.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace

from photosim.core.errors import DecodeError
from photosim.core.image.examine import QueryLook
from photosim.core.library import Library
from photosim.core.records.photos import Box, Query
from photosim.services.runtime.messages import Order, Outcome, Reply, Task

GONE = "This photo is not in the library any more."
OFFLINE = "The folder of this photo is offline: it cannot be read now."

_FROM_SMALL = (
    "The photo itself cannot be read now: its part was taken from the small picture of it, "
    "which shows less."
)
_NOT_READ = (Outcome.UNAVAILABLE, Outcome.UNFINISHED)
"""What a worker replies when a file is away for now; what it cannot read is told."""


@dataclass(frozen=True, slots=True)
class Source:
    """Pixels to look at.

    Attributes:
        path, data, name: as in `Order`.
        box: the part of them.
        content_hash: of the photo that they stand for; "" for their own.
        note: what the person should know about them.
        instead: what to look at when they cannot be had now.
    """

    path: bytes = b""
    data: bytes | None = None
    name: str = ""
    box: Box | None = None
    content_hash: str = ""
    note: str = ""
    instead: Source | None = None

    def order(self, task: Task) -> Order:
        """The order to look at them."""
        return Order(task, path=self.path, data=self.data, name=self.name, box=self.box)

    def seen(self, look: QueryLook) -> QueryLook:
        """What was seen, as of the photo that these pixels stand for."""
        return replace(look, content_hash=self.content_hash) if self.content_hash else look

    def after(self, reply: Reply) -> Source | None:
        """What to look at after this reply; None when there is nothing else."""
        return self.instead if reply.outcome in _NOT_READ else None


def of_query(query: Query) -> Source:
    """The pixels of a picture that is not of the library."""
    path = b"" if query.path is None else os.fsencode(query.path)
    return Source(path, query.data, query.name, query.box)


def of_photo(library: Library, photo_id: int, box: Box) -> Source:
    """The pixels of a part of a photo of the library; in the library's thread.

    Raises:
        DecodeError: it is not there any more.
    """
    photos, path = library.store.photos.get([photo_id]), library.store.photos.path(photo_id)
    if not photos or path is None:
        raise DecodeError(GONE)
    content = photos[0].content_hash
    small = library.thumbs.get_many([content]).get(content)
    instead = None
    if small:
        instead = Source(data=small, box=box, content_hash=content, note=_FROM_SMALL)
    if photos[0].offline and instead is not None:
        return instead
    return Source(path, name=photos[0].name, box=box, instead=instead)
