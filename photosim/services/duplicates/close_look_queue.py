"""Feeds pairs to the workers whose files are to be looked at closely; for the library thread.

As `compare_queue`, but with the paths of the files, and what is looked at next is for a `LookPlan`
to say: what follows from other looks is concluded without one. A pair whose files cannot be read
just now waits on; one that a worker cannot manage, whatever that means, is not called the same
picture. Nothing is lost when a run ends anywhere: what is not settled still waits in the store.
"""

from __future__ import annotations

import collections
import os
from collections.abc import Callable

from photosim.core.compare import superposition
from photosim.core.compare.close_job import CloseAnswer, CloseOrder, OnDisk, not_same
from photosim.core.compare.compare_job import ComparedPhoto
from photosim.core.duplicates.look_plan import Concluded, LookPlan
from photosim.core.duplicates.pair_graph import PairGraph
from photosim.core.errors import PhotosimError
from photosim.core.library import Library
from photosim.core.records.pairs import Comparison, Doubt, Tier
from photosim.core.store.pairs import PairKey, key
from photosim.core.store.whole_photos import WholePhoto
from photosim.services.duplicates.compare_queue import CompareQueue
from photosim.services.duplicates.replies import PartnerBatch, Receiver, Replies
from photosim.services.runtime.messages import HOPELESS, Outcome, Reply
from photosim.services.runtime.worker_pool import WorkerPool


class CloseLookQueue:
    """The pairs whose files are with the workers.

    Args:
        library: where pairs wait.
        pictures: has the photos' small pictures.
        pool: who has the orders done.
        wake: called in the pool's thread when there is something to take.
        ahead: how many orders may be with the workers or wait before them.
    """

    def __init__(
        self,
        library: Library,
        pictures: CompareQueue,
        pool: WorkerPool,
        wake: Callable[[], None],
        ahead: int,
    ) -> None:
        self._library = library
        self._pictures = pictures
        self._pool = pool
        self._wake = wake
        self._ahead = ahead
        self._replies: Replies = collections.deque()
        self._round = 0
        self._ready: collections.deque[PartnerBatch] = collections.deque()
        self._comparisons: dict[PairKey, Comparison] = {}
        self._pair_graph = PairGraph()
        self._plan = LookPlan(self._pair_graph)
        self._n_out = 0

    def begin(self, pair_graph: PairGraph | None = None) -> None:
        """Look at what waits from its beginning; what the workers still have does not count.

        Args:
            pair_graph: what is known of all photos, kept up to date; None: look at nothing for now.
        """
        self._round += 1
        self._replies.clear()
        self._ready.clear()
        self._comparisons.clear()
        waiting = [] if pair_graph is None else self._library.store.pairs.uncertain()
        self._pair_graph = PairGraph() if pair_graph is None else pair_graph
        self._plan = LookPlan(self._pair_graph, waiting)
        self._n_out = 0

    def fill(self) -> bool:
        """Hand pairs to the workers while they have room; False when no pair is left."""
        while self._n_out < self._ahead:
            batch = self._ready.popleft() if self._ready else self._next()
            if batch is None:
                return False
            self._submit(batch)
        return True

    def concluded(self) -> list[Comparison]:
        """What followed without a look since it was asked last; without differences."""
        return [self._without_a_look(one) for one in self._plan.concluded()]

    def take(self) -> CloseAnswer:
        """What has come: what is certain now, and what was measured.

        Raises:
            PhotosimError: the workers cannot work at all.
        """
        found: list[Comparison] = []
        details: dict[int, float] = {}
        while self._replies:
            number, batch, reply = self._replies.popleft()
            if number != self._round:
                continue
            self._n_out -= 1
            if isinstance(reply.value, CloseAnswer):
                details |= reply.value.details
            found += self._settled(batch, reply)
        return CloseAnswer(tuple(found), details)

    @property
    def n_out(self) -> int:
        """Orders that are with the workers, or whose answers wait to be taken."""
        return self._n_out

    def _next(self) -> PartnerBatch | None:
        """What is to be looked at next, with what the thumbnails said of it."""
        keys = self._plan.next()
        if not keys:
            return None
        pairs = self._library.store.pairs
        for found in pairs.comparisons({photo_id for pair in keys for photo_id in pair}):
            self._comparisons[key(found.first, found.second)] = found
        return PartnerBatch(keys)

    def _submit(self, batch: PartnerBatch) -> None:
        photo, *partners = self._on_disk([batch.keys[0][0], *(other for _, other in batch.keys)])
        there = [
            (pair, other)
            for pair, other in zip(batch.keys, partners, strict=True)
            if other is not None and key(*pair) in self._comparisons
        ]
        if photo is None or not there:
            self._plan.done(batch.keys[0][0])
            return
        keys = tuple(pair for pair, _ in there)
        comparisons = tuple(self._comparisons[key(*pair)] for pair in keys)
        superpositions = tuple(superposition.kept(one.differences) for one in comparisons)
        order = CloseOrder(photo, tuple(other for _, other in there), comparisons, superpositions)
        self._n_out += 1
        receiver = Receiver(self._round, PartnerBatch(keys), self._replies, self._wake)
        self._pool.submit(order, receiver)

    def _on_disk(self, photo_ids: list[int]) -> list[OnDisk | None]:
        """Photos with the files that can be read; None for those that cannot be looked at now."""
        wholes = self._library.store.whole_photos.get(photo_ids)
        found: list[OnDisk | None] = []
        for photo_id, seen in zip(photo_ids, self._pictures.seen(photo_ids), strict=True):
            found.append(_there(seen, wholes.get(photo_id)))
        return found

    def _without_a_look(self, concluded: Concluded) -> Comparison:
        similarity = self._pair_graph.similarity(*concluded.pair)
        if concluded.is_same:
            return Comparison(*concluded.pair, Tier.SAME_PICTURE, similarity)
        return Comparison(*concluded.pair, Tier.SIMILAR_SHOTS, similarity, doubt=Doubt.MANY)

    def _settled(self, batch: PartnerBatch, reply: Reply) -> list[Comparison]:
        """What an order came to; one that a worker could not manage is given pair by pair."""
        if reply.outcome in HOPELESS:
            raise PhotosimError(reply.reason)
        if reply.outcome is not Outcome.OK and len(batch.keys) > 1:
            self._plan.more(batch.keys[0][0], len(batch.keys))
            self._ready.extend(PartnerBatch((pair,)) for pair in batch.keys)
            return []
        self._plan.done(batch.keys[0][0])
        known = [self._comparisons.pop(key(*pair), None) for pair in batch.keys]
        if reply.outcome is Outcome.OK:
            answer: CloseAnswer = reply.value
            return list(answer.comparisons)
        return [not_same(one, Doubt.UNDECIDED) for one in known if one is not None]


def _there(seen: ComparedPhoto | None, whole: WholePhoto | None) -> OnDisk | None:
    """A photo and the files of it that can be read; None when there are none."""
    if seen is None or whole is None:
        return None
    paths = tuple(os.fsencode(place.path) for place in whole.files if not place.is_offline)
    if not paths:
        return None
    return OnDisk(seen.look, seen.content_hash, paths, whole.origin.detail is not None)
