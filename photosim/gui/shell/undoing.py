"""What a person did last, whatever it was, and the way back: one stack for the whole window.

One action after another: the next is asked of the engine when the one before is done, so that an
undo always finds what it takes back. An action stands on the stack as soon as the engine has done
it. GUI thread.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from photosim.gui.shell.actions import Actions
from photosim.texts import error_wording

Finished = Callable[[], None]
Act = Callable[[Finished], None]
"""Asks the engine for something; calls its argument, in the GUI thread, when that is done."""
_LONGEST_TEXT = 60
"""Letters of an action that the Edit menu shows."""


class _Step(QUndoCommand):
    """An action that has been done already when it is pushed."""

    def __init__(
        self, text: str, undo: Callable[[], None], redo: Callable[[], None] | None
    ) -> None:
        super().__init__(text)
        self._undo, self._redo = undo, redo
        self._is_new = True

    def undo(self) -> None:
        """Ask for the opposite; Qt takes a step from the stack that cannot be done again."""
        self.setObsolete(self._redo is None)
        self._undo()

    def redo(self) -> None:
        """Ask for it again; nothing the first time, when Qt calls this at once."""
        if not self._is_new and self._redo is not None:
            self._redo()
        self._is_new = False


class Undoing(QObject):
    """Does things one after the other, and keeps them for the Edit menu.

    Attributes:
        stack: what was done, the last on top.

    Signals:
        begun: something is done, taken back or done again now: what was said of what was done
            before may be true no longer. What this brings about is said after it.
    """

    begun = Signal()

    def __init__(self, actions: Actions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.stack = QUndoStack(self)
        self._waiting: deque[Act] = deque()
        self._is_busy = False
        actions["undo"].triggered.connect(self.undo)
        actions["redo"].triggered.connect(self.redo)
        stack = self.stack
        for changed in (stack.canUndoChanged, stack.canRedoChanged, stack.indexChanged):
            changed.connect(self._offer)
        self._offer()

    @property
    def is_busy(self) -> bool:
        """Whether the engine has not done everything yet."""
        return self._is_busy

    def undo(self) -> None:
        """Take the last action back, also one that the engine is still busy with."""
        self.do(lambda finished: _turn(self.stack.undo, finished))

    def redo(self) -> None:
        """Do it again."""
        self.do(lambda finished: _turn(self.stack.redo, finished))

    def do(self, act: Act) -> None:
        """Do something as soon as everything before it is done."""
        self._waiting.append(act)
        if not self._is_busy:
            self._next()

    def push(self, text: str, undo: Callable[[], None], redo: Callable[[], None]) -> None:
        """Something was done: from now on it can be undone; `text` says what in the menu."""
        self._actions.set_need("redo", "")
        self.stack.push(_Step(text, undo, redo))

    def push_once(self, text: str, undo: Callable[[], None], why_once: str) -> None:
        """The same of what is not offered to be done again once it is undone.

        `why_once` is the sentence for whoever presses the key of Redo then.
        """

        def undo_for_good() -> None:
            self._actions.set_need("redo", why_once)
            undo()

        self._actions.set_need("redo", "")
        self.stack.push(_Step(text, undo_for_good, None))

    def _next(self) -> None:
        self._is_busy = bool(self._waiting)
        if self._waiting:
            self.begun.emit()
            self._waiting.popleft()(self._next)

    def _offer(self, *_now: object) -> None:
        stack = self.stack
        if not shiboken6.isValid(stack):
            return  # it empties itself while it is destroyed, and says so
        for name, can, text in (
            ("undo", stack.canUndo(), stack.undoText()),
            ("redo", stack.canRedo(), stack.redoText()),
        ):
            word = f"&{name.capitalize()}"
            self._actions[name].setEnabled(can)
            self._actions[name].setText(f"{word}: {_shown(text)}" if text else word)


def failing(finished: Finished, tell: Callable[[str], object]) -> Callable[[Exception], None]:
    """What an act does with failures, in the GUI thread: tells why and goes on."""

    def failed(error: Exception) -> None:
        tell(error_wording.sentence(error))
        finished()

    return failed


def _shown(text: str) -> str:
    """An action's words for a menu, where `&` has a meaning and room is scarce."""
    short = text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1]}…"
    return short.replace("&", "&&")


def _turn(turn: Callable[[], None], finished: Finished) -> None:
    turn()
    finished()
