"""What the window asks of single photos: which there are, what is known of them, their pixels.

Rows and thumbnails for painting come from the reader and its thread, large pictures and
overlays from the process for queries, the ids of a view from the library thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future

import numpy as np

from photosim.core.records.pairs import DifferenceOverlay, OverlayQuestion
from photosim.core.records.photos import Ids, Picture, View
from photosim.services.api.pictures import PictureQuestions
from photosim.services.library.access import Access, Reviving
from photosim.services.library.open_library import OpenedLibrary
from photosim.services.runtime.jobs import LongWork, Turn
from photosim.services.runtime.reader import NamedDone, PhotosDone, Reader, ThumbnailDone


class PhotoQuestions:
    """Every method is for any thread.

    Args:
        access: the way to the library.
        reader: has what is painted.
        pictures: decodes pictures.
        reviving: sees to it that an index that died is made again: new photos are put to
            their neighbours before the photos of a theme can be told.
    """

    def __init__(
        self,
        access: Access,
        reader: Reader,
        pictures: PictureQuestions,
        reviving: Reviving,
    ) -> None:
        self._access = access
        self._reader = reader
        self._pictures = pictures
        self._reviving = reviving

    def ids(self, view: View) -> Future[Ids]:
        """All ids of a view, `(n,)` int64, in its order."""
        if not (view.label or view.theme):
            return self._access.submit(lambda o: o.library.store.photos.view(view))
        return self._reviving(self._access.run(lambda o: _limited(o, view)))

    def rows(self, ids: Sequence[int], done: PhotosDone, channel: str = "grid") -> None:
        """Rows for painting; a newer request on the channel replaces an unanswered one."""
        self._reader.photos(ids, done, channel)

    def named(self, prefix: str, done: NamedDone) -> None:
        """The ids of the photos with a file whose name begins so; only the last one asked for."""
        self._reader.named(prefix, done)

    def thumbnails(self, ids: Sequence[int], done: ThumbnailDone, channel: str = "grid") -> None:
        """Thumbnails for painting, one call of `done` for each id; b"" when there is none yet."""
        self._reader.thumbnails(ids, done, channel)

    def picture(self, photo_id: int, max_px: int) -> Future[Picture]:
        """The pixels of a photo, its long edge at most `max_px`."""
        return self._pictures.picture(photo_id, max_px)

    def overlay(self, question: OverlayQuestion) -> Future[DifferenceOverlay]:
        """One photo laid over another, and where they differ; maybe of their thumbnails."""
        return self._pictures.overlay(question)


def _limited(opened: OpenedLibrary, view: View) -> LongWork[Ids]:
    """The ids of a view that have a label, are proposed for it, or belong to a theme."""
    wanted: Ids | None = None
    if view.label and view.is_suggested:
        wanted = yield from opened.themes.suggested(view.label)
    elif view.label:
        wanted = opened.library.store.labels.given(view.label)
    if view.theme:
        inside = yield from opened.themes.photos(view.theme)
        wanted = inside if wanted is None else np.intersect1d(wanted, inside)
    yield Turn.AGAIN
    if wanted is None or not len(wanted):
        return np.empty(0, np.int64)
    ids = opened.library.store.photos.view(view)
    found: Ids = ids[np.isin(ids, wanted)]
    return found
