"""A label of one line that gives way instead of making its column wider."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from photosim.gui.widgets import appearance, tips


class Elided(QLabel):
    """Plain text that is shortened to its width; the tip and screen readers have the whole."""

    def __init__(
        self,
        text: str = "",
        *,
        muted: bool = False,
        bold: bool = False,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._forms: tuple[str, ...] = ("",)
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(appearance.font(appearance.NORMAL_PX, bold=bold))
        self.setForegroundRole(appearance.Role.PlaceholderText if muted else appearance.Role.Text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._align()
        self.set_text(text)

    @property
    def whole(self) -> str:
        """The text as it was set."""
        return self._forms[0]

    @property
    def forms(self) -> tuple[str, ...]:
        """The text and its shorter forms, as they were set."""
        return self._forms

    def set_text(self, text: str, *shorter: str) -> None:
        """Show `text`, line breaks as spaces, or the first of ever `shorter` forms that fits."""
        self._forms = (" ".join(text.splitlines()), *filter(None, shorter))
        self.setAccessibleName(self.whole)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """No width is needed."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the text to the new width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Begin where lines begin."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._align()

    def _align(self) -> None:
        """Begin where lines of the window begin, whatever script the text is in."""
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)

    def _fit(self) -> None:
        metrics, width = self.fontMetrics(), max(0, self.width())
        fitting = (text for text in self._forms if metrics.horizontalAdvance(text) <= width)
        text = next(fitting, self._forms[-1])
        shown = metrics.elidedText(text, self._mode, width)
        self.setText(shown)
        self.setToolTip("" if shown == self.whole else tips.tip(self.whole))
