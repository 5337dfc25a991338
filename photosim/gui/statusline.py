"""The line at the bottom: one sentence about what photosim is doing, and one action."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from photosim.core.records import Folder, FolderState
from photosim.gui import theme, words
from photosim.gui.elided import Elided
from photosim.services.events import Phase, Progress, Trouble

HEIGHT_PX = 34
_BAR_PX = 160


def sentence(progress: Progress, folders: tuple[Folder, ...] = (), trouble: str = "") -> str:
    """What to say of `progress`, of the `folders` and of the last `trouble` while stopped."""
    facts = [words.photos(progress.n_photos)]
    match progress.phase:
        case Phase.STARTING if progress.n_photos == 0:
            return "Opening your library"
        case Phase.STARTING:
            facts.append("getting ready to search")
        case Phase.SCANNING:
            facts.append(f"looking for photos, {words.files(progress.done)} so far")
        case Phase.INDEXING:
            facts.append(_indexing(progress))
        case Phase.COMPARING:
            facts.append(_comparing(progress))
        case Phase.SORTING:
            facts.append(_sorting(progress))
        case Phase.PAUSED:
            facts.append(_paused(progress))
        case Phase.STOPPED:
            facts.append(trouble or "indexing has stopped")
        case Phase.IDLE:
            facts += _offline(folders)
    return words.DOT.join(facts)


def action(phase: Phase) -> str:
    """The one action that helps in this phase; empty when there is none."""
    match phase:
        case Phase.SCANNING | Phase.INDEXING | Phase.COMPARING:
            return "Pause"
        case Phase.PAUSED | Phase.STOPPED:
            return "Resume"
    return ""


def _indexing(progress: Progress) -> str:
    said = [f"indexing {words.count(max(0, progress.total - progress.done))} more"]
    if progress.per_second >= 1:
        said.append(f"{words.count(round(progress.per_second))} a second")
    if progress.seconds_left is not None:
        said.append(words.time_left(progress.seconds_left))
    return ", ".join(said)


def _comparing(progress: Progress) -> str:
    # photos are counted once when candidates are searched for them and again when these are
    # compared: only the share of all that means something to a person
    share = int(100 * progress.done / progress.total) if progress.total else 0
    said = [f"looking for duplicates, {share}\N{NO-BREAK SPACE}% done"]
    if progress.seconds_left is not None:
        said.append(words.time_left(progress.seconds_left))
    return ", ".join(said)


def _sorting(progress: Progress) -> str:
    said = ["sorting photos by what they are about"]
    if progress.seconds_left is not None:
        said.append(words.time_left(progress.seconds_left))
    return ", ".join(said)


def _paused(progress: Progress) -> str:
    waiting = progress.total - progress.done
    return f"paused, {words.count(waiting)} to come" if waiting > 0 else "paused"


def _offline(folders: tuple[Folder, ...]) -> list[str]:
    away = [folder for folder in folders if folder.state is FolderState.OFFLINE]
    if not away:
        return []
    if len(away) == 1:
        return [f"{away[0].name} is offline, its photos can still be found"]
    return [f"{len(away)} folders are offline, their photos can still be found"]


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
        self._trouble = ""
        self.setFixedHeight(HEIGHT_PX)
        self.text = Elided(muted=True)
        self.bar = theme.progress_bar()
        self.bar.setAccessibleName("Progress of indexing")
        self.button = theme.link_button("Pause")
        self.button.clicked.connect(self._on_clicked)
        self._lay_out()
        self._refresh()

    @property
    def phase(self) -> Phase:
        """What the engine did when it was last heard of."""
        return self._progress.phase

    def show_progress(self, progress: Progress) -> None:
        """Say how far the engine is."""
        self._progress = progress
        self._refresh()

    def show_folders(self, folders: tuple[Folder, ...]) -> None:
        """Know which folders are offline."""
        self._folders = folders
        self._refresh()

    def show_trouble(self, trouble: Trouble) -> None:
        """Keep what is wrong; it is said while the engine is stopped."""
        self._trouble = f"{trouble.message} {trouble.advice}".strip()
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words come first: in a narrow window the bar is shorter."""
        super().resizeEvent(event)
        self.bar.setFixedWidth(min(_BAR_PX, max(48, event.size().width() // 6)))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GAP_XL, 0, theme.GAP_L, 0)
        row.setSpacing(theme.GAP_XL)
        row.addWidget(self.text, stretch=1)
        row.addWidget(self.bar)
        row.addWidget(self.button)

    def _refresh(self) -> None:
        progress = self._progress
        self.text.set_text(sentence(progress, self._folders, self._trouble))
        counting = (Phase.INDEXING, Phase.COMPARING, Phase.SORTING, Phase.PAUSED)
        is_counting = progress.phase in counting
        self.bar.setVisible(is_counting and progress.total > 0)
        self.bar.setRange(0, max(1, progress.total))
        self.bar.setValue(progress.done)
        self.button.setText(action(progress.phase))
        self.button.setVisible(bool(action(progress.phase)))

    def _on_clicked(self) -> None:
        if action(self.phase) == "Pause":
            self.pause_wanted.emit()
        else:
            self.resume_wanted.emit()
