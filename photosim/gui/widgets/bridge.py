"""The one way from the engine's threads into the window, for events and for answers."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import ParamSpec, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, SignalInstance, Slot

from photosim.services import events
from photosim.services.runtime.futures import tell

P = ParamSpec("P")
T = TypeVar("T")

_SIGNALS: dict[type[events.Event], str] = {
    events.Progress: "progress",
    events.PhotosChanged: "photos_changed",
    events.FoldersChanged: "folders_changed",
    events.ProblemsChanged: "problems_changed",
    events.GroupsChanged: "groups_changed",
    events.TrashProgress: "trash_moved",
    events.ThemesChanged: "themes_changed",
    events.LabelsChanged: "labels_changed",
    events.MapChanged: "map_changed",
    events.Trouble: "trouble",
    events.Repaired: "repaired",
    events.Interrupted: "interrupted",
}
"""The signal for each event, by its name."""


class Bridge(QObject):
    """Carries what the engine says into the GUI thread. Lives in the GUI thread.

    Signals:
        progress: how far the engine is. arg1: `events.Progress`.
        photos_changed: photos came or went. arg1: `events.PhotosChanged`.
        folders_changed: the watched folders as they are now. arg1: `events.FoldersChanged`.
        problems_changed: the number of problem files changed. arg1: `events.ProblemsChanged`.
        groups_changed: the groups of duplicates are other ones. arg1: `events.GroupsChanged`.
        trash_moved: how far a run of the trash is. arg1: `TrashProgress`.
        themes_changed: the themes are other ones. arg1: `events.ThemesChanged`.
        labels_changed: labels stand at other photos. arg1: `events.LabelsChanged`.
        map_changed: a better map is ready. arg1: `events.MapChanged`.
        trouble: something a person should know. arg1: `events.Trouble`.
        repaired: the library was damaged and is whole again. arg1: `events.Repaired`.
        interrupted: photosim ended in the middle of a clean-up. arg1: `events.Interrupted`.
    """

    progress = Signal(object)
    photos_changed = Signal(object)
    folders_changed = Signal(object)
    problems_changed = Signal(object)
    groups_changed = Signal(object)
    trash_moved = Signal(object)
    themes_changed = Signal(object)
    labels_changed = Signal(object)
    map_changed = Signal(object)
    trouble = Signal(object)
    repaired = Signal(object)
    interrupted = Signal(object)
    _posted = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def notify(self, event: events.Event) -> None:
        """Pass an event of the engine on as a signal; callable from any thread."""
        self._post(self._emit, (event,), {})

    def bind(
        self,
        answer: Future[T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> Future[T]:
        """Have one of two functions run in the GUI thread, later, with what comes of a question.

        Neither runs when the question is cancelled before it is answered; nor, when it is a method
        of a QObject, or a partial of one, that was destroyed meanwhile. For the GUI thread; gives
        the future back, to cancel it.
        """
        tell(answer, self.call(done), self.call(failed) if failed is not None else None)
        return answer

    def call(self, function: Callable[P, object]) -> Callable[P, None]:
        """A callable for any thread that runs `function` in the GUI thread, later.

        When `function` is a method of a QObject that was destroyed meanwhile, nothing happens.
        """

        def post(*args: P.args, **kwargs: P.kwargs) -> None:
            self._post(function, args, kwargs)

        return post

    def _post(self, function: object, args: object, kwargs: object) -> None:
        if shiboken6.isValid(self):
            self._posted.emit(function, args, kwargs)

    @Slot(object, object, object)
    def _run(
        self, function: Callable[..., object], args: tuple[object, ...], kwargs: dict[str, object]
    ) -> None:
        plain = function
        while isinstance(plain, partial):
            plain = plain.func
        owner = getattr(plain, "__self__", None)
        if not isinstance(owner, QObject) or shiboken6.isValid(owner):
            function(*args, **kwargs)

    def _emit(self, event: events.Event) -> None:
        signal: SignalInstance = getattr(self, _SIGNALS[type(event)])
        signal.emit(event)
