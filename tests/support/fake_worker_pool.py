"""A worker pool without processes: answers orders from a table when the test says so."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable
from pathlib import Path

import numpy as np

from photosim.core.records.photos import Examined, KnownContent, Metadata
from photosim.services.runtime.messages import ExamineOrder, Outcome, Reply

DIM = 1280


class FakeWorkerPool:
    """Takes orders as `WorkerPool` does; `replies` by file name, else the file is examined.

    Attributes:
        orders: names of the files that were ordered, in order.
    """

    def __init__(self, model_id: str, *, at_once: bool = True) -> None:
        self.replies: dict[str, list[Reply] | Reply] = {}
        self.orders: list[str] = []
        self._model_id = model_id
        self._at_once = at_once
        self._waiting: deque[tuple[ExamineOrder, Callable[[Reply], None]]] = deque()

    def submit(
        self, order: ExamineOrder, done: Callable[[Reply], None], *, first: bool = False
    ) -> None:
        self.orders.append(name(order))
        if self._at_once:
            done(self._reply(order))
        else:
            self._waiting.append((order, done))

    def answer(self, n: int) -> None:
        """Answer the next n orders."""
        for _ in range(n):
            order, done = self._waiting.popleft()
            done(self._reply(order))

    @property
    def n_waiting(self) -> int:
        return len(self._waiting)

    def _reply(self, order: ExamineOrder) -> Reply:
        given = self.replies.get(name(order))
        if isinstance(given, list):
            given = given.pop(0) if given else None
        return given or self._examine(order)

    def _examine(self, order: ExamineOrder) -> Reply:
        data = Path(order.path.decode()).read_bytes()
        content_hash = hashlib.sha256(data).hexdigest()
        if content_hash in order.known:
            return Reply(Outcome.OK, KnownContent(content_hash))
        return Reply(Outcome.OK, examined(data, self._model_id))


def name(order: ExamineOrder) -> str:
    return Path(order.path.decode()).name


def examined(data: bytes, model_id: str) -> Examined:
    """A record as a worker makes it; its features depend on the bytes only."""
    content_hash = hashlib.sha256(data).hexdigest()
    rng = np.random.default_rng(int(content_hash[:8], 16))
    return Examined(
        content_hash=content_hash,
        size=len(data),
        width=40,
        height=30,
        file_format="JPEG",
        metadata=Metadata(),
        thumbnail=b"\xff\xd8" + data[:10],
        mean_colour=0x102030,
        phash=int(content_hash[:16], 16),
        model_id=model_id,
        features=rng.random(DIM).astype(np.float16),
        classes=np.empty((0, 2), np.float32),
    )
