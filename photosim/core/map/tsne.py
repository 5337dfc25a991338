"""The places of photos on the map: openTSNE on the graph of nearest neighbours, some turns at once.

first picture -> `begin` -> `TsneRun.advance` with the graph's lists, 750 turns -> places.
Neighbours pull each other, all others push. What is in between is one small record: it can travel
between processes, be kept in a file, and comes to the same places however the turns are cut into
batches and whichever process makes them.

openTSNE brings scikit-learn and scipy, 2 s to import: only `TsneRun` imports it, when the first
turns are made, and only the process for heavy computing makes turns.

Axis names: n photos, k neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Positions = npt.NDArray[np.int32]
"""Rows of the graph."""
Exact = npt.NDArray[np.float64]
"""As openTSNE counts: in float32 a pause would lead to other places."""

FEWEST = 30
"""With fewer photos the first picture is as good as any."""
EARLY = 250
"""Turns with stronger pulls, in which groups come together."""
TURNS = 750
"""All turns (the defaults of openTSNE)."""
MANY = 3000
"""From here on Fourier transforms are the faster way to count how all push each other, with fewer
photos the tree of Barnes and Hut: 0.2 s of one core against 14 for 60 photos, 2.9 against 9.4 for
1,000, 10.7 against 9.6 for 3,000 (750 turns, 2026-11). And transforms crash when all photos lie at
one place, as two or three may come to."""
_WIDTH = 1.5
"""Width of a cell of the grid that is transformed. 10,000 photos, 750 turns: 53 s of one core at 1,
openTSNE's own choice, 26 at 1.5, 23 at 2; exact divergences of 1.45, 1.50 and 1.53 (2026-11)."""
_EARLY_PULL = 12.0
_EARLY_MOMENTUM, _MOMENTUM = 0.5, 0.8
_SEED = 0
_SHARE = 5
"""Of n photos at most n / 5 neighbours pull: in a small library all are neighbours of all."""


@dataclass(frozen=True, slots=True)
class MovingPhotos:
    """Photos on their way to their places, all `(n, 2)` float64.

    Attributes:
        speed: of the last turn, and `gains`, how it adapts: what openTSNE remembers between turns.
        turn: how many turns they have made; at `TURNS` they have arrived.
    """

    places: Exact
    speed: Exact
    gains: Exact
    turn: int = 0

    @property
    def has_arrived(self) -> bool:
        """Whether there is nothing more to do."""
        return self.turn >= TURNS


@dataclass(frozen=True, slots=True)
class TurnsOrder:
    """Some turns, as another process is asked for them.

    Attributes:
        near: `(n, k)` rows of the nearest neighbours, nearest first, -1 where there are fewer.
        moving: how far it is.
        turns: how many more to make.
    """

    near: Positions
    moving: MovingPhotos
    turns: int


def begin(first: npt.NDArray[np.floating[Any]]) -> MovingPhotos:
    """Start from a picture `(n, 2)`, whose arrangement shows in the end: of any size and place."""
    places = first.astype(np.float64)
    return MovingPhotos(places, np.zeros_like(places), np.ones_like(places))


class TsneRun:
    """Makes turns. It keeps openTSNE's embedding of the last graph, for the next turns with it.

    What an order says stands nevertheless: an embedding is set to the places, speed and gains that
    come with it, so that another process can go on where one died.
    """

    def __init__(self) -> None:
        self._near: Positions = np.empty((0, 0), np.int32)
        self._embedding: Any = None  # openTSNE has no types

    def advance(self, order: TurnsOrder) -> MovingPhotos:
        """Let the photos make some turns more, but no more than are to be made."""
        moving = order.moving
        last = min(TURNS, moving.turn + order.turns)
        if len(order.near) < 2:
            return MovingPhotos(moving.places, moving.speed, moving.gains, last)
        if self._embedding is None or not np.array_equal(order.near, self._near):
            self._near, self._embedding = order.near, _embedding(order.near)
        while moving.turn < last:
            moving = self._phase(moving, last)
        return moving

    def _phase(self, moving: MovingPhotos, last: int) -> MovingPhotos:
        """The turns up to the last one, or to the end of the early ones."""
        is_early = moving.turn < EARLY
        end = min(last, EARLY) if is_early else last
        embedding = self._embedding
        embedding[:] = moving.places if moving.turn else _rescaled(moving.places)
        embedding.optimizer.update = moving.speed.copy()
        embedding.optimizer.gains = moving.gains.copy()
        pulls = embedding.affinities.P
        strength = pulls.data.copy()
        embedding.optimize(
            end - moving.turn,
            inplace=True,
            exaggeration=_EARLY_PULL if is_early else 1.0,
            momentum=_EARLY_MOMENTUM if is_early else _MOMENTUM,
        )
        # it multiplies and divides them, which does not give quite the same numbers back
        pulls.data[:] = strength
        places = np.array(embedding, np.float64)
        return MovingPhotos(places, embedding.optimizer.update, embedding.optimizer.gains, end)


def _embedding(near: Positions) -> Any:  # noqa: ANN401 (openTSNE has no types)
    """Of the graph; where photos lie is set later.

    All neighbours pull alike: with 15 of them that gives the same maps as weighing 90 by their
    distance (S. Damrich and others, "From t-SNE to UMAP with contrastive learning", 2023). Where
    there are fewer a photo pulls itself, which moves nothing.
    """
    from openTSNE import TSNEEmbedding, affinity, nearest_neighbors

    n = len(near)
    nearest = near[:, : max(2, n // _SHARE)]
    nearest = np.where(nearest < 0, np.arange(n)[:, None], nearest)
    neighbours = nearest_neighbors.PrecomputedNeighbors(nearest, np.ones(nearest.shape))
    return TSNEEmbedding(
        np.zeros((n, 2)),
        affinity.Uniform(knn_index=neighbours, symmetrize="mean"),
        negative_gradient_method="fft" if n >= MANY else "bh",
        ints_in_interval=_WIDTH,
        n_jobs=1,
        random_state=_SEED,
    )


def _rescaled(first: Exact) -> Exact:
    """As small as openTSNE wants a beginning; equal places parted, always in the same way."""
    from openTSNE import initialization

    if np.ptp(first[:, 0]) < 1e-9:
        return np.asarray(initialization.random(len(first), random_state=_SEED))
    return np.asarray(initialization.jitter(initialization.rescale(first), random_state=_SEED))
