"""The labels of the selected photos, in the right column: a press takes one off or adds another.

Nothing is asked while the panel cannot be seen; of several photos each label says how many have it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from photosim.gui.labels.ports import LabelQueryPort
from photosim.gui.texts import counts, label_texts
from photosim.gui.widgets import appearance
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.widgets.flow import FlowLayout
from photosim.gui.widgets.latest_question import LatestQuestion

MOST_ASKED = 5000
"""Photos whose labels are looked up; of more, labels can only be added."""
AFTER_MS = 60
"""A selection that stays so long is asked about: not each photo that the arrow keys pass."""
_WIDEST_PX = 200
_SHEET = """
QFrame[look="chip"] { background: palette(alternate-base); border: none; border-radius: 12px; }
QFrame[look="chip"] QPushButton { background: transparent; border: 2px solid transparent;
    border-radius: 12px; padding: 2px 4px; min-height: 16px; color: palette(text); }
QFrame[look="chip"] QPushButton:hover { color: palette(highlight); }
QFrame[look="chip"] QPushButton:focus { border-color: palette(highlight); }
"""


class LabelChip(QFrame):
    """One label: its name leads to its photos, the cross takes it off.

    Signals:
        opened: show the photos with this label.
        taken_off: take it off the selected photos.
    """

    opened = Signal()
    taken_off = Signal()

    def __init__(self, name: str, fact: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "chip")
        self.setStyleSheet(_SHEET)
        self.name = name
        shown = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, _WIDEST_PX)
        text = f"{shown} {fact}" if fact else shown
        self.open_button = appearance.button(label_texts.for_menu(text), "", self)
        self.open_button.setAccessibleName(f"Show the photos labelled {name}")
        self.open_button.clicked.connect(self.opened)
        self.off_button = appearance.button("\N{MULTIPLICATION SIGN}", "", self)
        self.off_button.setAccessibleName(f"Take out of {name}")
        self.off_button.clicked.connect(self.taken_off)
        self._set_tips(shown)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 4, 0)
        row.setSpacing(0)
        row.addWidget(self.open_button)
        row.addWidget(self.off_button)

    def _set_tips(self, shown: str) -> None:
        if shown != self.name:
            self.open_button.setToolTip(label_texts.plain_tip(self.name))
        self.off_button.setToolTip(
            label_texts.plain_tip(f"Take out of {label_texts.quoted(self.name)}")
        )


class LabelChips(QWidget):
    """The row of labels of the selection.

    Signals:
        add_wanted: label these photos. arg1: their ids.
        taken_off: take a label off photos. arg1: their ids. arg2: the name.
        opened: show the photos with a label. arg1: the name.
    """

    add_wanted = Signal(object)
    taken_off = Signal(object, str)
    opened = Signal(str)

    def __init__(
        self, source: LabelQueryPort, bridge: Bridge, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._question = LatestQuestion(bridge, self)
        self._ids: Sequence[int] = ()
        self._shown_ids: Sequence[int] = ()
        self._is_stale = False
        self._clock = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._clock.timeout.connect(self._ask)
        self.chips: list[LabelChip] = []
        self._row = QWidget(self)
        self._flow = FlowLayout(self._row, gap_px=6)
        self.add_button = appearance.button("+  Label…", "quiet", self)
        self.add_button.setToolTip("Label the selected photos (Ctrl+L)")
        self.add_button.clicked.connect(self._on_add)
        self._row.setSizePolicy(_policy())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._row)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeading)
        self.setAccessibleName("Labels of the selected photos")
        self._show((), {})

    def show_ids(self, ids: Sequence[int]) -> None:
        """These photos are selected now."""
        self._ids = ids
        self.refresh()

    def refresh(self) -> None:
        """Labels may be others now: ask, as soon as the panel is seen; the old stay until then."""
        self._is_stale = True
        if self.isVisible():
            self._clock.start()

    def showEvent(self, event: QShowEvent) -> None:
        """The panel is seen: what was not asked is asked now."""
        super().showEvent(event)
        if self._is_stale:
            self._clock.start()

    def sizeHint(self) -> QSize:
        """As wide as the column."""
        return QSize(200, super().sizeHint().height())

    def _ask(self) -> None:
        self._is_stale = False
        self._question.forget()
        ids = self._ids
        if not 0 < len(ids) <= MOST_ASKED:
            self._show(ids, {})
            return
        self._question.ask(
            self._source.of(list(ids)), partial(self._show, ids), partial(self._give_up, ids)
        )

    def _give_up(self, ids: Sequence[int], _error: Exception) -> None:
        """They cannot be read: some can be added all the same."""
        self._show(ids, {})

    def _show(self, ids: Sequence[int], found: Mapping[str, int]) -> None:
        self._flow.clear()
        self._shown_ids, n = ids, len(ids)
        self.chips = []
        for name in sorted(found, key=str.casefold):
            fact = "" if found[name] == n else f"({counts.count(found[name])})"
            chip = LabelChip(name, fact, self._row)
            chip.opened.connect(partial(self.opened.emit, name))
            chip.taken_off.connect(partial(self._on_taken_off, name))
            self._flow.addWidget(chip)
            chip.show()
            self.chips.append(chip)
        self._row.setVisible(bool(found))
        self._row.updateGeometry()

    def _on_taken_off(self, name: str) -> None:
        self.taken_off.emit(self._shown_ids, name)

    def _on_add(self) -> None:
        self.add_wanted.emit(self._ids)


def _policy() -> QSizePolicy:
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    return policy
