"""The whole of photosim behind a real window, driven by what a person does.

Nothing is faked: engine, worker processes, model and window are those of `photosim.app`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QDeadlineTimer,
    QEventLoop,
    QMimeData,
    QPoint,
    QPointF,
    Qt,
    QTimer,
    QUrl,
)
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from photosim.core.model import card
from photosim.core.records.photos import Answer, Query
from photosim.core.records.trash import Trash
from photosim.gui.trash.system_trash import SystemTrash
from photosim.gui.widgets.appearance import Appearance
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.widgets.garbage import Garbage
from photosim.gui.window import MainWindow
from photosim.services import events
from photosim.services.api.engine import Engine, EngineConfig
from photosim.services.settings import TABLE, Settings
from photosim.texts import setting_wording

_LOOK_MS = 10
"""How often a condition is looked at while nothing happens."""
_NO_KEYS = Qt.KeyboardModifier.NoModifier


Answered = Qt.DropAction | None
"""What becomes of what is dropped, as its sender hears it; None: it was refused."""


def answered(event: QDropEvent) -> Answered:
    """What the sender of a drag hears."""
    return event.dropAction() if event.isAccepted() else None


class Windowed:
    """photosim's window on a library, with a person's hands.

    Attributes:
        window, engine, bridge, settings: the parts.
        progress: what the engine said last, and the window has heard.
        phases: what it has done so far, in order: what passes is looked for here.

    Args:
        limit_s: what takes longer without any progress has failed.
        trash: moves files to the trash, else the system's.
        model: the model card, else the shipped one.
    """

    def __init__(
        self,
        library: Path,
        *,
        size: tuple[int, int] = (1440, 900),
        n_workers: int = 2,
        scheme: str = "light",
        limit_s: float = 120.0,
        trash: Trash | None = None,
        model: Path | None = None,
    ) -> None:
        library.mkdir(parents=True, exist_ok=True)
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise RuntimeError("make the QApplication first")
        self._limit_s = limit_s
        self._garbage = Garbage()
        self.settings = Settings(library / "settings.toml", setting_wording.comments(TABLE))
        self.bridge = Bridge()
        self.progress = events.Progress(events.Phase.STARTING)
        self.phases: list[events.Phase] = []
        self.trouble: list[events.Trouble] = []
        config = EngineConfig(
            library,
            n_workers,
            self.settings.excluded,
            model or card.shipped(),
            self.settings.included,
        )
        self.engine = Engine(config, self.bridge.notify, trash=trash or SystemTrash())
        self.theme = Appearance(app, scheme)
        self.window = MainWindow(
            self.engine,
            self.bridge,
            self.settings,
            library / "window.ini",
            self.theme,
        )
        # connected after the window's parts: what a test hears of, the window has shown
        self.bridge.progress.connect(self._on_progress)
        self.bridge.trouble.connect(self.trouble.append)
        self.window.resize(*size)
        self.window.show()
        self._heart = QTimer(interval=_LOOK_MS)
        self._heart.start()
        self.engine.start()

    def _on_progress(self, progress: events.Progress) -> None:
        self.progress = progress
        self.phases.append(progress.phase)

    def wait_until(self, condition: Callable[[], bool]) -> None:
        """Let the window live until something is so, while the engine gets on or not for long."""
        deadline, seen = QDeadlineTimer(int(self._limit_s * 1000)), self.progress
        while not condition():
            if self.progress is not seen:  # a busy machine is slow, not wrong
                deadline, seen = QDeadlineTimer(int(self._limit_s * 1000)), self.progress
            if deadline.hasExpired():
                raise TimeoutError(f"{condition} is not so; {self.progress}; {self.trouble}")
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def add_folder(self, folder: Path) -> None:
        """As the button of the first page does, without the dialog."""
        self.window.folder_actions.add([os.fspath(folder)])

    def wait_until_indexed(self, n_photos: int) -> None:
        """Until the engine is idle with so many photos, and the gallery shows them."""
        self.wait_until(
            lambda: self.progress.phase is events.Phase.IDLE and self.progress.n_photos == n_photos
        )

    def drop(self, *paths: Path) -> None:
        """Files dropped from the file manager onto the window."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(os.fspath(path)) for path in paths])
        self.drop_mime(mime)

    def drag_over(
        self, mime: QMimeData, offered: Qt.DropAction = Qt.DropAction.CopyAction
    ) -> tuple[Answered, Answered]:
        """Something is held over the middle of the window; what is answered to its sender."""
        where = QPoint(self.window.width() // 2, self.window.height() // 2)
        rest = (offered, mime, Qt.MouseButton.LeftButton, _NO_KEYS)
        entered, moved = QDragEnterEvent(where, *rest), QDragMoveEvent(where, *rest)
        QCoreApplication.sendEvent(self.window, entered)
        QCoreApplication.sendEvent(self.window, moved)
        return answered(entered), answered(moved)

    def drop_mime(
        self, mime: QMimeData, offered: Qt.DropAction = Qt.DropAction.CopyAction
    ) -> tuple[Answered, Answered, Answered]:
        """Anything dropped onto the middle of the window; what is answered to its sender."""
        held = self.drag_over(mime, offered)
        where = QPointF(self.window.width() / 2, self.window.height() / 2)
        let_go = QDropEvent(where, offered, mime, Qt.MouseButton.LeftButton, _NO_KEYS)
        QCoreApplication.sendEvent(self.window, let_go)
        return *held, answered(let_go)

    def answer(self, act: Callable[[], object]) -> None:
        """Do something that searches, and wait until the results are there."""
        answers: list[object] = []

        def take(query: Query, _answer: Answer) -> None:
            answers.append(query)

        self.window.searching.answered.connect(take)
        act()
        self.wait_until(lambda: bool(answers))
        self.window.searching.answered.disconnect(take)

    def search_by_drop(self, path: Path) -> None:
        """Drop a file and wait for the answer."""
        self.answer(lambda: self.drop(path))

    def shown_ids(self) -> list[int]:
        """Ids of the photos in the gallery, in order."""
        return [int(i) for i in self.window.gallery.ids()]

    def close(self) -> None:
        """Close the window and the engine."""
        self.window.close()
        self._heart.stop()
        self._garbage.stop()
        self.engine.stop()
        self.settings.close()
