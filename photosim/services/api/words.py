"""What is asked with words, from any thread: a search, words to go on with, tags.

text -> the library's own words and dates (library thread) -> meaning (the process for queries,
which has the sentence model) -> scores of all photos (library thread).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from photosim.core.errors import ModelError, PhotosimError
from photosim.core.records.photos import Answer
from photosim.core.records.themes import Suggestion, Tag
from photosim.core.words.library_terms import ParsedText
from photosim.core.words.parsed_query import ParsedQuery
from photosim.services.library.access import Access, Failed
from photosim.services.library.open_library import OpenedLibrary
from photosim.services.runtime.jobs import Job, LongWork
from photosim.services.runtime.messages import Order, Outcome, Reply, WordsOrder
from photosim.services.search import answers
from photosim.services.search.answers import Understood

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

    def search(self, text: str, k: int, done: Callable[[Answer], None], failed: Failed) -> Job:
        """The k photos that fit a text best, and a sentence where words are beyond photosim."""
        job = Job(done, failed)
        question = answers.SearchQuestion(k, time.monotonic())
        self._rest(_REST_S)

        def answer(text: Understood) -> None:
            self.with_words(
                job, lambda o: answers.to_words(o.library, o.words, text, question), job.finish
            )
            if any(term.hue >= 0 for term in text.meant.terms):
                self._access.run(_see_colours, _nothing, _logged)
            self._access.run(_know_neighbours, _nothing, _logged)

        self.understand(text, job, answer)
        return job

    def understand(self, text: str, job: Job, done: Callable[[Understood], None]) -> None:
        """Take a text apart and have the process for queries say what it means."""
        self.with_words(
            job,
            lambda opened: opened.words.search.read(text, self._now()),
            lambda asked: self._mean(asked, job, done),
        )

    def suggest(
        self, text: str, done: Callable[[Sequence[Suggestion]], None], failed: Failed
    ) -> Job:
        """Texts to go on with while a person types, which this library can answer."""
        job = Job(done, failed)
        self._rest(_REST_S)
        self.with_words(job, lambda opened: opened.words.suggest(text), job.finish)
        return job

    def tags(self, photo_id: int, done: Callable[[Sequence[Tag]], None], failed: Failed) -> Job:
        """Words for a photo: its labels, then what is suggested, then what is seen."""
        return self._access.submit(lambda opened: tags_of(opened.words, photo_id), done, failed)

    def _mean(self, asked: ParsedText, job: Job, done: Callable[[Understood], None]) -> None:
        """What a text means; where that cannot be said the labels and names in it still count."""

        def replied(reply: Reply) -> None:
            if reply.outcome is Outcome.OK and isinstance(reply.value, ParsedQuery):
                done(Understood(asked, reply.value))
            elif reply.outcome is Outcome.BUG:
                job.fail(PhotosimError("photosim made a mistake with this text; see the log."))
            else:
                done(Understood(asked, ParsedQuery(()), reply.reason))

        if not asked.rest:
            done(Understood(asked, ParsedQuery(())))
        elif not job.is_cancelled:
            self._ask(WordsOrder(asked.rest, asked.own), replied)

    def with_words(
        self, job: Job, work: Callable[[OpenedLibrary], T], done: Callable[[T], None]
    ) -> None:
        """Have it done in the library thread once all that words need is there."""

        def begin(opened: OpenedLibrary) -> None:
            if opened.words.is_ready:
                done(work(opened))
            elif not job.is_cancelled:
                self._rest(0.0)  # what is waited for is a long job itself
                self._access.run(lambda o: _patiently(o, work), done, job.fail)

        if not job.is_cancelled:
            self._access.submit(begin, _nothing, job.fail)


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
    yield from opened.hue_filling.fill(search.hues, search.table.rows.ids)


def _know_neighbours(opened: OpenedLibrary) -> LongWork[None]:
    """From the next question on neighbours help to answer."""
    if opened.sorting.graph_now is None and not opened.indexer.is_running:
        yield from opened.sorting.graph()


def _logged(error: Exception) -> None:
    """Mean colours stand in; the job is in the log."""


def _nothing(_: object) -> None:
    """The answer went to its job."""
