"""The reader: answers what painting asks for, rows and thumbnails, in a thread of its own.

It has read-only connections, so that painting never waits for indexing. On one channel only the
newest request counts: who scrolls on does not want what has passed by.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from photosim.core.errors import LogNote, PhotosimError, coded
from photosim.core.records.photos import Ids, Photo
from photosim.services.runtime.futures import shielded

log = logging.getLogger(__name__)

SLICE = 16
"""Thumbnails fetched in one go, before a newer request is looked for."""

PhotosDone = Callable[[Sequence[Photo]], None]
NamedDone = Callable[[Ids], None]
ThumbnailDone = Callable[[int, bytes], None]


class RowReader(Protocol):
    """Where rows and thumbnails come from; opened and used in the reader's thread."""

    def photos(self, ids: Sequence[int]) -> Sequence[Photo]:
        """The photos of some ids."""

    def named(self, prefix: str) -> Ids:
        """The ids of the photos with a file whose name begins so."""

    def thumbnails(self, ids: Sequence[int]) -> dict[int, bytes]:
        """JPEG bytes by id, as far as there are any."""

    def close(self) -> None:
        """Close what was opened."""


class Reader:
    """Serves requests, newest first on each channel. Every method is for any thread.

    Args:
        open_rows: opens the databases, in the reader's thread.
        missing: told the ids whose thumbnails are not in the cache, in the reader's thread.
    """

    def __init__(
        self, open_rows: Callable[[], RowReader], missing: Callable[[Sequence[int]], None]
    ) -> None:
        self._open_rows = open_rows
        self._missing = missing
        self._wakeup = threading.Condition()
        self._photos: dict[str, tuple[Sequence[int], PhotosDone]] = {}
        self._thumbnails: dict[str, tuple[Sequence[int], ThumbnailDone]] = {}
        self._named: tuple[str, NamedDone] | None = None
        self._stopping = False
        self._held = False
        self._rows: RowReader | None = None
        self._thread = threading.Thread(target=self._run, name="reader", daemon=True)

    def start(self) -> None:
        """Begin to serve, or go on after `hold`; the databases must be there by now."""
        with self._wakeup:
            self._held = False
            self._wakeup.notify()
        if self._thread.ident is None:
            self._thread.start()

    def hold(self) -> None:
        """Close the databases, soon, and keep what is asked until `start`."""
        with self._wakeup:
            self._held = True
            self._wakeup.notify()

    @property
    def is_holding(self) -> bool:
        """Whether nothing is open."""
        return self._rows is None or not self._thread.is_alive()

    def photos(self, ids: Sequence[int], done: PhotosDone, channel: str) -> None:
        """Ask for rows; `done` is called in the reader's thread."""
        with self._wakeup:
            self._photos[channel] = (list(ids), done)
            self._wakeup.notify()

    def named(self, prefix: str, done: NamedDone) -> None:
        """Ask for the photos that are called so; `done` is called in the reader's thread.

        Who types on does not want to know what the letters before would have found.
        """
        with self._wakeup:
            self._named = (prefix, done)
            self._wakeup.notify()

    def thumbnails(self, ids: Sequence[int], done: ThumbnailDone, channel: str) -> None:
        """Ask for thumbnails; `done` is called once for each id, in the reader's thread."""
        with self._wakeup:
            self._thumbnails[channel] = (list(ids), done)
            self._wakeup.notify()

    def stop(self, timeout_s: float = 3.0) -> None:
        """End; what is not answered yet never is."""
        with self._wakeup:
            self._stopping = True
            self._wakeup.notify()
        if self._thread.ident is not None:
            self._thread.join(timeout_s)

    def _run(self) -> None:
        while self._wait():
            rows = self._open()
            if rows is not None:
                self._serve_photos(rows)
                self._serve_named(rows)
                self._serve_thumbnails(rows)
        self._close()

    def _wait(self) -> bool:
        """Until there is something to serve, and somewhere to read it from; whether to go on."""
        with self._wakeup:
            while not self._stopping and (self._held or not self._is_asked):
                if self._held:
                    self._close()
                self._wakeup.wait()
            return not self._stopping

    @property
    def _is_asked(self) -> bool:
        return bool(self._photos or self._thumbnails or self._named)

    def _open(self) -> RowReader | None:
        if self._rows is None:
            try:
                self._rows = self._open_rows()
            except PhotosimError as error:
                log.warning("%s", coded(LogNote.ROWS_NOT_READ, error))
                with self._wakeup:  # asked for again when the view changes
                    self._photos.clear()
                    self._thumbnails.clear()
                    self._named = None
        return self._rows

    def _close(self) -> None:
        rows, self._rows = self._rows, None
        if rows is not None:
            rows.close()

    def _serve_photos(self, rows: RowReader) -> None:
        with self._wakeup:
            requests = list(self._photos.values())
            self._photos.clear()
        for ids, done in requests:  # what goes wrong on one channel is none of the others'
            shielded(partial(_answer_photos, rows, ids, done))

    def _serve_named(self, rows: RowReader) -> None:
        with self._wakeup:
            asked, self._named = self._named, None
        if asked is not None:
            shielded(partial(_answer_named, rows, *asked))

    def _serve_thumbnails(self, rows: RowReader) -> None:
        """One slice of each channel; the rest waits unless a newer request has come."""
        with self._wakeup:
            requests = dict(self._thumbnails)
            self._thumbnails.clear()
        for channel, (ids, done) in requests.items():
            shielded(partial(self._answer_thumbnails, rows, ids[:SLICE], done))
            with self._wakeup:
                if ids[SLICE:]:
                    self._thumbnails.setdefault(channel, (ids[SLICE:], done))

    def _answer_thumbnails(self, rows: RowReader, ids: Sequence[int], done: ThumbnailDone) -> None:
        found = rows.thumbnails(ids)
        for photo_id in ids:
            done(photo_id, found.get(photo_id, b""))
        lost = [photo_id for photo_id in ids if photo_id not in found]
        if lost:
            self._missing(lost)


def _answer_named(rows: RowReader, prefix: str, done: NamedDone) -> None:
    done(rows.named(prefix))


def _answer_photos(rows: RowReader, ids: Sequence[int], done: PhotosDone) -> None:
    done(rows.photos(ids))
