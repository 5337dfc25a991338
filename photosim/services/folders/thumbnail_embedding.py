"""Embeds what cannot be reached with the chosen model from its thumbnails; for the library thread.

Another model serves only when it has seen every photo. A drive that lies in a drawer would put
that off for ever, or its photos would be found no more. A thumbnail shows nearly what the model
takes of the photo, so its features stand in until the file can be examined, as one of an older
examination is. A photo that has no thumbnail in the cache is left out, and found again then.
"""

from __future__ import annotations

import collections
from collections.abc import Callable
from functools import partial

from photosim.core.errors import PhotosimError
from photosim.core.library import Library
from photosim.core.store.embeddings import Embedding
from photosim.services.runtime.messages import HOPELESS, LookOrder, Outcome, Reply
from photosim.services.runtime.worker_pool import WorkerPool

AT_ONCE = 64
"""Photos that are looked up, or written, in one step."""


class ThumbnailEmbedding:
    """The photos whose thumbnails are with the workers.

    Args:
        pool: who embeds them.
        wake: called in the pool's thread when there is something to take.
        ahead: how many thumbnails may be with the workers.
    """

    def __init__(self, pool: WorkerPool, wake: Callable[[], None], ahead: int) -> None:
        self._pool = pool
        self._wake = wake
        self._ahead = ahead
        self._replies: collections.deque[tuple[int, Reply]] = collections.deque()
        self._n_out = 0
        self._after = 0
        self._is_over = False

    def begin(self) -> None:
        """A new run: what could not be embedded may be tried again."""
        self._after, self._is_over = 0, False

    def has_more(self, library: Library) -> bool:
        """Whether photos may be left that nothing but their thumbnails can be had of."""
        return bool(self._n_out) or (library.is_changing_model and not self._is_over)

    def turn(self, library: Library) -> bool:
        """Write what has come and hand out more; whether there is more to do at once.

        Only while no file is to be examined.

        Raises:
            DiskFullError, StoreError: what has come is not written, and waits.
            PhotosimError: the workers cannot work at all: the model does not load, say.
        """
        self._record(library)
        if not self._is_over and self._n_out * 2 <= self._ahead:
            self._hand_out(library)
        return not self._is_over and not self._n_out

    def _hand_out(self, library: Library) -> None:
        found = library.unseen(self._after, self._ahead - self._n_out)
        self._is_over = not found
        for photo_id, thumbnail in found.items():
            self._after = photo_id
            if thumbnail is not None:
                self._n_out += 1
                order = LookOrder(data=thumbnail, is_glance=True)
                self._pool.submit(order, partial(self._receive, photo_id))

    def _receive(self, photo_id: int, reply: Reply) -> None:
        """In the pool's thread."""
        self._replies.append((photo_id, reply))
        self._wake()

    def _record(self, library: Library) -> None:
        some = [self._replies[n] for n in range(min(AT_ONCE, len(self._replies)))]
        library.stand_in(
            {
                photo_id: Embedding(reply.value.features[0], reply.value.classes)
                for photo_id, reply in some
                if reply.outcome is Outcome.OK
            }
        )
        for _ in some:
            self._replies.popleft()
            self._n_out -= 1
        for _, reply in some:
            if reply.outcome in HOPELESS:
                raise PhotosimError(reply.reason)
