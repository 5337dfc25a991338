"""Orders about pairs and their replies: what the queues of pairs have in common."""

from __future__ import annotations

import collections
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from photosim.core.store.pairs import PairKey
from photosim.services.runtime.messages import Reply


@dataclass(frozen=True, slots=True)
class PartnerBatch:
    """A photo and its partners, the pairs all with that photo first."""

    keys: tuple[PairKey, ...]


Replies = collections.deque[tuple[int, PartnerBatch, Reply]]
"""Replies with the round that they were asked for in."""


class Receiver:
    """Takes one reply in the pool's thread: puts it into a queue and wakes who takes it.

    Args:
        number: of the round that it was asked for in.
        batch: what it is about.
        replies: the queue.
        wake: called afterwards.
    """

    def __init__(
        self, number: int, batch: PartnerBatch, replies: Replies, wake: Callable[[], None]
    ) -> None:
        self._number = number
        self._batch = batch
        self._replies = replies
        self._wake = wake

    def __call__(self, reply: Reply) -> None:
        """Called by the worker pool, once."""
        self._replies.append((self._number, self._batch, reply))
        self._wake()


def batches(keys: Iterable[PairKey], most: int) -> Iterable[PartnerBatch]:
    """Pairs with the same first photo, at most so many at once."""
    for _, same in groupby(keys, key=lambda key: key[0]):
        together = list(same)
        for start in range(0, len(together), most):
            yield PartnerBatch(tuple(together[start : start + most]))
