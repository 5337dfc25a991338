"""Query pictures and large views: decoded by a process of their own, answered from the library.

`services.search.pipeline` says what is to be done for an answer; here each step goes where it is
done: to the process for queries, or to the library thread. Whoever asks may have two answers: the
first after a glance at the picture as it is, the refined one when it was also looked at turned,
mirrored and without its borders, and when the best matches were laid upon it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from photosim.core.compare.overlay_job import OverlaidPhoto, OverlayOrder
from photosim.core.errors import DecodeError, Fault, PhotosimError
from photosim.core.records.pairs import DifferenceOverlay, OverlayQuestion
from photosim.core.records.photos import Answer, Floats, Picture, Query
from photosim.services.library.open_library import OpenedLibrary
from photosim.services.runtime.futures import chained, fail, finish, pass_failure, pass_on, tell
from photosim.services.runtime.jobs import JobThread, LongWork, Turn
from photosim.services.runtime.messages import Order, Outcome, PictureOrder, Reply
from photosim.services.runtime.worker_pool import WorkerPool
from photosim.services.search import pipeline
from photosim.services.search.answers import SearchQuestion
from photosim.services.search.pipeline import FirstAnswer, InLibrary, Step, Steps

T = TypeVar("T")
Steer = Callable[[Floats], Floats]
"""Changes the features `(v, dim)` of a picture before it is searched with."""

_REST_S = 0.5
"""How long indexing leaves the library thread alone when a person searches."""


@dataclass(frozen=True, slots=True)
class Answering:
    """A search that is under way.

    Attributes:
        answer: the first answer, or the only one.
        refined: the answer after a closer look; None where one answer is wanted.
    """

    answer: Future[Answer]
    refined: Future[Answer] | None

    def cancel(self) -> None:
        """Nobody waits for what is still to come."""
        self.answer.cancel()
        if self.refined is not None:
            self.refined.cancel()


@dataclass(slots=True)
class _Asked:
    """A question on its way: the steps that are left, and who waits for what they lead to."""

    steps: Steps[Answer]
    under_way: Answering
    has_first: bool = False
    first: Answer | None = None

    @property
    def waiting(self) -> Future[Answer]:
        """Who waits now: once the first answer is being made, the refined one is waited for."""
        refined = self.under_way.refined
        return refined if self.has_first and refined is not None else self.under_way.answer

    def tell_first(self, answer: Answer) -> None:
        """There is an answer; it is kept for when there will be no better one."""
        self.first = answer
        finish(self.under_way.answer, answer)

    def fail(self, waiting: Future[Answer], error: Exception) -> None:
        """Who waits gets no answer, or the first one again where a closer look failed."""
        if waiting is self.under_way.refined and self.first is not None:
            finish(waiting, self.first)
            return
        fail(waiting, error)
        if not self.has_first and self.under_way.refined is not None:
            self.under_way.refined.cancel()


class PictureQuestions:
    """Answers queries and large views. Every method is for any thread.

    Args:
        thread: the library thread.
        ready: the open library, None while it is being opened, or raises why there is none;
            called in the library thread.
        card: the model card that query pictures are looked at with, until `serve_with`.
    """

    def __init__(
        self,
        thread: JobThread,
        ready: Callable[[], OpenedLibrary | None],
        card: str,
    ) -> None:
        self._thread = thread
        self._ready = ready
        self._card = card
        self._worker = self._make_worker()

    def start(self) -> None:
        """Start the process for query pictures, so that the first one finds it there."""
        self._worker.start()
        self._worker.warm_up()

    def stop(self) -> None:
        """End it."""
        self._worker.stop()

    def serve_with(self, card: Path) -> None:
        """Look at query pictures with another model from now on."""
        if str(card) == self._card:
            return
        old, self._card = self._worker, str(card)
        new = self._make_worker()
        new.start()
        new.warm_up()
        self._worker = new
        old.stop()

    def search(
        self,
        query: Query,
        k: int,
        *,
        is_refined: bool = False,
        steer: Steer | None = None,
    ) -> Answering:
        """The k photos most alike a query; when refined at once, and again after a closer look.

        Otherwise there is one answer, after a close look; a refined one is the first once more
        where a close look fails.
        """
        under_way = Answering(Future(), Future() if is_refined else None)
        question = SearchQuestion(query, k, time.monotonic(), is_refined, steer=steer)
        self._thread.rest(_REST_S)
        self._go_on(_Asked(pipeline.answering(question), under_way), None)
        return under_way

    def _go_on(self, asked: _Asked, value: object) -> None:
        """Have the next step done, with what came of the last one; at the end, hand it over."""
        waiting = asked.waiting
        if waiting.done():
            return
        try:
            step = asked.steps.send(value)
        except StopIteration as end:
            finish(waiting, end.value)
        except PhotosimError as error:
            asked.fail(waiting, error)
        else:
            self._do(asked, step)

    def _do(self, asked: _Asked, step: Step) -> None:
        if not isinstance(step, InLibrary | FirstAnswer):
            self.ask(step, partial(self._go_on, asked))
            return
        is_first, waiting, work = isinstance(step, FirstAnswer), asked.waiting, step.work
        done: Callable[[Any], None] = asked.tell_first if is_first else partial(self._go_on, asked)
        tell(
            self._in_library(lambda opened: done(work(opened.library))),
            failed=partial(asked.fail, waiting),
        )
        if is_first:
            asked.has_first = True
            self._go_on(asked, None)

    def picture(self, photo_id: int, max_px: int) -> Future[Picture]:
        """The pixels of a photo, its long edge at most `max_px`."""

        def found(place: tuple[bytes, bool] | None) -> Future[Picture]:
            picture: Future[Picture] = Future()
            if place is None:
                fail(picture, DecodeError(Fault.NOT_IN_LIBRARY))
            else:
                path, is_offline = place
                decoded = partial(_decoded, picture, photo_id, is_offline=is_offline)
                self.ask(PictureOrder(path, max_px), decoded)
            return picture

        place = self._thread.submit(lambda: self._place(photo_id))
        return chained(place, found)

    def overlay(self, question: OverlayQuestion) -> Future[DifferenceOverlay]:
        """One photo laid over another, and where they differ."""

        def found(order: OverlayOrder | None) -> Future[DifferenceOverlay]:
            overlay: Future[DifferenceOverlay] = Future()
            if order is None:
                fail(overlay, DecodeError(Fault.NOT_IN_LIBRARY))
            else:
                self.ask(order, partial(_laid, overlay))
            return overlay

        order = self._thread.submit(lambda: self._overlay_order(question))
        return chained(order, found)

    def ask(self, order: Order, done: Callable[[Reply], None]) -> None:
        """Have the newest question answered first, by the model that answers at its end."""
        asked = self._worker

        def answered(reply: Reply) -> None:
            if asked is self._worker:
                done(reply)
            else:  # another model took over meanwhile: the old one's process is ending
                self.ask(order, done)

        asked.submit(order, answered, first=True)

    def _place(self, photo_id: int) -> tuple[bytes, bool] | None:
        """Where a photo lies, and whether its folder is offline."""
        opened = self._ready()
        if opened is None:
            return None
        photos = opened.library.store.photos
        path, rows = photos.path(photo_id), photos.get([photo_id])
        return None if path is None else (path, bool(rows) and rows[0].offline)

    def _overlay_order(self, question: OverlayQuestion) -> OverlayOrder | None:
        """The two photos, None when one is not there any more."""
        opened = self._ready()
        if opened is None:
            return None
        library = opened.library
        rows = {row.id: row for row in library.store.photos.get([question.first, question.second])}
        thumbnails = library.thumbs.get_many({row.content_hash for row in rows.values()})
        photos = []
        for photo_id in (question.first, question.second):
            path = library.store.photos.path(photo_id)
            if path is None or photo_id not in rows:
                return None
            photos.append(OverlaidPhoto(path, thumbnails.get(rows[photo_id].content_hash, b"")))
        return OverlayOrder(question, photos[0], photos[1])

    def _make_worker(self) -> WorkerPool:
        # two threads: a query has several views, and for once the person waits
        return WorkerPool(1, (self._card, 2, 0))

    def _in_library(self, work: Callable[[OpenedLibrary], None]) -> Future[None]:
        """Have it done where the library is; all of it, so that no other thread goes on with it."""
        end: Future[None] = Future()

        def answer() -> None:
            opened = self._ready()
            if opened is not None and opened.library.live.is_usable:
                work(opened)
                finish(end, None)
            else:  # the library is being opened or its index loaded: a matter of a second
                self._thread.rest(0.0)
                pass_on(self._thread.run(_patiently(self._ready, work)), end)

        pass_failure(self._thread.submit(answer), end)
        return end


def _decoded(picture: Future[Picture], photo_id: int, reply: Reply, *, is_offline: bool) -> None:
    if reply.outcome is Outcome.OK and isinstance(reply.value, tuple):
        width, height, rgb = reply.value
        finish(picture, Picture(photo_id, width, height, rgb))
    elif is_offline and reply.outcome is Outcome.UNAVAILABLE:
        fail(picture, DecodeError(Fault.OFFLINE))
    else:
        fail(picture, _fault(reply))


def _laid(overlay: Future[DifferenceOverlay], reply: Reply) -> None:
    if reply.outcome is Outcome.OK and isinstance(reply.value, DifferenceOverlay):
        finish(overlay, reply.value)
    else:
        fail(overlay, _fault(reply))


def _fault(reply: Reply) -> PhotosimError:
    if reply.outcome is Outcome.BUG:
        return PhotosimError(Fault.BUG_ASKING)
    return DecodeError(reply.reason)


def _patiently(
    ready: Callable[[], OpenedLibrary | None], work: Callable[[OpenedLibrary], T]
) -> LongWork[T]:
    while (opened := ready()) is None or not opened.library.live.is_usable:
        yield Turn.WAIT
    return work(opened)
