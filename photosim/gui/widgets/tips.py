"""Tips, and long names in lists: they are broken into lines where a line would not end.

A tip stays while the mouse rests, so it would tell of what lay there before: `ItemTips` hides it.
"""

from __future__ import annotations

import html
import re

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QToolTip

LONGEST = 60
"""Signs of a name in one line; a file's name may have 255, and no space in it."""
_LONG = re.compile(rf"[^\s/]{{{LONGEST}}}(?=[^\s/])")
_BREAK = "\N{ZERO WIDTH SPACE}"


class ItemTips(QObject):
    """Hides the tip of an item once another one lies there, or tells something else. GUI thread.

    Args:
        view: whose tips they are; it says when its items changed or moved.
    """

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._at = QPoint()
        self._told = ""
        self._timer = QTimer(self, singleShot=True, interval=0)  # what changes together is one look
        self._timer.timeout.connect(self._look)
        view.viewport().installEventFilter(self)

    def look_again(self) -> None:
        """Items changed or moved: a tip that is open may be of another one."""
        if QToolTip.isVisible():
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note where a tip is asked for, and what it will tell; it goes with the view."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._at = event.pos()
            self._told = self._tip()
        if event.type() == QEvent.Type.Hide and self._is_open():
            QToolTip.hideText()
        return super().eventFilter(watched, event)

    def _tip(self) -> str:
        return self._view.indexAt(self._at).data(Qt.ItemDataRole.ToolTipRole) or ""

    def _is_open(self) -> bool:
        """Whether the tip that is shown is one of this view."""
        return bool(self._told) and QToolTip.text() == self._told

    @Slot()
    def _look(self) -> None:
        if self._is_open() and self._told != self._tip():
            QToolTip.hideText()


def breakable(text: str) -> str:
    """Text of which names that are too long for a line may go on in the next."""
    return _LONG.sub(rf"\g<0>{_BREAK}", text)


def tip(text: str) -> str:
    """A tip, line by line: Qt wraps only what is rich text, and takes for that what looks so."""
    lines = [html.escape(breakable(line)) for line in text.splitlines()]
    return f"<p>{'<br>'.join(lines)}</p>" if lines else ""
