"""Answers queries and tags pictures of the command line from a library that it only reads."""

from __future__ import annotations

import os
import queue
import time
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from photosim.core.errors import DecodeError, Fault, ModelError, coded
from photosim.core.index import neighbour_graph
from photosim.core.layout import Layout
from photosim.core.records.photos import Answer, Box, Match, Query, readable
from photosim.core.store import Store
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

    def answer(self, path: bytes, k: int, box: Box | None = None) -> dict[str, Any]:
        """The k best matches of a picture, or of a part of it, as the command line prints them.

        Raises:
            DecodeError: the picture cannot be read, or the part shows nothing.
        """
        self._make_ready()
        began = time.monotonic()
        query = Query(path=os.fsdecode(path), box=box)
        question = SearchQuestion(query, k, began, opens_files=True)
        answer = self._about(path, pipeline.answering(question))
        return self._told(os.fsdecode(path), answer) | _seconds(began)

    def words(self, text: str, k: int) -> dict[str, Any]:
        """The k photos that fit a text best, as the command line prints them, and the notes.

        Raises:
            ModelError: texts cannot be understood, and nothing in the library is called so.
        """
        for _ in self._library.words.ready():
            pass
        began = time.monotonic()
        question = SearchQuestion(Query(text=text), k, began, datetime.now())
        answer = self._done(pipeline.answering(question))
        return self._told(text, answer) | {"note": answer.notes} | _seconds(began)

    def tags(self, path: bytes) -> dict[str, Any]:
        """Words for a picture, as the command line prints them.

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
        return {
            "query": os.fsdecode(path),
            "tags": [{"tag": tag.text, "score": round(tag.score, 4)} for tag in found],
        }

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

    def _told(self, query: str, answer: Answer) -> dict[str, Any]:
        store = self._library.store
        return {
            "query": query,
            "matches": [one for match in answer.matches for one in _of_match(store, match)],
        }

    def close(self) -> None:
        """End the processes and close the databases."""
        self._worker.stop()
        self._library.close()


def _of_match(store: Store, match: Match) -> list[dict[str, Any]]:
    """What is printed of one match: nothing when its photo is not there any more."""
    return [
        {
            "path": match.file.path if match.file else photo.path,
            "photo": photo.id,
            "similarity": round(match.similarity, 4),
            "evidence": str(match.evidence),
            "offline": match.file.offline if match.file else photo.offline,
        }
        for photo in store.photos.get([match.photo_id])
    ]


def _seconds(began: float) -> dict[str, Any]:
    return {"seconds": round(time.monotonic() - began, 4)}
