"""A short ordered list of folders or formats: added, removed, moved up and down."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from photosim.core.records.photos import Folder
from photosim.gui.duplicates.filters import FORMATS
from photosim.gui.texts import counts
from photosim.gui.widgets import appearance
from photosim.gui.widgets.list_style import HEAD

_ValueRole = Qt.ItemDataRole.UserRole
_HEIGHT_PX, _ROW_PX = 76, 30


class ValueList(QWidget):
    """Some values, the first counts most.

    Args:
        title: what they are.
        hint: what is said while there are none.
        offered: asked for (text, value) when the person wants to add one.
        can_browse: whether any folder of the computer may be added.

    Signals:
        added: the person added one.
        changed: the person added, removed or moved one.
    """

    added = Signal()
    changed = Signal()

    def __init__(
        self,
        title: str,
        hint: str,
        offered: Callable[[], Sequence[tuple[str, str]]],
        *,
        can_browse: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._offered, self._can_browse = offered, can_browse
        self.list = QListWidget(self)
        self.list.setAccessibleName(title)
        self.list.setStyleSheet(HEAD)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setFixedHeight(_HEIGHT_PX)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.add = appearance.link_button("Add", self)
        self.add.setAccessibleName(f"Add to: {title}")
        self.remove = appearance.link_button("Remove", self)
        self.remove.setAccessibleName(f"Remove from: {title}")
        self._hint = appearance.label(hint, muted=True, parent=self)
        self._lay_out(title)
        self.add.clicked.connect(self._on_add)
        self.remove.clicked.connect(self._on_remove)
        self.list.model().rowsMoved.connect(lambda *_args: self.changed.emit())
        self._refresh()

    @property
    def values(self) -> tuple[str, ...]:
        """The values, in order."""
        items = (self.list.item(row) for row in range(self.list.count()))
        # kept as bytes: Qt's texts lose those that are not Unicode
        return tuple(os.fsdecode(bytes(item.data(_ValueRole))) for item in items)

    def show_values(self, values: Sequence[str]) -> None:
        """Show these; says nothing."""
        self.list.clear()
        for value in values:
            self._append(value)
        self._refresh()

    def put(self, value: str) -> None:
        """Add one at the end."""
        if value and value not in self.values:
            self._append(value)
            self._refresh()
            self.added.emit()
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del removes, Alt or Ctrl with the arrows moves."""
        held = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() == Qt.Key.Key_Delete:
            self._on_remove()
        elif event.modifiers() & held and Qt.Key(event.key()) in steps:
            self._move(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _append(self, value: str) -> None:
        item = QListWidgetItem(counts.path(value))
        item.setData(_ValueRole, os.fsencode(value))
        item.setToolTip(counts.path(value))
        item.setSizeHint(QSize(0, _ROW_PX))  # as wide as the list: long paths are shortened
        self.list.addItem(item)

    def _on_add(self) -> None:
        menu = QMenu(self)
        for text, value in self._offered():
            if value not in self.values:
                menu.addAction(text).triggered.connect(
                    lambda _checked=False, value=value: self.put(value)
                )
        if self._can_browse:
            menu.addAction("Another folder\N{HORIZONTAL ELLIPSIS}").triggered.connect(self._browse)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

    def _browse(self) -> None:
        dialog = QFileDialog(self, "Choose a folder")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.put)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_remove(self) -> None:
        if self.list.currentRow() >= 0:
            self.list.takeItem(self.list.currentRow())
            self._refresh()
            self.changed.emit()

    def _move(self, rows: int) -> None:
        row, target = self.list.currentRow(), self.list.currentRow() + rows
        if row >= 0 and 0 <= target < self.list.count():
            self.list.insertItem(target, self.list.takeItem(row))
            self.list.setCurrentRow(target)
            self.changed.emit()

    def _refresh(self) -> None:
        has_any = self.list.count() > 0
        self.list.setVisible(has_any)
        self.remove.setVisible(has_any)
        self._hint.setVisible(not has_any)

    def _lay_out(self, title: str) -> None:
        row = QHBoxLayout()
        row.addWidget(appearance.section(title), 1)
        row.addWidget(self.add)
        row.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._hint)
        column.addWidget(self.list)


def offered_folders(folders: Sequence[Folder]) -> list[tuple[str, str]]:
    """The watched folders, to be preferred or never touched."""
    return [(counts.path(folder.path), folder.path) for folder in folders]


def offered_formats() -> list[tuple[str, str]]:
    """The formats that photos have."""
    return [(name, name) for name in FORMATS]
