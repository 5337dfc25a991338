"""The actions about labels: label, take out of a label, rename, remove, accept, refuse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from photosim.core.records.photos import Ids, View
from photosim.core.records.themes import Label
from photosim.gui.grid.lazy_ids import LazyIds
from photosim.gui.labels.dialog import LabelDialog, Question
from photosim.gui.labels.label_list import LabelList
from photosim.gui.labels.undoable import UndoableLabels
from photosim.gui.shell.actions import Actions
from photosim.gui.shell.navigation import Place
from photosim.gui.shell.pages import ViewPort
from photosim.gui.texts import counts, label_texts
from photosim.gui.widgets.bridge import Bridge
from photosim.texts import error_wording


class LabelActions(QObject):
    """Asks what is needed and does it. GUI thread.

    Attributes:
        dialog: the last dialog that was opened, None when it is closed.

    Signals:
        said: a sentence for the person. arg1: the sentence.
    """

    said = Signal(str)

    def __init__(
        self,
        photos: ViewPort,
        bridge: Bridge,
        label_list: LabelList,
        undoable: UndoableLabels,
        actions: Actions,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._photos, self._bridge = photos, bridge
        self._label_list, self._undoable = label_list, undoable
        self._actions, self._window = actions, window
        self._ids: Sequence[int] = ()
        self._place: Place | None = None
        self._name = ""
        self.dialog: LabelDialog | None = None
        actions["label"].triggered.connect(self._on_label)
        actions["unlabel"].triggered.connect(self._on_unlabel)
        self._offer()

    # -- what is meant

    def set_ids(self, ids: Sequence[int]) -> None:
        """These photos are selected now."""
        self._ids = ids
        self._offer()

    def set_place(self, place: Place, name: str) -> None:
        """The person is there, among photos labelled `name`; empty: among others."""
        self._place, self._name = place, name
        self._offer()

    def _offer(self) -> None:
        has_label = bool(self._name)
        self._actions.enable(("label",), len(self._ids) > 0)
        self._actions.enable(("unlabel",), len(self._ids) > 0 and has_label)
        action = self._actions["unlabel"]
        name = label_texts.for_menu(label_texts.quoted(self._name))
        is_suggested = self._place is not None and self._place.is_suggested
        text = f"Not {name}" if is_suggested else f"Take out of {name}"
        action.setText(text if has_label else "Take out of this label")

    # -- photos

    def ask(self, ids: Sequence[int]) -> LabelDialog | None:
        """Ask for a label for these photos."""
        if not len(ids):
            return None
        heading = f"Label {counts.photos(len(ids))}"
        return self._open(Question(heading, "Label"), lambda name: self._undoable.label(ids, name))

    def take_out(self, ids: Sequence[int]) -> None:
        """Take these photos out of the label of the page, or say that they do not belong to it."""
        if self._place is not None and self._place.is_suggested:
            self._undoable.refuse(ids, self._name)
        elif self._name:
            self._undoable.unlabel(ids, self._name)

    def accept(self, name: str, ids: Sequence[int] = ()) -> None:
        """Label photos as suggested: some, or all that the label is suggested for."""
        self._with_suggested(name, ids, self._undoable.label)

    def refuse(self, name: str, ids: Sequence[int] = ()) -> None:
        """Never suggest the label for some photos again, or for all that it is suggested for."""
        self._with_suggested(name, ids, self._undoable.refuse)

    def _with_suggested(
        self, name: str, ids: Sequence[int], then: Callable[[Sequence[int], str], None]
    ) -> None:
        if len(ids):
            then(ids, name)
            return

        def done(found: Ids) -> None:
            if found.size:
                then(LazyIds(found), name)

        def failed(error: Exception) -> None:
            self.said.emit(error_wording.sentence(error))

        view = View(label=name, is_suggested=True)
        self._bridge.bind(self._photos.ids(view), done, failed)

    # -- labels

    def menu(self, name: str, where: QPoint) -> QMenu:
        """The context menu of a label, at a place of the screen."""
        menu = QMenu(self._window)
        label = self._label_list.find(name) or Label(name, 0)
        if label.n_suggested:
            n = counts.photos(label.n_suggested)
            menu.addAction(f"Add {n} that may belong to it").triggered.connect(
                lambda: self.accept(name)
            )
            menu.addSeparator()
        menu.addAction("Rename…").triggered.connect(lambda: self.rename(name))
        text = f"Remove from {counts.photos(label.n_photos)}"
        menu.addAction(text).triggered.connect(lambda: self._undoable.remove(name))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)
        return menu

    def rename(self, name: str) -> LabelDialog:
        """Ask for another name."""
        question = Question(
            heading=f"Rename {label_texts.quoted(name)}",
            verb="Rename",
            text=name,
            without=name,
            new="",
            existing="%1 exists already: the two become one label.",
        )
        return self._open(question, partial(self.rename_to, name))

    def rename_to(self, old: str, new: str) -> None:
        """Call a label otherwise; with the name of another one the two become one."""
        known = self._label_list.find(new)
        is_joined = known is not None and known.name != old
        self._undoable.rename(old, new, is_joined=is_joined)

    def _open(self, question: Question, then: Callable[[str], None]) -> LabelDialog:
        dialog = LabelDialog(question, self._label_list.labels, self._window)
        dialog.answered.connect(then)
        dialog.finished.connect(self._on_closed)
        self.dialog = dialog
        dialog.open()
        return dialog

    def _on_closed(self, _result: int) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _on_label(self) -> None:
        self.ask(self._ids)

    def _on_unlabel(self) -> None:
        if len(self._ids):
            self.take_out(self._ids)
