"""What a person does with labels, each undoable, and what is said then. GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from photosim.core.records.themes import LabelChange
from photosim.gui.labels.ports import LabelChangePort
from photosim.gui.shell.undoing import Act, Finished, Undoing, failing
from photosim.gui.texts import counts, label_texts
from photosim.gui.widgets.bridge import Bridge

_Ask = Callable[[], Future[LabelChange]]
"""Asks the engine for a change of labels."""


@dataclass(frozen=True, slots=True)
class _LabelAction:
    """One change of labels.

    Attributes:
        ask: asks the engine for it.
        text: what it is called in the menu, of the number of photos it changed.
        told: what is said when it is done, of that number.
        then: what else happens; told whether it was done, or undone.
    """

    ask: _Ask
    text: Callable[[int], str]
    told: Callable[[int], str]
    then: Callable[[bool], None] = lambda _is_done: None


class UndoableLabels(QObject):
    """Gives labels and takes them away.

    Signals:
        told: something was done that can be undone. arg1: a sentence.
        said: something else to say. arg1: a sentence.
        renamed: a label is called otherwise, also when that is undone. arg1: before. arg2: now.
        theme_named: a theme has this name now. arg1: its id. arg2: the name.
    """

    told = Signal(str)
    said = Signal(str)
    renamed = Signal(str, str)
    theme_named = Signal(str, str)

    def __init__(
        self,
        source: LabelChangePort,
        bridge: Bridge,
        undoing: Undoing,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._source, self._bridge, self._undoing = source, bridge, undoing

    def label(self, photo_ids: Sequence[int], name: str) -> None:
        """Give photos a label; also those it is suggested for."""
        self._do(
            _LabelAction(
                lambda: self._source.give(photo_ids, name),
                lambda n: f"Label {counts.photos(n)} {label_texts.quoted(name)}",
                lambda n: label_texts.labelled(n, name),
            )
        )

    def unlabel(self, photo_ids: Sequence[int], name: str) -> None:
        """Take a label away from photos."""
        self._do(
            _LabelAction(
                lambda: self._source.take(photo_ids, name),
                lambda n: f"Take {counts.photos(n)} out of {label_texts.quoted(name)}",
                lambda n: label_texts.unlabelled(n, name),
            )
        )

    def refuse(self, photo_ids: Sequence[int], name: str) -> None:
        """These photos do not belong to the label that is suggested for them."""
        self._do(
            _LabelAction(
                lambda: self._source.take(photo_ids, name),
                lambda n: f"{counts.photos(n)} not {label_texts.quoted(name)}",
                lambda n: label_texts.refused(n, name),
            )
        )

    def rename(self, old: str, new: str, *, is_joined: bool) -> None:
        """Call a label otherwise; `is_joined`: another label is called so already."""

        def then(is_done: bool) -> None:
            self.renamed.emit(*((old, new) if is_done else (new, old)))

        self._do(
            _LabelAction(
                lambda: self._source.rename(old, new),
                lambda _n: f"Rename {label_texts.quoted(old)}",
                lambda n: label_texts.renamed(n, old, new, is_joined=is_joined),
                then,
            )
        )

    def remove(self, name: str) -> None:
        """Take a label away from all photos."""
        self._do(
            _LabelAction(
                lambda: self._source.remove(name),
                lambda _n: f"Remove {label_texts.quoted(name)}",
                lambda n: label_texts.removed(n, name),
            )
        )

    def name_theme(self, theme_id: str, name: str, before: str) -> None:
        """Give a theme a name, which labels all its photos; an empty one takes `before` away."""

        def then(is_done: bool) -> None:
            self.theme_named.emit(theme_id, name if is_done else before)

        self._do(
            _LabelAction(
                lambda: self._source.name_theme(theme_id, name),
                lambda _n: f"Name a theme {label_texts.quoted(name or before)}",
                lambda n: (
                    label_texts.labelled(n, name) if name else label_texts.unlabelled(n, before)
                ),
                then,
            )
        )

    # -- doing, undoing

    def _do(self, action: _LabelAction) -> None:
        self._undoing.do(lambda finished: self._start(action, finished))

    def _start(self, action: _LabelAction, finished: Finished) -> None:
        def done(change: LabelChange) -> None:
            if change.n_photos or change.before:
                self._keep(action, change)
                action.then(True)
                self.told.emit(action.told(change.n_photos))
            else:
                self.said.emit(action.told(0))
            finished()

        self._bridge.bind(action.ask(), done, failing(finished, self.said.emit))

    def _keep(self, action: _LabelAction, change: LabelChange) -> None:
        """Put it on the stack; each undo gives the change that the next redo takes back.

        When one of them fails the stack has turned all the same: turning it back does nothing then.
        """
        held, text, is_now = [change], action.text(change.n_photos), [True]

        def swap(is_done: bool) -> Act:
            def act(finished: Finished) -> None:
                def done(opposite: LabelChange) -> None:
                    held[0], is_now[0] = opposite, is_done
                    action.then(is_done)
                    self.said.emit(f"{'Done again' if is_done else 'Undone'}: {text}.")
                    finished()

                if is_now[0] is is_done:
                    finished()
                    return
                undone = self._source.undo(held[0])
                self._bridge.bind(undone, done, failing(finished, self.said.emit))

            return act

        self._undoing.push(
            text,
            lambda: self._undoing.do(swap(False)),
            lambda: self._undoing.do(swap(True)),
        )
