"""The window's entry point: builds everything the window needs, shows it, and ends it properly.

Order: telemetry off, screen, application, folder, one window a library, log, settings, bridge,
look, window (painted before the engine is ready), engine. What keeps the window from opening is
said in a sentence, on the terminal or, without one, in a message of the system.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import signal
import sys
import threading
import traceback
from io import TextIOWrapper
from logging.handlers import MemoryHandler, RotatingFileHandler
from pathlib import Path
from types import FrameType, TracebackType
from typing import TextIO

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before anything can import onnxruntime

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMessageBox

from photosim.core.disk import private
from photosim.core.errors import PhotosimError
from photosim.core.layout import Layout
from photosim.core.model import card
from photosim.core.records.photos import shown
from photosim.gui.shell import screen
from photosim.gui.shell.single_window import SingleWindow
from photosim.gui.trash.system_trash import SystemTrash
from photosim.gui.widgets import resources
from photosim.gui.widgets.appearance import Appearance
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.widgets.garbage import Garbage
from photosim.gui.window import MainWindow
from photosim.services.api.engine import Engine, EngineConfig
from photosim.services.settings import TABLE, Settings
from photosim.texts import error_wording, log_wording, setting_wording

log = logging.getLogger(__name__)

LOG_BYTES = 1_000_000
EARLY_RECORDS = 1000
_LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
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
        details = log_wording.told_trace("".join(traceback.format_exception(kind, error, trace)))
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
        The exit code: 0, or 1 when the window cannot be opened, which a sentence has said.
    """
    if reason := screen.missing():
        sys.stderr.write(f"{reason} {_without_a_window()}\n")
        return 1
    # what is warned of before the log is open reaches it as well
    early = MemoryHandler(EARLY_RECORDS, flushLevel=logging.CRITICAL + 1)
    logging.getLogger().addHandler(early)
    logging.captureWarnings(True)  # what libraries complain of is for the log
    app = _application()
    pictures = [str(Path(picture).absolute()) for picture in pictures]
    try:
        Layout(library).make()
        single = SingleWindow(library, app)
        if single.take():
            return _show(app, library, single, pictures, early)
        if single.hand_over(pictures):
            return 0
        raise PhotosimError(single.why_silent)
    except PhotosimError as error:
        _refuse(app, error_wording.sentence(error))
        return 1


def _show(
    app: QApplication,
    library: Path,
    single: SingleWindow,
    pictures: list[str],
    early: MemoryHandler,
) -> int:
    """Show the window until it is closed; the exit code."""
    crashes = _log_to(Layout(library), early)
    Garbage(app)
    bugs = Bugs(app)
    bugs.install()
    settings = Settings(Layout(library).settings, setting_wording.comments(TABLE))
    bridge = Bridge(app)
    with contextlib.suppress(OSError):  # then the window forgets its size
        private.make_file(Layout(library).window_state)
    engine = Engine(_config(library, settings), bridge.notify, trash=SystemTrash())
    window = MainWindow(
        engine,
        bridge,
        settings,
        Layout(library).window_state,
        Appearance(app, settings.colour_scheme),
    )
    bugs.happened.connect(window.say_bug)
    single.asked.connect(window.take_over)
    Ending(window)
    window.show()
    window.search_with(pictures)
    # the first event of the loop paints the window, the next one starts the engine
    QTimer.singleShot(0, engine.start)
    app.aboutToQuit.connect(engine.stop)
    code = app.exec()
    settings.close()
    single.release()
    faulthandler.disable()
    crashes.close()
    return code


def _without_a_window() -> str:
    from photosim.cli import commands

    names = ", ".join(command.name for command in commands.COMMANDS)
    return f"These commands work without one: {names}; photosim --help says what they do."


def _application() -> QApplication:
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    # with an organisation's name, too, Qt's folders would be called photosim/photosim
    app.setApplicationName("photosim")
    app.setApplicationDisplayName("photosim")
    app.setDesktopFileName("photosim")
    app.setWindowIcon(resources.app_icon())
    return app


def _refuse(app: QApplication, sentence: str) -> None:
    """Say why there is no window: on the terminal, and where nobody reads that, in a message."""
    if sys.stderr is not None:
        sys.stderr.write("\n".join(map(shown, sentence.split("\n"))) + "\n")
        if sys.stderr.isatty() or screen.is_unseen(app.platformName()):
            return
    QMessageBox.critical(None, "photosim", sentence)


def _config(library: Path, settings: Settings) -> EngineConfig:
    return EngineConfig(
        library=library,
        n_workers=settings.n_workers(os.cpu_count() or 1),
        excluded=settings.excluded,
        included=settings.included,
        model_card=settings.model_card or card.shipped(),
    )


class _PrivateLog(RotatingFileHandler):
    """A log that only its owner may read: it names photos."""

    def _open(self) -> TextIOWrapper:
        return open(self.baseFilename, "a", encoding="utf-8", opener=private.opener)


def _log_to(layout: Layout, early: MemoryHandler) -> TextIO:
    """Write the log, and where the program was when it crashed, into the library's folder.

    Where that cannot be done the terminal has them; photosim opens all the same.
    """
    logging.raiseExceptions = False  # a full disk is told once, by the engine
    trouble, handler = _log_handler(layout.log)
    handler.setFormatter(log_wording.SayingFormatter(_LINE))
    root = logging.getLogger()
    root.removeHandler(early)
    early.setTarget(handler)
    early.close()  # passes on what it has
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    if trouble:
        log.warning("The log cannot be written: %s", trouble)
    crashes = _crashes(layout.crashes)
    faulthandler.enable(crashes)
    return crashes


def _crashes(path: Path) -> TextIO:
    """The file for crashes, else one that nobody reads."""
    try:
        return open(path, "a", encoding="utf-8", opener=private.opener)
    except OSError as error:
        log.warning("A crash cannot be written down: %s", error)
        return Path(os.devnull).open("a", encoding="utf-8")


def _log_handler(path: Path) -> tuple[OSError | None, logging.Handler]:
    try:
        return None, _PrivateLog(path, maxBytes=LOG_BYTES, backupCount=2, encoding="utf-8")
    except OSError as error:
        return error, logging.StreamHandler()
