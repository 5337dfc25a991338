"""Has the colours of all thumbnails looked at by the process for heavy computing.

For the library thread. It begins with the first question for a colour; until it is done mean
colours stand in.
"""

from __future__ import annotations

import queue
from collections.abc import Callable

from photosim.core.library import Library
from photosim.core.records.photos import Ids
from photosim.core.words.colour_table import ColourTable
from photosim.core.words.colours import NAMES, ColourShares
from photosim.services.runtime.background import Background
from photosim.services.runtime.jobs import LongWork, Turn
from photosim.services.runtime.messages import ColoursOrder, Outcome, Reply

AT_ONCE = 256
"""Thumbnails of one order: 6 MB, half a second."""
SAVED_AFTER = 20_000
"""Photos after which the cache file is written, so that closing photosim loses little."""


class ColourFilling:
    """Fills a `ColourTable`.

    Args:
        library: whose thumbnails are looked at.
        background: the process for heavy computing.
        wake: called from another thread when an answer is there.
    """

    def __init__(self, library: Library, background: Background, wake: Callable[[], None]) -> None:
        self._library = library
        self._background = background
        self._wake = wake
        self._replies: queue.SimpleQueue[Reply] = queue.SimpleQueue()
        self._is_running = False

    def fill(self, table: ColourTable, ids: Ids) -> LongWork[None]:
        """Look at those of some photos that the table does not know; one filling at a time."""
        if self._is_running:
            return
        self._is_running = True
        try:
            missing = table.missing(ids)
            for start in range(0, len(missing), AT_ONCE):
                if not (yield from self._look(table, missing[start : start + AT_ONCE].tolist())):
                    break
                if start // SAVED_AFTER != (start + AT_ONCE) // SAVED_AFTER:
                    yield from _turns(table)
            if len(missing):
                yield from _turns(table)
        finally:
            self._is_running = False

    def _look(self, table: ColourTable, photo_ids: list[int]) -> LongWork[bool]:
        """One order's worth; whether there is to be another."""
        hashes = self._library.store.photos.hashes(photo_ids)
        thumbnails = self._library.thumbs.get_many(list(hashes.values()))
        wanted = {
            photo_id: thumbnails[content]
            for photo_id, content in hashes.items()
            if content in thumbnails
        }
        order = ColoursOrder(tuple(wanted.values()))
        self._background.submit(order, self._take)
        while self._replies.empty():
            yield Turn.WAIT
        reply = self._replies.get()
        if reply.outcome is not Outcome.OK:
            return False
        table.put(dict(zip(wanted, _rows(reply.value, len(wanted)), strict=True)))
        table.pass_over(set(photo_ids) - wanted.keys())
        return True

    def _take(self, reply: Reply) -> None:
        self._replies.put(reply)
        self._wake()


def _rows(value: object, n: int) -> ColourShares:
    if not hasattr(value, "shape") or value.shape != (n, len(NAMES)):
        raise ValueError(f"colours of {n} pictures were asked for")
    rows: ColourShares = value  # type: ignore[assignment]
    return rows


def _turns(table: ColourTable) -> LongWork[None]:
    for _ in table.save():
        yield Turn.AGAIN
