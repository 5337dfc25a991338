"""From a query to matches: the index proposes, the stored features decide, the hash adds copies.

`QueryLook -> index candidates of every view -> exact cosine of the stored features -> perceptual
hashes in eight orientations -> Match`. Axis names: v views, n photos, dim components.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from photosim.core.image import phash
from photosim.core.index.vector_index import Projects, VectorIndex, has_direction
from photosim.core.records.pairs import PROBABLY_SAME_BITS, PROBABLY_SAME_COSINE
from photosim.core.records.photos import Evidence, Floats, Ids, Match, MatchedFile
from photosim.core.store import Store

HASH_BITS = 10
"""Hashes that differ by at most so many of 64 bits speak for the same picture: on random pairs of
different photos 10 bits or less are seen once in some 10,000 (tests/bench/altered.py prints it)."""
LEAST_CANDIDATES = 200
"""Candidates of which the exact cosine is looked at: enough that the index's error is not seen
(tests/bench/retrieval.py: 100 of them lose 0.3 % of the mean average precision)."""
_TINY = np.finfo(np.float32).tiny
VIEW_CANDIDATES = 40
"""Candidates from each turned, mirrored or trimmed view, which is there to find copies only."""


class QueryFeatures(Protocol):
    """How a query picture looks; see `examine.QueryLook`."""

    @property
    def features(self) -> Floats:
        """`(v, dim)` float32, the picture as it is first."""

    @property
    def phashes(self) -> npt.NDArray[np.uint64]:
        """`(m,)` uint64, one for each orientation."""

    @property
    def content_hash(self) -> str:
        """SHA-256 of the picture's bytes, hex."""

    @property
    def is_part(self) -> bool:
        """Whether only a part of the picture with these bytes is searched by."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search found.

    Attributes:
        matches: most alike first.
        weighed: ids `(n,)` and features `(n, dim)` that they were chosen from, so that who compares
            them with each other need not read them again.
    """

    matches: tuple[Match, ...]
    weighed: tuple[Ids, Floats]


class HashTable:
    """Perceptual hashes of the library in memory, 16 bytes a photo; scanned whole."""

    def __init__(self, ids: Ids, hashes: npt.NDArray[np.uint64]) -> None:
        self._ids = ids
        self._hashes = hashes
        self._new: dict[int, int] = {}

    def add(self, photo_id: int, photo_hash: int) -> None:
        """A new photo's hash."""
        self._new[photo_id] = photo_hash

    def near(self, hashes: npt.NDArray[np.uint64], bits: int) -> dict[int, int]:
        """Photos whose hash differs from one of `(m,)` by at most `bits`, and by how many."""
        if not len(hashes):
            return {}
        self._fold()
        distances = phash.hamming(self._hashes, hashes)
        (near,) = np.nonzero(distances <= bits)
        return {int(self._ids[i]): int(distances[i]) for i in near}

    def of(self, photo_id: int) -> npt.NDArray[np.uint64]:
        """`(1,)` hash of one photo; `(0,)` when there is none."""
        self._fold()
        one: npt.NDArray[np.uint64] = self._hashes[self._ids == photo_id][:1]
        return one

    def _fold(self) -> None:
        if self._new:
            known = np.isin(self._ids, list(self._new))
            self._ids = np.concatenate([self._ids[~known], np.fromiter(self._new, np.int64)])
            new = np.array(list(self._new.values()), np.uint64)
            self._hashes = np.concatenate([self._hashes[~known], new])
            self._new = {}


class Searcher:
    """Answers queries over one store and index. Used in the thread that owns them."""

    def __init__(
        self, store: Store, index: VectorIndex, hashes: HashTable, projection: Projects, model: int
    ) -> None:
        self._store = store
        self._index = index
        self._hashes = hashes
        self._projection = projection
        self._model = model

    def search(
        self, look: QueryFeatures, k: int, n_exact: int = LEAST_CANDIDATES, path: bytes = b""
    ) -> SearchResult:
        """The k photos most alike a query picture, most alike first.

        The exact cosine of at least `n_exact` candidates is looked at. A picture that lies at a
        `path` of the library is told of as that file, wherever else its photo lies.

        The similarity is the greatest cosine over the query's views; a photo with a near
        perceptual hash is at least as alike as its hash says; equal bytes are at distance 0, and
        so is the photo that the query is a part of.
        """
        near = self._hashes.near(look.phashes, HASH_BITS)
        matches, weighed = self._matches(look.features, near, max(k, n_exact))
        same = self._store.photos.id_of(look.content_hash)
        if same is not None and self._store.photos.is_live(same):
            others = [match for match in matches if match.photo_id != same]
            if look.is_part:
                itself = Match(same, 0.0, Evidence.PART)
            else:
                itself = Match(same, 0.0, Evidence.SAME_FILE, file=self._file_at(path, same))
            matches = [itself, *others]
        return SearchResult(tuple(matches[:k]), weighed)

    def like(self, photo_id: int, k: int) -> SearchResult:
        """The k photos most alike a photo of the library, itself first; empty if unknown."""
        ids, features = self._store.embeddings.features([photo_id], self._model)
        if not len(ids) or not self._store.photos.is_live(photo_id):
            return SearchResult((), (ids[:0], features[:0]))
        near = self._hashes.near(self._hashes.of(photo_id), HASH_BITS)
        matches, weighed = self._matches(features, near, max(k, LEAST_CANDIDATES))
        others = [m for m in matches if m.photo_id != photo_id]
        return SearchResult((Match(photo_id, 0.0, Evidence.SAME_FILE), *others)[:k], weighed)

    def _file_at(self, path: bytes, photo_id: int) -> MatchedFile | None:
        """The file of a photo that lies at a path."""
        if not path:
            return None
        asked = os.path.abspath(path)  # noqa: PTH100 (bytes; links are not followed: no file is touched)
        files = self._store.files.of_photo(photo_id)
        return next((file for file in files if os.fsencode(file.path) == asked), None)

    def _matches(
        self, views: Floats, near: dict[int, int], n: int
    ) -> tuple[list[Match], tuple[Ids, Floats]]:
        """All that was weighed as matches, most alike first, and with its features."""
        candidates = self._candidates(views, near, n)
        ids, features = weighed = self._store.embeddings.features(candidates, self._model)
        if not len(ids):
            return [], weighed
        distances = 1.0 - _cosines(features, views).max(axis=1)
        matches = [
            _match(photo_id, distance, near.get(photo_id))
            for photo_id, distance in zip(ids.tolist(), distances.tolist(), strict=True)
        ]
        return sorted(matches, key=lambda match: (match.distance, match.photo_id)), weighed

    def _candidates(self, views: Floats, near: dict[int, int], n: int) -> list[int]:
        views = views[has_direction(views)]
        best: dict[int, float] = {}
        if len(views):
            projected = self._projection.apply(views)
            self._propose(projected[:1], n, best)
            self._propose(projected[1:], VIEW_CANDIDATES, best)
        chosen = sorted(best, key=lambda photo_id: (best[photo_id], photo_id))
        live = [photo_id for photo_id in near if self._store.photos.is_live(photo_id)]
        return sorted({*chosen[:n], *live})

    def _propose(self, queries: Floats, k: int, best: dict[int, float]) -> None:
        """Put the photos near each query and their least distance into `best`."""
        if not len(queries):
            return
        ids, distances = self._index.search(queries, k)
        for photo_id, distance in zip(
            ids.ravel().tolist(), distances.ravel().tolist(), strict=True
        ):
            if distance < best.get(photo_id, np.inf):
                best[photo_id] = distance


def _match(photo_id: int, distance: float, bits: int | None) -> Match:
    distance = max(0.0, distance)
    if bits is None:
        return Match(photo_id, distance)
    evidence = Evidence.EMBEDDING
    if bits <= PROBABLY_SAME_BITS and distance <= 1.0 - PROBABLY_SAME_COSINE:
        evidence = Evidence.PROBABLY_SAME
    return Match(photo_id, min(distance, hash_distance(bits)), evidence)


def hash_distance(bits: int) -> float:
    """Cosine distance that a Hamming distance of perceptual hashes is worth: 10 bits are 0.1.

    Copies that only the hash finds (strong blur, a quarter turn) thus stand before photos that
    merely look alike; tests/bench/altered.py measures it.
    """
    return bits / 100.0


def _cosines(rows: Floats, views: Floats) -> Floats:
    """`(n, v)` cosines of `(n, dim)` and `(v, dim)`; 0 for what has no direction."""
    lengths = np.outer(_lengths(rows), _lengths(views))
    with np.errstate(invalid="ignore", over="ignore"):
        cosines: Floats = np.where(lengths > 0, rows @ views.T / np.maximum(lengths, _TINY), 0)
    return cosines


def _lengths(rows: Floats) -> Floats:
    """`(n,)` lengths of `(n, dim)`; 0 for rows that are not finite."""
    with np.errstate(invalid="ignore", over="ignore"):
        lengths = np.sqrt(np.einsum("nd,nd->n", rows, rows))
    finite: Floats = np.where(np.isfinite(lengths), lengths, np.float32(0))
    return finite
