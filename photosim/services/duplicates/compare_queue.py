"""Feeds pairs of photos to the workers and gathers what they are; for the library thread.

An order is one photo with up to a dozen others, with their small pictures. Whatever goes wrong with
an order is the answer "different photos" for one pair at most: an order that ends its worker is
given again pair by pair. The pool's thread only appends to a queue and wakes the library thread.
"""

from __future__ import annotations

import collections
from collections.abc import Callable, Sequence

from photosim.core.compare.compare_job import ComparedPhoto, PartnersAnswer, PartnersOrder
from photosim.core.errors import PhotosimError
from photosim.core.library import Library
from photosim.core.records.pairs import Comparison, Thresholds
from photosim.core.store.pairs import PairKey, PairState
from photosim.services.duplicates.replies import PartnerBatch, Receiver, Replies, batches
from photosim.services.runtime.messages import HOPELESS, Outcome, Reply
from photosim.services.runtime.worker_pool import WorkerPool

MOST_PARTNERS = 12
"""Partners in one order: some tenths of a second of work."""

_PAIRS = 96
"""Pairs that are read at once."""

_START = (0, 0)


class CompareQueue:
    """The pairs that are with the workers.

    Args:
        library: where pairs wait and small pictures are.
        pool: who has the orders done.
        wake: called in the pool's thread when there is something to take.
        ahead: how many orders may be with the workers or wait before them.

    Attributes:
        without_picture: photos whose small picture is missing; their pairs wait on.
    """

    def __init__(
        self, library: Library, pool: WorkerPool, wake: Callable[[], None], ahead: int
    ) -> None:
        self._library = library
        self._pool = pool
        self._wake = wake
        self._ahead = ahead
        self._replies: Replies = collections.deque()
        self._out: set[PairKey] = set()
        self._n_out = 0
        self._round = 0
        self._after = _START
        self._ready: collections.deque[PartnerBatch] = collections.deque()
        self.without_picture: set[int] = set()

    def begin(self) -> None:
        """A new run: what the workers still have does not count."""
        self._round += 1
        self._replies.clear()
        self._out.clear()
        self._ready.clear()
        self._n_out = 0
        self._after = _START
        self.without_picture.clear()

    def rewind(self) -> None:
        """There are new pairs: look at all that wait once more."""
        self._after = _START

    def fill(self, state: PairState, thresholds: Thresholds) -> bool:
        """Hand pairs to the workers while they have room; False when no pair is left."""
        while self._n_out < self._ahead:
            if not self._ready and not self._read(state):
                return False
            if self._ready:
                self._submit(self._ready.popleft(), thresholds)
        return True

    def take(self) -> list[tuple[tuple[PairKey, ...], PartnersAnswer]]:
        """What has come: the pairs of each order, and what they are.

        Raises:
            PhotosimError: the workers cannot work at all.
        """
        found = []
        while self._replies:
            number, batch, reply = self._replies.popleft()
            if number != self._round:
                continue
            self._n_out -= 1
            answer = self._answer(batch, reply)
            if answer is not None:
                self._out.difference_update(batch.keys)
                found.append((batch.keys, answer))
        return found

    @property
    def n_out(self) -> int:
        """Orders that are with the workers, or whose answers wait to be taken."""
        return self._n_out

    def _read(self, state: PairState) -> bool:
        """Read more pairs that wait; whether there were any."""
        keys = self._library.store.pairs.waiting(state, _PAIRS, self._after)
        if not keys:
            return False
        self._after = keys[-1]
        self._ready.extend(batches((key for key in keys if key not in self._out), MOST_PARTNERS))
        return True

    def _submit(self, batch: PartnerBatch, thresholds: Thresholds) -> None:
        photo, *partners = self.seen([batch.keys[0][0], *(other for _, other in batch.keys)])
        known = zip(batch.keys, partners, strict=True)
        there = [(pair, other) for pair, other in known if other is not None]
        if photo is None or not there:
            return
        batch = PartnerBatch(tuple(pair for pair, _ in there))
        order = PartnersOrder(photo, tuple(other for _, other in there), thresholds)
        self._out.update(batch.keys)
        self._n_out += 1
        receiver = Receiver(self._round, batch, self._replies, self._wake)
        self._pool.submit(order, receiver)

    def seen(self, photo_ids: Sequence[int]) -> list[ComparedPhoto | None]:
        """Photos with their small pictures; None for those that cannot be compared now."""
        library = self._library
        looks = library.store.pair_inputs.of(photo_ids, library.serving.number)
        pictures = library.thumbs.get_many({content.hex() for _, content in looks.values()})
        found: list[ComparedPhoto | None] = []
        for photo_id in photo_ids:
            look, content = looks.get(photo_id, (None, b""))
            picture = pictures.get(content.hex())
            if look is None:
                found.append(None)
            elif picture is None:
                self.without_picture.add(photo_id)
                found.append(None)
            else:
                found.append(ComparedPhoto(look, content, picture))
        return found

    def _answer(self, batch: PartnerBatch, reply: Reply) -> PartnersAnswer | None:
        """What an order came to; None when it is tried again pair by pair."""
        if reply.outcome is Outcome.OK:
            answer: PartnersAnswer = reply.value
            return answer
        if reply.outcome in HOPELESS:
            raise PhotosimError(reply.reason)
        if len(batch.keys) == 1:
            (first, second) = batch.keys[0]
            return PartnersAnswer((Comparison(first, second, None, 0.0),), {})
        self._ready.extend(PartnerBatch((key,)) for key in batch.keys)
        return None
