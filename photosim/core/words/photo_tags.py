"""The tags of one photo: its labels, what its neighbours' labels suggest, what is seen in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from photosim.core.index.neighbour_graph import NeighbourGraph
from photosim.core.records.photos import KEPT_CLASSES
from photosim.core.records.themes import Tag, TagKind
from photosim.core.store import Store
from photosim.core.words import tags
from photosim.core.words.scores import NEIGHBOURS_POWER
from photosim.core.words.tags import Tagger


@dataclass(frozen=True, slots=True)
class AlikePhotos:
    """Photos much alike one, and their similarity to it, from 0 to 1."""

    photo_ids: Sequence[int] = ()
    similarity: Sequence[float] = field(default=())


class PhotoTags:
    """Tags photos of a library. Belongs to the thread of its store.

    Args:
        store: the library's.
        model: gives the number of the model that answers.
        graph: the neighbour graph as far as it is there; never waits.
        tagger: names classes; None where the model's have no words.
    """

    def __init__(
        self,
        store: Store,
        model: Callable[[], int],
        graph: Callable[[], NeighbourGraph | None],
        tagger: Callable[[], Tagger | None],
    ) -> None:
        self._store = store
        self._model = model
        self._graph = graph
        self._tagger = tagger

    def of(self, photo_id: int) -> list[Tag]:
        """Labels first, then what is suggested, then what is seen; each best first."""
        return self._all(photo_id, self.chances(photo_id), self.alike(photo_id))

    def of_look(
        self, photo_id: int | None, chances: Mapping[int, float], alike: AlikePhotos
    ) -> list[Tag]:
        """Of a picture that need not be in the library.

        Args:
            photo_id: the photo with the same bytes, if there is one.
            chances: of its best classes.
            alike: photos of the library that look alike.
        """
        return self._all(photo_id, self._mixed(chances, alike), alike)

    def chances(self, photo_id: int) -> dict[int, float]:
        """The chances of a photo's classes, mixed with those of its neighbours."""
        return self._mixed(self._chances([photo_id])[0], self.alike(photo_id))

    def alike(self, photo_id: int) -> AlikePhotos:
        """The neighbours of a photo; none while there is no graph."""
        graph = self._graph()
        if graph is None or graph.model != self._model():
            return AlikePhotos()
        at = int(np.searchsorted(graph.ids, photo_id))
        if at == len(graph.ids) or graph.ids[at] != photo_id:
            return AlikePhotos()
        has = graph.near[at] >= 0
        return AlikePhotos(
            graph.ids[graph.near[at][has]].tolist(), graph.similarity[at][has].tolist()
        )

    def _all(
        self, photo_id: int | None, chances: Mapping[int, float], alike: AlikePhotos
    ) -> list[Tag]:
        wanted = list(alike.photo_ids) if photo_id is None else [photo_id, *alike.photo_ids]
        rows = self._store.labels.of(wanted)
        own = rows.get(photo_id, []) if photo_id is not None else []
        labels = [Tag(name, 1.0, TagKind.LABEL) for name, state in own if state]
        theirs = [[name for name, state in rows.get(one, []) if state] for one in alike.photo_ids]
        voted = tags.votes(theirs, alike.similarity, frozenset(name for name, _ in own))
        said = {tag.text.casefold() for tag in (*labels, *voted)}
        tagger = self._tagger()
        seen = [] if tagger is None else tagger.seen(chances)
        return [*labels, *voted, *(tag for tag in seen if tag.text.casefold() not in said)]

    def _mixed(self, own: Mapping[int, float], alike: AlikePhotos) -> dict[int, float]:
        weights = [max(one, 0.0) ** NEIGHBOURS_POWER for one in alike.similarity]
        return tags.mixed(own, self._chances(alike.photo_ids), weights)

    def _chances(self, photo_ids: Sequence[int]) -> list[dict[int, float]]:
        """The chances of each photo's best classes, which the model gave."""
        unique, places = np.unique(np.array(photo_ids, np.int64), return_inverse=True)
        numbers, chances = self._store.embeddings.best_classes(unique, self._model(), KEPT_CLASSES)
        rows = [
            {number: chance for number, chance in zip(*one, strict=True) if chance > 0}
            for one in zip(numbers.tolist(), chances.tolist(), strict=True)
        ]
        return [rows[place] for place in places.tolist()]
