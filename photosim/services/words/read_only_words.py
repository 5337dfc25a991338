"""Answers words of the command line from a library that it only reads."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from photosim.core import active_model
from photosim.core.errors import CacheFileError, ModelError
from photosim.core.index import neighbour_graph
from photosim.core.index.neighbour_graph import NeighbourGraph
from photosim.core.layout import Layout
from photosim.core.records.answer_notes import AnswerNotes
from photosim.core.records.photos import Ids, Match, Photo
from photosim.core.store import Store
from photosim.services.runtime.messages import Outcome, Reply, WordsOrder
from photosim.services.runtime.word_worker import LazyQueryParser
from photosim.services.words.printed_match import printed
from photosim.services.words.understanding import InWords, understanding
from photosim.services.words.word_index import Searched, Understood, WordIndex


class ReadOnlyPhotos:
    """The photos with an embedding as they are now; implements `word_index.SearchablePhotos`."""

    is_usable = True
    version = 0

    def __init__(self, store: Store, model: int) -> None:
        self._ids = store.embeddings.ids(model)

    def ids(self) -> Ids:
        """`(n,)` ascending."""
        return self._ids


class ReadOnlyWords:
    """Words over a read-only connection; used in the thread that made it.

    Args:
        layout: where the library lies; another program may be writing to it.
        card: the chosen model's card, for a library that names no other.

    Attributes:
        words: what answers; ready.
    """

    def __init__(self, layout: Layout, card: Path) -> None:
        self._store = Store.open_reader(layout.database)
        model = active_model.reading(self._store, card)
        graph = _graph(layout)
        photos = ReadOnlyPhotos(self._store, model.number)
        searched = Searched(lambda: model, lambda: photos, lambda: graph)
        self.words = WordIndex(self._store, layout, searched, writes=False)
        for _ in self.words.ready():
            pass
        self._query_parser = LazyQueryParser(os.cpu_count() or 1)

    def answer(self, text: str, k: int) -> dict[str, Any]:
        """The k photos that fit a text best, as the command line prints them, and the notes.

        Raises:
            ModelError: texts cannot be understood, and nothing in the library is called so.
        """
        began = time.monotonic()
        matches, notes = self.search(text, k)
        seconds = time.monotonic() - began
        return {
            "query": text,
            "matches": [one for match in matches for one in printed(self._store, match)],
            "note": notes,
            "seconds": round(seconds, 4),
        }

    def search(self, text: str, k: int) -> tuple[Sequence[Match], AnswerNotes]:
        """The k best matches of a text, and what is to be said of its words."""
        return self.words.answer(self.understood(text), k)

    def understood(self, text: str) -> Understood:
        """What a text means.

        Raises:
            PhotosimError: that could not be found out.
        """
        steps, came = understanding(text, datetime.now()), None
        try:
            while True:
                step = steps.send(came)
                came = step.work(self.words) if isinstance(step, InWords) else self._reply(step)
        except StopIteration as end:
            meant: Understood = end.value
            return meant

    def _reply(self, order: WordsOrder) -> Reply:
        if trouble := self.words.trouble():
            return Reply(Outcome.MODEL, reason=trouble)  # the sentence model is not needed
        try:
            return Reply(Outcome.OK, self._query_parser.read(order.text, order.phrases))
        except ModelError as error:
            return Reply(Outcome.MODEL, reason=str(error))

    def photos(self, photo_ids: Sequence[int]) -> list[Photo]:
        """The photos with some ids, in their order."""
        return self._store.photos.get(photo_ids)

    def close(self) -> None:
        """Close the database."""
        self._store.close()


def _graph(layout: Layout) -> NeighbourGraph | None:
    try:
        return neighbour_graph.read(layout.graph)
    except CacheFileError:
        return None
