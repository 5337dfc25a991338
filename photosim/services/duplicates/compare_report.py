"""How far comparing is, told at most some times a second; for the library thread."""

from __future__ import annotations

from collections.abc import Callable

from photosim.core.store.pairs import Pairs, PairState
from photosim.services.events import Phase, Progress
from photosim.services.notifier import Notifier
from photosim.services.runtime.throughput import Throughput

COUNT_S = 1.0
"""How often the pairs that wait are counted."""


class CompareReport:
    """Counts photos that were searched and photos whose pairs were compared.

    Args:
        pairs: what waits.
        notifier: whom to tell.
        clock: seconds, monotonic.
    """

    def __init__(self, pairs: Pairs, notifier: Notifier, clock: Callable[[], float]) -> None:
        self._pairs = pairs
        self._notifier = notifier
        self._clock = clock
        self._pace = Throughput(clock)
        self._counted_at = clock()
        self._left = self._counted = 0

    def restart(self) -> None:
        """Begin at zero."""
        self._pace.restart()

    def add(self, n: int) -> None:
        """`n` more are done."""
        self._pace.add(n)

    def count_again(self) -> None:
        """What is to be done is something else now."""
        self._counted_at = self._clock() - COUNT_S

    def tell(self, state: PairState, n_unsearched: int, n_photos: int) -> None:
        """Say how far it is with the pairs of one state.

        Args:
            state: of the pairs that are compared now.
            n_unsearched: photos whose pairs are not all known.
            n_photos: photos in the library.
        """
        now = self._clock()
        if now - self._counted_at >= COUNT_S:
            self._counted_at = now
            self._left = self._pairs.n_waiting(state)
        left = self._left + n_unsearched
        done, rate = self._pace.done, self._pace.per_second
        eta = self._pace.seconds_left(left) if rate else None
        if done + left:  # a library without photos looks for no duplicates
            self._notifier.progress(
                Progress(Phase.COMPARING, done, done + left, rate, eta, n_photos)
            )

    def tell_looks(self, n_photos: int) -> None:
        """Say at how many of the pairs that wait for a close look it was taken.

        Args:
            n_photos: photos in the library.
        """
        now = self._clock()
        if now - self._counted_at >= COUNT_S:
            self._counted_at, self._counted = now, self._pace.done
            self._left = self._pairs.n_uncertain()
        left = max(0, self._left - (self._pace.done - self._counted))
        done, rate = self._pace.done, self._pace.per_second
        eta = self._pace.seconds_left(left) if rate else None
        self._notifier.progress(Progress(Phase.LOOKING, done, done + left, rate, eta, n_photos))
