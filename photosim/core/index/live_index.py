"""Keeps the index in line with the store: loads it when it matches, makes it again when not.

The store is the truth. The index's file is a cache with a row in the store that says what it must
be; photos that came or went since it was saved are added and removed after loading.
"""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import numpy as np

from photosim.core.errors import IndexFileError, LogNote, coded
from photosim.core.index.vector_index import IndexFile, Projects, VectorIndex, has_direction
from photosim.core.records.photos import Floats, Ids
from photosim.core.store import Store

log = logging.getLogger(__name__)

NOTE = "index"
BATCH = 256
"""Photos added to the index in one slice of the library thread."""


class SavedIndex(VectorIndex, Protocol):
    """An index that can be saved, loaded and begun anew; see `hnsw` and `index_process`."""

    @property
    def needs_rebuild(self) -> bool:
        """So many photos were removed that making it again pays."""

    def create(self, dim: int, capacity: int) -> None:
        """Forget everything; an empty index of that dimension."""

    def load(self, path: Path, expected: IndexFile) -> None:
        """Take over a saved index; `IndexFileError` when it does not match."""

    def save(self, path: Path) -> IndexFile:
        """Write it to a file."""


class LiveIndex:
    """The index of one model's embeddings, always a subset of the live photos.

    Attributes:
        index: what is searched.
        is_usable: whether it can be searched.
        is_open: whether it holds all that it should.
        version: another number whenever photos came or went.
    """

    def __init__(
        self, store: Store, index: SavedIndex, projection: Projects, model: int, folder: Path
    ) -> None:
        self.index = index
        self._store = store
        self._projection = projection
        self._model = model
        self._folder = folder
        self._ids: set[int] = set()
        self._is_changed = False
        self.version = 0
        self.is_open = self.is_usable = False

    def open(self) -> Iterator[tuple[int, int]]:
        """Load or make the index, in slices; yields how many of how many photos are in it."""
        self.is_open = self.is_usable = False
        live = self._store.embeddings.ids(self._model)
        self._load(len(live))
        self._ids = set(self.index.ids().tolist())
        self.version += 1
        self.is_usable = True
        self.remove(np.setdiff1d(np.fromiter(self._ids, np.int64), live))
        missing = np.setdiff1d(live, np.fromiter(self._ids, np.int64))
        for start in range(0, len(missing), BATCH):
            batch = missing[start : start + BATCH].tolist()
            # a folder may have been removed since the last slice
            present = [photo_id for photo_id in batch if self._store.photos.is_live(photo_id)]
            self.add(*self._store.embeddings.features(present, self._model))
            yield len(self._ids), len(live)
        self.is_open = True

    def lost(self) -> None:
        """The index is gone with the process that held it; `open` makes it whole again."""
        self.is_open = self.is_usable = False

    def add(self, ids: Ids, features: Floats) -> None:
        """Make photos findable by `(n, dim)` features; those without direction are left out."""
        new = np.array([photo_id not in self._ids for photo_id in ids.tolist()], bool)
        chosen = new & has_direction(features) if len(ids) else new
        if chosen.any():
            self.index.add(ids[chosen], self._projection.apply(features[chosen]))
            self._ids.update(ids[chosen].tolist())
            self._is_changed = True
            self.version += 1

    def remove(self, ids: Ids) -> None:
        """Photos that are in no file any more."""
        present = np.array([i for i in ids.tolist() if i in self._ids], np.int64)
        if len(present):
            self.index.remove(present)
            self._ids.difference_update(present.tolist())
            self._is_changed = True
            self.version += 1

    def ids(self) -> Ids:
        """`(n,)` all photos that are in it, ascending."""
        return np.sort(np.fromiter(self._ids, np.int64, len(self._ids)))

    def save(self) -> None:
        """Write the index and then its row in the store, which is the commit point.

        Raises:
            DiskFullError: no room; the earlier file still stands.
            IndexFileError: it cannot be written.
        """
        if not self._is_changed:
            return
        old = noted_index(self._store, self._model)
        path = self._folder / f"index-{self._generation(old) + 1}.hnsw"
        saved = self.index.save(path)
        with self._store.transaction():
            self._store.library_facts.set(NOTE, {"model": self._model, **dataclasses.asdict(saved)})
        self._is_changed = False
        self._tidy(saved.name)

    def __len__(self) -> int:
        return len(self._ids)

    def _load(self, n_live: int) -> None:
        record = noted_index(self._store, self._model)
        if record is not None:
            try:
                self.index.load(self._folder / record.name, record)
            except IndexFileError as error:
                log.warning("%s", coded(LogNote.INDEX_MADE_AGAIN, error))
            else:
                if not self.index.needs_rebuild:
                    return
        self.index.create(self._projection.dim, max(1024, n_live + n_live // 4))
        self._is_changed = True

    def _generation(self, record: IndexFile | None) -> int:
        digits = "" if record is None else record.name.rpartition("-")[2].partition(".")[0]
        return int(digits) if digits.isdecimal() else 0

    def _tidy(self, keep: str) -> None:
        for path in self._folder.glob("index-*"):
            if not path.name.startswith(keep):
                path.unlink(missing_ok=True)


def noted_index(store: Store, model: int) -> IndexFile | None:
    """What the store says of the saved index of a model; None when there is none."""
    note = store.library_facts.get(NOTE)
    if not isinstance(note, dict) or note.pop("model", None) != model:
        return None
    try:
        return IndexFile(**note)
    except TypeError:  # written by another version: as good as none
        return None
