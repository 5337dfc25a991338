"""Answers queries and tags pictures of the command line from a library that it only reads."""

from __future__ import annotations

import os
import queue
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from photosim.core.errors import DecodeError, Fault, ModelError, coded
from photosim.core.index import neighbour_graph
from photosim.core.layout import Layout
from photosim.core.records.answer_notes import AnswerNotes
from photosim.core.records.photos import Answer, Box, Match, Query, readable
from photosim.core.records.themes import Tag
from photosim.core.words.photo_tags import AlikePhotos
from photosim.services.runtime.messages import Order, Outcome, Reply, WordsOrder
from photosim.services.runtime.word_worker import LazyQueryParser
from photosim.services.runtime.worker_pool import WorkerPool
from photosim.services.search import pipeline
from photosim.services.search.answers import SearchQuestion
from photosim.services.search.pipeline import FirstAnswer, InLibrary, ReadAhead, Step, Steps
from photosim.services.search.read_only_library import ReadOnlyLibrary
from photosim.services.words.understanding import InWords

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FoundPhoto:
    """A match, and a file of its photo.

    Attributes:
        match: of which photo, how alike, and why.
        path: as `os.fsdecode` gives it.
        is_offline: the watched folder that the file is in cannot be read now.
    """

    match: Match
    path: str
    is_offline: bool


@dataclass(frozen=True, slots=True)
class FoundPhotos:
    """What was found to a picture or a text.

    Attributes:
        query: the picture's path, as `os.fsdecode` gives it, or the text.
        photos: the most alike first; those that are in the library still.
        notes: what the person should know of it.
        seconds: how long it took.
    """

    query: str
    photos: tuple[FoundPhoto, ...]
    notes: AnswerNotes
    seconds: float


@dataclass(frozen=True, slots=True)
class TaggedPicture:
    """Words for the picture at a path, which is as `os.fsdecode` gives it."""

    query: str
    tags: tuple[Tag, ...]


class ReadOnlySearch:
    """One searcher over read-only connections; used in the thread that made it.

    Args:
        layout: where the library lies; another program may be writing to it.
        card: the chosen model's card, for a library that names no other.
    """

    def __init__(self, layout: Layout, card: Path) -> None:
        self._library = ReadOnlyLibrary(layout, card)
        model = str(self._library.serving.path)
        self._worker = WorkerPool(1, (model, os.cpu_count() or 1, 0))
        self._query_parser = LazyQueryParser(os.cpu_count() or 1)
        self._is_ready = False

    def answer(self, path: bytes, k: int, box: Box | None = None) -> FoundPhotos:
        """The k best matches of a picture, or of a part of it.

        Raises:
            DecodeError: the picture cannot be read, or the part shows nothing.
        """
        self._make_ready()
        began = time.monotonic()
        query = Query(path=os.fsdecode(path), box=box)
        question = SearchQuestion(query, k, began, opens_files=True)
        answer = self._about(path, pipeline.answering(question))
        return self._found(os.fsdecode(path), answer, began)

    def words(self, text: str, k: int) -> FoundPhotos:
        """The k photos that fit a text best.

        Raises:
            ModelError: texts cannot be understood, and nothing in the library is called so.
        """
        for _ in self._library.words.ready():
            pass
        began = time.monotonic()
        question = SearchQuestion(Query(text=text), k, began, datetime.now())
        answer = self._done(pipeline.answering(question))
        return self._found(text, answer, began)

    def tags(self, path: bytes) -> TaggedPicture:
        """Words for a picture.

        Raises:
            DecodeError: the picture cannot be read.
            ModelError: there are no words for what the model sees, nor any label that fits.
        """
        self._make_ready()
        look = self._about(path, pipeline.looking(path))
        library = self._library
        nearest = library.searcher.search(look, neighbour_graph.K).matches
        alike = AlikePhotos(
            [match.photo_id for match in nearest], [match.similarity for match in nearest]
        )
        chances = {int(number): float(chance) for number, chance in look.classes}
        same = library.store.photos.id_of(look.content_hash)
        found = library.words.tags.of_look(same, chances, alike)
        if not found and (trouble := library.words.trouble()):
            raise ModelError(trouble)
        return TaggedPicture(os.fsdecode(path), tuple(found))

    def _make_ready(self) -> None:
        """Have worker and index for query pictures; both load at once."""
        if not self._is_ready:
            self._worker.start()
            self._worker.warm_up()
            self._is_ready = self._library.searcher is not None

    def _about(self, path: bytes, steps: Steps[T]) -> T:
        """What the steps about a picture lead to.

        Raises:
            DecodeError: the picture cannot be read; which one is said.
        """
        if not path:  # an empty variable of a script
            raise DecodeError(Fault.NO_NAME)
        try:
            return self._done(steps)
        except DecodeError as error:
            reason = coded(Fault.NO_SUCH_FILE) if str(error) == coded(Fault.GONE) else str(error)
            raise DecodeError(Fault.OF_FILE, readable(path), reason) from error

    def _done(self, steps: Steps[T]) -> T:
        """What steps lead to, each done in its turn."""
        came: object = None
        try:
            while True:
                came = self._do(steps.send(came))
        except StopIteration as end:
            done: T = end.value
            return done

    def _do(self, step: Step) -> object:
        if isinstance(step, InLibrary | FirstAnswer):
            return step.work(self._library)
        if isinstance(step, InWords):
            return step.work(self._library.words)
        if isinstance(step, ReadAhead):
            return None  # it would be of use to the next question only
        return self._understood(step) if isinstance(step, WordsOrder) else self._reply(step)

    def _understood(self, order: WordsOrder) -> Reply:
        """Without the worker, which would load the model for pictures, too."""
        if trouble := self._library.words.trouble():
            return Reply(Outcome.MODEL, reason=trouble)  # the sentence model is not needed
        try:
            return Reply(Outcome.OK, self._query_parser.read(order.text, order.phrases))
        except ModelError as error:
            return Reply(Outcome.MODEL, reason=str(error))

    def _reply(self, order: Order) -> Reply:
        replies: queue.SimpleQueue[Reply] = queue.SimpleQueue()
        self._worker.submit(order, replies.put)
        return replies.get()

    def _found(self, query: str, answer: Answer, began: float) -> FoundPhotos:
        photos = tuple(one for match in answer.matches for one in self._photo(match))
        return FoundPhotos(query, photos, answer.notes, time.monotonic() - began)

    def _photo(self, match: Match) -> Iterator[FoundPhoto]:
        """The photo of a match; nothing when it is not there any more."""
        for photo in self._library.store.photos.get([match.photo_id]):
            file = match.file or photo
            yield FoundPhoto(match, file.path, file.offline)

    def close(self) -> None:
        """End the processes and close the databases."""
        self._worker.stop()
        self._library.close()
