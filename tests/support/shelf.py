"""A library of photos with chosen features, hashes and times, and its searches."""

from __future__ import annotations

import numpy as np
from support.driver import Driver

from photosim.core.duplicates.all_pairs import AllPairs
from photosim.core.duplicates.candidates import NEAR_PROJECTED, Candidates
from photosim.core.duplicates.nearest import NearestSearch, Proposals
from photosim.core.duplicates.phash_index import PhashIndex
from photosim.core.index.feature_rows import StoredFeatures
from photosim.core.index.neighbours import ExactNeighbours, IndexNeighbours, NearByIndex
from photosim.core.index.vector_index import ExactIndex, has_direction
from photosim.core.records.pairs import Thresholds


class Faithful:
    """A projection that loses nothing."""

    dim = 8

    def apply(self, features: np.ndarray) -> np.ndarray:
        return features / np.linalg.norm(features, axis=1, keepdims=True)


class Shelf:
    """A library of photos with chosen features, hashes and times."""

    def __init__(self, folder) -> None:
        self.driver = Driver(folder)
        self.driver.watch()

    def put(self, name: str, features, phash: int = 0, **more) -> None:
        row = np.array(features, np.float16)
        self.driver.more[name.encode()] = {"features": row, "phash": phash, **more}
        self.driver.put(f"{name}.jpg", name)

    def likely(self, *names: str, swept: bool = True) -> set:
        """The likely pairs of photos, of all without any named, after indexing."""
        self.driver.run()
        ids, features = self.embeddings()
        wanted = [self.driver.id_of(name) for name in names] or ids.tolist()
        store = self.driver.library.store
        hashes = PhashIndex(*store.photos.phashes())
        exact = StoredFeatures(store, self._model)
        candidates = Candidates(store, exact, hashes, Thresholds())
        if not swept:
            index = ExactIndex(8)
            index.add(ids, features)
            near = NearByIndex(store, index, Faithful(), self._model, NEAR_PROJECTED).of(wanted)
            return candidates.of(near)
        is_wanted = np.isin(ids, wanted)
        order = np.argsort(is_wanted, kind="stable")
        rows = Faithful().apply(features[order])
        all_pairs = AllPairs(ids[order], rows, int(is_wanted.sum()), NEAR_PROJECTED)
        return {pair for near in all_pairs.blocks() if near for pair in candidates.of(near)}

    def ranked(self, *names: str, exact: bool = True) -> Proposals:
        """The pairs of photos, of all without any named, with their nearest, after indexing."""
        self.driver.run()
        store = self.driver.library.store
        ids, features = self.embeddings()
        if exact:
            *_, neighbours = ExactNeighbours.load(store, Faithful(), self._model, ids)
        else:
            index = ExactIndex(8)
            index.add(ids, features)
            neighbours = IndexNeighbours(index)
        ranks = NearestSearch(store, neighbours, Faithful(), self._model, Thresholds())
        wanted = [self.driver.id_of(name) for name in names]
        return ranks.of(wanted or store.embeddings.ids(self._model).tolist())

    def embeddings(self):
        """Ids and features of the photos that have a direction."""
        store = self.driver.library.store
        ids, features = store.embeddings.features(store.embeddings.ids(self._model), self._model)
        usable = has_direction(features)
        return ids[usable], features[usable]

    @property
    def _model(self) -> int:
        return self.driver.library.serving.number

    def named(self, keys) -> set[str]:
        """Pairs by the names of their photos, each one letter."""
        return {"".join(sorted(self._name(number) for number in key)) for key in keys}

    def _name(self, photo_id: int) -> str:
        (photo,) = self.driver.library.store.photos.get([photo_id])
        return photo.name[:1]


def at(degrees: float) -> list[float]:
    """Features whose cosine with others is that of the angle between."""
    radians = np.radians(degrees)
    return [np.cos(radians), np.sin(radians), 0, 0, 0, 0, 0, 0]
