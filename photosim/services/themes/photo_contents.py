"""What the photos of a library hold and when they were taken, kept in memory: 50 bytes a photo.

For the library thread. Rows of photos never change and never go, so only new ones are read.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from photosim.core.index.neighbour_graph import places_in
from photosim.core.records.photos import Ids
from photosim.core.store import Store
from photosim.core.themes.clustering import ContentHashes
from photosim.services.runtime.jobs import LongWork, Turn

READ_AT_ONCE = 5000


class PhotoContents:
    """Content hashes and capture times of all known photos.

    Args:
        store: of the library.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._ids: Ids = np.empty(0, np.int64)
        self._hashes: ContentHashes = np.empty(0, "S32")
        self._times: npt.NDArray[np.float64] = np.empty(0)

    def read(self) -> LongWork[None]:
        """Read those of new photos."""
        after = int(self._ids[-1]) if len(self._ids) else 0
        found = []
        while rows := self._store.capture_times.by_id(after, READ_AT_ONCE):
            found += rows
            after = rows[-1][0]
            yield Turn.AGAIN
        new = [row for row in found if not len(self._ids) or row[0] > self._ids[-1]]
        if new:  # somebody else may have read them meanwhile
            ids, hashes, times = zip(*new, strict=True)
            self._ids = np.append(self._ids, np.array(ids, np.int64))
            self._hashes = np.append(self._hashes, np.array(hashes, "S32"))
            self._times = np.append(self._times, np.array(times, np.float64))  # None as NaN

    def hashes(self, ids: Ids) -> ContentHashes:
        """`(n,)` content hashes of photos that were read."""
        found: ContentHashes = self._hashes[places_in(self._ids, ids)]
        return found

    def times(self, ids: Ids) -> npt.NDArray[np.float64]:
        """`(n,)` capture times of photos that were read, s of their camera's clock since 1970.

        NaN of those that do not know when they were taken.
        """
        found: npt.NDArray[np.float64] = self._times[places_in(self._ids, ids)]
        return found
