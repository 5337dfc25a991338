"""Rows and thumbnails from read-only connections, for the reader's thread."""

from __future__ import annotations

from collections.abc import Sequence

from photosim.core.layout import Layout
from photosim.core.records.photos import Ids, Photo
from photosim.core.store import Store
from photosim.core.store.thumbstore import ThumbStore


class LibraryRows:
    """Implements `reader.RowReader` on a library's databases; used in the thread that made it."""

    def __init__(self, layout: Layout) -> None:
        self._store = Store.open_reader(layout.database)
        self._thumbs = ThumbStore.open_reader(layout.thumbnails)

    def photos(self, ids: Sequence[int]) -> Sequence[Photo]:
        """The photos of some ids, those that are live."""
        return self._store.photos.get(ids)

    def named(self, prefix: str) -> Ids:
        """`(n,)` ids of the live photos with a file whose name begins so."""
        return self._store.photos.named(prefix)

    def thumbnails(self, ids: Sequence[int]) -> dict[int, bytes]:
        """JPEG bytes by id, as far as the cache has them."""
        hashes = self._store.photos.hashes(ids)
        found = self._thumbs.get_many(list(hashes.values()))
        return {i: found[content] for i, content in hashes.items() if content in found}

    def close(self) -> None:
        """Close the connections."""
        self._thumbs.close()
        self._store.close()
