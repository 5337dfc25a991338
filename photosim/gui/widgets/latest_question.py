"""Of the questions that follow each other only the latest is answered."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject

from photosim.core.errors import PhotosimError
from photosim.gui.widgets.bridge import Bridge

T = TypeVar("T")


class LatestQuestion(QObject):
    """Asks one thing at a time; what an earlier question brings is not heard. GUI thread."""

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        """Nothing is heard once `parent` is destroyed."""
        super().__init__(parent)
        self._bridge = bridge
        self._turn = 0
        self._cancel: Callable[[], object] | None = None

    def ask(
        self,
        answer: Future[T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """Have `done` or `failed` run, later, unless another question is asked before."""
        self.forget()
        turn = self._turn
        self._bridge.bind(
            answer, partial(self._on_done, turn, done), partial(self._on_failed, turn, failed)
        )
        self._cancel = answer.cancel

    def forget(self) -> None:
        """No answer is wanted any more."""
        self._turn += 1
        if self._cancel is not None:
            self._cancel()
            self._cancel = None

    def _on_done(self, turn: int, done: Callable[[T], object], found: T) -> None:
        if turn == self._turn:
            self._cancel = None
            done(found)

    def _on_failed(
        self, turn: int, failed: Callable[[Exception], object], error: Exception
    ) -> None:
        """A bug is loud, however late it comes."""
        if turn == self._turn:
            self._cancel = None
            failed(error)
        elif not isinstance(error, PhotosimError):
            raise error
