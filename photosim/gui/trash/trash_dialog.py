"""Before the trash: what goes, what stays, and a second question for what would be gone for good.

One window with pages one after the other: what belongs to the photos is looked up, the plan, the
last copies, the progress, the report. Nothing moves before the button of the plan is pressed, and
no last copy before the person has said so on the page after it.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from photosim.core.records.trash import TrashProgress, TrashReport
from photosim.gui.grid.thumbnails import Thumbnails
from photosim.gui.texts import counts
from photosim.gui.trash import trash_texts
from photosim.gui.trash.planned_list import PlannedList
from photosim.gui.widgets import appearance, tips
from photosim.gui.widgets.elided import Elided
from photosim.gui.widgets.screen_fit import move_onto_screen
from photosim.services.trash.summary import PlannedFile, TrashSummary

_WIDTH_PX = 560
_SIZE = QSize(760, 660)
"""As large as this with a list, if the screen has room for it and its frame."""
_AROUND = QSize(24, 48)
_MOST_LISTED, _MOST_SEEN = 1000, 12
_LIST_PX, _LEAST_LIST_PX = 220, 64
_WAITING, _PLAN, _LAST, _RUNNING, _REPORT = range(5)


class TrashDialog(QDialog):
    """Asks, shows progress, reports.

    Args:
        thumbnails: of the photos that would go.

    Attributes:
        grave: that of some of it no copy stays; hidden when a copy of each does.
        going: what would go, file by file.
        files: what stayed, with reasons.

    Signals:
        confirmed: move it. arg1: the last copies that may go, as (group id, key). arg2: paths of
            the RAW files and films that may go although no copy of them stays.
        stop_wanted: stop between two files.
        undo_wanted: bring back what has just gone.
        journal_wanted: show the journal.
        group_wanted: show the one photo beside its copies instead. arg1: photo id.
    """

    confirmed = Signal(object, object)
    stop_wanted = Signal()
    undo_wanted = Signal()
    journal_wanted = Signal()
    group_wanted = Signal(int)

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._summary = TrashSummary(0, 0, 0, 0)
        self._is_running = False
        self.title = appearance.heading(parent=self)
        self.text = appearance.label(parent=self)
        self.text.setWordWrap(True)
        self.grave = appearance.label(bold=True, parent=self)
        self.grave.setWordWrap(True)
        self.details = appearance.label(muted=True, parent=self)
        self.details.setWordWrap(True)
        self.listed = appearance.label(parent=self)
        self.listed.setWordWrap(True)
        self.going = PlannedList(thumbnails, self)
        self.files = QListWidget(self)
        self.bar: QProgressBar = appearance.progress_bar(self)
        self.path = Elided(muted=True, mode=Qt.TextElideMode.ElideMiddle, parent=self)
        self._buttons = QStackedWidget(self)
        self.go = appearance.primary_button("Move to trash", self)
        self.back = appearance.button("Cancel", parent=self)
        self.compare = appearance.button("Compare its copies", parent=self)
        self.keep_last = appearance.primary_button("Keep these", self)
        self.move_last = appearance.button("Move these, too", parent=self)
        self.stop = appearance.button("Stop", parent=self)
        self.undo = appearance.button("Undo", parent=self)
        self.journal = appearance.button("Show the journal", parent=self)
        self.close_ = appearance.primary_button("Close", self)
        self._lay_out()
        self._connect()

    @property
    def is_waiting(self) -> bool:
        """Whether the plan is still being made."""
        return self._buttons.currentIndex() == _WAITING

    @property
    def _asks_again(self) -> bool:
        """Whether of something that would go no copy stays."""
        return bool(self._summary.is_last or self._summary.lost_companions)

    # -- the pages

    def show_waiting(self) -> None:
        """The plan is being made."""
        self._say("Move to the trash?", trash_texts.LOOKING, "")
        self._list("", [])
        self._page(_WAITING)

    def show_plan(
        self, summary: TrashSummary, n_others: int, n_folded: int = 0, n_undecided: int = 0
    ) -> None:
        """What would happen, Enter moves it.

        Enter cancels where no copy of something stays, where it is kept, where what stays is to go
        elsewhere, and where it cannot go; where nothing can go there is nothing to press but that.
        The numbers are as in `trash_texts.rest`.
        """
        self._summary = summary
        rest = trash_texts.rest(
            n_others, n_folded, n_undecided, has_companions=summary.n_companions > 0
        )
        can_move = trash_texts.can_move(summary)
        self._say(
            trash_texts.title(summary),
            trash_texts.plan(summary),
            rest if can_move or not summary.n_files else "",
            trash_texts.no_copy(summary),
        )
        self.compare.setVisible(trash_texts.has_copies(summary))
        self.go.setText(trash_texts.move(summary))
        self.go.setVisible(can_move)
        self.back.setText("Cancel" if can_move else "Close")
        self._list(trash_texts.along(summary), [], summary.files)
        self._page(_PLAN)
        is_doubtful = summary.n_kept or summary.n_held_back or summary.n_beside_put_down
        is_plain = can_move and not (self._asks_again or is_doubtful)
        self._prefer(self.go if is_plain else self.back)

    def show_last(self) -> None:
        """The second question: of these photos nothing would stay."""
        summary = self._summary
        self._say(
            "These would be gone",
            trash_texts.last(summary),
            "They lie in the trash until it is emptied.",
        )
        self._list("", [], trash_texts.last_files(summary))
        self._page(_LAST)
        self.keep_last.setFocus()

    def show_progress(self, progress: TrashProgress) -> None:
        """How far it is."""
        if self._is_running:
            self.bar.setRange(0, max(1, progress.total))
            self.bar.setValue(progress.done)
            self.text.setText(f"{counts.count(progress.done)} of {counts.photos(progress.total)}")
            self.path.set_text(progress.path)

    def show_running(self) -> None:
        """It has begun."""
        self._is_running = True
        self._say("Moving to the trash", "", "The photo that stays is read before each file goes.")
        self._list("", [])
        self.stop.setEnabled(True)
        self._page(_RUNNING)

    def show_report(self, report: TrashReport) -> None:
        """What was done, and what was not, with reasons."""
        self._is_running = False
        self._say(*trash_texts.report(report))
        self._list("", [trash_texts.why(refusal) for refusal in report.refused])
        self.undo.setVisible(report.n_files > 0)
        self._page(_REPORT)
        self.close_.setFocus()

    def show_failure(self, sentence: str) -> None:
        """It could not be begun: nothing was moved."""
        self._is_running = False
        self._say("Nothing was moved", sentence, "")
        self._list("", [])
        self.undo.hide()
        self._page(_REPORT)
        self.close_.setFocus()

    # -- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes what asks and what reports, but hides nothing that is still going on."""
        if event.key() == Qt.Key.Key_Escape and self._is_running:
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """While files are moved, closing means stopping."""
        if self._is_running:
            self._on_stop()
            event.ignore()
        else:
            super().closeEvent(event)

    # -- what is pressed

    def _on_move(self) -> None:
        if self._asks_again:
            self.show_last()
        else:
            self.confirmed.emit((), ())

    def _on_move_last(self) -> None:
        summary = self._summary
        last = tuple((group, key) for group, key, _ in summary.last_copies)
        self.confirmed.emit(last, summary.lost_companions)

    def _on_keep_last(self) -> None:
        self.confirmed.emit((), ())

    def _on_stop(self) -> None:
        self.stop.setEnabled(False)
        self.text.setText("It stops after this file.")
        self.stop_wanted.emit()

    def _on_undo(self) -> None:
        self.accept()
        self.undo_wanted.emit()

    def _on_compare(self) -> None:
        self.reject()
        self.group_wanted.emit(self._summary.files[0].photo_id)

    def _on_journal(self) -> None:
        self.accept()
        self.journal_wanted.emit()

    # -- making

    def _prefer(self, button: QPushButton) -> None:
        """Let Enter press this button of the plan, and let it look like that."""
        for one in (self.back, self.go):
            one.setProperty("look", "primary" if one is button else "plain")
            one.style().polish(one)
        button.setFocus()

    def _say(self, title: str, text: str, details: str, grave: str = "") -> None:
        self.setWindowTitle(title)
        self.title.setText(title)
        self.text.setText(text)
        self.grave.setText(grave)
        self.grave.setVisible(bool(grave))
        self.details.setText(details)
        self.details.setVisible(bool(details))

    def _list(self, heading: str, lines: Sequence[str], going: Sequence[PlannedFile] = ()) -> None:
        self.listed.setText(heading)
        self.listed.setVisible(bool(heading))
        self.going.rows.show(going)
        self.going.setVisible(bool(going))
        self.going.scrollToTop()
        self.files.clear()
        self.files.addItems([tips.breakable(line) for line in lines[:_MOST_LISTED]])
        if len(lines) > _MOST_LISTED:
            self.files.addItem(f"and {counts.count(len(lines) - _MOST_LISTED)} more")
        self.files.setVisible(bool(lines))
        if lines:
            self.files.setFixedHeight(self._height(lines[:_MOST_SEEN]))

    def _height(self, lines: Sequence[str]) -> int:
        """Px for some lines, each wrapped; between the least and the most that the list has."""
        room = QRect(0, 0, _WIDTH_PX - 2 * appearance.GAP_XL - appearance.GAP_XL, 1000)
        metrics, wrap = self.files.fontMetrics(), Qt.TextFlag.TextWrapAnywhere
        heights = (metrics.boundingRect(room, wrap, line).height() + 2 for line in lines)
        return min(_LIST_PX, max(_LEAST_LIST_PX, sum(heights) + appearance.GAP_L))

    def _page(self, row: int) -> None:
        self._buttons.setCurrentIndex(row)
        for widget in (self.bar, self.path):
            widget.setVisible(row == _RUNNING)
        self.fit(self.screen().availableSize())
        if self.isVisible():  # it opened in the middle, and has grown since
            move_onto_screen(self)

    def fit(self, screen: QSize) -> None:
        """Be as large as the page needs, and no larger than a screen, px, has room for."""
        room = screen - _AROUND
        has_list = self.going.isVisibleTo(self)
        self.setMaximumSize(room if has_list else QSize(_WIDTH_PX, room.height()))
        self.adjustSize()
        if has_list:
            width = min(_SIZE.width(), room.width())
            column = self.layout()
            height = column.totalHeightForWidth(width) if column is not None else 0
            self.resize(width, min(_SIZE.height(), room.height(), height))

    def _lay_out(self) -> None:
        self.setMinimumWidth(_WIDTH_PX)
        self.setModal(True)
        self.files.setAccessibleName("Files")
        self.files.setAlternatingRowColors(False)
        self.files.setWordWrap(True)
        # each sentence is seen whole: it is wrapped to the width that the list has now
        self.files.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.files.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.bar.setAccessibleName("Progress")
        cancels = [appearance.button("Cancel", parent=self) for _ in range(2)]
        for cancel in (*cancels, self.back):
            cancel.clicked.connect(self.reject)
        rows: tuple[tuple[QPushButton, ...], ...] = (
            (cancels[0],),
            (self.back, self.compare, self.go),
            (cancels[1], self.move_last, self.keep_last),
            (self.stop,),
            (self.journal, self.undo, self.close_),
        )
        for buttons in rows:
            self._buttons.addWidget(_row(buttons))
        column = QVBoxLayout(self)
        column.setContentsMargins(
            appearance.GAP_XL, appearance.GAP_L, appearance.GAP_XL, appearance.GAP_L
        )
        column.setSpacing(appearance.GAP_M)
        said = (self.title, self.text, self.grave, self.details, self.listed)
        for widget in (*said, self.going, self.files, self.bar, self.path):
            column.addWidget(widget)
        column.setStretchFactor(self.going, 1)
        column.addSpacing(appearance.GAP_S)
        column.addWidget(self._buttons)

    def _connect(self) -> None:
        self.go.clicked.connect(self._on_move)
        self.compare.clicked.connect(self._on_compare)
        self.keep_last.clicked.connect(self._on_keep_last)
        self.move_last.clicked.connect(self._on_move_last)
        self.stop.clicked.connect(self._on_stop)
        self.undo.clicked.connect(self._on_undo)
        self.journal.clicked.connect(self._on_journal)
        self.close_.clicked.connect(self.accept)


def _row(buttons: Sequence[QPushButton]) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(appearance.GAP_S)
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    return made
