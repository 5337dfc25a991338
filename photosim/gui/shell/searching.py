"""From a drop, a paste or a file to an answer: one search at a time, the latest one counts."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future
from functools import partial
from typing import Protocol

from PySide6.QtCore import QMimeData, QObject, Signal

from photosim.core.errors import DecodeError, PhotosimError
from photosim.core.records.photos import Answer, Query
from photosim.gui.grid import drop
from photosim.gui.grid.drop import Drop, DropDecision
from photosim.gui.texts import word_texts
from photosim.gui.widgets.bridge import Bridge
from photosim.texts import error_wording

MOST_ALIKE, MOST_FITTING = 200, 1000
"""Matches asked for: the hundredth is hardly alike, but there may be many photos of a dog."""


class Cancellable(Protocol):
    """What the engine hands back for a question."""

    def cancel(self) -> object:
        """No answer is wanted any more."""


class RunningSearch(Cancellable, Protocol):
    """A search that is under way."""

    @property
    def answer(self) -> Future[Answer]:
        """The first answer."""

    @property
    def refined(self) -> Future[Answer] | None:
        """The better one, if there will be any."""


class SearchPort(Protocol):
    """The part of the engine that searches."""

    def search(self, query: Query, k: int = ..., *, is_refined: bool = ...) -> RunningSearch:
        """The photos most alike `query`: at once, and when refined a better answer later."""


class Searching(QObject):
    """Asks the engine. Lives in the GUI thread; files are looked at in a thread of their own.

    What comes from outside may turn out to be no picture: until it is answered, what was asked
    before goes on, and stays when it fails. Of several files the first that is a picture counts.

    Signals:
        started: a search goes on. arg1: what to call its picture.
        answered: it is done. arg1: `Query`. arg2: `Answer`.
        refined: the same query has a better answer. arg1: `Query`. arg2: that `Answer`.
        settled: no better answer comes any more. arg1: `Query`.
        ended: nothing is searched any more, with or without an answer.
        failed: a search has no answer: what was asked with it is not shown.
        unanswered: words cannot be answered now. arg1: `Query`. arg2: why, a sentence.
        refused: a sentence for the person: why there is no search or no answer. arg1: the sentence.
        left_out: what is not searched with, once a search has begun. arg1: a sentence. arg2: the
            `Query` that it has begun with.
        folder_dropped: a folder, not a picture. arg1: its path.
    """

    started = Signal(str)
    answered = Signal(object, object)
    refined = Signal(object, object)
    settled = Signal(object)
    ended = Signal()
    failed = Signal()
    unanswered = Signal(object, str)
    refused = Signal(str)
    left_out = Signal(str, object)
    folder_dropped = Signal(object)  # Qt's texts lose bytes that are not Unicode

    def __init__(self, engine: SearchPort, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._bridge = bridge
        self._turn = self._dropped = 0
        self._asked: dict[int, tuple[Query, Cancellable]] = {}
        self._refining: tuple[int, Query, Cancellable] | None = None
        # of which turn and drop, what stands behind its file, what was said of those before it
        self._several: tuple[tuple[int, int], tuple[str, ...], str] = ((0, 0), (), "")

    def take(self, mime: QMimeData) -> None:
        """Search with what was dropped or pasted, or say why not."""
        self._settle(drop.reading(mime))

    def open(self, *paths: str) -> None:
        """Search with the first of these files that can be opened."""
        self._settle(Drop(paths=paths))

    def search(self, query: Query) -> None:
        """Ask the engine; an earlier question that is not answered yet is dropped.

        Unless this is a picture from outside: it may not be one.
        """
        if query.path is None and query.data is None:
            self._drop(self._asked)
        self._turn += 1
        self._dropped += 1
        turn = self._turn
        self._say_started(query)
        k = MOST_FITTING if word_texts.is_by_words(query) else MOST_ALIKE
        search = self._engine.search(query, k, is_refined=True)
        self._asked[turn] = (query, search)
        self._bridge.bind(
            search.answer,
            partial(self._on_answer, turn, query),
            partial(self._on_failed, turn, query),
        )
        if search.refined is not None:
            self._bridge.bind(search.refined, partial(self._on_refined, turn, query))

    def cancel(self) -> None:
        """Forget what is asked and not answered."""
        self._dropped += 1
        if self._asked:
            self._drop(self._asked)
            self.ended.emit()

    def _say_started(self, query: Query) -> None:
        self.started.emit(word_texts.called(query) if query.text else query.name)

    def _drop(self, turns: Iterable[int]) -> None:
        for turn in list(turns):
            self._asked.pop(turn)[1].cancel()

    def _settle(self, dropped: Drop, refusals: str = "") -> None:
        """Look at a drop; `refusals` says why files before it are not searched with."""
        self._dropped += 1
        number = self._dropped
        drop.settle(dropped, partial(self._bridge.call(self._on_settled), number, refusals))

    def _on_settled(self, number: int, refusals: str, settled: DropDecision) -> None:
        if number != self._dropped:
            return
        sentence = f"{refusals} {settled.sentence}".strip()
        if sentence and settled.query is None:
            self.refused.emit(sentence)
        if settled.folder:
            self.folder_dropped.emit(settled.folder)
        if settled.query is not None:
            self.search(settled.query)
            self._several = (self._turn, self._dropped), settled.after, refusals
            if sentence:  # after the start, which ends what was said of an earlier search
                self.left_out.emit(sentence, settled.query)

    def _on_answer(self, turn: int, query: Query, answer: Answer) -> None:
        if turn not in self._asked:
            return
        _, awaited = self._asked.pop(turn)
        self._drop([earlier for earlier in self._asked if earlier < turn])
        self._end_refining()
        if not word_texts.is_by_words(query):
            self._refining = turn, query, awaited
        if not self._asked:
            self.ended.emit()
        self.answered.emit(query, answer)

    def _end_refining(self) -> None:
        """The page of an earlier question gets no better answer."""
        if self._refining is not None:
            _, query, awaited = self._refining
            self._refining = None
            awaited.cancel()
            self.settled.emit(query)

    def _on_refined(self, turn: int, query: Query, answer: Answer) -> None:
        if self._refining is not None and self._refining[0] == turn:
            self._refining = None
            self.refined.emit(query, answer)

    def _on_failed(self, turn: int, query: Query, error: Exception) -> None:
        if turn not in self._asked:
            return
        self._asked.pop(turn)
        if self._asked:
            self._say_started(self._asked[max(self._asked)][0])
        else:
            self.ended.emit()
        self.failed.emit()
        if not isinstance(error, PhotosimError):
            raise error
        if word_texts.is_by_words(query):
            self.unanswered.emit(query, error_wording.sentence(error))
        else:
            self._refuse(turn, query, error)

    def _refuse(self, turn: int, query: Query, error: PhotosimError) -> None:
        """Say why there is no answer, or search with the next of several files."""
        of, after, refusals = self._several
        if of != (turn, self._dropped):
            after, refusals = (), ""
        sentence = error_wording.sentence(error)
        if after or refusals or _is_of_file(query, error):
            sentence = f"{refusals} {query.name}: {sentence}".strip()
        if after and isinstance(error, DecodeError):
            self._settle(Drop(paths=after), sentence)
        else:
            self.refused.emit(sentence)


def _is_of_file(query: Query, error: PhotosimError) -> bool:
    """Whether something is wrong with the file that was searched with, which has a name."""
    is_whole_file = query.box is None and query.name not in ("", drop.PASTED)
    return is_whole_file and isinstance(error, DecodeError)
