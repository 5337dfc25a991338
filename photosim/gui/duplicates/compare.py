"""One group to compare: its photos side by side, the facts about them, and what can be said."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from photosim.core.records.review import GroupDetail, Member
from photosim.gui.duplicates import member_facts
from photosim.gui.duplicates.answers_bar import AnswersBar
from photosim.gui.duplicates.fact_table import FactTable
from photosim.gui.duplicates.looking_bar import LookingBar
from photosim.gui.duplicates.panes import MOST, Panes
from photosim.gui.duplicates.ports import ReviewPhotoPort
from photosim.gui.duplicates.session import Session
from photosim.gui.duplicates.strip import Strip
from photosim.gui.widgets import appearance
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.widgets.notice import EmptyPage
from photosim.texts import reason_wording

_HIGH_PX = 480
"""In a lower window large groups have no strip: digits and the table reach every photo."""
_LOOKING_FROM_PX = 350
"""In a lower window the line of zoom, blinking and differences gives way: the menu has all that."""
_FACTS = 0.42
"""Share of the height that the facts have at most, with the strip of a large group."""
_ROOMY_PX = 300
"""A pane is at least so wide, as long as the person has not said how many shall be seen."""


class Compare(QWidget):
    """The group of a session that is looked at.

    Attributes:
        panes, table, looking, answers: its parts.
        current: number, from 0, of the member that the keys mean.

    Signals:
        menu_wanted: a context menu of the current member. arg1: where, global.
        retry_wanted: the group could not be shown; the button to go on was pressed.
    """

    menu_wanted = Signal(QPoint)
    retry_wanted = Signal()

    def __init__(
        self,
        session: Session,
        source: ReviewPhotoPort,
        bridge: Bridge,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.current = 0
        self._seen: GroupDetail | None = None
        self._n_wanted: int | None = None
        self._shown: list[int] = []
        self.panes = Panes(source, bridge, self)
        self.looking = LookingBar(self.panes, self)
        self.answers = AnswersBar(self)
        self.table = FactTable(self)
        self._strip = Strip(source, bridge, self)
        self._promise = appearance.label(muted=True, parent=self)
        self._promise.setWordWrap(True)
        self._empty = EmptyPage(self)
        self._pages = QStackedLayout(self)
        self._lay_out()
        self._connect()
        self._refresh()

    @property
    def detail(self) -> GroupDetail | None:
        """The group that can be judged: the one that is really seen."""
        detail = self._session.detail
        seen_id = self._seen.group.id if self._seen else ""
        return detail if detail is not None and detail.group.id == seen_id else None

    @property
    def member(self) -> Member | None:
        """The member that the keys mean."""
        detail = self.detail
        return detail.members[self.current] if detail is not None else None

    @property
    def promise(self) -> str:
        """What holds for every pair of the group."""
        return self._promise.text()

    @property
    def sentence(self) -> str:
        """What stands in the place of photos; empty when there are some."""
        return self._empty.sentence if self._pages.currentIndex() == 1 else ""

    def choose(self, number: int) -> None:
        """Mean another member; one that is not seen takes the place of the last one."""
        detail = self.detail
        if detail is None or not 0 <= number < len(detail.members):
            return
        if number not in self._shown:
            place = self._shown.index(self.current) if self.current in self._shown else -1
            self._shown[place or -1] = number
        self.current = number
        self._refresh()

    def show_side_by_side(self, n: int) -> None:
        """See so many at once."""
        self._n_wanted = n
        self._settle_shown()
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More room, more photos, unless the person has said how many."""
        super().resizeEvent(event)
        self.looking.setVisible(event.size().height() >= _LOOKING_FROM_PX)
        if self.detail is not None and event.size() != event.oldSize():
            if len(self._shown) != self._n_shown(self.detail):
                self._settle_shown()
            self._refresh()

    # -- showing

    def _on_detailed(self) -> None:
        detail = self._session.detail
        if detail is None:
            self._wait()
            return
        before, self._seen = self._seen, detail
        is_new = before is None or before.group.id != detail.group.id
        self.current = 0 if before is None else _place_in(detail, before, self.current)
        if is_new or self.current not in self._shown:
            self._settle_shown()
        self._refresh(is_new=is_new)

    def _refresh(self, *, is_new: bool = False) -> None:
        detail = self.detail
        if detail is None:
            self._wait()
            return
        members = detail.members
        self._shown = [i for i in self._shown if i < len(members)] or [0]
        self._pages.setCurrentIndex(0)
        self.panes.show_members(members, self._shown, self.current, is_new=is_new)
        is_wanted = len(members) > len(self._shown) and self.height() >= _HIGH_PX
        self._strip.setVisible(is_wanted)
        if is_wanted:
            self._strip.show_members(members, self._shown, self.current)
        taken = self._strip.height() if is_wanted else 0
        self.table.limit(round(_FACTS * self.height()) - taken)
        self.table.show_rows(member_facts.rows(detail), self.current)
        promise = member_facts.weakest_text(detail)
        if detail.doubt is not None:
            promise += f" Not called the same picture: {reason_wording.doubt(detail.doubt)}."
        self._promise.setText(f"{promise}  {member_facts.intent_text(detail)}".strip())
        self.looking.show_number(len(self._shown), len(members))
        self.answers.show_group(detail, self.current)

    def _wait(self) -> None:
        """Between two groups nothing flashes: what is seen stays until the next one is there."""
        if self._session.group is None:
            self.panes.clear()
            self._pages.setCurrentIndex(1)
            if self._session.is_filtered and not self._session.is_waiting:
                self._empty.say("No group fits these filters.", "Show all groups")
            else:
                self._empty.say("", None)
        self.answers.setEnabled(False)

    def _on_failed(self, sentence: str) -> None:
        self.panes.clear()
        self._pages.setCurrentIndex(1)
        self._empty.say(sentence, "Look again")

    def _settle_shown(self) -> None:
        detail = self._session.detail
        if detail is None:
            return
        n = self._n_shown(detail)
        shown = list(range(n))
        if self.current not in shown:
            shown[-1] = self.current
        self._shown = shown

    def _n_shown(self, detail: GroupDetail) -> int:
        fitting = max(2, min(MOST, self.width() // _ROOMY_PX))
        return min(len(detail.members), self._n_wanted or fitting)

    # -- making

    def _lay_out(self) -> None:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(
            appearance.GAP_L, appearance.GAP_M, appearance.GAP_L, appearance.GAP_M
        )
        column.setSpacing(appearance.GAP_S)
        # the facts have what they need as long as the photos have their part
        column.addWidget(self.panes, stretch=1)
        column.addWidget(self.looking)
        column.addWidget(self._strip)
        column.addWidget(self.table)
        column.addWidget(self._promise)
        column.addWidget(self.answers)
        self._pages.addWidget(page)
        self._pages.addWidget(self._empty)

    def _connect(self) -> None:
        self._session.detailed.connect(self._on_detailed)
        self._session.detail_failed.connect(self._on_failed)
        self.panes.pressed.connect(self.choose)
        self.panes.menu_wanted.connect(self._on_menu)
        self.table.member_pressed.connect(self.choose)
        self.table.menu_wanted.connect(self._on_menu)
        self._strip.pressed.connect(self.choose)
        self.looking.number_wanted.connect(self.show_side_by_side)
        self._empty.acted.connect(self.retry_wanted)

    def _on_menu(self, number: int, where: QPoint) -> None:
        self.choose(number)
        self.menu_wanted.emit(where)


def _place_in(after: GroupDetail, before: GroupDetail, current: int) -> int:
    """Where the member that was meant stands now, also when its group has lost or won others."""
    if after.group.tier is not before.group.tier:
        return 0  # its key may be another one's there
    keys = [member.key for member in after.members]
    meant = before.members[current].key
    return keys.index(meant) if meant in keys else 0
