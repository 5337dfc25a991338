"""The keep rules as an ordered list, switched on or off; the first one that decides counts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from photosim.core.records.review import Rule, RuleKind
from photosim.gui.widgets import appearance
from photosim.gui.widgets.list_style import HEAD, fields

_KindRole = Qt.ItemDataRole.UserRole
_ROW_PX = 30
_KEPT = {
    RuleKind.ORIGINAL: "that comes straight from the camera",
    RuleKind.LEAST_LOST: "that knows most: time, place, labels",
    RuleKind.REAL_PIXELS: "that shows most, not enlarged",
    RuleKind.PREFERRED_FOLDER: "in a preferred folder",
    RuleKind.MOST_PIXELS: "with the most pixels",
    RuleKind.LARGEST_FILE: "with the largest file",
    RuleKind.OLDEST: "taken first",
    RuleKind.NEWEST: "taken last",
    RuleKind.FORMAT: "in a preferred format",
    RuleKind.SHARPEST: "that is sharpest",
    RuleKind.HAS_LOCATION: "that knows where it was taken",
    RuleKind.HAS_CAPTURE_TIME: "that knows when it was taken",
    RuleKind.SHORTEST_NAME: "with the shortest name",
}
"""Which photo each rule keeps: "Keep the one ..."."""
_HINTS = {
    RuleKind.ORIGINAL: "Whole, with the camera's record, of the size that it tells, and saved by no"
    " program since. It outranks every copy, however large.",
    RuleKind.LEAST_LOST: "When and where it was taken, RAW or film beside it, labels, stars: what"
    " would be lost with the other one.",
    RuleKind.REAL_PIXELS: "Enlarging adds pixels that show nothing more. Numbers of pixels that"
    " differ by less than 3 % decide nothing, nor what cannot be told from an enlargement.",
    RuleKind.MOST_PIXELS: "Numbers of pixels that differ by less than 2 % decide nothing.",
    RuleKind.LARGEST_FILE: "Sizes that differ by less than 5 % decide nothing.",
    RuleKind.SHARPEST: "Decides only where a person sees the difference.",
}
"""What some rules mean, for their tips."""


class RuleList(QListWidget):
    """All rules; those that are on stand first at the beginning and can be dragged anywhere.

    Signals:
        arranged: the person changed the order, or what is on.
    """

    arranged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_showing = False
        self.setAccessibleName("Keep rules, the most important first")
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setStyleSheet(HEAD + fields())
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.show_kinds(())
        self.itemChanged.connect(self._on_changed)
        self.model().rowsMoved.connect(self._on_changed)
        self.model().rowsInserted.connect(self._on_changed)

    @property
    def kinds(self) -> list[RuleKind]:
        """The rules that are on, in order."""
        items = [self.item(row) for row in range(self.count())]
        return [_kind(item) for item in items if item.checkState() is Qt.CheckState.Checked]

    def show_kinds(self, kinds: Sequence[RuleKind]) -> None:
        """Switch these on, in this order, and the others off; says nothing."""
        self._is_showing = True
        self.clear()
        for kind in (*kinds, *(kind for kind in RuleKind if kind not in kinds)):
            item = QListWidgetItem(f"Keep the one {_KEPT[kind]}")
            item.setData(_KindRole, kind.value)
            item.setToolTip(_HINTS.get(kind, ""))
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsDragEnabled
            )
            is_on = kind in kinds
            item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
            self.addItem(item)
        self.setCurrentRow(0)
        self.setFixedHeight(_ROW_PX * self.count() + 8)
        self._is_showing = False

    def switch_on(self, kind: RuleKind) -> None:
        """Switch a rule on, before all others, if it is off: the person said what it prefers."""
        if kind not in self.kinds:
            self.show_kinds([kind, *self.kinds])

    def move_by(self, rows: int) -> None:
        """Move the chosen rule up or down."""
        row, target = self.currentRow(), self.currentRow() + rows
        if row < 0 or not 0 <= target < self.count():
            return
        self._is_showing = True
        item = self.takeItem(row)
        self.insertItem(target, item)
        self.setCurrentRow(target)
        self._is_showing = False
        self.arranged.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt or Ctrl with the arrows moves a rule, Space switches it; Enter is the dialog's."""
        held = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & held and Qt.Key(event.key()) in steps:
            self.move_by(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _on_changed(self, *_args: object) -> None:
        if not self._is_showing:
            self.arranged.emit()


class ArrangedRules(QWidget):
    """The list with its buttons.

    Attributes:
        list: the rules.
        ties: whether one stays also where no rule decides.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = RuleList(self)
        self.up, self.down = (
            appearance.button("Up", parent=self),
            appearance.button("Down", parent=self),
        )
        self.up.setToolTip("More important (Alt+Up)")
        self.down.setToolTip("Less important (Alt+Down)")
        self.up.clicked.connect(lambda: self.list.move_by(-1))
        self.down.clicked.connect(lambda: self.list.move_by(1))
        # Qt's own: Space ticks it as it ticks a rule, Enter is the dialog's here, too
        self.ties = QCheckBox("Where no rule decides, keep the first by folder and name", self)
        self.ties.setToolTip("Without it these groups stay open, for you to look at")
        row = QHBoxLayout()
        hint = appearance.label("The first rule that decides counts.", muted=True)
        row.addWidget(hint, 1)
        row.addWidget(self.up)
        row.addWidget(self.down)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        column.addLayout(row)
        column.addWidget(self.ties)


def _kind(item: QListWidgetItem) -> RuleKind:
    return RuleKind(str(item.data(_KindRole)))


def rules(
    kinds: Sequence[RuleKind], folders: Sequence[str], formats: Sequence[str]
) -> tuple[Rule, ...]:
    """The rules with what they prefer; those that prefer nothing yet say nothing."""
    values = {
        RuleKind.PREFERRED_FOLDER: tuple(folders),
        RuleKind.FORMAT: tuple(formats),
    }
    made = (Rule(kind, values.get(kind, ())) for kind in kinds)
    return tuple(rule for rule in made if rule.values or rule.kind not in values)
