"""One sentence over the page, not in the way: why something did not work, or what can be done.

Over photos it lies at their lower edge. A page that has its buttons there is not covered: on such
pages the sentence takes the place of the status line for the moment, which is as high as it needs.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from photosim.gui.shell.navigation import Place
from photosim.gui.widgets import appearance

WHAT_TO_SEARCH = "what to search with"
"""What a sentence is about that says why something is no picture; see `Banner.settle`."""
A_NAME = "a name that is typed"
"""What a sentence is about that says that no photo is called so."""
STAYS_MS = 9000
"""How long a sentence without an action stays: the longest has 20 words, read slowly."""
_WIDEST_PX = 640


class Banner(QWidget):
    """A strip at the lower edge of `over`, whose size it follows; hidden until something is said.

    Args:
        over: what it lies on.
        parent: `over` or a widget around it.

    Attributes:
        sentence: what it says now, empty when it is hidden.
    """

    def __init__(self, over: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent or over)
        self.sentence = ""
        self._about = ""
        self._at: Place | None = None
        self._over = over
        self._around = parent or over
        self._strip: QWidget | None = None
        self._strip_px = 0
        self._action: Callable[[], object] | None = None
        self._label = appearance.label(parent=self)
        self._label.setWordWrap(True)
        self._label.setForegroundRole(appearance.Role.ToolTipText)
        self._do = appearance.primary_button("", self)
        self._close = appearance.button("Close", "quiet", self)
        self._row = QHBoxLayout(self)
        self._clock = QTimer(self, singleShot=True, interval=STAYS_MS)
        self._clock.timeout.connect(self.dismiss)
        self._do.clicked.connect(self._on_action)
        self._close.clicked.connect(self.dismiss)
        self._lay_out()
        over.installEventFilter(self)
        self.hide()

    def say(
        self,
        sentence: str,
        action_text: str = "",
        action: Callable[[], object] | None = None,
        *,
        passes: bool = False,
        about: str = "",
        at: Place | None = None,
    ) -> None:
        """Show a sentence; with an action it stays until it is closed or the action taken.

        One that `passes` goes by itself: its action can be found elsewhere, too. One that is
        `about` something goes when that is settled, see `settle`; one that is true `at` a place
        when the person goes to another one, see `go_to`.
        """
        self.sentence = sentence
        self._about, self._at = about, at
        self._action = action
        self._label.setText(sentence)
        self._do.setText(action_text)
        self._do.setVisible(action is not None)
        self.setAccessibleName(sentence)
        self._place()
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))
        if action is None or passes:
            self._clock.start()
        else:
            self._clock.stop()

    def lie_on(self, strip: QWidget | None) -> None:
        """Take the place of a line below the page from now on; None: lie on the page."""
        if strip is not self._strip:
            if self._strip is not None:
                self._strip.removeEventFilter(self)
                self._strip.setFixedHeight(self._strip_px)
            if strip is not None:
                strip.installEventFilter(self)
                self._strip_px = strip.height()
            self._strip = strip
            self._space_out()
            self._place()

    def settle(self, about: str) -> None:
        """This has come to a good end: what was said about it before holds no longer."""
        if about == self._about:
            self.dismiss()

    def end_passing(self) -> None:
        """What would go by itself goes now; what waits for an answer stays."""
        if self._clock.isActive():
            self.dismiss()

    def go_to(self, place: Place | None) -> None:
        """The person goes to this place, None: one that is not known yet.

        What is true at another place is said no longer.
        """
        if self._at is not None and self._at != place:
            self.dismiss()

    def dismiss(self) -> None:
        """Hide it."""
        self.sentence = self._about = ""
        self._at = None
        self._clock.stop()
        self.hide()
        if self._strip is not None:
            self._strip.setFixedHeight(self._strip_px)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the lower edge of the widget below."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A rounded strip in the colours of tips, which stand out from both schemes."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(appearance.Role.ToolTipBase))
        radius = 0 if self._strip is not None else 8
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)

    def _lay_out(self) -> None:
        row = self._row
        self._space_out()
        row.setSpacing(appearance.GAP_M)
        row.addWidget(self._label, stretch=1)
        row.addWidget(self._do)
        row.addWidget(self._close)
        self._close.setAccessibleName("Close this message")
        self._close.setStyleSheet("color: palette(tooltip-text);")

    def _space_out(self) -> None:
        """As much room around the words as the place allows."""
        if self._strip is None:
            self._row.setContentsMargins(
                appearance.GAP_L, appearance.GAP_S, appearance.GAP_S, appearance.GAP_S
            )
        else:
            self._row.setContentsMargins(appearance.GAP_XL, 0, appearance.GAP_S, 0)

    def _place(self) -> None:
        below = self._strip or self._over
        corner = self._around.mapFromGlobal(below.mapToGlobal(QPoint()))
        around = QRect(corner, below.size())
        is_on_page = self._strip is None
        width = (
            min(_WIDEST_PX, around.width() - 2 * appearance.GAP_XL)
            if is_on_page
            else around.width()
        )
        height = max(self._row.totalHeightForWidth(width), self._row.minimumSize().height())
        if self._strip is not None:
            height = max(height, self._strip_px)
            self._strip.setFixedHeight(height)  # the page gives way: nothing of it is covered
        left = around.left() + (around.width() - width) // 2
        bottom = around.bottom() + 1 - (appearance.GAP_L if is_on_page else 0)
        self.setGeometry(left, bottom - height, width, height)

    def _on_action(self) -> None:
        action = self._action
        self.dismiss()
        if action is not None:
            action()
