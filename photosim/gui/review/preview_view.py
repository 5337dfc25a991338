"""What rules would do, before anything happens: numbers, and some groups with the reasons."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from photosim.core.pair import Tier
from photosim.core.review import Choice, GroupDetail, Preview
from photosim.gui import theme, words
from photosim.gui.bridge import Bridge
from photosim.gui.list_style import HEAD
from photosim.gui.review import group_words
from photosim.gui.review.beside import n_and_size
from photosim.gui.review.source import GroupSource
from photosim.gui.searching import Cancellable
from photosim.services.survey import Companions

SAMPLE, MEMBERS = 12, 8
"""Groups that are shown as examples, and photos of each."""
_WORDS = {Choice.KEEP: "keep", Choice.TRASH: "to the trash", Choice.OPEN: "undecided"}


class PreviewView(QWidget):
    """The numbers and the examples of the last preview.

    Attributes:
        text: the numbers in a sentence.
        beside: how many files would go because they belong to photos, once that is known.
        examples: groups and their members with reasons.
    """

    def __init__(self, engine: GroupSource, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._engine, self._bridge = engine, bridge
        self._turn = 0
        self._jobs: list[Cancellable] = []
        self._proposed: Mapping[str, Mapping[int, tuple[Choice, str]]] = {}
        self.text = theme.label(bold=True, parent=self)
        self.text.setWordWrap(True)
        self.beside = theme.label(parent=self)
        self.beside.setWordWrap(True)
        self.beside.hide()
        self.rest = theme.label(muted=True, parent=self)
        self.rest.setWordWrap(True)
        self.examples = QTreeWidget(self)
        self.examples.setAccessibleName("Examples of what the rules would do")
        self.examples.setColumnCount(3)
        self.examples.setHeaderLabels(["Photo", "What happens", "Why"])
        self.examples.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.examples.setStyleSheet(HEAD)
        self.examples.setUniformRowHeights(True)
        self.examples.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        for column, width in enumerate((210, 100)):
            self.examples.header().resizeSection(column, width)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(theme.GAP_S)
        for widget in (self.text, self.beside, self.rest):
            column_.addWidget(widget)
        column_.addWidget(self.examples, 1)

    def show_waiting(self) -> None:
        """A preview is being made; the last one can be seen until it is there."""
        self._turn += 1
        for job in self._jobs:
            job.cancel()
        self._jobs = []

    def show_failure(self, sentence: str) -> None:
        """It cannot be made."""
        self.text.setText(sentence)
        self.rest.setText("")
        self._say_beside(self._turn, {})
        self.examples.clear()

    def show_preview(self, preview: Preview, tier: Tier) -> None:
        """Show what would happen, and ask for some groups as examples."""
        self.text.setText(numbers(preview, tier))
        self.rest.setText(undecided(preview))
        self.examples.clear()
        self._proposed = preview.choices
        turn = self._turn
        self._say_beside(turn, {})
        if preview.going:
            tell = self._bridge.call(self._say_beside)
            self._jobs.append(
                self._engine.beside(preview.going, lambda found: tell(turn, found), _ignore)
            )
        take = self._bridge.call(self._on_detail)
        for group_id in self._sample(preview):
            self._jobs.append(
                self._engine.group(group_id, lambda detail: take(turn, detail), _ignore)
            )

    def _say_beside(self, turn: int, found: Companions) -> None:
        """What lies beside the photos that would go is counted last: directories are read."""
        if turn == self._turn:
            self.beside.setText(with_them(*n_and_size(found)))
            self.beside.setVisible(bool(found))

    def _sample(self, preview: Preview) -> list[str]:
        decided = (
            group_id
            for group_id, members in preview.choices.items()
            if any(choice is Choice.TRASH for choice, _ in members.values())
        )
        return [group_id for group_id, _ in zip(decided, range(SAMPLE), strict=False)]

    def _on_detail(self, turn: int, detail: GroupDetail) -> None:
        if turn != self._turn:
            return
        top = QTreeWidgetItem([group_words.members(detail.group)])
        proposed = self._proposed.get(detail.group.id, {})
        for member in detail.members[:MEMBERS]:
            choice, reason = proposed.get(member.key, (Choice.OPEN, ""))
            line = QTreeWidgetItem([member.photo.name, _WORDS[choice], reason])
            line.setToolTip(0, words.path(member.photo.path))
            if choice is Choice.KEEP:
                line.setFont(1, theme.font(bold=True))
            top.addChild(line)
        if len(detail.members) > MEMBERS:
            n_more = len(detail.members) - MEMBERS
            top.addChild(QTreeWidgetItem([f"and {words.count(n_more)} more", "", ""]))
        self.examples.addTopLevelItem(top)
        top.setExpanded(True)


def numbers(preview: Preview, tier: Tier) -> str:
    """What would happen to all groups, in a sentence."""
    if not preview.n_trash:
        return "These rules decide nothing."
    what = words.files if tier is Tier.SAME_FILE else words.photos
    return (
        f"{what(preview.n_trash)} of {group_words.groups(preview.n_groups)} would be put down for"
        f" the trash, {words.size(preview.freed)}."
    )


def with_them(n: int, size: int) -> str:
    """What would go with the photos."""
    if n == 1:
        return f"1 file that belongs to one of them would go with it, {words.size(size)}."
    return f"{words.files(n)} that belong to them would go with them, {words.size(size)}."


def undecided(preview: Preview) -> str:
    """Where no rule decides; and that nothing has happened."""
    said = "Nothing is moved: you can look at each group before, and undo."
    if preview.n_undecided:
        some = group_words.groups(preview.n_undecided)
        return f"{some} no rule can decide: they stay open. {said}"
    return said


def _ignore(_error: Exception) -> None:
    """An example or a number less: the group is not there any more, the engine is stopping."""
