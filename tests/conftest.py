"""What every test run needs at its end."""

import sys

import pytest


@pytest.fixture(autouse=True, scope="session")
def clipboard_of_qt_is_left_empty():
    """The offscreen platform destroys what was copied after Python is gone, and crashes over it."""
    yield
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()
