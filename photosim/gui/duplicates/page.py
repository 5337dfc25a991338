"""The page on which groups are reviewed: the list at one side, the compared group at the other.

Keys that no part takes for itself come here, from wherever the focus is on the page: what a key
says of the group in sight it says from the list as well. In a narrow window the two take turns:
Enter goes from the list to the group, Esc back.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from photosim.core.records.pairs import Tier
from photosim.core.records.photos import Folder
from photosim.gui.duplicates import group_texts
from photosim.gui.duplicates.compare import Compare
from photosim.gui.duplicates.filters import Filters
from photosim.gui.duplicates.group_list import GroupListView
from photosim.gui.duplicates.head import ReviewHead
from photosim.gui.duplicates.keys import OF_ALL_GROUPS, action_of
from photosim.gui.duplicates.ports import ReviewPhotoPort
from photosim.gui.duplicates.session import Session
from photosim.gui.grid.thumbnails import Thumbnails
from photosim.gui.shell.statusline import sentence
from photosim.gui.texts import counts
from photosim.gui.widgets import appearance
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.widgets.layouts import flush_column
from photosim.gui.widgets.notice import EmptyPage, Notice
from photosim.services.events import Phase, Progress

NARROW_PX = 860
"""Below this width the list and the group take turns."""
_LOW_PX = 480
"""In a narrow page that is lower than this a group has the room of the head, too."""
_LIST_PX, _LEAST_PX = 304, 360
_AT_WORK = (Phase.COMPARING, Phase.LOOKING, Phase.INDEXING, Phase.SCANNING, Phase.STARTING)


class ReviewPage(QWidget):
    """Groups of a tier.

    Attributes:
        head, filters, list, compare, notice: its parts.

    Signals:
        key_pressed: a key that belongs to the review. arg1: `Qt.Key`. arg2: whether with Shift.
        empty_action: the button of a page without groups.
    """

    key_pressed = Signal(object, bool)
    empty_action = Signal()

    def __init__(
        self,
        session: Session,
        source: ReviewPhotoPort,
        bridge: Bridge,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._progress = Progress(Phase.STARTING)
        self._away: tuple[Folder, ...] = ()
        self._failure = ""
        self._is_entered = False
        self.thumbnails = Thumbnails(source, bridge, self, channel="groups")
        self.head = ReviewHead(self)
        self.notice = Notice(self)
        self.filters = Filters(session.wanted, self)
        self.list = GroupListView(session, self.thumbnails, self)
        self.compare = Compare(session, source, bridge, self)
        self._empty = EmptyPage(self)
        self._left = QWidget(self)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._pages = QStackedWidget(self)
        self._is_narrow = False
        self._lay_out()
        self._connect()
        self._refresh()

    # -- what is shown

    @property
    def empty_sentence(self) -> str:
        """What stands in the place of groups; empty when there are some."""
        return self._empty.shown_sentence

    @property
    def is_narrow(self) -> bool:
        """Whether the list and the group take turns."""
        return self._is_narrow

    def show_counts(self, of_tiers: Mapping[Tier, tuple[int, int]]) -> None:
        """Show how many groups each tier has."""
        self.head.show_counts({tier: n for tier, (n, _) in of_tiers.items()})

    def show_progress(self, progress: Progress) -> None:
        """Say what is still to come while photos are compared."""
        is_other = progress.phase is not self._progress.phase
        self._progress = progress
        if self._is_comparing and self._session.groups:
            said = sentence(progress).rsplit(counts.DOT, 1)[-1]
            said = said.removeprefix("looking for duplicates, ")
            self.notice.say(f"More groups may come: {said}.", None)
        elif is_other:
            self._say_who_is_away()
        if is_other:
            self._refresh()

    def show_folders(self, folders: tuple[Folder, ...], away: tuple[Folder, ...]) -> None:
        """Know the folders, and which of them cannot be read now."""
        self._away = away
        self.filters.show_folders(folders)
        if not self._is_comparing:
            self._say_who_is_away()

    def enter(self) -> None:
        """Keys are for this page now; for the list of groups as soon as there is one."""
        self._is_entered = True
        self.setFocus()

    def show_group(self) -> None:
        """From the list to the group."""
        self._show_side(self.compare)
        self.compare.setFocus()

    def show_list(self) -> bool:
        """From the group, or a button, back to the list; whether the keyboard was elsewhere."""
        was_elsewhere = not (self._left.isVisible() and self.list.hasFocus())
        self._show_side(self._left)
        self.list.setFocus()
        return was_elsewhere

    def minimumSizeHint(self) -> QSize:
        """As narrow as either side: in a narrow page they take turns."""
        return QSize(_LEAST_PX, 300)

    # -- events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Become or stop being narrow."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < NARROW_PX
        if is_narrow != self._is_narrow:
            self._is_narrow = self.list.is_alone = is_narrow
            self._show_side(self.compare if self.compare.hasFocus() else self._left)
        self._show_head()

    def hideEvent(self, event: QHideEvent) -> None:
        """The person is elsewhere."""
        super().hideEvent(event)
        self._is_entered = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no part of the page has taken is the review's."""
        held = event.modifiers()
        others = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        key, is_shifted = Qt.Key(event.key()), bool(held & Qt.KeyboardModifier.ShiftModifier)
        has_use = self._session.group or action_of(key, is_shifted=is_shifted) in OF_ALL_GROUPS
        if held & others or not has_use:
            super().keyPressEvent(event)
            return
        is_again = event.isAutoRepeat() and event.key() not in _REPEATED
        if not is_again:
            self.key_pressed.emit(key, is_shifted)

    # -- states

    @property
    def _is_comparing(self) -> bool:
        return self._progress.phase in _AT_WORK

    def _on_listed(self) -> None:
        self._failure = ""
        self._refresh()

    def _on_list_failed(self, sentence: str) -> None:
        self._failure = sentence
        self._refresh()

    def _refresh(self) -> None:
        session, tier = self._session, self._session.wanted.tier
        self.head.show_tier(tier)
        self.head.show_totals(tier, session.totals)
        self.filters.show_filter(session.wanted)
        if session.groups or session.is_filtered:
            self._show_groups()
        else:
            self._pages.setCurrentWidget(self._empty)
        if session.is_waiting and not session.groups:
            self._empty.say("", None)
        elif self._failure:
            self._empty.say(self._failure, "Try again")
        else:
            said = group_texts.nothing(
                tier,
                is_filtered=session.is_filtered,
                is_comparing=self._is_comparing,
                has_names=self._progress.n_files > self._progress.n_photos,
            )
            self._empty.say(*said)
        if session.is_filtered and not session.groups and not session.is_waiting:
            self.head.say("No group fits these filters")

    def _show_groups(self) -> None:
        is_new = self._pages.currentWidget() is not self._splitter
        self._pages.setCurrentWidget(self._splitter)
        if is_new and self._is_entered:
            self.setFocus()  # the list was hidden when the person came

    def _on_row_changed(self) -> None:
        self.head.show_totals(self._session.wanted.tier, self._session.totals)

    def _say_who_is_away(self) -> None:
        names = ", ".join(folder.name for folder in self._away)
        verb, whose = ("is", "its") if len(self._away) == 1 else ("are", "their")
        said = f"{names} {verb} offline: {whose} photos are shown, but none of them can be moved."
        self.notice.say(said if self._away else "", None)

    # -- making

    def _lay_out(self) -> None:
        self.setAutoFillBackground(True)
        self.setBackgroundRole(appearance.Role.Base)
        self.compare.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.compare.setAccessibleName("Compared photos")
        left = flush_column(self._left)
        left.addWidget(self.filters)
        left.addWidget(self.list, 1)
        self._left.setMinimumWidth(280)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._left)
        self._splitter.addWidget(self.compare)
        self._splitter.setStretchFactor(0, 0)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([_LIST_PX, 10 * _LIST_PX])
        self._pages.addWidget(self._splitter)
        self._pages.addWidget(self._empty)
        column = flush_column(self)
        for widget in (self.head, self.notice):
            column.addWidget(widget)
        column.addWidget(self._pages, 1)
        self.setFocusProxy(self.list)

    def _connect(self) -> None:
        session = self._session
        session.listed.connect(self._on_listed)
        session.list_failed.connect(self._on_list_failed)
        session.row_changed.connect(self._on_row_changed)
        self.list.opened.connect(self.show_group)
        self.filters.wanted.connect(session.show)
        self._empty.acted.connect(self.empty_action)

    def _show_side(self, side: QWidget) -> None:
        self._left.setVisible(not self._is_narrow or side is self._left)
        self.compare.setVisible(not self._is_narrow or side is self.compare)
        self._show_head()

    def _show_head(self) -> None:
        is_group = self._is_narrow and self._left.isHidden()
        self.head.setVisible(not (is_group and self.height() < _LOW_PX))


_REPEATED = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Plus, Qt.Key.Key_Minus)
