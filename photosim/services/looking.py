"""Query pictures and large views: decoded by a process of their own, answered from the library.

`query -> worker (supervisor's thread) -> search (library thread) -> answer`. Whoever asks may have
two answers: the first after a glance at the picture as it is, the refined one when it was also
looked at turned, mirrored and without its borders, and when the best matches were laid upon it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from photosim.core.errors import DecodeError, PhotosimError
from photosim.core.examine import QueryLook
from photosim.core.pair import Thresholds
from photosim.core.records import Answer, Picture, Query
from photosim.core.search import LEAST_CANDIDATES
from photosim.services import rechecking
from photosim.services.jobs import Job, LibraryThread, LongWork, Turn
from photosim.services.opened import OpenedLibrary
from photosim.services.supervisor import Supervisor
from photosim.services.work import Order, Outcome, Reply, Task

Failed = Callable[[Exception], None]

T = TypeVar("T")

FIRST = 100
"""Matches of the first answer, more than a window shows; the refined one brings the rest."""

_REST_S = 0.5
"""How long indexing leaves the library thread alone when a person searches."""

_GONE = "This photo is not in the library any more."


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question: how many matches are wanted, and when it was asked (monotonic seconds)."""

    k: int
    began: float


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
    ) -> Job:
        """The k photos most alike a query; at once, and again when it was looked at closely.

        Without `refined` there is one answer, after a close look.
        """
        closer = None if refined is None else Job(refined, _nothing)
        job = Job(done, failed, closer)
        asked = _Asked(k, time.monotonic())
        self._thread.rest(_REST_S)
        if query.photo_id is not None:
            self._search_photo(asked, query.photo_id, job, closer)
            return job

        def looked(reply: Reply) -> None:
            look = self._value(job, reply)
            if not isinstance(look, QueryLook):
                return
            if closer is None:
                self._answer_closely(job, lambda opened: _answer(opened, look, asked))
            else:
                self._in_library(job, lambda opened: _first_answer(opened, look, asked))
                self._look_closer(closer, look, asked)

        task = Task.LOOK if closer is None else Task.GLANCE
        path = b"" if query.path is None else os.fsencode(query.path)
        self._order(Order(task, path=path, data=query.data, name=query.name), looked)
        return job

    def _search_photo(self, asked: _Asked, photo_id: int, job: Job, closer: Job | None) -> None:
        """With a photo of the library: nothing has to be decoded for the first answer."""

        def work(opened: OpenedLibrary) -> Answer:
            return _like(opened, photo_id, asked)

        if closer is None:
            self._answer_closely(job, work)
        else:
            self._in_library(job, work)
            self._answer_closely(closer, work)

    def _look_closer(self, job: Job, glance: QueryLook, asked: _Asked) -> None:
        """The refined answer; the first one stands when there is none."""

        def looked(reply: Reply) -> None:
            if reply.outcome is Outcome.OK and isinstance(reply.value, QueryLook):
                look = reply.value
                self._answer_closely(job, lambda opened: _answer(opened, look, asked))

        if not job.is_cancelled:
            self._order(Order(Task.FURTHER_VIEWS, content_hash=glance.content_hash), looked)

    def _answer_closely(self, job: Job, work: Callable[[OpenedLibrary], Answer]) -> None:
        """Answer when it is checked whether the best matches are the very picture."""

        def found(opened: OpenedLibrary) -> tuple[Answer, Order | None]:
            answer = work(opened)
            return answer, _recheck(opened, answer)

        def check(found: tuple[Answer, Order | None]) -> None:
            answer, order = found
            if order is None:
                job.finish(answer)
            elif not job.is_cancelled:
                self._order(order, partial(_finish, job, answer))

        self._in_library(job, found, check)

    def picture(
        self, photo_id: int, max_px: int, done: Callable[[Picture], None], failed: Failed
    ) -> Job:
        """The pixels of a photo, its long edge at most `max_px`."""
        job = Job(done, failed)

        def decoded(reply: Reply) -> None:
            value = self._value(job, reply)
            if isinstance(value, tuple):
                width, height, rgb = value
                job.finish(Picture(photo_id, width, height, rgb))

        def found(path: bytes | None) -> None:
            if path is None:
                job.fail(DecodeError(_GONE))
            elif not job.is_cancelled:
                order = Order(Task.PICTURE, path=path, max_px=max_px)
                self._order(order, decoded)

        self._thread.submit(lambda: self._path(photo_id), found, job.fail)
        return job

    def _order(self, order: Order, done: Callable[[Reply], None]) -> None:
        """Have the newest question answered first, by the model that answers at its end."""
        asked = self._worker

        def answered(reply: Reply) -> None:
            if asked is self._worker:
                done(reply)
            else:  # another model took over meanwhile: the old one's process is ending
                self._order(order, done)

        asked.submit(order, answered, first=True)

    def _path(self, photo_id: int) -> bytes | None:
        opened = self._ready()
        return None if opened is None else opened.library.store.photos.path(photo_id)

    def _make_worker(self) -> Supervisor:
        # two threads: a query has several views, and for once the person waits
        return Supervisor(1, (self._card, 2, 0))

    def _in_library(
        self,
        job: Job,
        work: Callable[[OpenedLibrary], T],
        done: Callable[[T], None] | None = None,
    ) -> None:
        """Have it done where the library is, and `done` or the job's end with what comes of it."""
        finish = done or job.finish

        def answer() -> None:
            opened = self._ready()
            if opened is not None and opened.library.live.is_usable:
                finish(work(opened))
            else:  # the library is being opened or its index loaded: a matter of a second
                self._thread.rest(0.0)
                self._thread.run(_patiently(self._ready, work), finish, job.fail)

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


def _first_answer(opened: OpenedLibrary, look: QueryLook, asked: _Asked) -> Answer:
    first = replace(asked, k=min(asked.k, FIRST))
    return _answer(opened, look, first, n_exact=FIRST)


def _answer(
    opened: OpenedLibrary, look: QueryLook, asked: _Asked, n_exact: int = LEAST_CANDIDATES
) -> Answer:
    library = opened.library
    searching = time.monotonic()
    matches = library.searcher.search(look, asked.k, n_exact)
    now = time.monotonic()
    return Answer(
        matches,
        now - asked.began,
        look.thumbnail,
        look.width,
        look.height,
        library.n_photos,
        search_seconds=now - searching,
    )


def _like(opened: OpenedLibrary, photo_id: int, asked: _Asked) -> Answer:
    library = opened.library
    photos = library.store.photos.get([photo_id])
    if not photos:
        raise DecodeError(_GONE)
    matches = library.searcher.like(photo_id, asked.k)
    content = photos[0].content_hash
    thumbnail = library.thumbs.get_many([content]).get(content, b"")
    took = time.monotonic() - asked.began
    width, height = photos[0].width, photos[0].height
    return Answer(matches, took, thumbnail, width, height, library.n_photos, search_seconds=took)


def _recheck(opened: OpenedLibrary, answer: Answer) -> Order | None:
    library = opened.library
    thresholds = Thresholds.of(library.serving.card.thresholds)
    return rechecking.order(
        library.store, library.thumbs, thresholds, answer.thumbnail, answer.matches
    )


def _finish(job: Job, answer: Answer, reply: Reply) -> None:
    job.finish(replace(answer, matches=rechecking.settled(answer.matches, reply)))
