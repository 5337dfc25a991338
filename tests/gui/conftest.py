"""What every test of the window needs: one locale, and silence about the missing screen."""

import pytest
from PySide6.QtCore import QLocale


def pytest_collection_modifyitems(items):
    # the offscreen platform says so whenever a window with a least size, or a menu, is shown
    quiet = pytest.mark.qt_log_ignore(
        "This plugin does not support (propagateSizeHints|raise|grabbing the keyboard)", extend=True
    )
    for item in items:
        if item.path.is_relative_to(__file__.rsplit("/", 1)[0]):
            item.add_marker(quiet)


@pytest.fixture(autouse=True)
def british():
    """Numbers and dates as in the texts of the tests."""
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    yield
    QLocale.setDefault(before)
