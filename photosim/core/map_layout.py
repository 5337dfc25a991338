"""The places of photos on the map: t-SNE on the graph of nearest neighbours, in batches of turns.

graph -> pulls (who is alike) -> `begin` with the first picture -> `advance`, 750 turns -> places.
Neighbours pull each other, all others push (`repulsion`). What is in between is one small record:
it can travel between processes, be kept in a file, and goes on to the same end however the turns
are cut into batches.

Why not openTSNE, whose recipe this is: it needs scikit-learn and scipy, 209 MB on the disk and 3 s
to import; on the same graphs of 3,000 and of 10,000 points it took three times as long (26 and 41 s
against 7 and 14 s, one core, 2026-11) and ended no better (divergence .876 and 1.887 against .851
and 1.860).

Axis names: n photos, k neighbours, e pulls.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosim.core.records import Floats
from photosim.core.repulsion import Repulsion

Positions = npt.NDArray[np.int32]
"""Rows of the graph."""

FEWEST = 30
"""With fewer photos the first picture is as good as any."""
EARLY = 250
"""Turns with stronger pulls, in which groups come together."""
TURNS = 750
"""All turns (the defaults of openTSNE and scikit-learn)."""
_EARLY_PULL = 12.0
_EARLY_MOMENTUM, _MOMENTUM = 0.5, 0.8
_FIRST_SPREAD = 1e-4
_LONGEST_STEP = 5.0
_LEAST_GAIN, _MOST_GAIN = 0.01, 20.0
_LEAST_RATE = 1.0
_LEAST_SHORE, _SHORE = 50.0, 1.2
"""Nothing goes further from the middle, on either axis, than 50 + 1.2 sqrt(n); 10,000 photos need
70. Groups that nobody pulls together would drift apart for ever."""
_SHARE = 5
"""Of n photos at most n / 5 neighbours pull: in a small library all are neighbours of all."""


@dataclass(frozen=True, slots=True)
class Pulls:
    """Who pulls whom, both ways; all pulls together are 1.

    Attributes:
        by: `(e,)` the one that is pulled, ascending; everybody is pulled by somebody.
        to: `(e,)` who pulls.
        starts: `(n,)` where each one's pulls begin.
        strength: `(e,)`.
    """

    by: Positions
    to: Positions
    starts: Positions
    strength: Floats

    @classmethod
    def of(cls, near: Positions) -> Pulls:
        """Of the nearest neighbours `(n, k)`, nearest first, -1 where there are fewer.

        All neighbours pull alike: with 15 of them that gives the same maps as weighing 90 by their
        distance (S. Damrich and others, "From t-SNE to UMAP with contrastive learning", 2023), and
        needs nothing but the graph.
        """
        n = len(near)
        k = min(near.shape[1], max(2, n // _SHARE))
        by = np.repeat(np.arange(n, dtype=np.int64), k)
        to = near[:, :k].ravel().astype(np.int64)
        is_there = (to >= 0) & (to != by)
        by, to = by[is_there], to[is_there]
        alone = np.setdiff1d(np.arange(n), np.concatenate([by, to]))
        by, to = np.concatenate([by, alone]), np.concatenate([to, alone])
        keys, counts = np.unique(np.concatenate([by * n + to, to * n + by]), return_counts=True)
        pulled = (keys // n).astype(np.int32)
        starts = np.searchsorted(pulled, np.arange(n)).astype(np.int32)
        strength = (counts / max(1, counts.sum())).astype(np.float32)
        return cls(pulled, (keys % n).astype(np.int32), starts, strength)


@dataclass(frozen=True, slots=True)
class Moving:
    """Photos on their way to their places, all `(n, 2)` float32.

    Attributes:
        turn: how many turns they have made; at `TURNS` they have arrived.
    """

    places: Floats
    speed: Floats
    gains: Floats
    turn: int = 0

    @property
    def has_arrived(self) -> bool:
        """Whether there is nothing more to do."""
        return self.turn >= TURNS


def begin(first: Floats) -> Moving:
    """Start from a first picture `(n, 2)`, whose arrangement shows in the end.

    Equal places are parted a little, always in the same way: they would stay together for ever.
    """
    middle = first - first.mean(axis=0)
    spread = float(middle.std()) or 1.0
    noise = np.random.default_rng(0).standard_normal(first.shape) * 0.01
    places = ((middle / spread + noise) * _FIRST_SPREAD).astype(np.float32)
    return Moving(places, np.zeros_like(places), np.ones_like(places))


def begin_again(places: Floats) -> Moving:
    """Start from a map that was made before: its photos find new places near their old ones."""
    again = begin(places)
    return Moving(again.places * 100, again.speed, again.gains, EARLY // 2)


def advance(moving: Moving, pulls: Pulls, turns: int) -> Moving:
    """Let the photos make some turns more, but no more than are to be made."""
    repulsion = Repulsion()
    places, speed, gains = moving.places.copy(), moving.speed.copy(), moving.gains.copy()
    last = min(TURNS, moving.turn + turns)
    shore = _LEAST_SHORE + _SHORE * len(places) ** 0.5
    for turn in range(moving.turn, last):
        is_early = turn < EARLY
        pull = _EARLY_PULL if is_early else 1.0
        push, total = repulsion.forces(places)
        slope = _pulled(places, pulls, pull) - push / np.float32(max(total, 1e-6))
        gains = np.where((speed > 0) == (slope > 0), gains * 0.8, gains + 0.2)
        np.clip(gains, _LEAST_GAIN, _MOST_GAIN, out=gains)
        rate = max(_LEAST_RATE, len(places) / pull)
        momentum = _EARLY_MOMENTUM if is_early else _MOMENTUM
        speed = _limited(momentum * speed - np.float32(rate) * gains * slope)
        places += speed
        places -= places.mean(axis=0)
        np.clip(places, -shore, shore, out=places)
    return Moving(places, speed, gains.astype(np.float32), last)


@dataclass(frozen=True, slots=True)
class PullsOrder:
    """Who pulls whom, as another process is asked for it: a second for 100,000 photos.

    Attributes:
        near: `(n, k)` the graph's lists, see `Pulls.of`.
    """

    near: Positions

    def do(self) -> Pulls:
        """The pulls."""
        return Pulls.of(self.near)


@dataclass(frozen=True, slots=True)
class TurnsOrder:
    """Some turns, as another process is asked for them.

    Attributes:
        pulls: who pulls whom.
        moving: how far it is.
        turns: how many more to make.
    """

    pulls: Pulls
    moving: Moving
    turns: int

    def do(self) -> Moving:
        """How far it is then."""
        return advance(self.moving, self.pulls, self.turns)


def divergence(places: Floats, pulls: Pulls) -> float:
    """How badly places show who is alike: the Kullback-Leibler divergence that the turns lessen."""
    _, total = Repulsion().forces(places)
    across, along = _apart(places, pulls)
    alike = 1 / (1 + across**2 + along**2) / total
    return float((pulls.strength * np.log(pulls.strength / alike)).sum())


def _pulled(places: Floats, pulls: Pulls, pull: float) -> Floats:
    across, along = _apart(places, pulls)
    strength = np.float32(pull) * pulls.strength / (1 + across**2 + along**2)
    sums = [np.add.reduceat(part * strength, pulls.starts) for part in (across, along)]
    return np.stack(sums, axis=1)


def _apart(places: Floats, pulls: Pulls) -> tuple[Floats, Floats]:
    """How far apart the two of each pull are, `(e,)` along each axis."""
    columns = (np.ascontiguousarray(places[:, axis]) for axis in (0, 1))
    x, y = (column.take(pulls.by) - column.take(pulls.to) for column in columns)
    return x, y


def _limited(speed: Floats) -> Floats:
    """No step longer than a few units: nothing shoots off and blows the grid up."""
    length = np.sqrt((speed**2).sum(axis=1, keepdims=True))
    return np.asarray(speed * np.minimum(1, _LONGEST_STEP / np.maximum(length, 1e-9)), np.float32)
