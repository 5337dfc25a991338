"""How fast work goes and when it will be done, from a window of the last minute."""

from __future__ import annotations

import collections
import time
from collections.abc import Callable

WINDOW_S = 60.0
QUIET_S = 10.0
"""Before so long, and before one in a hundred is done, nobody can say how long it takes."""


class Throughput:
    """Counts what is done; `clock` is monotonic, in seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._marks: collections.deque[tuple[float, int]] = collections.deque()
        self._marked = 0
        self._began = clock()
        self.done = 0

    def restart(self) -> None:
        """Begin at zero, now."""
        self._marks.clear()
        self._marked = 0
        self._began = self._clock()
        self.done = 0

    def add(self, n: int) -> None:
        """`n` more are done."""
        self.done += n
        now = self._clock()
        if n:
            self._marks.append((now, n))
            self._marked += n
        self._forget(now)

    @property
    def per_second(self) -> float:
        """Done a second over the last minute; 0 when nothing is known."""
        now = self._clock()
        self._forget(now)
        since = max(self._began, now - WINDOW_S)
        return self._marked / max(now - since, 1e-3)

    def seconds_left(self, n_left: int) -> float | None:
        """How long the rest takes; None while it cannot be told."""
        too_early = self._clock() - self._began < QUIET_S
        rate = self.per_second
        if too_early or rate <= 0 or self.done * 99 < n_left:
            return None
        return n_left / rate

    def _forget(self, now: float) -> None:
        """What lies further back than a minute counts no more."""
        while self._marks and self._marks[0][0] < now - WINDOW_S:
            self._marked -= self._marks.popleft()[1]
