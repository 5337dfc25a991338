"""Answers queries and tags pictures of the command line from a library that it only reads."""

from __future__ import annotations

import os
import queue
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from photosim.core import active_model
from photosim.core.active_model import ActiveModel
from photosim.core.errors import (
    DecodeError,
    Fault,
    ModelError,
    coded,
)
from photosim.core.index import neighbour_graph
from photosim.core.index.live_index import LiveIndex
from photosim.core.layout import Layout
from photosim.core.records.photos import Box, Query, readable
from photosim.core.search.searcher import HashTable, Searcher
from photosim.core.store import Store
from photosim.core.store.thumbstore import ThumbStore
from photosim.core.words.photo_tags import AlikePhotos
from photosim.services.runtime.index_process import IndexProcess
from photosim.services.runtime.messages import Order, Reply
from photosim.services.runtime.worker_pool import WorkerPool
from photosim.services.search import pipeline
from photosim.services.search.answers import SearchQuestion
from photosim.services.search.pipeline import FirstAnswer, InLibrary, Steps
from photosim.services.words.printed_match import printed
from photosim.services.words.word_index import Searched, WordIndex

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _ReadOnly:
    """A library that is only read.

    Implements `answers.Searchable`.
    """

    store: Store
    thumbs: ThumbStore
    serving: ActiveModel
    searcher: Searcher
    n_photos: int


class ReadOnlySearch:
    """One searcher over read-only connections; used in the thread that made it.

    Args:
        layout: where the library lies; another program may be writing to it.
        card: the chosen model's card, for a library that names no other.
    """

    def __init__(self, layout: Layout, card: Path) -> None:
        self._store = Store.open_reader(layout.database)
        model = active_model.reading(self._store, card)
        self._worker = WorkerPool(1, (str(model.path), os.cpu_count() or 1, 0))
        self._worker.start()
        self._worker.warm_up()
        self._index = IndexProcess(os.cpu_count() or 1)
        self._index.start()
        live = LiveIndex(self._store, self._index, model.projection, model.number, layout.index)
        for _ in live.open():
            pass  # what the index file lacks is added in memory
        hashes = HashTable(*self._store.photos.phashes())
        thumbs = ThumbStore.open_reader(layout.thumbnails)
        searcher = Searcher(self._store, self._index, hashes, model.projection, model.number)
        self._library = _ReadOnly(self._store, thumbs, model, searcher, len(live))
        searched = Searched(lambda: model, lambda: live, lambda: None)
        self._words = WordIndex(self._store, layout, searched, writes=False)

    def answer(self, path: bytes, k: int, box: Box | None = None) -> dict[str, Any]:
        """The k best matches of a picture, or of a part of it, as the command line prints them.

        Raises:
            DecodeError: the picture cannot be read, or the part shows nothing.
        """
        began = time.monotonic()
        query = Query(path=os.fsdecode(path), box=box)
        question = SearchQuestion(query, k, began, opens_files=True)
        matches = self._done(path, pipeline.answering(question)).matches
        seconds = time.monotonic() - began
        return {
            "query": os.fsdecode(path),
            "matches": [one for match in matches for one in printed(self._store, match)],
            "seconds": round(seconds, 4),
        }

    def tags(self, path: bytes) -> dict[str, Any]:
        """Words for a picture, as the command line prints them.

        Raises:
            DecodeError: the picture cannot be read.
            ModelError: there are no words for what the model sees, nor any label that fits.
        """
        look = self._done(path, pipeline.looking(path))
        nearest = self._library.searcher.search(look, neighbour_graph.K).matches
        alike = AlikePhotos(
            [match.photo_id for match in nearest], [match.similarity for match in nearest]
        )
        chances = {int(number): float(chance) for number, chance in look.classes}
        same = self._store.photos.id_of(look.content_hash)
        found = self._words.tags.of_look(same, chances, alike)
        if not found and (trouble := self._words.trouble()):
            raise ModelError(trouble)
        return {
            "query": os.fsdecode(path),
            "tags": [{"tag": tag.text, "score": round(tag.score, 4)} for tag in found],
        }

    def _done(self, path: bytes, steps: Steps[T]) -> T:
        """What the steps about a picture lead to, each done in its turn.

        Raises:
            DecodeError: the picture cannot be read; which one is said.
        """
        if not path:  # an empty variable of a script
            raise DecodeError(Fault.NO_NAME)
        came: object = None
        try:
            while True:
                step = steps.send(came)
                if isinstance(step, InLibrary | FirstAnswer):
                    came = step.work(self._library)
                else:
                    came = self._reply(step)
        except StopIteration as end:
            done: T = end.value
            return done
        except DecodeError as error:
            reason = coded(Fault.NO_SUCH_FILE) if str(error) == coded(Fault.GONE) else str(error)
            raise DecodeError(Fault.OF_FILE, readable(path), reason) from error

    def _reply(self, order: Order) -> Reply:
        replies: queue.SimpleQueue[Reply] = queue.SimpleQueue()
        self._worker.submit(order, replies.put)
        return replies.get()

    def close(self) -> None:
        """End the processes and close the databases."""
        self._library.thumbs.close()
        self._worker.stop()
        self._index.stop()
        self._store.close()
