"""What every test run needs at its end."""

import os
import sys

import pytest
from hypothesis import settings

# as the program does, before anything imports numpy: its threads only wait for each other on busy
# cores, which made the tests take twice as long
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

settings.register_profile("suite", deadline=None, derandomize=True)
"""A slow machine is no fault, and the same examples are tried each time."""
settings.load_profile("suite")


def pytest_addoption(parser):
    parser.addoption("--screenshots", metavar="DIR", help="save what the stories pass into DIR")
    parser.addoption(
        "--window-size", metavar="WxH", default="1440x900", help="size of the stories' windows, px"
    )


@pytest.fixture(autouse=True)
def closed_windows_are_destroyed():
    """Only a running event loop does what `deleteLater` asks for; thousands of widgets are slow."""
    yield
    qt = sys.modules.get("PySide6.QtCore")
    if qt is not None and qt.QCoreApplication.instance() is not None:
        qt.QCoreApplication.sendPostedEvents(None, qt.QEvent.Type.DeferredDelete.value)


@pytest.fixture(autouse=True)
def keys_that_were_held_are_let_go():
    """Lists choose otherwise while Ctrl is held, which a key pressed with it before would leave."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or not isinstance(widgets.QApplication.instance(), widgets.QApplication):
        return
    if widgets.QApplication.keyboardModifiers():
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        QTest.keyRelease(widgets.QWidget(), Qt.Key.Key_Control)
        assert not widgets.QApplication.keyboardModifiers()


@pytest.fixture(autouse=True, scope="session")
def clipboard_of_qt_is_left_empty():
    """The offscreen platform destroys what was copied after Python is gone, and crashes over it."""
    yield
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()
