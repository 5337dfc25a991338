"""Photos as they were sorted into themes: the record, its file, and the clustering itself.

`neighbour graph -> communities -> their parts -> tree -> ids`. It is computed by a process of its
own; what comes of it is a cache that any later clustering starts from, for the ids of its themes.
Axis names: n photos, p parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from photosim.core.index.neighbour_graph import NeighbourGraph, Places, places_in
from photosim.core.records.photos import Floats, Ids
from photosim.core.store import array_file
from photosim.core.themes import communities
from photosim.core.themes import ids as theme_ids
from photosim.core.themes import tree as theme_tree
from photosim.core.themes.communities import Numbers, WeightedGraph
from photosim.core.themes.ids import Names
from photosim.core.themes.tree import STEPS, ThemeTree

ContentHashes = npt.NDArray[np.bytes_]
"""`(n,)` content hashes, 32 bytes each."""


@dataclass(frozen=True, slots=True)
class SortedPhotos:
    """Which photos belong together.

    Attributes:
        ids: `(n,)` int64 photos, ascending.
        part: `(n,)` int32 the part of each, -1 for a photo that is in none yet.
        stands: `(n,)` int64 the photo that each counts as: of copies of one picture, one.
        weight: `(n,)` float32 how much at home each is in its part; -1 for those that came since
            and were only put to their neighbours.
        tree: which parts are one theme at each step.
        names: `(tree.n_nodes,)` the ids of themes.
        n_sorted: how many there were when they were sorted.
        model: number of the model in the store.
    """

    ids: Ids
    part: Numbers
    stands: Ids
    weight: Floats
    tree: ThemeTree
    names: Names
    n_sorted: int
    model: int

    def node(self, theme_id: str) -> int | None:
        """The node of a theme; None when there is none."""
        found = np.flatnonzero(self.names == theme_id.encode("ascii", "replace"))
        return int(found[0]) if len(found) else None

    def photos(self, node: int) -> Ids:
        """The photos of a theme, ascending."""
        has = np.zeros(self.tree.nodes.shape[1] + 1, bool)  # the last one is for -1
        has[self.tree.parts_of(node)] = True
        found: Ids = self.ids[has[self.part]]
        return found


@dataclass(frozen=True, slots=True)
class ClusteringInput:
    """What sorting needs besides the graph, for its photos.

    Attributes:
        ids: `(n,)` the photos, ascending.
        hashes: `(n,)` content hashes.
        stands: `(n,)` int32 the place of the photo that stands for each.
        before: as they were sorted before, None for the first time.
    """

    ids: Ids
    hashes: ContentHashes
    stands: Places
    before: SortedPhotos | None = None


def sort(graph: NeighbourGraph, given: ClusteringInput) -> SortedPhotos:
    """Sort photos into themes. Takes seconds for 100,000.

    The graph and what is given are of the same photos.
    """
    itself = np.arange(len(graph.ids))
    alone = np.flatnonzero(given.stands == itself)
    nodes = alone[np.argsort(given.hashes[alone], kind="stable")]
    small = communities.stand_ins(graph, given.stands, nodes)
    found = communities.edges(small)
    whole = communities.wholes(found, small.sketch)
    fine = communities.parts(found, whole, small.sketch)
    tree = _tree(small, whole, fine)
    number = np.zeros(len(graph.ids), np.int64)
    number[nodes] = np.arange(len(nodes))
    own = number[given.stands]
    part = fine[own]
    names = _names(tree, graph.ids, part, given)
    return SortedPhotos(
        ids=graph.ids,
        part=part,
        stands=graph.ids[given.stands],
        weight=_weights(found, fine)[own],
        tree=tree,
        names=names,
        n_sorted=len(graph.ids),
        model=graph.model,
    )


def _tree(small: NeighbourGraph, whole: Numbers, fine: Numbers) -> ThemeTree:
    centres, sizes = communities.centres(small.sketch, fine)
    home = np.zeros(len(sizes), np.int32)
    home[fine] = whole
    return theme_tree.tree(centres, sizes, home)


def _weights(found: WeightedGraph, fine: Numbers) -> Floats:
    """How strongly each node is tied to the others of its part."""
    rows = found.rows
    within = fine[rows] == fine[found.ends]
    ties = np.bincount(rows[within], weights=found.weights[within], minlength=found.n)
    return ties.astype(np.float32)


def _names(tree: ThemeTree, ids: Ids, part: Numbers, given: ClusteringInput) -> Names:
    fresh = theme_ids.fresh(tree, part, given.hashes)
    before = given.before
    if before is None:
        return theme_ids.named(fresh, {}, np.empty(0, "S16"))
    places = places_in(before.ids, ids)
    old_part = np.append(before.part, np.int32(-1))[places]
    return theme_ids.named(fresh, theme_ids.kept(tree, part, before.tree, old_part), before.names)


def with_photos(before: SortedPhotos, ids: Ids) -> SortedPhotos:
    """The same themes over other photos: those that went are left out, new ones are in no part.

    Args:
        before: as they were sorted.
        ids: `(n,)` ascending.
    """
    places = places_in(before.ids, ids)
    known = places >= 0
    stands = np.where(known, np.append(before.stands, 0)[places], ids)
    # when the copy that stood for others went, each of them stands for itself
    stands = np.where(places_in(ids, stands) >= 0, stands, ids)
    return replace(
        before,
        ids=ids,
        part=np.append(before.part, np.int32(-1))[places],
        stands=stands,
        weight=np.append(before.weight, np.float32(-1))[places],
    )


def with_returned(laid: SortedPhotos, as_sorted: SortedPhotos) -> SortedPhotos:
    """Photos that were away and are there again are where they were sorted.

    Args:
        laid: over the photos that are there now.
        as_sorted: the same themes over all photos that were sorted.
    """
    places = places_in(as_sorted.ids, laid.ids)
    back = (places >= 0) & (laid.weight < 0)
    if not back.any():
        return laid
    part, weight = laid.part.copy(), laid.weight.copy()
    part[back] = as_sorted.part[places[back]]
    weight[back] = as_sorted.weight[places[back]]
    return replace(laid, part=part, weight=weight)


def writing(path: Path, found: SortedPhotos) -> Iterator[None]:
    """Keep it, in slices.

    Raises:
        DiskFullError, CacheFileError: it cannot be written; an older file still stands.
    """
    yield from array_file.writing(
        path,
        {
            "ids": found.ids,
            "part": found.part,
            "stands": found.stands,
            "weight": found.weight,
            "nodes": found.tree.nodes,
            "names": found.names,
            "facts": np.array([found.n_sorted, found.model], np.int64),
        },
    )


def reading(path: Path) -> Iterator[SortedPhotos | None]:
    """Read what was kept, in slices: None after each, the record at last.

    Raises:
        CacheFileError: there is none, or it is damaged.
    """
    return array_file.reading_record(path, _checked)


def _checked(path: Path, arrays: array_file.Arrays) -> SortedPhotos:
    """The record, if it is one: written by another version it may be of another shape."""
    n, p = len(arrays.get("ids", ())), arrays.get("nodes", np.empty((0, 0))).shape[-1]
    n_nodes = len(arrays.get("names", ()))
    shapes = {name: (n,) for name in ("ids", "part", "stands", "weight")}
    wanted = shapes | {"nodes": (STEPS, p), "names": (n_nodes,), "facts": (2,)}
    array_file.check_shapes(path, arrays, wanted)
    n_sorted, model = arrays["facts"].tolist()
    tree = ThemeTree(arrays["nodes"].astype(np.int32, copy=False), n_nodes)
    return SortedPhotos(
        ids=arrays["ids"].astype(np.int64, copy=False),
        part=arrays["part"].astype(np.int32, copy=False),
        stands=arrays["stands"].astype(np.int64, copy=False),
        weight=arrays["weight"].astype(np.float32, copy=False),
        tree=tree,
        names=arrays["names"],
        n_sorted=n_sorted,
        model=model,
    )
