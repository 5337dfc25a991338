"""Small pictures for the screen: asked of the engine, decoded where they come, kept within a limit.

Flow: the view says what it wants ─▶ the engine's reader gives JPEG bytes in its own thread ─▶
decoded there, to the size that the screen needs (QImage) ─▶ handed to the GUI thread in batches,
one every 16 ms ─▶ QPixmap, `ready`.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QImageReader, QPixmap

from photosim.gui.widgets.bridge import Bridge
from photosim.gui.widgets.intervals import FRAME_MS

_COVERING = Qt.AspectRatioMode.KeepAspectRatioByExpanding
_FITTING = Qt.AspectRatioMode.KeepAspectRatio
_PER_FRAME = 32
"""Pixmaps made in one turn: 0.1 ms each for 384 px, measured offscreen on 2 cores, 2026-11."""


class ThumbnailPort(Protocol):
    """The part of the engine that is asked for thumbnails."""

    def thumbnails(
        self, ids: Sequence[int], done: Callable[[int, bytes], None], channel: str = ...
    ) -> None:
        """Give each id's JPEG bytes (b"" when there is none) to `done`, in any thread."""


class PictureRoom(NamedTuple):
    """The room for a picture in device pixels, and whether the picture covers it or fits in."""

    size: QSize
    is_covered: bool = True


class _Decoded(NamedTuple):
    photo_id: int
    room: PictureRoom
    image: QImage


class _KeptPicture(NamedTuple):
    pixmap: QPixmap
    room: PictureRoom

    @property
    def n_bytes(self) -> int:
        return self.pixmap.width() * self.pixmap.height() * 4


class _DecodedPictures:
    """Where the reader's thread puts decoded pictures and the GUI thread takes them."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._lock = threading.Lock()
        self._pictures: list[_Decoded] = []

    def put(self, picture: _Decoded) -> None:
        with self._lock:
            self._pictures.append(picture)
            is_first = len(self._pictures) == 1
        if is_first:
            self._wake()

    def take(self, n: int) -> tuple[list[_Decoded], bool]:
        """At most `n` pictures, and whether there are more."""
        with self._lock:
            taken, self._pictures = self._pictures[:n], self._pictures[n:]
            return taken, bool(self._pictures)


class Thumbnails(QObject):
    """A cache of pixmaps by photo id. GUI thread.

    Signals:
        ready: a pixmap is there now, or a sharper one. arg1: photo id.
    """

    ready = Signal(int)

    def __init__(
        self,
        source: ThumbnailPort,
        bridge: Bridge,
        parent: QObject | None = None,
        *,
        channel: str = "grid",
        limit_bytes: int = 150_000_000,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._channel = channel
        self._limit_bytes = limit_bytes
        self._kept: OrderedDict[int, _KeptPicture] = OrderedDict()
        self._n_bytes = 0
        self._without: set[int] = set()
        self._wanted: frozenset[int] = frozenset()
        self._asked: frozenset[int] = frozenset()
        self._room = PictureRoom(QSize())
        self._timer = QTimer(self, singleShot=True, interval=FRAME_MS)
        self._timer.timeout.connect(self._unload)
        self._tray = _DecodedPictures(bridge.call(self._wake))

    @property
    def n_bytes(self) -> int:
        """Bytes of all pixmaps kept."""
        return self._n_bytes

    def pixmap(self, photo_id: int) -> QPixmap | None:
        """The picture, in device pixels, if it is there."""
        kept = self._kept.get(photo_id)
        if kept is None:
            return None
        self._kept.move_to_end(photo_id)
        return kept.pixmap

    def want(self, ids: Sequence[int], room: PictureRoom) -> None:
        """Say what is in sight, the most wanted first; replaces what was wanted before.

        Each picture shall cover its room exactly, or fit in: then painting it is copying. Another
        size is used until then.
        """
        self._room = room
        self._wanted = frozenset(ids)
        missing = [i for i in ids if self._is_missing(i)]
        if not missing or self._asked.issuperset(missing):
            return
        self._asked = frozenset(missing)
        self._source.thumbnails(missing, _decoder(self._tray, room), channel=self._channel)

    def look_again(self) -> None:
        """What had no thumbnail may have one now."""
        self._without.clear()
        self._asked = frozenset()

    def _is_missing(self, photo_id: int) -> bool:
        kept = self._kept.get(photo_id)
        if kept is None:
            return photo_id not in self._without
        return kept.room != self._room

    def _wake(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _unload(self) -> None:
        pictures, has_more = self._tray.take(_PER_FRAME)
        for picture in pictures:
            self._keep(picture)
        self._asked = self._asked.difference(picture.photo_id for picture in pictures)
        self._drop_oldest()
        if has_more:
            self._timer.start()

    def _keep(self, picture: _Decoded) -> None:
        if picture.image.isNull():
            self._without.add(picture.photo_id)
            return
        before = self._kept.pop(picture.photo_id, None)
        if before is not None:
            self._n_bytes -= before.n_bytes
        kept = _KeptPicture(QPixmap.fromImage(picture.image), picture.room)
        self._kept[picture.photo_id] = kept
        self._n_bytes += kept.n_bytes
        self.ready.emit(picture.photo_id)

    def _drop_oldest(self) -> None:
        if self._n_bytes <= self._limit_bytes:
            return
        for photo_id in [i for i in self._kept if i not in self._wanted]:
            self._n_bytes -= self._kept.pop(photo_id).n_bytes
            if self._n_bytes <= self._limit_bytes:
                return


def _decoder(tray: _DecodedPictures, room: PictureRoom) -> Callable[[int, bytes], None]:
    """What the reader's thread calls with each thumbnail; touches no QObject of the window."""

    def decode_into_tray(photo_id: int, data: bytes) -> None:
        tray.put(_Decoded(photo_id, room, decode(data, room)))

    return decode_into_tray


def decode(data: bytes, room: PictureRoom) -> QImage:
    """JPEG bytes as an image that covers a room, or fits in; null if they are no JPEG. Any thread.

    The smallest one that covers it. A picture that is too small is made larger here, smoothly, so
    that the GUI thread does not have to each time it paints.
    """
    if not data:
        return QImage()
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"jpeg"))
    whole = reader.size()
    wanted = whole.scaled(room.size, _COVERING if room.is_covered else _FITTING)
    if wanted.width() < whole.width():
        reader.setScaledSize(wanted)
    image = reader.read()
    if image.isNull() or image.size() == wanted:
        return image
    return image.scaled(
        wanted,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
