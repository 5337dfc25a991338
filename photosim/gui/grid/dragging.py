"""Photos on their way out of the window, as file URLs."""

from __future__ import annotations

import os
import urllib.parse
from collections.abc import Iterable

from PySide6.QtCore import QMimeData, QObject, Qt, QUrl
from PySide6.QtGui import QDrag, QPixmap

from photosim.core.records.photos import Photo
from photosim.gui.grid import drop

_CARRIED_PX = 96
"""Height of the picture under the mouse."""


def file_url(path: str) -> QUrl:
    """The file URL of a path (`os.fsdecode`), whatever bytes are in it.

    `QUrl.fromLocalFile` loses bytes that are not Unicode; percent-encoded bytes pass.
    """
    if not path.startswith("/"):
        return QUrl.fromLocalFile(path)
    quoted = urllib.parse.quote_from_bytes(os.fsencode(path))
    return QUrl.fromEncoded(b"file://" + quoted.encode("ascii"))


def mime_data(photos: Iterable[Photo]) -> QMimeData:
    """The photos' files as `text/uri-list`, for other programs; their ids, for us."""
    carried = list(photos)
    data = QMimeData()
    data.setUrls([file_url(photo.path) for photo in carried])
    data.setData(drop.PHOTO_IDS, drop.own_photos([photo.id for photo in carried]))
    return data


def drag_out(source: QObject, photos: Iterable[Photo], picture: QPixmap | None) -> None:
    """Let a person carry photos to another program; returns when they let go. Only copies."""
    drag = QDrag(source)
    drag.setMimeData(mime_data(photos))
    if picture is not None:
        small = picture.scaledToHeight(_CARRIED_PX, Qt.TransformationMode.SmoothTransformation)
        drag.setPixmap(small)
    drag.exec(Qt.DropAction.CopyAction)
