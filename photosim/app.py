"""The window's door: builds everything the window needs, shows it, and ends it properly.

Order: telemetry off, log, application, one window a library, look, settings, bridge, window
(painted before the engine is ready), engine.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import signal
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import FrameType, TracebackType
from typing import TextIO

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before anything can import onnxruntime

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from photosim.core import card
from photosim.gui import resources
from photosim.gui.bridge import Bridge
from photosim.gui.garbage import Garbage
from photosim.gui.single import SingleWindow
from photosim.gui.system_trash import SystemTrash
from photosim.gui.theme import Theme
from photosim.gui.window import MainWindow
from photosim.services.engine import Engine, EngineConfig
from photosim.services.settings import Settings

log = logging.getLogger(__name__)

LOG_BYTES = 1_000_000
SIGNALS_EVERY_MS = 250
"""How often Python gets a turn to notice a signal while Qt waits for events."""


class Bugs(QObject):
    """Catches what nobody caught: logs it and tells the window. Any thread may fail.

    Signals:
        happened: arg1: the traceback, for a report.
    """

    happened = Signal(str)

    def install(self) -> None:
        """Be told of exceptions in slots and in threads."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    def _on_exception(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        details = "".join(traceback.format_exception(kind, error, trace))
        log.error("Something went wrong.\n%s", details)
        self.happened.emit(details)

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and args.exc_type is not SystemExit:
            self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)


class Ending(QObject):
    """Closes the window when the system or a terminal asks for it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._is_asked = False
        # Python looks for signals between its own instructions; Qt's waiting has none
        self._clock = QTimer(self, interval=SIGNALS_EVERY_MS)
        self._clock.timeout.connect(self._look)
        self._clock.start()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._is_asked = True

    def _look(self) -> None:
        if self._is_asked:
            self._window.close()


def main(library: Path, pictures: list[str]) -> int:
    """Open the window of `library`, or bring the one that is open forward.

    Args:
        library: the library's own folder; made when it is not there.
        pictures: files to search with; the first one counts.

    Returns:
        The exit code: 0, or 1 when there is a window that does not answer.
    """
    app = _application()
    single = SingleWindow(library, app)
    if not single.take():
        return _hand_over(single, pictures)
    crashes = _log_to(library)
    Garbage(app)
    bugs = Bugs(app)
    bugs.install()
    settings = Settings(library / "settings.toml")
    bridge = Bridge(app)
    engine = Engine(_config(library, settings), bridge.notify, trash=SystemTrash())
    window = MainWindow(
        engine,
        bridge,
        settings,
        library / "window.ini",
        Theme(app, settings.colour_scheme),
        review=engine,
        words=engine,
        themes=engine,
        maps=engine,
    )
    bugs.happened.connect(window.say_bug)
    single.asked.connect(window.take_over)
    Ending(window)
    window.show()
    window.search_with([str(Path(picture).absolute()) for picture in pictures])
    # the first event of the loop paints the window, the next one starts the engine
    QTimer.singleShot(0, engine.start)
    app.aboutToQuit.connect(engine.stop)
    code = app.exec()
    settings.close()
    single.release()
    faulthandler.disable()
    crashes.close()
    return code


def _application() -> QApplication:
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    # with an organisation's name, too, Qt's folders would be called photosim/photosim
    app.setApplicationName("photosim")
    app.setApplicationDisplayName("photosim")
    app.setDesktopFileName("photosim")
    app.setWindowIcon(resources.app_icon())
    return app


def _hand_over(single: SingleWindow, pictures: list[str]) -> int:
    if single.hand_over([str(Path(picture).absolute()) for picture in pictures]):
        return 0
    sys.stderr.write("photosim is open with this library already, but does not answer.\n")
    return 1


def _config(library: Path, settings: Settings) -> EngineConfig:
    return EngineConfig(
        library=library,
        n_workers=settings.n_workers(os.cpu_count() or 1),
        excluded=settings.excluded,
        model_card=settings.model_card or card.shipped(),
    )


def _log_to(library: Path) -> TextIO:
    """Write the log, and where the program was when it crashed, into the library's folder."""
    handler = RotatingFileHandler(
        library / "photosim.log", maxBytes=LOG_BYTES, backupCount=2, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    crashes = (library / "crash.log").open("a", encoding="utf-8")
    faulthandler.enable(crashes)
    return crashes
