"""At which pairs to look closely, and what the others are without a look of their own.

Pairs grow as the square of a group, and a close look takes a tenth of a second and more: 300 bills
of one kind would take hours. So a photo with many better ones that may be the same picture (more
pixels, then the larger file) is looked at beside a few only, the most alike first:

- once it is the same picture as one of them, that one's other pairs hold for it: what is the same
  as the one is the same as both, and what differs from the one differs from both. Poor copies hide
  what differs; the better picture of the two is always the one that was looked at.
- once it differs from `MOST` of them, the rest is not called the same picture. So a copy may be
  missed among hundreds of nearly equal ones; nothing is ever called the same for that.

Pairs of which a file cannot be read now wait on.
"""

from __future__ import annotations

import collections
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from photosim.core.duplicates.pair_graph import PairGraph
from photosim.core.store.pairs import PairKey, key

MOST = 8
"""Better photos beside which each one is looked at in any case, and from so many of which it must
differ to differ from all."""

AT_ONCE = 4
"""Pairs in one order: half a second of work, some more for documents and animations."""


@dataclass(frozen=True, slots=True)
class Concluded:
    """A pair that follows from what others are; `is_same`: the same picture."""

    pair: PairKey
    is_same: bool


@dataclass(slots=True)
class _Planned:
    """A photo and the better ones that are only probably the same picture, the best first.

    `place` is where each stands among them; `asked` are those that were looked at, `known` those of
    which it was concluded what they are; `n_out` orders are under way; `awaits` is one that must be
    settled before.
    """

    id: int
    better: tuple[int, ...]
    is_one_of_many: bool
    place: Mapping[int, int]
    asked: set[int] = field(default_factory=set)
    known: set[int] = field(default_factory=set)
    n_out: int = 0
    awaits: int | None = None


class LookPlan:
    """What is to be looked at in one run. For the library thread.

    Args:
        pair_graph: what is known of all photos; whoever asks keeps it up to date.
        pairs: each a photo and a better one, in the order of the photos and of the better ones,
            best first.
    """

    def __init__(self, pair_graph: PairGraph, pairs: Iterable[PairKey] = ()) -> None:
        self._pair_graph = pair_graph
        self._todo = collections.deque(
            _Planned(photo, better, len(better) > MOST, {o: at for at, o in enumerate(better)})
            for photo, better in (
                (photo, tuple(other for _, other in together))
                for photo, together in groupby(pairs, key=lambda pair: pair[0])
            )
        )
        self._photos = {one.id: one for one in self._todo}
        self._settled: dict[int, int | None] = {}
        self._concluded: list[Concluded] = []

    def next(self) -> tuple[PairKey, ...]:
        """Pairs to be looked at in one order, all with the same first photo; none for now: ()."""
        n_waiting = 0
        while n_waiting < len(self._todo):
            photo = self._todo.popleft()
            wanted = () if self._must_wait(photo) else self._step(photo)
            if photo.id in self._settled:  # others may have waited for that
                n_waiting = 0
                continue
            self._todo.append(photo)
            n_waiting += 1
            if wanted:
                photo.asked.update(wanted)
                photo.n_out += 1
                return tuple((photo.id, other) for other in wanted)
        return ()

    def more(self, photo_id: int, n_orders: int) -> None:
        """An order was given again as so many."""
        self._photos[photo_id].n_out += n_orders - 1

    def done(self, photo_id: int) -> None:
        """An order about a photo came back, whatever it said.

        Its answer is in `pair_graph` by now.
        """
        self._photos[photo_id].n_out -= 1

    def concluded(self) -> list[Concluded]:
        """What followed since it was asked last."""
        found, self._concluded = self._concluded, []
        return found

    def _must_wait(self, photo: _Planned) -> bool:
        return photo.n_out > 0 or (photo.awaits is not None and self._is_busy(photo.awaits))

    def _is_busy(self, photo_id: int) -> bool:
        return photo_id in self._photos and photo_id not in self._settled

    def _step(self, photo: _Planned) -> Sequence[int]:
        """The better ones to look at next; without any it is settled, or waits for one."""
        photo.awaits = None
        left = [other for other in photo.better if self._is_left(photo, other)]
        if photo.is_one_of_many:
            best = self._best(photo)
            left = self._without_concluded(photo, left, best)
            free = [other for other in left if not self._is_busy(other)]
            if left and not free:
                photo.awaits = left[0]
                return ()
            left = free if best is not None else self._most_alike(photo, free)
        if not left:
            self._settled[photo.id] = self._best(photo)
        return left[:AT_ONCE]

    def _is_left(self, photo: _Planned, other: int) -> bool:
        if other in photo.asked or other in photo.known:
            return False
        return not self._pair_graph.is_certain(photo.id, other)

    def _best(self, photo: _Planned) -> int | None:
        """The best one that is the same picture."""
        same = (other for other in photo.better if self._pair_graph.is_same(photo.id, other))
        return next(same, None)

    def _most_alike(self, photo: _Planned, free: Sequence[int]) -> list[int]:
        """Those that are still to be tried; of equal ones the best alone."""
        there = set(free)
        tried = [other for other in free if self._settled.get(other) not in there]
        ordered = sorted(
            tried, key=lambda other: (-self._pair_graph.similarity(photo.id, other), other)
        )
        return ordered[: MOST - self._n_refused(photo)]

    def _n_refused(self, photo: _Planned) -> int:
        return sum(self._pair_graph.is_same(photo.id, other) is False for other in photo.asked)

    def _without_concluded(
        self, photo: _Planned, left: Sequence[int], best: int | None
    ) -> list[int]:
        """Those of whom nothing follows from the looks that were taken."""
        is_tried = best is None and self._n_refused(photo) >= MOST
        unknown = []
        for other in left:
            is_same = self._follows(photo, other, best)
            if is_same is None and is_tried and not self._is_busy(other):
                is_same = False
            if is_same is None:
                unknown.append(other)
            else:
                photo.known.add(other)
                self._concluded.append(Concluded(key(photo.id, other), is_same))
        return unknown

    def _follows(self, photo: _Planned, other: int, best: int | None) -> bool | None:
        """Whether a better one is the same picture; None when nothing is known that says it."""
        if best is not None:
            is_before = photo.place[best] < photo.place[other]
            return self._pair_graph.is_same(best, other) if is_before else None
        stands_in = self._settled.get(other)
        if stands_in is None or self._pair_graph.is_same(photo.id, stands_in) is not False:
            return None
        return False
