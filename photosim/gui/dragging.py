"""Photos on their way out of the window, as file URLs."""

from __future__ import annotations

import os
import urllib.parse
from collections.abc import Iterable

from PySide6.QtCore import QMimeData, QUrl

from photosim.core.records import Photo


def file_url(path: str) -> QUrl:
    """The file URL of a path (`os.fsdecode`), whatever bytes are in it.

    `QUrl.fromLocalFile` loses bytes that are not Unicode; percent-encoded bytes pass.
    """
    if not path.startswith("/"):
        return QUrl.fromLocalFile(path)
    quoted = urllib.parse.quote_from_bytes(os.fsencode(path))
    return QUrl.fromEncoded(b"file://" + quoted.encode("ascii"))


def mime_data(photos: Iterable[Photo]) -> QMimeData:
    """The photos' files as `text/uri-list`, which file managers and browsers take."""
    data = QMimeData()
    data.setUrls([file_url(photo.path) for photo in photos])
    return data
