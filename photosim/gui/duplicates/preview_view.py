"""What rules would do, before anything happens: numbers, and every group with the reasons."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from photosim.core.records.pairs import Tier
from photosim.core.records.review import RulePreview
from photosim.gui.duplicates import group_texts
from photosim.gui.duplicates.group_companions import n_and_size
from photosim.gui.duplicates.ports import ReviewPorts
from photosim.gui.duplicates.preview_list import PreviewList
from photosim.gui.duplicates.preview_rows import PreviewRows
from photosim.gui.grid.thumbnails import Thumbnails
from photosim.gui.shell.searching import Cancellable
from photosim.gui.texts import counts
from photosim.gui.widgets import appearance
from photosim.gui.widgets.bridge import Bridge
from photosim.services.trash.companion_survey import Companions


class PreviewView(QWidget):
    """The numbers and the groups of the last preview.

    Attributes:
        text: the numbers in a sentence.
        companions: how many files would go because they belong to photos, once that is known.
        list: all groups and their members with reasons, and what is lost.
    """

    def __init__(self, engine: ReviewPorts, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trash, self._bridge = engine.trash, bridge
        self._turn = 0
        self._awaited: Cancellable | None = None
        self.text = appearance.label(bold=True, parent=self)
        self.companions = appearance.label(parent=self)
        self.rest = appearance.label(muted=True, parent=self)
        for label in (self.text, self.companions, self.rest):
            label.setWordWrap(True)
        self.companions.hide()
        thumbnails = Thumbnails(
            engine.photos, bridge, self, channel="preview", limit_bytes=30_000_000
        )
        self.list = PreviewList(PreviewRows(engine.review, bridge, self), thumbnails, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.GAP_S)
        for widget in (self.text, self.companions, self.rest):
            column.addWidget(widget)
        column.addWidget(self.list, 1)

    def show_waiting(self) -> None:
        """A preview is being made; the last one can be seen until it is there."""
        self._turn += 1
        if self._awaited is not None:
            self._awaited.cancel()
            self._awaited = None

    def show_failure(self, sentence: str) -> None:
        """It cannot be made."""
        self.text.setText(sentence)
        self.rest.setText("")
        self._say_companions(self._turn, {})
        self.list.rows.show({})

    def show_preview(self, preview: RulePreview, tier: Tier) -> None:
        """Show what would happen to every group."""
        self.text.setText(numbers(preview, tier))
        self.rest.setText(undecided(preview))
        self.list.rows.show(preview.choices)
        self.list.scrollToTop()
        turn = self._turn
        self._say_companions(turn, {})
        if preview.going:
            companions = self._trash.companions(preview.going)
            self._awaited = self._bridge.bind(companions, partial(self._say_companions, turn))

    def _say_companions(self, turn: int, found: Companions) -> None:
        """What lies beside the photos that would go is counted last: directories are read."""
        if turn == self._turn:
            n, size = n_and_size(found)  # what is shared with a photo that stays does not go
            self.companions.setText(with_them(n, size) if n else "")
            self.companions.setVisible(n > 0)


def numbers(preview: RulePreview, tier: Tier) -> str:
    """What would happen to all groups, in a sentence."""
    if not preview.n_trash:
        return "These rules decide nothing."
    what = counts.files if tier is Tier.SAME_FILE else counts.photos
    return (
        f"{what(preview.n_trash)} of {group_texts.groups(preview.n_losing)} would be put down for"
        f" the trash, {counts.size(preview.freed)}."
    )


def with_them(n: int, size: int) -> str:
    """What would go with the photos."""
    if n == 1:
        return f"1 file that belongs to one of them would go with it, {counts.size(size)}."
    return f"{counts.files(n)} that belong to them would go with them, {counts.size(size)}."


def undecided(preview: RulePreview) -> str:
    """Where no rule decides, or only between some photos; and that nothing has happened."""
    said = []
    if wholly := preview.n_undecided - preview.n_partly:
        which = "it stays" if wholly == 1 else "they stay"
        said.append(f"{group_texts.groups(wholly)} no rule can decide: {which} open.")
    if preview.n_partly:
        some = group_texts.groups(preview.n_partly)
        said.append(f"Of {some} some photos stay open, no rule tells them apart.")
    return " ".join([*said, "Nothing is moved: you can look at each group before, and undo."])
