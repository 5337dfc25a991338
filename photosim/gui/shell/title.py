"""The title of a page, which can be written over where the page has a name that a person gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from photosim.gui.widgets import appearance
from photosim.gui.widgets.elided import Elided

_HEIGHT_PX, _LEAST_PX, _MOST_PX = 32, 160, 420
_BEFORE_PX = 10
"""How far the field begins before the title, so that their words lie over each other."""


@dataclass(frozen=True, slots=True)
class Naming:
    """How a title is written over.

    Attributes:
        text: what stands in the field at first.
        placeholder: what it says while it is empty.
        names: what it proposes.
        longest: how many letters it takes.
    """

    text: str = ""
    placeholder: str = ""
    names: Sequence[str] = ()
    longest: int = 200


class Title(Elided):
    """A title; while it has a `Naming`, a click or `edit` opens a field in its place.

    Signals:
        edited: the person has written a name. arg1: what they wrote, as they wrote it.
        left: the field is closed again.
    """

    edited = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(bold=True, parent=parent)
        self.setFont(appearance.font(appearance.LARGE_PX, bold=True))
        self._naming: Naming | None = None
        self._field: QLineEdit | None = None

    @property
    def field(self) -> QLineEdit | None:
        """The field, while the title is written over."""
        return self._field

    def set_naming(self, naming: Naming | None) -> None:
        """Let the title be written over like this, or not at all; what is being written stays."""
        if naming is None:
            self._close()
        self._naming = naming
        is_editable = naming is not None
        self.setCursor(Qt.CursorShape.IBeamCursor if is_editable else Qt.CursorShape.ArrowCursor)

    def edit(self) -> None:
        """Open the field; nothing where the title is what it is."""
        if self._naming is None or self._field is not None:
            return
        naming = self._naming
        # beside the title, not in it: it is higher
        field = appearance.search_field(naming.placeholder, self.parentWidget())
        field.setFont(appearance.font(15))
        field.setMaxLength(naming.longest)
        field.setText(naming.text)
        field.selectAll()
        field.setAccessibleName(naming.placeholder or "Name")
        field.setCompleter(_completer(naming.names, field))
        field.returnPressed.connect(self._on_return)
        field.installEventFilter(self)
        self._field = field
        self._place()
        field.show()
        field.raise_()
        field.setFocus()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click writes over."""
        if self._naming is not None and event.button() is Qt.MouseButton.LeftButton:
            self.edit()
            event.accept()
        else:
            super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The field stays over the title."""
        super().resizeEvent(event)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc leaves the name as it is; so does going elsewhere."""
        if watched is not self._field:
            return super().eventFilter(watched, event)
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            if event.type() is QEvent.Type.KeyPress:
                self._close()
            return True
        if isinstance(event, QFocusEvent) and event.lostFocus():
            is_list = event.reason() is Qt.FocusReason.PopupFocusReason
            is_window = event.reason() is Qt.FocusReason.ActiveWindowFocusReason
            if not (is_list or is_window):
                self._close()
        return super().eventFilter(watched, event)

    def _on_return(self) -> None:
        if self._field is not None:
            text = self._field.text()
            self._close()
            self.edited.emit(text)

    def _close(self) -> None:
        field, self._field = self._field, None
        if field is not None:
            had_focus = field.hasFocus()
            field.hide()
            field.deleteLater()
            if had_focus:
                self.left.emit()

    def _place(self) -> None:
        if self._field is None:
            return
        width = min(max(self.width() + _BEFORE_PX, _LEAST_PX), _MOST_PX)
        top = self.geometry().center().y() - _HEIGHT_PX // 2
        left = self.x() - _BEFORE_PX
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left = self.geometry().right() + _BEFORE_PX - width
        self._field.setGeometry(QRect(QPoint(left, max(top, 2)), self._field.size()))
        self._field.resize(width, _HEIGHT_PX)


def _completer(names: Sequence[str], parent: QWidget) -> QCompleter:
    made = QCompleter(list(names), parent)
    made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    made.setFilterMode(Qt.MatchFlag.MatchContains)
    return made
