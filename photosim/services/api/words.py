"""What is asked with words, from any thread: a search, words to go on with, tags.

text -> the library's own words and dates (library thread) -> meaning (the process for queries,
which has the sentence model) -> scores of all photos (library thread).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from photosim.core.errors import ModelError, PhotosimError
from photosim.core.records.photos import Answer, Query
from photosim.core.records.themes import Suggestion, Tag
from photosim.services.library.access import Access
from photosim.services.library.open_library import OpenedLibrary
from photosim.services.runtime.futures import (
    cancel_with,
    chained,
    fail,
    finish,
    pass_failure,
    pass_on,
    tell,
)
from photosim.services.runtime.jobs import LongWork
from photosim.services.runtime.messages import Order, Reply, WordsOrder
from photosim.services.search import answers
from photosim.services.words.understanding import InWords, Understanding, understanding
from photosim.services.words.word_index import Understood

if TYPE_CHECKING:
    from photosim.services.words.word_index import WordIndex

T = TypeVar("T")

_REST_S = 0.3
"""How long indexing leaves the library thread alone when a person searches or types."""

Ask = Callable[[Order, Callable[[Reply], None]], None]
"""Gives an order to the process for queries, before what waits there."""


class WordQuestions:
    """Every method is for any thread.

    Args:
        access: the way to the library.
        ask: the way to the process for queries.
        rest: leaves the long jobs of the library thread alone for some seconds.
        now: the time of day, for "last summer".
    """

    def __init__(
        self,
        access: Access,
        ask: Ask,
        rest: Callable[[float], None],
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        self._access = access
        self._ask = ask
        self._rest = rest
        self._now = now

    def search(self, text: str, k: int) -> Future[Answer]:
        """The k photos that fit a text best, and a note where words are beyond photosim."""
        question = answers.SearchQuestion(Query(text=text), k, time.monotonic())
        self._rest(_REST_S)

        def answer(text: Understood) -> Future[Answer]:
            found = self.with_words(lambda o: answers.to_words(o.library, o.words, text, question))
            if any(term.colour >= 0 for term in text.meant.terms):
                self._access.run(_see_colours)  # until then mean colours stand in
            self._access.run(_know_neighbours)
            return found

        return chained(self.understand(text), answer)

    def understand(self, text: str) -> Future[Understood]:
        """What a text means; the process for queries is asked."""
        meant: Future[Understood] = Future()
        self._go_on(understanding(text, self._now()), meant, None)
        return meant

    def suggest(self, text: str) -> Future[Sequence[Suggestion]]:
        """Texts to go on with while a person types, which this library can answer."""
        self._rest(_REST_S)
        return self.with_words(lambda opened: opened.words.suggest(text))

    def tags(self, photo_id: int) -> Future[Sequence[Tag]]:
        """Words for a photo: its labels, then what is suggested, then what is seen."""
        return self._access.submit(lambda opened: tags_of(opened.words, photo_id))

    def _go_on(self, steps: Understanding, meant: Future[Understood], came: object) -> None:
        """Have the next step done, with what came of the last one; at the end, hand it over."""
        if meant.done():
            return
        try:
            step = steps.send(came)
        except StopIteration as end:
            finish(meant, end.value)
        except PhotosimError as error:
            fail(meant, error)
        else:
            self._do(step, steps, meant)

    def _do(
        self, step: WordsOrder | InWords, steps: Understanding, meant: Future[Understood]
    ) -> None:
        go_on = partial(self._go_on, steps, meant)
        if isinstance(step, WordsOrder):
            self._ask(step, go_on)
            return
        work = step.work
        done = self.with_words(lambda opened: work(opened.words))
        cancel_with(meant, done)
        tell(done, go_on)
        pass_failure(done, meant)

    def with_words(self, work: Callable[[OpenedLibrary], T]) -> Future[T]:
        """Have it done in the library thread once all that words need is there."""
        answer: Future[T] = Future()

        def begin(opened: OpenedLibrary) -> None:
            if opened.words.is_ready:
                finish(answer, work(opened))
            elif not answer.done():
                self._rest(0.0)  # what is waited for is a long job itself
                pass_on(self._access.run(lambda o: _patiently(o, work)), answer)

        pass_failure(self._access.submit(begin), answer)
        return answer


def tags_of(words: WordIndex, photo_id: int) -> Sequence[Tag]:
    """Words for a photo; in the library thread.

    Raises:
        ModelError: there are none, since a file that has them is missing.
    """
    found = words.tags.of(photo_id)
    if not found and (missing := words.missing()):
        raise ModelError(missing)
    return found


def _patiently(opened: OpenedLibrary, work: Callable[[OpenedLibrary], T]) -> LongWork[T]:
    yield from opened.words.ready()
    return work(opened)


def _see_colours(opened: OpenedLibrary) -> LongWork[None]:
    search = opened.words.search
    yield from opened.colour_filling.fill(search.colours, search.table.rows.ids)


def _know_neighbours(opened: OpenedLibrary) -> LongWork[None]:
    """From the next question on neighbours help to answer."""
    if opened.clustering_run.graph_now is None and not opened.indexer.is_running:
        yield from opened.clustering_run.graph()
