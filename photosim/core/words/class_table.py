"""What words are answered from, of every photo that can be searched, in memory.

A row each: id, ten best classes and their shares, capture time, camera, mean colour: 64 bytes a
photo. Brought up to date for photos that came or went only, in slices. The classes, which take the
longest to read, have a cache file.
"""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from photosim.core.errors import CacheFileError, DiskFullError, LogNote, coded
from photosim.core.records.photos import KEPT_CLASSES, Floats, Ids
from photosim.core.store import Store, array_file

log = logging.getLogger(__name__)

TEMPERATURE = 2.5
"""Divides the logits once more: the second and third class of a photo count. On Caltech-101 .634 of
mean average precision at 1, .636 at 2, .643 at 2.5; on clothing .350, .368, .392."""

SLICE = 1000
"""Photos read in one slice of the library thread."""

CACHED_SHARE = 50
"""The cache file is written again when more than one photo in so many came."""

_MOST_CAMERAS = 65_000

Classes = npt.NDArray[np.uint16]
ClassShares = npt.NDArray[np.uint16]
"""Parts of 1; `WHOLE` is all of it. float16 would take twenty times as long to compute with."""

WHOLE = 65_535

_FORMAT = 1
"""Of the cache file."""


@dataclass(frozen=True, slots=True)
class ClassRows:
    """Some photos' rows, by id; see `WordTable`. `times` is NaN where none is known."""

    ids: Ids
    classes: Classes
    shares: ClassShares
    times: npt.NDArray[np.float64]
    cameras: npt.NDArray[np.uint16]
    colours: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class _Cached:
    """The cache file: classes and shares by id, ascending."""

    ids: Ids
    classes: Classes
    shares: ClassShares


def no_rows() -> ClassRows:
    """Of no photo."""
    return ClassRows(
        np.zeros(0, np.int64),
        np.zeros((0, KEPT_CLASSES), np.uint16),
        np.zeros((0, KEPT_CLASSES), np.uint16),
        np.zeros(0, np.float64),
        np.zeros(0, np.uint16),
        np.zeros(0, np.int32),
    )


class WordTable:
    """The rows of all photos with an embedding of one model. Belongs to the library thread.

    Args:
        store: the library.
        model: number of the model that answers.
        path: the cache file of the classes.
        writes: whether the cache file may be written.

    Attributes:
        model: as above.
        rows: as they were when `update` last ended, ascending by id.
        cameras: names by number; number 0 is no camera.
    """

    def __init__(self, store: Store, model: int, path: Path, *, writes: bool = True) -> None:
        self._store = store
        self._path = path
        self._writes = writes
        self._is_new = True
        self.model = model
        self.rows = no_rows()
        self.cameras: list[str] = [""]

    def update(self, live: Ids) -> Iterator[None]:
        """Bring the rows up to date, in slices; `live` are all ids that shall be there, ascending.

        Nothing is changed until the end, so that `rows` always fit together.
        """
        cached = (yield from self._cached()) if self._is_new else _nothing_cached()
        self._is_new = False
        kept = _only(self.rows, np.isin(self.rows.ids, live, assume_unique=True))
        missing = np.setdiff1d(live, kept.ids, assume_unique=True)
        parts = [kept]
        for start in range(0, len(missing), SLICE):
            parts.append(self._read(missing[start : start + SLICE], cached))
            yield
        self.rows = _joined(parts)
        n_new = len(np.setdiff1d(missing, cached.ids, assume_unique=True))
        if self._writes and n_new > max(SLICE, len(self.rows) // CACHED_SHARE):
            yield from self._write()

    def _read(self, ids: Ids, cached: _Cached) -> ClassRows:
        """The rows of some photos; those that went meanwhile are left out."""
        facts = self._store.photos.facts(ids)
        found = np.array([fact[0] for fact in facts], np.int64)
        classes, shares = self._classes(found, cached)
        return ClassRows(
            found,
            classes,
            shares,
            np.array([fact[1] for fact in facts], np.float64),
            np.array([self._camera(fact[2]) for fact in facts], np.uint16),
            np.array([fact[3] for fact in facts], np.int32),
        )

    def _classes(self, ids: Ids, cached: _Cached) -> tuple[Classes, ClassShares]:
        at = np.minimum(np.searchsorted(cached.ids, ids), max(len(cached.ids) - 1, 0))
        known = cached.ids[at] == ids if len(cached.ids) else np.zeros(len(ids), bool)
        classes = np.zeros((len(ids), KEPT_CLASSES), np.uint16)
        shares = np.zeros((len(ids), KEPT_CLASSES), np.uint16)
        classes[known], shares[known] = cached.classes[at[known]], cached.shares[at[known]]
        new = ids[~known]
        if len(new):
            classes[~known], chances = self._store.embeddings.best_classes(
                new, self.model, KEPT_CLASSES
            )
            shares[~known] = np.round(WHOLE * tempered(chances))
        return classes, shares

    def _camera(self, name: str | None) -> int:
        if not name:
            return 0
        if name not in self.cameras:
            if len(self.cameras) >= _MOST_CAMERAS:
                return 0
            self.cameras.append(name)
        return self.cameras.index(name)

    def _cached(self) -> Generator[None, None, _Cached]:
        """The cache file's content; nothing when it is missing or cannot be believed."""
        try:
            for arrays in array_file.reading(self._path):
                if arrays is None:
                    yield
                elif arrays["model"].tolist() == [self.model, KEPT_CLASSES, _FORMAT]:
                    return _Cached(arrays["ids"], arrays["classes"], arrays["shares"])
        except (CacheFileError, KeyError) as error:
            log.info("The classes are read again: %s", error)
        return _nothing_cached()

    def _write(self) -> Iterator[None]:
        arrays = {
            "model": np.array([self.model, KEPT_CLASSES, _FORMAT]),
            "ids": self.rows.ids,
            "classes": self.rows.classes,
            "shares": self.rows.shares,
        }
        try:
            yield from array_file.writing(self._path, arrays)
        except (CacheFileError, DiskFullError) as error:
            log.warning("%s", coded(LogNote.CLASSES_NOT_KEPT, error))


def tempered(chances: Floats) -> Floats:
    """`(n, c)` chances of the best classes made softer; each row sums to 1, or to 0 if it has none.

    The chances are a softmax's, so that their roots are in proportion to those of a softer one.
    """
    powers = np.where(chances > 0, chances, 0) ** (1 / TEMPERATURE)
    sums = powers.sum(axis=1, keepdims=True)
    shares: Floats = np.where(sums > 0, powers / np.where(sums > 0, sums, 1), 0)
    return shares.astype(np.float32)


def _nothing_cached() -> _Cached:
    rows = no_rows()
    return _Cached(rows.ids, rows.classes, rows.shares)


def _only(rows: ClassRows, chosen: npt.NDArray[np.bool_]) -> ClassRows:
    if chosen.all():
        return rows
    return ClassRows(*(getattr(rows, name)[chosen] for name in ClassRows.__slots__))


def _joined(parts: Sequence[ClassRows]) -> ClassRows:
    if len(parts) == 1:
        return parts[0]
    columns = {name: [getattr(part, name) for part in parts] for name in ClassRows.__slots__}
    order = np.argsort(np.concatenate(columns["ids"]), kind="stable")
    return ClassRows(**{name: np.concatenate(column)[order] for name, column in columns.items()})
