"""A library that is only read, beside a window that may be writing to it: what queries need of it.

Belongs to the thread that made it. What only some queries need is opened by the first of them.
"""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path

from photosim.core import active_model
from photosim.core.errors import CacheFileError
from photosim.core.index import neighbour_graph
from photosim.core.index.live_index import LiveIndex
from photosim.core.index.neighbour_graph import NeighbourGraph
from photosim.core.layout import Layout
from photosim.core.records.photos import Ids
from photosim.core.search.searcher import HashTable, Searcher
from photosim.core.store import Store
from photosim.core.store.thumbstore import ThumbStore
from photosim.services.runtime.index_process import IndexProcess
from photosim.services.words.word_index import Searched, WordIndex


class ReadOnlyPhotos:
    """The photos with an embedding as they are now; implements `word_index.SearchablePhotos`."""

    is_usable = True
    version = 0

    def __init__(self, store: Store, model: int) -> None:
        self._ids = store.embeddings.ids(model)

    def ids(self) -> Ids:
        """`(n,)` ascending."""
        return self._ids


class ReadOnlyLibrary:
    """Implements `answers.Searchable`.

    Args:
        layout: where the library lies.
        card: the chosen model's card, for a library that names no other.

    Attributes:
        store: its database.
        serving: the model that answers.
    """

    def __init__(self, layout: Layout, card: Path) -> None:
        self._layout = layout
        self.store = Store.open_reader(layout.database)
        self.serving = active_model.reading(self.store, card)
        self._index = IndexProcess(os.cpu_count() or 1)

    @property
    def n_photos(self) -> int:
        """How many photos can be searched."""
        return len(self._photos.ids())

    @cached_property
    def thumbs(self) -> ThumbStore:
        """Its small pictures."""
        return ThumbStore.open_reader(self._layout.thumbnails)

    @cached_property
    def searcher(self) -> Searcher:
        """Searches in it; starts the index process and loads the index."""
        store, model = self.store, self.serving
        self._index.start()
        live = LiveIndex(store, self._index, model.projection, model.number, self._layout.index)
        for _ in live.open():
            pass  # what the index file lacks is added in memory
        hashes = HashTable(*store.photos.phashes())
        return Searcher(store, self._index, hashes, model.projection, model.number)

    @cached_property
    def words(self) -> WordIndex:
        """What words are answered from; `ready` is not called yet."""
        searched = Searched(lambda: self.serving, lambda: self._photos, lambda: self._graph)
        return WordIndex(self.store, self._layout, searched, writes=False)

    @cached_property
    def _photos(self) -> ReadOnlyPhotos:
        return ReadOnlyPhotos(self.store, self.serving.number)

    @cached_property
    def _graph(self) -> NeighbourGraph | None:
        try:
            return neighbour_graph.read(self._layout.graph)
        except CacheFileError:
            return None

    def close(self) -> None:
        """End the index process and close the databases."""
        if "thumbs" in vars(self):
            self.thumbs.close()
        self._index.stop()
        self.store.close()
