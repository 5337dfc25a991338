"""Large pictures for the viewer: the one that is looked at, and the next one in advance."""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import Future
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from photosim.core.errors import PhotosimError
from photosim.core.records.photos import Picture
from photosim.gui.widgets.bridge import Bridge
from photosim.services.runtime.futures import mapped
from photosim.texts import error_wording

LONGEST_ASKED_PX = 6000
"""Longest edge asked for: 36 MP, 144 MB on the screen."""
_KEPT = 4
"""Pictures kept, for going back and forth: 33 MB each on a 4K display."""


class PicturePort(Protocol):
    """The part of the engine that decodes pictures."""

    def picture(self, photo_id: int, max_px: int) -> Future[Picture]:
        """A photo decoded, long edge at most `max_px`."""


class LargePictures(QObject):
    """Asks for pictures and keeps the last few. GUI thread.

    Signals:
        ready: a picture is there, or a larger one. arg1: photo id.
        failed: a photo cannot be shown. arg1: photo id. arg2: why, a sentence.
    """

    ready = Signal(int)
    failed = Signal(int, str)

    def __init__(
        self,
        source: PicturePort,
        bridge: Bridge,
        parent: QObject | None = None,
        *,
        n_kept: int = _KEPT,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._bridge = bridge
        self._n_kept = n_kept
        self._kept: OrderedDict[int, tuple[QPixmap, int]] = OrderedDict()
        self._awaited: dict[int, tuple[Future[QImage], int]] = {}

    def pixmap(self, photo_id: int) -> QPixmap | None:
        """The picture in its pixels, if it is there."""
        kept = self._kept.get(photo_id)
        return kept[0] if kept else None

    def want(self, photo_id: int, max_px: int) -> None:
        """Ask for a picture, unless it is there or asked for in this size or larger."""
        kept, asked = self._kept.get(photo_id), self._awaited.get(photo_id)
        if (kept and kept[1] >= max_px) or (asked and asked[1] >= max_px):
            return
        if asked:
            asked[0].cancel()
        picture = mapped(self._source.picture(photo_id, max_px), image_of)  # not in this thread
        self._awaited[photo_id] = (picture, max_px)
        self._bridge.bind(
            picture, partial(self._take, photo_id, max_px), partial(self._give_up, photo_id)
        )

    def cancel_all_but(self, photo_ids: set[int]) -> None:
        """Nobody looks at any other photo now."""
        for photo_id in self._awaited.keys() - photo_ids:
            self._awaited.pop(photo_id)[0].cancel()

    def clear(self) -> None:
        """Forget everything: the viewer is closed."""
        self.cancel_all_but(set())
        self._kept.clear()

    def _take(self, photo_id: int, max_px: int, image: QImage) -> None:
        awaited = self._awaited.get(photo_id)
        if awaited is None:
            return
        if awaited[1] <= max_px:
            del self._awaited[photo_id]
        self._kept[photo_id] = (QPixmap.fromImage(image), max_px)
        self._kept.move_to_end(photo_id)
        while len(self._kept) > self._n_kept:
            self._kept.popitem(last=False)
        self.ready.emit(photo_id)

    def _give_up(self, photo_id: int, error: Exception) -> None:
        self._awaited.pop(photo_id, None)
        is_known = isinstance(error, PhotosimError) and str(error)
        self.failed.emit(
            photo_id, error_wording.sentence(error) if is_known else self.tr("It cannot be shown.")
        )


def image_of(picture: Picture) -> QImage:
    """The picture's pixels as an image of its own, in the format that the screen takes as it is.

    Any thread.
    """
    shared = QImage(
        picture.rgb,
        picture.width,
        picture.height,
        3 * picture.width,
        QImage.Format.Format_RGB888,
    )
    return shared.convertToFormat(QImage.Format.Format_RGB32)
