"""The pixels of photos for a large view, and one photo laid over another, from any thread.

Which file it is, the library thread says; the process for queries decodes it.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial

from photosim.core.compare.overlay_job import OverlaidPhoto, OverlayOrder
from photosim.core.errors import DecodeError, Fault, PhotosimError
from photosim.core.records.pairs import DifferenceOverlay, OverlayQuestion
from photosim.core.records.photos import Picture
from photosim.services.library.open_library import OpenedLibrary
from photosim.services.runtime.futures import chained, fail, finish
from photosim.services.runtime.jobs import JobThread
from photosim.services.runtime.messages import Ask, Outcome, PictureOrder, Reply


class PictureQuestions:
    """Every method is for any thread.

    Args:
        thread: the library thread.
        ready: the open library, None while it is being opened, or raises why there is none;
            called in the library thread.
        ask: the way to the process for queries.
    """

    def __init__(
        self, thread: JobThread, ready: Callable[[], OpenedLibrary | None], ask: Ask
    ) -> None:
        self._thread = thread
        self._ready = ready
        self._ask = ask

    def picture(self, photo_id: int, max_px: int) -> Future[Picture]:
        """The pixels of a photo, its long edge at most `max_px`."""

        def found(place: tuple[bytes, bool] | None) -> Future[Picture]:
            picture: Future[Picture] = Future()
            if place is None:
                fail(picture, DecodeError(Fault.NOT_IN_LIBRARY))
            else:
                path, is_offline = place
                decoded = partial(_decoded, picture, photo_id, is_offline=is_offline)
                self._ask(PictureOrder(path, max_px), decoded)
            return picture

        place = self._thread.submit(lambda: self._place(photo_id))
        return chained(place, found)

    def overlay(self, question: OverlayQuestion) -> Future[DifferenceOverlay]:
        """One photo laid over another, and where they differ."""

        def found(order: OverlayOrder | None) -> Future[DifferenceOverlay]:
            overlay: Future[DifferenceOverlay] = Future()
            if order is None:
                fail(overlay, DecodeError(Fault.NOT_IN_LIBRARY))
            else:
                self._ask(order, partial(_laid, overlay))
            return overlay

        order = self._thread.submit(lambda: self._overlay_order(question))
        return chained(order, found)

    def _place(self, photo_id: int) -> tuple[bytes, bool] | None:
        """Where a photo lies, and whether its folder is offline."""
        opened = self._ready()
        if opened is None:
            return None
        photos = opened.library.store.photos
        path, rows = photos.path(photo_id), photos.get([photo_id])
        return None if path is None else (path, bool(rows) and rows[0].offline)

    def _overlay_order(self, question: OverlayQuestion) -> OverlayOrder | None:
        """The two photos, None when one is not there any more."""
        opened = self._ready()
        if opened is None:
            return None
        library = opened.library
        rows = {row.id: row for row in library.store.photos.get([question.first, question.second])}
        thumbnails = library.thumbs.get_many({row.content_hash for row in rows.values()})
        photos = []
        for photo_id in (question.first, question.second):
            path = library.store.photos.path(photo_id)
            if path is None or photo_id not in rows:
                return None
            photos.append(OverlaidPhoto(path, thumbnails.get(rows[photo_id].content_hash, b"")))
        return OverlayOrder(question, photos[0], photos[1])


def _decoded(picture: Future[Picture], photo_id: int, reply: Reply, *, is_offline: bool) -> None:
    if reply.outcome is Outcome.OK and isinstance(reply.value, tuple):
        width, height, rgb = reply.value
        finish(picture, Picture(photo_id, width, height, rgb))
    elif is_offline and reply.outcome is Outcome.UNAVAILABLE:
        fail(picture, DecodeError(Fault.OFFLINE))
    else:
        fail(picture, _fault(reply))


def _laid(overlay: Future[DifferenceOverlay], reply: Reply) -> None:
    if reply.outcome is Outcome.OK and isinstance(reply.value, DifferenceOverlay):
        finish(overlay, reply.value)
    else:
        fail(overlay, _fault(reply))


def _fault(reply: Reply) -> PhotosimError:
    if reply.outcome is Outcome.BUG:
        return PhotosimError(Fault.BUG_ASKING)
    return DecodeError(reply.reason)
