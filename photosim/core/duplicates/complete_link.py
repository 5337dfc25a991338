"""Groups in which every two photos keep the claim: complete linkage over verified pairs.

`edges, strongest first -> two clusters become one when every pair across them is an edge`. A~B and
B~C without A~C stay two clusters: there are no chains. Ties are decided by what the photos hold,
not by their numbers, so the same photos give the same groups in whatever order they came.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from photosim.core.records.pairs import Tier

Cluster = tuple[int, ...]
"""Photo ids, by content hash."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Two photos for which a claim holds, and how alike they are, 0..1."""

    first: int
    second: int
    similarity: float


def complete_link(edges: Iterable[Edge], hashes: Mapping[int, bytes]) -> list[Cluster]:
    """The clusters of two and more photos, by the content hash of their first.

    Args:
        edges: each pair once, in any order.
        hashes: content hashes of their photos.
    """
    linkage = _Linkage()
    ordered = sorted(_oriented(edges, hashes), key=lambda edge: _rank(edge, hashes))
    for edge in ordered:
        linkage.see(edge)
    for edge in ordered:
        linkage.join(edge)
    clusters = [tuple(sorted(c, key=hashes.__getitem__)) for c in linkage.clusters()]
    return sorted(clusters, key=lambda cluster: hashes[cluster[0]])


def group_id(tier: Tier, hashes: Iterable[bytes]) -> str:
    """The name of a group: the same for the same tier and contents, 32 hex digits."""
    digest = hashlib.blake2b(tier.encode(), digest_size=16)
    for content_hash in sorted(hashes):
        digest.update(content_hash)
    return digest.hexdigest()


class _Linkage:
    """Clusters while they grow, with the number of edges between any two of them."""

    def __init__(self) -> None:
        self._members: dict[int, list[int]] = {}
        self._cluster_of: dict[int, int] = {}
        self._edges: defaultdict[int, Counter[int]] = defaultdict(Counter)

    def see(self, edge: Edge) -> None:
        """Note an edge; each photo is a cluster of its own."""
        for photo in (edge.first, edge.second):
            self._members.setdefault(photo, [photo])
            self._cluster_of.setdefault(photo, photo)
        self._edges[edge.first][edge.second] += 1
        self._edges[edge.second][edge.first] += 1

    def join(self, edge: Edge) -> None:
        """Make one cluster of the two that an edge connects, if all pairs across are edges."""
        small, large = self._cluster_of[edge.first], self._cluster_of[edge.second]
        if small == large:
            return
        if len(self._members[small]) > len(self._members[large]):
            small, large = large, small
        across = len(self._members[small]) * len(self._members[large])
        if self._edges[small][large] == across:
            self._merge(small, large)

    def clusters(self) -> list[list[int]]:
        """The clusters of at least two."""
        return [members for members in self._members.values() if len(members) > 1]

    def _merge(self, small: int, large: int) -> None:
        for photo in self._members[small]:
            self._cluster_of[photo] = large
        self._members[large] += self._members.pop(small)
        for other, count in self._edges.pop(small).items():
            del self._edges[other][small]
            if other != large:
                self._edges[large][other] += count
                self._edges[other][large] += count


def _oriented(edges: Iterable[Edge], hashes: Mapping[int, bytes]) -> Sequence[Edge]:
    """The edges with the lesser content hash first."""
    return [
        edge
        if hashes[edge.first] <= hashes[edge.second]
        else Edge(edge.second, edge.first, edge.similarity)
        for edge in edges
    ]


def _rank(edge: Edge, hashes: Mapping[int, bytes]) -> tuple[float, bytes, bytes]:
    return -edge.similarity, hashes[edge.first], hashes[edge.second]
