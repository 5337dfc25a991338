"""Finds all near pairs of many photos by comparing everything with everything, a tile at a time.

Up to some 200,000 photos that is exact and costs less than asking the index for each photo: 100,000
photos of 256 dimensions take 36 core seconds, the index 125 (2 cores, AVX2, one thread each). Each
pair is looked at once: a photo is compared with those that stand before it.

Axis names: n photos, dim numbers of a projected embedding.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from photosim.core.records.photos import Floats, Ids

ROWS, COLUMNS = 256, 8192
"""Photos of a tile, and those they are compared with: some 15 ms of one core, 8 MB."""

MOST_NEAR = 384
"""Near photos of one that are kept, the nearest: the members of a long series find each other."""


class AllPairs:
    """Compares the last photos of a list with all before them.

    Args:
        ids: `(n,)` photos; no pair depends on their order unless a series is longer than
            `MOST_NEAR`.
        rows: `(n, dim)` unit vectors.
        n_wanted: how many, from the end, are compared with all before them.
        least: cosine from which photos are near.
    """

    def __init__(self, ids: Ids, rows: Floats, n_wanted: int, least: float) -> None:
        self._ids, self._rows = ids, rows
        self._n_known = len(ids) - n_wanted
        self._least = least

    def blocks(self) -> Iterator[dict[int, Ids] | None]:
        """None after each tile; after the last tile of some photos what is near to each of them."""
        end = len(self._ids)
        while end > self._n_known:
            start = max(self._n_known, end - ROWS)
            tiles = []
            for column in range(0, end, COLUMNS):
                tiles.append(self._tile(start, end, column, min(end, column + COLUMNS)))
                yield None
            yield self._block(start, end, tiles)
            end = start

    def _tile(self, start: int, end: int, left: int, right: int) -> tuple[Ids, Ids, Floats]:
        """Rows, columns and cosines of the near pairs of one tile."""
        cosines = self._rows[start:end] @ self._rows[left:right].T
        flat = np.flatnonzero(cosines.ravel() >= self._least)
        rows, columns = np.divmod(flat, right - left)
        rows, columns = rows + start, columns + left
        once = columns < rows
        return rows[once], columns[once], cosines.ravel()[flat[once]]

    def _block(self, start: int, end: int, tiles: list[tuple[Ids, Ids, Floats]]) -> dict[int, Ids]:
        rows, columns, cosines = (np.concatenate(parts) for parts in zip(*tiles, strict=True))
        order = np.lexsort((columns, -cosines, rows))
        rows, columns = rows[order], columns[order]
        starts = np.searchsorted(rows, np.arange(start, end + 1))
        return {
            photo: self._ids[columns[low : min(high, low + MOST_NEAR)]]
            for photo, low, high in zip(
                self._ids[start:end].tolist(), starts[:-1], starts[1:], strict=True
            )
        }
