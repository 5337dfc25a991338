"""What every test run needs at its end."""

import sys

import pytest


def pytest_addoption(parser):
    parser.addoption("--screenshots", metavar="DIR", help="save what the stories pass into DIR")
    parser.addoption(
        "--window-size", metavar="WxH", default="1440x900", help="size of the stories' windows, px"
    )


@pytest.fixture(autouse=True, scope="session")
def clipboard_of_qt_is_left_empty():
    """The offscreen platform destroys what was copied after Python is gone, and crashes over it."""
    yield
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()
