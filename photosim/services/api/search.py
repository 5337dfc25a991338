"""Queries, from any thread: pictures, words, and pictures that shall be more like words.

`services.search.pipeline` says what is to be done for an answer; here each step goes where it is
done: to the process for queries, or to the library thread. Whoever asks may have two answers to a
picture: the first after a glance at it as it is, the refined one when it was also looked at turned,
mirrored and without its borders, and when the best matches were rechecked. The close look, at
files, is left to the command line.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from photosim.core.errors import Code, Fault, PhotosimError, WordFault
from photosim.core.records.photos import Answer, Query
from photosim.services.api.words import WordQuestions
from photosim.services.library.open_library import OpenedLibrary
from photosim.services.runtime import worker
from photosim.services.runtime.futures import (
    cancel_with,
    fail,
    finish,
    pass_failure,
    pass_on,
    tell,
)
from photosim.services.runtime.jobs import JobThread, LongWork, Turn
from photosim.services.runtime.messages import Order, Reply
from photosim.services.runtime.worker_pool import Target, WorkerPool
from photosim.services.search import pipeline
from photosim.services.search.answers import SearchQuestion
from photosim.services.search.pipeline import FirstAnswer, InLibrary, ReadAhead, Step, Steps
from photosim.services.words.understanding import InWords

T = TypeVar("T")
log = logging.getLogger(__name__)

_REST_S = 0.5
"""How long indexing leaves the library thread alone when a person searches."""


@dataclass(frozen=True, slots=True)
class Answering:
    """A search that is under way.

    Attributes:
        answer: the first answer, or the only one.
        refined: the answer to all views, rechecked; None where one answer is wanted.
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
    """A question on its way: the steps that are left, and who waits for what they lead to.

    Attributes:
        if_mistaken: what who waits is told of a mistake of photosim's.
    """

    steps: Steps[Answer]
    under_way: Answering
    if_mistaken: Code
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
        """Who waits gets no answer, or the first one again where no better one came."""
        if waiting is self.under_way.refined and self.first is not None:
            finish(waiting, self.first)
            return
        fail(waiting, error)
        if not self.has_first and self.under_way.refined is not None:
            self.under_way.refined.cancel()


class SearchQuestions:
    """Answers queries. Every method is for any thread.

    Args:
        thread: the library thread.
        ready: the open library, None while it is being opened, or raises why there is none;
            called in the library thread.
        words: have what is done with words done where they are.
        card: the model card that query pictures are looked at with, until `serve_with`.
        answering: the steps to an answer; tests pass their own.
        target: the main function of the process for queries; tests pass their own.
    """

    def __init__(
        self,
        thread: JobThread,
        ready: Callable[[], OpenedLibrary | None],
        words: WordQuestions,
        card: str,
        *,
        answering: Callable[[SearchQuestion], Steps[Answer]] = pipeline.answering,
        target: Target = worker.main,
    ) -> None:
        self._thread = thread
        self._ready = ready
        self._words = words
        self._card = card
        self._answering = answering
        self._target = target
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

    def search(self, query: Query, k: int, *, is_refined: bool = False) -> Answering:
        """The k photos most alike a query; when refined at once, and a better answer later.

        Otherwise there is one answer, as good as the refined one. That is the first once more where
        nothing better comes. Words alone have one answer.
        """
        has_two = is_refined and query.has_picture
        under_way = Answering(Future(), Future() if has_two else None)
        question = SearchQuestion(query, k, time.monotonic(), datetime.now(), has_two)
        self._thread.rest(_REST_S)
        if_mistaken = Fault.BUG_ASKING if query.has_picture else WordFault.BUG_WITH_TEXT
        self._go_on(_Asked(self._answering(question), under_way, if_mistaken), None)
        return under_way

    def _go_on(self, asked: _Asked, value: object) -> None:
        """Have the next step done, with what came of the last one; at the end, hand it over."""
        waiting = asked.waiting
        if waiting.done():
            return
        try:
            self._do(asked, asked.steps.send(value))
        except StopIteration as end:
            finish(waiting, end.value)
        except PhotosimError as error:
            asked.fail(waiting, error)
        except Exception:  # a bug; in the pool's thread nobody else would tell who waits
            log.exception("A search ended with a mistake.")
            asked.fail(waiting, PhotosimError(asked.if_mistaken))

    def _do(self, asked: _Asked, step: Step) -> None:
        go_on = partial(self._go_on, asked)
        if isinstance(step, FirstAnswer):
            self._later(asked, self._in_library(partial(_first, asked, step)))
            asked.has_first = True
            go_on(None)
        elif isinstance(step, ReadAhead):
            self._words.read_ahead(has_colours=step.has_colours)
            go_on(None)
        elif isinstance(step, InLibrary):
            self._later(asked, self._in_library(partial(_in_turn, step, go_on)))
        elif isinstance(step, InWords):
            work = step.work
            done = self._words.where_words_are(lambda opened: work(opened.words))
            cancel_with(asked.waiting, done)
            tell(done, go_on)
            self._later(asked, done)
        else:
            self.ask(step, go_on)

    def _later(self, asked: _Asked, done: Future[Any]) -> None:
        tell(done, failed=partial(asked.fail, asked.waiting))

    def ask(self, order: Order, done: Callable[[Reply], None]) -> None:
        """Have the newest question answered first, by the model that answers at its end."""
        asked = self._worker

        def answered(reply: Reply) -> None:
            if asked is self._worker:
                done(reply)
            else:  # another model took over meanwhile: the old one's process is ending
                self.ask(order, done)

        asked.submit(order, answered, first=True)

    def _make_worker(self) -> WorkerPool:
        # two threads: a query has several views, and for once the person waits
        return WorkerPool(1, (self._card, 2, 0), target=self._target)

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


def _patiently(
    ready: Callable[[], OpenedLibrary | None], work: Callable[[OpenedLibrary], T]
) -> LongWork[T]:
    while (opened := ready()) is None or not opened.library.live.is_usable:
        yield Turn.WAIT
    return work(opened)


def _first(asked: _Asked, step: FirstAnswer, opened: OpenedLibrary) -> None:
    asked.tell_first(step.work(opened.library))


def _in_turn(step: InLibrary, go_on: Callable[[object], None], opened: OpenedLibrary) -> None:
    go_on(step.work(opened.library))
