"""The colours of all photos: as seen in their thumbnails, guessed from a mean colour until then.

`put` takes what `colours.ColourNamer` found; a cache file keeps it, 19 bytes a photo.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from photosim.core.errors import CacheFileError, DiskFullError, LogNote, coded
from photosim.core.records.photos import Ids
from photosim.core.store import array_file
from photosim.core.words import colours
from photosim.core.words.class_table import ClassRows
from photosim.core.words.colours import ColourNamer, ColourShares

log = logging.getLogger(__name__)


class ColourTable:
    """Shares of eleven colours by photo. Belongs to the library thread.

    Args:
        path: the cache file.
        writes: whether it may be written.
    """

    def __init__(self, path: Path, *, writes: bool = True) -> None:
        self._path = path
        self._writes = writes
        self._ids: Ids = np.zeros(0, np.int64)
        self._shares: ColourShares = np.zeros((0, len(colours.NAMES)), np.uint8)
        self._new: dict[int, ColourShares] = {}
        self._unseen: set[int] = set()
        self._palette: ColourNamer | None = None
        self._made: tuple[ClassRows, ColourShares] | None = None

    def load(self) -> None:
        """Take over the cache file; without a good one begin with none."""
        try:
            arrays = array_file.read(self._path)
            self._ids, self._shares = arrays["ids"], arrays["shares"]
        except (CacheFileError, KeyError) as error:
            log.info("The colours of the photos are looked at again: %s", error)

    def missing(self, ids: Ids) -> Ids:
        """Which of some photos have not been looked at yet."""
        new = self._new.keys() | self._unseen
        known = np.concatenate([self._ids, np.fromiter(new, np.int64, len(new))])
        missing: Ids = ids[~np.isin(ids, known)]
        return missing

    def put(self, found: dict[int, ColourShares]) -> None:
        """Colours `(11,)` of photos that were looked at."""
        self._new.update(found)
        self._made = None

    def pass_over(self, photo_ids: Iterable[int]) -> None:
        """Photos that cannot be looked at: until the next start their mean colour stands in."""
        self._unseen.update(photo_ids)

    def of(self, rows: ClassRows) -> ColourShares:
        """`(n, 11)` the colours of a table's photos, those of their mean colour where not seen."""
        if self._made is None or self._made[0] is not rows:
            self._fold()
            self._made = (rows, self._find(rows))
        return self._made[1]

    def save(self) -> Iterator[None]:
        """Write the cache file, in slices."""
        self._fold()
        if self._writes:
            try:
                yield from array_file.writing(
                    self._path, {"ids": self._ids, "shares": self._shares}
                )
            except (CacheFileError, DiskFullError) as error:
                log.warning("%s", coded(LogNote.COLOURS_NOT_KEPT, error))

    def _find(self, rows: ClassRows) -> ColourShares:
        if self._palette is None:
            self._palette = ColourNamer()
        shares = self._palette.of_means(rows.colours.astype(np.int64))
        if len(self._ids):
            at = np.minimum(np.searchsorted(self._ids, rows.ids), len(self._ids) - 1)
            known = self._ids[at] == rows.ids
            shares[known] = self._shares[at[known]]
        return shares

    def _fold(self) -> None:
        if not self._new:
            return
        new = np.array(sorted(self._new), np.int64)
        kept = ~np.isin(self._ids, new, assume_unique=True)
        ids = np.concatenate([self._ids[kept], new])
        shares = np.concatenate(
            [self._shares[kept], np.stack([self._new[i] for i in new.tolist()])]
        )
        order = np.argsort(ids)
        self._ids, self._shares, self._new = ids[order], shares[order], {}
