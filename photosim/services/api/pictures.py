"""Query pictures and large views: decoded by a process of their own, answered from the library.

`services.search.pipeline` says what is to be done for an answer; here each step goes where it is
done: to the process for queries, or to the library thread. Whoever asks may have two answers: the
first after a glance at the picture as it is, the refined one when it was also looked at turned,
mirrored and without its borders, and when the best matches were laid upon it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from photosim.core.compare.overlay_job import OverlaidPhoto, OverlayOrder
from photosim.core.errors import DecodeError, Fault, PhotosimError
from photosim.core.records.pairs import DifferenceOverlay, OverlayQuestion, Thresholds
from photosim.core.records.photos import Answer, Floats, Picture, Query
from photosim.services.library.open_library import OpenedLibrary
from photosim.services.runtime.jobs import Job, LibraryThread, LongWork, Turn
from photosim.services.runtime.messages import Order, Outcome, PictureOrder, Reply
from photosim.services.runtime.worker_pool import WorkerPool
from photosim.services.search import pipeline
from photosim.services.search.answers import SearchQuestion
from photosim.services.search.pipeline import FirstAnswer, InLibrary, Step, Steps

Failed = Callable[[Exception], None]

T = TypeVar("T")

_REST_S = 0.5
"""How long indexing leaves the library thread alone when a person searches."""


@dataclass(slots=True)
class _Asked:
    """A question on its way: the steps that are left, and who waits for what they lead to."""

    steps: Steps[Answer]
    job: Job
    closer: Job | None
    has_first: bool = False
    first: Answer | None = None

    @property
    def waiting(self) -> Job:
        """Who waits now: once the first answer is being made, the refined one is waited for."""
        return self.closer if self.has_first and self.closer is not None else self.job

    def tell_first(self, answer: Answer) -> None:
        """There is an answer; it is kept for when there will be no better one."""
        self.first = answer
        self.job.finish(answer)


class Looking:
    """Answers queries and large views. Every method is for any thread.

    Args:
        thread: the library thread.
        ready: the open library, None while it is being opened, or raises why there is none;
            called in the library thread.
        card: the model card that query pictures are looked at with, until `serve_with`.
    """

    def __init__(
        self,
        thread: LibraryThread,
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
        done: Callable[[Answer], None],
        failed: Failed,
        refined: Callable[[Answer], None] | None = None,
        lean: Callable[[Floats], Floats] | None = None,
    ) -> Job:
        """The k photos most alike a query; at once, and again when it was looked at closely.

        Without `refined` there is one answer, after a close look; with it there are always two,
        the first once more where a close look fails. `lean` changes the features `(v, dim)` of the
        picture before it is searched with.
        """

        def tell_again(_error: Exception) -> None:
            if refined is not None and asked.first is not None:
                refined(asked.first)  # a closer look failed: the first answer stands

        closer = None if refined is None else Job(refined, tell_again)
        job = Job(done, failed, closer)
        path = b"" if query.path is None else os.fsencode(query.path)
        question = SearchQuestion(k, time.monotonic(), closer is not None, lean=lean, path=path)
        self._thread.rest(_REST_S)
        asked = _Asked(pipeline.answering(query, question), job, closer)
        self._go_on(asked, None)
        return job

    def _go_on(self, asked: _Asked, value: object) -> None:
        """Have the next step done, with what came of the last one; at the end, hand it over."""
        job = asked.waiting
        if job.is_cancelled:
            return
        try:
            step = asked.steps.send(value)
        except StopIteration as end:
            job.finish(end.value)
        except PhotosimError as error:
            job.fail(error)
        else:
            self._do(asked, step)

    def _do(self, asked: _Asked, step: Step) -> None:
        go_on = partial(self._go_on, asked)
        if not isinstance(step, InLibrary | FirstAnswer):
            self.ask(step, go_on)
            return
        is_first, work = isinstance(step, FirstAnswer), step.work
        done: Callable[[Any], None] = asked.tell_first if is_first else go_on
        self._in_library(asked.waiting, lambda opened: work(opened.library), done)
        if is_first:
            asked.has_first = True
            go_on(None)

    def picture(
        self, photo_id: int, max_px: int, done: Callable[[Picture], None], failed: Failed
    ) -> Job:
        """The pixels of a photo, its long edge at most `max_px`."""
        job = Job(done, failed)

        def decoded(reply: Reply, *, is_offline: bool) -> None:
            if is_offline and reply.outcome is Outcome.UNAVAILABLE:
                job.fail(DecodeError(Fault.OFFLINE))
                return
            value = self._value(job, reply)
            if isinstance(value, tuple):
                width, height, rgb = value
                job.finish(Picture(photo_id, width, height, rgb))

        def found(place: tuple[bytes, bool] | None) -> None:
            if place is None:
                job.fail(DecodeError(Fault.NOT_IN_LIBRARY))
            elif not job.is_cancelled:
                path, is_offline = place
                order = PictureOrder(path, max_px)
                self.ask(order, partial(decoded, is_offline=is_offline))

        self._thread.submit(lambda: self._place(photo_id), found, job.fail)
        return job

    def overlay(
        self, question: OverlayQuestion, done: Callable[[DifferenceOverlay], None], failed: Failed
    ) -> Job:
        """One photo laid over another, and where they differ."""
        job = Job(done, failed)

        def laid(reply: Reply) -> None:
            value = self._value(job, reply)
            if isinstance(value, DifferenceOverlay):
                job.finish(value)

        def found(order: OverlayOrder | None) -> None:
            if order is None:
                job.fail(DecodeError(Fault.NOT_IN_LIBRARY))
            elif not job.is_cancelled:
                self.ask(order, laid)

        self._thread.submit(lambda: self._overlay_order(question), found, job.fail)
        return job

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
        thresholds = Thresholds.of(library.serving.card.thresholds)
        return OverlayOrder(question, photos[0], photos[1], thresholds)

    def _make_worker(self) -> WorkerPool:
        # two threads: a query has several views, and for once the person waits
        return WorkerPool(1, (self._card, 2, 0))

    def _in_library(
        self,
        job: Job,
        work: Callable[[OpenedLibrary], T],
        done: Callable[[T], None],
    ) -> None:
        """Have it done where the library is, and `done` with what comes of it."""

        def answer() -> None:
            opened = self._ready()
            if opened is not None and opened.library.live.is_usable:
                done(work(opened))
            else:  # the library is being opened or its index loaded: a matter of a second
                self._thread.rest(0.0)
                self._thread.run(_patiently(self._ready, work), done, job.fail)

        if not job.is_cancelled:
            self._thread.submit(answer, _nothing, job.fail)

    def _value(self, job: Job, reply: Reply) -> object:
        if reply.outcome is Outcome.OK:
            return reply.value
        if reply.outcome is Outcome.BUG:
            job.fail(PhotosimError("photosim made a mistake with this picture; see the log."))
        else:
            job.fail(DecodeError(reply.reason))
        return None


def _patiently(
    ready: Callable[[], OpenedLibrary | None], work: Callable[[OpenedLibrary], T]
) -> LongWork[T]:
    while (opened := ready()) is None or not opened.library.live.is_usable:
        yield Turn.WAIT
    return work(opened)


def _nothing(_: object) -> None:
    """The answer went to its job."""
