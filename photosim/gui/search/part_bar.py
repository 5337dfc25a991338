"""The line below the query's picture: how to search by a part of it, and how by all again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from photosim.gui.search.part_picture import PartPicture
from photosim.gui.widgets import appearance

_DRAW = "Drag on the picture to search by a part"
_CHANGE = "Drag the box, or"


class PartBar(QWidget):
    """The line below the picture: what can be done with its box.

    Attributes:
        button: searches by all of the picture, or by what photosim proposes.
    """

    def __init__(self, picture: PartPicture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = picture
        self._hint = appearance.label("", muted=True)
        self._hint.setWordWrap(True)
        self.button = appearance.link_button("")
        self.button.clicked.connect(self._on_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._hint)
        row.addWidget(self.button)
        row.addStretch()
        picture.box_changed.connect(self._on_box_changed)
        self._on_box_changed()

    def _on_box_changed(self) -> None:
        picture = self._picture
        self.setVisible(not picture.is_empty)
        if picture.box is not None:
            self._say(_CHANGE, "search by all of it", "Search by all of the picture (Esc)")
        elif picture.proposed is not None:
            self._say("Drag a box, or", "take the subject", "Search by the part that is outlined")
        else:
            self._say(_DRAW, "", "")

    def _say(self, hint: str, text: str, name: str) -> None:
        self._hint.setText(hint)
        self.button.setText(text)
        self.button.setAccessibleName(name)
        self.button.setToolTip(name)
        self.button.setVisible(bool(text))

    def _on_clicked(self) -> None:
        if self._picture.box is not None:
            self._picture.search_by_all()
        else:
            self._picture.take_proposal()
        self._picture.setFocus(Qt.FocusReason.OtherFocusReason)
