"""From a drop, a paste or a file to an answer: one search at a time, the latest one counts."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QMimeData, QObject, Signal

from photosim.core.errors import PhotosimError
from photosim.core.records import Answer, Query
from photosim.gui import drop
from photosim.gui.bridge import Bridge
from photosim.gui.drop import Drop, Settled
from photosim.gui.finding import phrases

MOST_ALIKE, MOST_FITTING = 200, 1000
"""Matches asked for: the hundredth is hardly alike, but there may be many photos of a dog."""


class Cancellable(Protocol):
    """What the engine hands back for a question."""

    def cancel(self) -> None:
        """No answer is wanted any more."""


class SearchSource(Protocol):
    """The part of the engine that searches."""

    def search(
        self,
        query: Query,
        done: Callable[[Answer], None],
        failed: Callable[[Exception], None],
        k: int = ...,
        refined: Callable[[Answer], None] | None = ...,
    ) -> Cancellable:
        """The photos most alike `query`, to `done` and later to `refined`, in any thread."""


class Searching(QObject):
    """Asks the engine. Lives in the GUI thread; files are looked at in a thread of their own.

    Signals:
        started: a search goes on. arg1: what to call its picture.
        answered: it is done. arg1: `Query`. arg2: `Answer`.
        refined: the same query was looked at closely. arg1: `Query`. arg2: the better `Answer`.
        ended: nothing is searched any more, with or without an answer.
        unanswered: words cannot be answered now. arg1: `Query`. arg2: why, a sentence.
        refused: a sentence for the person: why not, or what was left out. arg1: the sentence.
        folder_dropped: a folder, not a picture. arg1: its path.
    """

    started = Signal(str)
    answered = Signal(object, object)
    refined = Signal(object, object)
    ended = Signal()
    unanswered = Signal(object, str)
    refused = Signal(str)
    folder_dropped = Signal(object)  # Qt's texts lose bytes that are not Unicode

    def __init__(self, engine: SearchSource, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._bridge = bridge
        self._turn = 0
        self._job: Cancellable | None = None

    def take(self, mime: QMimeData) -> None:
        """Search with what was dropped or pasted, or say why not."""
        self._settle(drop.reading(mime))

    def open(self, path: str) -> None:
        """Search with a file."""
        self._settle(Drop(paths=(path,)))

    def search(self, query: Query) -> None:
        """Ask the engine; an earlier question that is not answered yet is dropped."""
        self.cancel()
        self.started.emit(phrases.called(query) if query.text else query.name)
        turn = self._turn
        done, failed = self._bridge.call(self._on_answer), self._bridge.call(self._on_failed)
        refined = self._bridge.call(self._on_refined)
        self._job = self._engine.search(
            query,
            lambda answer: done(turn, query, answer),
            lambda error: failed(turn, query, error),
            MOST_FITTING if phrases.is_by_words(query) else MOST_ALIKE,
            refined=lambda answer: refined(turn, query, answer),
        )

    def cancel(self) -> None:
        """Forget the question that is asked, if there is one."""
        self._turn += 1
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self.ended.emit()

    def _settle(self, dropped: Drop) -> None:
        self.cancel()
        turn = self._turn
        settled = self._bridge.call(self._on_settled)

        def work() -> None:
            settled(turn, drop.settled(dropped))

        threading.Thread(target=work, name="drop", daemon=True).start()

    def _on_settled(self, turn: int, settled: Settled) -> None:
        if turn != self._turn:
            return
        if settled.sentence:
            self.refused.emit(settled.sentence)
        if settled.folder:
            self.folder_dropped.emit(settled.folder)
        if settled.query is not None:
            self.search(settled.query)

    def _on_answer(self, turn: int, query: Query, answer: Answer) -> None:
        if turn == self._turn:
            self._job = None
            self.ended.emit()
            self.answered.emit(query, answer)

    def _on_refined(self, turn: int, query: Query, answer: Answer) -> None:
        if turn == self._turn:
            self.refined.emit(query, answer)

    def _on_failed(self, turn: int, query: Query, error: Exception) -> None:
        if turn != self._turn:
            return
        self._job = None
        self.ended.emit()
        if not isinstance(error, PhotosimError):
            raise error
        if phrases.is_by_words(query):
            self.unanswered.emit(query, str(error))
        else:
            self.refused.emit(str(error))
