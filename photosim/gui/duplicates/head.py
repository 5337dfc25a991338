"""The line over a review: what it is, which tier, and what can be done with all groups at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QMenu, QPushButton, QWidget

from photosim.core.records.pairs import Tier
from photosim.gui.duplicates import group_texts
from photosim.gui.duplicates.session import Totals
from photosim.gui.texts import counts
from photosim.gui.widgets import appearance
from photosim.gui.widgets.elided import Elided
from photosim.gui.widgets.layouts import HeadLines, title_lines

_NARROW_PX, _LEAST_PX = 860, 600
_DUPLICATES = (Tier.SAME_FILE, Tier.SAME_PICTURE)


class ReviewHead(QWidget):
    """Title and numbers, the two tiers of duplicates, rules and the trash.

    Signals:
        tier_wanted: the person chose. arg1: `Tier`.
        rules_wanted: arrange keep rules.
        trash_wanted: move what was chosen to the trash.
        journal_wanted: show the trash journal.
        decisions_wanted: show the remembered decisions.
    """

    tier_wanted = Signal(object)
    rules_wanted = Signal()
    trash_wanted = Signal()
    journal_wanted = Signal()
    decisions_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_rules = True
        self._lines = HeadLines(self, end_px=appearance.GAP_L)
        self._is_narrow = False
        self.title = Elided(bold=True, parent=self)
        self.title.setFont(appearance.font(appearance.LARGE_PX, bold=True))
        self.subtitle = Elided(muted=True, parent=self)
        self.chips = {tier: self._chip(tier) for tier in _DUPLICATES}
        group = QButtonGroup(self)
        for chip in self.chips.values():
            group.addButton(chip)
        self.more = appearance.button("More  \N{BLACK DOWN-POINTING SMALL TRIANGLE}", "quiet", self)
        self.rules = appearance.button("Keep rules\N{HORIZONTAL ELLIPSIS}", parent=self)
        self.trash = appearance.primary_button("", self)
        for button in (*self.chips.values(), self.more, self.rules, self.trash):
            button.setFocusPolicy(
                Qt.FocusPolicy.TabFocus
            )  # a click leaves the keyboard where it is
        self._make_menu()
        self.rules.clicked.connect(self.rules_wanted)
        self.trash.clicked.connect(self.trash_wanted)
        self._lay_out()
        self.show_tier(Tier.SAME_FILE)
        self.show_totals(Tier.SAME_FILE, Totals())

    def show_tier(self, tier: Tier) -> None:
        """Show which tier is reviewed; sends nothing."""
        self.title.set_text(group_texts.TITLES[tier])
        for one, chip in self.chips.items():
            chip.setVisible(tier in _DUPLICATES)
            chip.setChecked(one is tier)
        # similar shots are chosen by hand: no rule knows which smile is the best
        self._has_rules = tier in _DUPLICATES
        self.rules.setVisible(self._has_rules)
        self._fit_height()

    def show_counts(self, n_groups: dict[Tier, int]) -> None:
        """Show how many groups each tier has."""
        for tier, chip in self.chips.items():
            known = f"  {counts.count(n_groups[tier])}" if tier in n_groups else ""
            chip.setText(group_texts.TIERS[tier] + known)

    def show_totals(self, tier: Tier, totals: Totals) -> None:
        """Show the listed groups in numbers."""
        self.subtitle.set_text(group_texts.head(tier, totals) if totals.n_groups else "")
        n = totals.n_trash
        self.trash.setText(f"Move {counts.count(n)} to trash" if n else "Move to trash")
        self.trash.setEnabled(n > 0)

    def say(self, text: str) -> None:
        """Say something in the place of numbers."""
        self.subtitle.set_text(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the tiers and rules go below; what is hidden then is in the menus."""
        super().resizeEvent(event)
        width = event.size().width()
        self.more.setVisible(width >= _NARROW_PX)
        if (width < _LEAST_PX) != self._is_narrow:
            self._is_narrow = width < _LEAST_PX
            self._place_buttons()

    def _place_buttons(self) -> None:
        """Beside the title, or below it."""
        row, below = self._lines.row, self._lines.below
        movable = (*self.chips.values(), self.rules)
        for button in movable:
            row.removeWidget(button)
            below.removeWidget(button)
        for place, button in enumerate(movable):
            if self._is_narrow:
                below.addWidget(button)
            else:
                row.insertWidget(place + 1 if button is not self.rules else 4, button)
        self._fit_height()

    def _fit_height(self) -> None:
        self._lines.open_below(self._is_narrow and self._has_rules)

    def _chip(self, tier: Tier) -> QPushButton:
        made = appearance.button(group_texts.TIERS[tier], "chip", self)
        made.setCheckable(True)
        made.clicked.connect(lambda: self.tier_wanted.emit(tier))
        return made

    def _make_menu(self) -> None:
        menu = QMenu(self)
        menu.addAction("Trash journal").triggered.connect(lambda: self.journal_wanted.emit())
        menu.addAction("Remembered decisions").triggered.connect(
            lambda: self.decisions_wanted.emit()
        )
        self.more.setMenu(menu)

    def _lay_out(self) -> None:
        row = self._lines.row
        row.addLayout(title_lines(self.title, self.subtitle), 1)
        for button in (*self.chips.values(), self.more, self.rules, self.trash):
            row.addWidget(button)
        self._lines.below.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._fit_height()
