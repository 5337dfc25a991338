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

from photosim.core.errors import BoxError, DecodeError, PhotosimError
from photosim.core.image import crop
from photosim.core.image.examine import QueryLook
from photosim.core.records.photos import Answer, Box, Floats, Picture, Query
from photosim.services.library.open_library import OpenedLibrary
from photosim.services.runtime.jobs import Job, LibraryThread, LongWork, Turn
from photosim.services.runtime.messages import Order, Outcome, Reply, Task
from photosim.services.runtime.worker_pool import Supervisor
from photosim.services.search import answers, query_source, rechecking
from photosim.services.search.answers import Found
from photosim.services.search.query_source import Source

Failed = Callable[[Exception], None]

T = TypeVar("T")

_REST_S = 0.5
"""How long indexing leaves the library thread alone when a person searches."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """Who waits for the answer, for the refined one if anybody does, and to what."""

    job: Job
    closer: Job | None
    question: answers.SearchQuestion


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
        closer = None
        if refined is not None:
            told = _Told(done, refined)
            closer, done = Job(refined, told.again), told.first
        job = Job(done, failed, closer)
        path = b"" if query.path is None else os.fsencode(query.path)
        asked = _Asked(job, closer, answers.SearchQuestion(k, time.monotonic(), lean, path))
        self._thread.rest(_REST_S)
        try:
            query = replace(query, box=query.box and crop.clipped(query.box))
        except BoxError as error:
            job.fail(error)
            return job
        if query.photo_id is None:
            self._look(asked, query_source.of_query(query))
        elif query.box is None:
            self._search_photo(asked, query.photo_id)
        else:
            photo_id, box = query.photo_id, query.box
            self._in_library(
                job,
                lambda opened: query_source.of_photo(opened.library, photo_id, box),
                partial(self._look, asked),
            )
        return job

    def _search_photo(self, asked: _Asked, photo_id: int) -> None:
        """With a photo of the library: nothing has to be decoded for the first answer."""

        def found(opened: OpenedLibrary) -> Found:
            return answers.to_photo(opened.library, photo_id, asked.question)

        if asked.closer is None:
            self._answer_closely(asked.job, found)
        else:
            self._in_library(asked.job, lambda opened: found(opened).answer)
            self._answer_closely(asked.closer, found, self._with_subject)

    def _look(self, asked: _Asked, source: Source) -> None:
        """With pixels: first a glance where there are to be two answers."""

        def looked(reply: Reply) -> None:
            instead = source.after(reply)
            if instead is not None:
                self._look(asked, instead)
                return
            look = self._value(asked.job, reply)
            if isinstance(look, QueryLook):
                self._answer(asked, source, look)

        self.ask(source.order(Task.LOOK if asked.closer is None else Task.GLANCE), looked)

    def _answer(self, asked: _Asked, source: Source, look: QueryLook) -> None:
        question, note, seen = asked.question, source.note, source.seen(look)
        if asked.closer is None:
            self._answer_closely(
                asked.job, lambda o: answers.to_look(o.library, seen, question, note)
            )
            return
        self._in_library(asked.job, lambda o: answers.first(o.library, seen, question, note))
        self._look_closer(asked.closer, look, asked, source)

    def _look_closer(self, job: Job, glance: QueryLook, asked: _Asked, source: Source) -> None:
        """The refined answer; the first one stands when there is none."""

        def looked(reply: Reply) -> None:
            if reply.outcome is Outcome.OK and isinstance(reply.value, QueryLook):
                look = source.seen(reply.value)
                self._answer_closely(
                    job,
                    lambda o: answers.to_look(o.library, look, asked.question, source.note),
                )
            else:
                job.fail(DecodeError(reply.reason))

        if not job.is_cancelled:
            content, box = glance.content_hash, glance.box
            self.ask(Order(Task.FURTHER_VIEWS, content_hash=content, box=box), looked)

    def _answer_closely(
        self,
        job: Job,
        work: Callable[[OpenedLibrary], Found],
        then: Callable[[Job, Answer], None] | None = None,
    ) -> None:
        """Answer when it is checked whether the best matches are the very picture."""
        finish = then or Job.finish

        def found(opened: OpenedLibrary) -> tuple[Answer, Order | None]:
            found = work(opened)
            return found.answer, answers.recheck(opened.library, found)

        def check(found: tuple[Answer, Order | None]) -> None:
            answer, order = found

            def rechecked(reply: Reply) -> None:
                matches = rechecking.settled(answer.matches, reply)
                finish(job, replace(answer, matches=matches))

            if order is None:
                finish(job, answer)
            elif not job.is_cancelled:
                self.ask(order, rechecked)

        self._in_library(job, found, check)

    def _with_subject(self, job: Job, answer: Answer) -> None:
        """The answer with what the query's small picture seems to be about."""

        def found(reply: Reply) -> None:
            subject = reply.value if isinstance(reply.value, Box) else None
            job.finish(replace(answer, subject=subject))

        if not job.is_cancelled:
            self.ask(Order(Task.SUBJECT, data=answer.thumbnail), found)

    def picture(
        self, photo_id: int, max_px: int, done: Callable[[Picture], None], failed: Failed
    ) -> Job:
        """The pixels of a photo, its long edge at most `max_px`."""
        job = Job(done, failed)

        def decoded(reply: Reply, *, is_offline: bool) -> None:
            if is_offline and reply.outcome is Outcome.UNAVAILABLE:
                job.fail(DecodeError(query_source.OFFLINE))
                return
            value = self._value(job, reply)
            if isinstance(value, tuple):
                width, height, rgb = value
                job.finish(Picture(photo_id, width, height, rgb))

        def found(place: tuple[bytes, bool] | None) -> None:
            if place is None:
                job.fail(DecodeError(query_source.GONE))
            elif not job.is_cancelled:
                path, is_offline = place
                order = Order(Task.PICTURE, path=path, max_px=max_px)
                self.ask(order, partial(decoded, is_offline=is_offline))

        self._thread.submit(lambda: self._place(photo_id), found, job.fail)
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


class _Told:
    """Remembers the first answer of a question, to be told again when there is no better one."""

    def __init__(self, done: Callable[[Answer], None], refined: Callable[[Answer], None]) -> None:
        self._done, self._refined = done, refined
        self._answer: Answer | None = None

    def first(self, answer: Answer) -> None:
        """There is an answer."""
        self._answer = answer
        self._done(answer)

    def again(self, _error: Exception) -> None:
        """A closer look failed: the first answer stands."""
        if self._answer is not None:
            self._refined(self._answer)


def _patiently(
    ready: Callable[[], OpenedLibrary | None], work: Callable[[OpenedLibrary], T]
) -> LongWork[T]:
    while (opened := ready()) is None or not opened.library.live.is_usable:
        yield Turn.WAIT
    return work(opened)


def _nothing(_: object) -> None:
    """The answer went to its job."""
