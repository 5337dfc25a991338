"""The small field in which a label is written or chosen: for photos, or to rename one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from photosim.core.records import accents
from photosim.core.records.caseless import caseless
from photosim.core.records.themes import Label
from photosim.gui.texts import counts, label_texts
from photosim.gui.widgets import appearance
from photosim.gui.widgets.list_style import HEAD

_WIDTH_PX, _ROW_PX, _MOST_ROWS = 380, 31, 6
_MOST_LISTED = 500
_WALKING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True, slots=True)
class Question:
    """What the dialog asks.

    Attributes:
        heading: above the field: "Label 12 photos".
        verb: on the button.
        text: what stands in the field at first.
        without: a label that is not offered: the one that is renamed.
        new, existing: what is said of a new name, and of one that exists; `%1` is the name.
    """

    heading: str
    verb: str
    text: str = ""
    without: str = ""
    new: str = "A new label: %1"
    existing: str = ""


class LabelDialog(QDialog):
    """A field, and below it the labels that fit what is typed.

    Signals:
        answered: the person chose. arg1: the name of a label, new or not.
    """

    answered = Signal(str)

    def __init__(
        self, question: Question, labels: Sequence[Label], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._question = question
        self._labels = [one for one in labels if one.name != question.without]
        self._shown: list[Label] = []
        self.field = appearance.search_field("Beach days, our dog, receipts…", self)
        self.list = QListView(self)
        self.model = QStringListModel(self)
        self.hint = appearance.label(muted=True, parent=self)
        self.accept_button = appearance.primary_button(question.verb, self)
        self._cancel = appearance.button("Cancel", parent=self)
        self._set_up()
        self._lay_out()
        self.field.setText(question.text)
        self.field.selectAll()
        self._on_typed()

    @property
    def name(self) -> str:
        """The label that is meant now; empty when there is none."""
        typed = label_texts.clean(self.field.text())
        known = self._known(typed)
        return known.name if known is not None else typed

    def sizeHint(self) -> QSize:
        """Small; the list scrolls."""
        return QSize(_WIDTH_PX, super().sizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down in the field go through the list."""
        if watched is self.field and isinstance(event, QKeyEvent):
            is_press = event.type() is QEvent.Type.KeyPress
            if is_press and Qt.Key(event.key()) in _WALKING and self._shown:
                self._walk(event)
                return True
        return super().eventFilter(watched, event)

    def _walk(self, event: QKeyEvent) -> None:
        current = self.list.currentIndex()
        if current.isValid():
            self.list.event(event)
        else:
            is_up = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_PageUp)
            self.list.setCurrentIndex(self.model.index(len(self._shown) - 1 if is_up else 0))
        self._take_row(self.list.currentIndex())

    def _take_row(self, index: QModelIndex) -> None:
        """What is gone to stands in the field; the list stays as it is."""
        if not index.isValid():
            return
        self.field.blockSignals(True)
        self.field.setText(self._shown[index.row()].name)
        self.field.blockSignals(False)
        self._say()

    def _on_clicked(self, index: QModelIndex) -> None:
        self._take_row(index)
        self.field.setFocus()

    def _on_typed(self) -> None:
        typed = accents.plain(label_texts.clean(self.field.text()))
        is_first = typed == accents.plain(self._question.text)
        wanted = "" if is_first else typed
        fitting = [one for one in self._labels if wanted in accents.plain(one.name)]
        # what begins so comes first; both parts stay in the order of their names
        fitting.sort(key=lambda one: not accents.begins(one.name, wanted))
        self._shown = fitting[:_MOST_LISTED]
        self.model.setStringList([_line(one) for one in self._shown])
        self._say()

    def _say(self) -> None:
        name, question = self.name, self._question
        known = self._known(name)
        self.accept_button.setEnabled(bool(name) and name != question.text)
        said = question.existing if known is not None else question.new
        if not name:
            said = "" if self._labels else "There are no labels yet: write the first one."
        elif name == question.text:
            said = ""
        self.hint.setText(said.replace("%1", label_texts.quoted(name)))

    def _known(self, name: str) -> Label | None:
        wanted = caseless(name)
        return next((one for one in self._labels if caseless(one.name) == wanted), None)

    def _on_accept(self) -> None:
        if self.accept_button.isEnabled():
            self.accept()
            self.answered.emit(self.name)

    def _set_up(self) -> None:
        self.setWindowTitle(self._question.verb)
        self.field.setMaxLength(label_texts.LONGEST)
        self.field.setAccessibleName("Label")
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._on_typed)
        self.field.returnPressed.connect(self._on_accept)
        self.list.setModel(self.model)
        self.list.setAccessibleName("Labels there are")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setUniformItemSizes(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setStyleSheet(HEAD + "QListView { background: transparent; }")
        self.list.setFixedHeight(_ROW_PX * min(max(len(self._labels), 2), _MOST_ROWS))
        self.list.setVisible(bool(self._labels))
        self.list.clicked.connect(self._on_clicked)
        self.list.doubleClicked.connect(lambda _index: self._on_accept())
        self.hint.setWordWrap(True)
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(self._on_accept)
        self._cancel.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*(appearance.GAP_L,) * 4)
        column.setSpacing(appearance.GAP_M)
        heading = appearance.label(self._question.heading, bold=True, size_px=15)
        heading.setWordWrap(True)
        column.addWidget(heading)
        column.addWidget(self.field)
        column.addWidget(self.list)
        column.addWidget(self.hint)
        row = QHBoxLayout()
        row.setSpacing(appearance.GAP_S)
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self.accept_button)
        column.addLayout(row)
        self.setFixedWidth(_WIDTH_PX)


def _line(label: Label) -> str:
    return f"{label.name}{counts.DOT}{counts.count(label.n_photos)}"
