"""What a person presses in a review, keys, buttons and menu entries, and what each of them does."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu

from photosim.gui.duplicates.judging import Judging
from photosim.gui.duplicates.keys import action_of, number_of
from photosim.gui.duplicates.page import ReviewPage
from photosim.gui.duplicates.undoable import UndoableReview
from photosim.gui.shell.actions import Actions

ON_GROUPS = (
    *("keep", "trash", "always_keep", "not_duplicates", "keep_all", "accept", "next_group"),
    *("previous_group", "blink", "difference", "lock", "fit", "full_size", "keep_rules"),
    "move_to_trash",
)
"""Actions that need a group in sight."""


class Controls(QObject):
    """Connects them, and keeps the menu as things are.

    Signals:
        rules_wanted: arrange keep rules.
        trash_wanted: move what was chosen to the trash.
        reveal_wanted: show a file in the file manager. arg1: its path.
        search_wanted: search with a photo. arg1: photo id.
        left: one step back, and there is none within the review.
        refused: a key cannot do anything now. arg1: why, a sentence.
    """

    rules_wanted = Signal()
    trash_wanted = Signal()
    reveal_wanted = Signal(object)  # Qt's texts lose bytes that are not Unicode
    search_wanted = Signal(int)
    left = Signal()
    refused = Signal(str)

    def __init__(
        self, page: ReviewPage, judging: Judging, undoable: UndoableReview, actions: Actions
    ) -> None:
        super().__init__(page)
        self._page, self._judging, self._undoable = page, judging, undoable
        self._actions = actions
        self._slots = self._make_slots()
        self._connect()
        self._mark()

    def _connect(self) -> None:
        for name, slot in self._slots.items():
            if name in ON_GROUPS:
                self._actions[name].triggered.connect(lambda _checked=False, slot=slot: slot())
        for name, button in self._page.compare.answers.buttons.items():
            button.clicked.connect(lambda _checked=False, slot=self._slots[name]: slot())
        self._page.key_pressed.connect(self._on_key)
        self._page.compare.menu_wanted.connect(self._menu)
        self._page.compare.panes.changed.connect(self._mark)
        stack = self._undoable.stack
        for changed in (stack.canUndoChanged, stack.canRedoChanged, stack.indexChanged):
            changed.connect(self._offer_undo)

    def _make_slots(self) -> dict[str, Callable[..., object]]:
        judging, compare = self._judging, self._page.compare
        panes = compare.panes
        return {
            "keep": judging.keep,
            "trash": judging.trash,
            "always_keep": judging.always_keep,
            "not_duplicates": judging.not_duplicates,
            "keep_all": judging.keep_all,
            "accept": judging.accept,
            "next_group": judging.next_group,
            "previous_group": judging.previous_group,
            "blink": panes.blink,
            "difference": lambda: panes.show_difference(not panes.is_difference),
            "lock": lambda: panes.lock(not panes.is_locked),
            "fit": panes.fit,
            "full_size": panes.full_size,
            "nearer": lambda: panes.zoom_by(1),
            "further": lambda: panes.zoom_by(-1),
            "keep_rules": self.rules_wanted.emit,
            "move_to_trash": self.trash_wanted.emit,
            "undo": lambda: self._turn("undo", self._undoable.undo),
            "redo": lambda: self._turn("redo", self._undoable.redo),
            "leave": self._leave,
        }

    def _on_key(self, key: Qt.Key, is_shifted: bool) -> None:
        number = number_of(key)
        if number >= 0:
            self._page.compare.choose(number)
            return
        is_mirrored = self._page.layoutDirection() is Qt.LayoutDirection.RightToLeft
        name = action_of(key, is_shifted=is_shifted, is_mirrored=is_mirrored)
        if name:
            self._slots[name]()

    def _turn(self, name: str, turn: Callable[[], None]) -> None:
        """Undo or redo; where there is nothing that could be, say why."""
        if self._actions[name].isEnabled() or self._undoable.is_busy:
            turn()
        else:
            self.refused.emit(self._actions.need(name))

    def _leave(self) -> None:
        """One step back: out of blinking, out of the differences, the group, the review."""
        panes = self._page.compare.panes
        if panes.stop_blinking():
            return
        if panes.is_difference:
            panes.show_difference(False)
        elif not self._page.show_list():
            self.left.emit()

    def _menu(self, where: QPoint) -> None:
        """What can be done with the photo that is meant."""
        member = self._page.compare.member
        if member is None:
            return
        menu = QMenu(self._page)
        for name in ("keep", "trash", "always_keep"):
            menu.addAction(self._actions[name])
        menu.addSeparator()
        path, photo_id = member.photo.path, member.photo.id
        menu.addAction("Show in file manager").triggered.connect(
            lambda: self.reveal_wanted.emit(path)
        )
        menu.addAction("Search like this").triggered.connect(
            lambda: self.search_wanted.emit(photo_id)
        )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def enable(self, has_group: bool) -> None:
        """Offer what makes sense while a group is in sight, or while none is."""
        self._actions.enable(ON_GROUPS, has_group)
        self._offer_undo()

    def _offer_undo(self, *_now: object) -> None:
        stack = self._undoable.stack
        if not shiboken6.isValid(stack):
            return  # it empties itself while it is destroyed, and says so
        self._page.compare.answers.buttons["undo"].setEnabled(stack.canUndo())

    def _mark(self) -> None:
        panes = self._page.compare.panes
        self._actions["difference"].setChecked(panes.is_difference)
        self._actions["lock"].setChecked(panes.is_locked)
