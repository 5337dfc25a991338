"""The buttons below the facts: what a person can say of the group, each with its key."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice, GroupDetail
from photosim.gui.widgets import appearance

_GIVE_WAY = ("previous_group", "undo", "keep_all")
"""Buttons that are hidden where there is little room, in this order."""


class AnswersBar(QWidget):
    """Keep, trash, not duplicates, keep all; and on to the next group.

    Attributes:
        buttons: by the name of their action.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, QPushButton] = {}
        self._texts: dict[str, str] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(appearance.GAP_S)
        for name, text in (
            ("keep", "Keep 1  K"),
            ("trash", "Trash 1  T"),
            ("not_duplicates", "Not duplicates  N"),
            ("keep_all", "Keep all  A"),
            ("undo", "Undo  Z"),
        ):
            row.addWidget(self._add(name, appearance.button(text, parent=self)))
            self._texts[name] = text
        row.addStretch(1)
        row.addWidget(self._add("previous_group", appearance.button("Back", "quiet", self)))
        row.addWidget(self._add("accept", appearance.button("", parent=self)))

    def minimumSizeHint(self) -> QSize:
        """As narrow as the page; what has no room then is in the menu and on its key."""
        return QSize(300, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, what is said of the group comes first."""
        super().resizeEvent(event)
        self._fit()

    def show_group(self, detail: GroupDetail, current: int) -> None:
        """Say which photo the keys mean, and what Enter does here."""
        self.setEnabled(True)
        member = detail.members[current]
        self._texts["keep"] = f"Keep {current + 1}  K"
        self._texts["trash"] = f"Trash {current + 1}  T"
        self.buttons["trash"].setEnabled(not member.is_protected)
        self.buttons["not_duplicates"].setVisible(detail.group.tier is not Tier.SAME_FILE)
        different = detail.group.tier is Tier.SIMILAR_SHOTS
        word = "Not similar  N" if different else "Not duplicates  N"
        self._texts["not_duplicates"] = word
        proposed = [member for member in detail.members if member.choice is Choice.OPEN]
        has_proposal = any(member.suggestion is not Choice.OPEN for member in proposed)
        self._texts["accept"] = "Accept, next  Enter" if has_proposal else "Next  Enter"
        self._fit()

    def _fit(self) -> None:
        """Hide what has no room with its whole words, the least important first.

        Where that is not enough the keys are left out, which the menu names, too.
        """
        self._say(is_short=False)
        if not self._hide_what_has_no_room():
            self._say(is_short=True)

    def _say(self, *, is_short: bool) -> None:
        for name, text in self._texts.items():
            self.buttons[name].setText(text.split("  ")[0].split(",")[0] if is_short else text)

    def _hide_what_has_no_room(self) -> bool:
        """Whether all that is left has room."""
        needed = {
            name: button.sizeHint().width() + appearance.GAP_S
            for name, button in self.buttons.items()
            if name in _GIVE_WAY or not button.isHidden()
        }
        for name in _GIVE_WAY:
            has_room = sum(needed.values()) - appearance.GAP_S <= self.width()
            self.buttons[name].setVisible(has_room)
            if not has_room:
                del needed[name]
        return sum(needed.values()) - appearance.GAP_S <= self.width()

    def _add(self, name: str, button: QPushButton) -> QPushButton:
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.buttons[name] = button
        return button
