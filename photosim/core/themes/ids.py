"""Ids of themes: the same as long as most of the photos are, whatever is sorted anew.

Each step of the new tree is laid over the same step of the old one; of all pairs of themes those
that share most of their photos go together first. What is left over is named by its contents, so
that the same photos get the same ids where nothing is known of earlier ones.
Axis names: n photos, p parts, s steps.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from photosim.core.themes.communities import Numbers
from photosim.core.themes.tree import STEPS, ThemeTree

LEAST_SHARED = 0.5
"""Photos that two themes must share, of all that either has, to be the same theme."""
_BYTES = 8

Names = npt.NDArray[np.bytes_]
"""Ids of themes, 16 hex digits each."""


def fresh(tree: ThemeTree, part: Numbers, hashes: npt.NDArray[np.bytes_]) -> list[bytes]:
    """An id for each node, made of the contents of its photos.

    Args:
        tree: over the parts.
        part: `(n,)` the part of each photo.
        hashes: `(n,)` content hashes of the photos.
    """
    order = np.lexsort((hashes, part))
    bounds = np.searchsorted(part[order], np.arange(tree.nodes.shape[1] + 1))
    digests = [
        hashlib.blake2b(b"".join(hashes[order[low:high]].tolist()), digest_size=_BYTES).digest()
        for low, high in pairwise(bounds.tolist())
    ]
    return [_digest(digests[one] for one in parts.tolist()) for parts in tree.members()]


def _digest(contents: Iterable[bytes]) -> bytes:
    joined = b"".join(sorted(contents))
    return hashlib.blake2b(joined, digest_size=_BYTES).hexdigest().encode()


def kept(
    tree: ThemeTree,
    part: Numbers,
    old_tree: ThemeTree,
    old_part: Numbers,
) -> dict[int, int]:
    """Which node of an old tree each node is now, as far as it is one.

    Args:
        tree: the new tree.
        part: `(n,)` each photo's part in it.
        old_tree: the old tree.
        old_part: `(n,)` each photo's part in the old tree, -1 for those it did not have.
    """
    known = old_part >= 0
    part, old_part = part[known], old_part[known]
    pairs: set[tuple[float, int, int]] = set()
    if not len(part):
        return {}
    for step in range(STEPS):
        pairs |= _shared(tree.nodes[step][part], old_tree.nodes[step][old_part])
    return _one_to_one(sorted(pairs))


def _shared(new: Numbers, old: Numbers) -> set[tuple[float, int, int]]:
    """Pairs of nodes that share enough: less what they share, the new and the old one."""
    width = int(old.max()) + 1
    keys, both = np.unique(new.astype(np.int64) * width + old, return_counts=True)
    ones, others = keys // width, keys % width
    n_new, n_old = np.bincount(new), np.bincount(old)
    shared = both / (n_new[ones] + n_old[others] - both)
    return {
        (-float(shared[at]), int(ones[at]), int(others[at]))
        for at in np.flatnonzero(shared >= LEAST_SHARED)
    }


def _one_to_one(pairs: Sequence[tuple[float, int, int]]) -> dict[int, int]:
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, new, old in pairs:
        if new not in found and old not in taken:
            found[new] = old
            taken.add(old)
    return found


def named(fresh_ids: Sequence[bytes], same: dict[int, int], old_ids: Names) -> Names:
    """The ids of all nodes: those of the old nodes that they are, else fresh ones."""
    ids = {node: bytes(old_ids[old]) for node, old in same.items()}
    taken = set(ids.values())
    for node, fresh_id in enumerate(fresh_ids):
        if node in ids:
            continue
        while fresh_id in taken:  # an old theme was of these photos and is another one now
            fresh_id = _digest([fresh_id])
        ids[node] = fresh_id
        taken.add(fresh_id)
    return np.array([ids[node] for node in range(len(fresh_ids))], f"S{2 * _BYTES}")
