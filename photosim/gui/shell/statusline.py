"""The line at the bottom: one sentence about what photosim is doing, and one action."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from photosim.core.records.photos import Folder, FolderState
from photosim.gui.texts import counts
from photosim.gui.widgets import appearance
from photosim.gui.widgets.elided import Elided
from photosim.services.events import Phase, Progress, Trouble
from photosim.texts import error_wording

HEIGHT_PX = 34
_BAR_PX, _LEAST_BAR_PX = 160, 40
_COUNTING = (Phase.INDEXING, Phase.COMPARING, Phase.LOOKING, Phase.SORTING, Phase.PAUSED)


def sentence(progress: Progress, folders: tuple[Folder, ...] = (), trouble: str = "") -> str:
    """What to say: what lasts until somebody ends it first, then what passes by itself.

    Args:
        progress: how far the engine is.
        folders: the watched folders; those that are offline are told of as long as they are.
        trouble: why the engine is stopped; said while it is.
    """
    if progress.phase is Phase.STARTING and progress.n_photos == 0:
        return "Opening your library"
    lasting = _held(progress, trouble)
    work = _work(progress)
    counted = counts.photos_in_files(progress.n_photos, progress.n_files)
    lasting += _offline(folders, is_alone=not lasting and not work)
    return counts.DOT.join([counted, *lasting, *work])


def action(progress: Progress) -> str:
    """The one action that helps now; empty when there is none."""
    if holding(progress):
        return "Resume"
    at_work = (Phase.SCANNING, Phase.INDEXING, Phase.COMPARING, Phase.LOOKING)
    return "Pause" if progress.phase in at_work else ""


def holding(progress: Progress) -> Phase | None:
    """What indexing is held by, whatever else is done meanwhile; None when by nothing."""
    itself = progress.phase if progress.phase in (Phase.PAUSED, Phase.STOPPED) else None
    return progress.held or itself


def _held(progress: Progress, trouble: str) -> list[str]:
    match holding(progress):
        case Phase.STOPPED:
            return [trouble or "indexing has stopped"]
        case Phase.PAUSED:
            return [_paused(progress)]
    return []


def _work(progress: Progress) -> list[str]:
    match progress.phase:
        case Phase.STARTING:
            return ["getting ready to search"]
        case Phase.SCANNING:
            return [f"looking for photos, {counts.files(progress.done)} so far"]
        case Phase.INDEXING:
            return [_indexing(progress)]
        case Phase.COMPARING:
            return [_comparing(progress)]
        case Phase.LOOKING:
            return [_looking(progress)]
        case Phase.SORTING:
            return [_sorting(progress)]
    return []


def _indexing(progress: Progress) -> str:
    said = [f"indexing {counts.count(max(0, progress.total - progress.done))} more"]
    if progress.per_second >= 1:
        said.append(f"{counts.count(round(progress.per_second))} a second")
    if progress.seconds_left is not None:
        said.append(counts.time_left(progress.seconds_left))
    return ", ".join(said)


def _comparing(progress: Progress) -> str:
    # photos are counted once when candidates are searched for them and again when these are
    # compared: only the share of all that means something to a person
    share = int(100 * progress.done / progress.total) if progress.total else 0
    said = [f"looking for duplicates, {share}\N{NO-BREAK SPACE}% done"]
    if progress.seconds_left is not None:
        said.append(counts.time_left(progress.seconds_left))
    return ", ".join(said)


def _looking(progress: Progress) -> str:
    left = max(1, progress.total - progress.done)
    what = "pair" if left == 1 else "pairs"
    said = [f"looking closely at {counts.count(left)} {what} of likely duplicates"]
    if progress.seconds_left is not None:
        said.append(counts.time_left(progress.seconds_left))
    return ", ".join(said)


def _sorting(progress: Progress) -> str:
    said = ["sorting photos into themes"]
    if progress.seconds_left is not None:
        said.append(counts.time_left(progress.seconds_left))
    return ", ".join(said)


def _paused(progress: Progress) -> str:
    waiting = progress.total - progress.done if progress.phase is Phase.PAUSED else 0
    return f"paused, {counts.count(waiting)} to come" if waiting > 0 else "paused"


def _offline(folders: tuple[Folder, ...], *, is_alone: bool) -> list[str]:
    """Which folders are offline; beside something else in few words."""
    away = [folder for folder in folders if folder.state is FolderState.OFFLINE]
    if not away:
        return []
    is_one = len(away) == 1
    said = f"{away[0].name} is offline" if is_one else f"{len(away)} folders are offline"
    return [
        f"{said}, {'its' if is_one else 'their'} photos can still be found" if is_alone else said
    ]


class StatusLine(QWidget):
    """The status line.

    Signals:
        pause_wanted: the person wants indexing to wait.
        resume_wanted: it shall go on, or be tried again.
    """

    pause_wanted = Signal()
    resume_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress = Progress(Phase.STARTING)
        self._folders: tuple[Folder, ...] = ()
        self._trouble = self._last_trouble = ""
        self.setFixedHeight(HEIGHT_PX)
        self.text = Elided(muted=True)
        self.bar = appearance.progress_bar()
        self.bar.setAccessibleName("Progress of indexing")
        self.button = appearance.link_button("Pause")
        self.button.clicked.connect(self._on_clicked)
        self._lay_out()
        self._refresh()

    @property
    def phase(self) -> Phase:
        """What the engine did when it was last heard of."""
        return self._progress.phase

    def show_progress(self, progress: Progress) -> None:
        """Say how far the engine is."""
        was_stopped = holding(self._progress) is Phase.STOPPED
        self._progress = progress
        if holding(progress) is Phase.STOPPED and not was_stopped:
            self._trouble = self._last_trouble
        self._refresh()

    def show_folders(self, folders: tuple[Folder, ...]) -> None:
        """Know which folders are offline."""
        self._folders = folders
        self._refresh()

    def show_trouble(self, trouble: Trouble) -> None:
        """Keep what is wrong: what comes last before the engine stops is why it did."""
        self._last_trouble = error_wording.with_advice(trouble.message, trouble.advice)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words come first: in a narrow window the bar is shorter, or there is none."""
        super().resizeEvent(event)
        self._fit_bar()

    def _fit_bar(self) -> None:
        words_px = self.text.fontMetrics().horizontalAdvance(self.text.whole) + appearance.GAP_S
        around = (
            appearance.GAP_XL
            + appearance.GAP_L
            + 2 * appearance.GAP_XL
            + self.button.sizeHint().width()
        )
        room = self.width() - around - words_px
        self.bar.setFixedWidth(min(_BAR_PX, max(_LEAST_BAR_PX, room)))
        is_counting = self._progress.phase in _COUNTING and self._progress.total > 0
        self.bar.setVisible(is_counting and room >= _LEAST_BAR_PX)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(appearance.GAP_XL, 0, appearance.GAP_L, 0)
        row.setSpacing(appearance.GAP_XL)
        row.addWidget(self.text, stretch=1)
        row.addWidget(self.bar)
        row.addWidget(self.button)

    def _refresh(self) -> None:
        progress = self._progress
        said = sentence(progress, self._folders, self._trouble)
        _, _, what = said.partition(counts.DOT)  # the number stands above the photos as well
        self.text.set_text(said, what)
        self.bar.setRange(0, max(1, progress.total))
        self.bar.setValue(progress.done)
        self.button.setText(action(progress))
        self.button.setVisible(bool(action(progress)))
        self._fit_bar()

    def _on_clicked(self) -> None:
        if action(self._progress) == "Pause":
            self.pause_wanted.emit()
        else:
            self.resume_wanted.emit()
