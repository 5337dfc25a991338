"""Which photos are known to be alike: a graph in memory, from the store's verified pairs.

Its connected components are what can be grouped one by one: a new photo changes the groups of its
own component and no others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from photosim.core.duplicates.complete_link import Edge
from photosim.core.records.pairs import Tier
from photosim.core.store.pairs import Alike, PairKey, key

_MOST_CLOSED = 48
"""Pairs that are proposed for one photo to close triangles, at most."""


class PairGraph:
    """Alike photos; about 200 bytes for each pair."""

    def __init__(self) -> None:
        self._edges: dict[int, dict[int, tuple[Tier, float]]] = {}
        self._uncertain: set[PairKey] = set()

    def add(self, pairs: Iterable[Alike]) -> None:
        """Pairs that were found; a pair found again replaces what was known."""
        for pair in pairs:
            found = (pair.tier, pair.similarity)
            self._edges.setdefault(pair.first, {})[pair.second] = found
            self._edges.setdefault(pair.second, {})[pair.first] = found
            if pair.is_certain:
                self._uncertain.discard((pair.first, pair.second))
            else:
                self._uncertain.add((pair.first, pair.second))

    def part(self, keys: Iterable[PairKey]) -> set[int]:
        """Pairs that are different photos after all; the photos that were thought alike."""
        parted: set[int] = set()
        for first, second in keys:
            if self._edges.get(first, {}).pop(second, None) is not None:
                del self._edges[second][first]
                self._uncertain.discard((first, second))
                parted |= {first, second}
        return parted

    def doubt(self, photo_ids: Iterable[int], known: Collection[PairKey]) -> None:
        """Of these photos' pairs only the known ones still hold; the others are compared again."""
        for photo_id in photo_ids:
            pairs = {key(photo_id, other) for other in self._edges.get(photo_id, {})}
            self._uncertain |= pairs.difference(known)

    def clear(self) -> None:
        """Forget everything."""
        self._edges.clear()
        self._uncertain.clear()

    def photos(self) -> set[int]:
        """All of them."""
        return set(self._edges)

    def neighbours(self, photo_id: int) -> set[int]:
        """The photos that are known to be alike a photo."""
        return set(self._edges.get(photo_id, ()))

    def component(self, photo_id: int) -> set[int]:
        """All photos that a photo is connected with, itself among them."""
        seen, todo = {photo_id}, [photo_id]
        while todo:
            for other in self._edges.get(todo.pop(), ()):
                if other not in seen:
                    seen.add(other)
                    todo.append(other)
        return seen

    def components(self, photo_ids: Iterable[int] | None = None) -> Iterator[set[int]]:
        """The components of some photos, or of all, each once."""
        seen: set[int] = set()
        for photo_id in list(self._edges) if photo_ids is None else photo_ids:
            if photo_id not in seen:
                component = self.component(photo_id)
                seen |= component
                yield component

    def edges(self, photo_ids: Collection[int], tiers: Collection[Tier]) -> list[Edge]:
        """The pairs of some photos with each other, each once."""
        wanted = set(photo_ids)
        return [
            Edge(photo_id, other, similarity)
            for photo_id in photo_ids
            for other, (tier, similarity) in self._edges.get(photo_id, {}).items()
            if photo_id < other and other in wanted and tier in tiers
        ]

    def weakest(self, cluster: Sequence[int]) -> float:
        """The least similarity of photos that are all alike each other."""
        return min(
            self._edges[one][other][1]
            for place, one in enumerate(cluster)
            for other in cluster[:place]
        )

    def is_certain(self, one: int, other: int) -> bool:
        """Whether nothing more is to be done to know what two photos are to each other."""
        return key(one, other) not in self._uncertain

    def is_same(self, one: int, other: int) -> bool | None:
        """Whether two photos are certainly the same picture, or only alike; None: not known."""
        if other not in self._edges.get(one, {}) or not self.is_certain(one, other):
            return None
        return self._edges[one][other][0] is Tier.SAME_PICTURE

    def similarity(self, one: int, other: int) -> float:
        """How alike two photos are, 0..1; 0 when they are not known to be."""
        return self._edges.get(one, {}).get(other, (None, 0.0))[1]

    def uncertain(self, cluster: Sequence[int]) -> set[int]:
        """Photos of a cluster that are only probably what it says.

        Left are photos every two of which are certain, taken in the cluster's order; when those are
        fewer than two, nobody is left.
        """
        if not self._uncertain:
            return set()
        certain: list[int] = []
        for one in cluster:
            if not any(key(one, other) in self._uncertain for other in certain):
                certain.append(one)
        return set(cluster) - set(certain) if len(certain) > 1 else set(cluster)

    def open_triangles(self, photo_ids: Iterable[int]) -> list[PairKey]:
        """Pairs with a photo that is alike both and that are not known to be alike themselves."""
        found: set[PairKey] = set()
        for photo_id in photo_ids:
            near = self._edges.get(photo_id, {})
            ends = {
                (-similarity * between[1], end)
                for middle, between in near.items()
                for end, (_, similarity) in self._edges[middle].items()
                if end != photo_id and end not in near
            }
            found.update(key(photo_id, end) for _, end in sorted(ends)[:_MOST_CLOSED])
        return sorted(found)
