"""Communities of a neighbour graph: photos that know each other better than others do (Leiden).

`neighbours -> copies count as one -> edges weighted by the neighbours they share -> Leiden`. The
weight of an edge is its cosine times the share of common neighbours (Jaccard), an edge found from
both sides counts twice; communities are those of modularity. With that the one resolution gives
0.90 and 0.50 adjusted mutual information with the classes of two labelled sets, and k-means that is
told the number of classes 0.87 and 0.52 (tests/bench/clusters.py). Fixed seed, input in the order
of the contents: the same photos give the same communities.

Axis names: n nodes, k neighbours, m edges.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosim.core.index import neighbour_graph
from photosim.core.index.neighbour_graph import SKETCH, K, NeighbourGraph, Places
from photosim.core.records.photos import Floats, Ids

RESOLUTION = 2.0
"""Of the communities that are the themes at the middle of the slider. Between 1.5 and 3 both
labelled sets stay above what they must: .88 to .90, .52 to .49."""
FINE_RESOLUTION = 20.0
"""Of the parts of communities, with 1,000 photos: some ten photos each. It grows with the square
root of the photos, so that parts of large libraries are not as large as their communities."""
LEAST_PART = 4
"""Smaller communities, and smaller parts of them, join the nearest one."""

SAME_PLACE = 0.92
"""Mean cosine of the photos of two communities, as a share of that within one, from which they are
one. Photos of one kind have no borders, and equal ones no neighbours that are nearer than others:
Leiden divides them evenly, where it pleases. Both labelled sets change by less than .01 by it."""

_SEED = 20_260_520
_ITERATIONS = 3
"""Runs of Leiden over its own result: more of them change less than another seed does."""
_AT_ONCE = 16_384
"""Edges whose neighbours are compared in one go: 4 MB."""

Numbers = npt.NDArray[np.int32]
"""`(n,)` number of each node's community, from 0 without gaps."""


@dataclass(frozen=True, slots=True)
class WeightedGraph:
    """An undirected weighted graph: rows of a symmetric matrix, one after the other.

    Attributes:
        starts: `(n + 1,)` int64, where each node's edges begin.
        ends: `(m,)` int32, the node at the other end.
        weights: `(m,)` float64.
    """

    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float64]

    @property
    def n(self) -> int:
        """Nodes."""
        return len(self.starts) - 1

    @property
    def rows(self) -> npt.NDArray[np.int32]:
        """`(m,)` the node at this end."""
        return np.repeat(np.arange(self.n, dtype=np.int32), np.diff(self.starts))


def stand_ins(graph: NeighbourGraph, stands: Places, order: Ids) -> NeighbourGraph:
    """The graph in which photos that count as one are one node, the one that stands for them.

    Args:
        graph: of all photos.
        stands: `(n,)` the place of the photo that stands for each, most often itself.
        order: places of the nodes, in the order that they shall have.
    """
    number = np.full(len(graph.ids) + 1, -1, np.int32)  # the last one is for -1
    number[order] = np.arange(len(order))
    if len(order) == len(graph.ids):  # no copies: the lists stay as they are
        return NeighbourGraph(
            graph.ids[order],
            number[graph.near[order]],
            graph.similarity[order],
            graph.sketch[order],
            graph.model,
        )
    stands_for = np.append(stands, np.int32(-1))
    nodes = NeighbourGraph(
        graph.ids[order],
        np.full((len(order), K), -1, np.int32),
        np.zeros((len(order), K), np.float32),
        graph.sketch[order],
        graph.model,
    )
    rows = np.repeat(number[stands], K)
    near = number[stands_for[graph.near.ravel()]]
    neighbour_graph.put(nodes, rows, near, graph.similarity.ravel())
    return nodes


def edges(graph: NeighbourGraph) -> WeightedGraph:
    """The weighted edges of a neighbour graph."""
    n = len(graph.ids)
    there = graph.near >= 0
    rows = np.repeat(np.arange(n, dtype=np.int32), K)[there.ravel()]
    ends = graph.near[there]
    cosines = np.maximum(graph.similarity[there], 1e-3).astype(np.float64)
    weights = cosines * _shared(graph, rows, ends)
    return _symmetric(n, rows, ends, np.round(weights, 4))


def _shared(graph: NeighbourGraph, rows: Places, ends: Places) -> npt.NDArray[np.float64]:
    """`(m,)` Jaccard of the two ends' neighbours, each end counted among its own."""
    own = np.arange(len(graph.ids), dtype=np.int32)[:, None]
    known = np.concatenate([own, graph.near], axis=1)
    other = np.where(known < 0, -2, known)  # what is nobody here is not the nobody there
    size = (known >= 0).sum(axis=1)
    common = np.empty(len(rows), np.int64)
    for start in range(0, len(rows), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        equal = known[rows[part], :, None] == other[ends[part], None, :]
        common[part] = equal.sum(axis=(1, 2))
    shared: npt.NDArray[np.float64] = common / (size[rows] + size[ends] - common)
    return shared


def _symmetric(
    n: int, rows: Places, ends: Places, weights: npt.NDArray[np.float64]
) -> WeightedGraph:
    """Both directions of all edges; of two between the same nodes the sum."""
    one = np.concatenate([rows, ends]).astype(np.int64)
    other = np.concatenate([ends, rows]).astype(np.int64)
    keys = one * n + other
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    both = np.concatenate([weights, weights])[order]
    summed = np.add.reduceat(both, first) if len(first) else both
    starts = np.searchsorted(keys[first], np.arange(n + 1, dtype=np.int64) * n)
    return WeightedGraph(
        starts.astype(np.int64), (keys[first] % max(1, n)).astype(np.int32), summed
    )


def communities(
    found: WeightedGraph, resolution: float = RESOLUTION, iterations: int = _ITERATIONS
) -> Numbers:
    """The communities of a graph, numbered by their first nodes; one without edges is alone.

    Args:
        found: the graph.
        resolution: more of it gives more communities.
        iterations: runs of Leiden over its own result.
    """
    numbers = np.arange(found.n, dtype=np.int64)
    if len(found.ends):
        # imported here: only the process that sorts needs it
        import graspologic_native

        _, by_node = graspologic_native.leiden_csr(
            found.starts,
            found.ends,
            found.weights,
            found.n,
            resolution=resolution,
            iterations=iterations,
            use_modularity=True,
            seed=_SEED,
        )
        nodes = np.fromiter(by_node.keys(), np.int64, len(by_node))
        numbers = found.n + numbers  # those that it left out
        numbers[nodes] = np.fromiter(by_node.values(), np.int64, len(by_node))
    return renumbered(numbers)


def wholes(found: WeightedGraph, sketch: npt.NDArray[np.float16]) -> Numbers:
    """The communities of a graph, without those that only an even spread of edges divides.

    Args:
        found: the graph.
        sketch: `(n, SKETCH)` of the nodes.
    """
    home = np.zeros(found.n, np.int32)
    return _without_crumbs(_told_apart(communities(found), home, sketch), home, sketch)


def parts(found: WeightedGraph, whole: Numbers, sketch: npt.NDArray[np.float16]) -> Numbers:
    """The parts into which communities fall when looked at closer, each wholly in its community.

    Args:
        found: the graph.
        whole: the communities.
        sketch: `(n, SKETCH)` of the nodes.
    """
    within = whole[found.rows] == whole[found.ends]
    kept = np.concatenate([[0], np.cumsum(within)])
    inside = WeightedGraph(
        kept[found.starts].astype(np.int64), found.ends[within], found.weights[within]
    )
    resolution = FINE_RESOLUTION * max(1.0, (found.n / 1000) ** 0.5)
    fine = communities(inside, resolution, iterations=1)
    return _without_crumbs(_told_apart(fine, whole, sketch), whole, sketch)


def _told_apart(numbers: Numbers, home: Numbers, sketch: npt.NDArray[np.float16]) -> Numbers:
    """Communities of one home that lie in one place become one: photos that are all alike."""
    means, sizes = centres(sketch, numbers)
    homes = np.zeros(len(sizes), np.int64)
    homes[numbers] = home
    joins = np.arange(len(sizes))
    spread = np.einsum("cd,cd->c", means, means)
    for one in range(len(sizes)):
        near = means[:one] @ means[one] >= SAME_PLACE * np.minimum(spread[:one], spread[one])
        same = np.flatnonzero(near & (homes[:one] == homes[one]))
        if len(same):
            joins[one] = joins[same[0]]
    return renumbered(joins[numbers])


def _without_crumbs(fine: Numbers, whole: Numbers, sketch: npt.NDArray[np.float16]) -> Numbers:
    """Parts of a few nodes join the nearest larger part of their community, if it has one."""
    means, sizes = centres(sketch, fine)
    home = np.zeros(len(sizes), np.int64)
    home[fine] = whole
    joins = np.arange(len(sizes))
    large = sizes >= LEAST_PART
    for small in np.flatnonzero(~large):
        near = np.flatnonzero(large & (home == home[small]))
        if len(near):
            joins[small] = near[np.argmax(means[near] @ means[small])]
    return renumbered(joins[fine])


def renumbered(numbers: npt.NDArray[np.int64]) -> Numbers:
    """The same communities, numbered from 0 by their first nodes."""
    _, first, inverse = np.unique(numbers, return_index=True, return_inverse=True)
    rank = np.empty(len(first), np.int32)
    rank[np.argsort(first)] = np.arange(len(first), dtype=np.int32)
    return rank[inverse]


def centres(sketch: npt.NDArray[np.float16], numbers: Numbers) -> tuple[Floats, Ids]:
    """Mean sketch `(c, SKETCH)` and size `(c,)` of each community."""
    n = int(numbers.max(initial=-1)) + 1
    sizes = np.bincount(numbers, minlength=n)
    sums = np.zeros((n, SKETCH), np.float64)
    np.add.at(sums, numbers, sketch.astype(np.float32))
    return (sums / np.maximum(sizes, 1)[:, None]).astype(np.float32), sizes
